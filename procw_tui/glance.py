"""`procw-tui status --line` without the program: tmux asks for it every few seconds, all day.

Where the line of today was not made ahead, or anything is said that this does not know, the program says it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from procw_tui.store.glance import line

LANGUAGES = ("ja", "en")
OPTIONS = ("--db", "--lang")
JST = timezone(timedelta(hours=9), "JST")


def glanced(arguments: Sequence[str]) -> bool:
    """Whether the line was asked for and could be said."""
    try:
        told = _line(arguments, os.environ)
        if told is None:
            return False
        plain = "--plain" in arguments
        text = (told if plain else told.replace("#", "##")) + "\n" * bool(told)
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except Exception:  # noqa: BLE001 - whatever it is, the program tells of it, or does without
        return False
    return True


def _line(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    rest, named = (
        [*arguments],
        {"--db": environment.get("PROCW_DB", ""), "--lang": environment.get("PROCW_LANG", "")},
    )
    for option in OPTIONS:
        if option in rest[:-1]:
            at = rest.index(option)
            named[option] = rest[at + 1]
            del rest[at : at + 2]
            if not named[option]:  # which the program refuses
                return None
    if sorted(rest) not in (["--line", "status"], ["--line", "--plain", "status"]) or rest[0] != "status":
        return None
    ledger = os.path.expanduser(named["--db"]) if named["--db"] else _default_file()  # noqa: PTH111 - see `store.glance`
    asked = named["--lang"] if named["--lang"] in LANGUAGES else ""
    if named["--lang"] and not asked:
        return None
    fixed = environment.get("PROCW_NOW")
    now = datetime.fromisoformat(fixed) if fixed else datetime.now(JST)
    return line(
        ledger, now.astimezone(JST) if now.tzinfo else now.replace(tzinfo=JST), asked, _locale(environment)
    )


def _default_file() -> str:
    from procw_tui.store.paths import default_file

    return str(default_file())


def _locale(environment: Mapping[str, str]) -> str:
    """The language of the machine, as `present.language.choose_language` takes it."""
    told = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((code for code in LANGUAGES if told.lower().startswith(code)), "ja")
