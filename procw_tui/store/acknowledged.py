"""The last change that was acknowledged here, noted in the lock file: a witness beside file and journal.

A journal that was cut off, deleted, or whose end a disk has turned to zeros looks like one that had no more
lines. The note is written once a change is on disk and never waits for the disk itself: it may be behind
after a power cut, never ahead.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from pathlib import Path

from procw_tui.domain.record.trouble import StoreError

from . import files
from .chain import Chain

_WIDTH = 100


def note(real: Path, chain: Chain) -> None:
    """Note where the ledger is; for a caller that has the turn. Where that can't be written it is left."""
    said = f"{chain.seq} {chain.key or '-'} {chain.ledger}"
    said += f" {zlib.crc32(said.encode()):08x}"
    with contextlib.suppress(OSError, StoreError):
        descriptor = files.opened(files.lock_of(real), os.O_WRONLY)
        try:
            os.pwrite(descriptor, f"{said:<{_WIDTH}}".encode()[:_WIDTH], files.NAME_BYTES)
        finally:
            os.close(descriptor)


def noted(real: Path) -> Chain:
    """Where the ledger was when its last change was acknowledged; nowhere where nothing says so."""
    with contextlib.suppress(OSError, StoreError):
        descriptor = files.opened(files.lock_of(real), os.O_RDONLY)
        try:
            read = os.pread(descriptor, _WIDTH, files.NAME_BYTES).decode(errors="replace")
        finally:
            os.close(descriptor)
        said, _, crc = read.strip().rpartition(" ")
        parts = said.split()
        if crc == f"{zlib.crc32(said.encode()):08x}" and len(parts) == 3:  # noqa: PLR2004 - number, key, ledger
            return Chain(parts[2], int(parts[0]), {int(parts[0]): parts[1]})
    return Chain()


def missing(chain: Chain, last: Chain) -> int:
    """How many changes up to the one acknowledged last a version lacks for certain, at least.

    One that went another way lacks one or more; how one stands that is so far ahead that it no longer names
    the key, nobody knows.
    """
    if not last.ledger or chain.ledger != last.ledger or chain.has(last):
        return 0
    return max(last.seq - chain.seq, int(last.seq in chain.keys))
