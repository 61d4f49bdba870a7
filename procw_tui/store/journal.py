"""The journal beside the file: one checksummed line for each change since the file was last written whole.

File and journal together are the ledger at any instant. A line is `crc32 json`; it counts once its newline is
on disk. The first line says which file it follows (`folded`: that file's signature) and up to which change
that file goes. A last line that is torn was never acknowledged and is dropped; a bad line before good ones is
damage.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from procw_tui.domain.record.trouble import StoreError

from . import files

Body = dict[str, Any]
"""One line: `seq` and a change (`state.FileEdit`), or in the first one `seq` and `folded`."""
Place = tuple[int, int]
"""Inode and size."""

CRC_DIGITS = 8
HOLE = b"\x00"


class Journal(NamedTuple):
    """A journal as it was read."""

    folded: files.Signature | None
    """The signature of the file that it follows; None where nothing says so."""
    folded_seq: int
    folded_key: str
    """The number of the last change in that file, and its key: another ledger may count alike."""
    lines: tuple[Body, ...]
    place: Place | None
    """Its inode and how many bytes of it are good; None where there is none."""
    bad: int
    """Bytes behind the last good line."""
    damaged: bool
    """Whether a line that was acknowledged can't be read."""


EMPTY = Journal(None, 0, "", (), None, 0, damaged=False)


def of(path: Path) -> Path:
    """Where the journal of a file is."""
    return path.with_name(path.name + ".journal")


def previous_of(path: Path) -> Path:
    """The lines that the last fold took into the file: with the version before it they make the file anew."""
    return path.with_name(path.name + ".journal.bak")


def line_of(body: Mapping[str, Any]) -> bytes:
    """A line with its checksum."""
    text = orjson.dumps(body)
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _body(line: bytes) -> Body | None:
    """What a line says; None where its checksum does not fit."""
    crc, text = line[:CRC_DIGITS], line[CRC_DIGITS + 1 :]
    with contextlib.suppress(ValueError):
        if line[CRC_DIGITS : CRC_DIGITS + 1] == b" " and int(crc, 16) == zlib.crc32(text):
            found = orjson.loads(text)
            return found if isinstance(found, dict) and isinstance(found.get("seq"), int) else None
    return None


def parse(content: bytes) -> tuple[list[Body], int, bool]:
    """The good lines up to the first bad one, how many bytes they take, and whether the bad one is damage.

    A line without its end, or with a hole in it, was being written when the power went. One that is whole and
    does not fit its checksum, or has others behind it, was acknowledged and is damaged.
    """
    lines: list[Body] = []
    good = 0
    whole = content.split(b"\n")[:-1]
    for number, raw in enumerate(whole):
        body = _body(raw)
        if body is None:
            torn = number == len(whole) - 1 and HOLE in raw
            return lines, good, not torn
        lines.append(body)
        good += len(raw) + 1
    return lines, good, False


def read(path: Path) -> Journal:
    """The journal of a file; an empty one where there is none.

    StoreError where it can't be read or is no plain file.
    """
    try:
        descriptor = files.opened(of(path), os.O_RDONLY)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - its inode is needed of the very same opening
            inode = os.fstat(file.fileno()).st_ino
            content = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return EMPTY
    except OSError as error:
        raise StoreError("not_readable", path=of(path), detail=error.strerror) from None
    lines, good, damaged = parse(content)
    folded, seq, key = None, 0, ""
    if lines and "folded" in lines[0]:
        first = lines.pop(0)
        folded, seq, key = _signature(first["folded"]), first["seq"], str(first.get("key", ""))
    return Journal(folded, seq, key, tuple(lines), (inode, good), len(content) - good, damaged)


def _signature(found: Any) -> files.Signature | None:
    if isinstance(found, list) and len(found) == 3 and all(isinstance(part, int) for part in found):  # noqa: PLR2004
        return found[0], found[1], found[2]
    return None


def place(path: Path) -> Place | None:
    """Inode and size of a file's journal; None where there is none. StoreError where that can't be known."""
    try:
        stat = of(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError("not_readable", path=of(path), detail=error.strerror) from None
    return stat.st_ino, stat.st_size


def append(path: Path, line: bytes, after: Place) -> Place:
    """Put a line behind the good ones and return once it is on disk; OSError where it can't be.

    Then nothing of it stays.

    For a caller that holds the turn and knows the journal: `after` is the place up to which it is good.
    """
    descriptor = files.opened(of(path), os.O_WRONLY | os.O_APPEND)
    try:
        if os.fstat(descriptor).st_size != after[1]:
            os.ftruncate(descriptor, after[1])  # a torn line of somebody who died
        try:
            _write(descriptor, line)
            os.fdatasync(descriptor)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, after[1])
            raise
        return after[0], after[1] + len(line)
    finally:
        os.close(descriptor)


def _write(descriptor: int, content: bytes) -> None:
    """All of it, or OSError: half a line is no line."""
    written = os.write(descriptor, content)
    if written != len(content):
        written += os.write(descriptor, content[written:])  # says why not, where the disk is full
    if written != len(content):
        raise OSError(0, "short write")


def begin(path: Path, last: tuple[int, str], folded: files.Signature, rest: Iterable[Body] = ()) -> Place:
    """A fresh journal behind a file that has everything up to the `last` change (number and key).

    `rest` are the lines after it.

    The one before is kept beside it.
    """
    target = of(path)
    with files.prepared(target, b"".join(_lines(last, folded, rest))) as temporary:
        with contextlib.suppress(OSError):  # none yet, or a file system without hard links
            files.keep_link(target, previous_of(path))
        stat = temporary.stat()
        files.put_in_place(temporary, target, keep_previous=False)
    return stat.st_ino, stat.st_size


def _lines(last: tuple[int, str], folded: files.Signature, rest: Iterable[Body]) -> Iterator[bytes]:
    yield line_of({"seq": last[0], "key": last[1], "folded": list(folded)})
    yield from map(line_of, rest)
