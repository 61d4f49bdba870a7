"""The year to come, month by month: what is still there at each month's end if nothing new happens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from procw_tui.domain.certification.completion import completion_counts, midway_ends_leaving
from procw_tui.domain.certification.criteria import standing
from procw_tui.domain.certification.scouts import needed
from procw_tui.domain.certification.standing import At, Standing
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.record.times import last_day, month_of, next_month
from procw_tui.domain.work.months import best_month
from procw_tui.present.criteria.table import criterion_short
from procw_tui.present.criteria.words import known_in_part
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Lines, Role, Span, cell, line, number_cell, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import figures

NAME, NOW, MONTH, MONTHS = 11, 7, 5, 12


def picture(view: View, cells: int) -> Lines:
    """Scouts, contracts, midway ends and the best month, at as many month ends as there is room for."""
    shown = max(1, min(MONTHS, (cells - 2 - NAME - NOW) // MONTH))
    months = [next_month(month_of(view.today), ahead) for ahead in range(shown)]
    rows = [
        _counts(view, "scouts", _("need {n}").format(n=needed(view.rules)), months, needed(view.rules)),
        _counts(view, "completion", "", months, 0),
        _midway_ends(view, months),
        _best(view, months),
    ]
    names = [number_cell(figures.narrow_month(month), MONTH, "dim") for month in months]
    about = _("At each month's end, if nothing new happens; a round counts what is there on its last day.")
    return [line("  ", cell(_("What leaves"), NAME, "head"), cell("", NOW), *names), *rows,
            *paragraph(about, cells, "dim", "  ")]  # fmt: skip


def _row(name: str, now: str, spans: Sequence[Span]) -> Line:
    return line("  ", cell(name, NAME), number_cell(now, NOW, "dim"),
                *(number_cell(text, MONTH, role) for text, role in spans))  # fmt: skip


def _counts(view: View, name: CriterionId, now: str, months: Sequence[str], least: int) -> Line:
    """How many there still are, red below what is needed; dim where some are not known."""
    ends = [standing(At(view.ledger, view.today, last_day(month), view.rules), name) for month in months]
    spans = [_count(each, least) for each in ends]
    return _row(criterion_short(name), now or _("now {n}").format(n=view.board.today.of(name).n), spans)


def _count(at: Standing, least: int) -> Span:
    if known_in_part(at) and not at.n:
        return "-", "dim"
    role: Role = "dim" if known_in_part(at) else "bad" if at.n < least else ""
    if at.id == "scouts" and at.cut and at.low is not None and at.high is not None and not at.exact:
        both = f"{at.low.top}-{at.high.top}"  # of a number told before nobody knows the days
        return (both if len(both) < MONTH else f"{at.low.top}-"), "bad" if at.low.top < least else ""
    return str(at.n), role


def _midway_ends(view: View, months: Sequence[str]) -> Line:
    """The day on which each leaves, in its month; several of one month as how many."""
    gone = midway_ends_leaving(view.ledger, view.today)
    spans: list[Span] = []
    for month in months:
        days = [day for day in gone if month_of(day) == month]
        one = _("/{day}").format(day=days[0].day) if days else ""
        spans.append((f"{len(days)}" if len(days) > 1 else one, "good"))
    _completed, midway = completion_counts(view.at)
    number = str(midway.low) if midway.low == midway.high else f"{midway.low}-{midway.high}"
    return _row(_("Midway ends"), _("now {n}").format(n=number), spans)


def _best(view: View, months: Sequence[str]) -> Line:
    """The best month of each window, bright where it falls."""
    today = best_month(view.ledger, view.today, view.today)
    ends = [best_month(view.ledger, view.today, last_day(month)) for month in months]
    amounts = [each.gross if each is not None else 0 for each in (today, *ends)]
    spans: list[Span] = []
    for before, now in pairwise(amounts):
        spans.append((figures.narrow_number(now) if now else "-", "warn" if now < before else ""))
    return _row(_("Best month"), figures.narrow_yen(amounts[0]) if amounts[0] else "", spans)
