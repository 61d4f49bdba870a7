"""The year to come, month by month: what is still there at each month's end if nothing new happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from procw_tui.domain.certification.completion import completion_counts, midway_ends_leaving
from procw_tui.domain.certification.criteria import standing
from procw_tui.domain.certification.scouts import needed, scout_count
from procw_tui.domain.certification.standing import At, Standing
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.times import last_day, month_of, next_month
from procw_tui.domain.work.months import best_month
from procw_tui.present.cells import width
from procw_tui.present.criteria.table import criterion_short
from procw_tui.present.criteria.words import known_in_part
from procw_tui.present.language import _
from procw_tui.present.paint import Lines, Span, cell, line, number_cell, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import figures

NAME, NOW, MONTH, MONTHS = 11, 7, 5, 12
"""Cells: of a name, of what there is today and of a month at the least; how many months at the most."""


class _Row(NamedTuple):
    name: str
    now: str
    ends: Sequence[Span]
    """At the end of each month."""


def picture(view: View, cells: int) -> Lines:
    """Scouts, contracts, midway ends and the best month, at as many month ends as there is room for."""
    months = [next_month(month_of(view.today), ahead) for ahead in range(MONTHS)]
    rows = [_scouts(view, months), _completion(view, months), _midway_ends(view, months), _best(view, months)]
    now = max(NOW, *(width(row.now) + (width(row.name) >= NAME) for row in rows))
    month = max(MONTH, *(width(text) + 1 for row in rows for text, _role in row.ends))
    shown = max(1, min(MONTHS, (cells - 2 - NAME - now) // month))
    names = [number_cell(figures.narrow_month(each), month, "dim") for each in months[:shown]]
    about = _("At each month's end, if nothing new happens; a round counts what is there on its last day.")
    return [
        line("  ", cell(_("What leaves"), NAME, "head"), cell("", now), *names),
        *(line("  ", cell(row.name, NAME), number_cell(row.now, now, "dim"),
               *(number_cell(text, month, role) for text, role in row.ends[:shown])) for row in rows),
        *paragraph(about, cells, "dim", "  "),
    ]  # fmt: skip


def _ends(view: View, months: Sequence[str]) -> list[At]:
    return [At(view.ledger, view.today, last_day(month), view.rules) for month in months]


def _scouts(view: View, months: Sequence[str]) -> _Row:
    """Red where there may be fewer than are needed."""
    least = needed(view.rules)
    ends = [_count(standing(at, "scouts"), scout_count(at), least) for at in _ends(view, months)]
    return _Row(criterion_short("scouts"), _("need {n}").format(n=least), ends)


def _completion(view: View, months: Sequence[str]) -> _Row:
    ends = [_count(standing(at, "completion"), _contracts(at), 0) for at in _ends(view, months)]
    return _Row(criterion_short("completion"), _now(_contracts(view.at)), ends)


def _contracts(at: At) -> Interval:
    """How many the rate is of."""
    completed, midway = completion_counts(at)
    return completed + midway


def _count(end: Standing, number: Interval, least: int) -> Span:
    """Of a number told before nobody knows the days, so as a range; dim where more may be missing."""
    if known_in_part(end):
        return _between(number) if number.high else "-", "dim"
    return _between(number), "bad" if number.low < least else ""


def _between(number: Interval) -> str:
    return str(number.low) if number.low == number.high else f"{number.low}-{number.high}"


def _now(number: Interval) -> str:
    return _("now {n}").format(n=_between(number))


def _midway_ends(view: View, months: Sequence[str]) -> _Row:
    """The day on which each leaves, in its month; of those told as a number how many are left."""
    gone = midway_ends_leaving(view.ledger, view.today)
    _completed, now = completion_counts(view.at)
    if now.high != len(gone):
        ends: list[Span] = [
            _count(standing(at, "completion"), completion_counts(at)[1], 0) for at in _ends(view, months)
        ]
    else:
        ends = [(_leaving_in(month, gone), "good") for month in months]
    return _Row(_("Midway ends"), _now(now), ends)


def _leaving_in(month: str, gone: Sequence[date]) -> str:
    days = [day for day in gone if month_of(day) == month]
    one = _("/{day}").format(day=days[0].day) if days else ""
    return f"{len(days)}" if len(days) > 1 else one


def _best(view: View, months: Sequence[str]) -> _Row:
    """The best month of each window, bright where it falls."""
    today = best_month(view.ledger, view.today, view.today)
    ends = [best_month(view.ledger, view.today, last_day(month)) for month in months]
    amounts = [each.gross if each is not None else 0 for each in (today, *ends)]
    spans: list[Span] = []
    for before, now in pairwise(amounts):
        spans.append((figures.narrow_number(now) if now else "-", "warn" if now < before else ""))
    return _Row(_("Best month"), figures.narrow_yen(amounts[0]) if amounts[0] else "", spans)
