"""The review calendar and its phases."""

from __future__ import annotations

import pytest

from procw_tui.domain.certification.criteria import board
from procw_tui.domain.certification.rounds import (
    certified,
    latest_review,
    logging_result,
    next_round,
    under_judgement,
)
from procw_tui.domain.record.checks import check
from procw_tui.domain.record.codes import Result
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Assessment
from tests.make import RULES, d, ledger, result, scout, setting


@pytest.mark.parametrize(("day", "month", "cutoff"), [
    ("2026-11-22", "2027-01", "2026-12-31"), ("2026-12-31", "2027-01", "2026-12-31"),
    ("2027-01-01", "2027-04", "2027-03-31"), ("2026-09-30", "2026-10", "2026-09-30"),
])  # fmt: skip
def test_the_next_round(day: str, month: str, cutoff: str) -> None:
    assert next_round(ledger(), d(day), RULES) == (month, d(cutoff))


def test_a_moved_cut_off() -> None:
    moved = ledger(setting("cutoff_days", 5))
    assert next_round(moved, d("2027-01-05"), RULES) == ("2027-01", d("2027-01-05"))
    assert under_judgement(moved, d("2027-01-05"), RULES) is None
    assert under_judgement(moved, d("2027-01-06"), RULES) == ("2027-01", d("2027-01-05"))
    assert next_round(ledger(setting("cutoff_days", -30)), d("2026-12-02"), RULES).month == "2027-04"


@pytest.mark.parametrize("days", [31, 400, -91])
def test_a_cut_off_after_the_review_month_is_refused(days: int) -> None:
    with pytest.raises(Invalid):
        check(setting("cutoff_days", days))


@pytest.mark.parametrize(("day", "judged"), [
    ("2026-12-31", None), ("2027-01-01", "2027-01"), ("2027-01-31", "2027-01"), ("2027-02-01", None),
])  # fmt: skip
def test_under_judgement_for_the_review_month(day: str, judged: str | None) -> None:
    found = under_judgement(ledger(), d(day), RULES)
    assert (found and found.month) == judged


def test_a_result_ends_it_from_its_mail_on() -> None:
    decided = ledger(result("2027-01", "pro", "2027-01-05"))
    assert under_judgement(decided, d("2027-01-04"), RULES) == ("2027-01", d("2026-12-31"))
    assert under_judgement(decided, d("2027-01-05"), RULES) is None
    assert certified(decided, d("2027-01-04")) == "unknown"
    assert certified(decided, d("2027-01-05")) == "pro"


def test_the_latest_round_in_force_decides() -> None:
    two = ledger(result("2026-07", "pro"), result("2026-10", "none"))
    assert certified(two, d("2026-09-30")) == "pro"
    assert certified(two, d("2026-10-01")) == "none"
    assert certified(ledger(), d("2026-10-01")) == "unknown"


def test_frozen_figures_beside_the_live_ones() -> None:
    """In January the round that is judged sees December's window; what is dated later doesn't touch it."""
    scouts = [scout("2026-01-05") for _ in range(5)]
    shown = board(ledger(*scouts, scout("2027-01-02")), d("2027-01-06"), RULES)
    assert shown.judging is not None
    assert shown.judging[0].month == "2027-01"
    assert shown.judging[1].of("scouts").n == 5
    assert shown.today.of("scouts").n == 1
    late = board(ledger(*scouts, scout("2026-12-30"), scout("2027-01-02")), d("2027-01-06"), RULES)
    assert late.judging is not None
    assert late.judging[1].of("scouts").n == 6


@pytest.mark.parametrize(("day", "month"), [
    ("2026-09-30", "2026-07"), ("2026-10-01", "2026-10"), ("2026-10-31", "2026-10"), ("2026-11-22", "2026-10"),
    ("2027-01-01", "2027-01"),
])  # fmt: skip
def test_the_latest_review_is_that_of_its_own_month(day: str, month: str) -> None:
    assert latest_review(d(day), RULES).month == month


@pytest.mark.parametrize(("what", "day", "mail"), [
    ("pro", "2026-10-05", "2026-10-05"), ("top", "2026-10-31", "2026-10-31"), ("pro", "2026-11-01", None),
    ("none", "2026-10-05", None),
])  # fmt: skip
def test_a_mail_that_is_logged_in_its_month_came_today(what: Result, day: str, mail: str | None) -> None:
    (op,) = logging_result(ledger(), "2026-10", what, d(day)).ops
    assert isinstance(op.after, Assessment)
    assert (op.after.result, op.after.mail_on) == (what, d(mail) if mail else None)
