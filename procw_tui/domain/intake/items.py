"""What a paste would do: one item a record, with the ways to take it, the first until another is chosen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from procw_tui.domain.ledger.changes import Op
from procw_tui.domain.record.checks import check_new
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.values import reader, writer

from .row_facts import Doubt, RowFacts

R = TypeVar("R", bound=Record)
ENDING = frozenset({"outcome", "accepted_on", "ended_on"})
"""How a contract ended: one thing, to be taken or not as a whole."""
LOOK_AT = 500
"""How many records of one client and title are weighed against a row: more are alike."""

Way = Literal["new", "name", "update", "overwrite", "keep", "skip"]
MILD: frozenset[Doubt] = frozenset({"names_unnamed", "day_assumed"})
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
    """One way to take an item; `op` None leaves the ledger as it is."""

    act: Way
    op: Op | None


class Item(NamedTuple):
    """Something that was understood. `key` names it again when the same text is read anew."""

    key: Hashable
    record: Record
    options: tuple[Option, ...]
    doubts: tuple[Doubt, ...]
    lines: frozenset[int]

    @property
    def uncertain(self) -> bool:
        """Whether it should be looked at before it is saved."""
        return any(doubt not in MILD for doubt in self.doubts)

    def taken(self, act: Way | None) -> Option:
        """The way that was chosen, else the first; one that is no more there leaves the record alone."""
        if act is None:
            return self.options[0]
        return next((option for option in self.options if option.act == act), Option("skip", None))

    @property
    def same(self) -> bool:
        """Whether the ledger says so already."""
        return all(option.op is None for option in self.options)


class RefusedRow(NamedTuple):
    """Something that was understood, but can't be."""

    reason: Invalid
    lines: frozenset[int]


def new_item(
    key: Hashable, record: Record, facts: RowFacts, doubts: Iterable[Doubt], *, take: bool = True
) -> Item:
    """A record that the ledger does not have; Invalid where it can't be."""
    possible(record)
    options = (Option("new", Op(None, record)), Option("skip", None))
    return Item(key, record, options if take else options[::-1], (*facts.doubts, *doubts), facts.lines)


class Match(NamedTuple):
    """A row and the record that it is."""

    key: Hashable
    facts: RowFacts
    before: Record


def or_new(item: Item, record: Record) -> Item:
    """An item that names a record logged as a number, with the choice of a record of its own."""
    possible(record)
    first, *rest = item.options
    return item._replace(options=(first, Option("new", Op(None, record)), *rest))


def known_item(
    match: Match,
    values: Mapping[str, Any],
    doubts: Iterable[Doubt] = (),
    progress: Mapping[str, Any] | None = None,
    act: Way = "update",
) -> Item:
    """A record that the ledger has: what it lacks is filled in, how it went on is followed.

    What it says otherwise is only overwritten by choice. Invalid where it can't be.
    """
    before, forward = match.before, dict(progress or {})
    given = {name: value for name, value in values.items() if value is not None and name not in forward}
    fills = {name: value for name, value in given.items() if getattr(before, name) is None}
    others = {
        name: value for name, value in given.items() if name not in fills and getattr(before, name) != value
    }
    if ENDING & others.keys():
        others |= {name: fills.pop(name) for name in ENDING & fills.keys()}
    mine = dataclasses.replace(before, **fills, **forward)
    possible(mine)
    told = [*match.facts.doubts, *doubts]
    changed = mine != before
    options = [Option(act if changed else "keep", Op(before, mine) if changed else None)]
    if others:
        theirs = dataclasses.replace(mine, **others)
        possible(theirs)
        options.append(Option("overwrite", Op(before, theirs)))
        told.append("differs")
    if changed:
        options.append(Option("skip", None))
    return Item(match.key, mine, tuple(options), tuple(told), match.facts.lines)


class Bucket(NamedTuple):
    """The records that a row may be, the newest first, those that a row has taken gone."""

    records: list[Any]

    def best(self, score: Callable[[Any], int]) -> tuple[Any | None, bool]:
        """The record that fits best, and whether another fits as well; None where none does. Takes it out."""
        scores = [(score(record), -at) for at, record in enumerate(self.records[:LOOK_AT])]
        top = max(scores, default=(0, 0))
        if top[0] <= 0:
            return None, False
        return self.records.pop(-top[1]), sum(each[0] == top[0] for each in scores) > 1


def buckets(records: Sequence[R], key: Callable[[R], Hashable]) -> dict[Hashable, Bucket]:
    """Records by a key."""
    found: dict[Hashable, Bucket] = {}
    for record in records:
        found.setdefault(key(record), Bucket([])).records.append(record)
    return found
