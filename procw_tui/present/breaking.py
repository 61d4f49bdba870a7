"""Where a line may end: at blanks, and in Japanese between phrases.

The phrases are BudouX's (a small model of where Japanese lines are broken well). It is imported at the first
Japanese text that is longer than its line: a line for tmux needs none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .cells import WIDE, graphemes, width

if TYPE_CHECKING:
    from budoux import Parser

UNITS = "万円件日月年時分本位回"  # stay with their number
OPENING = ("(", "[")
CLOSING, HANGING = "、。」)!?", 2  # a closing sign may stand past the end, never begin a line
ORPHAN = 4
"""A last line of no more cells looks forgotten: it gets the phrase before it."""


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most so many cells, but for a closing sign."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, cells)]


def _lines(text: str, cells: int) -> list[str]:
    if width(text) <= cells:
        return [text.rstrip()]
    lines: list[list[str]] = [[]]
    for piece in _broken_up(text, cells):
        if lines[-1] and piece.strip() and not _fits(lines[-1], piece, cells):
            lines.append([piece.lstrip()])
        else:
            lines[-1].append(piece)
    if len(lines) > 1 and width("".join(lines[-1]).rstrip()) <= ORPHAN and len(lines[-2]) > 1:
        *most, moved = lines[-2]
        joined = [moved.lstrip(), *lines[-1]]
        if width("".join(joined).rstrip()) <= cells and "".join(most).strip():
            lines[-2:] = [most, joined]
    return ["".join(line).rstrip() for line in lines]


def _fits(line: Sequence[str], piece: str, cells: int) -> bool:
    room = cells - sum(map(width, line))
    hangs = width(piece.rstrip(CLOSING + " ")) <= room and width(piece.rstrip()) <= room + HANGING
    return width(piece.rstrip()) <= room or hangs


def _broken_up(text: str, cells: int) -> Iterator[str]:
    """Phrases, and where one alone takes half a line, what can't be broken of it."""
    for phrase in _phrases(text):
        if width(phrase) > cells // 2:
            yield from _pieces(phrase)
        else:
            yield phrase


@lru_cache(maxsize=512)
def _phrases(text: str) -> tuple[str, ...]:
    """What reads as one: words at blanks, in Japanese what the model keeps together."""
    pieces = _pieces(text)
    if text.isascii():
        return tuple(pieces)
    ends = _ends_of_phrases(text)
    joined, at = [""], 0
    for piece in pieces:
        joined[-1] += piece
        at += len(piece)
        if at in ends or (piece.endswith(" ") and _is_word(piece)):
            joined.append("")
    return tuple(each for each in joined if each)


def _is_word(piece: str) -> bool:
    """Whether a line of another language may end behind it: not behind a number or its percent sign."""
    return piece.isascii() and (piece.rstrip()[-1:].isalpha() or piece.rstrip()[-1:] in set(".,;:!?"))


def _ends_of_phrases(text: str) -> set[int]:
    ends, at = set(), 0
    for phrase in _model().parse(text):
        at += len(phrase)
        ends.add(at)
    return ends


@lru_cache(maxsize=1)
def _model() -> Parser:
    from budoux import load_default_japanese_parser

    return load_default_japanese_parser()


def _pieces(text: str) -> list[str]:
    """What may not be broken: words with the blank behind them, single wide characters with what closes."""
    if text.isascii() and " )" not in text:
        words = text.split(" ")
        return [*(f"{word} " for word in words[:-1]), *words[-1:]]
    pieces: list[str] = []
    word = ""
    for char, cells in graphemes(text):
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
