"""A year by days: how much happened on each, a column a week; the day that is shown stands out."""

from __future__ import annotations

from datetime import date, timedelta

from procw_tui.domain.ledger.days import events_of
from procw_tui.present.language import _
from procw_tui.present.paint import Lines, Role, Span, cell, line
from procw_tui.present.view import View
from procw_tui.present.words import figures

LABEL, WEEKS, MOST = 12, 52, 9
ROWS = 9
"""Lines that it takes."""


def picture(view: View, day: date, cells: int) -> Lines:
    """Up to a year that ends today, or after the day that is shown where that lies ahead."""
    last = max(view.today, day)
    sunday = last + timedelta(days=6 - last.weekday())
    weeks = max(1, min(WEEKS, cells - LABEL))
    monday = sunday - timedelta(days=7 * weeks - 1)
    mondays = [monday + timedelta(weeks=number) for number in range(weeks)]
    legend = _("-  nothing   1-9  so much")
    shown = [line("  ", cell(_("The year"), LABEL - 2, "head"), (figures.months_over_weeks(mondays), "dim"))]
    for weekday in range(7):
        name = cell(_(figures.WEEKDAYS[weekday]), LABEL - 2)
        each = [_count(view, start + timedelta(days=weekday), day) for start in mondays]
        shown.append(line("  ", name, *each))
    return [*shown, line("  ", cell("", LABEL - 2), legend)]


def _count(view: View, at: date, day: date) -> Span:
    """A digit, or a dim dash; nothing for a day to come. Few roles: each change of one is bytes."""
    n = len(events_of(view.ledger, at))
    role: Role = "key" if at == day else "" if n else "dim"
    if at > view.today and not n:
        return ("-" if at == day else " "), role
    return (str(min(MOST, n)) if n else "-"), role
