"""The last thousand changes, as the table `history` of the file, for undo and redo.

An entry keeps, for each record that it touched, the version that is *not* in force: the one before while
it stands, the one after while it is undone. Flipping an entry swaps the two. What is undone when something
else is logged can't be redone in its turn any more: it is set aside, and can be put on again as long as its
records are as they were then.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

DEPTH, MOST_ASIDE = 1000, 20

Entry = dict[str, Any]
Entries = Mapping[str, Entry]


def entry(at: str, what: str, others: list[tuple[str, str, dict[str, Any] | None]]) -> Entry:
    """A new entry: (kind, id, the document before or None) of each record."""
    ops = [{"kind": kind, "id": record_id, "doc": doc} for kind, record_id, doc in others]
    return {"at": at, "what": what, "undone": False, "ops": ops}


def latest(entries: Entries) -> Entry | None:
    """The last entry, undone or not."""
    return next((entries[key] for key in _last_first(entries)), None)


def standing(entries: Entries) -> Iterator[Entry]:
    """The entries that are not undone and touch something, the last first."""
    return (
        entries[key] for key in _last_first(entries) if not entries[key]["undone"] and entries[key]["ops"]
    )


def to_undo(entries: Entries) -> str | None:
    """The key of the last change that stands."""
    return next((key for key in _last_first(entries) if not entries[key]["undone"]), None)


def to_redo(entries: Entries) -> str | None:
    """The key of the change that was undone last, if nothing was logged since."""
    found = None
    for key in _last_first(entries):
        if not entries[key]["undone"]:
            break
        if not is_aside(entries[key]):
            found = key
    return found


def is_aside(entry: Entry) -> bool:
    """Whether it was undone and something else was logged then."""
    return entry["undone"] and entry.get("aside") is True


def aside(entries: Entries) -> list[str]:
    """The keys of those that are set aside, the last first."""
    return [key for key in _last_first(entries) if is_aside(entries[key]) and entries[key]["ops"]]


def added(entries: Entries, new: Entry) -> dict[str, Entry | None]:
    """What one more entry does to the history: its number with it, and None for each that goes.

    What was undone before it is set aside; the oldest beyond the depth go.
    """
    numbers = sorted(entries, key=int)
    kept = [number for number in numbers if not entries[number]["undone"]]
    undone = [number for number in numbers if entries[number]["undone"]]
    gone = [*undone[:-MOST_ASIDE], *kept[: max(0, len(kept) - DEPTH + 1)]]
    kept_aside = {number: {**entries[number], "aside": True} for number in undone}
    return {**kept_aside, **dict.fromkeys(gone), str(int(numbers[-1]) + 1 if numbers else 1): new}


def print_of(doc: Mapping[str, Any] | None) -> str:
    """What tells whether a document says the same as before; empty for none."""
    if doc is None:
        return ""
    said = {name: value for name, value in doc.items() if name != "changed_at"}
    return f"{zlib.crc32(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)):08x}"


def _last_first(entries: Entries) -> list[str]:
    return sorted(entries, key=int, reverse=True)
