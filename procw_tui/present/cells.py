"""Text as cells of a terminal: measured by width, never by characters, and never a control sequence.

Widths are those of the table that Textual draws with (`rich.cells`), so that what is laid out here and what
is sent to the terminal agree. It is imported at the first text that is not ASCII: a line for tmux needs none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PICTURES = 0x2400  # U+2400 to U+241F picture the control characters
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_ALLOWED = {"\u200d", "\ufe0f"}  # they join an emoji; alone they take no cell
ELLIPSIS = ".."
WIDE = 2


def visible(text: str) -> str:
    """The text with everything that could move a cursor or hide shown as a sign: data, never an escape."""
    if text.isprintable():
        return text
    return "".join(char if char in _ALLOWED else _shown(char) for char in text)


def _shown(char: str) -> str:
    if ord(char) < 0x20:  # noqa: PLR2004 - the C0 controls
        return chr(_PICTURES + ord(char))
    if unicodedata.category(char) in _HIDDEN:
        return f"<{ord(char):04X}>"
    return char


@lru_cache(maxsize=1024)
def width(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def graphemes(text: str) -> list[tuple[str, int]]:
    """What may not be cut: each character with what joins it, and its cells."""
    from rich.cells import split_graphemes

    spans, _cells = split_graphemes(text)
    return [(text[start:end], cells) for start, end, cells in spans]


def clip(text: str, cells: int) -> str:
    """As much of a text as fits, ending in `..` where something is cut off."""
    if width(text) <= cells:
        return text
    room = cells - len(ELLIPSIS)
    if room < 0:
        return ELLIPSIS[:cells]
    if text.isascii():
        return text[:room] + ELLIPSIS
    kept = []
    for grapheme, its_cells in graphemes(text):
        room -= its_cells
        if room < 0:
            break
        kept.append(grapheme)
    return "".join(kept) + ELLIPSIS


def fit(text: str, cells: int) -> str:
    """Exactly so many cells, the text at the left."""
    clipped = clip(text, cells)
    return clipped + " " * (cells - width(clipped))


def fit_right(text: str, cells: int) -> str:
    """Exactly so many cells, the text at the right."""
    clipped = clip(text, cells)
    return " " * (cells - width(clipped)) + clipped
