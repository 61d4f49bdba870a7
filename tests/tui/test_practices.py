"""The keys of the practices: tried, looked back on, worded anew, noted on a record."""

from __future__ import annotations

from datetime import timedelta

from procw_tui.domain.record.records import PracticeState, Proposal
from procw_tui.tui.app import ProcwApp
from tests.make import proposal
from tests.make_demo import NOW
from tests.tui.conftest import app_on, words
from tests.tui.test_app import SIZE, fresh
from tests.tui.test_coach import with_figures


async def test_a_practice_is_tried_looked_back_on_and_kept(empty: ProcwApp) -> None:
    with_figures(empty, proposal("2026-11-22T10:00", client="Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        assert "A practice to try" in words(empty)
        await pilot.press("y")
        (state,) = fresh(empty).ledger.all(PracticeState)
        assert (state.state, state.since) == ("trying", NOW.date())
        assert "Trying:" in words(empty)
    week = app_on(empty.store.path, NOW + timedelta(days=7))
    async with week.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        assert "shall it stay?" in words(week)
        await pilot.press("y", "2")
        assert "shall it stay?" not in words(week)
        assert fresh(week).ledger.count("snooze") == 1
    fortnight = app_on(empty.store.path, NOW + timedelta(days=14))
    async with fortnight.run_test(size=SIZE) as pilot:
        await pilot.press("1", "y", "1")
        (state,) = fresh(fortnight).ledger.all(PracticeState)
        assert state.state == "habit"


async def test_a_step_is_worded_anew_and_taken_back_when_emptied(empty: ProcwApp) -> None:
    with_figures(empty)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("6", "down", "enter", "ctrl+u", *"mine", "enter")
        (state,) = fresh(empty).ledger.all(PracticeState)
        assert (state.state, state.step) == ("untried", "mine")
        assert "Next step: mine" in words(empty)
        await pilot.press("enter", "ctrl+u", "enter")
        (state,) = fresh(empty).ledger.all(PracticeState)
        assert state.step is None


async def test_a_practice_is_noted_on_a_record(empty: ProcwApp) -> None:
    trying = PracticeState(id="t", practice="written-for-the-job", state="trying", since=NOW.date())
    with_figures(empty, proposal("2026-11-22T10:00", client="Acme"), trying)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "enter", "shift+tab", "1", "enter")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert sent.practices == ("written-for-the-job",)
        await pilot.press("enter", "shift+tab", "2", "enter")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert sent.practices is None


async def test_a_step_of_ones_own_is_no_escape(empty: ProcwApp) -> None:
    own = PracticeState(id="p", practice="specialise", state="trying", since=NOW.date(), step="A\x1b[2JB\nC")
    with_figures(empty, own)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        assert "A␛[2JB C" in words(empty)
        await pilot.press("6")
        assert "\x1b" not in words(empty)


async def test_a_practice_that_is_tried_is_no_habit_by_a_second_key(empty: ProcwApp) -> None:
    with_figures(empty)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("y", "y")
        assert "It is being tried" in words(empty)
        await pilot.press("6", "home", "y")
        (state,) = fresh(empty).ledger.all(PracticeState)
        assert state.state == "trying"
