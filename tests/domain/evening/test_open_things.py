"""What is open, what comes next, and what is odd: each with its record, its day and its order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from procw_tui.domain.evening.open_things import open_things
from procw_tui.domain.evening.stages import to_stage
from procw_tui.domain.evening.warnings import warnings_about
from procw_tui.domain.record.records import Assessment, Inbox, Record
from tests.make import contract, d, done, ledger, m, message, proposal, scout, setting

NOW = m("2026-11-22 21:30")
TODAY = NOW.date()


def test_everything_open_in_the_order_of_what_it_costs() -> None:
    asked = contract("2026-11-01", client="asked", termination_requested_at=NOW - timedelta(days=1))
    late, early = message("waits", "2026-11-22 20:00"), message("waits", "2026-11-22 08:00")
    soon, later = contract("2026-11-01", due_on="2026-11-29"), contract("2026-11-01", due_on="2026-11-30")
    rate = done("2026-11-20", client="rate")
    sent = contract("2026-11-01", client="sent", delivered_on="2026-11-01")
    text = Inbox(id="text", came_at=m("2026-11-20 09:00"), source="paste", text="x")
    read = Inbox(id="read", came_at=m("2026-11-20 09:00"), source="mail")
    known = proposal("2026-11-10 09:00", client="asked", follow_up_on=TODAY)
    stranger = proposal("2026-11-10 09:00", client="nobody", follow_up_on=TODAY)
    talks = proposal("2026-11-11 09:00", outcome="talking", talking_at=m("2026-11-12 09:00"))
    talked = proposal("2026-11-13 09:00", outcome="talking")
    silent, young = proposal("2026-10-20 09:00"), proposal("2026-11-20 09:00")
    over = proposal("2026-10-01 09:00", outcome="lost")
    every: list[Record] = [over, young, silent, talked, talks, stranger, known, read, text, sent, rate, later, soon,
                           late, early, asked]  # fmt: skip
    found = open_things(ledger(*every), NOW)
    assert [(each.kind, each.record, each.on) for each in found] == [
        ("alarm", asked, NOW - timedelta(days=1) + timedelta(hours=168)),
        ("waiting", early, early.received_at), ("due", soon, d("2026-11-29")),
        ("rate", rate, d("2026-12-20")), ("acceptance", sent, d("2026-11-08")), ("inbox", text, d("2026-11-20")),
        ("follow_up", known, TODAY),
        ("talking", talks, d("2026-11-12")), ("talking", talked, d("2026-11-13")),
        ("silent", silent, d("2026-10-20")),
    ]  # fmt: skip


@pytest.mark.parametrize(("stage", "values"), [
    ("delivered", {"delivered_on": TODAY, "outcome": "running"}),
    ("accepted", {"accepted_on": TODAY, "outcome": "completed"}),
    ("i_rated", {"i_rated_on": TODAY, "outcome": "running"}),
    ("ended_midway", {"ended_on": TODAY, "outcome": "ended_midway"}),
])  # fmt: skip
def test_a_contract_at_its_next_stage(stage: Any, values: dict[str, object]) -> None:
    there = contract("2026-11-01")
    (op,) = to_stage(ledger(there), there.id, stage, NOW).ops
    assert {name: getattr(op.after, name) for name in values} == values


@pytest.mark.parametrize(("record", "day"), [
    (scout("2026-11-22"), None), (scout("2026-11-23"), "2026-11-23"),
    (message("A", "2026-11-22 21:00", "2026-11-22 21:30"), None),
    (message("A", "2026-11-22 21:00", "2026-11-22 21:31"), "2026-11-22"),
    (Assessment(id="1", month="2026-11", result="pro"), None),
    (Assessment(id="2", month="2027-01", result="pro"), "2027-01-01"),
    (Assessment(id="3", month="2026-10", result="pro", mail_on=d("2026-11-23")), "2026-11-23"),
])  # fmt: skip
def test_what_lies_ahead_is_said_with_its_day(record: Record, day: str | None) -> None:
    found = [each for each in warnings_about(ledger(record), record, NOW) if each.kind == "in_future"]
    assert [each.facts for each in found] == ([{"day": date.fromisoformat(day)}] if day else [])
    assert all(each.record is record for each in found)


def test_the_day_is_japans_whatever_the_clock() -> None:
    utc = datetime.fromisoformat("2026-11-22T16:00+00:00")
    tomorrow = scout("2026-11-23")
    assert warnings_about(ledger(tomorrow, setting("weekly_goal", 3)), tomorrow, utc) == []
