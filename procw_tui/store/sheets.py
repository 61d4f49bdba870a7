"""CSV: one kind a file, lists joined by a blank; written for spreadsheets, read with patience.

No cell begins a formula: one that would gets an apostrophe before it, which reading takes away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.settings import setting_named
from procw_tui.domain.record.values import reader
from procw_tui.domain.typed import entry

from .codec import Doc, encode

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
MARK = "\ufeff"
ENCODINGS = ("utf-8-sig", "cp932")
_SEPARATORS = ",;\t"
LONGEST_NUMBER = 20  # characters; Python refuses to read thousands of digits
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Words(NamedTuple):
    """What a hand-made sheet may say, folded: columns by their words, and choices by field and words."""

    columns: Mapping[str, str]
    choices: Mapping[tuple[str, str], str]


class Row(NamedTuple):
    """One line of a sheet: its number, and the document that it stands for or why it is none."""

    number: int
    doc: Doc | None
    bad: Invalid | None


def columns(kind: str) -> list[Field]:
    """The columns of a kind: id first, when it was changed last."""
    return sorted(FIELDS[kind], key=lambda f: (f.name != "id", f.name == "changed_at", f.name == "note"))


def written(kind: str, records: Iterable[Record], *, mark: bool = False) -> bytes:
    """A kind's records as CSV; `mark` for a spreadsheet that takes UTF-8 only with its mark."""
    fields = columns(kind)
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow([field.name for field in fields])
    for record in records:
        doc = encode(record)
        sheet.writerow([_cell(doc.get(field.name)) for field in fields])
    return ((MARK if mark else "") + out.getvalue()).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _safe(" ".join(str(item) for item in value))
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    """A text as data: never a formula, and an empty one told from none."""
    return f"'{text}" if not text or text.startswith(FORMULA) else text


def text_of(content: bytes) -> str:
    """A sheet's text: UTF-8 with or without its mark, UTF-16 with it, or Japanese Windows' Shift_JIS."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("", "bad_text")


def rows(kind: str, content: bytes, words: Words, now: datetime) -> Iterator[Row]:
    """The documents of a sheet; Invalid where it has no head that names a column of the kind."""
    text = text_of(content)
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    sheet = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    head = next(sheet, [])
    fields = [_field(kind, name, words) for name in head]
    if not any(fields):
        raise Invalid("", "no_columns", kind=kind)
    names = [field.name for field in fields if field is not None]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Invalid(twice, "column_twice")
    begun = sheet.line_num
    for cells in sheet:
        number, begun = begun + 1, sheet.line_num
        if any(cell.strip() for cell in cells):
            yield _row(kind, number, head, fields, cells, words, now)


def _separator(text: str) -> str:
    """A comma, or what the first line has more of."""
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _field(kind: str, name: str, words: Words) -> Field | None:
    wanted = words.columns.get(fold(name), fold(name).replace(" ", "_").replace("-", "_"))
    return next((field for field in FIELDS[kind] if field.name == wanted), None)


def _row(  # noqa: PLR0913, PLR0917 - a line with all that its reading hangs on
    kind: str, number: int, head: list[str], fields: list[Field | None], cells: list[str], words: Words,
    now: datetime,
) -> Row:  # fmt: skip
    doc: Doc = {}
    try:
        for cell in cells[len(head) :]:
            _refuse_unknown(kind, "+", cell)
        for name, field, cell in zip(head, fields, cells, strict=False):
            if field is None:
                _refuse_unknown(kind, name.strip(), cell)
            elif cell != "":
                text = cell.removeprefix("'")
                doc[field.name] = _value(field, text, words, now, doc)
    except Invalid as reason:
        return Row(number, None, reason)
    return Row(number, {name: value for name, value in doc.items() if value is not None}, None)


def _refuse_unknown(kind: str, name: str, cell: str) -> None:
    """A column that the kind does not have may stand there empty."""
    if cell.strip() and name != "kind":
        raise Invalid(name, "unknown_field", kind=kind)


def _value(field: Field, text: str, words: Words, now: datetime, doc: Doc) -> Any:
    """The JSON value of a cell: as the program writes it, else as a person would."""
    if field.type in {"Text", "Stamp"} and not field.many:
        return text
    if field.type == "Value":
        key = setting_named(str(doc.get("key", "")))
        return entry.setting_value(key, text) if key is not None else text
    if not text.strip():
        return [] if field.many else None
    items = text.split() if field.many else [text.strip()]
    values = [_one(field, item, words, now) for item in items]
    return values if field.many else values[0]


def _one(field: Field, text: str, words: Words, now: datetime) -> Any:
    told = words.choices.get((field.name, fold(text)), text)
    plain: Any = told
    if (
        len(told) <= LONGEST_NUMBER
        and _NUMBER.fullmatch(told)
        and field.type in {"Yen", "Count", "Star", "Tenths"}
    ):
        plain = float(told) if "." in told else int(told)
    elif field.type == "bool" and told in {"true", "false"}:
        plain = told == "true"
    single = field._replace(many=False)
    try:
        reader(single)(field.name, plain)
    except Invalid:
        return entry.json_value(single, told, now)
    return plain
