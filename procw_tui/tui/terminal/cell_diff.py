"""Keeps what the terminal shows and passes on only what changes it.

Understands just what Textual's compositor writes: cursor moves, SGR styles, text and line feeds. Any other
sequence is passed on untouched, in its place.
"""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, get_character_cell_size

_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"  # move to
    r"|\x1b\[(?P<style>[\d;:]*)m"
    r"|(?P<other>\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|.))"
    r"|(?P<line>\r?\n)"
    r"|(?P<text>[^\x1b\r\n]+)"
    r"|(?P<rest>[\s\S])"
)

OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
JOINING = frozenset({"\u200d", "\ufe0f"})
SUBSTITUTE = "\u2426"
Cell = tuple[str, str]
STEP = 6  # cells: about the length of a cursor move
HIDDEN = ("", "")  # the second half of a wide character


def harmless(text: str) -> str:
    """A text that is drawn, without what a terminal would obey or be turned round by.

    The last place that all of it passes, edit fields too, which hold a text as it was typed. What takes no
    cell is left out; what takes one is a sign of one cell.
    """
    if text.isprintable():
        return text
    return "".join(_harmless(char) for char in text)


def _harmless(char: str) -> str:
    if char in JOINING or unicodedata.category(char) not in OBEYED:
        return char
    return SUBSTITUTE * get_character_cell_size(char)


class CellDiff:
    """The terminal's cells as last sent: (character, style)."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.row = self.column = 0
        self.at: tuple[int, int] | None = None  # where the terminal's cursor is
        self.known = False

    def forget(self) -> None:
        """Nothing is known of what the terminal shows."""
        self.cells.clear()
        self.known = False
        self.at = None

    def reduce(self, data: str) -> str:
        """The same change of the screen in as few bytes as it takes."""
        if "\x1b[" not in data and not self.known:
            return data
        return _Pass(self).run(data)


class _Pass:
    """One write."""

    def __init__(self, diff: CellDiff) -> None:
        self.cells = diff.cells
        self.diff = diff
        self.out: list[str] = []
        self.style = ""
        self.sent_style = ""
        self.row, self.column, self.at = diff.row, diff.column, diff.at

    def run(self, data: str) -> str:
        for token in _TOKEN.finditer(data):
            kind = token.lastgroup
            if kind == "column":
                self.row, self.column = int(token["row"]), int(token["column"])
                self.diff.known = True
            elif kind == "style":
                self._set_style(token["style"])
            elif kind == "text" and self.diff.known:
                self._text(harmless(token["text"]))
            elif kind == "line" and self.diff.known:
                self.row, self.column = self.row + 1, 1
            else:
                self._go()
                self.out.append(harmless(token[0]) if kind == "text" else token[0])
                if kind != "other" or not token[0].startswith("\x1b[?"):
                    self.at = None
        self._finish()
        return "".join(self.out)

    def _set_style(self, codes: str) -> None:
        """Textual writes each style whole: a reset, then the new one."""
        if codes in {"", "0"}:
            self.style = ""
        else:
            self.style = f"{self.style};{codes}" if self.style else codes

    def _text(self, text: str) -> None:
        widths = [get_character_cell_size(char) for char in text]
        if 0 in widths:
            self._raw(text)
            return
        for char, width in zip(text, widths, strict=True):
            here = (self.row, self.column)
            cell = (char, self.style)
            if self.cells.get(here) != cell or (
                width == 2 and self.cells.get((self.row, self.column + 1)) != HIDDEN  # noqa: PLR2004
            ):
                self._send(here, char, width)
                self.cells[here] = cell
                if width == 2:  # noqa: PLR2004 - a wide character
                    self.cells[self.row, self.column + 1] = HIDDEN
            self.column += width

    def _raw(self, text: str) -> None:
        """A text with joiners or combining signs: only the terminal knows its cells, so it is sent whole."""
        self._go()
        if self.sent_style != self.style:
            self.out.append(f"\x1b[0;{self.style}m" if self.style else "\x1b[0m")
            self.sent_style = self.style
        self.out.append(text)
        self.at = None
        for key in [key for key in self.cells if key[0] == self.row]:
            del self.cells[key]
        self.column += cell_len(text)

    def _send(self, here: tuple[int, int], char: str, width: int) -> None:
        if self.cells.get(here) == HIDDEN:  # half of a wide character is overwritten: its other half is gone
            self.cells.pop((here[0], here[1] - 1), None)
        after = (here[0], here[1] + width)
        if self.cells.get(after) == HIDDEN:
            self.cells.pop(after)
        if self.at != here and not self._step(here):
            self.out.append(f"\x1b[{here[0]};{here[1]}H")
        if self.sent_style != self.style:
            self.out.append(f"\x1b[0;{self.style}m" if self.style else "\x1b[0m")
            self.sent_style = self.style
        self.out.append(char)
        self.at = after

    def _step(self, here: tuple[int, int]) -> bool:
        """Go a few cells to the right by sending them again, where that is shorter than a move."""
        if self.at is None or self.at[0] != here[0] or not 0 < here[1] - self.at[1] <= STEP:
            return False
        between = [self.cells.get((here[0], column), HIDDEN) for column in range(self.at[1], here[1])]
        if any(char == "" or style != self.sent_style for char, style in between):
            return False
        self.out.extend(char for char, _style in between)
        return True

    def _go(self) -> None:
        """Bring the terminal to where the program thinks it is, before something that isn't understood."""
        if self.diff.known and self.at != (self.row, self.column):
            self.out.append(f"\x1b[{self.row};{self.column}H")
            self.at = (self.row, self.column)

    def _finish(self) -> None:
        if self.sent_style:
            self.out.append("\x1b[0m")
        self._go()
        self.diff.row, self.diff.column, self.diff.at = self.row, self.column, self.at
