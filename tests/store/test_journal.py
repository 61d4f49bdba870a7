"""File and journal together are the ledger, at every instant and for every session."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
from datetime import datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Scout
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import files, journal
from procw_tui.store.loading import load
from procw_tui.store.storage import DurableStorage
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.make import scout
from tests.store.test_store import logging, said


def in_file(path: Path) -> int:
    """How many scouts the file alone holds."""
    return len(json.loads(path.read_bytes()).get("scout", {}))


def reopened(store: Store) -> Store:
    return Store(store.path, store._clock)


def what_was_found(store: Store) -> str:
    return store.found.what if store.found else ""


def test_a_change_is_a_line_and_a_fold_takes_it_into_the_file(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    size = store.path.stat().st_size
    store.commit(logging(scout("2026-11-21")))
    assert (store.path.stat().st_size, in_file(store.path), store.unsettled) == (size, 1, 1)
    assert len(reopened(store).ledger) == 2
    assert store.settle()
    assert (in_file(store.path), store.unsettled) == (2, 0)
    assert not store.settle()
    assert said(reopened(store)) == said(store)


def test_a_journal_is_private(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    store.settle()
    for path in store.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_undo_and_redo_go_through_the_journal(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    store.undo()
    assert len(reopened(store).ledger) == 1
    reopened(store).redo()
    assert store.refresh()
    assert len(store.ledger) == 2
    store.settle()
    store.undo()
    store.undo()
    assert len(reopened(store).ledger) == 0


def test_every_prefix_of_a_line_is_the_tables_before_it(filled: Fill, now: datetime, tmp_path: Path) -> None:
    """The power goes at any byte of an append: the change is not there, or it is there whole.

    All but its newline is whole: it may have been acknowledged, and the newline lost since.
    """
    store = filled(scout("2026-11-22"))
    before = journal.of(store.path).read_bytes()
    store.commit(logging(scout("2026-11-21")))
    line = journal.of(store.path).read_bytes()[len(before) :]
    other = tmp_path / "cut" / "procw.json"
    other.parent.mkdir()
    for length in range(len(line) + 1):
        other.write_bytes(store.path.read_bytes())
        journal.of(other).write_bytes(before + line[:length])
        again = Store(other, lambda: now)
        assert len(again.ledger) == (2 if length >= len(line) - 1 else 1)
        again.commit(logging(scout("2026-11-20")))
        assert len(Store(other, lambda: now).ledger) == len(again.ledger)


def test_a_bad_line_before_good_ones_is_damage(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    for day in (20, 21):
        store.commit(logging(scout(f"2026-11-{day}")))
    path = journal.of(store.path)
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1].replace(b"2026-11-20", b"2026-11-29") + lines[2])
    kept = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        reopened(store)
    assert path.read_bytes() == kept


def test_a_line_of_another_program_is_damage_and_no_crash(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    path = journal.of(store.path)
    path.write_bytes(path.read_bytes() + journal.line_of({"seq": 99, "puts": 5}))
    with pytest.raises(StoreError, match="damaged"):
        reopened(store)


def test_the_file_says_which_lines_it_has(filled: Fill) -> None:
    """A fold that died before it shortened the journal: what came later in the file is not turned back."""
    store = filled(scout("2026-11-22", client="old"))
    (record,) = store.ledger
    for name in ("one", "two"):
        store.commit(lambda ledger, name=name: changes.edit(ledger, record.id, {"client": name}))  # type: ignore[misc]
    lines = journal.of(store.path).read_bytes()
    store.settle()
    store.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "three"}))
    store.settle()
    journal.of(store.path).write_bytes(lines)
    assert [s.client for s in reopened(store).ledger.all(Scout)] == ["three"]


def test_another_session_follows_without_reading_the_file_again(
    filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(scout("2026-11-22"))
    other = reopened(store)
    monkeypatch.setattr(other._file, "_load_anew", lambda: pytest.fail("read anew"))
    store.commit(logging(scout("2026-11-21")))
    assert other.refresh()
    assert said(other) == said(store)
    store.settle()
    assert not other.refresh()  # the file has nothing that is not known
    store.commit(logging(scout("2026-11-20")))
    assert other.refresh()
    other.commit(logging(scout("2026-11-19")))
    assert store.refresh()
    assert said(other) == said(store)


def test_a_session_that_missed_a_fold_reads_anew(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    other = reopened(store)
    store.commit(logging(scout("2026-11-21")))
    store.settle()
    assert other.refresh()
    assert said(other) == said(store)


def test_two_that_fold_and_log_at_once(filled: Fill) -> None:
    """A fold in the background while another session logs: nothing goes."""
    store = filled(scout("2026-11-22"))
    other = reopened(store)
    stop = threading.Event()

    def fold() -> None:
        while not stop.is_set():
            store.settle()
            store.refresh()

    folding = threading.Thread(target=fold)
    folding.start()
    for _ in range(60):
        other.commit(logging(scout("2026-11-21")))
        store.commit(logging(scout("2026-11-20")))
    stop.set()
    folding.join()
    store.refresh()
    other.refresh()
    assert len(reopened(store).ledger) == len(store.ledger) == len(other.ledger) == 121


def test_what_stock_tinydb_writes_beside_a_journal_joins_it(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    with TinyDB(store.path) as stock:
        stock.table("scout").insert({"received_on": "2026-11-20"})
    again = reopened(store)
    assert what_was_found(again) == "edited"
    assert len(again.ledger) == 3
    again.commit(logging(scout("2026-11-19")))
    assert what_was_found(again) == ""
    assert len(reopened(again).ledger) == 4


def test_durable_storage_reads_and_keeps_the_journal(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    with TinyDB(store.path, storage=DurableStorage) as db:
        assert len(db.table("scout").all()) == 2
        db.table("scout").insert({"received_on": "2026-11-20"})
        assert len(db.table("scout").all()) == 3
    assert len(reopened(store).ledger) == 3
    with TinyDB(store.path) as stock:
        assert len(stock.table("scout").all()) == 3


def test_tables_dropped_through_durable_storage_stay_dropped(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    with TinyDB(store.path, storage=DurableStorage) as db:
        assert len(db.table("scout").all()) == 2
        db.drop_tables()
        assert db.tables() == set()
        db.table("scout").insert({"received_on": "2026-11-20"})
    assert store.refresh()
    assert len(store.ledger) == len(reopened(store).ledger) == 1
    store.commit(logging(scout("2026-11-19")))
    assert len(reopened(store).ledger) == 2


def test_a_large_change_is_a_line_as_well(filled: Fill) -> None:
    """So that a version before it and the line make it anew."""
    store = filled(scout("2026-11-22"))
    long = "あ" * 400_000
    store.commit(logging(scout("2026-11-21", note=long)))
    assert in_file(store.path) == 1
    assert len(reopened(store).ledger) == 2
    assert store.settle()
    assert in_file(store.path) == 2


def test_the_versions_before_make_the_file_anew(filled: Fill, now: datetime) -> None:
    """The backup beside the file, the journal before the last fold and the one since: nothing is missing."""
    store = filled(scout("2026-11-22"))
    for day in (19, 20, 21):
        store.commit(logging(scout(f"2026-11-{day}")))
    store.settle()
    store.commit(logging(scout("2026-11-18")))
    other = store.path.with_name("other.json")
    other.write_bytes(files.backup_of(store.path).read_bytes())
    journal.of(other).write_bytes(
        journal.previous_of(store.path).read_bytes() + journal.of(store.path).read_bytes().partition(b"\n")[2]
    )
    assert said(Store(other, lambda: now)) == said(store)


def test_another_ledger_under_an_open_session_is_read_anew(
    filled: Fill, now: datetime, tmp_path: Path
) -> None:
    """Another ledger that counts alike has other changes: nothing of the two is mixed."""
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    another = Store(tmp_path / "another.json", lambda: now)
    for day in ("2026-10-01", "2026-10-02", "2026-10-03"):
        another.commit(logging(scout(day)))
    another.settle()
    another.path.replace(store.path)
    journal.of(another.path).replace(journal.of(store.path))
    assert store.refresh()
    assert said(store) == said(reopened(store))
    assert len(store.ledger) == 3


def test_a_journal_that_vanished_costs_nothing_of_what_is_in_memory(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    journal.of(store.path).unlink()
    assert not store.refresh()
    store.commit(logging(scout("2026-11-20")))
    assert len(store.ledger) == len(reopened(store).ledger) == 3


@pytest.mark.parametrize("broken", [b"2026-11-2\xff", b"2026-11-20"])
def test_a_damaged_last_line_that_is_whole_is_no_torn_one(filled: Fill, broken: bytes) -> None:
    """It was acknowledged: its change must not vanish without a word."""
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    path = journal.of(store.path)
    path.write_bytes(path.read_bytes().replace(b"2026-11-21", broken.ljust(10, b"0")))
    kept = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        reopened(store)
    assert path.read_bytes() == kept


def test_a_torn_line_is_cut_off_before_the_next_one(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    path = journal.of(store.path)
    good = path.read_bytes()
    path.write_bytes(good + b"deadbeef {half")
    again = reopened(store)
    again.commit(logging(scout("2026-11-20")))
    assert path.read_bytes().startswith(good)
    assert b"half" not in path.read_bytes()
    assert len(reopened(store).ledger) == 3


def test_after_a_failed_sync_the_next_change_writes_the_whole_file(
    filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what the disk has of the line: a fresh file and journal do not ask."""
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))

    def fails(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdatasync", fails)
        with pytest.raises(StoreError, match="failed_write"):
            store.commit(logging(scout("2026-11-20")))
    assert len(store.ledger) == len(reopened(store).ledger) == 2
    before = files.signature(store.path)
    store.commit(logging(scout("2026-11-19")))
    assert files.signature(store.path) != before
    assert in_file(store.path) == 2
    assert len(reopened(store).ledger) == 3


def test_file_and_journal_that_change_between_two_looks_are_read_again(
    filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fold between reading the file and reading its journal: what it took over would be missed."""
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    read, looks = journal.read, list[Path]()

    def folded_meanwhile(path: Path) -> journal.Journal:
        if not looks:
            looks.append(path)
            store.settle()
        return read(path)

    monkeypatch.setattr(journal, "read", folded_meanwhile)
    assert len(reopened(store).ledger) == 2


def test_the_sessions_own_threads_take_turns(filled: Fill) -> None:
    """A fold waits until a key's turn is over, and the other way round."""
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    order = []

    def looks() -> None:
        store.refresh()
        order.append("other")

    with store._file.turn():
        thread = threading.Thread(target=looks)
        thread.start()
        thread.join(0.2)
        order.append("mine")
    thread.join()
    assert order == ["mine", "other"]


def test_what_a_program_without_identities_wrote_after_this_one_is_gone_on_with(filled: Fill) -> None:
    """It bumps the number, keeps the keys and the seal as they were, and begins a journal of its own kind."""
    store = filled(scout("2026-11-22"))
    tables = json.loads(store.path.read_bytes())
    tables["scout"]["2"] = {"id": "x" * 8, "received_on": "2026-11-21"}
    tables["meta"]["1"]["seq"] = 2
    store.path.write_bytes(json.dumps(tables).encode())
    signature = files.signature(store.path)
    assert signature is not None
    journal.of(store.path).write_bytes(
        journal.line_of({"seq": 2, "key": "theirs", "folded": list(signature)})
        + journal.line_of({"seq": 3, "key": "more", "puts": [["scout", {"id": "y" * 8, "received_on": "2026-11-20"}]],
                           "drops": [], "history": {}})
    )  # fmt: skip
    again = reopened(store)
    assert what_was_found(again) == ""
    assert len(again.ledger) == 3
    assert store.refresh()
    assert what_was_found(store) == ""
    again.commit(logging(scout("2026-11-19")))
    assert store.refresh()
    assert len(store.ledger) == len(reopened(again).ledger) == 4


def test_a_folder_of_an_older_program_that_was_copied_is_no_edit(
    filled: Fill, now: datetime, tmp_path: Path
) -> None:
    store = filled(scout("2026-11-22"))
    tables = json.loads(store.path.read_bytes())
    for name in ("ledger", "keys", "seal"):
        tables["meta"]["1"].pop(name)
    store.path.write_bytes(json.dumps(tables).encode())
    signature = files.signature(store.path)
    assert signature is not None
    journal.of(store.path).write_bytes(
        journal.line_of({"seq": tables["meta"]["1"]["seq"], "key": "", "folded": list(signature)})
    )
    for path in (store.path, journal.of(store.path)):
        shutil.copy2(path, tmp_path / f"copy-{path.name}")
    copied = Store(tmp_path / f"copy-{store.path.name}", lambda: now)
    assert what_was_found(copied) == ""
    assert said(copied) == said(store)


def test_another_ledgers_journal_beside_an_open_one_is_told_once_and_kept(
    filled: Fill, now: datetime, tmp_path: Path
) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    other = Store(tmp_path / "other.json", lambda: now)
    other.commit(logging(scout("2026-10-01")))
    shutil.copy2(journal.of(other.path), journal.of(store.path))
    store.refresh()
    news = store.take_news()
    assert news is not None
    assert news.what == "apart"
    assert store.kept is not None
    assert len(load(store.kept).ledger) == 1
    for _ in range(2):
        store.refresh()
        assert store.take_news() is None
    store.commit(logging(scout("2026-11-20")))
    assert store.take_news() is None
    assert len(reopened(store).ledger) == 3
