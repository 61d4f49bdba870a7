"""The line in which a filter is typed, above the keys while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from .field_input import FieldInput


class FilterBar(FieldInput):
    """An input whose arrows move the list behind it, and whose Enter and Esc leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "submit", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
    ]

    DEFAULT_CSS = """
    FilterBar { width: 100%; background: $band; color: $foreground; }
    """

    def __init__(self, move: Callable[[int], None], done: Callable[[], None]) -> None:
        """`move` moves the list's cursor by so many rows, `done` is called as the line is left."""
        super().__init__(id="filter", compact=True)
        self.styles.padding = (0, 2)  # a compact input takes none from a stylesheet
        self.cursor_blink = False
        self._move = move
        self._done = done

    def action_move(self, by: int) -> None:
        """Another row of the list."""
        self._move(by)

    async def action_submit(self) -> None:
        """Leave the line, before any key behind it; what was typed stays in force."""
        self._done()
