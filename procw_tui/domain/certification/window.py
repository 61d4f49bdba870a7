"""The one-year window: what stands in it and why not, what tallies add, what leaves when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.records import Record, Tally
from procw_tui.domain.record.times import DAY, leaves_on, year_before
from procw_tui.domain.work.months import MonthGross

from .spread import Cut, likely

Verdict = Literal[
    "counts", "partly", "left", "running", "hourly", "contest", "task", "flyer", "office", "closed_job",
    "said_no", "repeat", "copied", "no_item", "future", "not_open", "no_price",
    "no_acceptance", "overruled", "other_part",
]  # fmt: skip

LATELY = timedelta(days=90)
"""What has left the window is still shown for so long."""


class Piece(NamedTuple):
    """One record, or a month's gross, under a standing.

    `on`: the day that the window looks at. `verdict`: whether it counts, else why not; `partly` where a
    window cuts it. `against`: it lowers the figure. `leaves`: the first day without it.
    """

    on: date
    subject: Record | MonthGross
    verdict: Verdict = "counts"
    against: bool = False
    leaves: date | None = None

    @property
    def key(self) -> str:
        """What the piece is known by: a record's id, or a month."""
        return self.subject.id if isinstance(self.subject, Record) else self.subject.month

    @property
    def counts(self) -> bool:
        """Whether it enters the figure, wholly or in part."""
        return self.verdict in {"counts", "partly"}


class Leaving(NamedTuple):
    """The first day on which something is no longer counted: a record's id, or a month of contracts."""

    on: date
    what: str


def in_window(piece: Piece, day: date) -> list[Piece]:
    """The piece as the year window of a day sees it; nothing where it left long ago."""
    if piece.on > day:
        return [piece._replace(verdict="future")]
    leaves = leaves_on(piece.on)
    if leaves <= day:
        return (
            [piece._replace(verdict="left", against=False, leaves=leaves)] if day - leaves <= LATELY else []
        )
    return [piece._replace(leaves=leaves if piece.counts else None)]


def _tallies(ledger: Ledger) -> list[Tally]:
    return list(ledger.all(Tally))


def tallied(ledger: Ledger, known_by: date, cutoff: date, field: str) -> Interval:
    """What the tallies likely add to a window up to a day: all of those inside, of those cut a part."""
    known: dict[tuple[date, date, str], Interval] = ledger.index(_reckoned, Tally)
    key = (known_by, cutoff, field)
    if key not in known:
        known[key] = _tallied(ledger.index(_tallies, Tally), *key)
    return known[key]


def _reckoned(_ledger: Ledger) -> dict[tuple[date, date, str], Interval]:
    """What was reckoned already of these tallies: a day and a window come up again and again."""
    return {}


def _tallied(tallies: list[Tally], known_by: date, cutoff: date, field: str) -> Interval:
    after, upto = year_before(cutoff), min(known_by, cutoff)
    whole, cuts = 0, []
    for tally in tallies:
        number = getattr(tally, field) or 0
        inside = (min(tally.to, upto) - max(tally.from_ - DAY, after)).days
        days = (tally.to - tally.from_).days + 1
        if number and inside >= days:
            whole += number
        elif number and inside > 0:
            cuts.append(Cut(number, inside, days))
    return likely(cuts) + whole


def tallies_cut(ledger: Ledger, known_by: date, cutoff: date, *fields: str) -> bool:
    """Whether the ends of a window cut a tally that states a number of one of these fields."""
    after, upto = year_before(cutoff), min(known_by, cutoff)
    return any(
        tally.from_ <= upto and tally.to > after and (tally.from_ <= after or tally.to > upto)
        for tally in ledger.index(_tallies, Tally) if any(getattr(tally, name) for name in fields)
    )  # fmt: skip


def tallied_pieces(ledger: Ledger, day: date, *fields: str) -> list[Piece]:
    """The tallies that state one of these fields, as the window of a day sees them."""
    pieces: list[Piece] = []
    for tally in ledger.index(_tallies, Tally):
        if any(getattr(tally, name) for name in fields):
            cut = tally.from_ <= year_before(day) or tally.to > day
            against = bool(tally.ended_midway) and "ended_midway" in fields
            piece = Piece(tally.to, tally, "partly" if cut else "counts", against)
            begun = tally.from_ <= day < tally.to
            pieces += [piece._replace(leaves=leaves_on(tally.to))] if begun else in_window(piece, day)
    return pieces


def tallies_leaving(ledger: Ledger, day: date, *fields: str) -> list[Leaving]:
    """Tallies are gone on the day that their last day leaves."""
    inside = [t for t in ledger.index(_tallies, Tally) if t.from_ <= day and year_before(day) < t.to]
    return [Leaving(leaves_on(t.to), t.id) for t in inside if any(getattr(t, name) for name in fields)]
