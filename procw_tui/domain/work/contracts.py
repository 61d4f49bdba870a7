"""Contracts that run and contracts that have ended, on any day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract


def ended_by(contract: Contract, day: date) -> bool:
    """Whether a contract had come to its end by a day."""
    return contract.closed_on is not None and contract.closed_on <= day


def running(ledger: Ledger, day: date) -> list[Contract]:
    """The contracts that exist on a day and have not come to an end, as logged."""
    ends, contracts = ledger.index(_by_end, Contract)
    open_still = (each for each in contracts[bisect_right(ends, day) :] if each[1].started_on <= day)
    return [contract for _place, contract in sorted(open_still, key=lambda each: each[0])]


def _by_end(ledger: Ledger) -> tuple[list[date], list[tuple[int, Contract]]]:
    """The contracts by the day that they ended, each with its place in the ledger: few run at a time."""
    ordered = sorted(enumerate(ledger.all(Contract)), key=lambda each: each[1].closed_on or date.max)
    return [contract.closed_on or date.max for _place, contract in ordered], ordered


def number_running(ledger: Ledger, day: date) -> int:
    """How many fixed-price contracts run on a day."""
    starts, ends = ledger.index(_starts_and_ends, Contract)
    return bisect_right(starts, day) - bisect_right(ends, day)


def _starts_and_ends(ledger: Ledger) -> tuple[list[date], list[date]]:
    fixed = [c for c in ledger.all(Contract) if c.type == "fixed"]
    ends = [max(c.closed_on, c.started_on) for c in fixed if c.closed_on is not None]
    return sorted(c.started_on for c in fixed), sorted(ends)


def running_for(ledger: Ledger, client: str) -> list[Contract]:
    """The contracts with a client that have not come to an end, whatever the day."""
    wanted = who(client)
    return [c for c in ledger.all(Contract) if c.outcome == "running" and who(c.client) == wanted]
