"""Pure edits: a ledger in, a Change out. A Change knows its own inverse."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from procw_tui.domain.record.checks import check_new
from procw_tui.domain.record.names import is_unnamed
from procw_tui.domain.record.records import Inbox, Record

from .by_mail import of_one_stand_in
from .ledger import Ledger

ChangeKind = Literal[
    "log", "edit", "delete", "reply", "stage", "termination", "import", "setting", "practice", "paste",
    "night", "again", "rest", "check_up", "merge", "snooze", "letter", "rename", "guide", "mail",
]  # fmt: skip


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
    """What one act of the user does to the ledger; its kind and its first record describe it."""

    kind: ChangeKind
    ops: tuple[Op, ...]
    begun_on: date | None = None
    """The day on which a ledger began that an import brings, where that is known."""
    beside: tuple[Op, ...] = ()
    """What goes in with it and stays when it is taken back, as that a mail was read."""

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.kind, tuple(Op(op.after, op.before) for op in reversed(self.ops)))

    def applied(self, ledger: Ledger) -> Ledger:
        """The ledger with this change in it."""
        every = (*self.ops, *self.beside)
        drops = [(op.before.kind, op.before.id) for op in every if op.before and not op.after]
        return ledger.with_puts([op.after for op in every if op.after], drops, self.begun_on)


class RecordGone(LookupError):  # noqa: N818 - it reads as what it says
    """A record that another change has deleted; `args[0]` is its id."""


def new_id() -> str:
    """An id for a record logged here."""
    return str(uuid.uuid4())


def log(ledger: Ledger, record: Record, kind: ChangeKind = "log") -> Change:
    """A new record, or a new version of the one it stands instead of (a month's earning, a setting)."""
    check_new(record)
    twin = ledger.twin(record)
    if twin is not None:
        record = dataclasses.replace(record, id=twin.id)
    return Change(kind, (Op(twin, record),))


def edit(ledger: Ledger, record_id: str, values: Mapping[str, Any], kind: ChangeKind = "edit") -> Change:
    """The record with some values set; RecordGone where it is gone, Invalid where it becomes impossible."""
    before = _there(ledger, record_id)
    after = dataclasses.replace(before, **values, **_stated(before, values))
    check_new(after)
    other = ledger.twin(after)
    displaced = () if other is None or other.id == after.id else (Op(other, None),)
    return Change(kind, (*displaced, Op(before, after), *_named_with(ledger, before, after)))


def _named_with(ledger: Ledger, before: Record, after: Record) -> Iterator[Op]:
    """The other records of a mail whose client gets its name: who it is from is said once."""
    name, known = getattr(after, "client", None), getattr(before, "client", None)
    others = of_one_stand_in(ledger, known) if not is_unnamed(name) else []
    if before.id in {each.id for each in others}:
        for each in others:
            if each.id != before.id:
                yield Op(each, dataclasses.replace(each, client=name))  # type: ignore[call-arg]


def _stated(before: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """What was only assumed of a record is stated where somebody sets it."""
    assumed: tuple[str, ...] | None = getattr(before, "assumed", None)
    if not assumed or "assumed" in values:
        return {}
    return {"assumed": tuple(name for name in assumed if name not in values) or None}


def delete(ledger: Ledger, record_ids: Iterable[str]) -> Change:
    """Those records gone; of a mail that waits it stays known that it was read, or it would come again."""
    return Change("delete", tuple(_gone(_there(ledger, each)) for each in record_ids))


def _gone(record: Record) -> Op:
    if isinstance(record, Inbox) and record.source == "mail" and record.waits:
        return Op(record, dataclasses.replace(record, text=None))
    return Op(record, None)


def _there(ledger: Ledger, record_id: str) -> Record:
    record = ledger.find(record_id)
    if record is None:
        raise RecordGone(record_id)
    return record
