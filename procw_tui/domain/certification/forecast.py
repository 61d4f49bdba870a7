"""Standings at the coming rounds: if nothing new happens, and at the pace of the last 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CRITERIA, Rules
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.months import Best, best_month

from .counts import completion_counts, scout_count, star_target, stars
from .criteria import (
    Judged,
    Ratio,
    Standing,
    completion_standing,
    earnings_standing,
    judge,
    stars_standing,
    state_of,
)
from .indexes import acceptances, completions, reviews, scouts
from .rounds import Round, rounds_from

PACE_DAYS = 90
LEAST_EVENTS = 5
ROUNDS = 4
MONTHS_OF_PACE = 3


class Pace(NamedTuple):
    """What the last 90 days brought, one by one; tallies have no days and stay out. Ratings in tenths."""

    completed: int
    midway: int
    scouts: int
    overall: int
    reviews: int
    communication: int
    items: int
    gross: int

    @property
    def n(self) -> int:
        """How many events it rests on."""
        return self.completed + self.midway + self.scouts + self.reviews

    @property
    def tells(self) -> bool:
        """Whether there are enough of them to say anything."""
        return self.n >= LEAST_EVENTS


def pace(ledger: Ledger, day: date) -> Pace:
    """The pace of the last 90 days up to a day."""
    after = day - timedelta(days=PACE_DAYS)
    completed, midway = completions(ledger).totals(after, day, day)
    overall, count, communication, items = reviews(ledger).totals(after, day, day)
    (number,) = scouts(ledger).totals(after, day, day)
    gross, _priced = acceptances(ledger).totals(after, day, day)
    return Pace(completed, midway, number, overall, count, communication, items, gross)


class Outlook(NamedTuple):
    """A coming round: if nothing new happens, and at the pace; None where too little happened to tell."""

    round: Round
    still: Judged
    paced: Judged | None


def forecast(ledger: Ledger, day: date, rules: Rules, at: Pace) -> list[Outlook]:
    """The next four rounds. What-if gives a ledger with hypotheses and the pace of the one without."""
    coming = islice(rounds_from(day, rules, ledger.number("cutoff_days")), ROUNDS)
    found = []
    for each in coming:
        still = judge(ledger, day, each.cutoff, rules)
        found.append(Outlook(each, still, _at_pace(ledger, still, rules, at) if at.tells else None))
    return found


def _at_pace(ledger: Ledger, still: Judged, rules: Rules, at: Pace) -> Judged:
    """The standings at a cut-off if every day until then brings a ninetieth of the pace.

    Counts are scaled by 90, so that all stays in whole numbers. What comes is younger than a year at each of
    the next four cut-offs, so none of it leaves.
    """
    days = (still.cutoff - still.known_by).days
    each = {
        "completion": _completion(ledger, still, rules, at, days),
        "rating": _stars(ledger, still, rules, "rating", (days * at.overall, days * at.reviews)),
        "earnings_rank": _earnings(ledger, still, rules, at),
        "scouts": _scouts(ledger, still, rules, days * at.scouts),
        "communication": _stars(
            ledger, still, rules, "communication", (days * at.communication, days * at.items)
        ),
        "profile": still.of("profile"),
    }  # fmt: skip
    return still._replace(standings=tuple(each[name] for name in CRITERIA))


def _completion(ledger: Ledger, still: Judged, rules: Rules, at: Pace, days: int) -> Standing:
    completed, midway = completion_counts(ledger, still.known_by, still.cutoff)
    completed, midway = (
        completed.times(PACE_DAYS) + days * at.completed,
        midway.times(PACE_DAYS) + days * at.midway,
    )
    return completion_standing(completed, midway, (completed.high + midway.high) // PACE_DAYS, rules)


def _stars(ledger: Ledger, still: Judged, rules: Rules, which: str, more: tuple[int, int]) -> Standing:
    """`more`: the total in tenths, and the number, of the ratings that come until then."""
    total, count = stars(ledger, still.known_by, which)
    total, count = total.times(PACE_DAYS) + more[0], count * PACE_DAYS + more[1]
    if not count:
        return Standing(which, "unknown")
    low, high = Ratio(total.low, 10 * count), Ratio(total.high, 10 * count)
    return stars_standing(which, low, high, count // PACE_DAYS, star_target(ledger, rules, which))


def _scouts(ledger: Ledger, still: Judged, rules: Rules, more: int) -> Standing:
    number = scout_count(ledger, still.known_by, still.cutoff).times(PACE_DAYS) + more
    low, high = Ratio(number.low, PACE_DAYS), Ratio(number.high, PACE_DAYS)
    return Standing("scouts", state_of(low, high, rules.scouts), low, high, number.high // PACE_DAYS)


def _earnings(ledger: Ledger, still: Judged, rules: Rules, at: Pace) -> Standing:
    """A month at the pace counts from the first one that lies wholly ahead."""
    best = best_month(ledger, still.known_by, still.cutoff)
    ahead = Best(month_of(still.cutoff), at.gross // MONTHS_OF_PACE, (best.months if best else 0) + 1)
    if ahead.month > month_of(still.known_by) and at.gross and (best is None or ahead.gross > best.gross):
        best = ahead
    return earnings_standing(ledger, still.known_by, best, rules)


def holds(judged: Judged) -> bool:
    """Whether all that can be known is met; the earnings rank, shown to nobody, must only not be short."""
    return all(
        standing.state == "met" or (standing.id == "earnings_rank" and standing.state == "unknown")
        for standing in judged.standings
    )


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
