"""The year to come, month by month: what is still there at each month's end if nothing new happens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from procw_tui.domain.certification.completion import completion_counts, midway_ends_leaving
from procw_tui.domain.certification.criteria import standing
from procw_tui.domain.certification.scouts import needed
from procw_tui.domain.certification.standing import At, Standing
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.record.times import last_day, month_of, next_month
from procw_tui.domain.work.months import best_month
from procw_tui.present.cells import width
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


def _now(name: str, text: str) -> str:
    """How many there are today, behind a name; without the word where there is no room for it."""
    told = _("now {n}").format(n=text)
    return told if width(told) <= NOW - (width(name) >= NAME) else text


def _counts(view: View, name: CriterionId, now: str, months: Sequence[str], least: int) -> Line:
    """How many there still are, red below what is needed; dim where some are not known."""
    ends = [At(view.ledger, view.today, last_day(month), view.rules) for month in months]
    spans = [_count(at, standing(at, name), least) for at in ends]
    today = _number(view.at, view.board.today.of(name), NOW)
    return _row(criterion_short(name), now or _now(criterion_short(name), today), spans)


def _count(at: At, end: Standing, least: int) -> Span:
    if known_in_part(end) and not end.n:
        return "-", "dim"
    number = _number(at, end, MONTH)
    role: Role = "dim" if known_in_part(end) else "bad" if _lowest(at, end) < least else ""
    return number, role


def _lowest(at: At, end: Standing) -> int:
    return _range(at, end).low if end.cut else end.n


def _number(at: At, end: Standing, room: int) -> str:
    """How many; of a number told before nobody knows the days, so as a range."""
    return _between(_range(at, end), room) if end.cut else str(end.n)


def _range(at: At, end: Standing) -> Interval:
    if end.id == "completion":
        completed, midway = completion_counts(at)
        return completed + midway
    if end.low is None or end.high is None:
        return Interval(end.n, end.n)
    return Interval(end.low.top, end.high.top)


def _between(found: Interval, room: int) -> str:
    """A range in so many cells, one of which stays free; from its lower end on where both don't fit."""
    if found.low == found.high:
        return str(found.low)
    both, low = f"{found.low}-{found.high}", f"{found.low}-"
    return both if len(both) < room else low if len(low) < room else str(found.low)


def _midway_ends(view: View, months: Sequence[str]) -> Line:
    """The day on which each leaves, in its month; of those told as a number how many are left."""
    gone = midway_ends_leaving(view.ledger, view.today)
    _completed, now = completion_counts(view.at)
    spans: list[Span] = []
    for month in months:
        if now.high != len(gone):
            at = At(view.ledger, view.today, last_day(month), view.rules)
            spans.append((_between(completion_counts(at)[1], MONTH), ""))
            continue
        days = [day for day in gone if month_of(day) == month]
        one = _("/{day}").format(day=days[0].day) if days else ""
        spans.append((f"{len(days)}" if len(days) > 1 else one, "good"))
    return _row(_("Midway ends"), _now(_("Midway ends"), _between(now, NOW)), spans)


def _best(view: View, months: Sequence[str]) -> Line:
    """The best month of each window, bright where it falls."""
    today = best_month(view.ledger, view.today, view.today)
    ends = [best_month(view.ledger, view.today, last_day(month)) for month in months]
    amounts = [each.gross if each is not None else 0 for each in (today, *ends)]
    spans: list[Span] = []
    for before, now in pairwise(amounts):
        spans.append((figures.narrow_number(now) if now else "-", "warn" if now < before else ""))
    return _row(_("Best month"), figures.narrow_yen(amounts[0]) if amounts[0] else "", spans)
