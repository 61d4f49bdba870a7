"""The day on which a ledger began: edits don't move it, another copy brings an earlier one."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from procw_tui.cli.main import run
from procw_tui.domain.ledger import changes
from procw_tui.domain.record.times import JST
from procw_tui.store.store import Store
from tests.make import scout

FIRST = datetime(2026, 11, 1, 21, 0, tzinfo=JST)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> datetime:
        return self.now


def begun(path: Path) -> date | None:
    return Store(path, lambda: FIRST).ledger.begun_on


def test_it_is_the_day_of_the_first_change_whatever_is_edited(tmp_path: Path) -> None:
    clock = Clock()
    store = Store(tmp_path / "a.json", clock)
    assert store.ledger.begun_on is None
    one = store.commit(lambda ledger: changes.log(ledger, scout("2026-11-01"))).ops[0].record
    clock.now = FIRST + timedelta(days=20)
    store.commit(lambda ledger: changes.edit(ledger, one.id, {"client": "A"}))
    assert store.ledger.begun_on == FIRST.date()
    assert begun(store.path) == FIRST.date()  # from the journal
    store.settle()
    assert begun(store.path) == FIRST.date()  # from the file
    assert json.loads(store.path.read_bytes())["meta"]["1"]["begun_on"] == "2026-11-01"


def test_a_file_that_does_not_say_it_began_with_its_earliest_change(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    with TinyDB(path) as stock:
        for day in (20, 3, 9):
            stock.table("scout").insert({"id": f"s{day}", "received_on": "2026-10-01",
                                         "changed_at": f"2026-11-{day:02}T23:30:00+00:00"})  # fmt: skip
    assert begun(path) == date(2026, 11, 4)  # in Japan


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """One ledger of 1 November whose record was edited on the 20th, and one of the 25th."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    for path, day in ((old, "01"), (new, "25")):
        monkeypatch.setenv("PROCW_NOW", f"2026-11-{day}T21:00+09:00")
        assert run(["log", "scout", "--client", path.stem, "--db", str(path)]) == 0
    monkeypatch.setenv("PROCW_NOW", "2026-11-20T21:00+09:00")
    store = Store(old, lambda: datetime(2026, 11, 20, 21, 0, tzinfo=JST))
    (record,) = store.ledger
    assert run(["edit", record.id, "--note", "n", "--db", str(old)]) == 0
    return old, new


@pytest.mark.parametrize("way", ["merge", "merge lines", "import"])
def test_another_copy_brings_the_earlier_day(two: tuple[Path, Path], way: str) -> None:
    old, new = two
    source = old
    if way != "merge":
        source = old.with_suffix(".jsonl")
        assert run(["export", "-o", str(source), "--db", str(old)]) == 0
    assert run([way.split(maxsplit=1)[0], str(source), "--db", str(new)]) == 0
    assert begun(new) == date(2026, 11, 1)


def test_merged_either_way_it_is_the_same(two: tuple[Path, Path]) -> None:
    old, new = two
    assert run(["merge", str(new), "--db", str(old)]) == 0
    assert begun(old) == date(2026, 11, 1)
