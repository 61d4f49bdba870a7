"""Another copy of the ledger folded in: of each record the later version, deletions too.

Of equally late versions their content decides, so that it does not matter which copy is folded into which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import orjson

from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.values import moment

from .codec import content

Name = tuple[str, str]
"""Kind and id."""


class Copy(NamedTuple):
    """A ledger with the time of each deletion, and the day on which it began."""

    records: Mapping[Name, Record]
    deleted: Mapping[Name, str]
    begun_on: date | None = None


class Version(NamedTuple):
    """One version of a record, in the order of which wins; `record` None where it is deleted."""

    at: float
    deleted: bool
    said: bytes
    record: Record | None


def _at(stamp: str | None) -> float:
    """When it was changed; what says no moment is the oldest."""
    try:
        return moment("changed_at", stamp).timestamp() if stamp else 0.0
    except Invalid:
        return 0.0


def _version(copy: Copy, name: Name) -> Version | None:
    record = copy.records.get(name)
    if record is not None:
        said = orjson.dumps(content(record), option=orjson.OPT_SORT_KEYS)
        return Version(_at(record.changed_at), deleted=False, said=said, record=record)
    if name in copy.deleted:
        return Version(_at(copy.deleted[name]), deleted=True, said=b"", record=None)
    return None


def _latest(one: Copy, other: Copy, name: Name) -> Version:
    known = [version for version in (_version(one, name), _version(other, name)) if version is not None]
    return max(known, key=lambda version: version[:3])


def copy_of(
    ledger: Iterable[Record], stones: Iterable[Mapping[str, str]] = (), begun_on: date | None = None
) -> Copy:
    """A ledger and its tombstones."""
    records = {(record.kind, record.id): record for record in ledger}
    deleted = {(stone["kind"], stone["id"]): stone.get("deleted_at", "") for stone in stones}
    return Copy(
        records, {name: at for name, at in deleted.items() if name not in records and name[0] in KINDS},
        begun_on,
    )  # fmt: skip


class Merged(NamedTuple):
    """What folding in does: the change, and the deletions to remember though there is nothing to delete."""

    change: Change
    remembered: tuple[tuple[str, str, str], ...]


def merge(mine: Copy, theirs: Copy) -> Merged:
    """Fold a copy in. Idempotent, and the same ledger whichever of the two is folded into the other."""
    names = dict.fromkeys((*mine.records, *mine.deleted, *theirs.records, *theirs.deleted))
    versions = {name: _latest(mine, theirs, name) for name in names}
    lost = _second_twins(versions)
    ops: list[Op] = []
    for name, version in versions.items():
        before = mine.records.get(name)
        after = None if name in lost else version.record
        if not _same(before, after):
            ops.append(Op(before, after))
    remembered = tuple(
        (*name, at) for name, at in theirs.deleted.items()
        if name not in mine.records and (name not in mine.deleted or _at(mine.deleted[name]) < _at(at))
    )  # fmt: skip
    return Merged(Change("merge", tuple(ops)), remembered)


def _same(before: Record | None, after: Record | None) -> bool:
    if before is None or after is None:
        return before is after
    return before.changed_at == after.changed_at and content(before) == content(after)


def _second_twins(versions: Mapping[Name, Version]) -> set[Name]:
    """Of two earnings of a month, results of a round, settings of a key: all but the later one."""
    best: dict[tuple[str, object], tuple[Version, Name]] = {}
    lost: set[Name] = set()
    for name, version in versions.items():
        record = version.record
        if record is None or record.alone_by is None:
            continue
        stand = (name[0], getattr(record, record.alone_by))
        rival = best.get(stand)
        if rival is None:
            best[stand] = (version, name)
        else:
            winner, loser = max(rival, (version, name), key=_rank), min(rival, (version, name), key=_rank)
            best[stand] = winner
            lost.add(loser[1])
    return lost


def _rank(each: tuple[Version, Name]) -> tuple[float, bytes, Name]:
    return each[0].at, each[0].said, each[1]
