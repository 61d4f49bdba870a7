"""Backups make themselves, are thinned out, and put back; damage is explained and repaired with nothing thrown away."""

from __future__ import annotations

import shutil
import stat
from datetime import date, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Scout
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import backups, examination, files, journal, repair
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.make import scout
from tests.store.test_faults import BAD
from tests.store.test_store import logging, said

DAYS = st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=60)


def names(store: Store) -> list[str]:
    folder = backups.folder_of(store.path)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def on(store: Store, day: datetime) -> Store:
    return Store(store.path, lambda: day)


@given(DAYS)
def test_of_many_days_seven_four_weeks_and_twelve_months_stay(days: list[date]) -> None:
    kept = backups.kept(days)
    assert kept <= set(days)
    assert len(kept) <= backups.DAYS + backups.WEEKS + backups.MONTHS
    ordered = sorted(set(days), reverse=True)
    assert set(ordered[:7]) <= kept
    assert len({day.isocalendar()[:2] for day in kept}) >= min(
        4, len({day.isocalendar()[:2] for day in days})
    )
    assert len({(day.year, day.month) for day in kept}) >= min(12, len({(d.year, d.month) for d in days}))
    assert backups.kept(kept) == kept


def test_one_a_day_and_thinned_out(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    for number in range(40):
        later = on(store, now + timedelta(days=number))
        for _ in range(2):
            later.commit(logging(scout("2026-11-21")))
            later.settle()
    assert len(names(store)) == len(backups.kept(now.date() + timedelta(days=n) for n in range(40)))
    assert f"{now.date() + timedelta(days=39)}.json" in names(store)
    folder = backups.folder_of(store.path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_backup_is_put_back_and_what_was_there_is_kept(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    then = said(store)
    other = on(store, now)
    store.commit(logging(scout("2026-11-20")))
    later = said(store)
    found = backups.find(store.path, str(now.date()))
    kept = backups.put_back(store.path, found.path.read_bytes(), now, "replaced")
    assert kept is not None
    assert said(on(store, now)) == then
    assert other.refresh()
    assert said(other) == then
    assert store.refresh()
    store.commit(logging(scout("2026-11-19")))
    assert len(on(store, now).ledger) == 2
    backups.put_back(store.path, backups.find(store.path, kept.name).path.read_bytes(), now, "replaced")
    assert said(on(store, now)) == later


def test_what_others_could_read_is_made_private_backups_too(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.settle()
    assert names(store)
    for each in backups.belongings(store.path):
        if each.exists():
            each.chmod(0o644)
    assert not {each.what: each.well for each in examination.findings(store.path)}["private"]
    repair.make_private(store.path)
    assert {each.what: each.well for each in examination.findings(store.path)}["private"]


def test_two_restores_in_one_second_keep_both(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    content = store.path.read_bytes()
    kept = {backups.put_back(store.path, content, now, "replaced") for _ in range(2)}
    assert len(kept) == 2
    assert {each.name for each in kept if each is not None} <= {
        each.name for each in backups.listed(store.path)
    }


def test_what_is_no_backup_is_said(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    with pytest.raises(StoreError, match="no_such_backup"):
        backups.find(store.path, "2020-01-01")
    folder = backups.folder_of(store.path)
    (folder / "2026-01-01.json").write_bytes(b"{")
    with pytest.raises(StoreError, match="damaged"):
        backups.find(store.path, "2026-01-01")
    assert [each.records for each in backups.listed(store.path)] == [0, 1, None]
    assert len(on(store, now).ledger) == 1


@pytest.mark.parametrize("content", [b"", b"null", b"{", b"\x00" * 4096, *BAD.values()])
def test_every_damage_is_repaired_from_what_lies_beside_it(
    filled: Fill, now: datetime, content: bytes
) -> None:
    """Backup, journal before the last fold and journal since: everything comes back, the damaged file stays."""
    store = filled(scout("2026-11-20"))
    for day in (19, 18, 17):
        store.commit(logging(scout(f"2026-11-{day}")))
        if day == 18:
            store.settle()
    everything = said(store)
    store.path.write_bytes(content)
    if content.strip() not in {b"", b"null"}:
        findings = {each.what: each.well for each in examination.findings(store.path)}
        assert not findings["file"]
    made, kept = repair.repair(store.path, now)
    again = on(store, now)
    assert kept is not None
    if made.source != "file":
        assert said(again) == everything
    else:  # its own good documents, and what the journals bring
        assert {doc["id"] for doc in said(again)} >= {doc["id"] for doc in everything[1:]}
    assert (kept.read_bytes() == content) or not content
    again.commit(logging(scout("2026-11-01")))
    assert len(on(store, now).ledger) == len(again.ledger)


def with_one_bad_record(filled: Fill) -> Store:
    store = filled(scout("2026-11-20"), scout("2026-11-19"))
    store.commit(logging(scout("2026-11-18")))
    store.settle()
    data = orjson.loads(store.path.read_bytes())
    data["scout"]["1"]["received_on"] = "someday"
    store.path.write_bytes(orjson.dumps(data))
    for beside in (journal.of(store.path), journal.previous_of(store.path)):
        beside.unlink()
    return store


def test_a_bad_record_comes_back_from_the_newest_backup(filled: Fill, now: datetime) -> None:
    store = with_one_bad_record(filled)
    made, _kept = repair.repair(store.path, now)
    assert (made.source, made.lost, made.records) == ("file", 0, 3)


def test_without_a_backup_one_bad_record_costs_that_record_alone(filled: Fill, now: datetime) -> None:
    store = with_one_bad_record(filled)
    files.backup_of(store.path).unlink()
    shutil.rmtree(backups.folder_of(store.path))
    made, kept = repair.repair(store.path, now)
    assert (made.source, made.lost, made.records) == ("file", 1, 2)
    assert len(on(store, now).ledger) == 2
    assert kept is not None
    assert b"someday" in kept.read_bytes()


def test_a_damaged_journal_gives_what_can_still_be_read(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-20"))
    for day in (19, 18, 17):
        store.commit(logging(scout(f"2026-11-{day}")))
    path = journal.of(store.path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1] + lines[2][:-20] + b"\n" + lines[3])
    with pytest.raises(StoreError, match="damaged"):
        on(store, now)
    repair.repair(store.path, now)
    assert len(on(store, now).ledger) == 3


def test_nothing_to_repair_from(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "procw.json"
    path.write_bytes(b"not json")
    with pytest.raises(StoreError, match="nothing_to_repair"):
        repair.repair(path, now)
    assert path.read_bytes() == b"not json"


def test_a_hand_edit_is_backed_up_before_anything_is_written(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-20"))
    data = orjson.loads(store.path.read_bytes())
    data["scout"]["1"]["client"] = "by hand"
    edited = orjson.dumps(data)
    store.path.write_bytes(edited)
    again = on(store, now)
    again.commit(lambda ledger: changes.edit(ledger, next(iter(ledger)).id, {"client": "by key"}))
    (kept,) = [path for path in backups.folder_of(store.path).iterdir() if "edited" in path.name]
    assert orjson.loads(kept.read_bytes())["scout"]["1"]["client"] == "by hand"
    assert not [path for path in files.real(store.path).parent.iterdir() if path.name.endswith(".tmp")]


def test_the_seventh_day_stays_and_the_eighth_of_the_week_goes() -> None:
    days = [
        date(2026, 11, 22) - timedelta(days=n) for n in range(8)
    ]  # a Sunday, and back to the Sunday before
    assert backups.kept(days) == set(days)  # the eighth is the last day of its week
    days = [date(2026, 11, 21) - timedelta(days=n) for n in range(8)]  # a Saturday
    assert backups.kept(days) == set(days[:7])


def _of_another(tmp_path: Path, now: datetime, logs: int) -> Store:
    other = Store(tmp_path / "other" / "other.json", lambda: now)
    for number in range(logs):
        other.commit(logging(scout("2026-10-01", client=f"other {number}")))
    return other


def test_a_repair_takes_no_lines_of_another_ledgers_journal(
    filled: Fill, now: datetime, tmp_path: Path
) -> None:
    store = filled(scout("2026-11-20", client="A"))
    other = _of_another(tmp_path, now, 4)
    journal.of(store.path).write_bytes(journal.of(other.path).read_bytes())
    store.path.write_bytes(store.path.read_bytes()[:100])
    found = repair.best(store.path)
    assert found is not None
    assert b"other" not in found.content


def test_a_repair_takes_no_records_of_another_ledgers_copy(
    filled: Fill, now: datetime, tmp_path: Path
) -> None:
    store = filled(*(scout("2026-11-20", client=name) for name in "AB"))
    backups.keep_apart(store.path, _of_another(tmp_path, now, 5)._file.tables, now)
    broken = store.path.read_bytes().replace(b'"client":"A"', b'"client":17')
    for content in (broken, b"{"):
        store.path.write_bytes(content)
        found = repair.best(store.path)
        assert found is not None
        assert b"other" not in found.content
        assert found.records == 2


def _unnamed(store: Store) -> None:
    """The file and its backup as a program without identities wrote them; nothing else beside it."""
    tables = orjson.loads(store.path.read_bytes())
    for name in ("ledger", "keys", "seal"):
        tables["meta"]["1"].pop(name)
    content = orjson.dumps(tables)
    store.path.write_bytes(content)
    for path in (files.backup_of(store.path), journal.of(store.path), journal.previous_of(store.path)):
        path.unlink(missing_ok=True)
    (daily,) = [each for each in backups.folder_of(store.path).iterdir() if "apart" not in each.name]
    daily.write_bytes(content)


@pytest.mark.parametrize("broken", [b"{", b"impossible"])
@pytest.mark.parametrize("foreign", ["journal", "apart", "aside"])
def test_a_repair_of_an_older_programs_ledger_takes_nothing_of_another(
    filled: Fill, now: datetime, tmp_path: Path, foreign: str, broken: bytes
) -> None:
    store = filled(*(scout("2026-11-20", client=name) for name in "AB"))
    _unnamed(store)
    other = _of_another(tmp_path, now, 5)
    if foreign == "journal":
        journal.of(store.path).write_bytes(journal.of(other.path).read_bytes())
    else:
        kept = backups.keep_apart(store.path, other._file.tables, now)
        assert kept is not None
        if foreign == "aside":
            backups.put_aside(kept)
    whole = store.path.read_bytes().replace(b'"client":"A"', b'"client":17')
    store.path.write_bytes(whole if broken == b"impossible" else broken)
    found = repair.best(store.path)
    assert found is not None
    assert b"other" not in found.content
    assert (found.records, found.lost) == (2, 0)


def test_a_ledger_with_an_identity_takes_records_from_its_own_older_backups(filled: Fill) -> None:
    store = filled(*(scout("2026-11-20", client=name) for name in "AB"))
    named = store.path.read_bytes()
    _unnamed(store)
    store.path.write_bytes(named.replace(b'"client":"A"', b'"client":17'))
    found = repair.best(store.path)
    assert found is not None
    assert (found.records, found.lost) == (2, 0)


def test_a_link_onto_a_disk_that_is_away_is_no_new_ledger(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "away" / "a.json")
    with pytest.raises(StoreError, match="not_readable"):
        Store(tmp_path / "link.json", lambda: now)
    assert not (tmp_path / "away").exists()


@pytest.mark.parametrize("turned", [(b"2026-11-20", b"2026-11-22"), (b'"meta"', b'"mdta"')])
def test_a_repair_turns_a_bit_back_where_the_journal_is_gone(
    filled: Fill, now: datetime, turned: tuple[bytes, bytes]
) -> None:
    store = filled(scout("2026-11-20", client="A"))
    store.commit(logging(scout("2026-11-21")))
    right = store.path.read_bytes()
    store.path.write_bytes(right.replace(*turned, 1))
    journal.of(store.path).unlink()
    found, _kept = repair.repair(store.path, now)
    assert found.missing == 1
    assert [str(each.received_on) for each in Store(store.path, lambda: now).ledger.all(Scout)] == [
        "2026-11-20"
    ]
