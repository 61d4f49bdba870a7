"""Lines of spans drawn cell by cell: what every screen is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from procw_tui.present.paint import Line, Role
from procw_tui.present.words.signs import PLAIN

ROLES: tuple[Role, ...] = ("dim", "strong", "good", "warn", "bad", "key", "bar", "trough", "head", "next")
BANDED: Role = "next"
"""What is to be done now stands on a band, as the row under the cursor does."""
PALE: frozenset[Role] = frozenset({"dim", "warn"})
"""On a band these would be hard to read: they stand there as plain text."""
WEIGHTY: frozenset[Role] = frozenset({"strong", "bad", "head", "next"})
FILLED: frozenset[Role] = frozenset({"bar", "trough"})


class LineView(ScrollView, can_focus=False):
    """Draws lines; knows how a role looks, and nothing else."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{role}" for role in ROLES} | {"lines--cursor"}

    DEFAULT_CSS = """
    LineView {
        background: $background; color: $foreground; scrollbar-size-vertical: 0; scrollbar-size-horizontal: 0;
        & .lines--dim { color: $faint; }
        & .lines--strong { text-style: bold; }
        & .lines--good { color: $success; }
        & .lines--warn { color: $warning; }
        & .lines--bad { color: $error; text-style: bold; }
        & .lines--key { color: $accent; }
        & .lines--next { text-style: bold; }
        & .lines--head { text-style: bold; color: $accent; }
        & .lines--bar { color: $accent; background: $accent; }
        & .lines--trough { color: $trough; background: $trough; }
        & .lines--cursor { background: $band; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Draw these lines; those that stay the same are not drawn again."""
        if lines == self.lines:
            return
        before, self.lines = self.lines, lines
        self.virtual_size = Size(0, len(lines))
        if len(before) != len(lines):
            self.refresh()
            return
        for number, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.refresh_line(number)

    def line_at(self, number: int) -> Line:
        """The line to draw at a place."""
        return self.lines[number] if number < len(self.lines) else ()

    def is_cursor(self, number: int) -> bool:
        """Whether that line is under the cursor."""
        del number
        return False

    def render_line(self, y: int) -> Strip:
        """One line of cells."""
        number = y + self.scroll_offset.y
        base = self.rich_style
        shown = self.line_at(number)
        banded = self.is_cursor(number) or any(role == BANDED for _, role in shown)
        if banded:
            base = self._on_band(base)
        plain = bool(getattr(self.app, "plain_signs", False))
        segments = [
            Segment(_plain(text) if plain else text, self._style(role, base, banded=banded))
            for text, role in shown
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _on_band(self, base: Style) -> Style:
        if self.app.theme.startswith("ansi"):
            return Style(reverse=True)
        return base + Style(bgcolor=self.get_component_rich_style("lines--cursor").bgcolor)

    def _style(self, role: Role, base: Style, *, banded: bool) -> Style:
        if not role or (banded and role in PALE):
            return base
        if base.reverse and role not in FILLED:
            return base + Style(bold=role in WEIGHTY)
        style = self.get_component_rich_style(f"lines--{role}")
        if role in FILLED:
            return Style(color=style.color, bgcolor=style.bgcolor)
        return Style(color=style.color, bgcolor=base.bgcolor, bold=style.bold, dim=style.dim)


def _plain(text: str) -> str:
    """The signs that every terminal can show."""
    return "".join(PLAIN.get(char, char) for char in text)
