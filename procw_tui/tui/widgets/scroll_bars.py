"""Scroll bars made of coloured cells alone: the stock ones end in glyphs of ambiguous width."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainBars(ScrollBarRender):
    """A bar begins and ends at a whole cell."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def use_plain_bars() -> None:
    """For every scroll bar from now on."""
    ScrollBar.renderer = PlainBars
