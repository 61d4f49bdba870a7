"""Why a file could not be used. The words are in `present.words.errors`."""

from __future__ import annotations

from typing import Literal

Trouble = Literal[
    "is_folder", "not_a_file", "not_readable", "not_writable", "read_only", "foreign_owner", "newer_schema",
    "damaged", "empty_with_backup",
    "locked", "no_locks", "failed_write", "gone", "nothing_to_undo", "nothing_to_redo", "set_aside",
    "contradicted", "bad_lines",
    "no_such_file", "no_such_backup", "nothing_to_repair",
]  # fmt: skip


class StoreError(Exception):
    """Something that can't be done with the file; nothing was written. `facts` fill its sentence."""

    def __init__(self, trouble: Trouble, **facts: object) -> None:
        super().__init__(trouble, facts)
        self.trouble: Trouble = trouble
        self.facts = facts
