"""A midway-end request in words: what agreeing costs, what silence costs."""

from __future__ import annotations

from procw_tui.domain.certification.assumptions import readings
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.certification.weighing import weigh
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.work.terminations import TIME_TO_ANSWER
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.language import _
from procw_tui.present.view import View
from procw_tui.present.words import figures

from . import scoreboard


def weigh_words(view: View, contract: Contract) -> list[str]:
    """Two sentences to read before answering."""
    stakes = weigh(view.ledger, contract, view.today, view.rules)
    after: list[tuple[CriterionId, Standing, Standing]] = [("rating", stakes.rating, stakes.silent),
             ("communication", stakes.communication, stakes.silent_item)]  # fmt: skip
    if contract.type == "fixed":
        after.insert(0, ("completion", stakes.completion, stakes.agreed))
    return [_agreeing(view, contract, stakes.completion, stakes.agreed), _silence(view, contract, after)]


def _agreeing(view: View, contract: Contract, now: Standing, then: Standing) -> str:
    if contract.type != "fixed":
        return _("Agreeing: no 1-star, and the completion rate stays, since it is not fixed-price.")
    if contract.milestone_paid and readings(view.ledger).milestone_completes:
        return _("Agreeing: no 1-star; with a milestone paid it counts as delivered (assumed).")
    return _(
        "Agreeing: completion rate {now} to {then}, no 1-star. A paid milestone would count as delivered."
    ).format(now=scoreboard.today_text(now), then=scoreboard.today_text(then))


def _silence(view: View, contract: Contract, after_it: list[tuple[CriterionId, Standing, Standing]]) -> str:
    asked = contract.termination_requested_at or view.now
    change = _("{name} {now} to {then}")
    after = _(", ").join(
        change.format(
            name=criterion_name(name), now=scoreboard.today_text(now), then=scoreboard.today_text(then)
        )
        for name, now, then in after_it
    )
    return _("Silence until {deadline}: the contract ends, and 1-star in every item: {after}.").format(
        deadline=figures.moment(asked + TIME_TO_ANSWER, view.today), after=after
    )
