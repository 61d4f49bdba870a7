"""A year of proposals: week by week how many were sent, which brought a contract, and how far they got."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from procw_tui.domain.record.times import JST
from procw_tui.domain.work.proposals import Week, funnel, sent_this_week, weeks
from procw_tui.present.cells import width
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Lines, Role, Span, cell, line, line_width
from procw_tui.present.view import View
from procw_tui.present.words import figures
from procw_tui.present.words.signs import MET

LABEL, WEEKS, MOST = 12, 52, 9
LEAST_SENT = 5
"""Below so many a share says nothing."""


def picture(view: View, cells: int) -> Lines:
    """As many weeks as there is room for, up to a year."""
    goal = view.ledger.number("weekly_goal")
    now = _("this week {n}/{goal}").format(n=sent_this_week(view.ledger, view.now), goal=goal)
    shown = weeks(view.ledger, view.now, max(1, min(WEEKS, cells - LABEL)))
    fits = LABEL + len(shown) + 2 + width(now) <= cells
    counts: list[Span] = [_count(week, goal) for week in shown]
    marks = "".join(MET if week.won else " " for week in shown)
    won = sum(week.won for week in shown)
    return [
        line("  ", cell(_("By week"), LABEL - 2, "head"), *counts, (f"  {now}" if fits else "", "dim")),
        line("  ", cell(_("Contracts"), LABEL - 2), (marks, "good"), f"  {won}" if fits else ""),
        line("  ", cell("", LABEL - 2), (figures.months_over_weeks([week.monday for week in shown]), "dim")),
        *_funnel(view, cells),
    ]  # fmt: skip


def _count(week: Week, goal: int) -> Span:
    """One digit; bright where the week's goal was reached."""
    role: Role = "strong" if week.sent >= goal > 0 else "" if week.sent else "dim"
    return (str(min(MOST, week.sent)) if week.sent else "-"), role


def _funnel(view: View, cells: int) -> Lines:
    """How many of the year's came to talks and to a contract."""
    first = view.today - timedelta(weeks=WEEKS)
    year = funnel(view.ledger, datetime.combine(first, time(), JST), view.now)
    if not year.sent:
        return []
    parts: list[Span] = [(_("A year: {n} sent").format(n=year.sent), "")]
    for words, n in ((_("in talks {n}"), year.talks), (_("contracts {n}"), year.won)):
        parts += [("  >  ", "dim"), (words.format(n=n), "")]
        if year.sent >= LEAST_SENT:
            parts.append((f" {figures.percent(100 * n / year.sent)}", "dim"))
    shown: Line = (("  ", ""), *parts)
    return [shown] if line_width(shown) <= cells else []
