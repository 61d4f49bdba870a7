"""One bit of the disk turns round: nothing is read differently without a word."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.record.records import Scout
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import backups, files, journal, repair
from procw_tui.store.codec import encode
from procw_tui.store.loading import load
from procw_tui.store.store import Store
from tests.faults.scale import figure, times
from tests.make import scout
from tests.make_demo import NOW
from tests.store.test_store import logging

Said = list[dict[str, Any]]


def said(path: Path) -> Said:
    """Every record of a file, as it is written."""
    return [encode(record) for record in load(path).ledger]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a fold behind it, a backup, and lines in its journal."""
    store = Store(tmp_path / "a.json", lambda: NOW)
    for day in (20, 21):
        store.commit(logging(scout(f"2026-11-{day}", client="みどり工房", note="@ a")))
    store.settle()
    store.commit(logging(scout("2026-11-22", client="Web")))
    store.settle()
    first = next(iter(store.ledger.all(Scout)))
    store.commit(lambda ledger: changes.edit(ledger, first.id, {"client": "A@B"}))
    store.commit(logging(scout("2026-11-19", note="last")))
    return store.path


def flip(path: Path, byte: int, bit: int) -> None:
    """Turn one bit round and leave the file's date as it was."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(byte)
        (before,) = file.read(1)
        file.seek(byte)
        file.write(bytes([before ^ 1 << bit]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def every_bit(path: Path, step: int) -> Iterator[tuple[int, int]]:
    """Each place of a file, or each `step`th of them."""
    return ((place // 8, place % 8) for place in range(0, path.stat().st_size * 8, step))


def outcomes(
    path: Path, places: Iterator[tuple[int, int]], read: Callable[[], Said], right: Said
) -> list[str]:
    """What came of each flip: refused, right, or wrong."""
    found = []
    for byte, bit in places:
        flip(path, byte, bit)
        try:
            found.append("right" if read() == right else "wrong")
        except StoreError:
            found.append("refused")
        flip(path, byte, bit)
    return found


@pytest.mark.parametrize("beside", ["", ".journal"])
def test_a_flip_in_file_or_journal_is_healed_or_refused(ledger: Path, beside: str) -> None:
    right, target = said(ledger), ledger.with_name(ledger.name + beside)
    found = outcomes(target, every_bit(target, times(7, 1)), lambda: said(ledger), right)
    assert found.count("wrong") == 0
    if not beside:
        assert set(found) == {"right"}  # all of it is in .bak and .journal.bak
    figure(f"{len(found)} flips in {target.name}: {found.count('right')} healed, 0 silent")


def test_a_repair_gives_every_line_of_a_journal_with_one_flip(ledger: Path) -> None:
    right, target = said(ledger), journal.of(ledger)
    repaired = ledger.with_name("repaired.json")

    def after_repair() -> Said:
        found = repair.best(ledger)
        assert found is not None
        assert (found.lost, found.missing) == (0, 0)
        repaired.write_bytes(found.content)
        return said(repaired)

    found = outcomes(target, every_bit(target, times(97, 1)), after_repair, right)
    assert set(found) == {"right"}
    figure(f"{len(found)} flips in a journal: {len(found)} lost nothing in a repair")


def test_a_repair_corrects_a_file_of_which_there_is_no_older_version(ledger: Path) -> None:
    right = said(ledger)
    files.backup_of(ledger).unlink()
    shutil.rmtree(backups.folder_of(ledger))
    size = ledger.stat().st_size
    for byte in (*range(0, size, times(60, 5)), *range(size - 20, size)):
        flip(ledger, byte, byte % 8)
        found = repair.best(ledger)
        assert found is not None
        flip(ledger, byte, byte % 8)
        (ledger.with_name("repaired.json")).write_bytes(found.content)
        assert said(ledger.with_name("repaired.json")) == right


def test_a_flip_in_a_backup_is_refused(ledger: Path) -> None:
    (target,) = backups.folder_of(ledger).glob("*.json")
    right = said(target)

    def restored() -> Said:
        backups.verify(target, target.read_bytes())
        return said(target)

    found = outcomes(target, every_bit(target, times(7, 1)), restored, right)
    assert found.count("wrong") == 0
    figure(f"{len(found)} flips in a backup: {found.count('refused')} refused, 0 silent")


def test_flips_in_a_large_ledger(ledger: Path) -> None:
    store = Store(ledger, lambda: NOW)
    for _ in range(times(2, 20)):
        every = [scout("2026-11-20", client=f"Client {number}") for number in range(1000)]
        store.commit(lambda _ledger: Change("log", tuple(Op(None, each) for each in every)))  # noqa: B023
    store.settle()
    right, dice = said(ledger), random.Random(3)  # noqa: S311
    size = ledger.stat().st_size
    places = ((dice.randrange(size), dice.randrange(8)) for _ in range(times(10, 2000)))
    found = outcomes(ledger, places, lambda: said(ledger), right)
    assert found.count("wrong") == 0
    figure(f"{len(found)} flips in {len(right)} records: {found.count('right')} healed, 0 silent")


def test_what_was_healed_is_said_and_written_anew_at_the_next_log(ledger: Path) -> None:
    right = said(ledger)
    flip(ledger, 40, 3)
    damaged = ledger.read_bytes()
    store = Store(ledger, lambda: NOW)
    news = store.take_news()
    assert news is not None
    assert (news.what, news.source) == ("healed", "a.json.bak")
    assert [encode(record) for record in store.ledger] == right
    store.commit(logging(scout("2026-11-18")))
    assert store.found is None
    assert load(ledger).found is None
    assert len(said(ledger)) == len(right) + 1
    assert damaged in [each.read_bytes() for each in backups.folder_of(ledger).iterdir()]


def test_without_an_older_version_damage_is_refused_and_nothing_written(ledger: Path) -> None:
    files.backup_of(ledger).unlink()
    shutil.rmtree(backups.folder_of(ledger))
    flip(ledger, 40, 3)
    before = ledger.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        Store(ledger, lambda: NOW)
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("change", ["gap", "twice", "order", "no head", "empty"])
def test_lines_that_are_not_numbered_on_are_damage(ledger: Path, change: str) -> None:
    path = journal.of(ledger)
    head, first, second = path.read_bytes().splitlines(keepends=True)
    lines = {
        "gap": [head, second], "twice": [head, first, first, second], "order": [head, second, first],
        "no head": [first, second], "empty": [],
    }  # fmt: skip
    path.write_bytes(b"".join(lines[change]))
    with pytest.raises(StoreError, match="damaged"):
        load(ledger)


@pytest.mark.parametrize("end", [b"", b"\x0b"])
def test_a_line_whose_newline_is_lost_counts_and_the_next_one_does_not_join_it(
    ledger: Path, end: bytes
) -> None:
    right, path = said(ledger), journal.of(ledger)
    path.write_bytes(path.read_bytes()[:-1] + end)
    store = Store(ledger, lambda: NOW)
    assert [encode(record) for record in store.ledger] == right
    store.commit(logging(scout("2026-11-18")))
    assert len(said(ledger)) == len(right) + 1
