"""Filter, sort, select, day view, rates."""

from __future__ import annotations

import pytest

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Contract, Message, Proposal
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.widgets.filter_bar import FilterBar
from procw_tui.tui.widgets.record_list import RecordList
from tests.make import contract, message, proposal, scout
from tests.make_demo import NOW
from tests.tui.conftest import screen_text, words
from tests.tui.test_app import fresh, put

SIZE = (80, 24)


def titles(app: ProcwApp) -> list[str]:
    return [row.title for row in app.main.records.rows]


async def test_a_filter_follows_every_key_and_says_what_it_shows(empty: ProcwApp) -> None:
    put(
        empty,
        proposal("2026-11-20T10:00", title="Recipe", client="A"),
        proposal("2026-11-21T10:00", title="Travel"),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "slash", *"rec")
        assert titles(empty) == ["Recipe"]
        assert "Filter: rec 1/2" in words(empty)
        await pilot.press("x", "x")
        assert titles(empty) == []
        assert "Nothing here holds 'recxx'" in words(empty)
        await pilot.press("backspace", "backspace", "enter", "n")
        assert {p.title: p.outcome for p in fresh(empty).ledger.all(Proposal)} == {
            "Recipe": "talking",
            "Travel": "pending",
        }
        await pilot.press("escape")
        assert titles(empty) == ["Travel", "Recipe"]


async def test_esc_keeps_the_filter_that_was_typed(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="Recipe"), proposal("2026-11-21T10:00", title="Travel"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "・", *"tra", "escape")
        assert titles(empty) == ["Travel"]
        await pilot.press("slash")
        assert empty.main.query_one(FilterBar).value == "tra"
        await pilot.press(*"vel", "down", "enter", "5", "4")
        assert titles(empty) == ["Travel"]


async def test_keys_of_a_filter_are_text(empty: ProcwApp) -> None:
    """p, q, u and digits are typed, not obeyed; a log elsewhere is drawn without taking the focus."""
    put(empty, proposal("2026-11-20T10:00", title="quip 12"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "slash", *"quip 12")
        assert titles(empty) == ["quip 12"]
        put(empty, proposal("2026-11-20T10:00", title="quip 12 again"))
        empty.main.refresh_room()
        await pilot.press("x")
        assert empty.main.query_one(FilterBar).value == "quip 12x"


async def test_sorted_by_a_column(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A", price_yen=1), proposal("2026-11-21T10:00", title="B", price_yen=9),
        proposal("2026-11-22T10:00", title="C", price_yen=5))  # fmt: skip
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "S", "4")
        assert titles(empty) == ["B", "C", "A"]
        assert "sorted by Price with tax" in words(empty)
        await pilot.press("S", "4")
        assert titles(empty) == ["A", "C", "B"]
        await pilot.press("S", "4")
        assert titles(empty) == ["C", "B", "A"]
        await pilot.press("2", "S")  # no list to sort
        assert empty.screen is empty.main


async def test_twenty_silent_proposals_are_closed_in_five_keys(empty: ProcwApp) -> None:
    put(empty, *(proposal(f"2026-09-{day:02}T10:00", title=f"J{day}") for day in range(1, 21)),
        proposal("2026-11-20T10:00", title="new"))  # fmt: skip
    async with empty.run_test(size=SIZE) as pilot:
        keys = ["4", "X", "n", "1"]
        await pilot.press("4")
        assert "20 silent for 30 days or more" in words(empty)
        await pilot.press(*keys[1:])
        outcomes = [p.outcome for p in fresh(empty).ledger.all(Proposal)]
        assert (outcomes.count("no_answer"), outcomes.count("pending")) == (20, 1)
        assert "selected" not in words(empty)
        await pilot.press("u")
        assert {p.outcome for p in fresh(empty).ledger.all(Proposal)} == {"pending"}
        assert len(keys) <= 5


async def test_selected_rows_are_deleted_together_and_come_back_together(empty: ProcwApp) -> None:
    put(empty, *(proposal(f"2026-11-{day:02}T10:00", title=f"J{day}") for day in range(1, 6)))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "x", "x", "down", "x", "D")
        assert {p.title for p in fresh(empty).ledger.all(Proposal)} == {"J1", "J3"}
        await pilot.press("u")
        assert fresh(empty).ledger.count("proposal") == 5
        await pilot.press("X", "X", "escape", "D")  # all, none, nothing selected: the one under the cursor
        assert fresh(empty).ledger.count("proposal") == 4


@pytest.mark.parametrize("key", ["D", "n"])
async def test_a_selection_that_another_session_deleted_means_nothing(empty: ProcwApp, key: str) -> None:
    put(empty, proposal("2026-11-20T10:00", title="stays"), proposal("2026-11-21T10:00", title="goes"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "x")
        (gone,) = (p for p in empty.store.ledger.all(Proposal) if p.title == "goes")
        fresh(empty).commit(lambda ledger: changes.delete(ledger, [gone.id]))
        empty.background.look_for_others()
        await pilot.press(key)
        assert "What was selected is gone" in words(empty)
        assert [(p.title, p.outcome) for p in fresh(empty).ledger.all(Proposal)] == [("stays", "pending")]
        await pilot.press("D")  # now nothing is selected: the one under the cursor is meant
        assert fresh(empty).ledger.count("proposal") == 0


async def test_of_a_selection_what_is_left_is_meant(empty: ProcwApp) -> None:
    put(empty, *(proposal(f"2026-11-{day}T10:00", title=f"J{day}") for day in (20, 21, 22)))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "x", "x")
        (gone,) = (p for p in empty.store.ledger.all(Proposal) if p.title == "J22")
        fresh(empty).commit(lambda ledger: changes.delete(ledger, [gone.id]))
        empty.background.look_for_others()
        await pilot.press("D")
        assert [p.title for p in fresh(empty).ledger.all(Proposal)] == ["J20"]


async def test_a_choice_for_one(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A"), contract("2026-11-01"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "n", "n", "2", "n")
        assert [p.outcome for p in fresh(empty).ledger.all(Proposal)] == ["lost"]
        assert "decided" in words(empty)
        await pilot.press("5", "n", "n", "2")
        assert [c.outcome for c in fresh(empty).ledger.all(Contract)] == ["ended_midway"]


async def test_what_waits_is_answered_at_a_time_unknown(empty: ProcwApp) -> None:
    put(empty, message("A", "2026-11-20T10:00"), message("B", "2026-11-21T10:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("3", "x", "A")
        assert {m.client: m.state for m in fresh(empty).ledger.all(Message)} == {
            "A": "answered",
            "B": "waiting",
        }
        await pilot.press("A", "A")
        assert "Nobody waits" in words(empty)


async def test_the_day_of_a_record_and_the_days_around_it(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="Then"), scout("2026-11-19", client="Before"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "g")
        assert "2026-11-20 (Fri)" in words(empty)
        assert "Then" in screen_text(empty)
        await pilot.press("「")
        assert "Before" in screen_text(empty)
        await pilot.press("left_square_bracket")
        assert "it is unknown, and costs nothing" in words(empty)
        await pilot.press("」", "enter", *"!", "ctrl+s", "escape")
        assert empty.main.room.id == "proposals"
        assert [s.client for s in fresh(empty).ledger.all(type(scout("2026-11-19")))] == ["Before!"]


async def test_a_rate_is_opened_down_to_its_proposals(empty: ProcwApp) -> None:
    put(empty, proposal("2026-10-20T10:00", title="A", category="web"), proposal("2026-11-21T10:00", title="web B"),
        proposal("2026-10-19T10:00", title="C", category="web"))  # fmt: skip
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "i")
        assert "web 2 0 0.0 %" in words(empty)
        await pilot.press("enter")
        assert titles(empty) == ["A", "C"]
        assert "Category: web 2/3" in words(empty)
        await pilot.press("escape", "i", "escape")
        assert (empty.main.room.id, len(titles(empty))) == ("proposals", 3)


async def test_everything_open_is_one_list(empty: ProcwApp) -> None:
    put(empty, message("A", "2026-11-22T10:00"), contract("2026-11-01", client="C", due_on=str(NOW.date())))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i", "r", "n")
        assert [m.state for m in fresh(empty).ledger.all(Message)] == ["answered"]
        assert [c.delivered_on for c in fresh(empty).ledger.all(Contract)] == [NOW.date()]
        await pilot.press("escape")
        assert empty.main.room.id == "today"


async def test_a_selection_ends_with_its_list(empty: ProcwApp) -> None:
    """On the next list of the screen it would mean nothing that is seen."""
    put(empty, contract("2026-11-01"), contract("2026-11-02"), scout("2026-11-03"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("5", "x", "tab", "tab", "D")
        assert "gone" not in words(empty)
        assert empty.main.room.selected == frozenset()
        assert fresh(empty).ledger.count("contract") == 2


async def test_a_row_that_is_clicked_ends_the_filter(empty: ProcwApp) -> None:
    put(empty, *(proposal(f"2026-11-{day:02}T10:00", title=f"J{day}") for day in range(1, 6)))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "slash", "J")
        await pilot.click(RecordList, offset=(5, 1))
        assert not empty.main.filtering
        assert not empty.main.query_one(FilterBar).display
        await pilot.press("D")
        assert "J4" not in {p.title for p in fresh(empty).ledger.all(Proposal)}


async def test_a_record_that_is_left_as_it_is_changes_nothing(empty: ProcwApp) -> None:
    put(
        empty,
        proposal("2026-11-20T10:00", title="T", client="A"),
        proposal("2026-11-21T10:00", title="T", client="A"),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "enter", "ctrl+s")
        assert "Nothing was changed." in words(empty)
        await pilot.press("u")
        assert [p.title for p in fresh(empty).ledger.all(Proposal)] == ["T"]  # the log, not an edit
