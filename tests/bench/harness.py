"""A program on a pseudo terminal of 80x24: when its bytes come, how many, and how much memory it took."""

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
from pathlib import Path
from typing import NamedTuple

QUIET = 0.35  # seconds without a byte: the frame is whole
PATIENCE = 15.0


class Burst(NamedTuple):
    """What came after a key or the start: seconds to the first and last byte, and how many."""

    first: float
    last: float
    size: int
    content: bytes


class Program:
    """A running program."""

    def __init__(self, arguments: list[str], **environment: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLORTERM"}}
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *arguments], stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={**env, "TERM": "xterm-256color", **environment},
        )  # fmt: skip
        os.close(slave)

    def burst(self, quiet: float = QUIET, begun: float | None = None) -> Burst:
        """Everything that comes until it is quiet."""
        begun = begun or time.perf_counter()
        first = last = 0.0
        content = b""
        while True:
            wait = quiet if content else PATIENCE
            if not select.select([self.master], [], [], wait)[0]:
                return Burst(first, last, len(content), content)
            with contextlib.suppress(OSError):
                content += os.read(self.master, 1 << 16)
            last = time.perf_counter() - begun
            first = first or last

    def start(self) -> Burst:
        """The first paint."""
        return self.burst(quiet=0.8, begun=self.begun)

    def key(self, key: bytes) -> Burst:
        """What a key brings."""
        begun = time.perf_counter()
        os.write(self.master, key)
        return self.burst(begun=begun)

    def many(self, keys: bytes, times: int) -> None:
        """Keys again and again, each lot once the one before is drawn."""
        for _ in range(times):
            os.write(self.master, keys)
            self.burst(quiet=0.1)

    def resident(self) -> float:
        """The memory it has just now, in MB."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def idle(self, seconds: float) -> int:
        """Bytes that come by themselves."""
        until, size = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                size += len(os.read(self.master, 1 << 16))
        return size

    def end(self) -> float:
        """End it; its peak memory in MB."""
        self.process.kill()
        _, _, usage = os.wait4(self.process.pid, 0)
        os.close(self.master)
        self.process.returncode = -9
        return usage.ru_maxrss / 1024
