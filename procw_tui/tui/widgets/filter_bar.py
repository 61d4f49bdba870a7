"""The line in which a filter is typed, above the keys while it is open."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from procw_tui.tui.widgets.field_input import FieldInput


class FilterBar(FieldInput):
    """An input whose arrows move the list behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "submit", show=False),
        Binding("up", "screen.move(-1)", show=False),
        Binding("down", "screen.move(1)", show=False),
        Binding("pageup", "screen.move(-10)", show=False),
        Binding("pagedown", "screen.move(10)", show=False),
    ]

    DEFAULT_CSS = """
    FilterBar { width: 100%; background: $band; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__(id="filter", compact=True)
        self.styles.padding = (0, 2)  # a compact input takes none from a stylesheet
        self.cursor_blink = False

    async def action_submit(self) -> None:
        """Enter and Esc leave the line; what was typed stays in force."""
        await self.screen.run_action("filter_done")
