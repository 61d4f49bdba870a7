"""Who comes back: each client's contracts, money, ratings, replies, last contact; what repeats bring."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from statistics import fmean, median
from typing import NamedTuple, TypeVar

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract, Message, Proposal, Review
from procw_tui.domain.record.times import JST, year_before

from .contracts import running
from .replies import MINUTE

R = TypeVar("R")

LEAST = 5
"""Below so many contracts a share says nothing."""


class Client(NamedTuple):
    """One client: the name as last written, how many contracts began, and yen with tax of those accepted.

    `open`: how many run. `stars`: the mean of their overall ratings, `ratings` of them. `reply_minutes`: the
    median of how long they waited for an answer. `last`: the last day on which anything was. None where
    nothing is known.
    """

    name: str
    contracts: int
    yen: int
    open: int
    stars: float | None
    ratings: int
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
    runs = {contract.id for contract in running(ledger, now.date())}
    every = ledger.index(_contracts, Contract).items()
    found = [_client(ledger, key, some, runs, now) for key, some in every]
    return sorted(found, key=lambda each: (-each.yen, -each.contracts, each.name))


def client(ledger: Ledger, name: str, now: datetime) -> Client | None:
    """The one of a name, however it is spelt; None where there is no contract."""
    some = ledger.index(_contracts, Contract).get(who(name))
    runs = {contract.id for contract in running(ledger, now.date())}
    return _client(ledger, who(name), some, runs, now) if some else None


def _client(
    ledger: Ledger, key: str, some: Sequence[Contract], runs: Collection[str], now: datetime
) -> Client:
    today = now.date()
    messages = ledger.index(_messages, Message).get(key, ())
    reviews = ledger.index(_reviews, Review, Contract).get(key, ())
    stars = [each.overall_tenths / 10 for each in reviews if each.opened_on <= today]
    waits = _waits(messages, now)
    days = [day for each in some for day in _days(each)]
    moments = (at for each in messages for at in (each.received_at, each.replied_at) if at is not None)
    days += [at.astimezone(JST).date() for at in moments]
    return Client(
        max(some, key=lambda each: each.started_on).client, len(some),
        sum(each.price_yen or 0 for each in some if _accepted(each, today)),
        sum(each.id in runs for each in some), fmean(stars) if stars else None, len(stars),
        median(waits) if waits else None, max((day for day in days if day <= today), default=None),
    )  # fmt: skip


def _contracts(ledger: Ledger) -> dict[str, list[Contract]]:
    return _by_client((contract.client, contract) for contract in ledger.all(Contract))


def _messages(ledger: Ledger) -> dict[str, list[Message]]:
    return _by_client((message.client, message) for message in ledger.all(Message))


def _reviews(ledger: Ledger) -> dict[str, list[Review]]:
    of_contract = {contract.id: contract.client for contract in ledger.all(Contract)}
    named = ((each, each.client or of_contract.get(each.contract_id or "")) for each in ledger.all(Review))
    return _by_client((name or "", each) for each, name in named)


def _by_client(named: Iterable[tuple[str, R]]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for name, record in named:
        found.setdefault(who(name), []).append(record)
    return found


def _accepted(contract: Contract, day: date) -> bool:
    return contract.accepted_on is not None and contract.accepted_on <= day


def _days(contract: Contract) -> list[date]:
    every = (contract.started_on, contract.delivered_on, contract.accepted_on, contract.ended_on)
    return [day for day in every if day is not None]


def _waits(messages: Sequence[Message], now: datetime) -> list[float]:
    """Minutes of each wait that was answered: several messages that one reply answered are one."""
    since: dict[datetime, datetime] = {}
    for message in messages:
        if message.replied_at is not None and message.replied_at <= now:
            since[message.replied_at] = min(
                message.received_at, since.get(message.replied_at, message.received_at)
            )
    return [(replied - came) / MINUTE for replied, came in since.items()]


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
