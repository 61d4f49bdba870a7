"""Months of earnings as bars on one scale, up to the user's own bar or the reported band, which is drawn."""

from __future__ import annotations

from typing import NamedTuple

from procw_tui.domain.certification.earnings_rank import month_debt
from procw_tui.domain.record.times import last_day, leaves_on, month_of
from procw_tui.domain.work.money import MonthMoney, months_of_money
from procw_tui.domain.work.months import months_in_window, months_with_gross
from procw_tui.present.cells import width
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Span, cell, line, number_cell
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

MONTH, AMOUNT, NOTE, LEAST = 9, 11, 26, 8


class Scale(NamedTuple):
    """Yen at the right end, and the band that is drawn: two ends, equal for one's own bar, or none."""

    top: int
    low: int
    high: int
    amount_cells: int
    """What the widest amount takes."""


def scale(view: View) -> Scale:
    """Up to the largest month or the bar, whichever is more."""
    band = view.rules.band(view.ledger.setting("department"))
    own = view.ledger.number("earnings_bar_yen")
    low, high = (own, own) if own else (band.hardly_below, band.likely_from) if band is not None else (0, 0)
    amounts = [month.gross for month in months_of_money(view.ledger, view.today)]
    widest = max((width(figures.yen(amount)) for amount in amounts), default=0)
    return Scale(max([*amounts, high, 1]), low, high, max(AMOUNT, widest + 1))


def _scale(view: View) -> Scale:
    return view.once("scale of earnings", lambda: scale(view))


def _room(at: Scale, cells: int) -> tuple[int, int]:
    """Cells for the bars and for the words behind them, which go first."""
    free = cells - 2 - MONTH - at.amount_cells - 2
    note = NOTE if free - NOTE >= LEAST else 0
    return max(1, free - note), note


def table_head(view: View, cells: int) -> Line:
    """The columns, with nought, the ends of the band and the end of the scale above the bars."""
    at = _scale(view)
    room, _note = _room(at, cells)
    axis = "0"
    for text, yen in ((_band_text(at), at.low), (figures.narrow_yen(at.top), at.top)):
        place = min(room - width(text), yen * room // at.top)
        if text and place > width(axis):
            axis += " " * (place - width(axis)) + text
    gross = number_cell(_("gross"), at.amount_cells, "dim")
    return line("  ", cell(labels.field("month"), MONTH, "dim"), gross, "  ", (axis, "dim"))


def _band_text(at: Scale) -> str:
    """`100-130k`, or one end; nothing where no band is drawn."""
    if not at.high:
        return ""
    high = figures.narrow_yen(at.high)
    return high if at.low == at.high else f"{figures.money_number(at.low).removesuffix('.0')}-{high}"


def row(view: View, month: MonthMoney, cells: int) -> Line:
    """One month: its bar, the band behind it, and what there is to say of it."""
    at = _scale(view)
    room, note_cells = _room(at, cells)
    note: Span = _note(view, month) if note_cells else ("", "")
    counts = month.month in months_in_window(view.today)
    return line(
        "  ", cell(month.month, MONTH, "" if counts else "dim"),
        number_cell(figures.yen(month.gross), at.amount_cells, "" if counts else "dim"), "  ",
        *_bar(at, month.gross, room),
        cell(f"  {note[0]}" if note[0] else "", note_cells, note[1]),
    )  # fmt: skip


def _bar(at: Scale, gross: int, room: int) -> Line:
    """The bar, then the band; where the bar reaches into the band, it covers it."""
    filled = min(room, gross * room // at.top)
    begins = min(room - 1, at.low * room // at.top)
    ends = min(room, max(begins + 1, at.high * room // at.top))
    if not at.high or filled >= ends:
        return (("#" * filled, "bar"), (" " * (room - filled), ""))
    gap = max(0, begins - filled)
    band = ends - filled - gap
    return (("#" * filled, "bar"), (" " * gap, ""), ("-" * band, "trough"), (" " * (room - ends), ""))


def _note(view: View, month: MonthMoney) -> Span:
    """The best month and its last day, what this month lacks to be the best, and which leaves next."""
    debt = month_debt(view.ledger, view.today)
    window = months_with_gross(view.ledger, view.today, view.today)
    if debt is None or month.month not in {each.month for each in window}:
        return "", ""
    left = leaves_on(last_day(month.month))
    gone = f"{left.month}/{left.day}"  # within a year: it needs none
    if month.month == debt.best.month:
        return _("best, leaves {day}").format(day=gone), "good"
    if month.month == month_of(view.today):
        return _("{yen} to the best").format(yen=figures.short_yen(debt.missing)), "key"
    return (_("leaves {day}").format(day=gone), "dim") if month.month == window[0].month else ("", "")
