"""What must not be lost on the screen: drafts, selections, choices, and the picture itself."""

from __future__ import annotations

import errno
import os

import pytest
from textual.pilot import Pilot

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Contract, DayNote, Message, Proposal, Scout
from procw_tui.present.rooms.open_things import record_of
from procw_tui.store import drafts
from procw_tui.store.store import Store
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import AGAIN_SECONDS, PAUSE_SECONDS, FormDialog
from tests.domain.intake.reading import page
from tests.make import contract, message, proposal, scout
from tests.make_demo import NOW
from tests.store.test_store import logging
from tests.tui.conftest import app_on, words
from tests.tui.test_app import fresh, put
from tests.tui.test_evening import paste

SIZE = (80, 24)


def other(app: ProcwApp) -> Store:
    """Another session."""
    return Store(app.store.path, lambda: NOW)


def typed(pilot: Pilot[None]) -> dict[str, str]:
    screen = pilot.app.screen
    assert isinstance(screen, FormDialog)
    return screen.form.texts


async def test_a_draft_outlives_the_session(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"Acme", "escape", "q")
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "draft of Proposal p" in words(again)
        await pilot.press("p")
        assert typed(pilot)["client"] == "Acme"
        await pilot.press("enter", "enter")
        assert [p.client for p in fresh(again).ledger.all(Proposal)] == ["Acme"]
    last = app_on(empty.store.path)
    async with last.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        assert typed(pilot)["client"] == ""


async def test_drafts_are_named_and_can_be_thrown_away(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("B")
        assert "No drafts wait" in words(empty)
        await pilot.press("p", *"Acme", "escape", "m", *"Bee", "escape", "B")
        assert "draft of Message m" in words(empty)
        await pilot.press("1")
        assert "client: Bee" in words(empty)
        await pilot.press("2")
        assert "Thrown away: draft of Message m" in words(empty)
        await pilot.press("B", "1", "1")
        assert list(empty.session.drafts) == ["Form proposal"]


async def test_a_day_far_away_is_asked_about(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("s", *"A", "tab", "tab", *"2/3", "ctrl+s")
        assert "more than half a year away" in words(empty)
        await pilot.press("2")
        assert fresh(empty).ledger.count("scout") == 0
        await pilot.press("ctrl+s", "1")
        assert [str(each.received_on) for each in fresh(empty).ledger.all(Scout)] == ["2026-02-03"]


async def test_a_draft_is_there_in_the_other_language(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"Acme", "escape", "L", "p")
        assert typed(pilot)["client"] == "Acme"


async def test_what_is_half_typed_is_kept_when_the_line_is_cut(empty: ProcwApp) -> None:
    """As SIGHUP does it; and after a pause in typing, against a kill."""
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"Ac")
        empty.exit()
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"me")
        assert typed(pilot)["client"] == "Acme"
        await pilot.pause(PAUSE_SECONDS + 0.2)
        (kept,) = drafts.load(empty.store.path).values()
        assert kept["client"] == "Acme"


async def test_a_pasted_text_and_the_strip_are_drafts_too(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, page("contracts_running.tabs"))
        await pilot.press("escape", "l", "left_square_bracket", "3", "escape", "q")
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("v", "enter", "l", "enter")
    ledger = fresh(again).ledger
    assert ledger.count("contract") == 4
    assert {str(p.sent_at.date()) for p in ledger.all(Proposal)} == {"2026-11-21"}
    assert not again.store.path.with_name("procw.json.drafts").exists()


async def test_a_pasted_text_and_the_strip_outlive_a_cut_line(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, page("contracts_running.tabs"))
        empty.exit()
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("v", "enter", "l", "3")
        again.exit()
    last = app_on(empty.store.path)
    async with last.run_test(size=SIZE) as pilot:
        await pilot.press("l", "enter")
    ledger = fresh(last).ledger
    assert (ledger.count("contract"), ledger.count("proposal")) == (4, 3)


async def test_a_selection_that_another_session_deleted_means_nothing_else(empty: ProcwApp) -> None:
    put(empty, *(proposal(f"2026-11-{day:02}T10:00", title=f"J{day}") for day in (1, 2, 3)))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "x", "x")
        other(empty).commit(
            lambda ledger: changes.delete(ledger, [p.id for p in ledger.all(Proposal) if p.title != "J1"])
        )
        await pilot.press("D")
        assert [p.title for p in fresh(empty).ledger.all(Proposal)] == ["J1"]


async def test_one_proposal_that_is_open_in_two_ways_is_one(empty: ProcwApp) -> None:
    from datetime import date

    asked = proposal(
        "2026-11-01T10:00", client="A", title="T", outcome="talking", follow_up_on=date(2026, 11, 20)
    )
    put(empty, contract("2026-11-01", client="A"), asked)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        about = [getattr(record_of(row), "id", "") for row in empty.main.room.rows(empty.view)]
        assert about.count(asked.id) == 1
        await pilot.press(*["down"] * about.index(asked.id), "n")
        assert len(list(fresh(empty).ledger.all(Contract))) == 2
        assert "and its contract" in words(empty)


async def test_again_repeats_what_stands_as_it_is_now(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(
            "m", *"Typo", "ctrl+s", "3", "enter", *["backspace", "backspace", "backspace", "backspace"]
        )
        await pilot.press(*"Right", "ctrl+s", "full_stop")
        assert [m.client for m in fresh(empty).ledger.all(Message)] == ["Right", "Right"]
        await pilot.press("u", "u", "u", "full_stop")
        assert "could be logged again" in words(empty)


async def test_esc_at_a_question_of_the_strip_saves_nothing(empty: ProcwApp) -> None:
    put(empty, contract("2026-11-01", client="A"), contract("2026-11-02", client="B"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "2", "tab", "tab", "1", "enter", "escape")
        assert fresh(empty).ledger.count("proposal") == 0
        await pilot.press("enter", "1")
        assert fresh(empty).ledger.count("proposal") == 2


async def test_an_evening_ends_after_midnight(empty: ProcwApp) -> None:
    late = app_on(empty.store.path, NOW.replace(day=23, hour=0, minute=40))
    async with late.run_test(size=SIZE) as pilot:
        await pilot.press("l", "2", "tab", "1", "enter")
    ledger = fresh(late).ledger
    assert {str(p.sent_at.date()) for p in ledger.all(Proposal)} == {"2026-11-22"}
    assert ledger.count("message") == 1


async def test_a_day_of_rest_past_midnight_is_the_day_before(empty: ProcwApp) -> None:
    late = app_on(empty.store.path, NOW.replace(day=23, hour=0, minute=40))
    async with late.run_test(size=SIZE) as pilot:
        await pilot.press("l", "left", "1", "enter")
        assert "Day of rest" in words(late)
    assert [str(note.day) for note in fresh(late).ledger.all(DayNote)] == ["2026-11-22"]


async def test_zeros_are_told_from_what_is_known(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "0", "enter")
        assert "Nothing to log in zeros" in words(empty)


async def test_nothing_understood_is_not_everything_known(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "今日の天気は晴れ")
        await pilot.press("enter")
        assert "Nothing of it was understood" in words(empty)
        assert empty.screen is not empty.main


async def test_all_answered_with_other_things_selected_does_nothing(empty: ProcwApp) -> None:
    put(empty, message("A", "2026-11-22T10:00"), proposal("2026-09-01T10:00", title="silent"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("i", "X", "A")
        assert [m.state for m in fresh(empty).ledger.all(Message)] == ["waiting"]


async def test_a_full_disk_keeps_the_form_and_saves_once_there_is_room(
    empty: ProcwApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(empty, proposal("2026-11-20T10:00", title="T"))
    real = os.fdatasync

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with empty.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(os, "fdatasync", full)
        monkeypatch.setattr(os, "fsync", full)
        await pilot.press("p", *"Acme", "ctrl+s")
        assert "No space left" in words(empty)
        assert typed(pilot)["client"] == "Acme"
        monkeypatch.undo()
        assert os.fdatasync is real
        await pilot.pause(AGAIN_SECONDS + 0.3)
        assert empty.screen is empty.main
        assert {p.client for p in fresh(empty).ledger.all(Proposal)} == {None, "Acme"}


async def test_the_caret_is_where_an_input_method_looks_for_it(empty: ProcwApp) -> None:
    """In the cell behind the text, on the row of the input: also after moving to another row and back."""
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", "み", "ど")
        await pilot.pause()
        screen = empty.screen
        assert isinstance(screen, FormDialog)
        first = screen.rows.input.region
        assert empty.cursor_position == (first.x + 4, first.y)
        await pilot.press("tab")
        await pilot.pause(0.1)
        assert empty.cursor_position == (first.x, first.y + 1)


async def test_what_is_typed_outlives_a_crash(empty: ProcwApp) -> None:
    def crash() -> None:
        raise ZeroDivisionError

    async def crashed() -> None:
        async with empty.run_test(size=SIZE) as pilot:
            await pilot.press("p", *"Acme")
            empty.call_later(crash)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await crashed()
    empty.keep_drafts()  # as the program does once the app has ended, however
    (kept,) = drafts.load(empty.store.path).values()
    assert kept["client"] == "Acme"
    assert empty.return_code != 0


async def test_what_was_taken_back_before_something_else_was_logged_is_offered(demo: ProcwApp) -> None:
    async with demo.run_test(size=(80, 24)) as pilot:
        for name in ("Ada", "Bob"):
            demo.store.commit(logging(scout("2026-11-21", client=name)))
        await pilot.press("u", "u")
        demo.store.commit(logging(scout("2026-11-21", client="Eve")))
        await pilot.press("U")
        text = words(demo)
        assert "Something was logged since." in text
        assert text.index("Bob") < text.index("Ada")
        await pilot.press("2")
        await pilot.pause()
        assert {"Ada", "Eve"} <= {each.client for each in fresh(demo).ledger.all(Scout)}
        assert "On again (log)" in words(demo)
        await pilot.press("U", "escape", "U", "1")
        await pilot.pause()
        await pilot.press("U")
        assert "There is nothing to put on again." in words(demo)
