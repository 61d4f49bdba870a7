"""Which days of a criterion are known whole: nobody is told met or short from a part of the records.

A day is covered where everything is logged from then on, where a tally states the figure, or where the user
was not on the site yet. Old records alone prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import KINDS, own_day
from procw_tui.domain.record.records import Assessment, Earning, Gap, Record, Setting, Tally
from procw_tui.domain.record.times import DAY, first_day, last_day, year_before

from .openings import latest_opening


class Span(NamedTuple):
    """Days from one to another, both included."""

    first: date
    last: date


def holes(within: Span, covered: Iterable[Span]) -> list[Span]:
    """The days of a span that lie in none of the others, as spans in order."""
    left, at = [], within.first
    for each in sorted(covered):
        if each.first > within.last:
            break
        if each.first > at:
            left.append(Span(at, each.first - DAY))
        if each.last >= at:
            if each.last >= within.last:
                return left
            at = each.last + DAY
    return [*left, Span(at, within.last)] if at <= within.last else left


def logged_since(ledger: Ledger) -> date | None:
    """From this day on everything is logged: `complete_since`, else the day the ledger began."""
    return ledger.day("complete_since") or ledger.begun_on


def logged_spans(ledger: Ledger, known_by: date) -> list[Span]:
    """The days of which everything is logged, without those of which the user said that it was not."""
    since = logged_since(ledger)
    if since is None:
        return []
    unlogged = [Span(gap.from_, gap.to) for gap in ledger.index(_gaps, Gap) if gap.from_ <= known_by]
    return holes(Span(since, date.max), unlogged)


def _gaps(ledger: Ledger) -> list[Gap]:
    return [gap for gap in ledger.all(Gap) if gap.happened == "unlogged"]


def on_site_since(ledger: Ledger) -> date | None:
    """The day the user registered, or that of an earlier record; None where the day is not set."""
    joined = ledger.day("joined_on")
    return None if joined is None else min([joined, *_first_days(ledger)])


def _first_days(ledger: Ledger) -> list[date]:
    """The earliest own day of each kind that has one; a setting has none."""
    days = (ledger.index(build, cls) for cls, build in _EARLIEST.items())
    return [day for day in days if day is not None]


def _earliest(cls: type[Record], ledger: Ledger) -> date | None:
    return min((day for day in map(_surely_by, ledger.all(cls)) if day is not None), default=None)


def _surely_by(record: Record) -> date | None:
    """The day by which a record tells that she was there; a month may have begun before she registered."""
    if isinstance(record, Earning) or (isinstance(record, Assessment) and record.mail_on is None):
        return last_day(record.month)
    return own_day(record)


_EARLIEST = {
    cls: partial(_earliest, cls)
    for cls in KINDS.values() if cls.own is not None and cls.is_logged and cls is not Setting
}  # fmt: skip


def _before_joining(ledger: Ledger) -> list[Span]:
    joined = on_site_since(ledger)
    return [] if joined is None else [Span(date.min, joined - DAY)]


def _window(known_by: date, cutoff: date) -> Span:
    """The days of a cut-off's one-year window up to the day in question."""
    return Span(year_before(cutoff) + DAY, min(cutoff, known_by))


def tallied_spans(ledger: Ledger, known_by: date, *fields: str) -> list[Span]:
    """The spans of the tallies begun by a day that state all of these fields, zero included."""
    return [
        Span(tally.from_, tally.to) for tally in ledger.index(_tallies, Tally)
        if tally.from_ <= known_by and all(getattr(tally, name) is not None for name in fields)
    ]  # fmt: skip


def _tallies(ledger: Ledger) -> list[Tally]:
    return list(ledger.all(Tally))


def counts_missing(ledger: Ledger, known_by: date, cutoff: date, *fields: str) -> list[Span]:
    """The days of a window of which the counts of these fields of a tally are not known whole."""
    known = [*logged_spans(ledger, known_by), *_before_joining(ledger)]
    return holes(_window(known_by, cutoff), [*known, *tallied_spans(ledger, known_by, *fields)])


def months_missing(ledger: Ledger, known_by: date, cutoff: date) -> list[Span]:
    """The days of a window of which the gross is not known whole: no month typed, nor contracts logged."""
    months = (e.month for e in ledger.all(Earning) if first_day(e.month) <= known_by)
    typed = [Span(first_day(month), last_day(month)) for month in months]
    known = [*logged_spans(ledger, known_by), *_before_joining(ledger)]
    return holes(_window(known_by, cutoff), [*known, *typed])


def ratings_missing(ledger: Ledger, known_by: date, field: str) -> list[Span]:
    """The days of which ratings may lack, by the figure of an opening that would stand for them.

    An opening stands for everything up to its day; without one all days on the site have to be logged.
    """
    opening = latest_opening(ledger, known_by, field)
    since = opening.as_of + DAY if opening is not None else on_site_since(ledger) or date.min
    return holes(Span(since, known_by), logged_spans(ledger, known_by)) if since <= known_by else []
