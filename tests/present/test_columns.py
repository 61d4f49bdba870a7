"""Columns share what is free by what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.record.records import Record
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.columns import shared, widest
from procw_tui.present.language import set_language
from procw_tui.present.paint import line_width, plain
from procw_tui.present.rooms.proposals import ProposalsRoom
from procw_tui.present.rooms.replies import RepliesRoom
from procw_tui.present.rooms.room import Room
from procw_tui.present.rooms.work import WorkRoom
from procw_tui.present.view import View
from tests.make import contract, ledger, m, message, proposal

WANTED = st.lists(st.integers(0, 120), min_size=1, max_size=6)


@given(WANTED, st.integers(-5, 300))
def test_nothing_is_cut_beside_free_cells(wanted: list[int], free: int) -> None:
    given_ = shared(wanted, free)
    assert sum(given_) <= max(0, free)
    assert all(0 <= got <= want for got, want in zip(given_, wanted, strict=True))
    if given_ != wanted:
        cut = [got for got, want in zip(given_, wanted, strict=True) if got < want]
        assert max(given_) - min(cut) <= 1
        assert max(0, free) - sum(given_) < len(wanted)


def test_a_wide_character_takes_two_cells() -> None:
    assert widest(["ab", "日本語"], str) == 6
    assert widest([], str) == 0


HOSTILE = "とても長い名前の株式会社とその仲間たちの編集部"
LISTS: list[tuple[Room, list[Record]]] = [
    (ProposalsRoom(), [
        proposal("2026-11-20T10:00", client=HOSTILE, title="短い", price_yen=14_040),
        proposal("2026-11-19T10:00", client="A", title=HOSTILE * 2, price_yen=9_999_999),
    ]),
    (RepliesRoom(), [
        message(HOSTILE, "2026-11-20T10:00", subject="短い"), message("A", "2026-11-19T10:00", subject=HOSTILE * 2),
    ]),
    (WorkRoom(), [
        contract("2026-11-20", client=HOSTILE, title="短い", price_yen=14_040, due_on="2026-11-30"),
        contract("2026-11-19", client="A", title=HOSTILE * 2, price_yen=9_999_999),
    ]),
]  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("cells", [60, 80, 100, 120, 160, 200])
@pytest.mark.parametrize(("room", "records"), LISTS)
def test_no_name_is_cut_beside_free_cells(
    room: Room, records: list[Record], cells: int, language: str
) -> None:
    set_language(language)
    view = View(ledger(*records), m("2026-11-22T21:30"), KNOWLEDGE)
    lines = [room.draw(view, row, cells) for row in room.rows(view)]
    assert len(lines) == 2
    figures = "".join(plain(each) for each in lines)
    if not isinstance(room, RepliesRoom):
        assert "14,040" in figures
        assert "9,999,999" in figures
    if ".." in figures:
        assert max(map(line_width, lines)) >= cells - 8  # the widest state has its room
    else:
        assert HOSTILE in figures


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("cells", [40, 50, 60])
def test_on_a_phone_a_row_says_whose_it_is_and_how_it_stands(cells: int, language: str) -> None:
    set_language(language)
    running = contract("2026-11-19", client="A", title=HOSTILE, price_yen=9_999_999, due_on="2026-11-30")
    records = [proposal("2026-11-20T10:00", client=HOSTILE, outcome="won"), running]
    view = View(ledger(*records), m("2026-11-22T21:30"), KNOWLEDGE)
    for room in (ProposalsRoom(), WorkRoom()):
        (row,) = room.rows(view)
        shown = room.draw(view, row, cells)
        assert line_width(shown) <= cells
        assert plain(shown).rstrip().endswith(("\u2713", "11/30"))
