"""The app, key by key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import get_args

import pytest
from textual.binding import Binding

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    Earning,
    Message,
    PracticeState,
    Proposal,
    Record,
    Review,
    Scout,
)
from procw_tui.present.commands import COMMANDS, INNER, ROOMS, CommandId, aliases, available
from procw_tui.present.language import language
from procw_tui.store.store import Store
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.screen import MainScreen
from tests.make import contract, m, message, proposal, scout
from tests.make_demo import NOW
from tests.tui.conftest import app_on, screen_text

SIZE = (80, 24)


def fresh(app: ProcwApp) -> Store:
    """The file as another program finds it."""
    return Store(app.store.path, lambda: NOW)


def put(app: ProcwApp, *records: Record) -> None:
    for record in records:
        app.store.commit(lambda ledger, record=record: changes.log(ledger, record))  # type: ignore[misc]


async def test_every_room_opens_in_both_languages_and_sizes(demo: ProcwApp) -> None:
    for size in (SIZE, (120, 40), (40, 10), (20, 5)):
        async with app_on(demo.store.path).run_test(size=size) as pilot:
            for key in "123456L654321L":
                await pilot.press(key)
            assert pilot.app.return_code is None


async def test_an_evening_by_keys_is_durable_and_on_every_screen(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        assert "Welcome" in screen_text(empty)
        await pilot.press("p", *"Acme", "tab", *"Story", "ctrl+s")
        await pilot.press("m", *"Bee", "ctrl+s")
        await pilot.press("s", "enter")
        ledger = fresh(empty).ledger
        assert [ledger.count(kind) for kind in ("proposal", "message", "scout")] == [1, 1, 1]
        assert "Reply to Bee" in screen_text(empty)
        await pilot.press("r")
        (reply,) = fresh(empty).ledger.all(Message)
        assert (reply.state, reply.replied_at) == ("answered", NOW)
        assert "Reply to Bee" not in screen_text(empty)
        for key, words in (
            ("2", "only what is logged: o"),
            ("3", "Bee"),
            ("4", "Story"),
            ("5", "Scout 1"),
        ):
            await pilot.press(key)
            assert words in " ".join(screen_text(empty).split()), key


async def test_undo_and_redo_by_keys(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("s", "enter", "u")
        assert fresh(empty).ledger.count("scout") == 0
        assert "Taken back" in screen_text(empty)
        await pilot.press("U")
        assert fresh(empty).ledger.count("scout") == 1
        await pilot.press("u", "u")
        assert "nothing to take back" in screen_text(empty)


async def test_full_width_keys_and_kana_count_as_themselves(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("ｓ", "enter")
        assert fresh(empty).ledger.count("scout") == 1
        await pilot.press("う")
        assert fresh(empty).ledger.count("scout") == 0
        await pilot.press("４")
        assert empty.main.room.id == "proposals"
        await pilot.press("k", "３")  # in a choice too
        assert fresh(empty).ledger.count("assessment") == 1


async def test_the_language_switches_at_once_and_is_saved(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        assert "Unanswered" in screen_text(demo)
        await pilot.press("r")
        assert "Replied" in screen_text(demo)
        await pilot.press("L")
        assert "Replied" not in screen_text(demo)
        assert language() == "ja"
        assert "未返信" in screen_text(demo)
        assert fresh(demo).ledger.setting("language") == "ja"
        await pilot.press("u")
        await pilot.press("L")
        assert fresh(demo).ledger.setting("language") in {"ja", "en"}


async def test_editing_and_deleting_the_selected_record(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="Old"), proposal("2026-11-21T10:00", title="New"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "down", "enter", "tab", *"er", "ctrl+s")
        assert {p.title for p in fresh(empty).ledger.all(Proposal)} == {"New", "Older"}
        await pilot.press("D")
        assert [p.title for p in fresh(empty).ledger.all(Proposal)] == ["New"]


async def test_the_next_stage_of_a_contract_and_then_its_rating(empty: ProcwApp) -> None:
    put(empty, contract("2026-11-01", client="Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("5", "n", "n", "1", "n")
        (record,) = fresh(empty).ledger.all(Contract)
        assert (record.outcome, record.i_rated_on) == ("completed", NOW.date())
        await pilot.press("n", "tab", *"4.8", "ctrl+s")
        (rated,) = fresh(empty).ledger.all(Review)
        assert (rated.client, rated.contract_id, rated.overall) == ("Acme", record.id, 48)


async def test_the_next_stage_of_a_proposal_is_one_key(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A", client="B"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "n")
        (talking,) = fresh(empty).ledger.all(Proposal)
        assert (talking.outcome, talking.talking_at) == ("talking", NOW)
        assert "n again: choose" in screen_text(empty)
        await pilot.press("n", "1")
        (record,) = fresh(empty).ledger.all(Proposal)
        assert (record.outcome, record.decided_at) == ("won", NOW)
        assert fresh(empty).ledger.count("contract") == 1
        await pilot.press("n")
        assert "decided" in screen_text(empty)


async def test_the_next_stage_pressed_again_replaces_what_it_did(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A", client="B"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "n", "n", "escape")
        assert [each.outcome for each in fresh(empty).ledger.all(Proposal)] == ["talking"]
        await pilot.press("n")
        assert "instead: no answer" in screen_text(empty)
        await pilot.press("4")
        (record,) = fresh(empty).ledger.all(Proposal)
        assert (record.outcome, record.talking_at) == ("no_answer", None)
        await pilot.press("u", "u")
        assert [each.outcome for each in fresh(empty).ledger.all(Proposal)] == ["pending"]


async def test_a_stage_is_not_replaced_that_was_changed_elsewhere(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A", client="B"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "n", "n")
        (record,) = fresh(empty).ledger.all(Proposal)
        fresh(empty).commit(lambda ledger: changes.edit(ledger, record.id, {"title": "Z"}))
        await pilot.press("4")
        (there,) = fresh(empty).ledger.all(Proposal)
        assert (there.outcome, there.title) == ("talking", "Z")


@pytest.mark.parametrize("keys", [("n",), ("n", "n", "1")])
async def test_a_stage_never_goes_over_what_another_session_decided(
    empty: ProcwApp, keys: tuple[str, ...]
) -> None:
    put(empty, proposal("2026-11-20T10:00", title="A", client="B"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", *keys[:-1])
        (record,) = fresh(empty).ledger.all(Proposal)
        fresh(empty).commit(lambda ledger: changes.edit(ledger, record.id, {"outcome": "lost"}))
        await pilot.press(keys[-1])
        assert [each.outcome for each in fresh(empty).ledger.all(Proposal)] == ["lost"]
        assert fresh(empty).ledger.count("contract") == 0


async def test_a_midway_end_request_stands_on_every_screen_until_answered(empty: ProcwApp) -> None:
    put(empty, contract("2026-11-01", client="Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("T", "enter", "enter")
        for key in "123456":
            await pilot.press(key)
            assert "midway end: 7 d left" in screen_text(empty).splitlines()[0], key
        await pilot.press("T", "1")
        (record,) = fresh(empty).ledger.all(Contract)
        assert record.termination_answered_at == NOW
        assert "midway end" not in screen_text(empty).splitlines()[0]


async def test_a_round_under_judgement_is_logged_with_k(empty: ProcwApp) -> None:
    january = app_on(empty.store.path, datetime.fromisoformat("2027-01-06T21:00+09:00"))
    put(january, scout("2026-06-01"))
    async with january.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        assert "Jan awaited" in screen_text(january)
        assert "log what came: k" in screen_text(january)
        await pilot.press("k", "right", "right", "enter")
        (result,) = fresh(january).ledger.all(Assessment)
        assert (result.month, result.result) == ("2027-01", "pro")
        assert "awaited" not in screen_text(january)


async def test_practices_are_marked(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("6", "home", "down", "y", "y")
        marked = {p.practice: p.state for p in fresh(demo).ledger.all(PracticeState)}
        assert marked["deadline-never-missed"] == "habit"


async def test_changes_of_another_session_come_in(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        put(app_on(empty.store.path), message("Elsewhere", "2026-11-22T10:00"))
        await pilot.pause(1.2)
        assert "Elsewhere" in screen_text(empty)


async def test_markup_in_a_record_is_shown_literally(empty: ProcwApp) -> None:
    put(empty, message("[red]A[/red]\x1b[31m", "2026-11-22T10:00"), scout("2026-11-22", client="[b]"))
    async with empty.run_test(size=SIZE) as pilot:
        for key in "1356":
            await pilot.press(key)
        await pilot.press("3", "enter")
        assert "\x1b" not in screen_text(empty)
        await pilot.press("enter")
        (record,) = fresh(empty).ledger.all(Message)
        assert record.client == "[red]A[/red]\x1b[31m"


async def test_a_long_list_moves_with_the_cursor(empty: ProcwApp) -> None:
    day = m("2026-01-01T10:00")
    empty.store.commit(lambda _ledger: changes.Change("log", tuple(
        changes.Op(None, proposal((day + timedelta(hours=n)).isoformat()[:16], title=f"Job {n}"))
        for n in range(300)
    )))  # fmt: skip
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        records = empty.main.records
        await pilot.press("end")
        assert getattr(records.current, "title", "") == "Job 0"
        assert records.scroll_offset.y == 300 - records.size.height
        await pilot.press("pageup", "up")
        await pilot.press("5", "4")
        assert records.cursor == 299 - records.size.height


async def test_a_narrow_and_short_terminal_still_works(empty: ProcwApp) -> None:
    async with empty.run_test(size=(30, 6)) as pilot:
        await pilot.press("m", *"Bee", "ctrl+s", "r", "q")
    assert next(iter(fresh(empty).ledger.all(Message))).state == "answered"


def test_no_room_has_two_commands_on_one_key() -> None:
    for room in (*ROOMS, *INNER):
        keys = [key for command in available(room) for key in aliases(command.keys).split(",")]
        assert sorted(keys) == sorted(set(keys)), room


def test_every_command_has_a_binding_with_id_and_tooltip() -> None:
    bindings = [each for each in MainScreen.BINDINGS if isinstance(each, Binding) and each.id]
    assert [binding.id for binding in bindings] == [command.id for command in COMMANDS]
    assert {command.id for command in COMMANDS} == set(get_args(CommandId))
    assert all(binding.tooltip for binding in bindings)


@pytest.mark.parametrize("kind", ["scout"])
async def test_a_key_held_down_is_no_harm(empty: ProcwApp, kind: str) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(*["s", "enter"] * 10)
        assert fresh(empty).ledger.count(kind) == 10


async def test_the_record_of_the_next_minute_is_seen(empty: ProcwApp) -> None:
    put(empty, message("Bee", "2026-11-22T21:00"))
    async with empty.run_test(size=SIZE) as pilot:
        assert "30 min" in screen_text(empty)
        later = NOW + timedelta(minutes=31)
        empty.session.clock = lambda: later
        empty.background.minute()
        await pilot.pause()
        assert "1 h" in screen_text(empty)
        assert [s for s in fresh(empty).ledger.all(Scout)] == []  # noqa: C416 - drawing writes nothing


async def test_a_month_of_contracts_is_opened_to_type_its_gross(empty: ProcwApp) -> None:
    put(empty, contract("2026-10-01", accepted_on="2026-10-09", outcome="completed", price_yen=11_000))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("5", "tab", "enter", *"12000", "ctrl+s")
        (typed,) = fresh(empty).ledger.all(Earning)
        assert (typed.month, typed.gross_yen) == ("2026-10", 12_000)
        await pilot.press("D")
        assert fresh(empty).ledger.count("earning") == 0
        await pilot.press("enter", "escape")
        assert "draft" not in screen_text(empty)


async def test_today_scrolls_on_a_low_terminal(demo: ProcwApp) -> None:
    async with demo.run_test(size=(80, 10)) as pilot:
        await pilot.press("down", "down", "down")
        assert demo.main.head.scroll_offset.y == 3
        await pilot.press("up", "2", "1")
        assert demo.main.room.id == "today"
