"""What the terminal can do: UTF-8, colours, size, and how wide it draws characters of ambiguous width."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator

AMBIGUOUS = "\u203b"
ANSWER_SECONDS = 3.0
"""So slow a line may be: an answer that comes later would stand in the shell as if it had been typed."""
LEAST_COLUMNS, LEAST_ROWS = 80, 24
_PLACE = re.compile(rb"\x1b\[(\d+);(\d+)R")

Look = tuple[str, str, bool]
"""Name, value, whether it is well."""


def looked_at() -> Iterator[Look]:
    """One after the other."""
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))), "C")
    utf8 = "utf" in locale.lower() or locale in {"C", "POSIX"}
    yield "encoding", locale, utf8
    term, colours = os.environ.get("TERM", "-"), os.environ.get("COLORTERM", "")
    yield "colours", f"{term} {colours}".strip(), term not in {"-", "dumb"}
    columns, rows = shutil.get_terminal_size()
    yield "size", f"{columns}x{rows}", columns >= LEAST_COLUMNS and rows >= LEAST_ROWS
    if os.environ.get("TMUX") and (said := _tmux_utf8()) is not None:
        yield "tmux", "UTF-8" if said else "ASCII", said
    width = ambiguous_width()
    if width is not None:
        yield "width", str(width), True


def _tmux_utf8() -> bool | None:
    """Whether tmux draws more than ASCII on its terminal; None where it does not say."""
    try:
        asked = ["tmux", "display-message", "-p", "#{client_utf8}"]
        said = subprocess.run(  # noqa: S603 - ours
            asked, capture_output=True, text=True, timeout=ANSWER_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return {"1": True, "0": False}.get(said.strip())


def ambiguous_width() -> int | None:
    """How many cells a character of ambiguous width takes here; None where there is no terminal to ask."""
    asked = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    if not asked:
        return None
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    answer = b""
    try:
        tty.setcbreak(descriptor)
        os.write(sys.stdout.fileno(), f"\r{AMBIGUOUS}\x1b[6n".encode())
        while b"R" not in answer and select.select([descriptor], [], [], ANSWER_SECONDS)[0]:
            answer += os.read(descriptor, 32)
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW if b"R" in answer else termios.TCSAFLUSH, before)
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
    found = _PLACE.search(answer)
    return int(found[2]) - 1 if found else None
