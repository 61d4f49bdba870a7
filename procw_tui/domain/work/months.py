"""Gross by month, and the best month of a window."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.series import Series
from procw_tui.domain.record.records import Contract, Earning
from procw_tui.domain.record.times import first_day, last_day, leaves_on, month_of, next_month, year_before


class MonthGross(NamedTuple):
    """What a month (`YYYY-MM`) earned, in yen with tax.

    `typed` where an earning record stands instead of the contracts.
    """

    month: str
    gross: int
    typed: Earning | None = None

    @property
    def leaves_on(self) -> date:
        """The first day whose window no longer holds the month."""
        return leaves_on(last_day(self.month))


class Best(NamedTuple):
    """The best month (`YYYY-MM`) of a window, its yen with tax, and how many months of it have a gross."""

    month: str
    gross: int
    months: int


def acceptances(ledger: Ledger) -> Series[Contract]:
    """Contracts of every type with a price, on the day they were accepted; weights: yen with tax, one."""
    return ledger.index(_acceptances, Contract)


def _acceptances(ledger: Ledger) -> Series[Contract]:
    return Series(
        [
            (c.accepted_on, c.started_on, c, c.price_yen, 1)
            for c in ledger.all(Contract)
            if c.accepted_on is not None and c.price_yen is not None
        ],
        2,
    )


def _typed(ledger: Ledger) -> dict[str, Earning]:
    return {earning.month: earning for earning in ledger.all(Earning)}


def gross_of(ledger: Ledger, month: str, known_by: date, upto: date | None = None) -> MonthGross | None:
    """A month's gross: its earning record, else its accepted contracts up to a day; None if unknown."""
    first, last = first_day(month), last_day(month)
    typed = ledger.index(_typed, Earning).get(month)
    if typed is not None and first <= known_by:
        return MonthGross(month, typed.gross_yen, typed)
    upto = min(last, upto or last)
    gross, priced = acceptances(ledger).totals(date.fromordinal(first.toordinal() - 1), upto, known_by)
    return MonthGross(month, gross) if priced else None


def months_in_window(cutoff: date) -> list[str]:
    """Every month that the window of a day holds, at least in part, the oldest first."""
    month = month_of(year_before(cutoff))
    if last_day(month) <= year_before(cutoff):
        month = next_month(month)
    months = []
    while first_day(month) <= cutoff:
        months.append(month)
        month = next_month(month)
    return months


def months_with_gross(ledger: Ledger, known_by: date, cutoff: date) -> list[MonthGross]:
    """The months of a window of which a gross is known, the oldest first."""
    found = (gross_of(ledger, month, known_by, cutoff) for month in months_in_window(cutoff))
    return [each for each in found if each is not None]


def best_month(ledger: Ledger, known_by: date, cutoff: date) -> Best | None:
    """The best month of a window; of equals the latest, which stays longest."""
    months = months_with_gross(ledger, known_by, cutoff)
    if not months:
        return None
    best = max(months, key=lambda each: (each.gross, each.month))
    return Best(best.month, best.gross, len(months))
