"""What is running: due days, the month to rate in, and the money of a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .alarms import ended_by
from .earnings import gross_of
from .fees import received
from .indexes import acceptances
from .ledger import Ledger
from .records import Contract, Earning
from .times import first_day, last_day, month_of

RATING_TIME = relativedelta(months=1)
"""A review can be given for one month after acceptance [O]."""
ACCEPTANCE_TIME = timedelta(days=7)
"""Acceptance takes about a week; then the office can be asked to chase [W]."""
ESCROW_TIME = timedelta(days=180)


class Clock(NamedTuple):
    """A day that a contract runs towards."""

    on: date
    contract: Contract


def running(ledger: Ledger, day: date) -> list[Contract]:
    """The contracts that exist on a day and have not come to an end."""
    return [c for c in ledger.all(Contract) if c.started_on <= day and not ended_by(c, day)]


def _delivered(contract: Contract, day: date) -> bool:
    return contract.delivered_on is not None and contract.delivered_on <= day


def due(ledger: Ledger, day: date) -> list[Clock]:
    """Running contracts still to be delivered, by due day; those without one are left out."""
    clocks = [
        Clock(c.due_on, c) for c in running(ledger, day) if c.due_on is not None and not _delivered(c, day)
    ]
    return sorted(clocks, key=lambda clock: clock.on)


def to_rate(ledger: Ledger, day: date) -> list[Clock]:
    """Accepted contracts that the user has not rated and still can; タスク work has no ratings."""
    clocks = [
        Clock(c.accepted_on + RATING_TIME, c)
        for c in ledger.all(Contract)
        if c.accepted_on is not None and c.accepted_on <= day and c.i_rated_on is None and c.type != "task"
    ]
    return sorted((clock for clock in clocks if clock.on >= day), key=lambda clock: clock.on)


def next_clock(contract: Contract, day: date) -> tuple[str, date] | None:
    """What a contract waits for on a day, and until when: `due`, `acceptance`, `escrow` or `rating`."""
    if contract.accepted_on is not None and contract.accepted_on <= day:
        until = contract.accepted_on + RATING_TIME
        open_still = contract.i_rated_on is None and contract.type != "task" and until >= day
        return ("rating", until) if open_still else None
    if ended_by(contract, day):
        return None
    if contract.delivered_on is not None and contract.delivered_on <= day:
        return "acceptance", contract.delivered_on + ACCEPTANCE_TIME
    if contract.due_on is not None:
        return "due", contract.due_on
    return ("escrow", contract.escrow_on + ESCROW_TIME) if contract.escrow_on is not None else None


class Money(NamedTuple):
    """Yen: accepted so far, and after the fee."""

    gross: int
    received: int


def accepted_money(ledger: Ledger, month: str, day: date) -> Money:
    """What was accepted in a month up to a day, before and after the fee."""
    first = first_day(month) - timedelta(days=1)
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
