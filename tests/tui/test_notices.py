"""The bell and the terminal's notice, for somebody who does not look at the screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Record
from procw_tui.present.language import set_language
from procw_tui.store.store import Store
from procw_tui.tui import notices
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.terminal.driver import LineDriver, show_notice
from tests.make import m, message, setting
from tests.store.test_store import logging

CAME = m("2026-11-22 09:00")


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock(CAME + timedelta(minutes=10))


@pytest.fixture
def rung(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> tuple[ProcwApp, list[str]]:
    """An app with a message that waits and a target of an hour, and what it rang."""
    set_language("en")
    store = Store(tmp_path / "procw.json", clock)
    for record in (message("Midori", "2026-11-22 09:00"), setting("reply_target_minutes", 60)):
        store.commit(logging(record))
    app = ProcwApp(store, clock, in_tmux=True)
    heard: list[str] = []
    monkeypatch.setattr(app, "bell", lambda: heard.append("bell"))
    monkeypatch.setattr(notices, "show_notice", lambda _app, text, in_tmux: heard.append(f"{text} {in_tmux}"))
    return app, heard


def set_to(app: ProcwApp, way: str) -> None:
    app.store.commit(logging(setting("notice", way)))


async def test_it_calls_nobody_unless_set(rung: tuple[ProcwApp, list[str]], clock: Clock) -> None:
    app, heard = rung
    async with app.run_test(size=(80, 24)):
        clock.at = CAME + timedelta(minutes=50)
        app.notices.look()
    assert heard == []


async def test_the_bell_rings_once_for_each(rung: tuple[ProcwApp, list[str]], clock: Clock) -> None:
    app, heard = rung
    set_to(app, "bell")
    async with app.run_test(size=(80, 24)):
        app.notices.look()
        assert heard == []
        for minutes in (46, 50, 59):
            clock.at = CAME + timedelta(minutes=minutes)
            app.notices.look()
        assert heard == ["bell"]


async def test_a_notice_says_what_it_is_about(rung: tuple[ProcwApp, list[str]], clock: Clock) -> None:
    app, heard = rung
    set_to(app, "osc9")
    async with app.run_test(size=(80, 24)):
        clock.at = CAME + timedelta(minutes=50)
        app.notices.look()
    assert heard == ["procw-tui: Midori: reply within 10 min True"]


async def test_what_is_on_the_screen_when_it_opens_and_what_if_call_nobody(
    rung: tuple[ProcwApp, list[str]], clock: Clock
) -> None:
    app, heard = rung
    set_to(app, "bell")
    clock.at = CAME + timedelta(minutes=50)
    async with app.run_test(size=(80, 24)) as pilot:
        app.notices.look()
        await pilot.press("2", "w")
        late: Record = message("Aoba", "2026-11-22 09:04")
        app.store.commit(lambda ledger: changes.log(ledger, late))
        app.notices.look()
        assert heard == []
        await pilot.press("escape")
        app.notices.look()
        assert heard == ["bell"]


class Sent(LineDriver):
    """A driver of no terminal."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def pass_on(self, sequence: str) -> None:
        self.all.append(sequence)


def test_a_name_in_a_notice_is_no_sequence() -> None:
    driver = Sent()
    app = cast("Any", SimpleNamespace(_driver=driver))
    show_notice(app, "a\x1b]0;b\x07\x9cc", in_tmux=False)
    show_notice(app, "みどり", in_tmux=True)
    plain, wrapped = driver.all
    assert plain.startswith("\x1b]9;a")
    assert plain[1:-1].isprintable()
    assert plain.endswith("\a")
    assert wrapped == "\x1bPtmux;\x1b\x1b]9;みどり\a\x1b\\"
