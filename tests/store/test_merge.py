"""Two copies of a ledger merged."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.store.codec import content
from procw_tui.store.merge import Copy, copy_of, merge
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.make import earning, message, proposal, scout, setting
from tests.make_demo import NOW


def stamped(record: Record, minutes: int) -> Record:
    at = (NOW + timedelta(minutes=minutes)).isoformat()
    return dataclasses.replace(record, changed_at=at)


POOL = [
    scout("2026-11-01"), scout("2026-11-02"), message("A", "2026-11-03T10:00"), earning("2026-10", 5),
    earning("2026-10", 9), setting("weekly_goal", 3), setting("weekly_goal", 4),
]  # fmt: skip
VERSIONS = st.tuples(st.sampled_from(POOL), st.integers(0, 3), st.sampled_from([None, "x", "y"]))
COPIES = st.builds(
    lambda versions, stones: copy_of(
        {r.id: stamped(dataclasses.replace(r, note=note), at) for r, at, note in versions}.values(),
        [{"kind": r.kind, "id": r.id, "deleted_at": (NOW + timedelta(minutes=at)).isoformat()} for r, at in stones],
    ),
    st.lists(VERSIONS, max_size=7), st.lists(st.tuples(st.sampled_from(POOL), st.integers(0, 3)), max_size=4),
)  # fmt: skip


def folded(mine: Copy, theirs: Copy) -> dict[str, dict[str, Any]]:
    after = merge(mine, theirs).change.applied(Ledger.of(mine.records.values()))
    return {record.id: content(record) for record in after}


@given(COPIES, COPIES)
def test_merging_is_the_same_whichever_is_folded_into_which(one: Copy, other: Copy) -> None:
    both = folded(one, other)
    assert both == folded(other, one)
    alone = [
        (r["month"] if "month" in r else r.get("key")) for r in both.values() if "month" in r or "key" in r
    ]
    assert len(alone) == len(set(alone))


@given(COPIES, COPIES)
def test_merging_again_changes_nothing(one: Copy, other: Copy) -> None:
    merged = merge(one, other)
    after = merged.change.applied(Ledger.of(one.records.values()))
    late = (NOW + timedelta(minutes=9)).isoformat()
    gone = {(op.record.kind, op.record.id): late for op in merged.change.ops if op.after is None}
    stones = {**one.deleted, **other.deleted, **gone}
    mine = copy_of(after, [{"kind": k, "id": i, "deleted_at": at} for (k, i), at in stones.items()])
    assert merge(mine, other).change.ops == ()


@given(COPIES)
def test_merging_a_copy_of_itself_changes_nothing(one: Copy) -> None:
    both = folded(one, one)
    assert set(both) <= {record.id for record in one.records.values()}


def test_two_copies_that_went_apart(filled: Fill, now: datetime, tmp_path: Path) -> None:
    store = filled(
        scout("2026-11-01", client="A"), scout("2026-11-02", client="B"), proposal("2026-11-03T10:00")
    )
    store.settle()
    path = tmp_path / "other.json"
    path.write_bytes(store.path.read_bytes())
    other = Store(path, lambda: now + timedelta(hours=1))
    first, second, _third = store.ledger
    store.commit(lambda ledger: changes.edit(ledger, store.ledger.find(first.id).id, {"note": "mine"}))  # type: ignore[union-attr]
    other.commit(lambda ledger: changes.delete(ledger, [second.id]))
    other.commit(lambda ledger: changes.log(ledger, scout("2026-11-04", client="new")))
    change = store.merge(copy_of(other.ledger, other._file.tables.by_name["deleted"].values()))
    assert len(change.ops) == 2
    assert store.ledger.find(second.id) is None
    note = store.ledger.find(first.id)
    assert note is not None
    assert note.note == "mine"
    assert store.merge(copy_of(other.ledger, other._file.tables.by_name["deleted"].values())).ops == ()
    store.undo()
    assert store.ledger.find(second.id) is not None


def test_a_deletion_that_was_merged_undone_and_put_on_again_stays_deleted(
    filled: Fill, now: datetime, tmp_path: Path
) -> None:
    store = filled(scout("2026-11-20", client="A"), scout("2026-11-21", client="B"))
    (tmp_path / "third.json").write_bytes(store.path.read_bytes())
    other = Store(tmp_path / "other.json", lambda: now)
    other.merge(store._copy())
    gone = next(iter(other.ledger)).id
    other.commit(lambda ledger: changes.delete(ledger, [gone]))
    store.merge(other._copy())
    store.undo()
    store.redo()
    store.merge(Store(tmp_path / "third.json", lambda: now)._copy())
    assert store.ledger.find(gone) is None
