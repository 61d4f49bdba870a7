"""Changes that were acknowledged and are in neither file nor journal are told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import acknowledged, backups, examination, files, journal, repair
from procw_tui.store.loading import load
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.make import scout
from tests.store.test_store import logging


@pytest.fixture
def store(filled: Fill) -> Store:
    """A ledger with three changes that its file has not."""
    made = filled(scout("2026-11-20"))
    for day in (18, 19, 21):
        made.commit(logging(scout(f"2026-11-{day}")))
    return made


def cut(path: Path, lines: int) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-lines]))


def zeroed(path: Path, lines: int) -> None:
    content = path.read_bytes()
    good = b"".join(content.splitlines(keepends=True)[:-lines])
    path.write_bytes(good + b"\0" * (len(content) - len(good)))


def cut_within(path: Path, lines: int) -> None:
    if lines > 1:
        cut(path, lines - 1)
    path.write_bytes(path.read_bytes()[:-9])


LOSSES: list[Callable[[Path, int], None]] = [cut, zeroed, cut_within]


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_lines_that_vanished_are_told_until_something_is_logged(
    store: Store, now: datetime, lose: Callable[[Path, int], None], lines: int
) -> None:
    lose(journal.of(store.path), lines)
    opened = Store(store.path, lambda: now)
    news = opened.take_news()
    assert news is not None
    assert (news.what, news.missing) == ("short", lines)
    found = {each.what: each for each in examination.findings(store.path)}
    assert found["short"].facts == {"n": lines}
    assert found["journal"].facts["bad"] == 0  # no word of a line that was never acknowledged
    opened.commit(logging(scout("2026-11-22")))
    assert load(store.path).found is None
    assert len(load(store.path).ledger) == 5 - lines


def test_a_journal_that_was_deleted_is_told(store: Store) -> None:
    journal.of(store.path).unlink()
    found = load(store.path).found
    assert found is not None
    assert (found.what, found.missing) == ("short", 3)


def test_an_older_version_of_the_whole_ledger_is_told(store: Store, tmp_path: Path) -> None:
    shutil.copy2(files.backup_of(store.path), tmp_path / "older")
    store.settle()
    shutil.copy2(tmp_path / "older", store.path)
    journal.of(store.path).unlink()
    found = load(store.path).found
    assert found is not None
    assert found.what == "short"


def test_nothing_is_missing_that_was_never_acknowledged(store: Store) -> None:
    path = journal.of(store.path)
    path.write_bytes(path.read_bytes() + b"0123")
    assert load(store.path).found is None
    assert "short" not in [each.what for each in examination.findings(store.path)]


def test_nothing_is_missing_after_a_fold_a_restore_or_where_the_note_is_behind(
    store: Store, now: datetime
) -> None:
    noted = files.lock_of(store.path).read_bytes()
    store.settle()
    assert load(store.path).found is None
    store.commit(logging(scout("2026-11-22")))
    files.lock_of(store.path).write_bytes(noted)  # as after a power cut
    assert load(store.path).found is None
    (daily,) = backups.folder_of(store.path).glob("*.json")
    backups.put_back(store.path, daily.read_bytes(), now, "replaced")
    assert load(store.path).found is None


@pytest.mark.parametrize("written", [b"", b"x" * 300, b" " * 100 + b"9 k", b" " * 100 + b"-9 k l"])
def test_a_note_that_says_nothing_is_none(store: Store, written: bytes) -> None:
    files.lock_of(store.path).write_bytes(written)
    assert acknowledged.noted(store.path).ledger == ""
    assert load(store.path).found is None


def test_a_note_of_another_ledger_is_none(store: Store, tmp_path: Path, now: datetime) -> None:
    other = Store(tmp_path / "other.json", lambda: now)
    for day in range(1, 10):
        other.commit(logging(scout(f"2026-10-0{day}")))
    shutil.copy2(files.lock_of(other.path), files.lock_of(store.path))
    assert load(store.path).found is None


@pytest.mark.parametrize("how", ["cut", "deleted", "zeroed"])
def test_an_open_session_tells_of_another_ones_lines_that_vanished(
    store: Store, now: datetime, how: str
) -> None:
    known = journal.of(store.path).read_bytes()
    other = Store(store.path, lambda: now)
    for day in (1, 2):
        other.commit(logging(scout(f"2026-10-0{day}")))
    zeros = b"\0" * (journal.of(store.path).stat().st_size - len(known))
    if how == "deleted":
        journal.of(store.path).unlink()
    else:
        journal.of(store.path).write_bytes(known + (zeros if how == "zeroed" else b""))
    store.refresh()
    store.commit(logging(scout("2026-11-22")))
    news = store.take_news()
    assert news is not None
    assert (news.what, news.missing) == ("short", 2)
    assert load(store.path).found is None


@pytest.mark.parametrize("logs", [1, 2])
def test_a_copy_that_went_another_way_is_told(store: Store, now: datetime, tmp_path: Path, logs: int) -> None:
    beside = [files.backup_of(store.path), journal.of(store.path), journal.previous_of(store.path)]
    copies = [tmp_path / "there" / each.name for each in (store.path, *beside)]
    copies[0].parent.mkdir()
    for one, copy in zip((store.path, *beside), copies, strict=True):
        shutil.copy2(one, copy) if one.exists() else None
    there = Store(copies[0], lambda: now)
    for number in range(logs):
        there.commit(logging(scout("2026-10-01", client=str(number))))
    store.commit(logging(scout("2026-11-22", client="mine")))
    for one, copy in zip((store.path, *beside), copies, strict=True):
        shutil.copy2(copy, one) if copy.exists() else None
    found = load(store.path).found
    assert found is not None
    assert found.missing >= 1


@pytest.mark.parametrize("odd", ["healed", "edited"])
def test_what_is_missing_is_told_whatever_else_is_odd(store: Store, odd: str) -> None:
    if odd == "healed":
        cut(journal.of(store.path), 2)
        content, stat = bytearray(store.path.read_bytes()), store.path.stat()
        content[40] ^= 4
        store.path.write_bytes(content)
        os.utime(store.path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    else:
        journal.of(store.path).unlink()
        store.path.write_bytes(store.path.read_bytes().replace(b"2026-11-20", b"2026-11-02"))
    found = load(store.path).found
    assert found is not None
    assert found.missing == (2 if odd == "healed" else 3)
    assert found.what == odd
    repaired = repair.best(store.path)
    assert repaired is not None
    assert repaired.missing == found.missing


def test_without_file_and_journal_nothing_begins_anew_unsaid(store: Store, now: datetime) -> None:
    store.settle()
    for path in store.path.parent.glob("procw.json*"):
        if path.is_file() and path.suffix != ".lock":
            path.unlink()
    with pytest.raises(StoreError, match="empty_with_backup"):
        Store(store.path, lambda: now)
    shutil.rmtree(backups.folder_of(store.path))
    found = load(store.path).found
    assert found is not None
    assert found.what == "short"


def test_a_flipped_note_is_none(store: Store) -> None:
    lock = files.lock_of(store.path)
    before = lock.read_bytes()
    for place in range(100 * 8, len(before.rstrip()) * 8):
        flipped = bytearray(before)
        flipped[place // 8] ^= 1 << place % 8
        lock.write_bytes(flipped)
        assert load(store.path).found is None
    assert place > 1200


def test_a_repair_goes_on_from_what_was_acknowledged(
    store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = journal.of(store.path).read_bytes().splitlines(keepends=True)
    lines[2] = lines[2][:20] + b"??" + lines[2][22:]
    journal.of(store.path).write_bytes(b"".join(lines))
    monkeypatch.setattr(acknowledged, "note", lambda _real, _chain: None)  # killed before it could
    found, _kept = repair.repair(store.path, now)
    assert found.missing == 1
    loaded = load(store.path)
    assert loaded.found is None
    assert loaded.tables.chain.seq > acknowledged.noted(store.path).seq
