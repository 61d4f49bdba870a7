"""One document of a table: the record in it, its id, its key, and the document of a record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from procw_tui.domain.record.checks import check
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.values import moment

from .codec import Doc, decode, encode
from .content import damaged

RELIED_ON = frozenset({"setting", "opening", "review", "tally"})
"""Kinds whose arithmetic needs more than the right types; of the others the impossible is only odd."""

NAMESPACE = uuid.UUID("6f0b7b0e-5d0f-5a35-9c0e-7f3b0f6f4f11")
"""Ids of records that came without one follow from their content: the same file, the same ids."""


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
