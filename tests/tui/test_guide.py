"""The first evening by keys: as few as they are, left and taken up again."""

from __future__ import annotations

from procw_tui.domain.record.records import Opening, Tally
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.guide import GuideDialog
from tests.tui.conftest import app_on, screen_text
from tests.tui.test_app import fresh

SIZE = (80, 24)
WRITER = ("enter", "enter", *"2024-5", "enter", "3", "1", *"4.9 98", "enter", "enter", *"4.9", "enter", *"24",
          "enter", "0", "enter", "6", "enter", *"8 84000", "enter", "1", "enter")  # fmt: skip
BEGINNER = ("enter", "enter", "0", "enter", "3", "enter")


async def test_a_writer_of_two_years_is_through_in_under_45_keys(empty: ProcwApp) -> None:
    assert len(WRITER) + 1 < 45
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(*WRITER)
        text = screen_text(empty)
        assert "That is all" in text
        assert "Today ✓5 ?1" in text
        assert "Send the next proposal" in text
        await pilot.press("enter")
        assert empty.screen is empty.main


async def test_a_beginner_is_through_in_under_10_keys_and_copies_nothing(empty: ProcwApp) -> None:
    assert len(BEGINNER) < 10
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(*BEGINNER[:-1])
        assert "That is all" in screen_text(empty)
        await pilot.press(BEGINNER[-1])
        assert empty.screen is empty.main
        assert fresh(empty).ledger.count("opening") == 0


async def test_it_is_left_at_any_question_and_taken_up_there(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(*WRITER[:11], *"4.8", "escape")
        assert empty.screen is empty.main
        assert "Kept as a draft" not in screen_text(empty)
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("o")
        text = screen_text(again)
        assert "Overall rating, and of how many" in text
        await pilot.press(*" 50", "enter")
        assert [o.rating_count for o in fresh(again).ledger.all(Opening)] == [50]


async def test_up_leads_back_and_a_corrected_answer_is_there_once(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(*WRITER[:26], "up")
        dialog = empty.screen
        assert isinstance(dialog, GuideDialog)
        assert dialog.input.value == "24"
        await pilot.press("backspace", "backspace", *"30", "enter", "0", "enter")
        assert [t.completed for t in fresh(empty).ledger.all(Tally)] == [30]


async def test_digits_choose_and_never_stand_in_the_line(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "2", "enter", "3", "9", "1")
        dialog = empty.screen
        assert isinstance(dialog, GuideDialog)
        assert dialog.input.value == ""


async def test_enter_keeps_the_language_that_is_shown(empty: ProcwApp) -> None:
    async with empty.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(empty.screen, GuideDialog)
        assert fresh(empty).ledger.setting("language") is None
        await pilot.press("enter")
        assert fresh(empty).ledger.setting("language") == "en"


async def test_how_the_program_looks_leaves_the_welcome_and_its_keys(empty: ProcwApp) -> None:
    async with empty.run_test(size=(80, 24)) as pilot:
        await pilot.press("L", "L")
        assert "Welcome" in screen_text(empty)
        await pilot.press("enter")
        assert isinstance(empty.screen, GuideDialog)


async def test_the_language_changes_at_once(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "1")
        assert "登録" in screen_text(empty)
