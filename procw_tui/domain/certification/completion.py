"""納品完了率: fixed-price contracts of the past year, completed against ended midway [O].

Hourly, contest and task work stay out. Running contracts stay out of the denominator [A], and one ended
midway with a milestone paid counts as completed, on the day it ended [A].
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.series import Series
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.records import Contract, Setting
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.stars import ceil_div
from procw_tui.domain.record.times import leaves_on, year_before
from procw_tui.domain.work.contracts import ended_by, number_running

from .assumptions import readings
from .coverage import Span, counts_missing
from .criterion import Criterion
from .pace import PACE_DAYS, Pace
from .standing import At, Figure, Ratio, Standing, covered_standing, state_of
from .window import Leaving, Piece, in_window, tallied, tallied_pieces, tallies_cut, tallies_leaving

FIELDS = ("completed", "ended_midway")
"""Of a tally."""


def needed(rules: Rules) -> int:
    """The rate to reach, in percent."""
    return int(rules.threshold("completion"))


def completions(ledger: Ledger) -> Series[Contract]:
    """Fixed-price contracts that came to an end; weights: completed, ended midway."""
    return ledger.index(_completions, Contract, Setting)


def _completions(ledger: Ledger) -> Series[Contract]:
    milestone = readings(ledger).milestone_completes
    ended = (c for c in ledger.all(Contract) if c.type == "fixed" and c.outcome != "running")
    events = []
    for contract in ended:
        if (closed := contract.closed_on) is not None:
            done = counts_as_completed(contract, milestone_completes=milestone)
            events.append((closed, contract.started_on, contract, done, not done))
    return Series(events, 2)


def counts_as_completed(contract: Contract, *, milestone_completes: bool) -> bool:
    """Of a contract that came to an end: whether it counts for the completion rate, or against it."""
    return contract.outcome == "completed" or (contract.milestone_paid is True and milestone_completes)


def completion_counts(at: At) -> tuple[Interval, Interval]:
    """How many fixed-price contracts count for the completion rate inside the window, and how many against.

    Running ones stay out, unless the user has them read as not delivered [A].
    """
    ledger, known_by, cutoff = at.ledger, at.known_by, at.cutoff
    logged = completions(ledger).totals(year_before(cutoff), cutoff, known_by)
    completed = tallied(ledger, known_by, cutoff, "completed") + logged[0]
    midway = tallied(ledger, known_by, cutoff, "ended_midway") + logged[1]
    if readings(ledger).count_running:
        midway += number_running(ledger, min(known_by, cutoff))
    return completed, midway


def percent_of(completed: Interval, midway: Interval) -> Figure | None:
    """The lowest and highest rate in percent; None where there may be no contract at all."""
    if completed.low + midway.low == 0:
        return None
    return Figure(
        Ratio(100 * completed.low, completed.low + midway.high),
        Ratio(100 * completed.high, completed.high + midway.low),
    )


def standing(at: At) -> Standing:
    """The rate of the window; unknown where a part of its days is."""
    completed, midway = completion_counts(at)
    return _standing_of(at, completed, midway, completed.high + midway.high)


def missing(at: At) -> list[Span]:
    """The days of a window of which contracts may lack."""
    return counts_missing(at.ledger, at.known_by, at.cutoff, *FIELDS)


def at_pace(at: At, pace: Pace) -> Standing:
    """With as many deliveries and midway ends a day as the pace had."""
    days = (at.cutoff - at.known_by).days
    more_completed, more_midway = pace.totals(completions(pace.ledger))
    completed, midway = (
        each.times(PACE_DAYS) + days * more
        for each, more in zip(completion_counts(at), (more_completed, more_midway), strict=True)
    )
    return _standing_of(at, completed, midway, (completed.high + midway.high) // PACE_DAYS)


def _standing_of(at: At, completed: Interval, midway: Interval, n: int) -> Standing:
    """The standing of so many for and so many against; any common scale of the two will do."""
    percent, covered = percent_of(completed, midway), not missing(at)
    cut = tallies_cut(at.ledger, at.known_by, at.cutoff, *FIELDS)
    if percent is None or not covered:
        return Standing("completion", "unknown", n=n, covered=covered, logged=percent, cut=cut)
    return covered_standing("completion", state_of(*percent, needed(at.rules)), percent, n, cut=cut)


def events(ledger: Ledger, after: date, day: date) -> int:
    """Contracts that came to an end."""
    return sum(completions(ledger).totals(after, day, day))


def evidence(ledger: Ledger, day: date, _rules: Rules) -> list[Piece]:
    """Every contract and tally, with why it counts or not."""
    read = readings(ledger)
    pieces = tallied_pieces(ledger, day, *FIELDS)
    for contract in ledger.all(Contract):
        if contract.started_on > day:
            pieces.append(Piece(contract.started_on, contract, "future"))
        elif contract.closed_on is None or not ended_by(contract, day):
            kind = contract.type if contract.type != "fixed" else "running"
            counted = read.count_running and kind == "running"
            pieces.append(Piece(contract.started_on, contract, "counts" if counted else kind, counted))
        elif contract.type != "fixed":
            pieces += in_window(Piece(contract.closed_on, contract, contract.type), day)
        else:
            done = counts_as_completed(contract, milestone_completes=read.milestone_completes)
            pieces += in_window(Piece(contract.closed_on, contract, "counts", not done), day)
    return pieces


def leaving(ledger: Ledger, day: date) -> list[Leaving]:
    """Each contract by the day that it ended, and each tally."""
    ended = completions(ledger).between(year_before(day), day, day)
    gone = [Leaving(leaves_on(closed), contract.id) for closed, contract in ended]
    return gone + tallies_leaving(ledger, day, *FIELDS)


def midway_ends_leaving(ledger: Ledger, day: date) -> list[date]:
    """The days on which the midway ends of the window of a day leave it, those whose own day is known."""
    ended = completions(ledger).between(year_before(day), day, day)
    return [leaves_on(closed) for closed, contract in ended if contract.outcome == "ended_midway"]


def heaviest(pieces: list[Piece]) -> Piece | None:
    """The midway end that leaves last."""
    against = (piece for piece in pieces if piece.against and piece.counts)
    return max(against, key=lambda piece: piece.on, default=None)


class Setback(NamedTuple):
    """The completion rate after so many more midway ends, and the deliveries that bring it back."""

    percent: Ratio
    repair: int


def deliveries_needed(completed: int, midway: int, target: int) -> int:
    """How many more deliveries bring `completed` against `midway` to `target` percent."""
    return max(0, ceil_div(target * (completed + midway) - 100 * completed, 100 - target))


def setbacks(at: At) -> list[Setback]:
    """After none, one and two more midway ends, reckoned from the worst that tallies leave possible."""
    completed, midway = completion_counts(at)
    after = []
    for more in range(3):
        good, bad = completed.low, midway.high + more
        percent = Ratio(100 * good, good + bad) if good + bad else Ratio(100, 1)
        after.append(Setback(percent, deliveries_needed(good, bad, needed(at.rules))))
    return after


CRITERION = Criterion(
    "completion",
    lambda _ledger, rules: needed(rules),
    standing,
    at_pace,
    evidence,
    events,
    leaving,
    heaviest,
    missing=missing,
)
