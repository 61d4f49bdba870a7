"""From the schema of an older file to this version's, a document at a time, wherever one stands.

A document stands in a table, in the history, and in a line of the journal; each line says its own schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.trouble import StoreError

Doc = dict[str, Any]

FIRST_SCHEMA, SCHEMA = 1, 1
"""What says none is of the first."""

STEPS: dict[int, Callable[[str, Doc], Doc]] = {}
"""From schema n to n + 1, under n: the document of a kind in its new shape; unknown fields stay."""


def schema_of(path: Path, tables: Mapping[str, Any]) -> int:
    """The schema of a file's tables; StoreError where it says none that can be."""
    schemas = [meta.get("schema", FIRST_SCHEMA) for meta in tables.get("meta", {}).values()] or [FIRST_SCHEMA]
    if not all(map(is_schema, schemas)):
        raise StoreError("damaged", path=path, detail=f"schema {schemas!r}")
    return int(max(schemas))


def migrated(path: Path, tables: dict[str, Any]) -> dict[str, Any]:
    """The tables in this version's schema; StoreError where the file comes from a newer program."""
    schema = schema_of(path, tables)
    refuse_newer(path, [schema])
    if schema == SCHEMA:
        return tables
    try:
        return _moved(tables, schema)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError("damaged", path=path, detail=f"schema {schema}: {error!r}") from None


def is_schema(said: Any) -> bool:
    """Whether something can be the number of a schema."""
    return type(said) is int and said >= FIRST_SCHEMA


def refuse_newer(path: Path, schemas: Iterable[Any]) -> None:
    """StoreError where any of these is of a newer program."""
    newest = max(filter(is_schema, schemas), default=FIRST_SCHEMA)
    if newest > SCHEMA:
        raise StoreError("newer_schema", path=path, schema=newest, known=SCHEMA)


def _moved(tables: Mapping[str, Any], schema: int) -> dict[str, Any]:
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
