"""A midway-end request in words: what agreeing costs, what silence costs."""

from __future__ import annotations

from procw_tui.domain.certification.assumptions import readings
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.certification.weighing import weigh
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.work.terminations import TIME_TO_ANSWER
from procw_tui.present.criteria.in_part import is_in_part
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.language import _, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures

from . import scoreboard


def weigh_words(view: View, contract: Contract) -> list[str]:
    """Three sentences to read before answering."""
    stakes = weigh(view.ledger, contract, view.today, view.rules)
    after: list[tuple[CriterionId, Standing, Standing]] = [("rating", stakes.rating, stakes.silent),
             ("communication", stakes.communication, stakes.silent_item)]  # fmt: skip
    if contract.type == "fixed":
        after.insert(0, ("completion", stakes.completion, stakes.agreed))
    return [
        _silence(view, contract, after), _agreeing(view, contract, stakes.completion, stakes.agreed),
        _("Refusing: the contract goes on, and you can write why."),
    ]  # fmt: skip


def _agreeing(view: View, contract: Contract, now: Standing, then: Standing) -> str:
    """What it costs; whether the client rates then, and how, nobody can say."""
    stars = _("No star comes by itself, but the client can still rate.")
    if contract.type != "fixed":
        return sentences(_("Agreeing: the completion rate stays, since it is not fixed-price."), stars)
    if contract.milestone_paid and readings(view.ledger).milestone_completes:
        return sentences(_("Agreeing: with a milestone paid it counts as delivered (assumed)."), stars)
    told = _("Agreeing: completion rate {now} to {then}, and the escrow goes back in full: you are not paid.")
    if is_in_part(now):
        told = _("Agreeing: it counts against the completion rate, and the escrow goes back in full: you are "
                 "not paid.")  # fmt: skip
    return sentences(told.format(now=scoreboard.today_text(now), then=scoreboard.today_text(then)), stars)


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
