"""The four days of a round, and the rounds that are past."""

from __future__ import annotations

import dataclasses

import pytest

from procw_tui.domain.certification.phases import cause, deliver_by, past_round, past_rounds, phase
from procw_tui.domain.certification.rounds import latest_review, round_of
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from tests.make import RULES, d, done, earning, ledger, midway, profile, result, review, scout, setting


def phase_on(day: str, *records: Record) -> tuple[str, str]:
    found = phase(ledger(*records), d(day), RULES)
    return found.name, found.round.month


SOMETHING = scout("2026-06-01")


@pytest.mark.parametrize(("day", "expected"), [
    ("2026-11-22", ("asking", "2026-10")), ("2026-12-01", ("collecting", "2027-01")),
    ("2026-12-09", ("collecting", "2027-01")),
    ("2026-12-10", ("closing", "2027-01")), ("2026-12-31", ("closing", "2027-01")),
    ("2027-01-01", ("judging", "2027-01")), ("2027-01-31", ("judging", "2027-01")),
    ("2027-02-01", ("asking", "2027-01")), ("2027-02-28", ("asking", "2027-01")),
    ("2027-03-01", ("collecting", "2027-04")),
])  # fmt: skip
def test_a_year_without_results(day: str, expected: tuple[str, str]) -> None:
    assert phase_on(day, SOMETHING) == expected


def test_nothing_is_asked_of_a_round_before_the_first_record() -> None:
    assert phase_on("2027-02-01", scout("2027-01-10")) == ("collecting", "2027-04")
    assert phase_on("2027-02-01") == ("collecting", "2027-04")


@pytest.mark.parametrize(("day", "expected"), [
    ("2027-01-04", ("judging", "2027-01")), ("2027-01-05", ("result", "2027-01")),
    ("2027-02-14", ("result", "2027-01")), ("2027-02-15", ("collecting", "2027-04")),
    ("2027-03-10", ("closing", "2027-04")), ("2027-04-01", ("judging", "2027-04")),
])  # fmt: skip
def test_a_result_stands_from_its_mail_on(day: str, expected: tuple[str, str]) -> None:
    assert phase_on(day, SOMETHING, result("2027-01", "pro", "2027-01-05")) == expected


def test_silence_logged_later_is_a_result_too() -> None:
    assert phase_on("2027-02-03", SOMETHING, result("2027-01", "none")) == ("result", "2027-01")


def test_an_answer_as_late_as_the_question_shows_its_result() -> None:
    logged = dataclasses.replace(result("2027-01", "none"), changed_at="2027-02-20T21:00:00+09:00")
    assert phase_on("2027-02-28", SOMETHING, logged) == ("result", "2027-01")
    assert phase_on("2027-03-01", SOMETHING, logged) == ("collecting", "2027-04")
    late = result("2026-10", "pro", "2026-12-01")
    assert phase_on("2026-12-05", SOMETHING, late) == ("result", "2026-10")
    assert phase_on("2026-12-16", SOMETHING, late) == ("closing", "2027-01")


def test_a_near_cut_off_comes_before_an_old_result() -> None:
    early = (SOMETHING, setting("cutoff_days", -30), result("2027-01", "none"))
    assert phase_on("2027-02-20", *early) == ("closing", "2027-04")


def test_a_moved_cut_off_moves_the_phases() -> None:
    moved = (SOMETHING, setting("cutoff_days", 5))
    assert phase_on("2027-01-05", *moved) == ("closing", "2027-01")
    assert phase_on("2027-01-06", *moved) == ("judging", "2027-01")


def test_a_result_for_a_month_to_come_is_no_phase() -> None:
    assert phase_on("2026-12-01", SOMETHING, result("2999-10", "pro", "2026-05-01")) == (
        "collecting",
        "2027-01",
    )


@pytest.mark.parametrize(("day", "month"), [
    ("2026-11-22", "2026-10"), ("2026-12-31", "2026-10"), ("2027-01-01", "2027-01"), ("2027-02-01", "2027-01"),
])  # fmt: skip
@pytest.mark.parametrize("shift", [-90, 0, 30])
def test_a_result_can_have_come_of_the_review_that_began_last(day: str, month: str, shift: int) -> None:
    assert latest_review(d(day), RULES, shift).month == month


def test_days_are_counted_backwards_from_the_cut_off() -> None:
    assert deliver_by(d("2026-12-31")) == d("2026-12-24")


def five_met(before: str = "2026-06-01") -> Ledger:
    return ledger(
        *[scout(before) for _ in range(5)], *[done(before) for _ in range(9)], midway(before), review(before),
        profile(before, "skills", "results", "self_pr"), earning("2026-06", 40_000),
    )  # fmt: skip


def test_what_was_foretold_and_what_came() -> None:
    whole = five_met().with_puts([result("2027-01", "none")])
    past = past_round(whole, round_of("2027-01"), d("2027-02-03"), RULES)
    assert past.foretold.met == 5
    assert past.result is not None
    assert cause(past).only == "earnings_rank"  # by elimination


def test_something_logged_late_but_dated_before_freezes_it_anew() -> None:
    whole, on = five_met(), d("2027-01-10")
    before = past_round(whole, round_of("2027-01"), on, RULES).foretold
    late = past_round(whole.with_puts([midway("2026-12-30")]), round_of("2027-01"), on, RULES).foretold
    assert before.of("completion").state == "met"
    assert late.of("completion").state == "short"
    after = past_round(whole.with_puts([midway("2027-01-02")]), round_of("2027-01"), on, RULES).foretold
    assert after == before


def test_what_was_missing_by_the_records() -> None:
    whole = ledger(scout("2026-06-01"), result("2027-01", "none"))
    why = cause(past_round(whole, round_of("2027-01"), d("2027-02-03"), RULES))
    assert why.short == ("scouts",)
    assert set(why.open) == {"completion", "rating", "earnings_rank", "communication", "profile"}
    assert why.only is None


def test_certified_against_the_records() -> None:
    whole = ledger(scout("2026-06-01"), result("2027-01", "pro"))
    assert cause(past_round(whole, round_of("2027-01"), d("2027-02-03"), RULES)).against == ("scouts",)


def test_the_history_stays() -> None:
    whole = ledger(scout("2026-02-01"), result("2026-07", "pro"), result("2026-10", "none"))
    past = past_rounds(whole, d("2027-02-03"), RULES)
    assert [(p.round.month, p.result and p.result.result) for p in past] == [
        ("2027-01", None), ("2026-10", "none"), ("2026-07", "pro"), ("2026-04", None),
    ]  # fmt: skip
    assert past_rounds(ledger(), d("2027-02-03"), RULES) == []


def test_a_result_of_before_the_first_record_is_shown() -> None:
    whole = ledger(result("2025-10", "pro"))
    assert [p.round.month for p in past_rounds(whole, d("2026-01-20"), RULES)] == ["2026-01", "2025-10"]


def test_of_two_results_for_one_round_the_later_logged_holds() -> None:
    whole = ledger(SOMETHING, result("2026-10", "none"), result("2026-10", "pro"))
    past = past_round(whole, round_of("2026-10"), d("2026-11-01"), RULES)
    assert past.result is not None
    assert past.result.result == "pro"
