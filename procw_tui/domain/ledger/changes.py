"""Pure edits: a ledger in, a Change out. A Change knows its own inverse."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from procw_tui.domain.record.checks import check
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Message, Record
from procw_tui.domain.record.times import JST

from .ledger import Ledger

What = Literal["log", "edit", "delete", "reply", "stage", "termination", "import", "setting", "practice",
               "paste", "night", "again", "rest", "check_up", "merge", "snooze",
               "letter"]  # fmt: skip


class Op(NamedTuple):
    """One record before and after: None before means new, None after means gone."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record that it is about, as it is or was."""
        either = self.after or self.before
        assert either is not None  # noqa: S101 - an Op with neither is never made
        return either


class Change(NamedTuple):
    """What one act of the user does to the ledger. `what` and the first record describe it."""

    what: What
    ops: tuple[Op, ...]

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.what, tuple(Op(op.after, op.before) for op in reversed(self.ops)))

    def applied(self, ledger: Ledger) -> Ledger:
        """The ledger with this change in it."""
        drops = [(op.before.kind, op.before.id) for op in self.ops if op.before and not op.after]
        return ledger.with_puts([op.after for op in self.ops if op.after], drops)


def new_id() -> str:
    """An id for a record logged here."""
    return str(uuid.uuid4())


def log(ledger: Ledger, record: Record, what: What = "log") -> Change:
    """A new record, or a new version of the one it stands instead of (a month's earning, a setting)."""
    check(record)
    twin = ledger.twin(record)
    if twin is not None:
        record = dataclasses.replace(record, id=twin.id)
    return Change(what, (Op(twin, record),))


def edit(ledger: Ledger, record_id: str, values: Mapping[str, Any], what: What = "edit") -> Change:
    """The record with some values set; LookupError where it is gone, Invalid where it becomes impossible."""
    before = _there(ledger, record_id)
    after = dataclasses.replace(before, **values)
    check(after)
    other = ledger.twin(after)
    displaced = () if other is None or other.id == after.id else (Op(other, None),)
    return Change(what, (*displaced, Op(before, after)))


def delete(ledger: Ledger, record_ids: Iterable[str]) -> Change:
    """Those records gone."""
    return Change("delete", tuple(Op(_there(ledger, each), None) for each in record_ids))


def reply(ledger: Ledger, client: str, at: datetime) -> Change:
    """Every waiting message of a client received by `at` answered then; Invalid where none waits."""
    waiting = [
        message for message in ledger.all(Message)
        if message.client == client and message.state == "waiting" and message.received_at <= at
    ]  # fmt: skip
    if not waiting:
        raise Invalid("client", "nothing_to_record", value=client)
    return Change("reply", tuple(
        Op(message, dataclasses.replace(message, replied_at=at, state="answered")) for message in waiting
    ))  # fmt: skip


def answered_all(ledger: Ledger, now: datetime, clients: Collection[str] | None = None) -> Change:
    """Every waiting message received by now (of these clients) answered at a time unknown."""
    return Change("reply", tuple(
        Op(message, dataclasses.replace(message, state="answered")) for message in ledger.all(Message)
        if message.state == "waiting" and message.received_at <= now
        and (clients is None or message.client in clients)
    ))  # fmt: skip


def waiting_longest(ledger: Ledger, at: datetime) -> str | None:
    """The client whose message has waited longest; None where nobody waits."""
    waiting = [m for m in ledger.all(Message) if m.state == "waiting" and m.received_at <= at]
    return min(waiting, key=lambda message: message.received_at).client if waiting else None


def running_contracts(ledger: Ledger, client: str) -> list[Contract]:
    """The contracts with a client that have not come to an end."""
    return [c for c in ledger.all(Contract) if c.client == client and c.outcome == "running"]


def termination_requested(ledger: Ledger, contract: str, at: datetime, by: str = "client") -> Change:
    """A midway-end request on a contract, by id; for a name of a client, on a contract made for it."""
    values: dict[str, Any] = {
        "termination_requested_at": at,
        "termination_by": by,
        "termination_answered_at": None,
    }
    if ledger.find(contract, Contract.kind) is not None:
        return edit(ledger, contract, values, "termination")
    made = Contract(id=new_id(), client=contract, type="fixed", started_on=at.date())
    return log(ledger, dataclasses.replace(made, **values), "termination")


def termination_answered(ledger: Ledger, contract: str | None, at: datetime) -> Change:
    """The answer to a midway-end request; Invalid where there is none on the contract."""
    return edit(ledger, contract or "", {"termination_answered_at": at}, "termination")


def termination_agreed(ledger: Ledger, contract: str, at: datetime) -> Change:
    """The answer that agrees: the contract has ended midway, on that day in Japan."""
    values: dict[str, Any] = {
        "termination_answered_at": at, "outcome": "ended_midway", "ended_on": at.astimezone(JST).date(),
    }  # fmt: skip
    return edit(ledger, contract, values, "termination")


def _there(ledger: Ledger, record_id: str) -> Record:
    record = ledger.find(record_id)
    if record is None:
        raise LookupError(record_id)
    return record
