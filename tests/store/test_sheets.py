"""CSV out and in again, hand-made sheets, and two copies merged."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Proposal, Record
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.words import sheets as sheet_words
from procw_tui.store.codec import content, decode
from procw_tui.store.merge import Copy, copy_of, merge
from procw_tui.store.sheets import Row, Words, rows, written
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.domain.strategies import ledgers
from tests.make import d, earning, message, proposal, scout, setting
from tests.make_demo import NOW

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def words(kind: str) -> Words:
    return Words(sheet_words.columns(kind, KNOWLEDGE.site_words.labels), sheet_words.choices(kind))


def read(kind: str, sheet: bytes) -> list[Row]:
    return list(rows(kind, sheet, words(kind), NOW))


def repeated(records: list[Any], *, mark: bool = False) -> list[Record]:
    """Records out as CSV and in again."""
    kind = records[0].kind
    found = read(kind, written(kind, records, mark=mark))
    assert [row.bad for row in found] == [None] * len(records)
    return [decode(kind, row.doc or {}, strict=True) for row in found]


@given(ledgers)
def test_out_and_in_again_is_the_same(records: list[Record]) -> None:
    for kind in KINDS:
        mine = [record for record in records if record.kind == kind]
        if mine:
            assert repeated(mine) == mine


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_any_text_survives_and_none_begins_a_formula(client: str, subject: str, note: str | None) -> None:
    mine = message(client, "2026-11-22T10:00:30", subject=subject, note=note)
    assert repeated([mine], mark=True) == [mine]
    import csv
    import io

    sheet = written("message", [mine]).decode()
    cells = [cell for line in csv.reader(io.StringIO(sheet, newline="")) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_sheet_made_by_hand_in_japanese_and_shift_jis() -> None:
    text = (
        "相手,仕事名,契約金額,応募日,結果,メモ\r\n"
        'みどり工房,記事１０本,"￥１２,０００",2026/11/22,条件交渉,急ぎ\r\n'
        ",ロゴ,1.2万円,11月21日,返答なし,\r\n\r\n"
    )
    for encoding in ("cp932", "utf-8", "utf-8-sig", "utf-16"):
        found = read("proposal", text.encode(encoding))
        first, second = (decode("proposal", {"id": "1", **(row.doc or {})}) for row in found)
        assert isinstance(first, Proposal)
        assert isinstance(second, Proposal)
        assert (first.client, first.title, first.price_yen, first.outcome, first.note) == (
            "みどり工房", "記事１０本", 12_000, "talking", "急ぎ",
        )  # fmt: skip
        assert (first.sent_at.date(), second.sent_at.date()) == (d("2026-11-22"), d("2026-11-21"))
        assert (second.price_yen, second.outcome) == (12_000, "no_answer")


@pytest.mark.parametrize(("line", "field"), [
    ("x,2026-11-22", "price_yen"), ("1,someday", "sent_at"), ("-5,2026-11-22", ""), ("1,2026-02-30", "sent_at"),
])  # fmt: skip
def test_each_bad_line_is_named(line: str, field: str) -> None:
    (row,) = read("proposal", f"price_yen,sent_at\n{line}\n".encode())
    if field:
        assert row.bad is not None
        assert (row.bad.field, row.number) == (field, 2)
    else:
        with pytest.raises(Invalid):
            decode("proposal", {"id": "1", **(row.doc or {})})


def test_a_number_without_end_is_a_bad_line() -> None:
    assert read("proposal", b"title,price_yen\nq," + b"9" * 5000 + b"\n")[0].bad is not None


def test_a_column_of_another_kind_may_be_empty_only() -> None:
    assert read("scout", b"received_on,weather\n2026-11-22,\n")[0].bad is None
    bad = read("scout", b"received_on,weather\n2026-11-22,rain\n")[0].bad
    assert bad is not None
    assert (bad.field, bad.reason) == ("weather", "unknown_field")
    with pytest.raises(Invalid, match="no_columns"):
        read("scout", b"weather\nrain\n")
    with pytest.raises(Invalid, match="column_twice"):
        read("scout", b"received_on,received_on\n2026-11-22,2026-11-21\n")
    assert read("scout", b"received_on\n2026-11-22,\n")[0].bad is None
    assert read("scout", b"received_on\n2026-11-22,rain\n")[0].bad is not None
    with pytest.raises(Invalid, match="bad_text"):
        read("scout", b"\x81\xff")


def test_lines_are_counted_over_breaks_in_cells() -> None:
    sheet = b'received_on,note\n2026-11-22,"a\nb"\nnonsense,\n'
    assert [(row.number, row.bad is None) for row in read("scout", sheet)] == [(2, True), (4, False)]


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


@pytest.mark.parametrize("begun", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_begins_as_a_spreadsheet_would_obey(begun: str) -> None:
    record = proposal("2026-11-20T10:00", client=f"{begun}1+1")
    sheet = written("proposal", [record])
    assert f"'{begun}1+1".encode() in sheet
    (row,) = read("proposal", sheet)
    assert (row.doc or {})["client"] == f"{begun}1+1"
