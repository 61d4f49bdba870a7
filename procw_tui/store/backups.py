"""Backups that make themselves: one a day, each verified, thinned out to 7 days, 4 weeks and 12 months."""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.trouble import StoreError

from . import files, journal
from .collecting import no_collection
from .content import damaged, dump, parse, seq_of
from .documents import decode_table
from .loading import load

DAYS, WEEKS, MONTHS = 7, 4, 12
MOST_REPLACED = 12
"""Versions that were replaced by a restore or a repair: the newest are kept."""
_DAILY = re.compile(r"(\d{4}-\d{2}-\d{2})\.json")
_REPLACED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}-[a-z]+\d*\.json")


class Backup(NamedTuple):
    """One backup. `records` None where it can't be read."""

    name: str
    path: Path
    size: int
    records: int | None
    seq: int
    """The number of the last change in it."""


def folder_of(path: Path) -> Path:
    """Where the backups of a file are."""
    real = files.real(path)
    return real.with_name(real.name + ".backups")


def belongings(path: Path) -> list[Path]:
    """Every file that belongs to a ledger, itself and its backups included; not each need exist."""
    real, folder = files.real(path), folder_of(path)
    copies = _within(folder)
    return [real, *(of(real) for of in (
        files.backup_of, files.lock_of, files.drafts_of, journal.of, journal.previous_of,
    )), *copies]  # fmt: skip


def _within(folder: Path) -> list[Path]:
    """What is in a folder; nothing where there is none or where it is closed."""
    with contextlib.suppress(OSError):
        return list(folder.iterdir())
    return []


def kept(days: Iterable[date]) -> set[date]:
    """Of the days with a backup those to keep: the last 7, and the last of each of 4 weeks and 12 months."""
    ordered = sorted(set(days), reverse=True)
    found = set(ordered[:DAYS])
    weeks: dict[object, date] = {}
    months: dict[object, date] = {}
    for day in ordered:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return found | set([*weeks.values()][:WEEKS]) | set([*months.values()][:MONTHS])


def verify(path: Path, content: bytes) -> int:
    """How many records a file's content has; StoreError where it is not whole."""
    if not content.strip():
        raise damaged(path, "empty")
    with no_collection():
        tables = parse(path, content)
        return sum(len(decode_table(path, kind, tables.get(kind, {}))[0]) for kind in KINDS)


def daily(path: Path, content: bytes, today: date) -> bool:
    """Keep this content as today's backup, unless there is one; then thin out. Whether one was made."""
    folder = folder_of(path)
    target = folder / f"{today.isoformat()}.json"
    if target.exists():
        return False
    files.make_folder(folder)
    with files.prepared(target, content) as temporary:
        verify(target, temporary.read_bytes())
        files.put_in_place(temporary, target, keep_previous=False)
    _thin_out(folder)
    return True


def _thin_out(folder: Path) -> None:
    names = {match[1]: path for path in folder.iterdir() if (match := _DAILY.fullmatch(path.name))}
    days: dict[date, Path] = {}
    for name, path in names.items():
        with contextlib.suppress(ValueError):
            days[date.fromisoformat(name)] = path
    keep = kept(days)
    replaced = sorted(path for path in folder.iterdir() if _REPLACED.fullmatch(path.name))
    for path in [*(path for day, path in days.items() if day not in keep), *replaced[:-MOST_REPLACED]]:
        path.unlink(missing_ok=True)


def listed(path: Path) -> list[Backup]:
    """Every backup, the newest first; what the last fold replaced is the first of them."""
    found: list[Backup] = []
    folder, previous = folder_of(path), files.backup_of(files.real(path))
    paths = [each for each in _within(folder) if each.suffix == ".json"]
    # os.path: false where a folder above is closed
    for each in [*([previous] if os.path.isfile(previous) else []), *sorted(paths, reverse=True)]:  # noqa: PTH113
        records, seq, content = None, 0, b""
        with contextlib.suppress(StoreError):
            content = files.read_bytes(each) or b""
            records, seq = verify(each, content), seq_of(parse(each, content))
        found.append(Backup(each.name, each, len(content), records, seq))
    return found


def find(path: Path, name: str) -> Backup:
    """The backup of a name; StoreError where there is none or where it can't be read."""
    named = [backup for backup in listed(path) if backup.name in {name, f"{name}.json"}]
    if not named:
        raise StoreError("no_such_backup", name=name)
    if named[0].records is None:
        raise StoreError("damaged", path=named[0].path, detail="backup")
    return named[0]


def keep_present(path: Path, now: datetime, why: str) -> Path | None:
    """What is there now as a backup of its own, whole where it can be read, else byte for byte."""
    real = files.real(path)
    content = files.read_bytes(real)
    lines = files.read_bytes(journal.of(real))
    if not content and not lines:
        return None
    folder = folder_of(path)
    files.make_folder(folder)
    target = folder / f"{now:%Y-%m-%dT%H%M%S}-{why}.json"
    number = 1
    while target.exists():  # a second one in the same second, or on a clock that stands
        number += 1
        target = folder / f"{now:%Y-%m-%dT%H%M%S}-{why}{number}.json"
    try:
        found = load(real)
        files.replace(target, dump(found.tables.by_name, found.tables.seq), keep_previous=False)
    except StoreError:
        files.replace(target, content or b"", keep_previous=False)
        if lines:
            files.replace(journal.of(target), lines, keep_previous=False)
    return target


def put_back(path: Path, content: bytes, now: datetime, why: str) -> Path | None:
    """A verified content in place of the ledger; what was there is kept. Where it is kept, if there was any.

    Its change number is above every one that an open session can know, so that all of them read it anew.
    """
    with files.turn(path):
        present = keep_present(path, now, why)
        real = files.real(path)
        tables = parse(real, content)
        try:
            lines = journal.read(real)
            numbers = [lines.folded_seq, *(body["seq"] for body in lines.lines)]
        except StoreError:
            numbers = []
        with contextlib.suppress(StoreError):
            numbers.append(seq_of(parse(real, files.read_bytes(real))))
        seq = max([*numbers, seq_of(tables)]) + 1
        files.replace(real, dump(tables, seq), keep_previous=False)
        signature = files.signature(real)
        if signature is not None:
            journal.begin(real, (seq, uuid.uuid4().hex), signature)
    return present
