"""The user's ledger on disk: commit, undo and redo, each one durable change."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError
from procw_tui.domain.record.values import moment

from . import backups, files, glance, history, journal
from .codec import Doc, content, decode
from .documents import document, moment_text
from .file_tables import DELETED, FileEdit
from .ledger_file import LedgerFile
from .loading import Found, copy_at
from .merge import Copy, copy_of, merge

TICK = timedelta(microseconds=1)


def _print(kind: str, doc: Doc | None) -> str:
    """What tells whether a record says the same as before; what this version knows nothing of is left out."""
    with contextlib.suppress(Invalid):
        return history.print_of(content(decode(kind, doc)) if doc is not None else None)
    return history.print_of(doc)


class SetAside(NamedTuple):
    """A change that was undone before something else was logged: its number, when it was made, and it."""

    number: int
    at: str
    change: Change


class Store:
    """What a session does to its ledger."""

    def __init__(self, path: Path, clock: Callable[[], datetime], *, view_newer: bool = False) -> None:
        """`view_newer`: a file of a newer program is opened as well, to look at only."""
        self._file = LedgerFile(path, clock, view_newer=view_newer)
        self._clock = clock

    @property
    def path(self) -> Path:
        """Where the ledger lies, as it was named."""
        return self._file.path

    @property
    def ledger(self) -> Ledger:
        """What file and journal held when last read or written."""
        return self._file.ledger

    @property
    def read_only(self) -> StoreError | None:
        """Why nothing can be written here, whatever the disk says."""
        return self._file.read_only

    @property
    def found(self) -> Found | None:
        """What was there that this program did not leave so; None once it has been written anew."""
        return self._file.found

    def take_news(self) -> Found | None:
        """What was found since the last call, to tell it once."""
        found, self._file.untold = self._file.untold, None
        return found

    @property
    def kept(self) -> Path | None:
        """The last copy that was made of what another version of the ledger has alone."""
        return self._file.kept

    def be_brief(self) -> None:
        """Wait for a turn no longer than a screen may stand still."""
        self._file.patience = files.BRIEF_SECONDS

    def holder(self) -> files.Holder | None:
        """Who has the turn to write just now; None where nobody has."""
        return files.holder(self._file.path)

    @property
    def is_ahead(self) -> bool:
        """Whether memory has changes that are in no file: `settle` puts them there."""
        return self._file.is_ahead

    @property
    def wrote(self) -> bool:
        """Whether this session has changed anything."""
        return self._file.wrote

    @property
    def unsettled(self) -> int:
        """How many changes the journal has that the file has not."""
        return self._file.unsettled

    def refresh(self) -> bool:
        """Take in what another session wrote; whether there was anything."""
        return self._file.refresh()

    def settle(self) -> bool:
        """Take the journal into the file; whether that was done. For a thread of its own."""
        return self._file.settle()

    def look_ahead(
        self,
        ahead: Callable[[Ledger, datetime], Mapping[str, Any] | None],
        made_with: Callable[[], list[Path]],
    ) -> None:
        """Note the status line of the days to come beside a file that has everything.

        For a thread of its own. Nothing hangs on it: what can't be noted is made when it is asked for.
        """
        with contextlib.suppress(OSError, StoreError):
            real, ledger = files.real(self.path), self.ledger
            paths = [str(each) for each in (real, journal.of(real), *made_with())]
            made_of = glance.versions(paths)
            if self._file.read_only is not None or not self._file.is_whole or made_of[0][1] is None:
                return
            found = ahead(ledger, self._clock())
            if not glance.are_still(made_of, time.time_ns()):
                time.sleep(2 * glance.STILL_NS / 1e9)
            still = glance.are_still(made_of, time.time_ns()) and glance.versions(paths) == made_of
            if not still or self.ledger is not ledger:
                return
            if found is None:
                files.glance_of(real).unlink(missing_ok=True)
            else:
                files.replace(files.glance_of(real), glance.content(found, made_of), keep_previous=False)

    @property
    def last_change(self) -> datetime | None:
        """When the latest change was made; None where the history has none that can be read."""
        latest = history.latest(self._file.tables.entries)
        with contextlib.suppress(Invalid):
            return moment("at", latest["at"]) if latest else None
        return None

    def last_logged(self, kinds: Collection[str]) -> Record | None:
        """The record of one of these kinds that was logged last and still stands, as it is now."""
        for entry in history.standing(self._file.tables.entries):
            if entry["what"] in {"log", "again"} and entry["ops"][-1]["kind"] in kinds:
                record = self.ledger.find(entry["ops"][-1]["id"], entry["ops"][-1]["kind"])
                if record is not None:
                    return record
        return None

    def commit(self, build: Callable[[Ledger], Change]) -> Change:
        """Make a change on the newest ledger and return once it is durable.

        `build` runs within this session's turn. StoreError, RecordGone or Invalid where
        it can't be done; then nothing has changed, on disk or here.
        """
        with self._file.turn():
            change = build(self.ledger)
            if change.ops or change.beside:
                at = moment_text(self._clock())
                others = [(op.record.kind, op.record.id, self._doc(op.record)) for op in change.ops]
                new = history.entry(at, change.kind, others)
                entries = history.added(self._file.tables.entries, new) if change.ops else {}
                imported = {op.record.id for op in change.ops if not op.before and change.kind == "import"}
                edit = self._file_edit(change, entries, imported)
                began = change.begun_on.isoformat() if change.begun_on else ""
                self._file.write(edit._replace(begun_on=began))
            return change

    def merge(self, theirs: Copy) -> Change:
        """Fold another copy in, deletions too; what was there can be had back with one undo."""
        with self._file.turn():
            mine = self._copy()
            change, remembered = merge(mine, theirs)
            entries: dict[str, history.Entry | None] = {}
            if change.ops:
                others = [(op.record.kind, op.record.id, self._doc(op.record)) for op in change.ops]
                entries = history.added(
                    self._file.tables.entries, history.entry(moment_text(self._clock()), change.kind, others)
                )
            began = theirs.begun_on
            earlier = began is not None and began < (self._file.tables.begun_on or date.max)
            if change.ops or remembered or earlier:
                edit = self._file_edit(change, entries, {op.record.id for op in change.ops})
                self._file.write(
                    edit._replace(
                        drops=[*edit.drops, *remembered], begun_on=began.isoformat() if began else ""
                    )
                )
            return change

    def _copy(self) -> Copy:
        return copy_of(self.ledger, self._file.tables.by_name[DELETED].values())

    def unmerged(self) -> list[backups.Unmerged]:
        """The copies of what other versions of the ledger had alone, and have still."""
        return backups.unmerged(self.path, self._copy)

    def merge_kept(self, kept: Path) -> Change:
        """Fold such a copy in; it is one of the replaced versions then."""
        change = self.merge(copy_at(kept))
        backups.put_aside(kept)
        return change

    def undo(self) -> Change:
        """Take back the last change, whoever made it."""
        return self._flip(undone=True)

    def redo(self) -> Change:
        """Put the last undone change on again; StoreError where something was logged since."""
        return self._flip(undone=False)

    @property
    def can_redo(self) -> bool:
        """Whether the last change is one that was undone."""
        return history.to_redo(self._file.tables.entries) is not None

    def set_aside(self) -> list[SetAside]:
        """The changes that were undone before something else was logged, the last first."""
        entries = self._file.tables.entries
        numbers = history.aside(entries)
        known = [SetAside(int(n), str(entries[n].get("at", "")), self._aside(entries[n])) for n in numbers]
        return [each for each in known if each.change.ops]

    def _aside(self, entry: history.Entry) -> Change:
        """What it would do, as far as there is anything to show of it."""
        pairs = ((self.ledger.find(op["id"], op["kind"]), self._decoded(op)) for op in entry["ops"])
        return Change(entry["what"], tuple(Op(now, then) for now, then in pairs if now or then))

    def put_on_again(self, number: int) -> Change:
        """Make a change once more that was set aside, as a new one.

        StoreError where there is none, or where what it was about is not as it was when it was undone.
        """
        with self._file.turn():
            entries = self._file.tables.entries
            entry = entries.get(str(number))
            if entry is None or not history.is_aside(entry):
                raise StoreError("nothing_to_redo")
            change = self._aside(entry)
            if not self._is_as_it_was(entry, change):
                raise StoreError("contradicted")
            others = [(op.record.kind, op.record.id, self._doc(op.record)) for op in change.ops]
            new = history.entry(moment_text(self._clock()), change.kind, others)
            self._file.write(self._file_edit(change, {**history.added(entries, new), str(number): None}))
            return change

    def _is_as_it_was(self, entry: history.Entry, change: Change) -> bool:
        """Whether its records are as they were when it was undone, and no other took the place of one."""
        twins = (self.ledger.twin(op.after) for op in change.ops if op.after is not None)
        touched = {op.record.id for op in change.ops}
        return self._is_as_left(entry) and not any(
            twin is not None and twin.id not in touched for twin in twins
        )

    def _is_as_left(self, entry: history.Entry) -> bool:
        """Whether its records say what they said when it was undone, as far as that was noted."""
        docs = ((op, self._file.tables.doc(op["kind"], op["id"])) for op in entry["ops"])
        return all(op.get("left") in {None, _print(op["kind"], doc)} for op, doc in docs)

    def _flip(self, *, undone: bool) -> Change:
        with self._file.turn():
            entries = self._file.tables.entries
            number = history.to_undo(entries) if undone else history.to_redo(entries)
            if number is None and undone:
                raise StoreError("nothing_to_undo")
            if number is None:
                raise StoreError("set_aside" if self.set_aside() else "nothing_to_redo")
            entry = entries[number]
            docs = [(op, self._file.tables.doc(op["kind"], op["id"])) for op in reversed(entry["ops"])]
            swapped = [{"kind": op["kind"], "id": op["id"], "doc": doc} for op, doc in docs]
            pairs = ((self.ledger.find(op["id"], op["kind"]), self._decoded(op)) for op, _doc in docs)
            change = Change(entry["what"], tuple(Op(now, then) for now, then in pairs if now or then))
            if not undone and not self._is_as_it_was(entry, change):
                raise StoreError("contradicted")
            edit = self._file_edit(change, {}, undone=undone)
            if undone:  # what it leaves, to know later whether it can be put on again
                left = {(kind, doc["id"]): doc for kind, doc in edit.puts}
                prints = [_print(op["kind"], left.get((op["kind"], op["id"]))) for op in swapped]
                swapped = [{**op, "left": said} for op, said in zip(swapped, prints, strict=True)]
            flipped = {**entry, "undone": undone, "ops": swapped}
            self._file.write(edit._replace(entries={number: flipped}))
            return change

    def _decoded(self, op: Mapping[str, Any]) -> Record | None:
        """The version of a record that an entry of the history keeps."""
        try:
            return decode(op["kind"], op["doc"]) if op["doc"] is not None else None
        except Invalid as error:
            detail = f"history: {error.field}: {error.reason}"
            raise StoreError("damaged", path=self.path, detail=detail) from None

    def _doc(self, record: Record) -> Doc | None:
        return self._file.tables.doc(record.kind, record.id)

    def _file_edit(
        self,
        change: Change,
        entries: dict[str, history.Entry | None],
        brought: Collection[str] = (),
        *,
        undone: bool = False,
    ) -> FileEdit:
        """What a change, or taking it back, does to the file's tables.

        `brought`: ids of those that keep their time of change.
        """
        puts: list[tuple[str, Doc]] = []
        drops: list[tuple[str, str, str]] = []
        for op in (*change.ops, *change.beside):
            kind, record_id = op.record.kind, op.record.id
            if op.after is None:
                lives_on = undone and change.kind == "merge"  # in the copy that it came from
                drops.append((kind, record_id, "" if lives_on else moment_text(self._clock())))
            else:
                known = op.record.id in brought and not self._file.tables.is_buried(kind, record_id)
                kept = op.after.changed_at if known or (change.kind == "merge" and brought) else None
                at = kept or self._later_than(op.after.changed_at)
                puts.append((kind, document(op.after, self._file.tables.doc(kind, record_id), at)))
        return FileEdit(puts, drops, entries)

    def _later_than(self, before: str | None) -> str:
        """Now, but later than a record's last change, on a clock that was set back too."""
        now = self._clock()
        with contextlib.suppress(Invalid):  # a hand edit's stamp may be no moment, or lie at the end of time
            if before is not None:
                return moment_text(max(now, moment("changed_at", before) + TICK))
        return moment_text(now)
