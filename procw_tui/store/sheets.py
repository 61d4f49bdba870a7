"""Records as CSV: one kind a file, lists joined by a blank.

No cell begins a formula: one that would gets an apostrophe before it, which reading takes away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.names import without_invisible
from procw_tui.domain.record.records import Record

from .codec import encode

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula, full-width signs too; and the apostrophe itself."""
MARK = "\ufeff"


def columns(kind: str) -> list[Field]:
    """The columns of a kind: id first, when it was changed last."""
    return sorted(FIELDS[kind], key=lambda f: (f.name != "id", f.name == "changed_at", f.name == "note"))


def written(kind: str, records: Iterable[Record], *, mark: bool = False) -> bytes:
    """A kind's records as CSV; `mark` for a spreadsheet that takes UTF-8 only with its mark."""
    fields = columns(kind)
    docs = map(encode, records)
    rows = ([_cell(doc.get(field.name)) for field in fields] for doc in docs)
    return _sheet([field.name for field in fields], rows, mark=mark)


def table(head: Sequence[str], rows: Iterable[Sequence[str | int]], *, mark: bool = False) -> bytes:
    """Rows of texts and whole numbers as CSV for another program; an empty cell is one."""
    cells = ([_safe(cell) if cell and isinstance(cell, str) else str(cell) for cell in row] for row in rows)
    return _sheet(head, cells, mark=mark)


def _sheet(head: Sequence[str], rows: Iterable[Sequence[str]], *, mark: bool) -> bytes:
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(head)
    sheet.writerows(rows)
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
    seen = without_invisible(text).lstrip()  # an importer may trim what stands before
    return f"'{text}" if not text or text.startswith(FORMULA) or seen.startswith(FORMULA) else text
