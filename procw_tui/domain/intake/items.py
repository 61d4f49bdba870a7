"""What a source would do: one item a record, with the ways to take it, the first until another is chosen."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from procw_tui.domain.ledger.changes import Op
from procw_tui.domain.record.checks import check_new
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.values import reader, writer

from .candidates import DOUBTFUL, Candidate, Doubt

ENDING = frozenset({"outcome", "accepted_on", "ended_on"})
"""How a contract ended: one thing, to be taken or not as a whole."""

Way = Literal["new", "name", "update", "overwrite", "keep", "skip", "wait"]
"""`wait`: left out for now; its text is kept."""
MILD: frozenset[Doubt] = frozenset({
    "names_unnamed", "day_assumed", "title_cut", "unknown_state", "alike", "type_assumed", "job_goes_on",
})  # fmt: skip
"""What is told, but needs no look before saving."""


def possible(record: Record) -> None:
    """Invalid where a record can't be: its fields one by one, and together."""
    for field in FIELDS[record.kind]:
        value = getattr(record, field.attr)
        if value is not None:
            write = writer(field)
            reader(field)(field.name, write(value) if write else value)
    check_new(record)


class Option(NamedTuple):
    """One way to take an item; without ops it leaves the ledger as it is."""

    act: Way
    ops: tuple[Op, ...] = ()

    @property
    def op(self) -> Op | None:
        """The change of the record itself."""
        return self.ops[0] if self.ops else None


class Item(NamedTuple):
    """Something that was understood. `key` names it again when the same text is read anew."""

    key: Hashable
    record: Record
    options: tuple[Option, ...]
    doubts: tuple[Doubt, ...]
    lines: frozenset[int]
    left: tuple[str, ...] = ()
    """What stood beside it and was not read."""
    word: str = ""
    """The word of its state."""

    @property
    def uncertain(self) -> bool:
        """Whether it should be looked at before it is saved."""
        return any(doubt not in MILD for doubt in self.doubts)

    @property
    def doubtful(self) -> bool:
        """Whether two readings are possible: until it is chosen, it waits."""
        return not self.same and not DOUBTFUL.isdisjoint(self.doubts)

    def taken(self, act: Way | None, *, doubtful: bool = False) -> Option:
        """The way that was chosen, else the first, but a doubtful one waits unless `doubtful` ones are taken.

        A way that is no more there leaves the record alone.
        """
        if act is None and self.doubtful:
            return next(option for option in self.options if option.ops) if doubtful else Option("wait")
        if act is None:
            return self.options[0]
        if act == "wait":
            return Option("wait")
        return next((option for option in self.options if option.act == act), Option("skip"))

    @property
    def same(self) -> bool:
        """Whether the ledger says so already."""
        return not any(option.ops for option in self.options)


class RefusedRow(NamedTuple):
    """Something that was understood, but can't be."""

    reason: Invalid
    lines: frozenset[int]


def new_item(
    key: Hashable, record: Record, said: Candidate, doubts: Iterable[Doubt], *, also: Sequence[Op] = ()
) -> Item:
    """A record that the ledger does not have; Invalid where it can't be."""
    possible(record)
    options = (Option("new", (Op(None, record), *also)), Option("skip"))
    return Item(key, record, options, (*said.doubts, *doubts), said.lines, said.left, said.word)


def or_new(item: Item, record: Record) -> Item:
    """An item that may be a record that is there, with the choice of a record of its own."""
    possible(record)
    first, *rest = item.options
    return item._replace(options=(first, Option("new", (Op(None, record),)), *rest))


def known_item(  # noqa: PLR0913, PLR0917 - what is there, what is said, and what becomes of it
    key: Hashable,
    before: Record,
    said: Candidate,
    values: Mapping[str, Any],
    forward: Mapping[str, Any],
    doubts: Iterable[Doubt] = (),
    *,
    also: Sequence[Op] = (),
    act: Way = "update",
) -> Item:
    """A record that the ledger has: what it lacks is filled in, how it went on (`forward`) is followed.

    What it says otherwise is only overwritten by choice. Invalid where it can't be.
    """
    given = {name: value for name, value in values.items() if value is not None and name not in forward}
    fills = {name: value for name, value in given.items() if getattr(before, name) is None}
    others = {
        name: value for name, value in given.items() if name not in fills and getattr(before, name) != value
    }
    if ENDING & others.keys():
        others |= {name: fills.pop(name) for name in ENDING & fills.keys()}
    mine = dataclasses.replace(before, **fills, **forward)
    possible(mine)
    told = [*said.doubts, *doubts]
    changed = mine != before
    mine_ops = (Op(before, mine), *also) if changed else tuple(also)
    options = [Option(act if mine_ops else "keep", mine_ops)]
    if others:
        theirs = dataclasses.replace(mine, **others)
        possible(theirs)
        options.append(Option("overwrite", (Op(before, theirs), *also)))
        told.append("differs")
    if mine_ops:
        options.append(Option("skip"))
    return Item(key, mine, tuple(options), tuple(told), said.lines, said.left, said.word)
