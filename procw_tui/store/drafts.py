"""Half-filled forms beside the file: they survive a cut line, and are offered at the next start."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import orjson

from procw_tui.domain.record.trouble import StoreError

from . import files

Drafts = dict[str, dict[str, str]]
"""What was typed into each form, by row."""


def load(path: Path) -> Drafts:
    """The drafts of a ledger; none where they can't be read: they are no record."""
    found: Any = None
    with contextlib.suppress(StoreError, OSError, orjson.JSONDecodeError):
        found = orjson.loads(files.read_bytes(files.drafts_of(files.real(path))) or b"{}")
    if not isinstance(found, dict):
        return {}
    return {name: rows for name, rows in found.items() if isinstance(rows, dict) and _are_texts(rows)}


def _whole(target: Path) -> dict[str, Any]:
    """All that stands in the file, also what this program can't read; a damaged one is put aside first."""
    content = files.read_bytes(target) or b"{}"
    found: Any = None
    with contextlib.suppress(orjson.JSONDecodeError):
        found = orjson.loads(content)
    if isinstance(found, dict):
        return found
    target.replace(target.with_name(f"{target.name}.damaged"))
    return {}


def _are_texts(rows: Mapping[Any, Any]) -> bool:
    return all(isinstance(text, str) for text in rows.values())


def save(path: Path, mine: Drafts, known: Collection[str]) -> bool:
    """Keep these drafts beside those of other sessions, and no file without one; whether it could be done.

    `known`: the names that this session has had: what it has no more of them is done with. One session after
    the other, so that of two that are cut at the same moment both keep theirs.
    """
    with contextlib.ExitStack() as turn:
        # a turn of their own: whoever holds the ledger may hold it long, a draft is written in no time
        with contextlib.suppress(StoreError):  # where it doesn't come, it is written all the same
            turn.enter_context(files.turn(files.drafts_of(files.real(path))))
        return _saved(path, mine, known)


def _saved(path: Path, mine: Drafts, known: Collection[str]) -> bool:
    target = files.drafts_of(files.real(path))
    try:
        drafts = {name: rows for name, rows in _whole(target).items() if name not in known} | mine
        if drafts:
            files.make_folder(target.parent)
            files.replace(target, orjson.dumps(drafts), keep_previous=False)
        else:
            target.unlink(missing_ok=True)
    except (OSError, StoreError, TypeError):
        return False
    return True
