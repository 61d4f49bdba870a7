"""Forms and dialogs, key by key."""

from __future__ import annotations

import pytest
from textual import events

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Contract, Earning, Proposal, Scout, Tally
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import FormDialog
from tests.make import proposal, review, scout
from tests.tui.conftest import screen_text
from tests.tui.test_app import fresh, put

SIZE = (80, 24)


async def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("c", *"Acme", "tab", "tab", "tab", *"-5", "ctrl+s")
        assert "Type: is missing" in screen_text(empty)
        await pilot.press("1", "enter")
        assert "Price with tax: must be at least 0" in screen_text(empty)
        await pilot.press("backspace", "backspace", *"1.2", "escape")
        assert empty.screen is empty.main
        await pilot.press("c", "tab", "tab", "tab")
        await pilot.press("backspace", "backspace", "backspace", *"8000", "ctrl+s")
        (made,) = fresh(empty).ledger.all(Contract)
        assert (made.client, made.type, made.price_yen) == ("Acme", "fixed", 8000)


async def test_the_past_year_by_month(empty: ProcwApp) -> None:
    """Up from a page leads to the one before, which shows what was saved."""
    put(empty, review("2026-06-01"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("o", "3", *"3", "ctrl+s")
        assert "Up page before" in screen_text(empty)
        await pilot.press("up")
        assert "1/3" in screen_text(empty)
        await pilot.press("up")
        assert "1/3" in screen_text(empty)  # there is no page before the first: it wraps round
        await pilot.press("down", "backspace", *"4", "ctrl+s", "ctrl+s", *"42000", "ctrl+s")
        ledger = fresh(empty).ledger
        assert [(t.completed, t.ended_midway, t.scouts) for t in ledger.all(Tally)] == [(4, 0, None)]
        assert [(e.month, e.gross_yen) for e in ledger.all(Earning)] == [("2026-11", 42_000)]


async def test_midway_ends_typed_on_a_page_are_shown_and_replaced(empty: ProcwApp) -> None:
    put(empty, review("2026-06-01"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("o", "3", "pagedown", "pagedown", *"11/2", "enter")
        assert [c.ended_on.day for c in fresh(empty).ledger.all(Contract) if c.ended_on] == [2]
        await pilot.press("up", "pagedown", "pagedown")
        assert "2026-11-02" in screen_text(empty)
        await pilot.press(*["backspace"] * 10, *"11/3", "enter")
        assert [c.ended_on.day for c in fresh(empty).ledger.all(Contract) if c.ended_on] == [3]


@pytest.mark.parametrize("keys", [("ctrl+s",), ("f2",), ("tab", "ctrl+s"), ("escape", "s", "ctrl+s")])
async def test_a_name_whose_digit_was_typed_is_saved_by_every_key(
    empty: ProcwApp, keys: tuple[str, ...]
) -> None:
    put(empty, scout("2026-11-20", client="Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("s", "1", *keys)
        assert [each.client for each in fresh(empty).ledger.all(Scout)] == ["Acme", "Acme"]


async def test_a_digit_before_a_text_that_is_committed_at_once_is_part_of_it(empty: ProcwApp) -> None:
    put(empty, scout("2026-11-20", client="Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("s", "1")
        empty.screen.post_message(events.Paste("級建築士"))
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert [each.client for each in fresh(empty).ledger.all(Scout)] == ["Acme", "1級建築士"]


async def test_a_job_that_is_there_is_asked_about(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20 10:00", client="\u30d1\u30f3\u5c4b\u30d9\u30eb", title="A"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"\uff8a\uff9f\uff9d\u5c4b\uff8d\uff9e\uff99", "tab", *"\uff41", "ctrl+s")
        assert "One of this client and job is there" in screen_text(empty)
        await pilot.press("2")
        assert "Edit: Proposal" in screen_text(empty)
        await pilot.press("escape")
        assert fresh(empty).ledger.count("proposal") == 1
        await pilot.press("p", *"\uff8a\uff9f\uff9d\u5c4b\uff8d\uff9e\uff99", "tab", *"A", "ctrl+s", "1")
        assert fresh(empty).ledger.count("proposal") == 2
        await pilot.press(
            "p", *"\uff8a\uff9f\uff9d\u5c4b\uff8d\uff9e\uff99", "ctrl+s"
        )  # a job without title is another
        assert fresh(empty).ledger.count("proposal") == 3


async def test_a_client_is_renamed_everywhere(empty: ProcwApp) -> None:
    put(
        empty,
        proposal("2026-11-20 10:00", client="\u9752\u7a7a \u69d8"),
        scout("2026-11-20", client="\u9752\u7a7a"),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "C", "ctrl+u", *"Sky", "enter")
        assert {getattr(r, "client") for r in fresh(empty).ledger} == {"Sky"}  # noqa: B009
        await pilot.press("u")
        assert len({getattr(r, "client") for r in fresh(empty).ledger}) == 2  # noqa: B009


async def test_two_quick_enters_save_once(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        dialog = empty.screen
        assert isinstance(dialog, FormDialog)
        for _ in range(3):
            dialog.action_save()
        dialog.action_close()
        await pilot.pause()
        assert fresh(empty).ledger.count("scout") == 1
        put(empty, review("2026-06-01"))
        await pilot.press("o", "3")
        first = empty.screen
        assert isinstance(first, FormDialog)
        first.action_save()
        first.action_save()
        await pilot.pause()
        await pilot.press("escape", "escape", "escape", "escape")
        assert empty.screen is empty.main


async def test_a_draft_holds_only_what_was_typed(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="T"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "enter", *"X", "escape")
        other = fresh(empty)
        (record,) = other.ledger.all(Proposal)
        other.commit(lambda ledger: changes.edit(ledger, record.id, {"title": "NEW"}))
        await pilot.pause(1.2)
        await pilot.press("enter", "ctrl+s")
        (record,) = fresh(empty).ledger.all(Proposal)
        assert (record.client, record.title) == ("X", "NEW")


async def test_what_can_not_be_saved_is_said_and_kept_in_the_form(empty: ProcwApp) -> None:
    put(empty, scout("2026-11-20"))
    empty.store.path.chmod(0o444)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"Acme", "ctrl+s")
        assert isinstance(empty.screen, FormDialog)
        assert "read-only" in screen_text(empty)
        assert empty.screen.form.texts["client"] == "Acme"
        await pilot.press("escape", "D", "u")
        assert "read-only" in screen_text(empty)


async def test_a_paste_of_several_lines_is_kept_whole(empty: ProcwApp) -> None:

    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *["tab"] * 10)
        assert isinstance(empty.screen, FormDialog)
        assert empty.screen.rows.field.attr == "text"
        empty.screen.rows.input.post_message(events.Paste("one\r\ntwo\t[b]\n"))
        await pilot.pause()
        await pilot.press("ctrl+s")
        (record,) = fresh(empty).ledger.all(Proposal)
        assert record.text == "one\ntwo\t[b]"


async def test_help_palette_and_settings_open(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        assert "Log a proposal" in screen_text(demo)
        await pilot.press(
            "escape", "comma", *["tab"] * list(SETTINGS).index("weekly_goal"), "backspace", *"5", "ctrl+s"
        )
        assert fresh(demo).ledger.setting("weekly_goal") == 15
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.press("plus", "4")
        assert isinstance(demo.screen, FormDialog)


async def test_the_palette_carries_out_what_was_typed(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="T"), proposal("2026-11-21T10:00", title="U"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "ctrl+p", *"undo", "enter")
        assert [p.title for p in fresh(empty).ledger.all(Proposal)] == ["T"]
        await pilot.press("ctrl+p", *"取り消し", "enter")
        assert fresh(empty).ledger.count("proposal") == 0


async def test_the_palette_deletes_only_what_was_chosen(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", title="T"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "ctrl+p", *"delete; undo", "enter")
        assert fresh(empty).ledger.count("proposal") == 1
        assert "it deletes" in screen_text(empty)
        await pilot.press("down", "enter")
        assert fresh(empty).ledger.count("proposal") == 0


async def test_keys_behind_the_palettes_enter_are_for_what_it_opens(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        for key in ("ctrl+p", *"proposal", "enter", *"Acme", "ctrl+s"):
            empty.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        while not empty.keys.idle:
            await pilot.pause(0.01)
        assert [p.client for p in fresh(empty).ledger.all(Proposal)] == ["Acme"]


async def test_the_palette_knows_what_works_here(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w", "ctrl+p", *"delivery")
        assert "Log a contract" not in screen_text(demo)
        await pilot.press("escape", "ctrl+p", *"nothing of this", "enter")
        assert "No command here is called so" in screen_text(demo)
        await pilot.press("escape")
        assert demo.screen is demo.main


async def test_enter_goes_through_the_rows_and_saves_at_the_end(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"Acme", "enter", *"Job", "enter")
        assert fresh(empty).ledger.count("proposal") == 0
        await pilot.press("enter")  # nothing is missing, and nothing is typed here
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert (sent.client, sent.title) == ("Acme", "Job")
        await pilot.press("p", "enter")  # two keys
        assert fresh(empty).ledger.count("proposal") == 2
        await pilot.press("p", "up", *"last row", "enter")  # round and round
        assert fresh(empty).ledger.count("proposal") == 3


async def test_enter_on_a_row_that_must_be_filled_says_so(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("c", "enter")
        assert "Client: is missing" in screen_text(empty)
        await pilot.press(*"A", "enter", "enter", "1", "enter", "enter")
        assert [c.client for c in fresh(empty).ledger.all(Contract)] == ["A"]


@pytest.mark.parametrize("key", ["ctrl+s", "f2"])
async def test_one_key_saves_from_anywhere_and_does_nothing_elsewhere(empty: ProcwApp, key: str) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press(key, "4", key, "p", *"Acme", key)
        assert [p.client for p in fresh(empty).ledger.all(Proposal)] == ["Acme"]


async def test_the_foot_says_what_enter_does_here(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        assert "Enter save" in screen_text(empty)
        await pilot.press("A")
        assert "Enter next row" in screen_text(empty)
        await pilot.press("escape", "c")
        assert "Enter" not in screen_text(empty).splitlines()[-1]  # the row is empty and must not be
        await pilot.press("A")
        assert "Enter next row" in screen_text(empty)
        await pilot.press("up")
        assert "Enter save" in screen_text(empty)


async def test_a_page_pasted_into_the_strip_changes_no_number(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l")
        empty.screen.post_message(events.Paste("12\u4ef6\u306e\u5fdc\u52df\nfoo bar\n"))
        await pilot.pause()
        await pilot.press("escape", "l", "enter")
        assert fresh(empty).ledger.count("proposal") == 0


async def test_the_strip_saves_by_the_same_key(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("l", "3", "ctrl+s")
        assert fresh(empty).ledger.count("proposal") == 3
