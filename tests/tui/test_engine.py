"""Evidence, rounds, assumptions, results and check-ups, key by key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from procw_tui.domain.record.records import Assessment, Contract, Opening, Record, Scout
from procw_tui.domain.work.clients import Client
from procw_tui.present.commands import INNER, ROOMS, available
from procw_tui.present.language import set_language
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import FormDialog
from tests.make import EVERYTHING, contract, done, m, profile, review, scout
from tests.tui.conftest import app_on, words
from tests.tui.test_app import fresh, put

SIZE = (80, 24)


def on(path: Path, now: str, *records: Record) -> ProcwApp:
    app = app_on(path / "a.json", datetime.fromisoformat(now + "+09:00"))
    put(app, *records)
    return app


async def test_a_criterion_opens_into_its_records_which_can_be_edited(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down", "down", "down", "enter")
        text = words(demo)
        for each in ("Scouts received", "needed 5", "no: the office", "no: 見てみて!", "2026-12-02"):
            assert each in text
        await pilot.press("end", "D")
        assert fresh(demo).ledger.count("scout") == 6
        assert "3 more are needed" not in words(demo)  # one of the two that leave is gone: two leave no more
        await pilot.press("u", "home", "enter", *"X", "ctrl+s")
        (edited,) = [s for s in fresh(demo).ledger.all(Scout) if s.client == "くらし便り編集部X"]
        assert edited.received_on.isoformat() == "2026-10-05"
        await pilot.press("escape")
        assert demo.main.room.id == "board"


async def test_a_month_in_the_evidence_opens_to_be_typed(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down", "down", "i", "enter")
        assert isinstance(demo.screen, FormDialog)
        assert demo.screen.form.texts["month"] == "2026-11"


async def test_rounds_open_behind_the_last_row(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "end", "up", "enter")
        text = words(demo)
        for each in ("Jan 2027 round", "Oct 2027 round", "Oct 2026 round", "Not certified", "90-day pace"):
            assert each in text
        await pilot.press("enter")
        assert "still to come" in words(demo)
        await pilot.press("end", "up", "enter")
        assert isinstance(demo.screen, FormDialog)
        assert demo.screen.form.kind == "assessment"
        await pilot.press("escape", "home", *["down"] * 5)
        assert "By the records this was missing: Scouts received. Open: Earnings rank." in words(demo)


async def test_an_assumption_says_why_and_can_be_changed(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down", "a")
        text = words(demo)
        assert "Ratings are judged unrounded" in text
        assert "Source: nobody publishes it" in text
        await pilot.press("down", "enter")
        assert isinstance(demo.screen, FormDialog)
        assert demo.screen.rows.field.attr == "rounded_means"
        await pilot.press("1", "ctrl+s")
        assert fresh(demo).ledger.setting("rounded_means") is True
        assert "read otherwise" in words(demo)
        await pilot.press("escape")
        assert "4.75" in words(demo)


async def test_an_assumption_without_a_setting_opens_the_form_that_overrules_it(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down", "down", "a", "down", "enter")
        assert isinstance(demo.screen, FormDialog)
        assert demo.screen.form.kind == "earning"


@pytest.mark.parametrize(
    ("room", "first"), [("1", "Judged up to"), ("3", "24 hours"), ("5", "A month earns")]
)
async def test_assumptions_open_from_other_rooms_with_their_own_first(
    demo: ProcwApp, room: str, first: str
) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press(room, "a")
        assert first in words(demo).split("at once.")[1][:80]


async def test_esc_leads_back_through_each_room(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("2", "i", "a")
        rooms = [demo.main.room.id]
        for keys in (["escape"], ["escape"], ["escape", "5", "a", "escape"]):
            await pilot.press(*keys)
            rooms.append(demo.main.room.id)
        assert rooms == ["assumptions", "evidence", "board", "work"]


@pytest.mark.parametrize(("key", "expected"), [
    ("1", ("pro", "2027-01-06")), ("2", ("top", "2027-01-06")), ("3", ("none", "None")), ("4", None),
    ("escape", None),
])  # fmt: skip
async def test_the_mail_came_or_did_not_or_not_yet(
    tmp_path: Path, key: str, expected: tuple[str, str] | None
) -> None:
    app = on(tmp_path, "2027-01-06T21:00", scout("2026-06-01"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        assert "nothing is decided until 1/31" in words(app)
        await pilot.press("k", key)
        results = [(r.month, r.result, str(r.mail_on)) for r in app.store.ledger.all(Assessment)]
        assert results == ([("2027-01", *expected)] if expected else [])
        assert ("Jan awaited" in words(app)) == (expected is None)


async def test_asked_once_more_when_the_month_is_over(tmp_path: Path) -> None:
    app = on(tmp_path, "2027-02-01T21:00", scout("2026-06-01"))
    async with app.run_test(size=SIZE) as pilot:
        assert "Did the mail of the Jan round come?" in words(app)
        await pilot.press("k", "3")
        text = words(app)
        assert "Jan round Not certified" in text
        assert "By the records this was missing" in text or "Too little was logged" in text


async def test_a_check_up_that_agrees_logs_no_figures_and_one_that_differs_an_opening(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("o", "1", *"4.9", "tab", *"37")
        assert "by the ledger: 4.89 (37) agrees" in words(demo)
        before = fresh(demo).ledger
        await pilot.press("ctrl+s")
        assert "agrees with the site" in words(demo)
        new = [record.kind for record in fresh(demo).ledger if before.find(record.id) is None]
        assert new == ["snooze"]  # it is done for this month, and nothing else
        await pilot.press("o", "1", *"4.9", "tab", *"39")
        assert "the site has 2 more" in words(demo)
        await pilot.press("ctrl+s")
        assert "hold from today on (the site has 2 more" in words(demo)
        latest = list(fresh(demo).ledger.all(Opening))[-1]
        assert (latest.rating_shown, latest.rating_count, latest.communication_shown) == (490, 39, None)


async def test_half_a_pair_is_refused(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("o", "1", *"4.9", "enter")
        assert isinstance(demo.screen, FormDialog)
        assert demo.screen.rows.field.attr == "rating_count"


async def test_a_midway_end_request_is_answered_with_one_key_on_its_contract(tmp_path: Path) -> None:
    asked = contract("2026-11-01", client="A", termination_requested_at=m("2026-11-20T18:00"))
    app = on(
        tmp_path,
        "2026-11-22T21:00",
        *EVERYTHING,
        asked,
        *[done("2026-06-01") for _ in range(19)],
        review("2026-06-01"),
    )
    async with app.run_test(size=SIZE) as pilot:
        for key in "123456":
            await pilot.press(key)
            assert "midway end: 4 d left" in words(app), key
        await pilot.press("1")
        assert "Agreeing: completion rate 100.0 % to 95.0 %, and the escrow goes back in full" in words(app)
        await pilot.press("T")
        assert "Silence until 11/27 18:00" in words(app)
        await pilot.press("escape", "5", "n")
        (answered,) = [c for c in app.store.ledger.all(Contract) if c.id == asked.id]
        assert answered.termination_answered_at is not None
        assert "midway end:" not in words(app)


async def test_before_a_contract_is_taken_its_form_says_what_is_at_stake(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        assert "Completion rate 97.0 %; if this one ends midway 94.1 %." in words(demo)


async def test_every_setting_is_on_its_screen(demo: ProcwApp) -> None:
    async with demo.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        text = words(demo)
        for each in (
            "My name on the site",
            "Follow up after days",
            "Move the last day",
            "Bell",
            "Judge rounded ratings",
        ):
            assert each in text


async def test_a_wide_terminal_shows_evidence_and_forecast_side_by_side(demo: ProcwApp) -> None:
    set_language("en")
    async with demo.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "down", "down", "down")
        assert demo.main.foot.display
        assert "Oct 2027 round" in words(demo)
        assert "no: the office" in words(demo)
        await pilot.press("1")
        assert not demo.main.foot.display


async def test_a_filled_profile_is_enough_for_a_round_to_hold(tmp_path: Path) -> None:
    whole = [*EVERYTHING, *[scout("2026-06-01") for _ in range(5)], done("2026-06-01"), review("2026-06-01"),
             profile("2026-06-01", "skills", "results", "self_pr")]  # fmt: skip
    app = on(tmp_path, "2026-11-22T21:00", *whole)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        assert "five hold in Jan" in words(app)


def test_no_inner_room_has_two_commands_on_one_key() -> None:
    for room in (*ROOMS, *INNER):
        keys = [key for command in available(room) for key in command.keys.split(",")]
        assert sorted(keys) == sorted(set(keys)), room


async def test_a_client_opens_into_its_contracts(demo: ProcwApp) -> None:
    async with demo.run_test(size=SIZE) as pilot:
        await pilot.press("5", *["tab"] * 5)
        assert "Clients who came again: 38 of 40 contracts" in words(demo)
        await pilot.press("down", "enter")
        rows = demo.main.listed()
        assert {each.client for each in rows} == {"タビスル編集室"}
        assert len(rows) == 3
        await pilot.press("escape")
        assert {type(each) for each in demo.main.listed()} == {Client}
