"""The monthly check-up: when it is due, and what may be behind a difference from the site."""

from __future__ import annotations

from datetime import date, timedelta

from procw_tui.domain.ledger.changes import Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import acts_put_off, putting_off
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract, Opening, Review
from procw_tui.domain.record.times import first_day, month_of, next_month
from procw_tui.domain.work.clocks import reviewed

ACTION = "check_up"
"""The action that a check-up without a difference puts off until the next month."""
LATELY = timedelta(days=62)
"""Two months: a rating comes within one of the acceptance, and is looked for in the month after."""


def is_due(ledger: Ledger, today: date) -> bool:
    """Whether the figures of the site were not compared this month, though there are some to compare."""
    if not ledger.count(Review.kind) and not ledger.count(Opening.kind):
        return False
    compared = any(
        (each.rating_count or each.communication_count) and month_of(each.as_of) == month_of(today)
        for each in ledger.all(Opening)
    )
    return not compared and ACTION not in acts_put_off(ledger, today)


def done(ledger: Ledger, today: date) -> Op:
    """The check-up is done until the next month begins."""
    (op,) = putting_off(ledger, ACTION, first_day(next_month(month_of(today)))).ops
    return op


def unlogged_ratings(ledger: Ledger, today: date) -> list[Contract]:
    """Contracts accepted lately of which no rating is in the ledger, the latest first."""
    there = reviewed(ledger, today)
    clients = {who(each.client) for each in ledger.all(Review) if today - LATELY <= each.opened_on <= today}
    found = [
        c for c in ledger.all(Contract)
        if c.accepted_on is not None and today - LATELY <= c.accepted_on <= today and c.type != "task"
        and c.id not in there and who(c.client) not in clients
    ]  # fmt: skip
    return sorted(found, key=lambda contract: contract.accepted_on or date.min, reverse=True)


def logged_twice(ledger: Ledger) -> list[Review]:
    """Ratings that stand in the ledger a second time: the same client, day and stars."""
    seen: set[tuple[object, ...]] = set()
    found: list[Review] = []
    for each in ledger.all(Review):
        key = (who(each.client), each.opened_on, each.overall_tenths, each.communication)
        if who(each.client) and key in seen:
            found.append(each)
        seen.add(key)
    return found
