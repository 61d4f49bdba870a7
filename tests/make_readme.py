"""Keeps the list of keys of both READMEs in step with the table of commands.

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
)
from procw_tui.present.language import _, set_language

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"


def _in(language: str, message: str) -> str:
    set_language(language)
    return _(message)


def key_list(language: str) -> Iterator[str]:
    """Every command once, by group, in one language."""
    yield f"| | {_in(language, 'Keys')} |"
    yield "|---|---|"
    for group in (LOG, LIST, VIEW, PROGRAM):
        yield f"| | **{_in(language, group)}** |"
        for command in COMMANDS:
            if command.group == group and command.id not in ROOM_COMMANDS:
                yield f"| `{command.shown_key}` | {_in(language, command.tip)} |".replace("<", "&lt;")
        if group == VIEW:
            names = [_in(language, BY_ID[command].label) for command in ROOM_COMMANDS]
            yield f"| `1`-`{len(ROOMS)}` | {', '.join(names)} |"


def current(language: str) -> str:
    """A README with the list as the program has it."""
    text = READMES[language].read_text(encoding="utf-8")
    head, rest = text.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    return f"{head}{BEGIN}\n" + "\n".join(key_list(language)) + f"\n{END}{tail}"


def main() -> int:
    """Write or check."""
    stale = {path for code, path in READMES.items() if current(code) != path.read_text(encoding="utf-8")}
    if "--check" in sys.argv:
        if stale:
            print(f"stale: the keys in {', '.join(sorted(path.name for path in stale))} (make catalogues)")
        return int(bool(stale))
    for code, path in READMES.items():
        path.write_text(current(code), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
