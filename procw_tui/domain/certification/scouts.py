"""スカウト数: scouts and 相談 of the past year [O]; 見てみて! and those of the office do not count.

Repeated 相談 of one client and invitations to 非公開 jobs count [A], unless the user has them read otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.series import Series
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Scout, Setting
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import leaves_on, year_before

from .assumptions import Readings, readings
from .coverage import Span, counts_missing
from .criterion import Criterion
from .pace import PACE_DAYS, Pace
from .standing import At, Figure, Ratio, Standing, State, covered_standing, state_of
from .window import Leaving, Piece, Verdict, in_window, tallied, tallied_pieces, tallies_cut, tallies_leaving

FIELD = "scouts"
"""Of a tally."""


def needed(rules: Rules) -> int:
    """How many it takes."""
    return int(rules.threshold("scouts"))


def counting_scouts(ledger: Ledger) -> Series[Scout]:
    """The scouts that count; weight: one."""
    return ledger.index(_counting, Scout, Setting)


def _counting(ledger: Ledger) -> Series[Scout]:
    left_out = not_counting(ledger)
    return Series(
        [(s.received_on, s.received_on, s, 1) for s in ledger.all(Scout) if s.id not in left_out], 1
    )


def not_counting(ledger: Ledger) -> dict[str, Verdict]:
    """Why a scout doesn't count, by its id: said_no, flyer, office; closed_job, repeat where so read."""
    return ledger.index(_not_counting, Scout, Setting)


def _not_counting(ledger: Ledger) -> dict[str, Verdict]:
    read = readings(ledger)
    plain = ("direct", "auto")
    odd = (s for s in ledger.all(Scout) if (s.source, s.counts) != plain)
    left_out: dict[str, Verdict] = {
        scout.id: why for scout in odd if (why := _verdict(scout, read)) != "counts"
    }
    if not read.count_repeats:
        known: set[str] = set()
        for scout in sorted(ledger.all(Scout), key=lambda scout: scout.received_on):
            client = who(scout.client)
            if client in known and scout.counts == "auto":
                left_out.setdefault(scout.id, "repeat")
            if client and scout.id not in left_out:
                known.add(client)
    return left_out


def _verdict(scout: Scout, read: Readings) -> Verdict:
    if scout.counts != "auto":
        return "counts" if scout.counts == "yes" else "said_no"
    if scout.source == "closed_job":
        return "counts" if read.count_closed_jobs else "closed_job"
    return "counts" if scout.source == "direct" else scout.source


def scout_count(at: At) -> Interval:
    """How many scouts count inside the window."""
    ledger, known_by, cutoff = at.ledger, at.known_by, at.cutoff
    logged = counting_scouts(ledger).totals(year_before(cutoff), min(cutoff, known_by), known_by)
    return tallied(ledger, known_by, cutoff, FIELD) + logged[0]


def standing(at: At) -> Standing:
    """The number inside the window, also none; at least what is logged where some of its days are unknown."""
    return _standing_of(at, scout_count(at), 1)


def missing(at: At) -> list[Span]:
    """The days of a window of which scouts may lack."""
    return counts_missing(at.ledger, at.known_by, at.cutoff, FIELD)


def at_pace(at: At, pace: Pace) -> Standing:
    """With as many a day as the pace had."""
    (more,) = pace.totals(counting_scouts(pace.ledger))
    number = scout_count(at).times(PACE_DAYS) + (at.cutoff - at.known_by).days * more
    return _standing_of(at, number, PACE_DAYS)


def _standing_of(at: At, number: Interval, scale: int) -> Standing:
    figure, n = Figure(Ratio(number.low, scale), Ratio(number.high, scale)), number.high // scale
    cut = tallies_cut(at.ledger, at.known_by, at.cutoff, FIELD)
    if not missing(at):
        return covered_standing("scouts", state_of(*figure, needed(at.rules)), figure, n, cut=cut)
    state: State = "met" if figure.low.at_least(needed(at.rules)) else "unknown"
    return Standing("scouts", state, figure.low, n=n, covered=False, logged=figure, cut=cut)


def events(ledger: Ledger, after: date, day: date) -> int:
    """Scouts that count."""
    return counting_scouts(ledger).totals(after, day, day)[0]


def evidence(ledger: Ledger, day: date, _rules: Rules) -> list[Piece]:
    """Every scout and tally, with why it counts or not."""
    left_out = not_counting(ledger)
    pieces = tallied_pieces(ledger, day, FIELD)
    for scout in ledger.all(Scout):
        pieces += in_window(Piece(scout.received_on, scout, left_out.get(scout.id, "counts")), day)
    return pieces


def leaving(ledger: Ledger, day: date) -> list[Leaving]:
    """Each scout that counts, and each tally."""
    inside = counting_scouts(ledger).between(year_before(day), day, day)
    gone = [Leaving(leaves_on(on), scout.id) for on, scout in inside]
    return gone + tallies_leaving(ledger, day, FIELD)


class ScoutDebt(NamedTuple):
    """Scouts missing today and at the cut-off (what leaves until then included), and how many leave."""

    today: int
    at_cutoff: int
    leaving: int


def scout_debt(ledger: Ledger, day: date, cutoff: date, rules: Rules) -> ScoutDebt:
    """Reckoned from the lowest number that tallies leave possible."""
    now = scout_count(At(ledger, day, day, rules)).low
    then = scout_count(At(ledger, day, cutoff, rules)).low
    return ScoutDebt(max(0, needed(rules) - now), max(0, needed(rules) - then), max(0, now - then))


CRITERION = Criterion(
    "scouts",
    lambda _ledger, rules: needed(rules),
    standing,
    at_pace,
    evidence,
    events,
    leaving,
    missing=missing,
    whole=True,
)
