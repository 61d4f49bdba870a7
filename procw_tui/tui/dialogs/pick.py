"""One of several: by its digit or letter, or with the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Resize

from procw_tui.present.cells import clip
from procw_tui.present.commands import plain_key
from procw_tui.present.language import _
from procw_tui.present.paint import Line, line
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

from .dialog import Dialog

KEYS = "123456789abcdefghijklmnop"
FRAME = 3
INDENT = 5  # the key before an option

Option = tuple[str, str]


class PickDialog(Dialog[str]):
    """Choose one option; Esc chooses none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape", "none", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[Option], told: Sequence[Line] = (), keys: str = KEYS
    ) -> None:
        """`told`: lines to read before choosing. `keys`: the key of each option."""
        super().__init__()
        self._title = title
        self._options = options
        self._told = told
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A title and the options."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield LineView(id="told")
            yield RecordList(id="options")

    def on_mount(self) -> None:
        """As many options as there is room for."""
        self.query_one("#title", LineView).show(
            [line("  ", (self._title, "head"), "   ", (_("Esc closes"), "dim"))]
        )
        self.query_one("#told", LineView).show(self._told)
        self._lay_out(self.app.size.height)
        options = self.query_one(RecordList)
        options.show_rows(list(enumerate(self._options)), self._draw, 0)
        self.set_focus(options)

    def on_resize(self, event: Resize) -> None:
        """As many options as there is room for."""
        self._lay_out(event.size.height)

    def _lay_out(self, height: int) -> None:
        """The options come first; what is to be read takes the rows that they leave."""
        told, options = self.query_one("#told", LineView), self.query_one(RecordList)
        free = max(1, height - FRAME)
        shown = min(len(self._options), free)
        told.styles.height = max(0, min(len(self._told), free - shown))
        told.display = bool(self._told) and free > shown
        options.styles.height = shown

    def _draw(self, row: tuple[int, Option]) -> Line:
        number, (_value, label) = row
        key = self._keys[number] if number < len(self._keys) else " "
        return line("  ", (key, "key"), "  ", clip(label, self.app.size.width - INDENT))

    def on_key(self, event: Key) -> None:
        """A digit or letter chooses at once."""
        number = self._keys.find(plain_key(event.character)) if event.character else -1
        if 0 <= number < len(self._options):
            event.stop()
            self.leave_with(self._options[number][0])

    def action_choose(self) -> None:
        """The option under the cursor."""
        current = self.query_one(RecordList).current
        self.leave_with(current[1][0] if current else None)

    def action_none(self) -> None:
        """Choose nothing."""
        self.leave_with(None)
