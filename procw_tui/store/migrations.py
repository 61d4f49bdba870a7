"""From the schema of an older file to this version's, a document at a time, wherever one stands.

A document stands in a table, in the history, and in a line of the journal; each line says its own schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.trouble import StoreError

Doc = dict[str, Any]

SCHEMA = 1

STEPS: dict[int, Callable[[str, Doc], Doc]] = {}
"""From schema n to n + 1, under n: the document of a kind in its new shape; unknown fields stay."""


def schema_of(path: Path, tables: Mapping[str, Any]) -> int:
    """The schema of a file's tables; StoreError where it says none that can be."""
    schemas = [meta.get("schema", SCHEMA) for meta in tables.get("meta", {}).values()] or [SCHEMA]
    if any(type(schema) is not int or schema < 1 for schema in schemas):
        raise StoreError("damaged", path=path, detail=f"schema {schemas!r}")
    return int(max(schemas))


def migrated(path: Path, tables: dict[str, Any]) -> dict[str, Any]:
    """The tables in this version's schema; StoreError where the file comes from a newer program."""
    schema = schema_of(path, tables)
    if schema > SCHEMA:
        raise StoreError("newer_schema", path=path, schema=schema, known=SCHEMA)
    if schema == SCHEMA:
        return tables
    moved = {
        name: {key: document(name, doc, schema) for key, doc in table.items()} if name in KINDS else table
        for name, table in tables.items()
    }
    history = {key: entry(each, schema) for key, each in tables.get("history", {}).items()}
    return {**moved, "history": history} if history else moved


def document(kind: str, doc: Doc, schema: int) -> Doc:
    """A document of an older schema in this version's."""
    for version in range(schema, SCHEMA):
        doc = STEPS[version](kind, doc)
    return doc


def entry(written: Mapping[str, Any], schema: int) -> Doc:
    """An entry of the history, whose documents are of an older schema, in this version's."""
    ops = [
        {**op, "doc": document(op["kind"], op["doc"], schema) if op.get("doc") is not None else None}
        for op in written["ops"]
    ]
    return {**written, "ops": ops}
