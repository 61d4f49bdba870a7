"""What somebody is called for: replies in the last stretch before their target, midway-end requests."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.sentences.notices import notices
from procw_tui.present.view import View
from tests.make import contract, m, message, setting

CAME = m("2026-11-22 09:00")


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def told(records: list[Record], now: datetime) -> list[str]:
    return list(notices(View(Ledger.of(records), now, KNOWLEDGE)).values())


@pytest.mark.parametrize(
    ("target", "minutes", "said"),
    [
        (60, 44, []), (60, 45, ["Midori: reply within 15 min"]), (60, 59, ["Midori: reply within 1 min"]), (60, 60, []),

        (1440, 1379, []), (1440, 1380, ["Midori: reply within 1 h"]), (1440, 1441, []),
    ],
)  # fmt: skip
def test_a_reply_is_called_for_in_the_last_quarter_or_hour(
    target: int, minutes: int, said: list[str]
) -> None:
    waiting = [message("Midori", "2026-11-22 09:00"), setting("reply_target_minutes", target)]
    assert told(waiting, CAME + timedelta(minutes=minutes)) == said


def test_what_is_answered_calls_nobody() -> None:
    answered = [
        message("Midori", "2026-11-22 09:00", "2026-11-22 09:30"), setting("reply_target_minutes", 60),
    ]  # fmt: skip
    assert told(answered, CAME + timedelta(minutes=50)) == []


def test_a_midway_end_request_calls_at_once_and_on_its_last_day_under_another_name() -> None:
    asked = contract("2026-11-01", client="Midori", termination_requested_at=CAME, termination_by="client")
    names = {
        hours: list(notices(View(Ledger.of([asked]), CAME + timedelta(hours=hours), KNOWLEDGE)))
        for hours in (0, 143, 144, 167, 168)
    }
    first, last = f"midway:{asked.id}:open", f"midway:{asked.id}:last day"
    assert names == {0: [first], 143: [first], 144: [last], 167: [last], 168: []}


def test_two_messages_of_a_client_call_once_and_a_newer_one_does_not_call_again() -> None:
    oldest = message("Midori", "2026-11-22 09:00")
    records = [oldest, setting("reply_target_minutes", 60)]
    now = CAME + timedelta(minutes=50)
    before = notices(View(Ledger.of(records), now, KNOWLEDGE))
    after = notices(View(Ledger.of([*records, message("Midori", "2026-11-22 09:40")]), now, KNOWLEDGE))
    assert before.keys() == after.keys() == {f"reply:{oldest.id}:60"}
