"""Reading file and journal together, as they are at one instant, without a lock."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path
from typing import Literal, NamedTuple

import orjson

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError

from . import acknowledged, files, journal
from .chain import Chain, chain_of
from .collecting import no_collection
from .content import Tables, damaged, is_sealed, lost_its_seal, parse
from .documents import decode_table
from .file_tables import DELETED, HISTORY, FileTables, file_tables_of, replay
from .healing import UNREADABLE, made_anew, of_journal, previous
from .journal import Body, Journal
from .merge import Copy, copy_of
from .migrations import refuse_newer

TRIES = 20


class Found(NamedTuple):
    """What was found beside a ledger that this program did not leave so.

    ``edited``: something else wrote the file. ``healed``: it was damaged, and was made anew from `source`.
    ``apart``: it is not the version that its journal goes on from, or that this session knows; `apart` is
    what those have, where they have anything that the file may lack. ``short``: nothing but that `missing`
    changes are in neither file nor journal.
    """

    what: Literal["edited", "healed", "apart", "short"]
    source: str = ""
    apart: FileTables | None = None
    edited: bool = False
    """Whether something else wrote the file, whatever else is odd about it."""
    missing: int = 0
    """How many changes that were acknowledged last are nowhere, whatever else is odd."""


class Loaded(NamedTuple):
    """A ledger as it was read."""

    tables: FileTables
    ledger: Ledger
    signature: files.Signature | None
    journal: Journal
    unfolded: int
    """How many changes are in it that the file has not."""
    found: Found | None


def load(path: Path) -> Loaded:
    """Read a ledger; a missing file is a new one. StoreError where it can't be read or isn't one."""
    last = acknowledged.noted(files.real(path))  # before the rest, which may go on meanwhile
    signature, content, journaled = _at_one_instant(path)
    refuse_newer(path, journaled.schemas)  # also where it is damaged: an older program must not repair it
    if journaled.damaged:
        raise damaged(journal.of(path), f"byte {journaled.place[1] if journaled.place else 0}")
    with no_collection():
        version, lines, found = _version(path, signature, content, journaled)
        in_file = version.chain.seq
        try:
            kept = replay(version, lines)
        except UNREADABLE as error:
            raise damaged(journal.of(path), f"{type(error).__name__}: {error}") from None
        records: dict[str, dict[str, Record]] = {}
        for kind in KINDS:
            records[kind], kept.keys[kind] = decode_table(path, kind, kept.by_name[kind])
    missing = last.seq if not content else acknowledged.missing(kept.chain, last)
    if missing:
        found = (found or Found("short"))._replace(missing=missing)
    ledger = Ledger(records, begun_on=kept.begun_on)
    return Loaded(kept, ledger, signature, journaled, kept.chain.seq - in_file, found)


def _version(
    path: Path, signature: files.Signature | None, content: bytes | None, journaled: Journal
) -> tuple[FileTables, Collection[Body], Found | None]:
    """The file's tables, the lines that come after them, and what is odd about the two."""
    sealed = content is not None and is_sealed(content)
    if content is not None and not sealed and journaled.head.ledger and is_untouched(signature, journaled):
        made = made_anew(path, journaled.head)
        if made is None:
            raise damaged(path, "checksum")
        return made.tables, journaled.lines, Found("healed", made.source)
    tables = parse(path, content)
    # a program that knew no identities wrote both
    older = is_untouched(signature, journaled) and not journaled.head.ledger
    lines = journaled.lines if older else lines_since(path, chain_of(tables), journaled, sealed=sealed)
    if lines is None:
        odd = Found("apart", apart=of_journal(path, journaled), edited=not sealed)
        return file_tables_of(tables, with_keys=False), (), odd
    edited = content is not None and not sealed and not older and (
        journaled.folded not in {None, signature} or lost_its_seal(tables, content)
    )  # fmt: skip
    version = file_tables_of(tables, with_keys=bool(lines))
    return version, lines, Found("edited", edited=True) if edited else None


def is_untouched(signature: files.Signature | None, journaled: Journal) -> bool:
    """Whether nobody has written a file since it was put in place: time and size, wherever it was copied."""
    return signature is not None and journaled.folded is not None and signature[:2] == journaled.folded[:2]


def lines_since(path: Path, own: Chain, journaled: Journal, *, sealed: bool) -> tuple[Body, ...] | None:
    """The lines that a file lacks; None where it is no version that its journal goes on from."""
    known, first = journaled.chain, journaled.head.seq
    if journaled.folded is None or own.has(known):
        return ()
    if own.ledger or not known.ledger:
        if known.has(own) and own.seq >= first:
            return journaled.lines
        if own.seq < first and not sealed:  # an editor had it open over a fold
            before = previous(files.real(path))
            missed = tuple(body for body in before.lines if own.seq < body["seq"] <= first)
            wanted = range(own.seq + 1, first + 1)
            joins = before.chain.has(own) and before.chain.has(journaled.head)
            if joins and [body["seq"] for body in missed] == list(wanted):
                return (*missed, *journaled.lines)
    return None


def copy_at(path: Path) -> Copy:
    """A copy of a ledger as it lies on disk, with its journal; StoreError where it can't be read."""
    loaded = load(path)
    return copy_of(loaded.ledger, loaded.tables.by_name[DELETED].values(), loaded.ledger.begun_on)


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
    kept = FileTables(tables, keys, Chain())
    return Loaded(kept, Ledger(records, begun_on=kept.begun_on), signature, journaled, 0, None)


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
