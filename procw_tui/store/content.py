"""The bytes of a TinyDB file, as tables of documents whose shape can be relied on, and back.

Each file that this program writes ends with its seal, the checksum of all that stands before it. A file that
lacks it was written by something else, or has changed on the disk.
"""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path
from typing import Any

import orjson

from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.trouble import StoreError

from . import files
from .chain import Chain
from .checksum import corrected, differs_by_one_bit
from .codec import Doc
from .migrations import SCHEMA, migrated

Tables = dict[str, dict[str, Doc]]
"""Documents by their keys, by the table's name."""


def damaged(path: Path, detail: str) -> StoreError:
    """A file that can't be relied on, and where it fails."""
    return StoreError("damaged", path=path, detail=detail)


def parse(path: Path, content: bytes | None) -> Tables:
    """The tables of a file's content, in this version's schema; StoreError where they can't be relied on."""
    if content is None and path.is_symlink() and not files.real(path).parent.is_dir():  # a disk that is away
        raise StoreError("not_readable", path=path, detail="link")
    if content is None or content.strip() in {b"", b"null"}:
        if files.has_backup(files.real(path)):
            raise StoreError("empty_with_backup", path=path)
        return {}
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise damaged(path, str(error)) from None
    if not isinstance(data, dict):
        raise damaged(path, "not an object of tables")
    _check_shape(path, data)
    return migrated(path, data)


def _check_shape(path: Path, data: dict[str, Any]) -> None:
    """Tables of documents under whole-number keys, and a history and tombstones that can be relied on."""
    for name, table in data.items():
        if not isinstance(table, dict) or not all(isinstance(doc, dict) for doc in table.values()):
            raise damaged(path, f"table {name}")
        if not all(key.isdecimal() for key in table):
            raise damaged(path, f"table {name}: document keys")
    if not all(map(_is_entry, data.get("history", {}).values())):
        raise damaged(path, "table history")
    for stone in data.get("deleted", {}).values():
        if not isinstance(stone.get("kind"), str) or not isinstance(stone.get("id"), str):
            raise damaged(path, "table deleted")


def _is_entry(doc: Doc) -> bool:
    """Whether a document is an entry of the history, so that undo can rely on it."""
    ops = doc.get("ops")
    return (
        isinstance(doc.get("undone"), bool)
        and isinstance(doc.get("what"), str)
        and isinstance(ops, list)
        and all(map(_is_op, ops))
    )


def _is_op(op: Any) -> bool:
    """Whether it names a record and the version of it that is not in force."""
    return (
        isinstance(op, dict)
        and isinstance(op.get("kind"), str)
        and op["kind"] in KINDS
        and isinstance(op.get("id"), str)
        and isinstance(op.get("doc", 0), dict | None)
    )


SEAL, NO_SEAL, END = b'"seal":"', b"00000000", b'"}}}'
AT_END = len(NO_SEAL + END)


def dump(tables: Tables, chain: Chain) -> bytes:
    """The file's content, with where it is in its chain of changes, and sealed."""
    known = {str(seq): key for seq, key in chain.keys.items()}
    old = {name: value for name, value in tables.get("meta", {}).get("1", {}).items() if name != "seal"}
    where = {"schema": SCHEMA, "seq": chain.seq, "ledger": chain.ledger, "keys": known}
    every = {name: table for name, table in tables.items() if table and name != "meta"}
    content = orjson.dumps({**every, "meta": {"1": {**old, **where, "seal": NO_SEAL.decode()}}})
    return b"".join((memoryview(content)[:-AT_END], _seal(content)))  # of megabytes no copy more than needed


def _seal(content: bytes) -> bytes:
    return b"%08x%s" % (zlib.crc32(memoryview(content)[:-AT_END]), END)


def is_sealed(content: bytes) -> bool:
    """Whether a content is what this program wrote, to the bit."""
    return content[-AT_END - len(SEAL) : -AT_END] == SEAL and content.endswith(_seal(content))


def lost_its_seal(tables: Tables, content: bytes) -> bool:
    """Whether a content was sealed, and is no longer what was sealed."""
    said = any("seal" in meta for meta in tables.get("meta", {}).values())
    at_its_place = content[-AT_END - len(SEAL) : -AT_END] == SEAL  # though a bit of the table's name turned
    return (said or at_its_place) and not is_sealed(content)


def mended(content: bytes) -> bytes | None:
    """A sealed content without the one bit that has turned; None where it is not one alone."""
    body, end = content[:-AT_END], content[-AT_END:]
    right = _seal(content)
    if differs_by_one_bit(end, right):
        made = body + right
    else:
        found = None
        with contextlib.suppress(ValueError):
            found = corrected(body, int(end[: len(NO_SEAL)], 16))
        made = b"" if found is None else found + end
    return made if is_sealed(made) else None
