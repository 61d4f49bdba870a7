"""The yardstick: Header, a DataTable of 200 rows, Footer, a second such screen, and a dialog with one input."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.coordinate import Coordinate
from textual.screen import ModalScreen, Screen
from textual.widgets import DataTable, Footer, Header, Input


class Dialog(ModalScreen[str]):
    """Enter closes it."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Rows(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        ("1", "app.go('first')", "First"),
        ("2", "app.go('second')", "Second"),
        ("a", "add", "Add"),
        ("q", "app.quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("day", "client", "title", "outcome")
        for number in range(200):
            table.add_row(f"11/{number % 30:02}", f"client {number}", f"first row {number}", "pending")

    def action_add(self) -> None:
        self.app.push_screen(Dialog(), self.add)

    def add(self, title: str | None) -> None:
        table = self.query_one(DataTable)
        table.update_cell_at(Coordinate(table.cursor_row, 2), title)


class Empty(App[None]):
    MODES: ClassVar[dict[str, Any]] = {"first": Rows, "second": Rows}

    def on_mount(self) -> None:
        self.switch_mode("first")

    def action_go(self, mode: str) -> None:
        self.switch_mode(mode)


if __name__ == "__main__":
    Empty().run(mouse=False)
