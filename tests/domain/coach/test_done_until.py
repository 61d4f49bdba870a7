"""How long an act that leaves no record of its own is done."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from procw_tui.domain.certification.rounds import next_round
from procw_tui.domain.coach.action import Action, Kind, Sureness
from procw_tui.domain.coach.ranking import NEVER, done_until
from tests.make import RULES, contract, d, ledger, m

TODAY = d("2026-11-22")
WEEK = {"nudge", "chase", "follow_up", "invite", "fives", "letter", "escrow"}


def act(kind: Kind, deadline: str | None = None, about: object = None) -> Action:
    end = m(f"{deadline} 00:00") if deadline else None
    return Action("x", kind, None, next_round(ledger(), TODAY, RULES), Sureness.NOTHING, end, about)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_for_a_week_for_good_until_its_day_or_not_at_all(kind: Kind) -> None:
    expected = {"look": TODAY + timedelta(days=1), "missed": NEVER.date()}
    week = TODAY + timedelta(days=7) if kind in WEEK else None
    assert done_until(act(kind), TODAY) == expected.get(kind, week)


def test_a_rating_that_was_asked_for_until_its_time_is_over() -> None:
    there = contract("2026-11-01")
    assert done_until(act("ask_rating", "2026-12-01", there), TODAY) == d("2026-12-01")
    assert done_until(act("ask_rating", "2026-12-01"), TODAY) is None
    assert done_until(act("ask_rating", None, there), TODAY) is None


def test_bunched_acceptances_until_their_day_but_tomorrow_at_least() -> None:
    assert done_until(act("bunch", "2026-12-01"), TODAY) == d("2026-12-01")
    assert done_until(act("bunch", "2026-11-22"), TODAY) == d("2026-11-23")
