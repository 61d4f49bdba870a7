"""A pseudo terminal with the program behind it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path


class Line:
    """The app on a pseudo terminal of 80x24, or another command that opens it."""

    def __init__(
        self, path: Path, command: Sequence[str] = (), without: Sequence[str] = (), **environment: str
    ) -> None:
        """`without` takes names out of the environment."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {
            **{name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}},
            "PROCW_DB": str(path),
            "PROCW_LANG": "en",
            "TERM": "xterm-256color",
            **environment,
        }
        env = {name: value for name, value in env.items() if name not in without}
        self.process = subprocess.Popen(
            command or [sys.executable, "-m", "procw_tui"], stdin=slave, stdout=slave, stderr=slave, env=env,
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

    def end(self) -> None:
        """Whatever it does."""
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.master)
