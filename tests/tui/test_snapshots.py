"""Pictures of states that a person would review. The rooms themselves are in screenshots/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Inbox
from procw_tui.present.language import set_language
from procw_tui.tui.app import ProcwApp
from tests.make import contract, m, scout, setting
from tests.tui.conftest import app_on

Snap = Callable[..., bool]
SIZE = (80, 24)


def put(app: ProcwApp, *records: Any) -> None:
    for record in records:
        app.store.commit(lambda ledger, record=record: changes.log(ledger, record))  # type: ignore[misc]


def test_an_empty_ledger(snap_compare: Snap, empty: ProcwApp) -> None:
    """A welcome in Japanese: why, and the five keys to begin with."""
    set_language("ja")
    assert snap_compare(empty, terminal_size=SIZE)


def test_a_form(snap_compare: Snap, demo: ProcwApp) -> None:
    """A message form at the foot of Today; client typed, and what 9:10-14:05 is understood as."""
    set_language("ja")
    assert snap_compare(demo, press=["m", *"Bee", "tab", *"9:10-14:05"], terminal_size=SIZE)


def test_a_form_with_something_wrong(snap_compare: Snap, demo: ProcwApp) -> None:
    """The contract form stays, the cursor on the row at fault, the reason in red below."""
    assert snap_compare(demo, press=["c", *"Acme", "ctrl+s"], terminal_size=SIZE)


def test_what_was_done(snap_compare: Snap, demo: ProcwApp) -> None:
    """Replied: the line of keys says so in green and how to take it back."""
    set_language("ja")
    assert snap_compare(demo, press=["r"], terminal_size=SIZE)


def test_a_midway_end_request(snap_compare: Snap, empty: ProcwApp) -> None:
    """The request in red at the top right, and as the first thing to do."""
    put(empty, contract("2026-11-01", client="青空商会", termination_requested_at=m("2026-11-20T18:00")))
    set_language("ja")
    assert snap_compare(empty, terminal_size=(120, 40))


def test_a_round_under_judgement(snap_compare: Snap, tmp_path: Path) -> None:
    """6 January: the frozen figures, what to expect when, and k to log what came."""
    app = app_on(tmp_path / "a.json", datetime.fromisoformat("2027-01-06T21:00+09:00"))
    put(app, *[scout("2026-06-01") for _ in range(5)])
    set_language("ja")
    assert snap_compare(app, press=["2"], terminal_size=SIZE)


def test_the_keys(snap_compare: Snap, demo: ProcwApp) -> None:
    """Every key of the proposals screen, by group."""
    set_language("ja")
    assert snap_compare(demo, press=["4", "question_mark"], terminal_size=(120, 40))


def test_plain_signs_in_the_terminals_own_colours(snap_compare: Snap, demo: ProcwApp) -> None:
    """The scoreboard with + ! - ? and the terminal's sixteen colours."""
    put(demo, setting("ascii", value=True), setting("theme", "ansi-dark"))
    assert snap_compare(app_on(demo.store.path), press=["2"], terminal_size=SIZE)


@pytest.mark.parametrize("section", [1, 2, 3, 4])
def test_the_other_lists_of_work(snap_compare: Snap, demo: ProcwApp, section: int) -> None:
    """Reviews, scouts, months and numbers of a span; Tab goes from one to the next."""
    set_language("ja")
    assert snap_compare(demo, press=["5", *["tab"] * section], terminal_size=SIZE)


def test_a_mail_that_waits(snap_compare: Snap, empty: ProcwApp) -> None:
    """A made-up mail: when and whose, what it says, the message that it makes, its text, the marked subject."""
    set_language("ja")
    text = "お相手： 甲野商店 様\n案件： LP制作\n\nhttps://crowdworks.jp/messages/77\n"
    put(empty, Inbox(
        id="1", came_at=m("2026-11-22 21:04"), source="mail", text=text, sender="no-reply@crowdworks.jp",
        subject="【クラウドワークス】甲野商店様から新着メッセージ", links=("messages/77",), digest="1",
    ))  # fmt: skip
    assert snap_compare(empty, press=["V", "1", "t", "1", "down", "down"], terminal_size=SIZE)
