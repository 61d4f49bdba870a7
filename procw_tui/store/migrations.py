"""From the schema of an older file to this version's, as ordered pure functions dict -> dict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from procw_tui.domain.record.trouble import StoreError

SCHEMA = 1

STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From schema n to n + 1, under n."""


def migrated(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """The tables in this version's schema; StoreError where the file comes from a newer program."""
    schemas = [meta.get("schema", SCHEMA) for meta in data.get("meta", {}).values()] or [SCHEMA]
    if any(type(schema) is not int or schema < 1 for schema in schemas):
        raise StoreError("damaged", path=path, detail=f"schema {schemas!r}")
    schema = max(schemas)
    if schema > SCHEMA:
        raise StoreError("newer_schema", path=path, schema=schema, known=SCHEMA)
    for version in range(schema, SCHEMA):
        data = STEPS[version](data)
    return data
