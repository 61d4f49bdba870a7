"""Reading file and journal together, as they are at one instant, without a lock."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

import orjson

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError

from . import files, journal
from .collecting import no_collection
from .content import Tables, damaged, parse, seq_of
from .documents import decode_table, keys_of
from .file_tables import DELETED, HISTORY, FileTables, replay
from .journal import Journal

TRIES = 20


class Loaded(NamedTuple):
    """A ledger as it was read."""

    tables: FileTables
    ledger: Ledger
    signature: files.Signature | None
    journal: Journal
    edited: bool
    """Whether something else than this program wrote the file since the journal began."""


def load(path: Path) -> Loaded:
    """Read a ledger; a missing file is a new one. StoreError where it can't be read or isn't one."""
    signature, content, journaled = _at_one_instant(path)
    if journaled.damaged:
        raise damaged(journal.of(path), f"byte {journaled.place[1] if journaled.place else 0}")
    with no_collection():
        tables = parse(path, content)
        journaled = _with_missed_lines(path, tables, journaled)
        seq = max([seq_of(tables), journaled.folded_seq, *(body["seq"] for body in journaled.lines)])
        if journaled.lines:
            tables = _replayed(path, tables, journaled)
        keys: dict[str, dict[str, str]] = {}
        records: dict[str, dict[str, Record]] = {}
        for kind in KINDS:
            records[kind], keys[kind] = decode_table(path, kind, tables.get(kind, {}))
    edited = content is not None and journaled.folded not in {None, signature}
    kept = FileTables(tables, keys, seq)
    ledger = Ledger(records, begun_on=kept.begun_on)
    return Loaded(kept, ledger, signature, journaled, edited)


def _with_missed_lines(path: Path, tables: Tables, journaled: Journal) -> Journal:
    """A file older than the last fold, as of an editor that had it open: what that fold took in comes in."""
    if not seq_of(tables) or seq_of(tables) >= journaled.folded_seq:
        return journaled
    before = journal.parse(files.read_bytes(journal.previous_of(files.real(path))) or b"")[0]
    missed = [
        body
        for body in before
        if "folded" not in body and seq_of(tables) < body["seq"] <= journaled.folded_seq
    ]
    whole = [body["seq"] for body in missed] == list(range(seq_of(tables) + 1, journaled.folded_seq + 1))
    return journaled._replace(lines=(*missed, *journaled.lines)) if whole else journaled


def load_newer(path: Path) -> Loaded:
    """A file of a newer program, to look at only: what this one understands of it."""
    signature, content, journaled = _at_one_instant(path)
    data = orjson.loads(content or b"{}")
    tables: Tables = {kind: table for kind, table in data.items() if isinstance(table, dict)}
    keys: dict[str, dict[str, str]] = {}
    records: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        records[kind], keys[kind] = {}, {}
        for key, doc in tables.get(kind, {}).items():
            with contextlib.suppress(StoreError, AttributeError, TypeError):
                one, its_key = decode_table(path, kind, {key: doc})
                records[kind].update(one)
                keys[kind].update(its_key)
    for name in (HISTORY, DELETED):  # nothing is undone in what can't be written
        tables[name] = {}
    kept = FileTables(tables, keys)
    ledger = Ledger(records, begun_on=kept.begun_on)
    return Loaded(kept, ledger, signature, journaled, edited=False)


def _at_one_instant(path: Path) -> tuple[files.Signature | None, bytes | None, Journal]:
    """File and journal that belong together.

    A fold puts the new file in place first and shortens the journal then: if the file is still the same after
    the journal was read, that journal was not shortened for a file that was not read.
    """
    for _ in range(TRIES):
        signature = files.signature(path)
        content = files.read_bytes(path)
        journaled = journal.read(files.real(path))
        if files.signature(path) == signature:
            return signature, content, journaled
    raise StoreError("not_readable", path=path, detail="changes all the time")


def _replayed(path: Path, tables: Tables, journaled: Journal) -> Tables:
    keys = {kind: keys_of(kind, tables.get(kind, {})) for kind in KINDS}
    try:
        return replay(tables, keys, journaled.lines).by_name
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged(journal.of(path), f"{type(error).__name__}: {error}") from None
