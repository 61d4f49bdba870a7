"""A ledger in memory that follows its file and journal, and writes to them: disk first, memory second."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.trouble import StoreError

from . import acknowledged, backups, files, journal
from .chain import Chain, new_key
from .codec import decode
from .content import dump
from .file_tables import FileEdit, FileTables, file_edit_of
from .healing import of_journal
from .journal import key_of
from .loading import Found, Loaded, load, load_newer
from .migrations import SCHEMA, refuse_newer, schema_of


class LedgerFile:
    """One file with its journal. `ledger` is what they held when last read or written, nothing unsaved."""

    ledger: Ledger
    tables: FileTables
    """The same as documents."""

    def __init__(self, path: Path, clock: Callable[[], datetime], *, view_newer: bool = False) -> None:
        """`view_newer`: a file of a newer program is opened as well, to look at only."""
        self.path = path
        self._view_newer = view_newer
        self.read_only: StoreError | None = None
        """Why nothing can be written here, whatever the disk says."""
        self._clock = clock
        self._mutex = threading.RLock()
        """The session's own threads take turns: a fold in the background, and the keys."""
        self.patience = files.WAIT_SECONDS
        """How many seconds a change waits for its turn."""
        self.wrote = False
        """Whether this session has changed anything."""
        self.found: Found | None = None
        """What was there that this program did not leave so; None once the file is written anew."""
        self.untold: Found | None = None
        """The same, until somebody has told the user."""
        self._apart: FileTables | None = None
        """What another version has alone, and what could not be kept as a copy yet."""
        self._sync_failed = False
        """Whether a line could not be synced: nobody knows what the disk has, the next begins afresh."""
        self.is_ahead: bool
        """Whether memory has changes that are in no file: their journal has vanished."""
        self.kept: Path | None = None
        """The last such copy that was made."""
        self._adopt(self._loaded())

    def _adopt(self, loaded: Loaded) -> None:
        self.tables, self.ledger, self._signature = loaded.tables, loaded.ledger, loaded.signature
        self._place, self._lines, self.is_ahead = loaded.journal.place, loaded.unfolded, False
        self._set_found(loaded.found)
        end, last = loaded.journal.chain, loaded.tables.chain
        goes_on = (end.seq, end.key) == (last.seq, last.key) and not loaded.journal.unended
        # an older program would misread a new line behind its file
        older = self.read_only is None and schema_of(self.path, loaded.tables.by_name) < SCHEMA
        self._whole_next = loaded.found is not None or not goes_on or self._sync_failed or older
        """Whether the next change must write the whole file: its line can't go behind the journal's."""

    def _set_found(self, found: Found | None) -> None:
        """What another version has alone is kept before anything is written over it."""
        self.found = found
        self.untold = found or self.untold
        if found is not None and found.apart is not None:
            self._apart = found.apart
            with contextlib.suppress(OSError, StoreError):
                self._keep_apart()

    def _keep_apart(self) -> None:
        if self._apart is not None:
            self.kept = backups.keep_apart(self._real, self._apart, self._clock())
            self._apart = None

    def _loaded(self) -> Loaded:
        try:
            return load(self.path)
        except StoreError as error:
            if error.trouble != "newer_schema" or not self._view_newer:
                raise
            self.read_only = error
            return load_newer(self.path)

    @property
    def _real(self) -> Path:
        return files.real(self.path)

    @property
    def is_whole(self) -> bool:
        """Whether the file has everything, and is as this session knows it."""
        same = (files.signature(self.path), journal.place(self._real)) == (self._signature, self._place)
        return same and not self._lines and not self.is_ahead and self.found is None

    def refresh(self) -> bool:
        """Take in what another session wrote; whether there was anything.

        A file that has vanished is no new ledger: memory keeps it, and the next change writes it whole.
        """
        with self._mutex:
            found, place = files.signature(self.path), journal.place(self._real)
            if found is None:
                self._whole_next = True
                return False
            if (found, place) == (self._signature, self._place):
                return False
            before = self.ledger
            lines = journal.read(self._real)
            refuse_newer(self.path, lines.schemas)
            if found == self._signature and self._is_without_journal(lines, place):
                self._whole_next, self.is_ahead = True, bool(self._lines)
                return False
            by_hand = found != self._signature and self.found is not None and self.found.edited
            if place is None or by_hand or not self._follow(lines, found):
                self._load_anew()
            return self.ledger is not before

    def _is_without_journal(self, lines: journal.Journal, place: journal.Place | None) -> bool:
        """Whether the file is the same and its journal has vanished, or is another's: that one is kept."""
        if lines.damaged or lines.chain.has(self.tables.chain):
            return False
        if lines.folded is not None and not self.tables.chain.has(lines.chain):
            self._set_found(Found("apart", apart=of_journal(self._real, lines)))
        had_one, self._place = self._place is not None, place  # told once
        return had_one

    def _follow(self, lines: journal.Journal, signature: files.Signature) -> bool:
        """Take in the journal's new lines; False where the file has changes that are not known here.

        So too where a line is of an older schema: what comes next must not stand behind it.
        """
        mine = self.tables.chain
        known = not lines.damaged and lines.folded == signature and lines.head.seq <= mine.seq
        if not known or not lines.chain.has(mine) or any(each != SCHEMA for each in lines.schemas):
            return False
        for body in lines.lines:
            if body["seq"] > self.tables.chain.seq:
                self._take(file_edit_of(body), body["seq"], key_of(body))
        self._signature, self._place, self._lines = signature, lines.place, len(lines.lines)
        self._whole_next = lines.unended or self._sync_failed
        return True

    def _load_anew(self) -> None:
        """The ledger as it is on disk now; what only memory has of it is kept as a copy first."""
        mine = self.tables
        try:
            loaded = self._loaded()
        except StoreError as error:
            if error.trouble in {"damaged", "empty_with_backup"}:
                self._set_found(Found("apart", apart=mine))
            raise
        is_edited = loaded.found is not None and loaded.found.edited
        edits_gone = self.found is not None and self.found.edited and not is_edited
        if edits_gone or not loaded.tables.chain.has(mine.chain):
            loaded = loaded._replace(found=Found("apart", apart=mine))
        self._adopt(loaded)

    @contextlib.contextmanager
    def turn(self, wait: float | None = None) -> Iterator[None]:
        """This session's turn to write, beginning with the ledger as it is on disk."""
        if self.read_only is not None:
            raise self.read_only
        files.refuse_read_only(self.path)
        with files.turn(self.path, self.patience if wait is None else wait), self._mutex:
            self.refresh()
            self._tell_of_missing()
            self._keep_apart()
            yield

    def _tell_of_missing(self) -> None:
        """What another session had acknowledged and is in no file any more, before it is written over."""
        missing = acknowledged.missing(self.tables.chain, acknowledged.noted(self._real))
        if missing and self.untold is None:
            self.untold = Found("short", missing=missing)

    def write(self, edit: FileEdit) -> None:
        """Make a change durable, within a turn; StoreError where it can't be: then it has never happened."""
        seq, key = self.tables.chain.seq + 1, new_key()
        try:
            line = journal.line_of(edit.body(seq, key))
            if self._whole_next or self._place is None:
                self._write_whole()
            self._append(line)
            self._take(edit, seq, key)
            acknowledged.note(self._real, self.tables.chain)
            self.wrote = True
        except OSError as error:
            at = files.place_of(error, self.path)
            raise StoreError("failed_write", path=at, detail=error.strerror or error) from None
        except TypeError as error:  # orjson writes less deep than it reads
            raise StoreError("failed_write", path=self.path, detail=error) from None

    def _append(self, line: bytes) -> None:
        assert self._place is not None  # noqa: S101 - looked at by `write`
        try:
            self._place = journal.append(self._real, line, self._place)
        except OSError:
            self._whole_next = self._sync_failed = True
            raise
        self._lines += 1

    def _write_whole(self) -> None:
        """A whole new file with what is in memory, and a fresh journal behind it for the changes to come."""
        at = self.tables.chain.named()
        self._keep_odd()
        backups.put_alone(self._real, dump(self.tables.by_name, at))
        self._begin_journal(at, ())

    def _keep_odd(self) -> None:
        """Before a file goes that is not as this program wrote it: a backup of its own."""
        if self.found is not None and self.found.what in {"edited", "healed"}:
            why = "edited" if self.found.what == "edited" else "damaged"
            backups.keep_present(self._real, self._clock(), why)

    def _begin_journal(self, at: Chain, rest: tuple[journal.Body, ...]) -> None:
        """A fresh journal behind a file that has just been put in place; OSError where it can't be made.

        Then nothing is lost: the file says which changes it has, and the next change begins afresh.
        """
        signature = files.signature(self.path)
        self._signature, self._whole_next, self.is_ahead = signature, True, False
        if signature is not None:
            self.tables.chain = self.tables.chain.of_ledger(at)
            self._place = journal.begin(self._real, at, signature, rest)
            self._lines = len(rest)
            self._whole_next, self._sync_failed, self.found = False, False, None

    def _take(self, edit: FileEdit, seq: int, key: str) -> None:
        self.tables.apply(edit, seq, key)
        self._show(edit)

    def _show(self, edit: FileEdit) -> None:
        """The ledger follows the tables."""
        after = [decode(kind, doc) for kind, doc in edit.puts]
        drops = [(kind, record_id) for kind, record_id, _at in edit.drops]
        self.ledger = self.ledger.with_puts(after, drops, begun_on=self.tables.begun_on)

    @property
    def unsettled(self) -> int:
        """How many changes the journal has that the file has not."""
        return self._lines

    def settle(self) -> bool:
        """Take the journal into the file; whether that was done. Where it can't be, the journal has it all.

        For a thread of its own: the keys go on meanwhile.
        """
        if not self._lines:
            return False
        with self._mutex:
            at, before = self.tables.chain.named(), self._signature
            content = dump(self.tables.by_name, at)
        try:
            if not self._fold(content, at, before):
                return False
        except (OSError, StoreError):
            return False
        files.sweep(self._real)
        with contextlib.suppress(OSError, StoreError):
            backups.daily(self._real, content, self._clock().date())
        return True

    def _fold(self, content: bytes, at: Chain, before: files.Signature | None) -> bool:
        """Put the content in place of the file, unless another session has done so."""
        with files.prepared(self._real, content) as temporary, self.turn(files.BRIEF_SECONDS):
            since = () if self._whole_next else journal.read(self._real).lines
            rest = tuple(body for body in since if body["seq"] > at.seq)
            if self._signature != before or at.seq + len(rest) != self.tables.chain.seq:
                return False
            self._keep_odd()
            if self._whole_next:
                backups.put_alone(self._real, content)
            else:
                files.put_in_place(temporary, self._real)
            with contextlib.suppress(OSError, StoreError):
                self._begin_journal(at, rest)
            return True
