"""What is wrong with a ledger and with what stands beside it."""

from __future__ import annotations

import contextlib
import os
import shlex
import stat
from pathlib import Path
from typing import NamedTuple

from procw_tui.domain.record.trouble import StoreError
from procw_tui.domain.record.values import changed_on

from . import backups, files, journal
from .loading import load
from .merge import copy_of


class Symptom(NamedTuple):
    """One thing that was looked at: what, whether it is well, and the facts of it."""

    what: str
    well: bool
    facts: dict[str, object]


def findings(path: Path) -> list[Symptom]:
    """File, journal and backups, and whatever else keeps the ledger from being written."""
    of_file = _file(path)
    lacks = any(each.what == "short" for each in of_file)
    return [
        *of_file,
        _journal(path, lacks=lacks),
        *_lock(path),
        *_odd(path),
        _private(path),
        *_foreign(path),
        _backups(path),
    ]


def _file(path: Path) -> list[Symptom]:
    """The file, what is odd about it, and records whose last change is no moment.

    Those break nothing, and merge as the oldest.
    """
    try:
        found = load(path)
    except StoreError as error:
        return [Symptom("file", well=False, facts={"trouble": error})]
    facts: dict[str, object] = {"path": path, "records": len(found.ledger), "new": found.signature is None}
    every = [Symptom("file", well=True, facts=facts)]
    odd = found.found
    if odd is not None and odd.what == "healed":
        every = [Symptom("file", well=False, facts=facts | {"healed": odd.source})]
    if odd is not None and odd.edited and found.journal.folded is None:
        every.append(Symptom("edited", well=False, facts={}))
    if odd is not None and odd.what == "apart" and found.journal.folded is not None:
        every.append(Symptom("of_another", well=False, facts={"path": journal.of(path)}))
    if odd is not None and odd.missing:
        every.append(Symptom("short", well=False, facts={"n": odd.missing}))
    stones = found.tables.by_name["deleted"].values()
    every += [
        Symptom("apart", well=False, facts={"path": each.path, "n": len(each.change.ops)})
        for each in backups.unmerged(path, lambda: copy_of(found.ledger, stones))
    ]
    stampless = [each for each in found.ledger if each.changed_at and changed_on(each.changed_at) is None]
    if stampless:
        every.append(Symptom("stamps", well=False, facts={"n": len(stampless), "id": stampless[0].id}))
    return every


def _journal(path: Path, *, lacks: bool) -> Symptom:
    """The journal; what stands behind its last line is a torn one, unless acknowledged ones are missing."""
    try:
        found = journal.read(files.real(path))
    except StoreError as error:
        return Symptom("journal", well=False, facts={"n": 0, "trouble": error, "bad": 0})
    facts: dict[str, object] = {"n": len(found.lines), "bad": 0 if lacks else found.bad}
    return Symptom("journal", well=not found.damaged, facts=facts)


def _lock(path: Path) -> list[Symptom]:
    """What stands where writers take turns, where that is no file or the disk has no locks."""
    try:
        if os.path.lexists(files.lock_of(files.real(path))):  # false where a folder above is closed
            files.holder(path)
    except StoreError as error:
        return [Symptom("lock", well=False, facts={"trouble": error})]
    return []


def odd_places(path: Path) -> list[Path]:
    """The places beside a ledger at which something stands that is not what belongs there."""
    real = files.real(path)
    own = (files.lock_of(real), files.drafts_of(real), journal.of(real), journal.previous_of(real))
    found = [each for each in own if os.path.lexists(each) and (each.is_symlink() or not each.is_file())]
    bak, folder = files.backup_of(real), backups.folder_of(path)  # these may be links to another disk
    found += [bak] if os.path.lexists(bak) and not bak.is_file() else []
    return found + ([folder] if os.path.lexists(folder) and not folder.is_dir() else [])


def _odd(path: Path) -> list[Symptom]:
    """Those of which nothing else tells: all but lock and journal."""
    told = {files.lock_of(files.real(path)), journal.of(files.real(path))}
    odd = [each for each in odd_places(path) if each not in told]
    return [Symptom("odd", well=False, facts={"names": ", ".join(each.name for each in odd)})] if odd else []


def _backups(path: Path) -> Symptom:
    """The older versions, the journal before the last fold included; what is kept as damaged may be so."""
    known = [each for each in backups.listed(path) if not backups.is_damaged(each.name)]
    good = [each for each in known if each.records is not None]
    facts: dict[str, object] = {
        "good": len(good), "n": len(known), "name": good[0].name if good else "",
        "bad": ", ".join(each.name for each in backups.spoilt(path)),
    }  # fmt: skip
    return Symptom("backups", well=not facts["bad"], facts=facts)


def _private(path: Path) -> Symptom:
    ours = backups.belongings(path)
    open_ones = [
        each.name for each in ours
        if (found := _status(each)) and stat.S_ISREG(found.st_mode) and found.st_mode & 0o077
    ]  # fmt: skip
    return Symptom("private", well=not open_ones, facts={"names": ", ".join(open_ones)})


def _status(path: Path) -> os.stat_result | None:
    with contextlib.suppress(OSError):
        found = path.lstat()
        return None if stat.S_ISLNK(found.st_mode) else found
    return None


def _foreign(path: Path) -> list[Symptom]:
    """Files of another user's that can't be used: root's mostly, of a command that ran with sudo."""
    real = files.real(path)
    found = [
        each for each in (real.parent, backups.folder_of(path), *backups.belongings(path))
        if (status := _status(each)) and status.st_uid != os.geteuid()
        and not os.access(each, os.R_OK | os.W_OK | (os.X_OK if stat.S_ISDIR(status.st_mode) else 0))
    ]  # fmt: skip
    facts: dict[str, object] = {"user": os.geteuid(), "files": shlex.join(map(str, found))}
    return [Symptom("foreign", well=False, facts=facts)] if found else []
