"""Worked cases of the six standings."""

from __future__ import annotations

from typing import Any

import pytest

from procw_tui.domain.certification.criteria import judge, leaving
from procw_tui.domain.certification.standing import Ratio, Standing
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.record.times import leaves_on
from tests.make import (
    RULES,
    contract,
    d,
    done,
    earning,
    ledger,
    midway,
    opening,
    part,
    profile,
    result,
    review,
    scout,
    setting,
    tally,
)

TODAY = "2026-11-22"


def standing(name: CriterionId, *records: Record, day: str = TODAY, cutoff: str | None = None) -> Standing:
    return judge(ledger(*records), d(day), d(cutoff or day), RULES).of(name)


def figures(name: CriterionId, *records: Record, **days: Any) -> tuple[Any, ...]:
    found = standing(name, *records, **days)
    low, high = (round(each.value, 2) if each else None for each in (found.low, found.high))
    return found.state, low, high, found.n


def test_one_midway_end_needs_nine_deliveries() -> None:
    end = midway("2026-05-01")
    assert figures("completion", end, *[done("2026-06-01") for _ in range(9)]) == ("met", 90.0, 90.0, 10)
    assert figures("completion", end, *[done("2026-06-01") for _ in range(8)]) == ("short", 88.89, 88.89, 9)


@pytest.mark.parametrize("record", [
    contract("2026-06-01"), done("2026-06-01", type="hourly"), done("2026-06-01", type="contest"),
    done("2026-06-01", type="task"), done("2025-11-22"), midway("2025-11-22"), done("2026-11-23"),
])  # fmt: skip
def test_what_stays_out_of_the_completion_rate(record: Record) -> None:
    """Running, hourly, contest and task work, what has left the window, and the future."""
    assert figures("completion", record) == ("unknown", None, None, 0)


def test_the_window_begins_the_day_after_a_year_ago() -> None:
    assert figures("completion", done("2025-11-23"))[3] == 1


def test_a_paid_milestone_counts_as_completed() -> None:
    assert figures("completion", midway("2026-05-01", milestone_paid=True)) == ("met", 100.0, 100.0, 1)


def test_completed_is_dated_by_acceptance_else_delivery_else_end() -> None:
    old = {"delivered_on": "2025-11-20", "ended_on": "2025-11-21"}
    by_acceptance = contract("2025-11-01", accepted_on="2025-12-01", outcome="completed", **old)
    by_delivery = contract("2025-11-01", outcome="completed", **old)
    assert standing("completion", by_acceptance).n == 1
    assert standing("completion", by_delivery).n == 0


def test_a_tally_that_the_window_cuts_counts_a_likely_part_of_its_numbers() -> None:
    """8 of the 30 days of November are inside: of eight 0 to 5, of one none or that one, in 95 of 100."""
    cut = tally("2025-11-01", "2025-11-30", completed=8, ended_midway=1)
    whole = tally("2026-01-01", "2026-01-31", completed=2)
    assert figures("completion", cut, whole) == ("unknown", 66.67, 100.0, 8)
    assert figures("completion", cut) == ("unknown", None, None, 6)
    assert standing("completion", cut, whole).cut
    assert not standing("completion", cut, whole).exact
    assert not standing("completion").exact
    assert figures("completion", whole) == ("met", 100.0, 100.0, 2)
    assert standing("completion", whole).exact
    assert figures("completion", tally("2024-01-01", "2025-11-22", completed=8))[0] == "unknown"


def test_scouts_that_count() -> None:
    counted = [scout("2026-01-01"), scout("2026-01-02", source="closed_job"),
               scout("2026-01-03", source="flyer", counts="yes")]  # fmt: skip
    others = [scout("2026-01-04", source="flyer"), scout("2026-01-05", source="office"),
              scout("2026-01-06", counts="no"), scout("2025-11-22")]  # fmt: skip
    assert figures("scouts", *counted, *others) == ("short", 3, 3, 3)


def test_no_scout_is_none_only_where_everything_is_logged() -> None:
    assert figures("scouts") == ("short", 0, 0, 0)
    assert figures("scouts", done("2020-01-01")) == ("short", 0, 0, 0)
    alone = judge(part(done("2020-01-01")), d(TODAY), d(TODAY), RULES).of("scouts")
    assert (alone.state, alone.low, alone.high, alone.covered) == ("unknown", Ratio(0, 1), None, False)


def test_the_mean_is_compared_exactly() -> None:
    """4.80 is met; floats would give 4.8 from below."""
    ratings = [review("2026-01-01"), *[review("2026-01-02", 5, quality=4) for _ in range(49)]]
    assert figures("rating", *ratings)[0] == "met"
    assert figures("rating", *[review("2026-01-02", 5, quality=4) for _ in range(5)]) == ("met", 4.8, 4.8, 5)
    assert (
        figures("rating", *[review("2026-01-02", 5, quality=4) for _ in range(4)], review("2026-01-03", 4))[0]
        == "short"
    )


def test_an_opening_stands_for_every_review_up_to_and_on_its_day() -> None:
    shown = opening("2026-06-01", rating_shown=490, rating_count=98)
    assert figures("rating", shown, review("2026-06-01", 1)) == ("met", 4.85, 4.95, 98)
    assert figures("rating", shown, review("2026-06-02", 1)) == ("met", 4.81, 4.91, 99)
    two = [review("2026-06-02", 1), review("2026-06-03", 1)]
    assert figures("rating", shown, *two) == ("unknown", 4.77, 4.87, 100)


def test_the_latest_opening_that_states_the_figure_holds() -> None:
    first = opening(
        "2026-01-01", rating_shown=490, rating_count=10, communication_shown=400, communication_count=10
    )
    second = opening("2026-06-01", rating_shown=500, rating_count=20)
    later = opening("2026-12-01", rating_shown=100, rating_count=30)
    assert standing("rating", first, second, later).n == 20
    assert standing("communication", first, second, later).n == 10


def test_communication_without_the_item_is_left_out() -> None:
    alone = review("2026-01-01", 5, skill=None, quality=None, schedule=None, partnership=None,
                   communication=None, overall=46)  # fmt: skip
    assert figures("communication", alone) == ("unknown", None, None, 0)
    assert figures("rating", alone) == ("short", 4.6, 4.6, 1)


def test_the_profile() -> None:
    assert standing("profile").state == "unknown"
    assert figures("profile", profile("2020-01-01", "skills", "results")) == ("unknown", None, None, 2)
    assert figures("profile", profile("2020-01-01", "skills", "results", "self_pr"))[0] == "met"
    no = opening("2026-06-01", profile_filled=False)
    assert standing("profile", profile("2020-01-01", "skills", "results", "self_pr"), no).state == "short"
    assert standing("profile", no, profile("2026-06-01", "skills", "results", "self_pr")).state == "met"
    assert standing("profile", no, opening("2026-07-01", profile_filled=True)).state == "met"
    assert standing("profile", opening("2026-07-01", profile_filled=True), no).state == "met"


def test_a_months_gross_is_its_earning_record_else_its_accepted_contracts() -> None:
    work = [done("2026-08-03", price_yen=30_000), done("2026-08-20", price_yen=20_000, type="hourly")]
    assert figures("earnings_rank", *work) == ("unknown", 50_000, 50_000, 1)
    assert figures("earnings_rank", *work, earning("2026-08", 45_000))[1] == 45_000
    assert figures("earnings_rank", done("2026-08-03")) == ("unknown", None, None, 0)


def test_a_month_lies_in_the_window_when_any_of_its_days_can() -> None:
    assert standing("earnings_rank", earning("2025-11", 1), earning("2026-11", 2)).n == 2
    assert standing("earnings_rank", earning("2025-10", 1), earning("2026-12", 2)).n == 0
    assert standing("earnings_rank", earning("2025-12", 1), cutoff="2026-12-31").n == 0


def five_met(day: str) -> list[Record]:
    return [
        done(day),
        review(day),
        profile(day, "skills", "results", "self_pr"),
        *[scout(day) for _ in range(5)],
    ]


def test_own_results_bound_the_bar() -> None:
    certified = [earning("2025-08", 90_000), result("2025-10", "pro")]
    assert standing("earnings_rank", *certified, earning("2026-08", 90_000)).state == "met"
    assert standing("earnings_rank", *certified, earning("2026-08", 89_999)).state == "unknown"
    refused = [*five_met("2026-07-01"), earning("2026-08", 50_000), result("2026-10", "none")]
    assert standing("earnings_rank", *refused).state == "short"
    assert standing("earnings_rank", *refused, earning("2026-11", 50_001)).state == "unknown"


def test_a_refusal_with_another_criterion_missing_is_no_evidence() -> None:
    records = [*five_met("2026-07-01")[:-1], earning("2026-08", 50_000), result("2026-10", "none")]
    assert standing("earnings_rank", *records).state == "unknown"


def test_evidence_of_a_moved_cut_off_knows_nothing_of_later_days() -> None:
    """A round whose cut-off lies after the day asked for is judged by what existed on that day."""
    records = [setting("cutoff_days", 30), result("2026-10", "pro", "2026-10-06"), earning("2026-09", 100),
               contract("2026-10-20", accepted_on="2026-10-25", outcome="completed", price_yen=5000)]  # fmt: skip
    assert standing("earnings_rank", *records, day="2026-10-10").state == "met"


def test_evidence_both_ways_is_unknown() -> None:
    records = [*five_met("2026-07-01"), earning("2025-08", 50_000), result("2025-10", "pro"),
               earning("2026-08", 50_000), result("2026-10", "none")]  # fmt: skip
    assert standing("earnings_rank", *records).state == "unknown"


def test_at_the_cut_off_only_what_is_dated_by_today_counts() -> None:
    planned = [contract("2026-11-01", accepted_on="2026-12-10", outcome="completed"), done("2026-12-10")]
    assert figures("completion", *planned, day=TODAY, cutoff="2026-12-31") == ("met", 100.0, 100.0, 1)
    assert standing("scouts", scout("2025-12-02"), cutoff="2026-12-31").n == 0


def test_what_leaves_and_when() -> None:
    one, two = scout("2025-12-19"), scout("2025-12-02")
    gone = leaving(ledger(one, two, scout("2026-03-01"), scout("2025-12-05", source="flyer")), "scouts",
                   d(TODAY), d("2026-12-31"))  # fmt: skip
    assert [(each.on.isoformat(), each.what) for each in gone] == [
        ("2026-12-02", two.id),
        ("2026-12-19", one.id),
    ]
    months = ledger(earning("2025-11", 5), done("2025-12-10", price_yen=7))
    gone = leaving(months, "earnings_rank", d(TODAY), d("2026-12-31"))
    assert [each.what for each in gone] == [months.twin(earning("2025-11", 0)).id, "2025-12"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("day", "leaves"), [
    ("2024-02-29", "2025-03-01"), ("2023-02-28", "2024-02-28"), ("2025-11-22", "2026-11-22"),
])  # fmt: skip
def test_the_day_of_leaving(day: str, leaves: str) -> None:
    assert leaves_on(d(day)) == d(leaves)
    assert standing("scouts", scout(day), day=leaves).n == 0
    eve = d(leaves).fromordinal(d(leaves).toordinal() - 1).isoformat()
    assert standing("scouts", scout(day), day=eve).n == 1
