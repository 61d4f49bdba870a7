"""A paste that the terminal does not mark as one: its characters come as keys, faster than anybody types."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key
from textual.timer import Timer
from textual.widget import Widget

BURST_SECONDS = 0.5  # a slow line has gaps
ENDS = frozenset({"enter", "tab"})
"""Keys that belong to a text only in its midst."""


class Burst:
    """Gathers the keys of a widget into a text; `take` is given the whole of it once no more come."""

    def __init__(self, widget: Widget, take: Callable[[str], None]) -> None:
        self._widget = widget
        self._take = take
        self._text = ""
        self._end: Timer | None = None

    def gather(self, event: Key) -> None:
        """A key that may be a character of the text."""
        if not event.character or not (event.is_printable or event.key in ENDS):
            return
        if event.key in ENDS and not self._text:
            return
        event.stop()
        event.prevent_default()
        self.add("\n" if event.key == "enter" else event.character)

    @property
    def gathering(self) -> bool:
        """Whether some of a text has come, and more of it may."""
        return self._end is not None

    def add(self, text: str) -> None:
        """A part of the text."""
        self._text += text
        if self._end is not None:
            self._end.stop()
        self._end = self._widget.set_timer(BURST_SECONDS, self._is_over)

    def _is_over(self) -> None:
        text, self._text, self._end = self._text, "", None
        self._take(text)
