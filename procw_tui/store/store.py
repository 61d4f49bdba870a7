"""The user's ledger on disk: load, commit, undo, redo, and the changes of another session."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procw_tui.domain.changes import Change, Op
from procw_tui.domain.invalid import Invalid
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.records import Record
from procw_tui.domain.trouble import StoreError
from procw_tui.domain.values import moment

from . import files, history
from .codec import Doc, decode
from .tables import Tables, document, dump, free_key, load, moment_text

if TYPE_CHECKING:
    from .storage import DurableStorage

TICK = timedelta(microseconds=1)


class Store:
    """One file. `ledger` is what it held when it was last read or written, never anything unsaved."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._load()

    def _load(self) -> None:
        self._tables, self._keys, self.ledger, self._signature = load(self.path)

    @cached_property
    def _storage(self) -> DurableStorage:
        """Made at the first write: reading needs no TinyDB."""
        from .storage import DurableStorage

        return DurableStorage(files.real(self.path))

    @property
    def last_change(self) -> datetime | None:
        """When the latest change was made; None where the history has none that can be read."""
        found = history.latest(self._tables.get("history", {}))
        with contextlib.suppress(Invalid):
            return moment("at", found["at"]) if found else None
        return None

    def refresh(self) -> bool:
        """Take in what another session wrote; whether there was anything.

        A file that has vanished is no new ledger: memory keeps it, and the next change writes it whole.
        """
        found = files.signature(self.path)
        if found is None or found == self._signature:
            return False
        self._load()
        return True

    def commit(self, build: Callable[[Ledger], Change]) -> Change:
        """Make a change on the newest ledger and return once it is durable.

        `build` runs within this session's turn. StoreError, LookupError (a record is gone) or Invalid where
        it can't be done; then nothing has changed, on disk or here.
        """
        with self._turn():
            change = build(self.ledger)
            if change.ops:
                others = [(op.record.kind, op.record.id, self._doc(op.record)) for op in change.ops]
                at = moment_text(self._clock())
                new = history.entry(at, change.what, others)
                self._write(change, history.with_entry(self._tables.get("history", {}), new))
            return change

    def undo(self) -> Change:
        """Take back the last change, whoever made it."""
        return self._flip(history.to_undo, "nothing_to_undo", undone=True)

    def redo(self) -> Change:
        """Put the last undone change on again."""
        return self._flip(history.to_redo, "nothing_to_redo", undone=False)

    def _flip(self, find: Callable[[history.Entries], str | None], trouble: Any, *, undone: bool) -> Change:
        with self._turn():
            entries = self._tables.get("history", {})
            key = find(entries)
            if key is None:
                raise StoreError(trouble)
            flipped, ops = dict(entries[key]), []
            swapped = []
            for op in reversed(flipped["ops"]):
                now = self.ledger.find(op["id"], op["kind"])
                then = self._decoded(op)
                if now or then:
                    ops.append(Op(now, then))
                swapped.append({**op, "doc": self._tables.get(op["kind"], {}).get(self._key(op), None)})
            flipped.update(undone=undone, ops=swapped)
            change = Change(flipped["what"], tuple(ops))
            self._write(change, {**entries, key: flipped})
            return change

    def _decoded(self, op: Mapping[str, Any]) -> Record | None:
        """The version of a record that an entry of the history keeps."""
        try:
            return decode(op["kind"], op["doc"]) if op["doc"] is not None else None
        except Invalid as error:
            detail = f"history: {error.field}: {error.reason}"
            raise StoreError("damaged", path=self.path, detail=detail) from None

    def _turn(self) -> Any:
        """This session's turn to write, with the ledger as it is on disk."""
        return _Turn(self)

    def _key(self, op: Mapping[str, Any]) -> str:
        return self._keys[op["kind"]].get(op["id"], "")

    def _doc(self, record: Record) -> Doc | None:
        key = self._keys[record.kind].get(record.id)
        return self._tables[record.kind][key] if key else None

    def _write(self, change: Change, entries: dict[str, history.Entry]) -> None:
        """Disk first, memory second: what can't be written has never happened."""
        tables: Tables = {**self._tables, "history": entries}
        keys = dict(self._keys)
        touched = {op.record.kind for op in change.ops}
        for kind in touched:
            tables[kind] = dict(tables.get(kind, {}))
            keys[kind] = dict(keys[kind])
        stones = {(doc.get("kind"), doc.get("id")): doc for doc in tables.get("deleted", {}).values()}
        after: list[Record] = []
        drops = []
        for op in change.ops:
            kind, record_id = op.record.kind, op.record.id
            if op.after is None:
                tables[kind].pop(keys[kind].pop(record_id, ""), None)
                at = moment_text(self._clock())
                stones[kind, record_id] = {"id": record_id, "kind": kind, "deleted_at": at}
                drops.append((kind, record_id))
            else:
                kept = op.after.changed_at if op.before is None and change.what == "import" else None
                after.append(self._put(tables, keys, op.after, kept))
                stones.pop((kind, record_id), None)
        tables["deleted"] = {str(number): doc for number, doc in enumerate(stones.values(), 1)}
        try:
            self._storage.put(dump(tables))
        except OSError as error:
            raise StoreError("failed_write", path=self.path, detail=error.strerror) from None
        except TypeError as error:  # orjson writes less deep than it reads
            raise StoreError("failed_write", path=self.path, detail=error) from None
        self._signature = files.signature(self.path)
        self._tables, self._keys = tables, keys
        self.ledger = self.ledger.with_puts(after, drops)

    def _put(
        self, tables: Tables, keys: dict[str, dict[str, str]], record: Record, kept: str | None
    ) -> Record:
        """Write one document; `kept` is the time of change that an imported record brings along."""
        kind = record.kind
        key = keys[kind].get(record.id) or free_key(tables[kind])
        doc = document(record, tables[kind].get(key), kept or self._later_than(record.changed_at))
        tables[kind][key] = doc
        keys[kind][record.id] = key
        return decode(kind, doc)

    def _later_than(self, before: str | None) -> str:
        """Now, but later than a record's last change, on a clock that was set back too."""
        now = self._clock()
        with contextlib.suppress(Invalid):  # a hand edit's stamp may be no moment, or lie at the end of time
            if before is not None:
                return moment_text(max(now, moment("changed_at", before) + TICK))
        return moment_text(now)


class _Turn:
    """A turn at the file that begins with what is on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = files.turn(store.path)

    def __enter__(self) -> None:
        files.refuse_read_only(self._store.path)
        self._turn.__enter__()
        try:
            self._store.refresh()
        except BaseException:
            self._turn.__exit__(None, None, None)
            raise

    def __exit__(self, *exc: object) -> None:
        self._turn.__exit__(None, None, None)
