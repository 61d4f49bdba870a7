"""The file's tables in memory, and what a line of the journal does to them.

Applying a line twice is applying it once: documents go by the record's id, the history by its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.values import changed_on

from . import history, migrations
from .chain import Chain, chain_of
from .codec import Doc
from .content import Tables
from .documents import free_key, keys_of
from .journal import Body, key_of

HISTORY, DELETED = "history", "deleted"
META, META_KEY = "meta", "1"


class FileEdit(NamedTuple):
    """What a change does to the tables: documents put, records gone (kind, id, when), the history.

    `begun_on`: the day on which a ledger that was folded in began, `YYYY-MM-DD`; else empty.
    """

    puts: list[tuple[str, Doc]]
    drops: list[tuple[str, str, str]]
    entries: dict[str, history.Entry | None]
    begun_on: str = ""

    def body(self, seq: int, key: str) -> Body:
        """The line of the journal; `key` tells it from another change of the same number."""
        begun = {"begun_on": self.begun_on} if self.begun_on else {}
        return {
            "seq": seq, "key": key, "schema": migrations.SCHEMA,
            "puts": self.puts, "drops": self.drops, "history": self.entries, **begun,
        }  # fmt: skip


def file_edit_of(body: Mapping[str, Any]) -> FileEdit:
    """A line read back, in this version's schema; ValueError, TypeError or KeyError where it is none."""
    puts = [(str(kind), dict(doc)) for kind, doc in body["puts"]]
    drops = [(str(kind), str(record_id), str(at)) for kind, record_id, at in body["drops"]]
    entries = dict(body["history"])
    schema = body.get("schema", migrations.FIRST_SCHEMA)
    if not migrations.is_schema(schema) or schema > migrations.SCHEMA:
        raise ValueError(schema)
    if schema < migrations.SCHEMA:
        puts = [(kind, migrations.document(kind, doc, schema)) for kind, doc in puts]
        entries = {n: migrations.entry(each, schema) if each else None for n, each in entries.items()}
    return FileEdit(puts, drops, entries, str(body.get("begun_on", "")))


class FileTables:
    """Tables with the keys of their records: the only thing in the store that changes in place."""

    def __init__(self, tables: Tables, keys: dict[str, dict[str, str]], chain: Chain) -> None:
        self.by_name = tables
        """Documents by their keys, by the table's name."""
        self.keys = keys
        self.chain = chain
        """Which ledger they are of, and up to which change."""
        for name in (*KINDS, HISTORY, DELETED):
            tables.setdefault(name, {})
            keys.setdefault(name, {})
        self._stones = {(stone["kind"], stone["id"]): key for key, stone in tables[DELETED].items()}
        if self.begun_on is None:
            self._begin(changed_on(doc.get("changed_at")) for kind in KINDS for doc in tables[kind].values())

    def doc(self, kind: str, record_id: str) -> Doc | None:
        """The document of a record."""
        key = self.keys[kind].get(record_id)
        return self.by_name[kind][key] if key is not None else None

    @property
    def begun_on(self) -> date | None:
        """The day of the earliest change that the ledger ever knew, as `meta` keeps it."""
        said = self.by_name.get(META, {}).get(META_KEY, {}).get("begun_on")
        try:
            return date.fromisoformat(str(said))
        except ValueError:
            return None

    def _begin(self, days: Iterable[date | None]) -> None:
        """The ledger began on the earliest of these days, if that is earlier than what is known."""
        known = self.begun_on
        earliest = min((day for day in (known, *days) if day is not None), default=None)
        if earliest is not None and earliest != known:
            meta = {**self.by_name.get(META, {}).get(META_KEY, {}), "begun_on": earliest.isoformat()}
            self.by_name[META] = {META_KEY: meta}

    @property
    def records(self) -> int:
        """How many records they hold."""
        return sum(len(self.by_name[kind]) for kind in KINDS)

    @property
    def entries(self) -> dict[str, history.Entry]:
        """The history."""
        return self.by_name[HISTORY]

    def apply(self, change: FileEdit, seq: int, key: str) -> None:
        """Take the change of that number and key in."""
        for kind, doc in change.puts:
            place = self.keys[kind].get(doc["id"]) or free_key(self.by_name[kind])
            self.by_name[kind][place] = doc
            self.keys[kind][doc["id"]] = place
            self._unbury(kind, doc["id"])
        for kind, record_id, at in change.drops:
            self.by_name[kind].pop(self.keys[kind].pop(record_id, ""), None)
            self._bury(kind, record_id, at)
        for number, entry in change.entries.items():
            if entry is None:
                self.entries.pop(number, None)
            else:
                self.entries[number] = entry
        stamps = (changed_on(doc.get("changed_at")) for _kind, doc in change.puts)
        self._begin([*stamps, date.fromisoformat(change.begun_on) if change.begun_on else None])
        self.chain = self.chain.with_change(seq, key)

    def is_buried(self, kind: str, record_id: str) -> bool:
        """Whether a record was deleted here."""
        return (kind, record_id) in self._stones

    def _bury(self, kind: str, record_id: str, at: str) -> None:
        if not at:  # gone without a stone
            return
        key = self._stones.get((kind, record_id)) or free_key(self.by_name[DELETED])
        self.by_name[DELETED][key] = {"id": record_id, "kind": kind, "deleted_at": at}
        self._stones[kind, record_id] = key

    def _unbury(self, kind: str, record_id: str) -> None:
        self.by_name[DELETED].pop(self._stones.pop((kind, record_id), ""), None)

    def copy(self) -> FileTables:
        """The same, changed without changing this one."""
        return FileTables(
            {name: dict(table) for name, table in self.by_name.items()},
            {kind: dict(keys) for kind, keys in self.keys.items()}, self.chain,
        )  # fmt: skip


def file_tables_of(tables: Tables, *, with_keys: bool = True) -> FileTables:
    """A file's tables, where its `meta` says that they are; without keys for one that decodes the records."""
    keys = {kind: keys_of(kind, tables.get(kind, {})) for kind in KINDS} if with_keys else {}
    return FileTables(tables, keys, chain_of(tables))


def replay(replayed: FileTables, lines: Iterable[Body]) -> FileTables:
    """Tables with the lines of a journal in them that come after those that they have already.

    ValueError where a number is missing between them.
    """
    for body in lines:
        last = replayed.chain.seq
        if body["seq"] > last + 1:
            message = f"change {last + 1} is missing"
            raise ValueError(message)
        if body["seq"] == last + 1:
            replayed.apply(file_edit_of(body), body["seq"], key_of(body))
    return replayed
