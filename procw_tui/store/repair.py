"""The best that can be made of a damaged ledger: nothing is thrown away."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.trouble import StoreError

from . import acknowledged, backups, content, examination, files, journal
from .chain import Chain, chain_of
from .codec import Doc
from .content import Tables
from .documents import decode_table, free_key, keys_of
from .file_tables import HISTORY, file_edit_of, file_tables_of
from .healing import UNREADABLE
from .journal import key_of
from .loading import Found, load
from .migrations import FIRST_SCHEMA, SCHEMA, document, entry, is_schema, refuse_newer


class Repaired(NamedTuple):
    """The best content that can be made: its records, and from what it is."""

    content: bytes
    records: int
    source: str
    lost: int = 0
    """How many documents can't be read."""
    missing: int = 0
    """How many changes that were acknowledged are in no line."""


def best(path: Path) -> Repaired | None:
    """The best for a ledger: its own good documents and those missing from backups, else a backup."""
    real = files.real(path)
    with contextlib.suppress(StoreError):
        found = load(path)
        turned = content.mended(files.read_bytes(real) or b"") if found.found and found.found.edited else None
        if found.signature is not None and turned is None:
            odd = found.found or Found("edited")
            return Repaired(
                content.dump(found.tables.by_name, found.tables.chain), len(found.ledger),
                odd.source if odd.what == "healed" else "file", missing=odd.missing,
            )  # fmt: skip
    known = [
        each for each in backups.listed(path)
        if each.records is not None and not backups.is_of_another(each.name)
    ]  # fmt: skip
    own = files.read_bytes(real) or b""
    own = content.mended(own) or own
    ours = _identity(real, own, known)
    good, lines = [each for each in known if each.ledger in {"", ours}], _lines(real, ours)
    salvaged = _salvaged(real, own, good, lines)
    if salvaged is not None:
        return salvaged
    if good:
        chosen = max(good, key=lambda each: (not _gaps(each.seq, lines), each.seq))
        tables = content.parse(chosen.path, files.read_bytes(chosen.path))
        return _with_lines(real, tables, lines, chosen.name, 0)
    return _with_lines(real, {}, lines, "journal", 0) if lines else None


def _identity(real: Path, own: bytes, known: Sequence[backups.Backup]) -> str:
    """Whose ledger is repaired: what the file says, else the newest backup that says it.

    A journal is only asked where there is nothing else. Empty for what an older program wrote.
    """
    is_read = False
    with contextlib.suppress(StoreError, *UNREADABLE):
        chain = chain_of(orjson.loads(own))
        is_read = True
        if chain.ledger:
            return chain.ledger
    named = next((each.ledger for each in known if each.ledger), "")
    if named or known or is_read:
        return named
    with contextlib.suppress(StoreError):
        return _head_of(files.read_bytes(journal.of(real)) or b"").ledger
    return ""


def _head_of(read: bytes) -> Chain:
    """Where a journal goes on from, by its first line; nowhere where that can't be read."""
    heads = journal.salvaged(read.partition(b"\n")[0])
    if not heads:
        return Chain()
    return Chain(str(heads[0].get("ledger", "")), heads[0]["seq"], {heads[0]["seq"]: key_of(heads[0])})


def _gaps(seq: int, lines: Sequence[journal.Body]) -> int:
    """How many changes between a number and the last line are in no line."""
    after = {int(line["seq"]) for line in lines if line["seq"] > seq}
    return max(after) - seq - len(after) if after else 0


def _salvaged(
    real: Path, own: bytes, good: Sequence[backups.Backup], lines: Sequence[journal.Body]
) -> Repaired | None:
    """The file's own documents without those that are impossible; None where it is no JSON at all.

    What is missing of them comes from the newest backup that has it, unless it was deleted since.
    """
    try:
        data = orjson.loads(own)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(data, dict) or not data:
        return None
    tables: Tables = {}
    schema = _schema(real, data)
    for name, table in data.items():
        tables[name] = {}
        for key, doc in table.items() if isinstance(table, dict) else ():
            with contextlib.suppress(*UNREADABLE):  # a step that can't be made
                moved = _moved(name, doc, schema)
                if key.isdecimal() and _is_good(real, name, key, moved):
                    tables[name][key] = moved
    lost = sum(
        len(table) - len(tables[name]) if isinstance(table, dict) else 1 for name, table in data.items()
    )
    _correct(tables, good)
    if lost:
        lost -= _fill_in(tables, good)
    return _with_lines(real, tables, lines, "file", max(0, lost))


def _schema(real: Path, data: Mapping[str, Any]) -> int:
    """What a damaged file says of its schema, else the first; StoreError where it is a newer program's."""
    schema = FIRST_SCHEMA
    with contextlib.suppress(*UNREADABLE):
        schemas = [meta.get("schema") for meta in data.get("meta", {}).values()]
        schema = max(filter(is_schema, schemas), default=FIRST_SCHEMA)
    refuse_newer(real, [schema])
    return schema


def _moved(name: str, doc: Any, schema: int) -> Doc:
    """A document in this version's schema; one of UNREADABLE where it is none."""
    if not isinstance(doc, dict):
        raise TypeError(name)
    if schema == SCHEMA:
        return doc
    return document(name, doc, schema) if name in KINDS else entry(doc, schema) if name == HISTORY else doc


def _is_good(real: Path, name: str, key: str, doc: Doc) -> bool:
    """Whether a document can be relied on."""
    try:
        if name in KINDS:
            decode_table(real, name, {key: doc})
        else:
            content.parse(real, orjson.dumps({name: {key: doc}}))
    except StoreError:
        return False
    return True


def _correct(tables: Tables, good: Sequence[backups.Backup]) -> None:
    """Of two documents that say that they were changed at the same moment, a verified backup's is right."""
    for backup in sorted(good, key=lambda each: each.seq):
        for kind, table in content.parse(backup.path, files.read_bytes(backup.path)).items():
            if kind in KINDS and kind in tables:
                there = keys_of(kind, tables[kind])
                for record_id, key in keys_of(kind, table).items():
                    mine = tables[kind].get(there.get(record_id, ""))
                    if mine is not None and mine.get("changed_at") == table[key].get("changed_at"):
                        tables[kind][there[record_id]] = table[key]


def _fill_in(tables: Tables, good: Sequence[backups.Backup]) -> int:
    """Take records that are nowhere in the tables, and were not deleted, from the newest backup; how many."""
    stones = {(stone["kind"], stone["id"]) for stone in tables.get("deleted", {}).values()}
    filled = 0
    for backup in sorted(good, key=lambda each: each.seq, reverse=True):
        for kind, table in content.parse(backup.path, files.read_bytes(backup.path)).items():
            if kind in KINDS:
                mine = tables.setdefault(kind, {})
                there = keys_of(kind, mine)
                for record_id, key in keys_of(kind, table).items():
                    if record_id not in there and (kind, record_id) not in stones:
                        mine[free_key(mine)] = table[key]
                        there[record_id] = key
                        filled += 1
    return filled


def _with_lines(
    real: Path, tables: Tables, lines: Sequence[journal.Body], source: str, lost: int
) -> Repaired:
    """Tables with every line that can be read since them, and only the documents that are possible."""
    state = file_tables_of(tables)
    missing = _gaps(state.chain.seq, lines)
    for body in lines:
        if body["seq"] > state.chain.seq:
            with contextlib.suppress(*UNREADABLE):
                state.apply(file_edit_of(body), body["seq"], key_of(body))
    tables = state.by_name
    records = 0
    for kind in KINDS:
        table = tables.get(kind, {})
        good, ids = {}, set()
        for key, doc in table.items():
            with contextlib.suppress(StoreError):
                (record_id,) = decode_table(real, kind, {key: doc})[0]
                if record_id not in ids:
                    ids.add(record_id)
                    good[key] = doc
        lost += len(table) - len(good)
        records += len(good)
        tables[kind] = good
    missing += acknowledged.missing(state.chain, acknowledged.noted(real))
    return Repaired(content.dump(tables, state.chain), records, source, lost, missing)


def _lines(real: Path, ours: str) -> list[journal.Body]:
    """The good lines of the journal before the last fold and of the one since, bad ones left out.

    Not those of a journal that is another ledger's: one that names it must be ours, or go on from a line that
    is, as the first one does that this program began behind an older one's.
    """
    found: list[journal.Body] = []
    for path in (journal.previous_of(real), journal.of(real)):
        read = files.read_bytes(path) or b""
        head = _head_of(read)
        joins = any((body["seq"], key_of(body)) == (head.seq, head.key) for body in found)
        if head.ledger in {"", ours} or joins:
            found += [line for line in journal.salvaged(read) if "folded" not in line]
    return sorted(found, key=lambda body: int(body["seq"]))


def mend_backups(path: Path, spoilt: Sequence[Path], now: datetime) -> tuple[list[str], list[str]]:
    """Correct each older version that one turned bit has spoilt, and set aside what can't be read.

    The names of either. StoreError or OSError where that can't be done.
    """
    mended, aside = [], []
    with files.turn(path):
        for each in spoilt:
            right = _corrected(path, each)
            if right is not None:
                files.replace(each, right, keep_previous=False)
                mended.append(each.name)
            else:
                each.rename(backups.damaged_name(path, each, now))
                aside.append(each.name)
    return mended, aside


def _corrected(path: Path, spoilt: Path) -> bytes | None:
    """What an older version, or the journal before the last fold, was before one bit of it turned."""
    read = files.read_bytes(spoilt) or b""
    if spoilt == journal.previous_of(files.real(path)):
        right = b"".join(map(journal.line_of, journal.salvaged(read)))
        return right if right and len(right) == len(read) else None
    right = content.mended(read) or b""
    with contextlib.suppress(StoreError):
        backups.verify(spoilt, right)
        return right
    return None


def set_aside(path: Path) -> list[str]:
    """Move what stands at a place of the ledger's and is no plain file beside it; its names. OSError."""
    found = []
    for each in examination.odd_places(path):
        target = each.with_name(f"{each.name}.aside")
        number = 1
        while os.path.lexists(target):
            number += 1
            target = each.with_name(f"{each.name}.aside{number}")
        each.rename(target)
        found.append(each.name)
    return found


def make_private(path: Path) -> None:
    """What is the ledger's is its owner's alone."""
    for each in backups.belongings(path):
        with contextlib.suppress(OSError, StoreError):
            descriptor = files.opened(each, os.O_RDONLY)  # never another file behind a link
            try:
                os.fchmod(descriptor, files.PRIVATE_FILE)
            finally:
                os.close(descriptor)


def repair(path: Path, now: datetime) -> tuple[Repaired, Path | None]:
    """Put the best in place and keep what was there as a backup. StoreError where nothing can be made."""
    try:
        load(path)
    except StoreError as error:
        if error.trouble == "newer_schema":  # nothing is wrong with it, this program is too old
            raise
    found = best(path)
    if found is None:
        raise StoreError("nothing_to_repair", path=path)
    return found, backups.put_back(path, found.content, now, "damaged")
