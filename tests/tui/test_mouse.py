"""Rows and tabs under a mouse, which the setting turns on; and the row and its detail in one frame."""

from __future__ import annotations

from procw_tui.domain.record.records import Proposal
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.widgets.bars import TabLine
from procw_tui.tui.widgets.record_list import RecordList
from tests.make import proposal
from tests.tui.test_app import put

SIZE = (80, 24)


def title_under_cursor(app: ProcwApp) -> str | None:
    current = app.main.records.current
    return current.title if isinstance(current, Proposal) else None


async def test_a_click_on_a_tab_goes_there(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        rooms = []
        for cell in (0, 8, 9, 25, 40, 79):
            await pilot.click(TabLine, offset=(cell, 0))
            rooms.append(demo.main.room.id)
        # 「[1Today]」 is 8 cells wide, and each tab as wide as its name and three more
        assert rooms == ["today", "board", "board", "replies", "proposals", "proposals"]


async def test_a_click_on_a_row_takes_the_cursor_there(empty: ProcwApp) -> None:
    put(empty, *(proposal(f"2026-11-{day:02}T10:00", title=f"J{day}") for day in range(1, 21)))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        await pilot.click(RecordList, offset=(5, 3))
        assert title_under_cursor(empty) == "J17"
        await pilot.press("end")
        await pilot.click(RecordList, offset=(5, 0))
        top = empty.main.records.scroll_offset.y
        assert top > 0
        assert title_under_cursor(empty) == f"J{20 - top}"


async def test_a_click_below_the_rows_is_none_of_them(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A"), proposal("2026-11-21T10:00", title="B"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "down")
        await pilot.click(RecordList, offset=(5, 6))
        assert title_under_cursor(empty) == "A"


async def test_a_click_changes_nothing_behind_a_dialog(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await pilot.click(offset=(20, 0))
        assert demo.main.room.id == "today"


async def test_the_detail_is_there_with_its_row(empty: ProcwApp) -> None:
    """By the time the cursor has moved: no message has to make its way first."""
    put(empty, proposal("2026-11-20T10:00", title="first"), proposal("2026-11-21T10:00", title="second"))
    async with empty.run_test(size=(120, 40)) as pilot:
        await pilot.press("4")
        empty.main.records.action_move(1)
        shown = " ".join(text for line in empty.main.detail.lines for text, _role in line)
        assert "first" in shown
