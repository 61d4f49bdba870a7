"""Keeps the README's list of keys in step with the table of commands.

python -m tests.make_readme            writes it
python -m tests.make_readme --check    says whether it is stale; exits 1 if so
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from procw_tui.present.commands import (
    BY_ID,
    COMMANDS,
    LIST,
    LOG,
    PROGRAM,
    ROOM_COMMANDS,
    ROOMS,
    VIEW,
    Command,
)
from procw_tui.present.language import _, set_language

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"


def _in(language: str, message: str) -> str:
    set_language(language)
    return _(message)


def _row(command: Command) -> str:
    """One command: its key, and what it does in both languages."""
    words = f"{_in('ja', command.tip)} | {_in('en', command.tip)}".replace("<", "&lt;")
    return f"| `{command.shown_key}` | {words} |"


def key_list() -> Iterator[str]:
    """Every command once, by group."""
    yield "| | 日本語 | English |"
    yield "|---|---|---|"
    for group in (LOG, LIST, VIEW, PROGRAM):
        yield f"| | **{_in('ja', group)}** | **{_in('en', group)}** |"
        for command in COMMANDS:
            if command.group == group and command.id not in ROOM_COMMANDS:
                yield _row(command)
        if group == VIEW:
            names = [BY_ID[command].label for command in ROOM_COMMANDS]
            both = " | ".join(", ".join(_in(language, name) for name in names) for language in ("ja", "en"))
            yield f"| `1`-`{len(ROOMS)}` | {both} |"


def current() -> str:
    """The README with the list as the program has it."""
    text = README.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    return f"{head}{BEGIN}\n" + "\n".join(key_list()) + f"\n{END}{tail}"


def main() -> int:
    """Write or check."""
    wanted = current()
    stale = wanted != README.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        if stale:
            print("stale: the keys in README.md (make catalogues)")
        return int(stale)
    README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
