"""What something that comes in would do: its head, a row for each thing, why, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical

from procw_tui.present.paint import Line, Lines, Role, paragraph
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

FRAME = 3  # title, keys, and the tabs of the screen behind
DETAIL = 3


class Previewed(Protocol):
    """What is looked at before it is saved."""

    def title(self, cells: int) -> Lines:
        """What it was understood as."""

    def rows(self) -> Sequence[Any]:
        """What it would do, and what of it was not understood."""

    def draw(self, row: Any, cells: int) -> Line:
        """One row."""

    def detail(self, row: Any, cells: int) -> Lines:
        """Why a row is uncertain, and what can be done with it."""


class Preview(Vertical):
    """Shows what is previewed; the list has the keys."""

    def compose(self) -> ComposeResult:
        """Head, rows, what is told of one, the keys."""
        yield LineView(id="title")
        yield RecordList(id="options")
        yield LineView(id="told")
        yield LineView(id="help")

    def draw(self, previewed: Previewed, keys: Line) -> None:
        """Everything anew, in as many rows as there is room for; the cursor stays on its row."""
        cells, room = self.app.size.width, self.app.size.height - FRAME
        rows, options = previewed.rows(), self.query_one(RecordList)
        title, told = self.query_one("#title", LineView), self.query_one("#told", LineView)
        head = previewed.title(cells)
        title.styles.height = len(head)
        title.show(head)
        below = min(DETAIL, max(0, room - len(head) - 2)) if rows else 0
        options.styles.height = max(1, min(len(rows), room - len(head) - below))
        options.show_rows(rows, lambda row: previewed.draw(row, cells), options.cursor)
        self.screen.set_focus(options)
        told.styles.height = below
        told.display = below > 0
        told.show(previewed.detail(options.current, cells))
        self.query_one("#help", LineView).show([keys])

    def say(self, text: str, role: Role) -> None:
        """A sentence in place of what is told about the row."""
        told = self.query_one("#told", LineView)
        told.styles.height, told.display = DETAIL, True
        told.show(paragraph(text, self.app.size.width, role, "  "))
