"""納品完了率 in words."""

from __future__ import annotations

from procw_tui.domain.certification.completion import Setback, deliveries_needed, needed, setbacks
from procw_tui.domain.certification.criteria import Board
from procw_tui.domain.certification.standing import At, Standing
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import Rules
from procw_tui.present.language import N_, _, n_, p_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures

from .words import CriterionWords, interval, known_in_part, point


def _slack(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("completion")
    if standing.low is None:
        return _("no fixed-price contract ended yet")
    now, after_one, _two = setbacks(At(ledger, board.day, board.day, rules))
    if standing.state == "met":
        return _("next midway end: {percent}").format(percent=figures.percent(after_one.percent.value))
    return n_(
        "{n} more delivery makes {percent} %", "{n} more deliveries make {percent} %", now.repair
    ).format(n=now.repair, percent=needed(rules))


def _takes(view: View) -> str:
    if view.board.today.of("completion").low is None:
        return _("Deliver a fixed-price contract; nine deliveries make up for one midway end.")
    now, one, two = setbacks(view.at)
    parts = []
    if now.repair:
        parts.append(
            n_("{n} more delivery makes {percent} %.", "{n} more deliveries make {percent} %.", now.repair)
            .format(n=now.repair, percent=needed(view.rules))
        )  # fmt: skip
    return sentences(*parts, _after_midway_ends(one, two))


def _after_midway_ends(one: Setback, two: Setback) -> str:
    """The rate after one and two more midway ends, and the deliveries that repair it."""
    return _("One more midway end: {one}; two: {two}.").format(one=_setback(one), two=_setback(two))


def _setback(after: Setback) -> str:
    percent = figures.percent(after.percent.value)
    if not after.repair:
        return percent
    return n_(
        "{percent} ({n} delivery repairs it)", "{percent} ({n} deliveries repair it)", after.repair
    ).format(percent=percent, n=after.repair)


def before_taking(view: View) -> str:
    """Before a contract is taken: the rate now, after its midway end, and what repairs that."""
    now, one, _two = setbacks(view.at)
    standing = view.board.today.of("completion")
    if known_in_part(standing):
        return _("Completion rate: not known as long as only a part is logged ({figure}).").format(
            figure=interval(standing, figures.percent).strip("()")
        )
    if standing.low is None:
        alone = deliveries_needed(0, 1, needed(view.rules))
        return _("Completion rate: nothing yet; a midway end would take {n} deliveries to repair.").format(
            n=alone
        )
    return _("Completion rate {now}; if this one ends midway {after}.").format(
        now=figures.percent(now.percent.value), after=_setback(one)
    )


def _today(standing: Standing) -> str:
    """A range in brackets has no room for the sign, which the target beside it has."""
    told = interval(standing, figures.percent)
    return told.replace(" %)", ")") if known_in_part(standing) and "-" in told else told


WORDS = CriterionWords(
    name=N_("Completion rate"),
    short=lambda: p_("short", "Completion"),
    today=_today,
    target=lambda _ledger, rules: f"{needed(rules)} %",
    slack=_slack,
    what_it_takes=_takes,
    explanation=lambda: _(
        "Fixed-price contracts of the past year: delivered, against ended midway. "
        "Hourly, contest and task work stay out."
    ),
    narrow=lambda value: figures.percent(value, 0).removesuffix(" %"),
    point=lambda each: point(each, lambda value: figures.percent(value)[:-2]),
    against=N_("counts against"),
    leaving="number",
)
