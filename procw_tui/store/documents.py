"""The TinyDB file as tables of documents: parsed, checked, and turned into a ledger."""

from __future__ import annotations

import gc
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from procw_tui.domain.record.checks import check
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError
from procw_tui.domain.record.values import moment

from . import files
from .codec import Doc, decode, encode
from .migrations import SCHEMA, migrated

RELIED_ON = frozenset({"setting", "opening", "review", "tally"})
"""Kinds whose arithmetic needs more than the right types; of the others the impossible is only odd."""

Tables = dict[str, dict[str, Doc]]
NAMESPACE = uuid.UUID("6f0b7b0e-5d0f-5a35-9c0e-7f3b0f6f4f11")
"""Ids of records that came without one follow from their content: the same file, the same ids."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Thousands of new objects, none of them garbage: a collection would only walk them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def damaged(path: Path, detail: str) -> StoreError:
    """A file that can't be relied on, and where it fails."""
    return StoreError("damaged", path=path, detail=detail)


def parse(path: Path, content: bytes | None) -> Tables:
    """The tables of a file's content, in this version's schema; StoreError where they can't be relied on."""
    if content is None or content.strip() in {b"", b"null"}:
        if files.has_backup(files.real(path)):
            raise StoreError("empty_with_backup", path=path)
        return {}
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise damaged(path, str(error)) from None
    if not isinstance(data, dict):
        raise damaged(path, "not an object of tables")
    _check_shape(path, data)
    return migrated(path, data)


def _check_shape(path: Path, data: dict[str, Any]) -> None:
    """Tables of documents under whole-number keys, and a history and tombstones that can be relied on."""
    for name, table in data.items():
        if not isinstance(table, dict) or not all(isinstance(doc, dict) for doc in table.values()):
            raise damaged(path, f"table {name}")
        if not all(key.isdecimal() for key in table):
            raise damaged(path, f"table {name}: document keys")
    if not all(map(_is_entry, data.get("history", {}).values())):
        raise damaged(path, "table history")
    for stone in data.get("deleted", {}).values():
        if not isinstance(stone.get("kind"), str) or not isinstance(stone.get("id"), str):
            raise damaged(path, "table deleted")


def _is_entry(doc: Doc) -> bool:
    """Whether a document is an entry of the history, so that undo can rely on it."""
    ops = doc.get("ops")
    return (
        isinstance(doc.get("undone"), bool)
        and isinstance(doc.get("what"), str)
        and isinstance(ops, list)
        and all(map(_is_op, ops))
    )


def _is_op(op: Any) -> bool:
    """Whether it names a record and the version of it that is not in force."""
    return (
        isinstance(op, dict)
        and isinstance(op.get("kind"), str)
        and op["kind"] in KINDS
        and isinstance(op.get("id"), str)
        and isinstance(op.get("doc", 0), dict | None)
    )


def keys_of(kind: str, table: Mapping[str, Doc]) -> dict[str, str]:
    """The document keys of a table by the records' ids."""
    return {id_of(kind, key, doc): key for key, doc in table.items()}


def id_of(kind: str, key: str, doc: Doc) -> str:
    """The id of a record; one that has none gets it from its content."""
    return str(doc["id"]) if "id" in doc else derived_id(kind, doc, key)


def decode_table(path: Path, kind: str, table: Mapping[str, Doc]) -> tuple[dict[str, Record], dict[str, str]]:
    """The records of a table and the document keys by their ids; StoreError on the first impossible one."""
    records: dict[str, Record] = {}
    keys: dict[str, str] = {}
    for key, doc in table.items():
        try:
            record = decode(kind, doc if "id" in doc else {**doc, "id": id_of(kind, key, doc)})
            if kind in RELIED_ON:
                check(record)
        except Invalid as error:
            facts = f"{kind} {key}: {error.field}: {error.reason} {error.facts.get('value', '')!r}"
            raise damaged(path, facts) from None
        if record.id in records:
            raise damaged(path, f"{kind} {key}: id {record.id} twice")
        records[record.id] = record
        keys[record.id] = key
    return records, keys


def derived_id(kind: str, doc: Mapping[str, Any], occurrence: int | str) -> str:
    """The id of a record that came without one: UUIDv5 of its kind, fields and occurrence."""
    fields = {name: doc[name] for name in sorted(doc) if name not in {"id", "changed_at", "kind"}}
    return str(uuid.uuid5(NAMESPACE, f"{kind} {occurrence} {orjson.dumps(fields).decode()}"))


def free_key(table: Mapping[str, Any]) -> str:
    """A document key that no document has: one more than the last, or than the largest."""
    last = next(reversed(table), "0") if isinstance(table, dict) else "0"
    candidate = str(int(last) + 1)
    return candidate if candidate not in table else str(max(map(int, table)) + 1)


def document(record: Record, old: Mapping[str, Any] | None, at: str) -> Doc:
    """The document of a record: fields that this version doesn't know are kept from the old one."""
    known = {field.name for field in FIELDS[record.kind]}
    rest = {name: value for name, value in (old or {}).items() if name not in known}
    return {**encode(record), "changed_at": at, **rest}


def moment_text(at: datetime) -> str:
    """A moment of the store's own, to the microsecond, so that later is later."""
    return moment("at", at.isoformat()).isoformat()


def seq_of(tables: Tables) -> int:
    """The number of the last change that a file has."""
    numbers = (meta.get("seq") for meta in tables.get("meta", {}).values())
    return max((number for number in numbers if type(number) is int), default=0)


def dump(tables: Tables, seq: int) -> bytes:
    """The file's content, with the number of the last change in it."""
    meta = {**tables.get("meta", {}).get("1", {}), "schema": SCHEMA, "seq": seq}
    return orjson.dumps({**{name: table for name, table in tables.items() if table}, "meta": {"1": meta}})
