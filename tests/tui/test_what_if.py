"""What-if, key by key: it moves everything, saves nothing, and is always seen."""

from __future__ import annotations

import pytest

from procw_tui.domain.evening.warnings import warnings_about
from procw_tui.domain.ledger import changes
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import FormDialog
from procw_tui.tui.widgets.record_list import RecordList
from tests.make import result, scout
from tests.make_demo import NOW
from tests.tui.conftest import words
from tests.tui.test_app import fresh

SIZE = (80, 24)


async def test_what_if_moves_everything_and_saves_nothing(demo: ProcwApp) -> None:
    before = demo.store.path.read_bytes()
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down", "down", "down")
        assert "5 5 1 leaves on 12/2" in words(demo)
        await pilot.press("w", "s", "s")
        assert "What if scout +2" in words(demo)
        assert "not saved" in words(demo)
        assert "7 5 1 leaves on 12/2" in words(demo)
        assert "all hold in Jan" not in words(demo)  # the mode stands on the first line
        await pilot.press("c", "T", "r", "1", "r", "enter")
        assert "scout +2 delivery +1 midway end +1 1-star +1 5-star +1" in words(demo)
        await pilot.press("u")
        assert "5-star" not in words(demo)
        await pilot.press("e", *"300000", "ctrl+s")
        assert "¥300,000" in words(demo)
        await pilot.press("w")
        assert "Nothing was saved" in words(demo)
        assert "5 5 1 leaves on 12/2" in words(demo)
    assert demo.store.path.read_bytes() == before


@pytest.mark.parametrize("way_out", ["escape", "w", "1", "5"])
async def test_every_way_out_of_what_if_ends_it(demo: ProcwApp, way_out: str) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w", "s", way_out)
        assert demo.view.hypotheses is None
        await pilot.press("s", "enter")
        assert fresh(demo).ledger.count("scout") == 8  # a real one again


async def test_nothing_real_is_logged_or_lost_within_what_if(demo: ProcwApp) -> None:
    before = demo.store.path.read_bytes()
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w", "s")
        for key in ("p", "m", "o", "k", "plus", "U", "comma", "L"):
            await pilot.press(key)
            assert not isinstance(demo.screen, FormDialog), key
            assert "Not in what-if" in words(demo), key
        await pilot.press("i", "D", "enter")
        assert demo.main.room.id == "evidence"
        assert "What if scout +1" in words(demo)
        assert "what if: not saved" in words(demo)
        await pilot.press("escape")
        assert "What if scout +1" in words(demo)
    assert demo.store.path.read_bytes() == before


async def test_what_was_typed_in_what_if_is_no_draft_of_a_real_record(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w", "e", *"777777", "escape")
        assert "draft" not in words(demo).split("Nothing")[0][-40:]
        await pilot.press("w", "e")
        assert isinstance(demo.screen, FormDialog)
        assert demo.screen.form.texts["gross_yen"] == ""


async def test_w_ends_what_if_in_an_inner_room_and_begins_none_elsewhere(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w", "s", "i", "w")
        assert demo.view.hypotheses is None
        await pilot.press("1", "a", "w")
        assert demo.view.hypotheses is None


async def test_a_dialog_of_choices_follows_a_smaller_terminal(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("plus")
        await pilot.resize_terminal(80, 8)
        await pilot.press(*["down"] * 12)
        options = demo.screen.query_one(RecordList)
        assert options.size.height <= 5
        assert options.scroll_offset.y <= options.cursor < options.scroll_offset.y + options.size.height


async def test_a_result_for_a_month_to_come_is_doubted(demo: ProcwApp) -> None:
    record = result("2027-10", "pro", "2026-10-05")
    assert [each.kind for each in warnings_about(demo.store.ledger, record, NOW)] == ["in_future"]


async def test_another_session_shows_through_what_if(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w", "s")
        other = fresh(demo)
        other.commit(lambda ledger: changes.log(ledger, scout("2026-11-20")))
        demo.background.look_for_others()
        await pilot.pause()
        assert demo.view.board.today.of("scouts").n == 7
        await pilot.press("w")
        assert demo.view.board.today.of("scouts").n == 6
