"""A year's income for the tax return: what was accepted, by month and client, and the fees on it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract, Earning
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.fees import received

from .months import acceptances


class Income(NamedTuple):
    """Yen with tax of a month (`YYYY-MM`) and client, the fee with the tax on it, and of how many contracts.

    Without a client: what a typed month has beyond its contracts, or lacks of them; its fee is not known.
    """

    month: str
    client: str | None
    gross: int
    fee: int
    contracts: int

    @property
    def received(self) -> int:
        """手取り: what is left after the fee."""
        return self.gross - self.fee


def accepted_in(ledger: Ledger, first: date, last: date) -> list[Contract]:
    """The contracts with a price that were accepted from one day to another, both included; by that day."""
    found = (
        each for _on, each in acceptances(ledger).between(date.fromordinal(first.toordinal() - 1), last, last)
    )
    return sorted(found, key=lambda each: (each.accepted_on or last, each.id))


def charged(contract: Contract) -> int:
    """The fee on a contract's price, the tax on it included."""
    price = contract.price_yen or 0
    return price - received(price, task=contract.type == "task")


def income(ledger: Ledger, first: date, last: date) -> list[Income]:
    """By month, then by client in the order of what they brought."""
    by: dict[tuple[str, str], list[Contract]] = {}
    for contract in accepted_in(ledger, first, last):
        by.setdefault((month_of(contract.accepted_on or last), who(contract.client)), []).append(contract)
    found = [
        Income(
            month, some[-1].client, sum(c.price_yen or 0 for c in some), sum(map(charged, some)), len(some)
        )
        for (month, _client), some in by.items()
    ]
    found += beyond_contracts(ledger, first, last, found)
    return sorted(found, key=lambda each: (each.month, each.client is None, -each.gross, each.client or ""))


def beyond_contracts(ledger: Ledger, first: date, last: date, known: list[Income]) -> list[Income]:
    """What the months that were typed as a whole have beyond their contracts."""
    found = []
    for typed in ledger.all(Earning):
        if month_of(first) <= typed.month <= month_of(last):
            rest = typed.gross_yen - sum(each.gross for each in known if each.month == typed.month)
            if rest:
                found.append(Income(typed.month, None, rest, 0, 0))
    return found
