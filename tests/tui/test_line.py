"""The program on a real line: what SSH does to it, and what is in the file afterwards."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
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
from tests.make_demo import NOW


class Line:
    """The app on a pseudo terminal of 80x24."""

    def __init__(self, path: Path, **environment: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {
            **{name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}},
            "PROCW_DB": str(path),
            "PROCW_LANG": "en",
            "TERM": "xterm-256color",
            **environment,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "procw_tui"], stdin=slave, stdout=slave, stderr=slave, env=env,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.seen = b""

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Read until the words have been drawn; cells come in any order, so words only."""
        until = time.monotonic() + seconds
        while text.encode() not in self.seen:
            assert time.monotonic() < until, self.seen[-2000:]
            self.read(0.1)

    def read(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                with contextlib.suppress(OSError):
                    self.seen += os.read(self.master, 65536)

    def keys(self, data: bytes, seconds: float = 0.5) -> None:
        os.write(self.master, data)
        self.read(seconds)

    def ended(self, seconds: float) -> int:
        """The exit code, within so many seconds."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < until, "still running"
            self.read(0.02)
        return self.process.returncode


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    opened = Line(tmp_path / "procw.json")
    opened.wait_for("Welcome")
    yield opened
    opened.process.kill()
    opened.process.wait()
    with contextlib.suppress(OSError):
        os.close(opened.master)


def kinds(path: Path) -> dict[str, int]:
    ledger = Store(path, lambda: NOW).ledger
    return {kind: ledger.count(kind) for kind in ("proposal", "message", "scout", "contract")}


def test_what_was_logged_is_there_after_kill_9(line: Line, tmp_path: Path) -> None:
    line.keys(b"p")
    line.keys(b"Acme\r")
    line.keys(b"m")
    line.keys(b"Bee\r")
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
    line.keys(b"pabc\tdef\t500\r", 1.5)
    line.keys(b"phello\x7fX\r", 1.5)
    line.keys(b"pone\rptwo\rmBee\rr", 3)
    ledger = Store(tmp_path / "procw.json", lambda: NOW).ledger
    sent = [(p.client, p.title, p.price_yen) for p in ledger.all(Proposal)]
    assert sent == [("abc", "def", 500), ("hellX", None, None), ("one", None, None), ("two", None, None)]
    assert [(m.client, m.state) for m in ledger.all(Message)] == [("Bee", "waiting")]  # it is asked first
    line.keys(b"2", 1)
    ledger = Store(tmp_path / "procw.json", lambda: NOW).ledger
    assert [(m.client, m.state) for m in ledger.all(Message)] == [("Bee", "answered")]


def test_a_line_that_is_pasted_without_a_mark_ends_nothing(line: Line, tmp_path: Path) -> None:
    line.keys(b"pone\r", 0.8)
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
    line.keys(b"pone\r", 0.8)
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
