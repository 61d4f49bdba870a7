"""The terminals that people come with: what stands on their screens, read back through an emulator."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import east_asian_width

import pyte
import pytest

from procw_tui.knowledge import data_file
from procw_tui.store.store import Store
from tests.make_demo import NOW
from tests.tui.line import Line

ROOMS = (b"2", b"3", b"4", b"5", b"6", b"1")
DIALOGS = (b"?", b"\x10", b"p", b"o", b"o2", b"v", b"d", b",")
TERMINALS = [
    # TERM, COLORTERM, NO_COLOR, LANG: each pair of them at least once
    ("xterm-256color", "truecolor", None, "ja_JP.UTF-8"),
    ("xterm-256color", None, "1", "C"),
    ("screen-256color", None, None, "en_US.UTF-8"),
    ("screen-256color", "truecolor", "1", "ja_JP.UTF-8"),
    ("tmux-256color", None, None, "ja_JP.UTF-8"),
    ("tmux-256color", "truecolor", "", "C"),
    ("xterm-kitty", "truecolor", None, "en_US.UTF-8"),
    ("linux", None, None, "C"),
    ("linux", "truecolor", "1", "en_US.UTF-8"),
    ("vt100", None, "1", "ja_JP.UTF-8"),
]


def opened(path: Path, **environment: str | None) -> Line:
    path.write_bytes(data_file("demo.json").read_bytes())
    given = {name: value for name, value in environment.items() if value is not None}
    without = tuple(name for name, value in environment.items() if value is None)
    return Line(path, without=("PROCW_LANG", *without), **given)


def screen_of(seen: bytes) -> list[str]:
    screen = pyte.Screen(80, 24)
    pyte.ByteStream(screen).feed(seen)
    return list(screen.display)


def hues(sent: str) -> bool:
    """Whether any colour but greys was sent, of 16, of 256 or of all."""
    greys = {16, 59, 102, 145, 188, 231, *range(232, 256)}
    full = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", sent)
    of_256 = re.findall(r"[34]8;5;(\d+)", sent)
    basic = re.findall(r"\x1b\[(?:\d;)*[39][1-6]m", sent)
    return bool(basic) or any(len(set(each)) > 1 for each in full) or any(int(n) not in greys for n in of_256)


@pytest.mark.parametrize(("term", "colorterm", "no_color", "lang"), TERMINALS)
def test_each_terminal_shows_the_same_words_in_the_same_places(
    tmp_path: Path, term: str, colorterm: str | None, no_color: str | None, lang: str
) -> None:
    line = opened(
        tmp_path / "demo.json", TERM=term, COLORTERM=colorterm, NO_COLOR=no_color, LANG=lang, LC_ALL=None
    )
    try:
        line.wait_for("30")
        line.keys(b"2", 0.6)
        shown = screen_of(line.seen)
        english = lang.startswith("en")
        assert shown[0].startswith(" 1Today [2Criteria]" if english else " 1今日 [2基準]"), shown
        assert shown[-1].rstrip().endswith("find" if english else "探す")
        assert any("Completion rate" in row or "納品完了率" in row for row in shown)
        sent = line.seen.decode()
        assert hues(sent) == (not no_color and term != "linux"), "of 16 colours ours come out grey"
        assert ("8;2;" in sent) == (colorterm == "truecolor")
        line.keys(b"q")
        assert line.ended(5) == 0
    finally:
        line.end()


def test_no_character_of_ambiguous_width_is_ever_sent(tmp_path: Path) -> None:
    line = opened(tmp_path / "demo.json", LANG="ja_JP.UTF-8")
    try:
        line.wait_for("30")
        for key in ROOMS:
            line.keys(key, 0.15)
        for key in DIALOGS:
            line.keys(key, 0.25)
            line.keys(b"\x1b", 0.15)
            line.keys(b"\x1b", 0.15)
        line.keys(b"4", 0.2)
        line.keys(b"d1", 0.4)
        lines = b"\n".join(b"%d%s" % (number, b" long" * 60) for number in range(60))
        line.keys(b"\x1b[200~" + lines + b"\x1b[201~", 0.5)
        sent = line.seen.decode()
        assert "59 long" in sent, "the scroll bars were drawn"
        assert {char for char in sent if east_asian_width(char) == "A"} == set()
    finally:
        line.end()


def test_a_terminal_that_draws_frames_whole_is_sent_them_whole(tmp_path: Path) -> None:
    """Synchronised output, once the terminal has said that it has it."""
    line = opened(tmp_path / "demo.json")
    try:
        line.wait_for("30")
        assert b"\x1b[?2026$p" in line.seen
        assert b"\x1b[?2026h" not in line.seen
        line.keys(b"\x1b[?2026;2$y", 0.3)
        line.keys(b"2", 0.5)
        assert line.seen.count(b"\x1b[?2026h") == line.seen.count(b"\x1b[?2026l") > 0
    finally:
        line.end()


def test_what_is_typed_ahead_waits_for_no_answer_of_the_line(tmp_path: Path) -> None:
    """So a log, a switch and a moved row take one round trip, however long that is."""
    path = tmp_path / "demo.json"
    line = opened(path, LANG="en_US.UTF-8")
    try:
        line.wait_for("30")
        before = Store(path, lambda: NOW).ledger.count("scout")
        line.keys(b"s\r2\x1b[B", 1.0)
        assert "[2Criteria]" in screen_of(line.seen)[0]
        assert Store(path, lambda: NOW).ledger.count("scout") == before + 1
    finally:
        line.end()
