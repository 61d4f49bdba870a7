"""Keys and texts as the driver gives them out: Textual's own events, which know what came with them."""

from __future__ import annotations

from textual import events


class Key(events.Key):
    """A key; `others` is how many keys and texts came with it in the same read."""

    def __init__(self, key: str, character: str | None, others: int = 0) -> None:
        super().__init__(key, character)
        self.others = others


class Paste(events.Paste):
    """A text; `marked`: the terminal said that it was pasted, else it may be a word that was typed."""

    def __init__(self, text: str, *, marked: bool) -> None:
        super().__init__(text)
        self.marked = marked
