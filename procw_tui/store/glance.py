"""The status line of the days to come, beside the ledger: whoever asks for it need not read the ledger.

It is made of a ledger that has just been brought up to date, and is never trusted over the file: it tells of
which versions of which files it was made, and where one of them is another it says nothing. To say the line
takes no other part of the program, which is why this module imports so little.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

HOUR, TWO_DAYS, DAY = 60, 60 * 48, 60 * 24
MINUTE = 60
STILL_NS = 50_000_000
"""How old a file's last change must be, so that the next one has another time."""

Versions = list[list[Any]]
"""Paths with what tells one version of a file from another; none for a file that is not there."""


def versions(paths: Sequence[str]) -> Versions:
    """Of each path the version that is there now."""
    return [[path, _version(path)] for path in paths]


def are_still(made_of: Versions, now_ns: int) -> bool:
    """Whether no other change of them can have the same time."""
    return all(version is None or now_ns - version[1] > STILL_NS for _path, version in made_of)


def _version(path: str) -> list[int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib takes as long as all of this
    except (FileNotFoundError, NotADirectoryError):
        return None
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


def content(ahead: Mapping[str, Any], made_of: Versions) -> bytes:
    """What `line` reads. `ahead`: as `present.status.ahead` makes it; the first file is the ledger."""
    return orjson.dumps({**ahead, "made_of": made_of})


def line(ledger: str, now: datetime, asked: str, locale: str) -> str | None:
    """The line of a ledger's file at a moment in Japan; None where it is not known without reading that.

    `asked`: the language that is asked for, empty for none; then that of the settings holds, else `locale`.
    """
    real = os.path.realpath(ledger)
    with open(f"{real}.glance", "rb") as file:  # noqa: PTH123 - as above
        found = orjson.loads(file.read())
    made_of, paths = found["made_of"], [path for path, _version in found["made_of"]]
    own = paths[:2] == [real, f"{real}.journal"] and os.path.abspath(__file__) in paths  # noqa: PTH100 - as above
    if not own or made_of != versions(paths):
        return None
    return said(found, now, asked or found["saved_language"] or locale)


def said(ahead: Mapping[str, Any], now: datetime, language: str) -> str | None:
    """The line at a moment in Japan, in a language; None where it was not made for these."""
    day = now.date().isoformat()
    if (
        now < datetime.fromisoformat(ahead["since"])
        or day not in ahead["days"]
        or language != ahead["language"]
    ):
        return None
    waits = [ahead["unanswered"].format(age=_age(ahead, now))] if ahead["unanswered"] else []
    return " | ".join([*waits, *ahead["days"][day]])


def _age(ahead: Mapping[str, Any], now: datetime) -> str:
    """How long the oldest waits, in the words of `present.words.figures`."""
    minutes = int((now - datetime.fromisoformat(ahead["oldest"])).total_seconds() / MINUTE)
    in_minutes, in_hours, in_days = ahead["spans"]
    if minutes < HOUR:
        return str(in_minutes.format(n=minutes))
    if minutes < TWO_DAYS:
        return str(in_hours.format(n=minutes // HOUR))
    return str(in_days.format(n=minutes // DAY))
