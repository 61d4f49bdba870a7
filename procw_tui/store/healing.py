"""The version that a journal goes on from, made anew from older ones: the file is damaged or another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from procw_tui.domain.record.trouble import StoreError

from . import files, journal
from .chain import Chain, chain_of
from .content import is_sealed, parse
from .file_tables import FileTables, file_edit_of, file_tables_of, replay
from .journal import Journal, key_of

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)
"""What a line raises that another program wrote."""


class Made(NamedTuple):
    """A version that was made anew, and the name of the older one that it was made from."""

    tables: FileTables
    source: str


def made_anew(path: Path, wanted: Chain) -> Made | None:
    """The version that is exactly at `wanted`, from a sealed older one and the lines before the last fold."""
    real = files.real(path)
    before = previous(real)
    for each in _older(real):
        with contextlib.suppress(StoreError, *UNREADABLE):
            content = files.read_bytes(each) or b""
            tables = parse(each, content) if is_sealed(content) else {}
            own = chain_of(tables)
            if own.ledger == wanted.ledger and own.seq <= wanted.seq and own.key:
                lines = before.lines if before.chain.keys.get(own.seq) == own.key else ()
                upto = [body for body in lines if body["seq"] <= wanted.seq]
                made = replay(file_tables_of(tables), upto)
                if (made.chain.seq, made.chain.key) == (wanted.seq, wanted.key):
                    return Made(made, each.name)
    return None


def previous(real: Path) -> Journal:
    """The journal before the last fold; an empty one where it can't be read."""
    with contextlib.suppress(StoreError):
        return journal.read_previous(real)
    return journal.EMPTY


def _older(real: Path) -> Iterator[Path]:
    """Where older versions are, the likeliest first."""
    yield files.backup_of(real)
    with contextlib.suppress(OSError):
        kept = [each for each in files.backups_of(real).iterdir() if each.suffix == ".json"]
        yield from sorted(kept, reverse=True)


def of_journal(path: Path, found: Journal) -> FileTables | None:
    """What a journal that is not the file's has: its whole ledger, or else what its lines brought."""
    real = files.real(path)
    made = made_anew(path, found.head)
    before = previous(real)
    known = FileTables({}, {}, Chain(found.head.ledger)) if made is None else made.tables
    earlier = before.lines if made is None and before.chain.has(found.head) else ()
    for body in (*earlier, *found.lines):
        with contextlib.suppress(*UNREADABLE):
            known.apply(file_edit_of(body), body["seq"], key_of(body))
    return known if made is not None or known.chain.seq else None
