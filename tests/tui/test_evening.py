"""An evening in two minutes: how many keys it takes, and that none of them can lose anything."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events
from textual.pilot import Pilot

from procw_tui.domain.record.records import Contract, DayNote, Message, Proposal, Record, Scout
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import FormDialog
from procw_tui.tui.dialogs.form_rows import PICK_SECONDS
from tests.domain.intake.reading import page
from tests.make import contract, done, message, proposal, scout, setting
from tests.make_demo import NOW
from tests.tui.conftest import app_on, screen_text, words
from tests.tui.test_app import fresh, put

SIZE = (80, 24)
MOST_KEYS = 20


def of(app: ProcwApp, cls: type[Record]) -> list[Record]:
    return list(fresh(app).ledger.all(cls))


async def paste(pilot: Pilot[None], text: str) -> None:
    """What a terminal sends for a paste: to what has the focus."""
    target = pilot.app.focused or pilot.app.screen
    target.post_message(events.Paste(text))
    await pilot.pause()


async def test_an_ordinary_evening_takes_at_most_twenty_keys(empty: ProcwApp) -> None:
    """Three applications, two messages, one delivery as numbers; their names come by paste."""
    put(
        empty,
        contract("2026-11-01", client="青空商会", title="求人原稿のリライト"),
        setting("my_name", "山田ことば"),
    )
    pressed: list[str] = []

    async def press(*keys: str) -> None:
        pressed.extend(keys)
        await pilot.press(*keys)

    async with empty.run_test(size=SIZE) as pilot:
        await press("l", "3", "tab", "2", "tab", "1", "enter")
        ledger = fresh(empty).ledger
        assert [ledger.count(kind) for kind in ("proposal", "message", "contract")] == [3, 2, 1]
        assert "Proposal 3 Message 2 Contract 1" in words(empty)
        for name in ("applications.tabs", "thread_waiting.tabs"):
            await press("v")
            await paste(pilot, page(name).replace("2026/11/21", "2026/11/22"))
            await press("enter")
    assert len(pressed) <= MOST_KEYS, pressed
    ledger = fresh(empty).ledger
    named = {p.title for p in ledger.all(Proposal) if p.sent_at.date() == NOW.date()}
    assert {"美容サロンの紹介記事", "SaaS比較記事 5本"} <= named
    assert {m.client for m in ledger.all(Message)} == {"North & Co", "- 2"}
    assert [(c.client, c.delivered_on) for c in ledger.all(Contract)] == [("青空商会", NOW.date())]


@pytest.mark.parametrize(("keys", "cls", "before"), [
    (("p", "enter"), Proposal, ()),
    (("m", "1"), Message, (message("A", "2026-11-20T10:00", "2026-11-20T11:00"),)),
    (("m", "１"), Message, (message("A", "2026-11-20T10:00", "2026-11-20T11:00"),)),
    (("s", "enter"), Scout, ()),
    (("full_stop",), Scout, (scout("2026-11-20"),)),
    (("。",), Scout, (scout("2026-11-20"),)),
])  # fmt: skip
async def test_a_log_takes_two_keys_at_most(
    empty: ProcwApp, keys: tuple[str, ...], cls: type[Record], before: Sequence[Record]
) -> None:
    put(empty, *before)
    async with empty.run_test(size=SIZE) as pilot:
        n = len(of(empty, cls))
        await pilot.press(*keys)
        await pilot.pause(PICK_SECONDS + 0.1)
        assert len(of(empty, cls)) == n + 1
        assert "take back: u" in screen_text(empty)
        await pilot.press("u")
        assert len(of(empty, cls)) == n


async def test_reply_and_next_stage_take_one_key(empty: ProcwApp) -> None:
    put(
        empty,
        message("A", "2026-11-22T10:00"),
        proposal("2026-11-20T10:00", title="T"),
        contract("2026-11-01"),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("r", "4", "n", "5", "n")
    ledger = fresh(empty).ledger
    assert [m.state for m in ledger.all(Message)] == ["answered"]
    assert [p.outcome for p in ledger.all(Proposal)] == ["talking"]
    assert [c.delivered_on for c in ledger.all(Contract)] == [NOW.date()]


async def test_digits_pick_only_while_the_row_is_empty(empty: ProcwApp) -> None:
    put(empty, message("A", "2026-11-20T10:00", "2026-11-20T11:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("m", *"B1", "ctrl+s")
        await pilot.press("m", "7", *"up", "ctrl+s")  # nothing stands under 7
        await pilot.press("m", "space", "1", "ctrl+s")  # a blank first: a name that is a digit
        await pilot.press("m", *"1st", "ctrl+s")  # more behind it: a name that begins with one
        await pilot.press("m", "1", "enter")  # Enter does not wait
        assert [m.client for m in fresh(empty).ledger.all(Message)] == ["A", "B1", "7up", "1", "1st", "1st"]


async def test_a_pick_fills_the_row_and_goes_on_where_more_is_needed(empty: ProcwApp) -> None:
    put(empty, message("A", "2026-11-20T10:00", "2026-11-20T11:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("c", "1")
        await pilot.pause(PICK_SECONDS + 0.1)
        dialog = empty.screen
        assert isinstance(dialog, FormDialog)
        assert (dialog.form.texts["client"], dialog.rows.field.attr) == ("A", "type")
        await pilot.press("1", "ctrl+s")
        assert [c.client for c in fresh(empty).ledger.all(Contract)] == ["A"]


async def test_a_job_applied_for_before_is_said_while_one_types(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", client="A", title="T"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"A", "tab", *"T")
        assert "You already applied there on 11/20" in screen_text(empty)


async def test_the_strip_asks_which_was_delivered(empty: ProcwApp) -> None:
    put(empty, contract("2026-11-01", client="A"), contract("2026-11-02", client="B", due_on="2026-11-25"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "tab", "tab", "1", "enter")
        assert "Which one was delivered?" in screen_text(empty)
        await pilot.press("1")
        assert [c.client for c in fresh(empty).ledger.all(Contract) if c.delivered_on] == ["B"]


async def test_the_strip_takes_full_width_digits_and_keeps_a_draft(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "２", "escape")
        assert fresh(empty).ledger.count("proposal") == 0
        await pilot.press("l", "backspace", "3", "enter")
        assert fresh(empty).ledger.count("proposal") == 3
        await pilot.press("l", "1", "enter")
        assert "can't be less than the 3 logged" in words(empty)
        await pilot.press("escape", "u")
        assert fresh(empty).ledger.count("proposal") == 0


async def test_a_draft_of_another_evening_is_out_of_date(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "2", "escape")
        drafts = empty.session.drafts
        drafts.keep("night", {**(drafts.get("night") or {}), "evening": "2026-11-01"})
        await pilot.press("l", "enter")
        assert fresh(empty).ledger.count("proposal") == 0


async def test_an_emptied_form_leaves_no_draft(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", "X", "escape")
        assert list(empty.session.drafts)
        await pilot.press("p", "backspace", "escape")
        assert not list(empty.session.drafts)


async def test_the_strip_of_another_day(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "left_square_bracket", "「", "2", "enter")
        assert {str(p.sent_at.date()) for p in fresh(empty).ledger.all(Proposal)} == {"2026-11-20"}


async def test_coming_back_begins_with_what_is_open(empty: ProcwApp) -> None:
    """Five days later: one list, A answers all at a time unknown, and the missed days cost nothing."""
    put(
        empty,
        message("A", "2026-11-21T10:00"),
        message("B", "2026-11-20T10:00"),
        done("2026-11-20", client="C"),
    )
    later = app_on(empty.store.path, NOW.replace(day=27))
    async with later.run_test(size=SIZE) as pilot:
        assert "Welcome back after 5 days." in words(later)
        assert "nothing has been counted against you" in words(later)
        await pilot.press("A")
        assert {m.state for m in fresh(later).ledger.all(Message)} == {"answered"}
        assert {m.replied_at for m in fresh(later).ledger.all(Message)} == {None}
        await pilot.press("escape")
        assert later.main.room.id == "today"
        await pilot.press("u")
        assert {m.state for m in fresh(later).ledger.all(Message)} == {"waiting"}


async def test_the_next_day_begins_with_today(empty: ProcwApp) -> None:
    put(empty, message("A", "2026-11-21T10:00"))
    async with app_on(empty.store.path, NOW.replace(day=23)).run_test(size=SIZE) as pilot:
        assert isinstance(pilot.app, ProcwApp)
        assert pilot.app.main.room.id == "today"


async def test_a_rest_day_is_a_key(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        rest = ("l", "left", "1", "enter")
        await pilot.press(*rest)
        assert [(n.day, n.text) for n in fresh(empty).ledger.all(DayNote)] == [(NOW.date(), "休み")]
        await pilot.press("g")
        assert "Day of rest" in screen_text(empty)
        await pilot.press("left_square_bracket", *rest)
        assert len(of(empty, DayNote)) == 2
        no_more = ("l", "left", "0", "enter")
        await pilot.press(*no_more, "right_square_bracket", *no_more)
        assert of(empty, DayNote) == []


async def test_nothing_to_log_again(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("full_stop")
        assert "could be logged again" in words(empty)
        assert len(fresh(empty).ledger) == 0
