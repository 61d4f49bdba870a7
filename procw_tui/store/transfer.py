"""Import and export as JSON Lines: one record a line, with its kind."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import orjson

from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger, begun
from procw_tui.domain.record.checks import check_new
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.values import day, moment

from . import migrations
from .codec import Doc, content, decode, encode
from .documents import derived_id
from .file_tables import META


class Line(NamedTuple):
    """One line of a file to import."""

    source: str
    number: int
    text: bytes


class BadLine(NamedTuple):
    """A line that can't be imported, and why."""

    line: Line
    reason: Invalid


class Import(NamedTuple):
    """What an import would do: nothing where any line is bad."""

    records: tuple[Record, ...]
    skipped: int
    bad: tuple[BadLine, ...]
    begun_on: date | None = None

    def change(self, ledger: Ledger) -> Change:
        """The change that takes the records in; a second result of a round stands instead of the first."""
        ops: list[Op] = []
        for record in self.records:
            twin = ledger.twin(record)
            if twin is not None and twin.id != record.id:
                ops.append(Op(twin, None))
            ops.append(Op(None, record))
        return Change("import", tuple(ops), self.begun_on)


def _stand(record: Record) -> tuple[Any, ...]:
    """What a record is the only one of: its id, or its month, round, key or practice."""
    return (record.kind, record.id if record.alone_by is None else getattr(record, record.alone_by))


def record_line(record: Record) -> Doc:
    """A record as one JSON object with its kind."""
    return {"kind": record.kind, **encode(record)}


def export_lines(records: Iterable[Record], begun_on: date | None = None) -> Iterator[bytes]:
    """Records as JSON Lines.

    The day on which the ledger began follows from them, unless its first records were changed since: then a
    first line of the kind `meta` tells it, and also the schema where it is not the first.
    """
    every = list(records)
    told: Doc = {"schema": migrations.SCHEMA} if migrations.SCHEMA != migrations.FIRST_SCHEMA else {}
    if begun_on is not None and begun(None, every) != begun_on:
        told["begun_on"] = begun_on.isoformat()
    if told:
        yield orjson.dumps({"kind": META, **told}) + b"\n"
    for record in every:
        yield orjson.dumps(record_line(record)) + b"\n"


def read_lines(
    ledger: Ledger, lines: Iterable[Line], practices: Iterable[str], kind: str | None = None
) -> Import:
    """Read lines against a ledger: all or nothing, every bad line named. `kind` is for lines without one."""
    known_practices = frozenset(practices)
    taken: dict[str, Record] = {}
    last: dict[tuple[Any, ...], Record] = {}
    bad: list[BadLine] = []
    occurrences: Counter[str] = Counter()
    skipped, began, schema = 0, None, migrations.FIRST_SCHEMA
    for line in lines:
        if not line.text.strip():
            continue
        try:
            doc = _doc(line)
            if doc.get("kind") == META:
                began = day("begun_on", doc["begun_on"]) if "begun_on" in doc else began
                schema = _schema(doc)
                continue
            record = _record(doc, kind, occurrences, schema)
            check_new(record, known_practices)
            if record.changed_at is not None:
                moment("changed_at", record.changed_at)
            known = ledger.find(record.id) or taken.get(record.id)
            last[_stand(record)] = record
            if known is None:
                taken[record.id] = record
            elif known.kind == record.kind and content(known) == content(record):
                skipped += 1
            else:
                bad.append(BadLine(line, _other_content(record, taken)))
        except Invalid as error:
            bad.append(BadLine(line, error))
    # of two earnings of a month the last line stands; one that is known already brings nothing new
    new = tuple(record for record in last.values() if record.id in taken)
    return Import(new, skipped + len(taken) - len(new), tuple(bad), began)


def _other_content(record: Record, taken: Mapping[str, Record]) -> Invalid:
    return Invalid(
        "id", "twice_in_file" if record.id in taken else "known_with_other_content", value=record.id
    )


def _doc(line: Line) -> Doc:
    """What a line says."""
    try:
        doc = orjson.loads(line.text)
    except orjson.JSONDecodeError as error:
        raise Invalid("", "not_json", value=str(error)) from None
    if not isinstance(doc, dict):
        raise Invalid("", "not_an_object")
    return doc


def _schema(doc: Doc) -> int:
    """The schema that a first line says."""
    schema = doc.get("schema", migrations.FIRST_SCHEMA)
    if not migrations.is_schema(schema) or schema > migrations.SCHEMA:
        raise Invalid("schema", "too_large", value=schema, most=migrations.SCHEMA)
    return int(schema)


def _record(doc: Doc, kind: str | None, occurrences: Counter[str], schema: int) -> Record:
    name = doc.pop("kind", kind)
    if not isinstance(name, str) or name not in KINDS:
        raise Invalid("kind", "unknown_kind" if name else "missing", value=name)
    try:
        doc = migrations.document(name, doc, schema)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid("schema", "bad_text", value=repr(error)) from None
    if doc.get("id") is not None:
        if doc["id"] == "":
            raise Invalid("id", "missing")
        return decode(name, doc, strict=True)
    record = decode(name, {**doc, "id": ""}, strict=True)
    fields = content(record)
    first = derived_id(name, fields, 0)
    occurrences[first] += 1
    return dataclasses.replace(record, id=derived_id(name, fields, occurrences[first]))
