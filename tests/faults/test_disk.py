"""A disk that is full, fails or loses what was not synced, at every single call."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import journal
from procw_tui.store.store import Store
from tests.faults.scale import figure
from tests.make import scout
from tests.make_demo import NOW
from tests.store.test_store import logging, said

CALLS = ("write", "fsync", "fdatasync", "open", "ftruncate", "link")


class Failing:
    """Lets the n-th call that writes fail, and all after it until it is mended."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.left, self.code, self.mended = number, code, False
        for name in CALLS:
            patch.setattr(os, name, self._wrapped(getattr(os, name)))
        patch.setattr(Path, "replace", self._wrapped(Path.replace))

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            writes = real.__name__ != "open" or (args[1] & os.O_CREAT and "lock" not in str(args[0]))
            if not self.mended and writes:
                self.left -= 1
                if self.left < 0:
                    raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        return call


def steps(store: Store) -> Iterator[Callable[[], object]]:
    """An evening: logs, an edit, a fold, an undo."""
    yield lambda: store.commit(logging(scout("2026-11-21")))
    yield lambda: store.commit(lambda ledger: changes.edit(ledger, next(iter(ledger)).id, {"client": "A"}))
    yield store.settle
    yield lambda: store.commit(logging(scout("2026-11-20")))
    yield store.undo
    yield store.settle


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_every_call(tmp_path: Path, code: int) -> None:
    """From the n-th call on nothing can be written; memory and disk agree, and once there is room all goes on."""
    failed = 0
    for number in range(200):
        path = tmp_path / str(number) / "procw.json"
        path.parent.mkdir()
        store = Store(path, lambda: NOW)
        store.commit(logging(scout("2026-11-22")))
        refused = 0
        with pytest.MonkeyPatch.context() as patch:
            disk = Failing(patch, number, code)
            for step in steps(store):
                try:
                    step()
                except StoreError:
                    refused += 1
            disk.mended = True
            store.refresh()  # what a broken disk kept though it said no is taken in, as from another session
            assert said(Store(path, lambda: NOW)) == said(store), number
            store.commit(logging(scout("2026-11-19")))
            store.settle()
        assert said(Store(path, lambda: NOW)) == said(store)
        assert not [each for each in path.parent.iterdir() if each.name.endswith((".tmp", ".link"))]
        failed += 1
        if not refused and disk.left >= 0:
            break
    else:
        pytest.fail("the disk never held")
    figure(f"{os.strerror(code)} at each of {failed} calls: 0 lost")


class LossyDisk:
    """Knows what is on the disk for certain: content as of its last sync, names as of their folder's last sync."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, look: Callable[[], None]) -> None:
        self.folder, self._look = folder, look
        self.content: dict[int, bytes] = {}
        self.names: dict[str, int] = {}
        for name in ("fsync", "fdatasync"):
            patch.setattr(os, name, self._synced(getattr(os, name)))

    def _synced(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def sync(descriptor: int) -> None:
            self._look()  # the power may go just before
            real(descriptor)
            found = os.fstat(descriptor)
            if stat.S_ISDIR(found.st_mode):
                self.names = {path.name: path.stat().st_ino for path in self.folder.iterdir()}
            else:
                named = (path for path in self.folder.rglob("*") if path.stat().st_ino == found.st_ino)
                self.content[found.st_ino] = next(named).read_bytes()
            self._look()  # or just after

        return sync

    def after_power_cut(self, folder: Path) -> None:
        """A folder as one finds it when the power is back."""
        folder.mkdir()
        for name, inode in self.names.items():
            if inode in self.content:
                (folder / name).write_bytes(self.content[inode])


def test_a_power_cut_at_every_sync(tmp_path: Path) -> None:
    """Whenever the power goes: all that was acknowledged, with or without the change under way."""
    live, cuts = tmp_path / "live", 0
    live.mkdir()
    store = Store(live / "procw.json", lambda: NOW)
    found: list[list[dict[str, Any]]] = []
    disk: LossyDisk

    def look() -> None:
        nonlocal cuts
        cuts += 1
        folder = tmp_path / f"cut{cuts}"
        disk.after_power_cut(folder)
        found.append(said(Store(folder / "procw.json", lambda: NOW)))

    with pytest.MonkeyPatch.context() as patch:
        disk = LossyDisk(patch, live, look)
        for step in (lambda: store.commit(logging(scout("2026-11-22"))), *steps(store)):
            before = said(store)
            step()
            assert all(each in (before, said(store)) for each in found)
            found.clear()
            look()
            assert found.pop() == said(store)
    assert cuts > len(CALLS)
    figure(f"the power cut at {cuts} moments around each sync: 0 lost")


def test_every_byte_of_a_fold(tmp_path: Path) -> None:
    """Crash points of a fold: a temporary file of any length, the new file with the old journal, both new."""
    path = tmp_path / "procw.json"
    store = Store(path, lambda: NOW)
    for day in (20, 21, 22):
        store.commit(logging(scout(f"2026-11-{day}")))
    old_file, old_journal = path.read_bytes(), journal.of(path).read_bytes()
    store.settle()
    new_file, new_journal = path.read_bytes(), journal.of(path).read_bytes()
    cut = tmp_path / "cut"
    cut.mkdir()
    other = cut / "procw.json"
    for file, lines, left in (
        *((old_file, old_journal, new_file[:length]) for length in range(len(new_file) + 1)),
        (new_file, old_journal, b""),
        *((new_file, old_journal, new_journal[:length]) for length in range(len(new_journal) + 1)),
        (new_file, new_journal, b""),
    ):
        other.write_bytes(file)
        journal.of(other).write_bytes(lines)
        (cut / ".procw.json.0123.tmp").write_bytes(left)
        assert said(Store(other, lambda: NOW)) == said(store)
    figure(f"a fold cut at each of {len(new_file) + len(new_journal) + 4} places: 0 lost")
