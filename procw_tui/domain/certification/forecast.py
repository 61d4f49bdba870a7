"""Standings at the coming rounds: if nothing new happens, and at the pace of the last 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from procw_tui.domain.certification.criteria import Judged, criterion, judge, standing
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CRITERIA, CriterionId, Rules

from .pace import Pace, after_pace
from .rounds import Round, rounds_from
from .standing import At

ROUNDS = 4
ROUNDS_OF_A_YEAR = 5
"""So many from any day on until the window of one holds no day before it."""


def pace(ledger: Ledger, day: date) -> Pace:
    """The pace of the last 90 days up to a day."""
    after = after_pace(day)
    return Pace(ledger, day, sum(criterion(name).events(ledger, after, day) for name in CRITERIA))


class Outlook(NamedTuple):
    """A coming round: if nothing new happens, and at the pace; None where too little happened to tell."""

    round: Round
    still: Judged
    paced: Judged | None


def forecast(ledger: Ledger, day: date, rules: Rules, at: Pace) -> list[Outlook]:
    """The next four rounds. What-if gives a ledger with hypotheses and the pace of the one without."""
    coming = islice(rounds_from(day, rules, ledger.number("cutoff_days")), ROUNDS)
    return [
        Outlook(each, judge(ledger, day, each.cutoff, rules),
                _at_pace(At(ledger, day, each.cutoff, rules), at) if at.tells else None)
        for each in coming
    ]  # fmt: skip


def _at_pace(at: At, pace: Pace) -> Judged:
    """The standings at a cut-off if every day until then brings a ninetieth of the pace."""
    standings = tuple(criterion(name).at_pace(at, pace) for name in CRITERIA)
    return Judged(at.known_by, at.cutoff, standings)


def holds(judged: Judged) -> bool:
    """Whether all that can be known is met; what is shown to nobody must only not be short."""
    return all(
        standing.state == "met" or (criterion(standing.id).hidden and standing.state == "unknown")
        for standing in judged.standings
    )


def covered_from(ledger: Ledger, day: date, rules: Rules, name: CriterionId) -> Round | None:
    """The first coming round by which what a criterion lacks today has left its window by itself.

    None where it lacks nothing, or where that never happens: what counts for all time leaves no window.
    """
    if standing(At(ledger, day, day, rules), name).covered:
        return None
    coming = islice(rounds_from(day, rules, ledger.number("cutoff_days")), ROUNDS_OF_A_YEAR)
    return next((r for r in coming if standing(At(ledger, day, r.cutoff, rules), name).covered), None)


class Holding(NamedTuple):
    """The first round at which all that can be known would hold, and whether it takes the pace."""

    round: Round
    at_pace: bool


def first_to_hold(outlooks: Sequence[Outlook]) -> Holding | None:
    """Without anything new where that suffices, else at the pace; None where none of the rounds would."""
    for outlook in outlooks:
        if holds(outlook.still):
            return Holding(outlook.round, at_pace=False)
        if outlook.paced is not None and holds(outlook.paced):
            return Holding(outlook.round, at_pace=True)
    return None
