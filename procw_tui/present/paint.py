"""Lines of spans with roles: what a screen shows, before anything knows of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from procw_tui.present.breaking import wrap
from procw_tui.present.cells import fit, fit_right, width

Role = Literal["", "dim", "strong", "good", "warn", "bad", "key", "bar", "trough", "head", "next"]
Span = tuple[str, Role]
Line = tuple[Span, ...]
Lines = list[Line]

EMPTY: Line = ()


class Space(NamedTuple):
    """The room that there is: cells in a line, lines, and whether a second column stands beside it."""

    cells: int
    rows: int
    wide: bool = False


INDENT = "  "


def line(*parts: str | Span) -> Line:
    """A line of plain texts and spans."""
    return tuple((part, "") if isinstance(part, str) else part for part in parts)


def heading(text: str) -> Line:
    """The heading of a section."""
    return (("  ", ""), (text, "head"))


def line_width(shown: Line) -> int:
    """The cells that a line takes."""
    return sum(width(text) for text, _ in shown)


def paragraph(text: str, cells: int, role: Role = "", indent: str = INDENT * 2) -> Lines:
    """A text as lines of at most so many cells."""
    return [((indent, ""), (each, role)) for each in wrap(text, cells - len(indent) - 2)]


def right_aligned(left: Line, right: Line, cells: int) -> Line:
    """Two parts, the second at the right end."""
    gap = cells - line_width(left) - line_width(right)
    return (*left, (" " * max(1, gap), ""), *right)


def with_key(shown: Lines, key: Line, cells: int) -> Lines:
    """Lines with a key at the right end of the last, or below it where there is no room."""
    *most, last = shown
    if line_width(last) + line_width(key) + len(INDENT) * 2 > cells:
        return [*shown, ((INDENT * 2, ""), *key)]
    return [*most, right_aligned(last, (*key, (INDENT, "")), cells)]


def keys_line(keys: Iterable[tuple[str, str]], gap: str = "   ") -> Line:
    """Keys, each with what it does."""
    return (("  ", ""), *(span for key, label in keys for span in ((key, "key"), (f" {label}{gap}", "dim"))))


def bar(value: int, whole: int, cells: int) -> Line:
    """Cells of background colour; in monochrome `####----`."""
    filled = min(cells, value * cells // whole) if whole else 0
    return (("#" * filled, "bar"), ("-" * (cells - filled), "trough"))


def side_by_side(columns: Sequence[Lines], cells: int) -> Lines:
    """Columns of equal width next to each other."""
    each = cells // len(columns)
    rows = max(map(len, columns), default=0)
    shown: Lines = []
    for number in range(rows):
        row: list[Span] = []
        for column in columns:
            part = column[number] if number < len(column) else EMPTY
            row += [*part, (" " * max(0, each - line_width(part)), "")]
        shown.append(tuple(row))
    return shown


def flowed(parts: Iterable[Line], cells: int, gap: str = "  ", indent: str = INDENT * 2) -> Lines:
    """Parts side by side on as many lines as they take, none broken; lines after the first are indented."""
    lines: Lines = []
    for part in parts:
        beside = (*lines[-1], (gap, ""), *part) if lines else part
        if lines and line_width(beside) > cells:
            lines.append(((indent, ""), *part))
        else:
            lines[-1:] = [beside]
    return lines


def cell(text: str, cells: int, role: Role = "") -> Span:
    """A cell of a table, its text at the left."""
    return (fit(text, cells), role)


def number_cell(text: str, cells: int, role: Role = "") -> Span:
    """A cell of a table, its text at the right."""
    return (fit_right(text, cells), role)


def plain(shown: Line) -> str:
    """The text of a line."""
    return "".join(text for text, _ in shown)


SIGN_ROLE: dict[str, Role] = {"✓": "good", "▴": "warn", "✗": "bad", "?": "dim"}


def sign(char: str) -> Span:
    """One of ✓ ▴ ✗ ? in its colour."""
    return (char, SIGN_ROLE.get(char, ""))
