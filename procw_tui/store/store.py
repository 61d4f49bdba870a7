"""The user's ledger on disk: commit, undo and redo, each one durable change."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError
from procw_tui.domain.record.values import moment

from . import history
from .codec import Doc, decode
from .documents import document, moment_text
from .file_tables import DELETED, Lasting
from .ledger_file import Keeper
from .merge import Copy, copy_of, merge

TICK = timedelta(microseconds=1)


class Store(Keeper):
    """What a session does to its ledger."""

    @property
    def last_change(self) -> datetime | None:
        """When the latest change was made; None where the history has none that can be read."""
        found = history.latest(self._state.entries)
        with contextlib.suppress(Invalid):
            return moment("at", found["at"]) if found else None
        return None

    def last_logged(self, kinds: Collection[str]) -> Record | None:
        """The record of one of these kinds that was logged last and still stands, as it is now."""
        for entry in history.standing(self._state.entries):
            if entry["what"] in {"log", "again"} and entry["ops"][-1]["kind"] in kinds:
                found = self.ledger.find(entry["ops"][-1]["id"], entry["ops"][-1]["kind"])
                if found is not None:
                    return found
        return None

    def commit(self, build: Callable[[Ledger], Change]) -> Change:
        """Make a change on the newest ledger and return once it is durable.

        `build` runs within this session's turn. StoreError, LookupError (a record is gone) or Invalid where
        it can't be done; then nothing has changed, on disk or here.
        """
        with self.turn():
            change = build(self.ledger)
            if change.ops:
                at = moment_text(self._clock())
                others = [(op.record.kind, op.record.id, self._doc(op.record)) for op in change.ops]
                new = history.entry(at, change.kind, others)
                imported = {op.record.id for op in change.ops if not op.before and change.kind == "import"}
                self.write(self._lasting(change, history.added(self._state.entries, new), imported))
            return change

    def merge(self, theirs: Copy) -> Change:
        """Fold another copy in, deletions too; what was there can be had back with one undo."""
        with self.turn():
            mine = copy_of(self.ledger, self._state.tables[DELETED].values())
            change, remembered = merge(mine, theirs)
            entries: dict[str, history.Entry | None] = {}
            if change.ops:
                others = [(op.record.kind, op.record.id, self._doc(op.record)) for op in change.ops]
                entries = history.added(
                    self._state.entries, history.entry(moment_text(self._clock()), change.kind, others)
                )
            if change.ops or remembered:
                lasting = self._lasting(change, entries, {op.record.id for op in change.ops})
                self.write(lasting._replace(drops=[*lasting.drops, *remembered]))
            return change

    def undo(self) -> Change:
        """Take back the last change, whoever made it."""
        return self._flip(history.to_undo, "nothing_to_undo", undone=True)

    def redo(self) -> Change:
        """Put the last undone change on again."""
        return self._flip(history.to_redo, "nothing_to_redo", undone=False)

    def _flip(self, find: Callable[[history.Entries], str | None], trouble: Any, *, undone: bool) -> Change:
        with self.turn():
            number = find(self._state.entries)
            if number is None:
                raise StoreError(trouble)
            flipped = dict(self._state.entries[number])
            ops, swapped = [], []
            for op in reversed(flipped["ops"]):
                now = self.ledger.find(op["id"], op["kind"])
                then = self._decoded(op)
                if now or then:
                    ops.append(Op(now, then))
                swapped.append({**op, "doc": self._state.doc(op["kind"], op["id"])})
            flipped.update(undone=undone, ops=swapped)
            change = Change(flipped["what"], tuple(ops))
            self.write(self._lasting(change, {number: flipped}))
            return change

    def _decoded(self, op: Mapping[str, Any]) -> Record | None:
        """The version of a record that an entry of the history keeps."""
        try:
            return decode(op["kind"], op["doc"]) if op["doc"] is not None else None
        except Invalid as error:
            detail = f"history: {error.field}: {error.reason}"
            raise StoreError("damaged", path=self.path, detail=detail) from None

    def _doc(self, record: Record) -> Doc | None:
        return self._state.doc(record.kind, record.id)

    def _lasting(
        self, change: Change, entries: dict[str, history.Entry | None], brought: Collection[str] = ()
    ) -> Lasting:
        """What a change does to the file's tables. `brought`: ids of those that keep their time of change."""
        puts: list[tuple[str, Doc]] = []
        drops: list[tuple[str, str, str]] = []
        for op in change.ops:
            kind, record_id = op.record.kind, op.record.id
            if op.after is None:
                undone_merge = change.kind == "merge" and not brought  # it is the copy's, and lives on there
                drops.append((kind, record_id, "" if undone_merge else moment_text(self._clock())))
            else:
                known = op.record.id in brought and not self._state.is_buried(kind, record_id)
                kept = op.after.changed_at if known or (change.kind == "merge" and brought) else None
                at = kept or self._later_than(op.after.changed_at)
                puts.append((kind, document(op.after, self._state.doc(kind, record_id), at)))
        return Lasting(puts, drops, entries)

    def _later_than(self, before: str | None) -> str:
        """Now, but later than a record's last change, on a clock that was set back too."""
        now = self._clock()
        with contextlib.suppress(Invalid):  # a hand edit's stamp may be no moment, or lie at the end of time
            if before is not None:
                return moment_text(max(now, moment("changed_at", before) + TICK))
        return moment_text(now)
