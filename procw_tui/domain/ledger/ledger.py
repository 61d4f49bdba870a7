"""The immutable whole of what was logged, with the indexes that make a window cheap.

A change makes a new Ledger that shares every untouched table and its index with the old one, so nothing
that was computed can be stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar, cast

from procw_tui.domain.record.codes import SettingKey
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record, Setting, Value
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.domain.record.values import changed_on

R = TypeVar("R", bound=Record)
I = TypeVar("I")  # noqa: E741 - an index

Table = dict[str, Record]


class Ledger:
    """Every record by kind and id, in the order of the file.

    `begun_on`: the day in Japan of the earliest change that it ever knew; None where it knows of none.
    """

    __slots__ = ("_indexes", "_tables", "begun_on")

    def __init__(
        self, tables: Mapping[str, Table], indexes: Mapping[Any, Any] | None = None,
        begun_on: date | None = None,
    ) -> None:  # fmt: skip
        self._tables = tables
        self._indexes: dict[Any, Any] = dict(indexes or {})
        self.begun_on = begun_on

    @classmethod
    def of(cls, records: Iterable[Record]) -> Ledger:
        """A ledger of these records."""
        tables: dict[str, dict[str, Record]] = {}
        for record in records:
            tables.setdefault(record.kind, {})[record.id] = record
        every = (record for table in tables.values() for record in table.values())
        return cls(tables, begun_on=begun(None, every))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and self._content() == other._content()

    def __hash__(self) -> int:
        return id(self)

    def __len__(self) -> int:
        return sum(len(table) for table in self._tables.values())

    def __iter__(self) -> Iterator[Record]:
        for kind in KINDS:
            yield from self._tables.get(kind, {}).values()

    def _content(self) -> dict[str, Table]:
        return {kind: table for kind, table in self._tables.items() if table}

    def all(self, cls: type[R]) -> Iterable[R]:
        """The records of a kind, as logged."""
        return cast("Iterable[R]", self._tables.get(cls.kind, {}).values())

    def lately(self, cls: type[R], most: int) -> Iterable[R]:
        """The records of a kind that came into the ledger last, the last first."""
        return cast("Iterable[R]", islice(reversed(self._tables.get(cls.kind, {}).values()), most))

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        return len(self._tables.get(kind, ()))

    def find(self, record_id: str, kind: str | None = None) -> Record | None:
        """The record of that id."""
        for name in (kind,) if kind else KINDS:
            found = self._tables.get(name, {}).get(record_id)
            if found is not None:
                return found
        return None

    def starting_with(self, prefix: str) -> list[Record]:
        """The records whose id begins so; one of just that id alone comes first and only."""
        exact = self.find(prefix)
        return [exact] if exact else [record for record in self if record.id.startswith(prefix)]

    def twin(self, record: Record) -> Record | None:
        """The record that this one stands instead of: a month's earning, a round's result, a setting."""
        if record.alone_by is None:
            return None
        key = getattr(record, record.alone_by)
        twins = [r for r in self.all(type(record)) if getattr(r, record.alone_by) == key]
        return twins[-1] if twins else None

    def with_puts(
        self, puts: Iterable[Record], drops: Iterable[tuple[str, str]] = (), begun_on: date | None = None
    ) -> Ledger:
        """The ledger with these records put in or replaced, and those (kind, id) gone.

        `begun_on`: the day on which it began, where that is known to be earlier.
        """
        touched: dict[str, dict[str, Record]] = {}

        def table(kind: str) -> dict[str, Record]:
            if kind not in touched:
                touched[kind] = dict(self._tables.get(kind, {}))
            return touched[kind]

        puts = list(puts)
        for kind, record_id in drops:
            table(kind).pop(record_id, None)
        for record in puts:
            table(record.kind)[record.id] = record
        kept = {key: index for key, index in self._indexes.items() if not touched.keys() & set(key[1])}
        days = [day for day in (self.begun_on, begun_on) if day is not None]
        return Ledger({**self._tables, **touched}, kept, begun(min(days, default=None), puts))

    def index(self, build: Callable[[Ledger], I], *kinds: type[Record]) -> I:
        """What `build` makes of this ledger, kept as long as none of those kinds changes."""
        key = (build, tuple(cls.kind for cls in kinds))
        if key not in self._indexes:
            self._indexes[key] = build(self)
        return cast("I", self._indexes[key])

    def setting(self, key: SettingKey) -> Value | None:
        """What the user set, else what holds without."""
        settings = self.index(_settings, Setting)
        value = settings.get(key)
        return SETTINGS[key].default if value is None else value

    def number(self, key: SettingKey) -> int:
        """A setting that is a whole number."""
        return int(self.setting(key) or 0)

    def day(self, key: SettingKey) -> date | None:
        """A setting that is a day."""
        value = self.setting(key)
        return date.fromisoformat(str(value)) if value else None


def begun(known: date | None, records: Iterable[Record]) -> date | None:
    """The earliest of a day and those on which these records were changed; None where there is neither."""
    stamps = (changed_on(record.changed_at) for record in records)
    return min((day for day in (known, *stamps) if day is not None), default=None)


def _settings(ledger: Ledger) -> dict[str, Value | None]:
    return {record.key: record.value for record in ledger.all(Setting)}
