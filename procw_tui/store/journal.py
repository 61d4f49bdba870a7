"""The journal beside the file: one checksummed line for each change since the file was last written whole.

File and journal together are the ledger at any instant. A line is `crc32 json`; it counts once its newline is
on disk. The first line says which version it follows: the ledger, the number and key of the last change in
it, and `folded`, the signature of the file as it was put in place. The others are numbered on from there. A
last line that is torn was never acknowledged and is dropped; whatever else does not fit is damage.
"""

from __future__ import annotations

import contextlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from procw_tui.domain.record.trouble import StoreError

from . import files
from .chain import Chain
from .checksum import corrected, differs_by_one_bit
from .migrations import FIRST_SCHEMA, SCHEMA

Body = dict[str, Any]
"""One line: `seq`, `key` and a change (`file_tables.FileEdit`), or in the first one `folded` and `ledger`."""
Place = files.Signature
"""Its signature, with as many bytes as are good."""

CRC_DIGITS = 8
HOLE = b"\x00\x00"
"""What a disk leaves where it has grown a file and not written into it; one zero alone is a flipped bit."""


class Journal(NamedTuple):
    """A journal as it was read."""

    folded: files.Signature | None
    """The signature of the file that it follows; None where there is no journal."""
    head: Chain
    """Where that file is."""
    lines: tuple[Body, ...]
    place: Place | None
    """Up to where it is good; None where there is none."""
    bad: int
    """Bytes behind the last good line."""
    damaged: bool
    """Whether a line that was acknowledged can't be read, or is missing."""
    unended: bool
    """Whether the last line lacks its newline."""
    schemas: tuple[Any, ...] = ()
    """What its first line and each of the others say."""

    @property
    def chain(self) -> Chain:
        """Where its last line is, with the keys of all."""
        keys = {**self.head.keys, **{body["seq"]: key_of(body) for body in self.lines}}
        return Chain(self.head.ledger, max(keys, default=0), keys)


EMPTY = Journal(None, Chain(), (), None, 0, damaged=False, unended=False)


def key_of(body: Body) -> str:
    """The key of a line's change."""
    return str(body.get("key", ""))


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


class Parsed(NamedTuple):
    """What a journal's bytes say."""

    lines: list[Body]
    """The good lines up to the first bad one."""
    good: int
    """The bytes of those that end as they should."""
    damaged: bool
    unended: bool
    """Whether the last of the good lines lacks its newline: nothing can be put behind it."""


def parse(content: bytes) -> Parsed:
    """The good lines, and whether what stands behind them is damage.

    A line that is cut, or has a hole in it, was being written when the power went. One that is whole and does
    not fit its checksum, or has others behind it, was acknowledged and is damaged. One that fits counts,
    though its newline be missing or another byte stand there.
    """
    lines: list[Body] = []
    good = 0
    *whole, last = content.split(b"\n")
    for number, raw in enumerate(whole):
        body = _body(raw)
        if body is None:
            torn = number == len(whole) - 1 and not last and HOLE in raw
            return Parsed(lines, good, damaged=not torn, unended=False)
        lines.append(body)
        good += len(raw) + 1
    unended = _body(last) or _body(last[:-1])
    return Parsed([*lines, unended] if unended else lines, good, damaged=False, unended=unended is not None)


_BEGINS = re.compile(rb"[0-9a-f]{8} \{")


def salvaged(content: bytes) -> list[Body]:
    """Every line that can be read, and each that one turned bit has spoilt, its newline included."""
    found: list[Body] = []
    raws = iter(content.split(b"\n"))
    bad = b""
    for raw in raws:
        body = _body(raw)
        if body is not None:
            found += [*_spoilt(bad), body]
            bad = b""
        elif bad and (joined := _mended(bad + b"\n" + raw)) is not None:
            found.append(joined)
            bad = b""
        else:
            found += _spoilt(bad)
            bad = raw
    return [*found, *_spoilt(bad)]


def _spoilt(raw: bytes) -> list[Body]:
    """What a bad line says: one whose bit has turned, or two whose newline has."""
    mended = _mended(raw)
    if mended is not None:
        return [mended]
    for match in _BEGINS.finditer(raw, 1):
        left, right = _body(raw[: match.start() - 1]), _body(raw[match.start() :])
        if left is not None or right is not None:
            return [
                *([left] if left is not None else _spoilt(raw[: match.start() - 1])),
                *([right] if right is not None else _spoilt(raw[match.start() :])),
            ]
    return []


def _mended(raw: bytes) -> Body | None:
    """What a line says without the one bit that has turned; None where it is not one alone."""
    crc, text = raw[: CRC_DIGITS + 1], raw[CRC_DIGITS + 1 :]
    right = b"%08x " % zlib.crc32(text)
    if differs_by_one_bit(crc, right):
        return _body(right + text)
    with contextlib.suppress(ValueError):
        mended = corrected(text, int(crc[:CRC_DIGITS], 16))
        return _body(crc + mended) if mended is not None else None
    return None


def read(path: Path) -> Journal:
    """The journal of a file; an empty one where there is none.

    StoreError where it can't be read or is no plain file.
    """
    return _read(of(path))


def read_previous(path: Path) -> Journal:
    """The journal before the last fold, as `read`."""
    return _read(previous_of(path))


def _read(path: Path) -> Journal:
    try:
        descriptor = files.opened(path, os.O_RDONLY)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - its inode is needed of the very same opening
            stat = os.fstat(file.fileno())
            content = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return EMPTY
    except OSError as error:
        raise StoreError("not_readable", path=path, detail=error.strerror) from None
    found = parse(content)
    folded = _signature(found.lines[0].get("folded")) if found.lines else None
    place, bad = (
        (stat.st_mtime_ns, found.good, stat.st_ino),
        0 if found.unended else len(content) - found.good,
    )
    if folded is None:
        return EMPTY._replace(place=place, bad=bad, damaged=True)
    first, *rest = found.lines
    head = Chain(str(first.get("ledger", "")), first["seq"], {first["seq"]: key_of(first)})
    in_order = [body["seq"] for body in rest] == list(range(head.seq + 1, head.seq + 1 + len(rest)))
    damaged = found.damaged or not in_order
    schemas = tuple(body.get("schema", FIRST_SCHEMA) for body in found.lines)
    return Journal(folded, head, tuple(rest), place, bad, damaged, found.unended, schemas)


def _signature(found: Any) -> files.Signature | None:
    if isinstance(found, list) and len(found) == 3 and all(isinstance(part, int) for part in found):  # noqa: PLR2004
        return found[0], found[1], found[2]
    return None


def place(path: Path) -> Place | None:
    """The signature of a file's journal; None where there is none. StoreError where that can't be known."""
    return files.signature(of(path))


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
        return os.fstat(descriptor).st_mtime_ns, after[1] + len(line), after[2]
    finally:
        os.close(descriptor)


def _write(descriptor: int, content: bytes) -> None:
    """All of it, or OSError: half a line is no line."""
    written = os.write(descriptor, content)
    if written != len(content):
        written += os.write(descriptor, content[written:])  # says why not, where the disk is full
    if written != len(content):
        raise OSError(0, "short write")


def begin(path: Path, last: Chain, folded: files.Signature, rest: Iterable[Body] = ()) -> Place:
    """A fresh journal behind a file that has everything up to where `last` is.

    `rest` are the lines after it. The one before is kept beside it.
    """
    target = of(path)
    with files.prepared(target, b"".join(_lines(last, folded, rest))) as temporary:
        with contextlib.suppress(OSError):  # none yet, or a file system without hard links
            files.keep_link(target, previous_of(path))
        stat = temporary.stat()  # a rename leaves it as it is
        files.put_in_place(temporary, target, keep_previous=False)
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _lines(last: Chain, folded: files.Signature, rest: Iterable[Body]) -> Iterator[bytes]:
    where = {"seq": last.seq, "key": last.key, "ledger": last.ledger}
    yield line_of({**where, "schema": SCHEMA, "folded": list(folded)})
    yield from map(line_of, rest)
