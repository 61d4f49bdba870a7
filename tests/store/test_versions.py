"""Files of other versions: every older schema that there was, and newer ones to look at only."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Scout
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import content, files, journal, ledger_file, migrations, repair, storage
from procw_tui.store.store import Store
from procw_tui.store.transfer import Line, export_lines, read_lines
from tests.conftest import Fill
from tests.make import scout
from tests.store.test_store import logging

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.json"))


def test_every_schema_up_to_this_one_has_its_file() -> None:
    assert [path.stem for path in SCHEMAS] == [str(n) for n in range(1, migrations.SCHEMA + 1)]


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda path: path.stem)
def test_a_file_of_each_schema_opens_whole_and_goes_on(file: Path, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "procw.json"
    path.write_bytes(file.read_bytes())
    store = Store(path, lambda: now)
    documents = {kind: len(table) for kind, table in orjson.loads(file.read_bytes()).items()}
    kinds = set(documents) - {"meta", "history", "deleted"}
    assert {kind: store.ledger.count(kind) for kind in kinds} == {kind: documents[kind] for kind in kinds}
    store.commit(logging(scout("2026-11-22")))
    assert len(Store(path, lambda: now).ledger) == len(store.ledger)
    store.undo()


def next_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema in which a scout's `seen` is its `note`: the fields that this version does not know stay."""

    def step(kind: str, doc: dict[str, Any]) -> dict[str, Any]:
        seen = {"note": doc["seen"]} if kind == "scout" and "seen" in doc else {}
        return {**{name: value for name, value in doc.items() if name != "seen"}, **seen}

    monkeypatch.setattr(migrations, "SCHEMA", 2)
    monkeypatch.setattr(migrations, "STEPS", {1: step})
    for module in (content, ledger_file, journal):
        monkeypatch.setattr(module, "SCHEMA", 2)


def written_by_schema_one(path: Path, now: datetime) -> None:
    """A scout in the file, one in the journal, one in the history alone: each with what schema one calls `seen`."""
    store = Store(path, lambda: now)
    kept: list[Scout] = [scout("2026-11-22", note=name) for name in ("file", "journal", "history")]
    store.commit(logging(kept[0]))
    store.settle()
    store.commit(logging(kept[1]))
    store.commit(logging(kept[2]))
    store.undo()
    path.write_bytes(resealed(path.read_bytes().replace(b'"note":', b'"seen":')))
    lines = journal.of(path).read_bytes().splitlines()
    bodies = [orjson.loads(line[journal.CRC_DIGITS + 1 :].replace(b'"note":', b'"seen":')) for line in lines]
    bodies[0]["folded"] = files.signature(path)
    journal.of(path).write_bytes(b"".join(map(journal.line_of, bodies)))


def resealed(file: bytes) -> bytes:
    return file[: -content.AT_END] + content._seal(file)


def notes(store: Store) -> set[str | None]:
    return {each.note for each in store.ledger.all(Scout)}


def test_what_an_older_schema_holds_anywhere_is_read_in_the_new_one(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    written_by_schema_one(path, now)
    assert notes(Store(path, lambda: now)) == {None}
    next_schema(monkeypatch)
    opened = Store(path, lambda: now)
    assert notes(opened) == {"file", "journal"}
    opened.redo()
    assert notes(opened) == notes(Store(path, lambda: now)) == {"file", "journal", "history"}
    opened.settle()
    assert b'"seen"' not in path.read_bytes()
    assert b'"schema":2' in path.read_bytes()
    assert notes(Store(path, lambda: now)) == {"file", "journal", "history"}


def test_no_line_of_a_newer_schema_stands_behind_an_older_file(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    written_by_schema_one(path, now)
    next_schema(monkeypatch)
    Store(path, lambda: now).commit(logging(scout("2026-11-21", note="new")))
    monkeypatch.undo()
    with pytest.raises(StoreError, match="newer_schema"):
        Store(path, lambda: now)


def test_an_older_session_takes_nothing_from_a_newer_file_nor_a_newer_one_goes_on_behind_an_older(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    older = Store(path, lambda: now)
    older.commit(logging(scout("2026-11-22", note="a")))
    older.settle()
    with monkeypatch.context() as later:
        next_schema(later)
        newer_one = Store(path, lambda: now)
    older.commit(logging(scout("2026-11-21", note="b")))
    with monkeypatch.context() as later:
        next_schema(later)
        newer_one.commit(logging(scout("2026-11-20", note="c")))
        assert notes(newer_one) == {"a", "b", "c"}
    for act in (
        older.refresh,
        lambda: older.commit(logging(scout("2026-11-19"))),
        lambda: Store(path, lambda: now),
    ):
        with pytest.raises(StoreError, match="newer_schema"):
            act()
    assert b'"schema":2' in path.read_bytes()


@pytest.mark.parametrize("schema", ["x", 0, -1, True, None, 1.5, []])
def test_a_line_of_a_silly_schema_is_damage(filled: Fill, now: datetime, schema: object) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    rewritten(store.path, {"schema": schema})
    with pytest.raises(StoreError, match="damaged"):
        Store(store.path, lambda: now)


def test_a_line_of_a_newer_schema_is_a_newer_ledgers(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    rewritten(store.path, {"schema": 99})
    with pytest.raises(StoreError, match="newer_schema"):
        Store(store.path, lambda: now)


def rewritten(path: Path, said: dict[str, object]) -> None:
    """The last line of the journal with something else said in it."""
    *lines, last = journal.of(path).read_bytes().splitlines(keepends=True)
    body = {**orjson.loads(last[journal.CRC_DIGITS + 1 :]), **said}
    journal.of(path).write_bytes(b"".join([*lines, journal.line_of(body)]))


def test_a_step_that_can_not_be_made_is_damage(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    Store(path, lambda: now).commit(logging(scout("2026-11-22")))
    next_schema(monkeypatch)
    monkeypatch.setattr(migrations, "STEPS", {1: lambda _kind, doc: {"note": doc["nothing"]}})
    with pytest.raises(StoreError, match="damaged"):
        Store(path, lambda: now)


def test_a_repair_moves_each_document_or_counts_it_as_lost(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    store = Store(path, lambda: now)
    for day, note in (("2026-11-22", "good"), ("2026-11-21", "bad")):
        store.commit(logging(scout(day, note=note)))
    store.settle()

    def step(kind: str, doc: dict[str, Any]) -> dict[str, Any]:
        return {**doc, "note": {"good": "moved"}[doc["note"]]} if kind == "scout" else doc

    next_schema(monkeypatch)
    monkeypatch.setattr(migrations, "STEPS", {1: step})
    monkeypatch.setattr(repair, "SCHEMA", 2)
    made = repair.best(path)
    assert made is not None
    assert (made.records, made.lost) == (1, 1)
    assert b'"moved"' in made.content
    assert b'"good"' not in made.content


def test_an_older_program_repairs_nothing_of_a_newer_one(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    with monkeypatch.context() as later:
        next_schema(later)
        store = Store(path, lambda: now)
        for day in ("2026-11-22", "2026-11-21", "2026-11-20"):
            store.commit(logging(scout(day)))
    lines = journal.of(path).read_bytes().splitlines(keepends=True)
    journal.of(path).write_bytes(b"".join([*lines[:2], b"x" + lines[2][1:], *lines[3:]]))
    with pytest.raises(StoreError, match="newer_schema"):
        Store(path, lambda: now)
    with pytest.raises(StoreError, match="newer_schema"):
        repair.best(path)


def test_other_programs_read_a_file_and_its_lines_in_one_schema(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "procw.json"
    written_by_schema_one(path, now)
    next_schema(monkeypatch)
    monkeypatch.setattr(storage, "SCHEMA", 2)
    tables = storage.DurableStorage(path).read()
    assert tables is not None
    assert [doc["note"] for doc in tables["scout"].values()] == ["file", "journal"]
    assert tables["meta"]["1"]["schema"] == 2


def test_a_step_that_a_line_can_not_make_is_a_bad_line(monkeypatch: pytest.MonkeyPatch) -> None:
    next_schema(monkeypatch)
    monkeypatch.setattr(migrations, "STEPS", {1: lambda _kind, doc: {"note": doc["nothing"]}})
    (bad,) = read_lines(Ledger({}), [Line("x", 1, b'{"kind":"scout","received_on":"2026-11-22"}')], ()).bad
    assert bad.reason.field == "schema"


def test_an_export_says_its_schema_and_is_read_in_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [b'{"kind":"scout","id":"1","received_on":"2026-11-22","seen":"before"}']
    next_schema(monkeypatch)
    taken = read_lines(Ledger({}), [Line("x", 1, text) for text in old], ())
    assert [record.note for record in taken.records] == ["before"]
    lines = list(export_lines(taken.records))
    assert orjson.loads(lines[0]) == {"kind": "meta", "schema": 2}
    assert (
        read_lines(Ledger({}), [Line("x", n, text) for n, text in enumerate(lines)], ()).records
        == taken.records
    )
    monkeypatch.undo()
    assert read_lines(Ledger({}), [Line("x", 1, lines[0])], ()).bad


def newer(store: Store) -> bytes:
    """The file as a later version might write it."""
    data = orjson.loads(store.path.read_bytes())
    data["meta"]["1"]["schema"] = migrations.SCHEMA + 1
    data["scout"]["2"] = {"id": "x", "received_on": {"not": "a day any more"}}
    data["weather"] = {"1": {"sun": True}}
    store.path.write_bytes(orjson.dumps(data))
    return store.path.read_bytes()


def test_a_newer_schema_is_refused_and_may_be_looked_at(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    content = newer(store)
    with pytest.raises(StoreError, match="newer_schema"):
        Store(store.path, lambda: now)
    looked = Store(store.path, lambda: now, view_newer=True)
    assert len(list(looked.ledger.all(Scout))) == 1
    with pytest.raises(StoreError, match="newer_schema"):
        looked.commit(logging(scout("2026-11-21")))
    with pytest.raises(StoreError, match="newer_schema"):
        looked.undo()
    assert not looked.settle()
    assert store.path.read_bytes() == content


def test_what_a_dead_process_left_is_swept_away(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    left = store.path.with_name(".procw.json.0123.tmp")
    mine = store.path.with_name(".procw.json.4567.tmp")
    for path in (left, mine):
        path.write_bytes(b"x" * 100)
    os.utime(left, (time.time() - 2 * files.LEFT_BEHIND_SECONDS,) * 2)
    store.commit(logging(scout("2026-11-21")))
    store.settle()
    assert (left.exists(), mine.exists()) == (False, True)
