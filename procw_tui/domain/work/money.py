"""The money of a month: gross, after the fee, and what is still running."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Earning
from procw_tui.domain.record.times import DAY, first_day, last_day, month_of
from procw_tui.domain.work.fees import received

from .contracts import running
from .months import acceptances, gross_of


class Money(NamedTuple):
    """Yen: accepted so far, and after the fee."""

    gross: int
    received: int


def accepted_money(ledger: Ledger, month: str, day: date) -> Money:
    """What was accepted in a month up to a day, before and after the fee."""
    first = first_day(month) - DAY
    contracts = [c for _day, c in acceptances(ledger).between(first, min(last_day(month), day), day)]
    return Money(
        sum(c.price_yen or 0 for c in contracts),
        sum(received(c.price_yen or 0, task=c.type == "task") for c in contracts),
    )


class MonthMoney(NamedTuple):
    """A month: gross, what its contracts left after the fee, and the earning record typed, if any."""

    month: str
    gross: int
    received: int | None
    typed: Earning | None


def months_of_money(ledger: Ledger, day: date) -> list[MonthMoney]:
    """Every month of which a gross is known, the latest first."""
    months = {month_of(c.accepted_on) for c in ledger.all(Contract) if c.accepted_on and c.accepted_on <= day}
    months |= {earning.month for earning in ledger.all(Earning)}
    found = []
    for month in sorted(months, reverse=True):
        known_by = max(day, first_day(month))  # a month to come is listed, though it counts nowhere yet
        gross = gross_of(ledger, month, known_by, known_by)
        if gross is not None:
            money = accepted_money(ledger, month, day)
            left = money.received if money.gross else None
            found.append(MonthMoney(month, gross.gross, left, gross.typed))
    return found


def running_money(ledger: Ledger, day: date) -> Money:
    """What the running contracts are worth."""
    priced = [c for c in running(ledger, day) if c.price_yen is not None]
    return Money(
        sum(c.price_yen or 0 for c in priced),
        sum(received(c.price_yen or 0, task=c.type == "task") for c in priced),
    )
