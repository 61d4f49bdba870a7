"""A paste that the terminal does not mark as one: its characters come as keys, faster than anybody types."""

from __future__ import annotations

from abc import abstractmethod

from textual.events import Key
from textual.timer import Timer

from procw_tui.tui.dialogs.drafted import Drafted

BURST_SECONDS = 0.5  # a slow line has gaps
ENDS = frozenset({"enter", "tab"})
"""Keys that belong to a text only in its midst."""


class BurstScreen(Drafted):
    """Takes keys for text while it waits for some."""

    _typed = ""
    _end: Timer | None = None

    @property
    @abstractmethod
    def waits(self) -> bool:
        """Whether it waits for a text."""

    @abstractmethod
    def take(self, text: str) -> None:
        """The whole text."""

    def on_key(self, event: Key) -> None:
        """Gather characters."""
        if not self.waits or not event.character or not (event.is_printable or event.key in ENDS):
            return
        if event.key in ENDS and not self._typed:
            return
        event.stop()
        event.prevent_default()
        self._typed += "\n" if event.key == "enter" else event.character
        if self._end is not None:
            self._end.stop()
        self._end = self.set_timer(BURST_SECONDS, self._burst_is_over)

    def _burst_is_over(self) -> None:
        text, self._typed, self._end = self._typed, "", None
        self.take(text)
