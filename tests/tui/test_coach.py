"""The coach's keys: the next act is recorded with one key, put off with another, and ranked with a third."""

from __future__ import annotations

from datetime import timedelta

import pytest

from procw_tui.domain.coach.action import Action
from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Contract, Message, ProfileEdit, Proposal, Record, Snooze
from procw_tui.tui.acts import coach as coach_acts
from procw_tui.tui.app import ProcwApp
from tests.make import EVERYTHING, contract, d, done, m, message, opening, profile, proposal, review, scout
from tests.make_demo import NOW
from tests.tui.conftest import app_on, words
from tests.tui.test_app import SIZE, fresh, put

FIGURES = (
    *EVERYTHING,
    opening("2026-11-20", rating_shown=500, rating_count=9),
    profile("2026-10-01", "skills", "results", "self_pr"),
)


def with_figures(app: ProcwApp, *records: Record) -> None:
    put(app, *FIGURES, *records)


async def test_enter_records_the_next_act_and_it_leaves_at_once(empty: ProcwApp) -> None:
    with_figures(
        empty, contract("2026-11-01", title="Story", due_on="2026-11-20"), message("Bee", "2026-11-22T10:00")
    )
    async with empty.run_test(size=SIZE) as pilot:
        assert "Deliver Story: 2 days over. once delivered Enter" in words(empty)
        await pilot.press("enter")
        (delivered,) = fresh(empty).ledger.all(Contract)
        assert delivered.delivered_on == NOW.date()
        assert "Reply to Bee. once replied r" in words(empty)
        await pilot.press("enter")
        (answered,) = fresh(empty).ledger.all(Message)
        assert answered.replied_at == NOW
        assert "Reply to Bee." not in words(empty)


async def test_a_reply_goes_to_the_client_that_is_named(empty: ProcwApp) -> None:
    """The one waiting longest was put off: r is for that one, so Enter is named."""
    with_figures(empty, message("Ada", "2026-11-22T09:00"), message("Bee", "2026-11-22T10:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "1")
        assert "Reply to Bee. once replied Enter" in words(empty)
        await pilot.press("enter")
        states = {each.client: each.state for each in fresh(empty).ledger.all(Message)}
        assert states == {"Ada": "waiting", "Bee": "answered"}


async def test_an_act_is_put_off_for_days_or_for_good_with_a_reason(empty: ProcwApp) -> None:
    with_figures(empty, message("Ada", "2026-11-22T09:00"), message("Bee", "2026-11-22T10:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "2")
        await pilot.press("z", "4", "enter")
        assert "is missing" in words(empty)  # for good only with a reason
        await pilot.press("up", *"11/20", "ctrl+s")
        assert "must be at most 2027-05-24" in words(empty)
        await pilot.press(*["backspace"] * 5, "down", *"gone", "ctrl+s")
        found = {each.action: (each.until, each.reason) for each in fresh(empty).ledger.all(Snooze)}
        assert sorted(found.values(), key=str) == sorted(
            [(NOW.date() + timedelta(days=3), None), (None, "gone")], key=str
        )
        assert "Reply to" not in words(empty)
        await pilot.press("u")
        assert "Reply to Bee." in words(empty)


async def test_a_midway_end_request_is_not_put_off(empty: ProcwApp) -> None:
    put(empty, contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00")))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z")
        assert "can't be put off" in words(empty)
        assert fresh(empty).ledger.count("snooze") == 0


async def test_the_ranking_shows_every_act_and_records_the_one_under_the_cursor(empty: ProcwApp) -> None:
    with_figures(
        empty,
        message("Bee", "2026-11-22T10:00"),
        done("2026-10-25", client="Kay"),
        review("2026-11-21", client="Z"),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        assert "then what has the nearest deadline" in words(empty)
        await pilot.press("down")
        assert "Rate Kay: 11/25 is the last day." in words(empty)
        await pilot.press("enter")
        (rated,) = fresh(empty).ledger.all(Contract)
        assert rated.i_rated_on == NOW.date()
        await pilot.press("escape")
        assert "Reply to Bee." in words(empty)


async def test_looked_for_scouts_comes_back_tomorrow(empty: ProcwApp) -> None:
    with_figures(empty)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        acts = [each.kind for each in empty.view.actions]
        await pilot.press(*["down"] * acts.index("look"), "enter")
        (snooze,) = fresh(empty).ledger.all(Snooze)
        assert (snooze.action, snooze.until) == ("look", d("2026-11-23"))
        assert "look" not in [each.kind for each in empty.view.actions]
    async with app_on(empty.store.path, NOW + timedelta(days=1)).run_test(size=SIZE) as pilot:
        assert isinstance(pilot.app, ProcwApp)
        assert "look" in [each.kind for each in pilot.app.view.actions]


async def test_silent_proposals_close_together(empty: ProcwApp) -> None:
    with_figures(empty, proposal("2026-08-01T10:00"), proposal("2026-08-02T10:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        kinds = [each.kind for each in empty.view.actions]
        await pilot.press(*["down"] * kinds.index("close_silent"), "enter")
        assert {each.outcome for each in fresh(empty).ledger.all(Proposal)} == {"no_answer"}


async def test_the_profile_is_recorded_with_what_was_missing(empty: ProcwApp) -> None:
    put(empty, opening("2026-11-20", rating_shown=500, rating_count=9, profile_filled=False))
    async with empty.run_test(size=SIZE) as pilot:
        assert "Fill in your profile: skills, results, self-PR." in words(empty)
        await pilot.press("enter")
        assert "skills results self-PR" in words(empty)
        await pilot.press("escape")
        await pilot.press("enter", "ctrl+s")
        (edit,) = fresh(empty).ledger.all(ProfileEdit)
        assert edit.parts == ("skills", "results", "self_pr")
        assert "Fill in your profile" not in words(empty)


async def test_enter_held_down_records_one_act(empty: ProcwApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coach_acts, "PAUSE_SECONDS", 60.0)
    with_figures(empty, message("Ada", "2026-11-22T09:00"), message("Bee", "2026-11-22T10:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "enter", "enter")
        assert sorted(each.state for each in fresh(empty).ledger.all(Message)) == ["answered", "waiting"]


async def test_enter_opens_no_form_of_another_key(empty: ProcwApp) -> None:
    with_figures(empty, *[scout("2026-11-01") for _ in range(5)])
    async with empty.run_test(size=SIZE) as pilot:
        assert "Send the next proposal" in words(empty)
        await pilot.press("enter")
        assert "once sent: p" in words(empty)
        assert empty.screen is empty.main
        assert fresh(empty).ledger.count("proposal") == 0


async def test_keys_in_the_ranking_are_for_the_row(empty: ProcwApp) -> None:
    asked = {"termination_requested_at": m("2026-11-20T10:00")}
    with_figures(
        empty, message("Ada", "2026-11-22T09:00"), message("Bee", "2026-11-22T10:00"),
        contract("2026-11-01", client="First", **asked), contract("2026-11-02", client="Second", **asked),
    )  # fmt: skip
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i", "down")
        (row,) = [
            each
            for each in empty.view.actions
            if each.about == empty.main.room.record(empty.main.records.current)
        ]
        assert isinstance(row.about, Contract)
        await pilot.press("T", "1")
        answered = [each.id for each in fresh(empty).ledger.all(Contract) if each.termination_answered_at]
        assert answered == [row.about.id]
        kinds = [each.kind for each in empty.view.actions]
        await pilot.press("home", *["down"] * (kinds.index("reply") + 1), "r")
        assert {each.client: each.state for each in fresh(empty).ledger.all(Message)} == {
            "Ada": "waiting",
            "Bee": "answered",
        }


async def test_what_is_put_off_stands_at_the_end_and_is_woken(empty: ProcwApp) -> None:
    with_figures(empty, message("Ada", "2026-11-22T09:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "2", "i", "end")
        assert "off to 11/25" in words(empty)
        await pilot.press("z")
        assert "Not put off any more: Reply to Ada." in words(empty)
        assert fresh(empty).ledger.count("snooze") == 0


async def test_a_new_message_wakes_a_reply_that_was_put_off(empty: ProcwApp) -> None:
    with_figures(empty, message("Ada", "2026-11-22T09:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "3")
        assert "Reply to Ada." not in words(empty)
        put(empty, message("Ada", "2026-11-22T20:00"))
        empty.store.refresh()
        await pilot.press("1")
        assert "Reply to Ada." in words(empty)


async def test_a_contract_that_changed_meanwhile_is_left_alone(empty: ProcwApp) -> None:
    late = contract("2026-11-01", client="Kay", due_on="2026-11-20")
    with_figures(empty, late)
    async with empty.run_test(size=SIZE) as pilot:
        other = app_on(empty.store.path)
        ended = {"outcome": "ended_midway", "ended_on": d("2026-11-20")}
        other.store.commit(lambda ledger: changes.edit(ledger, late.id, ended))
        await pilot.press("enter")
        assert "changed meanwhile" in words(empty)
        (found,) = fresh(empty).ledger.all(Contract)
        assert found.delivered_on is None


async def test_what_is_done_leaves_and_the_cursor_goes_on(empty: ProcwApp) -> None:
    with_figures(empty, message("Ada", "2026-11-22T09:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        acts = [each.kind for each in empty.view.actions]
        await pilot.press(*["down"] * acts.index("look"), "enter")
        current = empty.main.records.current
        assert current in empty.view.actions
        assert "done, 11/23" in words(empty)


async def test_putting_off_past_the_last_day_is_said(empty: ProcwApp) -> None:
    with_figures(empty, done("2026-10-25", client="Kay"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "3")
        assert "It comes back on 11/29. Its last day comes before that: 11/25." in words(empty)


async def test_the_welcome_has_no_act(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z")
        assert "Welcome" in words(empty)
        assert len(fresh(empty).ledger) == 0
        assert empty.screen is empty.main


async def test_a_message_that_came_unseen_is_not_answered(empty: ProcwApp) -> None:
    with_figures(empty, message("Ada", "2026-11-22T09:00"))
    async with empty.run_test(size=SIZE) as pilot:
        put(app_on(empty.store.path), message("Ada", "2026-11-22T21:20"))
        await pilot.press("enter")
        assert "changed meanwhile" in words(empty)
        assert {each.state for each in fresh(empty).ledger.all(Message)} == {"waiting"}


async def test_n_again_is_for_the_record_whose_row_has_left(empty: ProcwApp) -> None:
    due = contract("2026-11-01", client="Due", title="T", due_on="2026-11-24")
    with_figures(empty, due, done("2026-10-25", client="Kay"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        at = [getattr(each.about, "id", "") for each in empty.view.actions].index(due.id)
        await pilot.press(*["down"] * at, "n", "n")
        assert "instead" in words(empty) or "accepted" in words(empty)
        kay = next(each for each in fresh(empty).ledger.all(Contract) if each.client == "Kay")
        assert kay.i_rated_on is None


async def test_the_cursor_follows_an_act_that_is_woken(empty: ProcwApp) -> None:
    with_figures(empty, message("Ada", "2026-11-22T09:00"), proposal("2026-10-01T10:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "2", "i", "end", "z")
        current = empty.main.records.current
        assert isinstance(current, Action)
        assert current.id.startswith("reply")


async def test_an_act_put_off_past_its_last_day_by_a_day_says_so(empty: ProcwApp) -> None:
    with_figures(empty, done("2026-10-25", client="Kay"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("z", "4")
        assert "Put off until a day; without one for good, with a reason: Rate Kay" in words(empty)
        await pilot.press(*"nonsense", "ctrl+s")
        assert "a day to come: nonsense (明日, +3d" in words(empty)
        await pilot.press(*["backspace"] * 8, *"12/10", "ctrl+s")
        assert "It comes back on 12/10. Its last day comes before that: 11/25." in words(empty)
