"""The last thousand changes, as the table `history` of the file, for undo and redo.

An entry keeps, for each record that it touched, the version that is *not* in force: the one before while
it stands, the one after while it is undone. Flipping an entry swaps the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

DEPTH = 1000

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
    """The key of the change that was undone last: the first of those at the end."""
    found = None
    for key in _last_first(entries):
        if not entries[key]["undone"]:
            break
        found = key
    return found


def added(entries: Entries, new: Entry) -> dict[str, Entry | None]:
    """What one more entry does to the history: its number with it, and None for each that goes.

    What was undone before it can't be redone any more and goes; so does the oldest beyond the depth.
    """
    numbers = sorted(entries, key=int)
    kept = [number for number in numbers if not entries[number]["undone"]]
    gone = [number for number in numbers if entries[number]["undone"]]
    gone += kept[: max(0, len(kept) - DEPTH + 1)]
    return {**dict.fromkeys(gone), str(int(numbers[-1]) + 1 if numbers else 1): new}


def _last_first(entries: Entries) -> list[str]:
    return sorted(entries, key=int, reverse=True)
