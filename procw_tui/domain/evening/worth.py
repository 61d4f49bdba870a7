"""What certification is worth: the survey's figures on the user's own last three months."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.certification.coverage import logged_since
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.times import first_day, last_day, month_of, next_month
from procw_tui.domain.work.contracts import ended_by
from procw_tui.domain.work.months import gross_of

MONTHLY_PERCENT, PRICE_PERCENT, SATISFIED_PERCENT = 19, 42, 71
"""CrowdWorks' own survey: monthly contract amount, contract unit price, satisfied [O]."""
MONTHS = 3


class Worth(NamedTuple):
    """Of the last three whole months, in whole yen; None where unknown.

    `monthly` is the mean of the `known_months`, of which everything is known; `price` that of all contracts.
    """

    months: tuple[str, ...]
    known_months: tuple[str, ...]
    monthly: int | None
    price: int | None
    contracts: int


def more(amount: int, percent: int) -> int:
    """So many percent more, in whole yen, cut."""
    return amount * (100 + percent) // 100


def worth(ledger: Ledger, today: date) -> Worth:
    """A month without earnings counts as none earned only where everything of it is logged."""
    months = tuple(next_month(month_of(today), -back) for back in range(MONTHS, 0, -1))
    since = logged_since(ledger)
    earned = {month: gross_of(ledger, month, today, last_day(month)) for month in months}
    whole = tuple(m for m, each in earned.items() if each or (since is not None and since <= first_day(m)))
    known = [each.gross for each in earned.values() if each is not None]
    prices = [
        contract.price_yen for contract in ledger.all(Contract)
        if contract.price_yen is not None and contract.accepted_on is not None
        and month_of(contract.accepted_on) in months and ended_by(contract, today)
    ]  # fmt: skip
    return Worth(
        months,
        whole,
        sum(known) // len(whole) if known else None,
        sum(prices) // len(prices) if prices else None,
        len(prices),
    )
