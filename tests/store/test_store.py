"""The user's ledger on disk: commit, undo, other sessions, and every way a file can be wrong."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Earning, Message, Record, Scout
from procw_tui.domain.record.trouble import StoreError
from procw_tui.domain.work.replies import reply
from procw_tui.store import history
from procw_tui.store.codec import content
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.make import earning, m, message, scout, setting


def logging(record: Record) -> Callable[[Ledger], Change]:
    return lambda ledger: changes.log(ledger, record)


def said(store: Store) -> list[dict[str, Any]]:
    return sorted((content(record) for record in store.ledger), key=lambda doc: str(doc["id"]))


def test_stock_tinydb_reads_what_was_committed(store: Store) -> None:
    store.commit(logging(message("みどり工房", "2026-11-22T10:00")))
    store.settle()
    with TinyDB(store.path) as stock:
        (doc,) = stock.table("message").all()
        meta = stock.table("meta").all()
    assert doc["client"] == "みどり工房"
    assert doc["changed_at"] == "2026-11-22T21:30:00+09:00"
    assert [(each["schema"], each["seq"], each["begun_on"]) for each in meta] == [(1, 1, "2026-11-22")]


def test_file_and_folder_are_private(tmp_path: Path, now: datetime) -> None:
    store = Store(tmp_path / "a" / "b" / "procw.json", lambda: now)
    store.commit(logging(scout("2026-11-22")))
    store.commit(logging(scout("2026-11-22")))
    for folder in (tmp_path / "a", tmp_path / "a" / "b"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in (tmp_path / "a" / "b").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_opening_writes_nothing(tmp_path: Path, now: datetime) -> None:
    assert len(Store(tmp_path / "procw.json", lambda: now).ledger) == 0
    assert list(tmp_path.iterdir()) == []


def test_undo_and_redo_survive_a_restart(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    states = [said(store)]
    first = states[0][0]["id"]
    for build in (
        logging(earning("2026-10", 5)), logging(earning("2026-10", 9)),
        lambda ledger: changes.delete(ledger, [first]),
    ):  # fmt: skip
        store.commit(build)
        states.append(said(store))
    for expected in reversed(states[:-1]):
        store = Store(store.path, lambda: now)
        store.undo()
        assert said(store) == expected
    for expected in states[1:]:
        Store(store.path, lambda: now).redo()
        store.refresh()
        assert said(store) == expected


def test_a_new_change_ends_what_could_be_redone(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.undo()
    store.commit(logging(scout("2026-11-21")))
    with pytest.raises(StoreError, match="set_aside"):
        store.redo()
    store.undo()
    with pytest.raises(StoreError, match="nothing_to_undo"):
        store.undo()


def test_history_keeps_the_last_thousand(filled: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procw_tui.store.history.DEPTH", 5)
    store = filled()
    for day in range(10, 20):
        store.commit(logging(scout(f"2026-11-{day}")))
    assert store.settle()
    assert len(json.loads(store.path.read_bytes())["history"]) == 5
    for _ in range(5):
        store.undo()
    with pytest.raises(StoreError, match="nothing_to_undo"):
        store.undo()
    assert len(store.ledger) == 5


def test_two_sessions_see_and_keep_each_others_changes(store: Store, now: datetime) -> None:
    other = Store(store.path, lambda: now)
    store.commit(logging(scout("2026-11-20")))
    other.commit(logging(scout("2026-11-21")))
    assert store.refresh()
    assert not store.refresh()
    assert said(store) == said(other)
    assert len(store.ledger) == 2
    store.undo()
    assert [s.received_on.day for s in store.ledger.all(Scout)] == [20]


def test_editing_what_another_session_deleted_says_so(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    (record,) = store.ledger
    Store(store.path, lambda: now).commit(lambda ledger: changes.delete(ledger, [record.id]))
    with pytest.raises(LookupError):
        store.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "A"}))


def test_later_changes_are_later_on_a_clock_set_back(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    (record,) = store.ledger
    store._clock = lambda: m("2020-01-01T00:00")
    store.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "A"}))
    (edited,) = store.ledger
    assert edited.changed_at is not None
    assert record.changed_at is not None
    assert edited.changed_at > record.changed_at


def test_fields_of_a_later_version_survive(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    data = json.loads(store.path.read_bytes())
    data["scout"]["1"]["colour"] = "red"
    data["future_table"] = {"7": {"x": 1}}
    store.path.write_text(json.dumps(data))
    again = Store(store.path, lambda: now)
    (record,) = again.ledger
    again.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "A"}))
    data = json.loads(store.path.read_bytes())
    assert data["scout"]["1"]["colour"] == "red"
    assert data["future_table"] == {"7": {"x": 1}}


def test_what_stock_tinydb_wrote_is_accepted(store: Store, now: datetime) -> None:
    with TinyDB(store.path) as stock:
        stock.table("message").insert({"client": "A", "received_at": "2026-11-22T10:00"})
    (record,) = Store(store.path, lambda: now).ledger.all(Message)
    again = Store(store.path, lambda: now)
    again.commit(lambda ledger: reply(ledger, "A", m("2026-11-22T11:00")))
    assert again.ledger.find(record.id) is not None
    assert len(again.ledger) == 1


def test_a_symlinked_file_stays_one(tmp_path: Path, now: datetime) -> None:
    real, link = tmp_path / "real" / "file.json", tmp_path / "link.json"
    real.parent.mkdir()
    link.symlink_to(real)
    Store(link, lambda: now).commit(logging(scout("2026-11-22")))
    assert link.is_symlink()
    assert len(Store(real, lambda: now).ledger) == 1


@given(st.lists(st.tuples(st.sampled_from("adeur"), st.integers(0, 5)), max_size=25))
def test_the_store_does_what_a_list_of_tabless_does(steps: list[tuple[str, int]]) -> None:
    """Logs, deletes, edits, undo and redo against a plain model, reopened at the end."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "procw.json", lambda: m("2026-11-22T21:30"))
        past: list[list[dict[str, Any]]] = [[]]
        coming: list[list[dict[str, Any]]] = []
        for step, number in steps:
            ids = [doc["id"] for doc in past[-1]]
            target = ids[number % len(ids)] if ids else ""
            if step == "u" and len(past) > 1:
                store.undo()
                coming.append(past.pop())
            elif step == "r" and coming:
                store.redo()
                past.append(coming.pop())
            elif step == "a" or (step in "de" and ids):
                build: dict[str, Callable[[Ledger], Change]] = {
                    "a": logging(scout(f"2026-11-0{number + 1}")),
                    "d": lambda ledger, target=target: changes.delete(ledger, [target]),  # type: ignore[misc]
                    "e": lambda ledger, target=target, n=number: changes.edit(  # type: ignore[misc]
                        ledger, target, {"client": str(n)}
                    ),
                }
                store.commit(build[step])
                past.append(said(store))
                coming.clear()
            assert said(store) == past[-1]
        assert said(Store(store.path, lambda: m("2026-11-22T21:30"))) == past[-1]


def test_a_setting_is_kept_once(store: Store) -> None:
    for goal in (5, 6, 7):
        store.commit(logging(setting("weekly_goal", goal)))
    assert store.ledger.count("setting") == 1
    assert store.ledger.setting("weekly_goal") == 7


def test_the_last_log_that_stands(store: Store, now: datetime) -> None:
    """Whoever logged it, as it is now; what was taken back or deleted is not repeated."""
    kinds = ["scout", "message"]
    assert store.last_logged(kinds) is None
    store.commit(logging(scout("2026-11-20", client="first")))
    Store(store.path, lambda: now).commit(logging(message("second", "2026-11-22T10:00")))
    store.refresh()
    last = store.last_logged(kinds)
    assert isinstance(last, Message)
    store.commit(lambda ledger: changes.edit(ledger, last.id, {"client": "corrected"}))
    again = store.last_logged(kinds)
    assert isinstance(again, Message)
    assert again.client == "corrected"
    store.undo()
    store.undo()
    assert isinstance(store.last_logged(kinds), Scout)
    assert store.last_logged(["message"]) is None


def clients(store: Store) -> list[str]:
    return sorted(str(each.client) for each in store.ledger.all(Scout))


def test_redo_is_refused_once_others_have_logged_and_what_was_undone_is_kept(
    filled: Fill, now: datetime
) -> None:
    store = filled(scout("2026-11-22", client="A"))
    for name in ("B", "C"):
        store.commit(logging(scout("2026-11-22", client=name)))
    store.undo()
    store.undo()
    other = Store(store.path, lambda: now)
    other.commit(logging(scout("2026-11-22", client="D")))
    with pytest.raises(StoreError, match="set_aside"):
        store.redo()
    assert not store.can_redo
    last, first = sorted(store.set_aside(), key=lambda each: -each.number)
    assert [each.change.ops[0].record.client for each in (last, first)] == ["C", "B"]  # type: ignore[attr-defined]
    store.put_on_again(first.number)
    assert clients(store) == ["A", "B", "D"]
    store.undo()  # what was put on again was a change of its own
    assert clients(store) == ["A", "D"]
    store.redo()
    Store(store.path, lambda: now).put_on_again(last.number)
    store.refresh()
    assert clients(store) == ["A", "B", "C", "D"]
    assert store.set_aside() == []
    with pytest.raises(StoreError, match="nothing_to_redo"):
        store.put_on_again(last.number)


def test_what_was_undone_is_not_put_on_again_over_a_later_change(filled: Fill) -> None:
    store = filled(scout("2026-11-22", client="A"))
    record = next(iter(store.ledger.all(Scout)))
    store.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "B"}))
    store.undo()
    store.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "C"}))
    (kept,) = store.set_aside()
    with pytest.raises(StoreError, match="contradicted"):
        store.put_on_again(kept.number)
    assert clients(store) == ["C"]
    store.undo()  # as it was then
    store.put_on_again(kept.number)
    assert clients(store) == ["B"]


def test_a_month_is_not_put_on_again_beside_another_of_the_same(store: Store) -> None:
    store.commit(lambda ledger: changes.log(ledger, earning("2026-10", gross=1)))
    store.undo()
    store.commit(lambda ledger: changes.log(ledger, earning("2026-10", gross=2)))
    (kept,) = store.set_aside()
    with pytest.raises(StoreError, match="contradicted"):
        store.put_on_again(kept.number)


def test_of_what_was_undone_the_last_twenty_are_kept(store: Store) -> None:
    for number in range(history.MOST_ASIDE + 3):
        store.commit(logging(scout("2026-11-22", client=f"{number:02}")))
        store.undo()
    store.commit(logging(scout("2026-11-22")))
    kept = [each.change.ops[0].record.client for each in store.set_aside()]  # type: ignore[attr-defined]
    assert len(kept) == history.MOST_ASIDE
    assert kept[0] == f"{history.MOST_ASIDE + 2:02}"


def test_redo_does_not_go_over_a_hand_edit(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22", client="A"))
    record = next(iter(store.ledger.all(Scout)))
    store.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "B"}))
    store.undo()
    store.settle()
    with TinyDB(store.path) as stock:
        stock.table("scout").update({"client": "by hand"})
    with pytest.raises(StoreError, match="contradicted"):
        Store(store.path, lambda: now).redo()


def test_redo_goes_on_over_what_this_version_knows_nothing_of(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22", client="A"))
    with TinyDB(store.path) as stock:
        stock.table("scout").update({"my_note": "x"})
    again = Store(store.path, lambda: now)
    record = next(iter(again.ledger.all(Scout)))
    again.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "B"}))
    again.undo()
    again.undo()
    again.redo()
    again.redo()
    assert clients(again) == ["B"]


def test_redo_of_a_month_does_not_go_beside_one_made_by_hand(store: Store) -> None:
    store.commit(logging(scout("2026-11-22")))
    store.commit(lambda ledger: changes.log(ledger, earning("2026-10", gross=1)))
    store.undo()
    store.settle()
    with TinyDB(store.path) as stock:
        stock.table("earning").insert({"id": "by hand!", "month": "2026-10", "gross_yen": 2})
    with pytest.raises(StoreError, match="contradicted"):
        store.redo()
    assert [each.gross_yen for each in store.ledger.all(Earning)] == [2]
