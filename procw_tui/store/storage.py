"""A drop-in TinyDB Storage that never leaves half a file.

    TinyDB(path, storage=DurableStorage)

takes JSONStorage's options and keeps its promises; a write is a whole new file, synced and renamed into
place under the lock, instead of an overwrite in place. Where a journal of the program's lies beside the file,
it is part of what is read, and what came into it since then stays.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from . import files, journal
from .chain import Chain, chain_of
from .content import damaged, is_sealed, lost_its_seal
from .file_tables import file_tables_of, replay
from .loading import is_untouched, lines_since
from .migrations import SCHEMA, migrated, refuse_newer

Tables = dict[str, dict[str, Any]]
SAFE_MODES = frozenset({"r", "rb", "r+", "rb+"})


class DurableStorage(Storage):
    """JSONStorage with whole-file writes. Keyword arguments beyond its options go to `json.dumps`."""

    def __init__(
        self,
        path: str | Path,
        create_dirs: bool = False,  # noqa: FBT001, FBT002 - JSONStorage's own signature
        encoding: str | None = None,
        access_mode: str = "r+",
        **kwargs: Any,
    ) -> None:
        super().__init__()
        self.path = Path(path)
        self.kwargs = kwargs
        self._encoding = encoding or "utf-8"
        self._mode = access_mode
        self._read = Chain()
        """Where the ledger is that was read, the journal's lines included."""
        if access_mode not in SAFE_MODES:
            words = f"access mode {access_mode!r} can lose data or corrupt it; r, rb, r+ and rb+ do not"
            warnings.warn(words, stacklevel=2)
        self._writes = any(sign in access_mode for sign in "+wa")
        if self._writes:
            if create_dirs:
                files.make_folder(self.path.parent)
            if not self.path.exists():
                self.path.touch(files.PRIVATE_FILE)
        self.path.open("rb").close()  # a missing file or folder fails here, as JSONStorage's does
        self._closed = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables; None where the file is empty. A damaged file raises, as JSONStorage does."""
        self._refuse_closed()
        content = self.path.read_bytes()
        if not content:
            return None
        data: dict[str, dict[str, Any]] = json.loads(content.decode(self._encoding))
        journaled = journal.read(files.real(self.path))
        refuse_newer(self.path, journaled.schemas)
        if journaled.damaged:
            raise damaged(journal.of(self.path), "journal")
        sealed = is_sealed(content)
        if not sealed and journaled.head.ledger and is_untouched(files.signature(self.path), journaled):
            raise damaged(self.path, "checksum")
        self._read = chain_of(data)
        lines = lines_since(self.path, self._read, journaled, sealed=sealed)
        if not lines:
            return data
        state = replay(file_tables_of(_in_this_schema(self.path, data)), lines)
        self._read = state.chain
        return {name: table for name, table in state.by_name.items() if table}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put these tables in place of the file; OSError where that fails, with the old file whole."""
        self._refuse_closed()
        if not self._writes:
            message = f'Cannot write to the database. Access mode is "{self._mode}"'
            raise OSError(message)
        if data.get("meta"):
            first = next(iter(data["meta"]))
            data["meta"][first] = self._meta(data["meta"][first])
        content = json.dumps(data, **self.kwargs).encode(self._encoding)
        with files.turn(self.path):
            before = files.read_bytes(files.real(self.path)) or b""
            files.replace(self.path, content, keep_previous=self._is_as_written(before))

    def _is_as_written(self, content: bytes) -> bool:
        """Whether a content is worth more than the older version: whole, and sealed if it ever was."""
        try:
            tables = json.loads(content.decode(self._encoding))
        except ValueError:
            return False
        return not chain_of(tables).ledger or not lost_its_seal(tables, content)

    def _meta(self, meta: Mapping[str, Any]) -> dict[str, Any]:
        """What the file says of itself: no seal, as another program wrote it, and which lines it has."""
        said = {name: value for name, value in meta.items() if name != "seal" or "ledger" not in meta}
        keys = {str(seq): key for seq, key in self._read.keys.items()}
        return {**said, "seq": self._read.seq, "keys": keys} if self._read.keys else said

    def close(self) -> None:
        """Nothing is held open between two calls; what follows is refused."""
        self._closed = True

    def _refuse_closed(self) -> None:
        if self._closed:
            message = "I/O operation on closed file."
            raise ValueError(message)


def _in_this_schema(path: Path, data: Tables) -> Tables:
    """The tables that lines of the journal are taken into, and which they then say that they are."""
    moved: Tables = migrated(path, data)
    meta = {key: {**each, "schema": SCHEMA} for key, each in moved.get("meta", {}).items()}
    return {**moved, "meta": meta} if meta else moved
