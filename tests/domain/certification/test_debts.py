"""What it takes: sufficient, and never more than needed."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.completion import deliveries_needed, setbacks
from procw_tui.domain.certification.criteria import judge, standing, trend
from procw_tui.domain.certification.earnings_rank import month_debt
from procw_tui.domain.certification.mean_stars import StarsId, star_debt
from procw_tui.domain.certification.profile import parts_missing
from procw_tui.domain.certification.scouts import scout_debt
from procw_tui.domain.certification.standing import At
from procw_tui.domain.certification.weighing import weigh
from procw_tui.domain.ledger.hypotheses import hypothesis
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CriterionId
from tests.make import (
    RULES,
    contract,
    d,
    done,
    earning,
    ledger,
    m,
    midway,
    opening,
    profile,
    review,
    scout,
    setting,
    tally,
)

TODAY, CUTOFF = d("2026-11-22"), d("2026-12-31")
stars_of_reviews = st.lists(st.sampled_from([1, 2, 3, 4, 5, 5, 5]), min_size=1, max_size=40)


def rated(stars: list[int]) -> list[Record]:
    return [review("2026-06-01", stars=each) for each in stars]


@given(stars_of_reviews, st.booleans())
def test_star_debt_is_sufficient_and_minimal(stars: list[int], rounded: bool) -> None:  # noqa: FBT001 - Hypothesis
    whole = ledger(*rated(stars), setting("rounded_means", value=rounded))
    debt = star_debt(whole, TODAY, "rating", RULES)
    assert debt is not None

    def state_with(five_stars: int, one_stars: int = 0) -> str:
        more = [hypothesis("review", TODAY, 5) for _ in range(five_stars)]
        more += [hypothesis("review", TODAY, 1) for _ in range(one_stars)]
        return standing(At(whole.with_puts(more), TODAY, TODAY, RULES), "rating").state

    assert state_with(debt.needed) == "met"
    if debt.needed:
        assert state_with(debt.needed - 1) == "short"
        assert debt.sink == 0
    else:
        assert state_with(0, debt.sink) == "short"
        assert state_with(0, debt.sink - 1) == "met"


@given(st.integers(1, 6).map(lambda tens: 10 * tens), st.sampled_from(["rating", "communication"]))
def test_star_debt_of_copied_figures_suffices_in_the_worst_case(count: int, which: StarsId) -> None:
    whole = ledger(opening("2026-06-01", **{f"{which}_shown": 480, f"{which}_count": count}))
    debt = star_debt(whole, TODAY, which, RULES)
    assert debt is not None
    more = [hypothesis("review", TODAY, 5) for _ in range(debt.needed)]
    assert standing(At(whole.with_puts(more), TODAY, TODAY, RULES), which).state == "met"


def test_seven_more_five_stars_and_nineteen_for_a_one_star() -> None:
    debt = star_debt(ledger(*rated([5] * 12 + [1])), TODAY, "rating", RULES)
    assert debt == (7, 0, 19)
    assert star_debt(ledger(), TODAY, "rating", RULES) is None


@given(st.integers(0, 60), st.integers(0, 8))
def test_deliveries_that_repair(completed: int, midway_ends: int) -> None:
    needed = deliveries_needed(completed, midway_ends, 90)

    def reaches(more: int) -> bool:
        return 100 * (completed + more) >= 90 * (completed + more + midway_ends)

    assert reaches(needed)
    assert needed == 0 or not reaches(needed - 1)


def test_after_one_and_two_midway_ends() -> None:
    """19 of 20: 95.0, then 90.5 %, then 86.4 % and eight deliveries."""
    whole = ledger(*[done("2026-06-01") for _ in range(19)], midway("2026-06-01"))
    now, one, two = setbacks(At(whole, TODAY, TODAY, RULES))
    shown = [(round(each.percent.value, 1), each.repair) for each in (now, one, two)]
    assert shown == [(95.0, 0), (90.5, 0), (86.4, 8)]


def test_scouts_short_with_those_that_leave() -> None:
    whole = ledger(scout("2025-12-02"), scout("2025-12-19"), *[scout("2026-06-01") for _ in range(3)])
    assert scout_debt(whole, TODAY, CUTOFF, RULES) == (0, 2, 2)
    assert scout_debt(ledger(), TODAY, CUTOFF, RULES) == (5, 5, 0)
    cut = ledger(tally("2025-11-01", "2025-11-30", scouts=9))
    assert scout_debt(cut, TODAY, CUTOFF, RULES).today == 5  # perhaps none of them is inside any more


def test_parts_missing_since_the_site_said_so() -> None:
    whole = ledger(
        profile("2026-05-01", "skills", "results"), opening("2026-06-01", profile_filled=False),
        profile("2026-07-01", "self_pr"),
    )  # fmt: skip
    assert parts_missing(whole, TODAY, RULES) == ["skills", "results"]


def test_this_month_against_the_best() -> None:
    debt = month_debt(ledger(earning("2026-08", 68_000), earning("2026-11", 42_000)), TODAY)
    assert debt is not None
    assert (debt.gross, debt.best.month, debt.missing) == (42_000, "2026-08", 26_000)
    assert month_debt(ledger(), TODAY) is None


def test_what_a_midway_end_request_puts_at_stake() -> None:
    asked = contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"))
    whole = ledger(*[done("2026-06-01") for _ in range(19)], midway("2026-06-01"), asked, *rated([5] * 19))
    stakes = weigh(whole, asked, TODAY, RULES)
    values = [each.low and round(each.low.value, 2) for each in stakes]
    assert values == [95.0, 90.48, 5.0, 4.8, 5.0, 4.8]
    paid = dataclasses.replace(asked, milestone_paid=True)
    after = weigh(whole.with_puts([paid]), paid, TODAY, RULES).agreed
    assert after.low is not None
    assert after.low.value > 95


def test_twelve_months_each_as_it_stood() -> None:
    whole = ledger(scout("2026-03-10"), scout("2025-06-10"), earning("2026-08", 68_000))
    points = trend(whole, "scouts", TODAY, RULES)
    assert [point.month for point in points[::11]] == ["2025-12", "2026-11"]
    assert [point.standing.n for point in points] == [1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1]
    gross = {point.month: point.gross for point in trend(whole, "earnings_rank", TODAY, RULES)}
    assert gross["2026-08"] == 68_000
    assert gross["2026-09"] is None


@pytest.mark.parametrize(("key", "records", "criterion", "before", "after"), [
    ("count_running", [*[done("2026-06-01")] * 1, contract("2026-11-01")], "completion", "met", "short"),
    ("rounded_means", rated([5] * 9 + [4, 3, 5, 5, 4]), "rating", "short", "short"),
    ("rounded_means", [review("2026-06-01", stars=each) for each in [5, 5, 5, 4]], "rating", "short", "met"),
    ("profile_yearly", [profile("2025-06-01", "skills", "results", "self_pr")], "profile", "met", "short"),
    ("count_repeats", [scout("2026-06-01", client="A") for _ in range(5)], "scouts", "met", "short"),
    ("count_closed_jobs", [scout("2026-06-01", source="closed_job") for _ in range(5)], "scouts", "met", "short"),
    ("milestone_completes", [midway("2026-06-01", milestone_paid=True)], "completion", "met", "short"),
])  # fmt: skip
def test_each_assumption_can_be_read_otherwise(
    key: str, records: list[Record], criterion: CriterionId, before: str, after: str
) -> None:
    default = key in {"count_repeats", "count_closed_jobs", "milestone_completes"}
    whole, other = ledger(*records), setting(key, value=not default)
    assert judge(whole, TODAY, TODAY, RULES).of(criterion).state == before
    assert judge(whole.with_puts([other]), TODAY, TODAY, RULES).of(criterion).state == after
