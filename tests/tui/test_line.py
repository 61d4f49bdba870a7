"""The program on a real line: what SSH does to it, and what is in the file afterwards."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from procw_tui.domain.record.records import Message, Proposal
from procw_tui.store.store import Store
from tests.make import setting
from tests.make_demo import NOW
from tests.store.test_store import logging
from tests.tui.line import Line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    opened = Line(tmp_path / "procw.json")
    opened.wait_for("Welcome")
    yield opened
    opened.end()


def kinds(path: Path) -> dict[str, int]:
    ledger = Store(path, lambda: NOW).ledger
    return {kind: ledger.count(kind) for kind in ("proposal", "message", "scout", "contract")}


def test_what_was_logged_is_there_after_kill_9(line: Line, tmp_path: Path) -> None:
    line.keys(b"p")
    line.keys(b"Acme\x13")
    line.keys(b"m")
    line.keys(b"Bee\x13")
    line.keys(b"r")
    line.keys(b"s")
    line.keys(b"\r")
    line.process.send_signal(signal.SIGKILL)
    line.ended(1)
    assert kinds(tmp_path / "procw.json") == {"proposal": 1, "message": 1, "scout": 1, "contract": 0}


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_it_in_order_within_a_second(line: Line, number: signal.Signals) -> None:
    line.keys(b"s")
    line.keys(b"\r")
    line.process.send_signal(number)
    assert line.ended(1.5) == 0
    assert b"\x1b[?1049l" in line.seen, "the terminal is given back"


def test_a_cut_line_ends_it(line: Line) -> None:
    os.close(line.master)
    line.master = os.open(os.devnull, os.O_RDWR)
    line.process.wait(3)


def test_invalid_utf8_is_survived(line: Line, tmp_path: Path) -> None:
    line.keys(b"\x83\x81\xff\xfe\xc3")
    line.keys(b"s")
    line.keys(b"\r")
    assert line.process.poll() is None
    assert kinds(tmp_path / "procw.json")["scout"] == 1
    line.keys(b"q")
    assert line.ended(2) == 0


def test_an_idle_screen_sends_nothing(line: Line) -> None:
    line.read(0.7)
    before = len(line.seen)
    line.read(1.5)
    assert len(line.seen) == before


@pytest.mark.parametrize("asked", [True, False])
def test_the_bell_rings_where_it_is_asked_for(tmp_path: Path, *, asked: bool) -> None:
    path = tmp_path / "procw.json"
    Store(path, lambda: NOW).commit(logging(setting("bell", asked)))
    opened = Line(path)
    opened.wait_for("Today")
    opened.read(0.5)
    before = len(opened.seen)
    opened.keys(b"r")  # nobody waits
    assert (b"\x07" in opened.seen[before:]) is asked
    opened.keys(b"q")
    assert opened.ended(2) == 0


def test_a_locale_of_another_encoding_does_no_harm(tmp_path: Path) -> None:
    opened = Line(
        tmp_path / "procw.json",
        PROCW_LANG="ja",
        LANG="C",
        LC_ALL="POSIX",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    opened.wait_for("はじめに")
    opened.keys(b"q")
    assert opened.ended(2) == 0


def test_keys_that_come_in_one_burst_keep_their_order(line: Line, tmp_path: Path) -> None:
    line.keys(b"pabc\tdef\t500\x13", 1.5)
    line.keys(b"phello\x7fX\x13", 1.5)
    line.keys(b"pone\x13ptwo\x13mBee\x13r", 3)
    ledger = Store(tmp_path / "procw.json", lambda: NOW).ledger
    sent = [(p.client, p.title, p.price_yen) for p in ledger.all(Proposal)]
    assert sent == [("abc", "def", 500), ("hellX", None, None), ("one", None, None), ("two", None, None)]
    assert [(m.client, m.state) for m in ledger.all(Message)] == [("Bee", "waiting")]  # it is asked first
    line.keys(b"2", 1)
    ledger = Store(tmp_path / "procw.json", lambda: NOW).ledger
    assert [(m.client, m.state) for m in ledger.all(Message)] == [("Bee", "answered")]


def test_a_line_that_is_pasted_without_a_mark_ends_nothing(line: Line, tmp_path: Path) -> None:
    line.keys(b"pone\x13", 0.8)
    line.keys(b"4")
    line.keys(b"Deliver up to Dec 1, quote", 1.0)
    assert b"meant?" in line.seen
    assert kinds(tmp_path / "procw.json")["proposal"] == 1
    line.keys(b"1", 0.5)
    assert kinds(tmp_path / "procw.json")["proposal"] == 1
    line.keys(b"D", 0.5)
    assert kinds(tmp_path / "procw.json")["proposal"] == 0


@pytest.mark.parametrize("key", [b"D", b"q", b"\r", b"u"])
def test_a_key_right_behind_a_paste_is_for_its_dialog(line: Line, tmp_path: Path, key: bytes) -> None:
    line.keys(b"pone\x13", 0.8)
    line.keys(b"4")
    line.keys("\x1b[200~今日の天気は晴れ\n明日は雨\x1b[201~".encode() + key, 1.0)
    assert kinds(tmp_path / "procw.json")["proposal"] == 1
    assert line.process.poll() is None
    line.keys(b"\x1b", 0.6)
    line.keys(b"D", 0.6)
    assert kinds(tmp_path / "procw.json")["proposal"] == 0


def test_a_paste_that_the_terminal_does_not_mark_is_text(line: Line, tmp_path: Path) -> None:
    """X, D and q in it would select, delete and quit; the page is shown instead, and one Enter saves it."""
    line.keys(b"p\r", 0.8)
    line.keys(b"4")
    line.keys("XD\u7814\u4fee\u306e\u8cc7\u6599\u4f5c\u6210q".encode(), 1.0)
    assert kinds(tmp_path / "procw.json")["proposal"] == 1
    line.keys(b"\x1b", 0.8)
    page = (Path(__file__).parents[1] / "pages" / "contracts_running.lines.txt").read_bytes()
    line.keys(page.replace(b"\n", b"\r"), 1.5)
    assert kinds(tmp_path / "procw.json")["contract"] == 0
    line.keys(b"\r", 1.0)
    assert kinds(tmp_path / "procw.json")["contract"] == 4
    line.keys(b"q")
    assert line.ended(2) == 0


def test_a_terminal_that_was_resized_is_drawn_anew(line: Line) -> None:
    """It told by SIGWINCH alone: every cell is sent again, though the app drew the same before."""
    for columns, rows in ((40, 10), (80, 24)):
        fcntl.ioctl(line.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(line.process.pid, signal.SIGWINCH)
        before = len(line.seen)
        line.read(1.2)
    assert b"Welcome" in line.seen[before:]
    assert len(line.seen) - before > 80 * 20


def test_an_editor_that_can_not_be_started_gives_the_screen_back(tmp_path: Path) -> None:
    opened = Line(tmp_path / "procw.json", VISUAL="/nowhere/ed")
    try:
        opened.wait_for("Welcome")
        opened.keys(b"4")
        opened.keys(b"d")
        opened.keys(b"Dear Acme")
        opened.keys(b"\x0f", 1.0)
        opened.wait_for("gave nothing back")
        opened.keys(b"\x1b", 1.0)
        opened.keys(b"q")
        assert opened.ended(5) == 0
        assert b"Dear Acme" in (tmp_path / "procw.json.drafts").read_bytes()
    finally:
        opened.process.kill()


MODES = (b"?1049", b"?1000", b"?1003", b"?1006", b"?1016", b"?2004", b"?1004", b"?2048")


def left_on(seen: bytes) -> list[bytes]:
    """The modes whose last word is that they are on; the cursor hidden, and key reports of kitty's, too."""
    on = [mode for mode in MODES if seen.rfind(b"\x1b[" + mode + b"h") > seen.rfind(b"\x1b[" + mode + b"l")]
    hidden = seen.rfind(b"\x1b[?25l") > seen.rfind(b"\x1b[?25h")
    kitty = seen.count(b"\x1b[>25u") > seen.count(b"\x1b[<u")
    return on + [b"cursor"] * hidden + [b"kitty"] * kitty


@pytest.mark.parametrize(("number", "code"), [
    (None, 0), (signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130), (signal.SIGQUIT, 131),
    (signal.SIGUSR1, 138), (signal.SIGUSR2, 140),
])  # fmt: skip
def test_every_kind_of_end_leaves_the_terminal_as_it_was(line: Line, number: int | None, code: int) -> None:
    if number is None:
        line.keys(b"q")
    else:
        os.kill(line.process.pid, number)
    assert line.ended(5) == code
    line.read(0.3)
    assert left_on(line.seen) == []


def test_flow_control_quits_nothing(line: Line) -> None:
    line.keys(b"\x11\x13\x11", 0.6)
    assert line.process.poll() is None


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    opened = Line(tmp_path / "procw.json", COLUMNS="30", LINES="5", NO_COLOR="")
    opened.wait_for("Welcome")
    opened.read(0.5)
    assert b"\x1b[24;" in opened.seen  # the line of keys
    assert b"38;" in opened.seen  # and its colours
    opened.process.kill()
    opened.process.wait()


@pytest.mark.parametrize("stdin", ["null", "closed", "pipe"])
def test_without_a_terminal_to_type_in_it_says_so(tmp_path: Path, stdin: str) -> None:
    master, slave = pty.openpty()
    source = {"null": subprocess.DEVNULL, "pipe": subprocess.PIPE, "closed": None}[stdin]
    code = (
        "import os, sys; os.close(0) if sys.argv[1] == 'closed' else None; "
        "os.execv(sys.executable, [sys.executable, '-m', 'procw_tui'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, stdin], stdin=source, stdout=slave, stderr=slave, start_new_session=True,
        env={**os.environ, "PROCW_DB": str(tmp_path / "a.json"), "PROCW_LANG": "en", "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(slave)
    assert process.wait(10) == 1
    if process.stdin is not None:
        process.stdin.close()
    told = os.read(master, 65536).decode()
    assert "needs a terminal to type in" in told
    assert "Traceback" not in told


def test_a_dumb_terminal_is_shown_the_scoreboard(tmp_path: Path) -> None:
    opened = Line(tmp_path / "procw.json", TERM="dumb")
    assert opened.ended(10) == 0
    opened.read(0.3)
    assert b"Completion rate" in opened.seen
    assert b"\x1b" not in opened.seen


ANSWERS = ("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1bP>|tmux 3.3a\x1b\\", "\x1b_Gi=31;rDq\x1b\\", "\x1b[?64;1;2c",
           "\x1b[97;1:3u", "\x1b[1;1:3A")  # fmt: skip


@pytest.mark.parametrize(("sequences", "seconds"), [
    (ANSWERS, 0.35), (("\x1b]11;rDq",), 2.3), (("\x1b[200~rDqu",), 4.6),
])  # fmt: skip
def test_what_a_terminal_answers_changes_nothing(
    line: Line, tmp_path: Path, sequences: tuple[str, ...], seconds: float
) -> None:
    line.keys(b"mBee\x13", 0.8)
    line.keys(b"3", 0.4)
    for sequence in sequences:
        line.keys(sequence.encode(), 0.3)
        for byte in sequence.encode():
            os.write(line.master, bytes([byte]))
            time.sleep(0.01)
        line.read(seconds)
    ledger = Store(tmp_path / "procw.json", lambda: NOW).ledger
    assert [(m.client, m.state) for m in ledger.all(Message)] == [("Bee", "waiting")]
    line.keys(b"\x1b", 0.8)
    line.keys(b"3", 0.4)
    line.keys(b"r", 0.8)
    assert [m.state for m in Store(tmp_path / "procw.json", lambda: NOW).ledger.all(Message)] == ["answered"]
