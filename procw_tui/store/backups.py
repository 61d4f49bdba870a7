"""Backups that make themselves: one a day, each verified, thinned out to 7 days, 4 weeks and 12 months."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.trouble import StoreError

from . import acknowledged, files, journal
from .chain import Chain, chain_of, new_key
from .collecting import no_collection
from .content import Tables, damaged, dump, lost_its_seal, parse
from .documents import decode_table
from .file_tables import FileTables
from .loading import copy_at, load
from .merge import Copy, merge

DAYS, WEEKS, MONTHS = 7, 4, 12
MOST_REPLACED = 12
"""Versions that were replaced by a restore or a repair: the newest are kept."""
_DAILY = re.compile(r"(\d{4}-\d{2}-\d{2})\.json")
_REPLACED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}-(?!apart)[a-z]+\d*\.json")
_ASIDE = "aside"
_APART = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}-apart\d*\.json")
"""What another version has alone is never thinned out: it is nowhere else."""


class Backup(NamedTuple):
    """One backup. `records` None where it can't be read."""

    name: str
    path: Path
    size: int
    records: int | None
    seq: int
    """The number of the last change in it."""
    ledger: str
    """Whose it is; empty where nobody knows."""
    is_spoilt: bool
    """Whether it is damaged, and not only closed to this user or a newer program's."""


def folder_of(path: Path) -> Path:
    """Where the backups of a file are."""
    return files.backups_of(files.real(path))


def belongings(path: Path) -> list[Path]:
    """Every file that belongs to a ledger, itself and its backups included; not each need exist."""
    real, folder = files.real(path), folder_of(path)
    copies = _within(folder)
    versions = (of(real) for of in (files.backup_of, journal.of, journal.previous_of))
    return [real, *files.holding_nothing(real), *versions, *copies]


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
        if lost_its_seal(tables, content):
            raise damaged(path, "checksum")
        return sum(len(decode_table(path, kind, tables.get(kind, {}))[0]) for kind in KINDS)


def daily(path: Path, content: bytes, today: date) -> bool:
    """Keep this content as today's backup, unless there is one; then thin out. Whether one was made."""
    folder = folder_of(path)
    target = folder / f"{today.isoformat()}.json"
    if target.exists():
        return False
    files.make_folder(folder)
    with files.prepared(target, content) as temporary:
        if temporary.read_bytes() != content:  # what memory holds was read and is whole
            raise damaged(target, "checksum")
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
        journal.of(path).unlink(missing_ok=True)


def listed(path: Path) -> list[Backup]:
    """Every backup, the newest first; what the last fold replaced is the first of them."""
    found: list[Backup] = []
    folder, previous = folder_of(path), files.backup_of(files.real(path))
    paths = [each for each in _within(folder) if each.suffix == ".json"]
    # os.path: false where a folder above is closed
    for each in [*([previous] if os.path.isfile(previous) else []), *sorted(paths, reverse=True)]:  # noqa: PTH113
        records, chain, content, is_spoilt = None, Chain(), b"", False
        try:
            content = files.read_bytes(each) or b""
            records, chain = verify(each, content), chain_of(parse(each, content))
        except StoreError as error:
            is_spoilt = error.trouble == "damaged"
        found.append(Backup(each.name, each, len(content), records, chain.seq, chain.ledger, is_spoilt))
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
    target = _free(real, now, why)
    with contextlib.suppress(StoreError):
        loaded = load(real)
        if loaded.found is None or loaded.found.what != "healed":
            keep_apart(real, loaded.found.apart if loaded.found else None, now)
            files.replace(target, dump(loaded.tables.by_name, loaded.tables.chain), keep_previous=False)
            return target
    files.replace(target, content or b"", keep_previous=False)
    if lines:
        files.replace(journal.of(target), lines, keep_previous=False)
    return target


def _free(real: Path, now: datetime, why: str) -> Path:
    """A name that no backup has: a second one in the same second, or on a clock that stands, is numbered."""
    folder = folder_of(real)
    files.make_folder(folder)
    target = folder / f"{now:%Y-%m-%dT%H%M%S}-{why}.json"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{now:%Y-%m-%dT%H%M%S}-{why}{number}.json"
    return target


def is_damaged(name: str) -> bool:
    """Whether it was kept as something that is damaged: nobody expects to read it."""
    return "-damaged" in name


def spoilt(path: Path) -> list[Path]:
    """The older versions that can't be read, and the journal before the last fold if it can't be."""
    found = [each.path for each in listed(path) if each.is_spoilt and not is_damaged(each.name)]
    with contextlib.suppress(StoreError):
        before = journal.previous_of(files.real(path))
        previous = journal.read_previous(files.real(path))
        if previous.damaged or previous.bad:
            found.append(before)
    return found


def damaged_name(path: Path, spoilt: Path, now: datetime) -> Path:
    """Where an older version that can't be read is kept, or the journal before the last fold.

    What another version has alone keeps its name, so that it is never thinned out.
    """
    if _APART.fullmatch(spoilt.name):
        return spoilt.with_name(f"{spoilt.stem}-damaged.json")
    target = _free(files.real(path), now, "damaged")
    return journal.of(target) if spoilt == journal.previous_of(files.real(path)) else target


def is_of_another(name: str) -> bool:
    """Whether a backup is what another version had, and maybe another ledger."""
    return "-apart" in name or f"-{_ASIDE}" in name


def keep_apart(path: Path, tables: FileTables | None, now: datetime) -> Path | None:
    """What another version of the ledger has alone, as a backup to merge, once. OSError where it can't be."""
    if tables is None:
        return None
    content = dump(tables.by_name, tables.chain)
    for each in _within(folder_of(path)):
        with contextlib.suppress(StoreError):
            if each.suffix == ".json" and files.read_bytes(each) == content:
                return each  # also one that was put aside
    target = _free(files.real(path), now, "apart")
    files.replace(target, content, keep_previous=False)
    return target


class Unmerged(NamedTuple):
    """A copy of what another version has alone, and what folding it in would change."""

    path: Path
    change: Change


def unmerged(path: Path, mine: Callable[[], Copy]) -> list[Unmerged]:
    """Those of which something is missing in a ledger, the newest first; mostly there are none to look at."""
    kept = sorted((each for each in _within(folder_of(path)) if _APART.fullmatch(each.name)), reverse=True)
    if not kept:
        return []
    here, found = mine(), list[Unmerged]()
    for each in kept:
        with contextlib.suppress(StoreError):
            found.append(Unmerged(each, merge(here, copy_at(each)).change))
    return [each for each in found if each.change.ops]


def put_aside(kept: Path) -> None:
    """Nobody waits for it any more: it is thinned out with the replaced versions."""
    if _APART.fullmatch(kept.name) and kept.parent.name.endswith(".backups"):
        number = 1
        target = kept.with_name(kept.name.replace("-apart", f"-{_ASIDE}"))
        while target.exists():
            number += 1
            target = kept.with_name(re.sub(r"-apart\d*", f"-{_ASIDE}{number}", kept.name))
        with contextlib.suppress(OSError):
            kept.rename(target)


def put_alone(real: Path, content: bytes) -> None:
    """A version in place that no older one makes anew with its lines: it is its own older one as well."""
    files.replace(real, content, keep_previous=False)
    with contextlib.suppress(OSError, StoreError):  # something else stands at that place
        files.replace(files.backup_of(real), content, keep_previous=False)


def put_back(path: Path, content: bytes, now: datetime, why: str) -> Path | None:
    """A verified content in place of the ledger; what was there is kept. Where it is kept, if there was any.

    It goes on from what is there, as a change of its own, so that open sessions take it in.
    """
    with files.turn(path):
        present = keep_present(path, now, why)
        real = files.real(path)
        tables = parse(real, content)
        here = _present_chain(real, tables)
        last = acknowledged.noted(real)
        latest = max(here.seq, last.seq if last.ledger == here.ledger else 0)
        chain = here.with_change(latest + 1, new_key()).named()
        put_alone(real, dump(tables, chain))
        signature = files.signature(real)
        if signature is not None:
            journal.begin(real, chain, signature)
        acknowledged.note(real, chain)
    return present


def _present_chain(real: Path, tables: Tables) -> Chain:
    """Where the ledger is that is there now, as far as it can be read, or where the tables are if further."""
    own = chain_of(tables)
    with contextlib.suppress(StoreError):
        found = load(real)
        if found.signature is not None:
            return _further(found.tables.chain, own)
    with contextlib.suppress(StoreError):
        found_lines = journal.read(real)
        if found_lines.chain.seq:
            return _further(found_lines.chain, own)
    return own


def _further(present: Chain, own: Chain) -> Chain:
    return own if own.ledger == present.ledger and own.seq > present.seq else present


def missing(path: Path) -> int:
    """How many changes that were acknowledged last are nowhere, as far as the ledger can be read."""
    with contextlib.suppress(StoreError):
        found = load(path).found
        return found.missing if found is not None else 0
    return 0
