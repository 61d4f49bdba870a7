"""A drop-in TinyDB Storage that never leaves half a file.

    TinyDB(path, storage=DurableStorage)

takes JSONStorage's options and keeps its promises; a write is a whole new file, synced and renamed into
place under the lock, instead of an overwrite in place. Where a journal of the program's lies beside the file,
it is part of what is read, and what came into it since then stays.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from procw_tui.domain.record.kinds import KINDS

from . import files, journal
from .content import seq_of
from .documents import keys_of
from .file_tables import replay


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
        self._seq = 0
        """The last line of the journal that is in what was read."""
        if "+" in access_mode:
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
        data: dict[str, dict[str, Any]] | None = (
            json.loads(content.decode(self._encoding)) if content else None
        )
        lines = journal.read(files.real(self.path)).lines
        if data is None or not lines:
            return data
        state = replay(data, {kind: keys_of(kind, data.get(kind, {})) for kind in KINDS}, lines)
        self._seq = state.seq
        return {name: table for name, table in state.by_name.items() if table}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put these tables in place of the file; OSError where that fails, with the old file whole."""
        self._refuse_closed()
        if "+" not in self._mode:
            message = f'Cannot write to the database. Access mode is "{self._mode}"'
            raise OSError(message)
        if self._seq and data.get("meta"):
            first = next(iter(data["meta"]))
            data["meta"][first] = {**data["meta"][first], "seq": max(self._seq, seq_of(data))}
        content = json.dumps(data, **self.kwargs).encode(self._encoding)
        with files.turn(self.path):
            files.replace(self.path, content)
            if self._seq and not data.get("meta"):
                self._begin_journal()

    def _begin_journal(self) -> None:
        """All tables were dropped, and with them the number that tells which lines are in the file."""
        real = files.real(self.path)
        signature = files.signature(self.path)
        if signature is not None:
            rest = [line for line in journal.read(real).lines if line["seq"] > self._seq]
            journal.begin(real, (self._seq, ""), signature, rest)

    def close(self) -> None:
        """Nothing is held open between two calls; what follows is refused."""
        self._closed = True

    def _refuse_closed(self) -> None:
        if self._closed:
            message = "I/O operation on closed file."
            raise ValueError(message)
