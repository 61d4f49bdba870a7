"""A room: what one of the six screens shows, drawn by the main screen's widgets.

All six share one set of widgets. Switching rooms so repaints only cells that differ, where Textual's modes
repaint all of them and wait 50 ms before they do.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from procw_tui.domain.record.records import Record
from procw_tui.present.cells import visible
from procw_tui.present.listing import Listing
from procw_tui.present.paint import Line, Lines, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import records as lines


class Room(ABC):
    """One screen's content."""

    id: str
    tab = ""
    """Of a room opened from another one: whose tab stays marked."""
    outer = ""
    """Of such a room: the one that Esc leads back to."""
    has_list = True
    detail_rows = 4
    """How many rows the detail has below the list; beside it, on a wide terminal, it has them all."""

    least_rows = 3
    """How many rows of the list matter more than the detail."""

    listing = Listing()
    """How its list is shown."""
    selected: frozenset[str] = frozenset()
    """The keys of the rows that are marked."""

    @abstractmethod
    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """What stands above the list, where the whole screen has so many rows."""

    def rows(self, view: View) -> Sequence[Any]:
        """The rows of the list."""
        del view
        return ()

    def begins_at(self, view: View) -> str:
        """The key of the row that the cursor stands on at first; empty for the first one."""
        del view
        return ""

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One row."""
        del view, row, cells
        return ()

    def foot(self, view: View, cells: int) -> Lines:
        """What stands below the list where a wide terminal leaves room."""
        del view, cells
        return []

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """The row under the cursor, in full, on so many rows."""
        del view, wide, rows
        return record_lines(row, cells) if isinstance(row, Record) else []

    def record(self, row: Any) -> Record | None:
        """The record behind a row, if there is one."""
        return row if isinstance(row, Record) else None

    def key(self, row: Any) -> str:
        """What a row is known by, so that the cursor stays on it."""
        return row.id if isinstance(row, Record) else str(row)


def record_lines(record: Record, cells: int) -> Lines:
    """A record in words: its line, then each long text."""
    shown = paragraph(lines.line(record), cells, "strong", "  ")
    for name in ("note", "text"):
        text = getattr(record, name, None)
        if text:
            shown += paragraph(visible(text.replace("\n", " ")), cells, "dim")
    return shown
