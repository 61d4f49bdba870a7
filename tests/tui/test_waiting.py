"""Somebody else has the file, or puts another in its place: the screen goes on, and nothing is lost."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from textual.pilot import Pilot

from procw_tui.domain.record.records import Scout
from procw_tui.store import backups, files, journal
from procw_tui.store.store import Store
from procw_tui.tui import app
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import FormDialog
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.dialogs.waiting import LOOK_SECONDS, WaitDialog
from tests.make import scout
from tests.make_demo import NOW
from tests.store.test_store import logging
from tests.tui.conftest import app_on, screen_text, words
from tests.tui.test_app import fresh

SIZE = (80, 24)


@pytest.fixture
def taken(demo: ProcwApp) -> ExitStack:
    """Somebody else has the turn, until this is closed."""
    demo.store.commit(logging(scout("2026-11-21", client="the last")))
    demo.store.be_brief()
    stack = ExitStack()
    stack.enter_context(files.turn(demo.store.path))
    return stack


def is_asked(shown: ProcwApp) -> bool:
    return isinstance(shown.screen, PickDialog)


def is_waiting(shown: ProcwApp) -> bool:
    return isinstance(shown.screen, WaitDialog)


async def looked(pilot: Pilot[None]) -> None:
    await pilot.pause(3 * LOOK_SECONDS)


async def test_a_key_waits_in_a_dialog_and_is_done_once_the_file_is_free(
    demo: ProcwApp, taken: ExitStack
) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("u")
        assert is_waiting(demo)
        assert "is using the file. It is saved as soon as that one is done." in words(demo)
        taken.close()
        await looked(pilot)
        assert demo.screen is demo.main
        assert "the last" not in {each.client for each in fresh(demo).ledger.all(Scout)}


async def test_esc_leaves_it_undone(demo: ProcwApp, taken: ExitStack) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        before = demo.view.ledger
        await pilot.press("u", "escape")
        assert demo.screen is demo.main
        assert demo.view.ledger is before
        assert "Nothing was saved" in words(demo)
        taken.close()
        await looked(pilot)
        assert demo.view.ledger is before


async def test_a_form_stays_as_it_is_and_is_saved_once_the_file_is_free(
    demo: ProcwApp, taken: ExitStack
) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        count = demo.view.ledger.count("scout")
        await pilot.press("s", *"Web", "ctrl+s")
        assert is_waiting(demo)
        await pilot.press("escape")
        form = demo.screen
        assert isinstance(form, FormDialog)
        assert form.form.texts["client"] == "Web"
        await pilot.press("ctrl+s")
        taken.close()
        await looked(pilot)
        assert fresh(demo).ledger.count("scout") == count + 1


@pytest.mark.parametrize("answer", ["y", "n", "escape"])
async def test_another_version_in_its_place_is_said_and_brought_together(
    demo: ProcwApp, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    store = demo.store
    store.commit(logging(scout("2026-11-19", client="both")))
    store.settle()
    theirs = store.path.with_name("theirs.json")
    theirs.write_bytes(store.path.read_bytes())
    other = Store(theirs, lambda: NOW)
    other.commit(logging(scout("2026-11-20", client="elsewhere")))
    other.settle()
    async with demo.run_test(size=SIZE) as pilot:
        store.commit(logging(scout("2026-11-21", client="here")))
        store.path.write_bytes(theirs.read_bytes())
        await pilot.press("1")
        demo.background.look_for_others()
        await pilot.pause()
        assert not is_asked(demo)  # somebody types
        assert "what either lacks is kept" in words(demo)
        monkeypatch.setattr(app, "OFFER_SECONDS", 0.0)
        demo.background.look_for_others()
        await pilot.pause()
        assert is_asked(demo)
        assert "1 record is missing in it, or is older:" in words(demo)
        assert "here  direct request" in screen_text(demo)
        if answer != "y":
            await pilot.press(answer)
            await pilot.pause()
            apart = list(backups.folder_of(store.path).glob("*-apart.json"))
            assert len(apart) == (1 if answer == "escape" else 0)
            assert {each.client for each in fresh(demo).ledger.all(Scout)} >= {"elsewhere", "both"}
            assert bool(store.unmerged()) is (answer == "escape")
            return
        await pilot.press("1", "enter")  # a digit goes to a screen, and is no answer
        await pilot.pause()
        clients = {each.client for each in fresh(demo).ledger.all(Scout)}
        assert {"here", "elsewhere", "both"} <= clients
        assert store.unmerged() == []
        await pilot.press("u")
        assert "here" not in {each.client for each in fresh(demo).ledger.all(Scout)}


async def test_what_was_left_open_is_offered_at_the_next_start(
    demo: ProcwApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "OFFER_SECONDS", 0.0)
    other = Store(demo.store.path.with_name("other.json"), lambda: NOW)
    other.commit(logging(scout("2026-11-20", client="elsewhere")))
    backups.keep_apart(demo.store.path, other._file.tables, NOW)
    again = app_on(demo.store.path)
    async with again.run_test(size=SIZE) as pilot:
        again.background.look_for_others()
        await pilot.pause()
        assert is_asked(again)


async def test_a_journal_that_vanished_is_written_again_at_once(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        demo.store.commit(logging(scout("2026-11-21", client="here")))
        journal.of(demo.store.path).unlink()
        demo.background.look_for_others()
        await demo.workers.wait_for_complete()
        await pilot.pause()
        assert any(each.client == "here" for each in fresh(demo).ledger.all(Scout))
