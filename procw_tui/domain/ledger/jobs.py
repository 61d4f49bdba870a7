"""One event, one record: which records of a ledger are about the same thing, and what makes one job."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable
from functools import partial
from itertools import chain
from typing import Any

from procw_tui.domain.record.names import fold, is_unnamed, who
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Scout
from procw_tui.domain.record.times import JST

from .changes import Change, Op
from .ledger import Ledger

WITH_SITE_ID: tuple[type[Record], ...] = (Proposal, Contract, Message, Scout)
"""Kinds that the site numbers."""
JOBS: tuple[type[Record], ...] = (Proposal, Contract)
"""Kinds that are told apart by their titles."""

Key = tuple[str, ...]


def same_as(ledger: Ledger, record: Record) -> list[Any]:
    """The records that say the same as one that is typed: by the site's number, else by client and title.

    As logged, itself left out. One without client, or without title, is always another.
    """
    keys = tuple(_keys(record))
    if not keys:
        return []
    known: dict[Key, list[Record]] = ledger.index(_BY_KEY[record.kind], type(record))
    found = {each.id: each for key in keys for each in known.get(key, ()) if each.id != record.id}
    return list(found.values())


def _by_key(cls: type[Record], ledger: Ledger) -> dict[Key, list[Record]]:
    found: dict[Key, list[Record]] = {}
    for record in ledger.all(cls):
        for key in _keys(record):
            found.setdefault(key, []).append(record)
    return found


def _keys(record: Record) -> Iterable[Key]:
    if isinstance(record, WITH_SITE_ID):
        site_id = getattr(record, "site_id")  # noqa: B009 - of four kinds
        if site_id:
            yield (site_id.strip(),)
    if isinstance(record, (Proposal, Contract)):
        client, title = who(record.client), fold(record.title or "")
        if client and title:
            yield client, title


_BY_KEY: dict[str, Callable[[Ledger], dict[Key, list[Record]]]] = {
    cls.kind: partial(_by_key, cls) for cls in WITH_SITE_ID
}
"""An index a kind: a change of one leaves the others as they are."""


def with_its_job(ledger: Ledger, change: Change) -> Change:
    """A change that logs a contract or a won proposal, with what it makes of the other one of its job."""
    ops: list[Op] = []
    for op in change.ops:
        if op.before is None and isinstance(op.after, Contract):
            contract, also = with_its_proposal(ledger, op.after)
            ops += [Op(None, contract), *also]
        elif isinstance(op.after, Proposal):
            ops += [op, *contract_of(ledger, op.after)]
        else:
            ops.append(op)
    return Change(change.kind, tuple(ops))


def with_its_proposal(
    ledger: Ledger, contract: Contract, taken: Collection[str] = ()
) -> tuple[Contract, tuple[Op, ...]]:
    """A new contract with the proposal that won it, which moves on; only where just one can be it.

    `taken`: ids of proposals that another contract has got meanwhile.
    """
    key = _job(contract)
    if contract.proposal_id or key is None:
        return contract, ()
    linked = ledger.index(_linked, Contract)
    undated = "started_on" in (contract.assumed or ())
    by = contract.closed_on if undated else contract.started_on
    free = [
        each for each in ledger.index(_by_job, Proposal, Contract)["proposal"].get(key, ())
        if each.id not in linked and each.id not in taken and each.outcome in {"won", "pending", "talking"}
        and (by is None or each.sent_at.astimezone(JST).date() <= by)
    ]  # fmt: skip
    fitting = [each for each in free if each.outcome == "won"] or free or [
        each for each in ledger.index(_without_client, Proposal).get(key[1], ())
        if each.id not in taken and (by is None or each.sent_at.astimezone(JST).date() <= by)
    ]  # fmt: skip
    if len(fitting) != 1:
        return contract, ()
    proposal = fitting[0]
    named = contract.client if is_unnamed(proposal.client) else proposal.client
    won = dataclasses.replace(proposal, outcome="won", client=named)
    return dataclasses.replace(contract, proposal_id=proposal.id), (
        (Op(proposal, won),) if won != proposal else ()
    )


def _without_client(ledger: Ledger) -> dict[str, list[Proposal]]:
    """The open proposals of which only the title is known, as a mail says it."""
    found: dict[str, list[Proposal]] = {}
    for each in ledger.all(Proposal):
        if each.title and is_unnamed(each.client) and each.outcome in {"pending", "talking"}:
            found.setdefault(fold(each.title), []).append(each)
    return found


def contract_of(ledger: Ledger, proposal: Proposal, taken: Collection[str] = ()) -> tuple[Op, ...]:
    """The contract that a won proposal began, linked to it; only where just one can be it.

    `taken`: ids of contracts that another proposal has got meanwhile.
    """
    key = _job(proposal)
    if proposal.outcome != "won" or key is None or proposal.id in ledger.index(_linked, Contract):
        return ()
    free = [
        each for each in ledger.index(_by_job, Proposal, Contract)["contract"].get(key, ())
        if each.proposal_id is None and each.id not in taken
    ]  # fmt: skip
    return (Op(free[0], dataclasses.replace(free[0], proposal_id=proposal.id)),) if len(free) == 1 else ()


def _job(record: Proposal | Contract) -> Key | None:
    """Client and title; None where one is missing."""
    key = (who(record.client), fold(record.title or ""))
    return key if all(key) and not is_unnamed(record.client) else None


def _by_job(ledger: Ledger) -> dict[str, dict[Key, list[Any]]]:
    found: dict[str, dict[Key, list[Any]]] = {"proposal": {}, "contract": {}}
    for record in chain[Proposal | Contract](ledger.all(Proposal), ledger.all(Contract)):
        key = _job(record)
        if key is not None:
            found[record.kind].setdefault(key, []).append(record)
    return found


def _linked(ledger: Ledger) -> frozenset[str]:
    """The proposals that a contract names."""
    return frozenset(each.proposal_id for each in ledger.all(Contract) if each.proposal_id)
