"""Where mails lie: one in a file, many in an mbox or a Maildir. They are read, and nothing else."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from procw_tui.domain.record.trouble import StoreError

from .mail import MOST_BYTES

MAILDIR = ("new", "cur")
_BEGIN = re.compile(
    rb"From \S+ .*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d\d:\d\d(?::\d\d)?.* \d{4}(?: [+-]\d{4})?\s*$"
)
"""The line before each mail of an mbox: an address, and when it came. One in a text looks otherwise."""
_MARK = b"\xef\xbb\xbf"
_HEADER = re.compile(rb"[!-9;-~]+:")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Letter(NamedTuple):
    """A mail's bytes and what it is called where it lies; without bytes it could not be read."""

    name: str
    content: bytes | None


def letters(path: Path, known: Container[str] = ()) -> Iterator[Letter]:
    """The mails of a file or a folder; of a folder those whose names are not `known`.

    StoreError where there is nothing, or something that can't hold mails.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _in_folder(path, known)
        elif stat.S_ISREG(mode):
            yield from _in_file(path)
        else:
            raise StoreError("not_a_file", path=path)
    except FileNotFoundError:
        raise StoreError("no_such_file", path=path) from None
    except OSError as error:
        raise StoreError("not_readable", path=path, detail=error.strerror) from None
    except ValueError as error:  # a NUL in the name
        raise StoreError("not_readable", path=path, detail=error) from None


def in_stream(stream: BinaryIO) -> Iterator[Letter]:
    """The mails on standard input: one as a mailer hands it over, or an mbox."""
    for number, content in enumerate(_split(stream), 1):
        yield Letter(str(number), content)


def is_maildir(path: Path) -> bool:
    """Whether a folder is laid out as a Maildir."""
    return all((path / name).is_dir() for name in MAILDIR)


def stamp(path: Path) -> tuple[int, ...]:
    """What changes when a mail comes into a Maildir or leaves it; StoreError where it can't be looked at."""
    try:
        return tuple((path / name).stat().st_mtime_ns for name in MAILDIR)
    except (OSError, ValueError) as error:
        raise StoreError("not_readable", path=path, detail=error) from None


def _in_folder(path: Path, known: Container[str]) -> Iterator[Letter]:
    if not is_maildir(path):
        for file in sorted(each for each in _files(path) if each.endswith(".eml")):
            yield Letter(os.path.basename(file), _content(file))  # noqa: PTH119 - thousands
        return
    for file in sorted(each for name in MAILDIR for each in _files(path / name)):
        name = os.path.basename(file).partition(":")[0]  # noqa: PTH119 - behind it are flags
        if name not in known:
            yield Letter(name, _content(file))


def _files(folder: Path) -> Iterable[str]:
    with os.scandir(folder) as entries:
        return [entry.path for entry in entries if not entry.name.startswith(".")]


def _content(file: str) -> bytes | None:
    """A file's bytes; None where it is none that can be read, or has gone meanwhile."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read(MOST_BYTES) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
    except OSError:
        return None


def _in_file(path: Path) -> Iterator[Letter]:
    with path.open("rb") as stream:
        for number, content in enumerate(_split(stream), 1):
            yield Letter(f"{path.name} {number}" if number > 1 else path.name, content)


def _split(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of an mbox, one after the other; what does not begin as one is one mail."""
    first = next((line for line in stream if line.removeprefix(_MARK).strip()), b"").removeprefix(_MARK)
    if not first.startswith(b"From "):
        if first:
            yield (first + stream.read(MOST_BYTES))[:MOST_BYTES]
        return
    lines, size, begun = list[bytes](), 0, b""
    for line in stream:
        if begun and not _HEADER.match(line):  # whether it begins a mail is told by the line below it
            lines.append(begun)
        elif begun:
            yield _unescaped(lines)
            lines, size = [], 0
        begun = line if _BEGIN.match(line) else b""
        if not begun and size <= MOST_BYTES:
            lines.append(line)
            size += len(line)
    if lines or begun:
        yield _unescaped([*lines, *([begun] if begun else [])])


def _unescaped(lines: list[bytes]) -> bytes:
    return _ESCAPED.sub(rb"\1", b"".join(lines))
