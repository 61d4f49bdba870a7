"""The days that a contract runs towards, and the round in which a rating counts."""

from __future__ import annotations

import pytest

from procw_tui.domain.work.clocks import (
    clocks_of,
    opens_in_time_if_rated,
    overdue_acceptance,
    rating_clock,
    to_rate,
)
from tests.make import contract, d, done, ledger, review

TODAY = d("2026-12-20")
CUTOFF = d("2026-12-31")


@pytest.mark.parametrize(("accepted", "last", "opens"), [
    ("2026-12-10", "2027-01-10", "2027-01-11"), ("2026-11-30", "2026-12-30", "2026-12-31"),
    ("2026-01-31", "2026-02-28", "2026-03-01"), ("2024-01-31", "2024-02-29", "2024-03-01"),
])  # fmt: skip
def test_a_month_to_rate_then_it_opens_by_itself(accepted: str, last: str, opens: str) -> None:
    clock = rating_clock(done(accepted), d(accepted))
    assert clock is not None
    assert (clock.last, clock.opens, clock.rated) == (d(last), d(opens), False)


def test_no_rating_of_a_task_or_before_acceptance() -> None:
    assert rating_clock(done("2026-12-10", type="task"), TODAY) is None
    assert rating_clock(done("2026-12-10"), d("2026-12-09")) is None
    assert rating_clock(contract("2026-12-10"), TODAY) is None


def test_whether_the_user_has_rated() -> None:
    clock = rating_clock(done("2026-12-10", i_rated_on="2026-12-15"), TODAY)
    assert clock is not None
    assert clock.rated
    ahead = rating_clock(done("2026-12-10", i_rated_on="2026-12-25"), TODAY)
    assert ahead is not None
    assert not ahead.rated


def test_rated_now_theirs_opens_before_the_round() -> None:
    """Alone it would open after the cut-off; rated, at once."""
    late, early = done("2026-12-05"), done("2026-11-29")
    rated, task = done("2026-12-05", i_rated_on="2026-12-06"), done("2026-12-05", type="task")
    answered = done("2026-12-05")
    whole = ledger(late, early, rated, task, answered, review("2026-12-10", contract_id=answered.id))
    assert [c.contract for c in opens_in_time_if_rated(whole, TODAY, CUTOFF)] == [late]
    assert [c.on for c in opens_in_time_if_rated(whole, TODAY, CUTOFF)] == [d("2027-01-06")]
    assert opens_in_time_if_rated(whole, d("2027-01-01"), CUTOFF) == []


def test_the_last_day_to_rate_still_counts() -> None:
    whole = ledger(done("2026-11-20"))
    assert len(to_rate(whole, d("2026-12-20"))) == 1
    assert to_rate(whole, d("2026-12-21")) == []


def test_acceptance_overdue_after_a_week() -> None:
    late = contract("2026-12-01", delivered_on="2026-12-12")
    fresh = contract("2026-12-01", delivered_on="2026-12-13")
    assert [c.contract for c in overdue_acceptance(ledger(late, fresh), TODAY)] == [late]


def test_every_clock_of_a_contract() -> None:
    running = contract("2026-12-01", due_on="2026-12-24", escrow_on="2026-12-02")
    assert clocks_of(running, TODAY) == [("due", d("2026-12-24")), ("escrow", d("2027-05-31"))]
    delivered = contract("2026-12-01", due_on="2026-12-24", escrow_on="2026-12-02", delivered_on="2026-12-19")
    assert clocks_of(delivered, TODAY) == [("acceptance", d("2026-12-26")), ("escrow", d("2027-05-31"))]
    assert clocks_of(done("2026-12-10"), TODAY) == [("rating", d("2027-01-10")), ("opening", d("2027-01-11"))]
    rated = done("2026-12-10", i_rated_on="2026-12-11")
    assert clocks_of(rated, TODAY) == [("opening", d("2027-01-11"))]
