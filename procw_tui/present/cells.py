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
UNITS = "万円件日月年時分本位回"  # stay with their number
OPENING = ("(", "[")
CLOSING, HANGING = "、。」)", 2  # a closing sign may stand past the end, never begin a line
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


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _graphemes(text: str) -> list[tuple[str, int]]:
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
    for grapheme, its_cells in _graphemes(text):
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


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most so many cells: broken at blanks, and anywhere between Japanese characters."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            room = cells - width(line)
            hangs = width(piece.rstrip(CLOSING + " ")) <= room and width(piece.rstrip()) <= room + HANGING
            if line and width(piece.rstrip()) > room and not hangs:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """What may not be broken: words with the blank behind them, single wide characters with what closes."""
    if text.isascii() and " )" not in text:
        words = text.split(" ")
        return [*(f"{word} " for word in words[:-1]), *words[-1:]]
    pieces: list[str] = []
    word = ""
    for char, cells in _graphemes(text):
        if char in UNITS and word and word[-1] in "0123456789%" + UNITS:
            word += char
        elif char in CLOSING and not word and pieces:
            pieces[-1] += char
        elif char in CLOSING:
            word += char
        elif cells == WIDE:
            opened = word.endswith(OPENING)  # an opening sign never ends a line
            pieces += [word + char] if opened else [word, char] if word else [char]
            word = ""
        elif char == " ":
            pieces.append(word + char)
            word = ""
        else:
            word += char
    return [*pieces, word] if word else pieces
