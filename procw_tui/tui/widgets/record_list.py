"""A list of any length with a cursor: only the rows on the screen are ever made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.reactive import reactive

from procw_tui.present.paint import Line
from procw_tui.tui.widgets.lines import LineView

UP, DOWN = "^", "v"
Draw = Callable[[Any], Line]


class RecordList(LineView, can_focus=True):
    """Rows of anything; `draw` makes a row's line when it comes on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    when_moved: Callable[[Any], None] = staticmethod(lambda _row: None)
    """Called with the row under the cursor once it is another one: what is told of it is drawn with it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Any] = ()
        self._draw: Draw = lambda _row: ()

    def show_rows(self, rows: Sequence[Any], draw: Draw, cursor: int) -> None:
        """Show these rows with the cursor on one of them."""
        self.rows, self._draw = rows, draw
        self.virtual_size = Size(0, len(rows))
        self.set_reactive(RecordList.cursor, max(0, min(cursor, len(rows) - 1)))
        self._bring_into_view()
        self.refresh()

    @property
    def current(self) -> Any | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def line_at(self, number: int) -> Line:
        """The line of a row; the first and the last on the screen say where the list goes on."""
        if number >= len(self.rows):
            return ()
        shown = self._draw(self.rows[number])
        top, height = self.scroll_offset.y, self.size.height
        above = number == top > 0
        below = number == top + height - 1 < len(self.rows) - 1
        (text, role), *rest = shown or (("", ""),)
        if (above or below) and height > 1 and text.startswith(" "):
            return ((UP if above else DOWN, "key"), (text[1:], role), *rest)
        return shown

    def is_cursor(self, number: int) -> bool:
        """Whether that row is under the cursor."""
        return number == self.cursor and bool(self.rows)

    def validate_cursor(self, cursor: int) -> int:
        """Inside the list."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and tell."""
        before = self.scroll_offset.y
        self._bring_into_view()
        if self.scroll_offset.y == before:
            self.refresh_line(old)
            self.refresh_line(new)
        if self.current is not None:
            self.when_moved(self.current)

    def _bring_into_view(self) -> None:
        height = self.size.height
        if not height:
            return
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """The row under the cursor stays on the screen."""
        self._bring_into_view()

    def on_click(self, event: Click) -> None:
        """The row that was clicked."""
        row = event.get_content_offset(self)
        if row is not None and row.y + self.scroll_offset.y < len(self.rows):
            self.cursor = row.y + self.scroll_offset.y

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """A screenful."""
        self.cursor += by * max(1, self.size.height - 1)

    def action_first(self) -> None:
        """To the top."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the end."""
        self.cursor = len(self.rows) - 1
