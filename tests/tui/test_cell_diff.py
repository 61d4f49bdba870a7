"""The reduced stream draws the same screen as the whole one, on a small terminal of our own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from procw_tui.tui.terminal.cell_diff import CellDiff, harmless

TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|(\n)|(\x1b\[\?\d+[a-z])|([^\x1b\n])")


class Terminal:
    """Cells of (character, style); knows moves, styles, text and line feeds."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, str]] = {}
        self.row = self.column = 1
        self.style = ""
        self.bytes = 0

    def feed(self, data: str) -> None:
        self.bytes += len(data.encode())
        for match in TOKEN.finditer(data):
            row, column, style, line, _mode, char = match.groups()
            if row:
                self.row, self.column = int(row), int(column)
            elif line:
                self.row, self.column = self.row + 1, 1
            elif style is not None:
                self.style = self._styled(style)
            elif char:
                self._put(char)

    def _styled(self, codes: str) -> str:
        parts = codes.split(";")
        if parts[0] in {"", "0"}:
            return ";".join(parts[1:])
        return f"{self.style};{codes}" if self.style else codes

    def _put(self, char: str) -> None:
        width = get_character_cell_size(char)
        for column in range(self.column, self.column + width):
            lost = self.cells.get((self.row, column))
            if lost and lost[0] == "right half":
                self.cells.pop((self.row, column - 1), None)
            if lost and get_character_cell_size(lost[0][:1]) == 2:
                self.cells.pop((self.row, column + 1), None)
        self.cells[self.row, self.column] = (char, self.style)
        if width == 2:
            self.cells[self.row, self.column + 1] = ("right half", self.style)
        self.column += width


STYLES = ("1", "38;5;5", "48;5;9;1")
runs = st.tuples(st.sampled_from(STYLES), st.text("ab 応募1", min_size=1, max_size=6))
updates = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 3), st.lists(runs, min_size=1, max_size=3)), max_size=4
)


def written(update: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """Writes as Textual's: whole pieces of a line, each style on its own; pieces never split a wide character."""
    out = "\x1b[?2026h"
    for row, slot, pieces in update:
        out += f"\x1b[{row};{slot * 40 + 1}H"
        out += "".join(f"\x1b[{style}m{text}\x1b[0m" for style, text in pieces)
    return out + "\x1b[1;1H\x1b[?2026l"


@given(st.lists(updates, max_size=6))
def test_the_same_screen_in_no_more_bytes_than_it_needs(
    frames: list[list[tuple[int, int, list[tuple[str, str]]]]],
) -> None:
    whole, reduced, diff = Terminal(), Terminal(), CellDiff()
    for frame in frames:
        data = written(frame)
        whole.feed(data)
        reduced.feed(diff.reduce(data))
        assert {at: cell for at, cell in whole.cells.items() if cell[0] != "right half"} == {
            at: cell for at, cell in reduced.cells.items() if cell[0] != "right half"
        }
        assert (whole.row, whole.column) == (reduced.row, reduced.column)


def test_a_frame_that_changes_nothing_sends_no_cell() -> None:
    diff = CellDiff()
    frame = "\x1b[2;1H\x1b[1mHello 応募\x1b[0m\x1b[1;1H"
    assert "Hello" in diff.reduce(frame)
    assert diff.reduce(frame) == ""
    assert diff.reduce(frame.replace("Hello", "Hallo")) == "\x1b[2;2H\x1b[0;1ma\x1b[0m\x1b[1;1H"


def test_after_a_resize_everything_is_sent() -> None:
    diff = CellDiff()
    frame = "\x1b[2;1HHello\x1b[1;1H"
    first = diff.reduce(frame)
    diff.forget()
    assert diff.reduce(frame) == first


def test_other_sequences_pass_in_their_place() -> None:
    diff = CellDiff()
    assert diff.reduce("\x1b[?1049h\x1b[>25u") == "\x1b[?1049h\x1b[>25u"
    assert diff.reduce("\x1b[2;1Hab\x1b[?25hcd").endswith("\x1b[?25hcd")


def test_joined_characters_are_sent_whole() -> None:
    diff = CellDiff()
    family = "\U0001f468\u200d\U0001f469"
    for _ in range(2):
        assert family in diff.reduce(f"\x1b[2;1H\x1b[1m{family} x\x1b[0m\x1b[1;1H")


@given(st.text(st.sampled_from("ab\u3042\x85\x9b\u202e\u200b\u2028\u2066\xad\ue000\x07\x0e\u200d\ufe0f")))
def test_nothing_that_a_terminal_would_obey_is_drawn(text: str) -> None:
    """C1 controls, bidi marks, separators: an edit field holds them as they were typed."""
    drawn = harmless(text)
    assert not set(drawn) & set("\x85\x9b\u202e\u200b\u2028\u2066\xad\ue000\x07\x0e")
    assert cell_len(drawn) == cell_len(text) or set(text) & set("\u200d\ufe0f\u200b")
    assert harmless("a\u3042b") == "a\u3042b"


def test_the_stream_itself_is_clean() -> None:
    diff = CellDiff()
    out = diff.reduce("\x1b[1;1Hab\x9b31mcd\u202eef") + diff.reduce("\x1b[2;1Hx\x85y")
    assert "\x9b" not in out
    assert "\u202e" not in out
    assert "\x85" not in out
