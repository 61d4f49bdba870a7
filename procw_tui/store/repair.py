"""What is wrong with a ledger, and the best that can be made of it: nothing is thrown away."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from procw_tui.domain.kinds import KINDS
from procw_tui.domain.trouble import StoreError

from . import backups, files, journal
from .loading import load
from .state import State, lasting_of
from .tables import Tables, decode_table, dump, keys_of, parse, seq_of


class Finding(NamedTuple):
    """One thing that was looked at: what, whether it is well, and the facts of it."""

    what: str
    well: bool
    facts: dict[str, object]


class Repaired(NamedTuple):
    """The best content that can be made: its records, from what it is, and how many documents it lacks."""

    content: bytes
    records: int
    source: str
    lost: int


def findings(path: Path) -> list[Finding]:
    """File, journal and backups."""
    found = [_file(path), _journal(path), _private(path)]
    known = backups.listed(path)
    good = [each for each in known if each.records is not None]
    facts: dict[str, object] = {"good": len(good), "n": len(known), "name": good[0].name if good else ""}
    return [*found, Finding("backups", bool(good) or not path.exists(), facts)]


def _file(path: Path) -> Finding:
    try:
        found = load(path)
    except StoreError as error:
        return Finding("file", well=False, facts={"trouble": error})
    facts: dict[str, object] = {"path": path, "records": len(found.ledger), "new": found.signature is None}
    return Finding("file", well=True, facts=facts)


def _journal(path: Path) -> Finding:
    try:
        found = journal.read(files.real(path))
    except OSError as error:
        return Finding("journal", well=False, facts={"n": 0, "detail": error.strerror, "bad": 0})
    facts: dict[str, object] = {"n": len(found.lines), "bad": found.bad, "detail": ""}
    return Finding("journal", well=not found.damaged, facts=facts)


def _private(path: Path) -> Finding:
    real = files.real(path)
    folder = real.parent
    beside = [each for each in folder.iterdir() if each.name.startswith(real.name)] if folder.is_dir() else []
    open_ones = [each.name for each in beside if each.stat().st_mode & 0o077]
    return Finding("private", well=not open_ones, facts={"names": ", ".join(open_ones)})


def best(path: Path) -> Repaired | None:
    """The best for a ledger: its own good documents, else the newest good backup; with its journal."""
    real = files.real(path)
    own = _salvaged(real)
    if own is not None:
        return own
    good = next((each for each in backups.listed(path) if each.records is not None), None)
    if good is not None:
        return _with_journals(real, parse(good.path, files.read_bytes(good.path)), good.name, 0)
    lines = _lines(real)
    return _with_journals(real, {}, "journal", 0) if lines else None


def _salvaged(real: Path) -> Repaired | None:
    """The file's own documents without those that are impossible; None where it is no JSON at all."""
    try:
        data = orjson.loads(files.read_bytes(real) or b"")
    except orjson.JSONDecodeError:
        return None
    if not isinstance(data, dict) or not data:
        return None
    lost = 0
    tables: Tables = {}
    for name, table in data.items():
        if not isinstance(table, dict):
            lost += 1
            continue
        good = {key: doc for key, doc in table.items() if isinstance(doc, dict) and key.isdecimal()}
        tables[name] = good
        lost += len(table) - len(good)
    for name in ("history", "deleted", "meta"):
        with contextlib.suppress(StoreError):
            parse(real, orjson.dumps({name: tables.get(name, {})}))
            continue
        lost += len(tables.pop(name, {}))
    return _with_journals(real, tables, "file", lost)


def _with_journals(real: Path, tables: Tables, source: str, lost: int) -> Repaired:
    """Tables with every line that can be read since them, and only the documents that are possible."""
    state = State(tables, {kind: keys_of(kind, tables.get(kind, {})) for kind in KINDS}, seq_of(tables))
    for body in _lines(real):
        if body["seq"] > state.seq:
            with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
                state.apply(lasting_of(body), body["seq"])
    tables = state.tables
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
    return Repaired(dump(tables, 0), records, source, lost)


def _lines(real: Path) -> list[journal.Body]:
    """The good lines of the journal before the last fold and of the one since, bad ones left out."""
    found: list[journal.Body] = []
    for path in (journal.previous_of(real), journal.of(real)):
        for raw in (files.read_bytes(path) or b"").split(b"\n"):
            lines, _good, _damaged = journal.parse(raw + b"\n")
            found += [line for line in lines if "folded" not in line]
    return sorted(found, key=lambda body: int(body["seq"]))


def repair(path: Path, now: datetime) -> tuple[Repaired, Path | None]:
    """Put the best in place and keep what was there as a backup. StoreError where nothing can be made."""
    found = best(path)
    if found is None:
        raise StoreError("nothing_to_repair", path=path)
    return found, backups.put_back(path, found.content, now, "damaged")
