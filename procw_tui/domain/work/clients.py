"""Who comes back: each client's contracts, money, ratings, replies, last contact; what repeats bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from statistics import fmean, median
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract, Message, Proposal, Review
from procw_tui.domain.record.times import JST, year_before

from .contracts import running
from .replies import MINUTE

LEAST = 5
"""Below so many contracts a share says nothing."""


class Client(NamedTuple):
    """One client: the name as last written, how many contracts began, and yen with tax of those accepted.

    `open`: how many run. `stars`: the mean of their overall ratings. `reply_minutes`: the median of how long
    they waited for an answer. `last`: the last day on which anything was. None where nothing is known.
    """

    name: str
    contracts: int
    yen: int
    open: int
    stars: float | None
    reply_minutes: float | None
    last: date | None


class Repeats(NamedTuple):
    """What clients with more than one contract bring, of all: contracts, and yen of those accepted."""

    contracts: int
    of_contracts: int
    yen: int
    of_yen: int


class Category(NamedTuple):
    """A category over a year: contracts accepted, and yen with tax; `None` where no proposal says it."""

    name: str | None
    contracts: int
    yen: int


def clients(ledger: Ledger, now: datetime) -> list[Client]:
    """All that have a contract, those that brought most first."""
    by_name: dict[str, list[Contract]] = {}
    for contract in ledger.all(Contract):
        by_name.setdefault(who(contract.client), []).append(contract)
    runs = {contract.id for contract in running(ledger, now.date())}
    stars, waits, last = _stars(ledger, now), _waits(ledger, now), _last_messages(ledger, now)
    found = []
    for key, some in by_name.items():
        days = [day for each in some for day in _days(each) if day <= now.date()]
        days += [last[key]] if key in last else []
        newest = max(some, key=lambda each: each.started_on)
        yen = sum(each.price_yen or 0 for each in some if _accepted(each, now.date()))
        found.append(Client(
            newest.client, len(some), yen,
            sum(each.id in runs for each in some), fmean(stars[key]) if key in stars else None,
            median(waits[key]) if key in waits else None, max(days, default=None),
        ))  # fmt: skip
    return sorted(found, key=lambda each: (-each.yen, -each.contracts, each.name))


def _accepted(contract: Contract, day: date) -> bool:
    return contract.accepted_on is not None and contract.accepted_on <= day


def _days(contract: Contract) -> list[date]:
    every = (contract.started_on, contract.delivered_on, contract.accepted_on, contract.ended_on)
    return [day for day in every if day is not None]


def _stars(ledger: Ledger, now: datetime) -> dict[str, list[float]]:
    of_contract = {contract.id: contract.client for contract in ledger.all(Contract)}
    found: dict[str, list[float]] = {}
    for review in ledger.all(Review):
        client = review.client or of_contract.get(review.contract_id or "")
        if client and review.opened_on <= now.date():
            found.setdefault(who(client), []).append(review.overall_tenths / 10)
    return found


def _waits(ledger: Ledger, now: datetime) -> dict[str, list[float]]:
    since: dict[tuple[str, datetime], datetime] = {}
    for message in ledger.all(Message):
        if message.replied_at is not None and message.replied_at <= now:
            wait = (who(message.client), message.replied_at)
            since[wait] = min(message.received_at, since.get(wait, message.received_at))
    found: dict[str, list[float]] = {}
    for (key, replied), came in since.items():
        found.setdefault(key, []).append((replied - came) / MINUTE)
    return found


def _last_messages(ledger: Ledger, now: datetime) -> dict[str, date]:
    found: dict[str, date] = {}
    for message in ledger.all(Message):
        for at in (message.received_at, message.replied_at):
            if at is not None and at <= now:
                day = at.astimezone(JST).date()
                found[who(message.client)] = max(day, found.get(who(message.client), day))
    return found


def repeats(known: Sequence[Client]) -> Repeats:
    """Of these clients."""
    again = [each for each in known if each.contracts > 1]
    return Repeats(
        sum(each.contracts for each in again), sum(each.contracts for each in known),
        sum(each.yen for each in again), sum(each.yen for each in known),
    )  # fmt: skip


def categories(ledger: Ledger, day: date) -> list[Category]:
    """Of the contracts accepted in the year up to a day, by their proposal's category; the most yen first."""
    of_proposal = {proposal.id: proposal.category for proposal in ledger.all(Proposal)}
    found: dict[str | None, list[int]] = {}
    for contract in ledger.all(Contract):
        accepted = contract.accepted_on
        if accepted is not None and year_before(day) < accepted <= day:
            category = of_proposal.get(contract.proposal_id or "")
            found.setdefault(category, []).append(contract.price_yen or 0)
    every = [Category(name, len(yen), sum(yen)) for name, yen in found.items()]
    return sorted(every, key=lambda each: (each.name is None, -each.yen, each.name or ""))
