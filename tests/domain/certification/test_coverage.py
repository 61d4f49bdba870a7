"""Nobody is told met or short from a part of the records."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.coverage import Span, holes
from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.certification.forecast import covered_from
from procw_tui.domain.certification.rounds import setting_set, with_department_kept
from procw_tui.domain.certification.spread import Cut, likely
from procw_tui.domain.evening.quiet import gap_said
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.records import Assessment, Record, Setting
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.record.times import DAY
from tests.make import (
    RULES,
    contract,
    d,
    done,
    earning,
    gap,
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

TODAY = d("2026-11-22")
SURELY_FIVE = 16
"""So many days five of YEAR's six scouts are inside: 350 of 365 days hold five at 97.7 %, 349 at 97.4 %."""
YEAR = tally("2025-11-23", "2026-11-22", completed=40, ended_midway=1, scouts=6)
SHOWN = opening(
    "2026-11-22", rating_shown=490, rating_count=98, communication_shown=500, communication_count=98
)


def begun(on: str, *records: Record) -> Ledger:
    """A ledger that began on a day."""
    return part().with_puts(records, begun_on=d(on))


def covered(whole: Ledger, on: str = "2026-11-22") -> list[CriterionId]:
    judged = judge(whole, d(on), d(on), RULES)
    return [name for name in CRITERIA if judged.of(name).covered]


def test_nothing_is_known_of_an_empty_ledger() -> None:
    judged = judge(part(), TODAY, TODAY, RULES)
    assert {each.state for each in judged.standings} == {"unknown"}
    assert covered(part()) == []


def test_a_year_typed_today_covers_it_today_and_tomorrow() -> None:
    """What was told this evening holds the next: figures move by what happened alone."""
    whole = begun("2026-11-22", YEAR, SHOWN)
    assert covered(whole) == ["completion", "rating", "scouts", "communication"]
    for day in range(30):
        later = TODAY + timedelta(days=day)
        judged = judge(whole, later, later, RULES)
        states = [judged.of(name).state for name in ("completion", "rating", "scouts")]
        assert states == ["met", "met", "met" if day < SURELY_FIVE else "unknown"]
        completion = judged.of("completion")
        assert completion.covered
        assert completion.low is not None
        assert completion.low.value > 90


def test_a_total_just_at_its_threshold_is_soon_unknown() -> None:
    five = begun("2026-11-22", tally("2025-11-23", "2026-11-22", scouts=5))
    assert judge(five, TODAY, TODAY, RULES).of("scouts").state == "met"
    assert judge(five, d("2027-01-31"), d("2027-01-31"), RULES).of("scouts").state == "unknown"


def test_old_records_alone_prove_nothing() -> None:
    three_years = [done(f"{year}-{month:02}-10") for year in (2024, 2025, 2026) for month in range(1, 11)]
    whole = begun("2026-11-22", *three_years, review("2026-01-10"))
    judged = judge(whole, TODAY, TODAY, RULES)
    completion, rating = judged.of("completion"), judged.of("rating")
    assert (completion.state, completion.low, completion.covered, completion.n) == (
        "unknown",
        None,
        False,
        10,
    )
    assert completion.logged is not None
    assert completion.logged.low.value == 100
    assert (rating.state, rating.low, rating.covered) == ("unknown", None, False)
    everything = whole.with_puts(
        [setting("complete_since", "2024-01-01"), setting("joined_on", "2024-01-01")]
    )
    again = judge(everything, TODAY, TODAY, RULES)
    assert [again.of(name).state for name in ("completion", "rating")] == ["met", "met"]


def test_five_logged_scouts_are_there_whatever_is_missing() -> None:
    five = begun("2026-11-22", *[scout("2026-05-01") for _ in range(5)])
    assert judge(five, TODAY, TODAY, RULES).of("scouts").state == "met"
    four = begun("2026-11-22", *[scout("2026-05-01") for _ in range(4)])
    standing = judge(four, TODAY, TODAY, RULES).of("scouts")
    assert (standing.state, standing.low and standing.low.top, standing.high) == ("unknown", 4, None)


@pytest.mark.parametrize(("last", "whole"), [("2026-11-21", True), ("2026-11-20", False)])
def test_a_day_between_two_spans_is_not_covered(last: str, whole: bool) -> None:  # noqa: FBT001
    """The ledger began on the 22nd: the tally has to reach the day before."""
    year = tally("2025-11-23", last, completed=40, ended_midway=0)
    assert ("completion" in covered(begun("2026-11-22", year))) is whole


def test_completion_needs_both_its_counts() -> None:
    assert covered(begun("2026-11-22", tally("2025-11-23", "2026-11-22", completed=40))) == []


def test_before_joining_nothing_can_have_been() -> None:
    fresh = begun("2026-11-22", setting("joined_on", "2026-11-22"))
    assert covered(fresh) == ["completion", "rating", "earnings_rank", "scouts", "communication"]
    assert judge(fresh, TODAY, TODAY, RULES).of("scouts").state == "short"
    before = fresh.with_puts([contract("2026-11-20")])
    assert covered(before) == []


def test_a_span_marked_as_not_logged_is_not_covered() -> None:
    marked = gap("2026-05-01", "2026-06-01", "unlogged")
    assert covered(ledger(marked)) == []
    assert covered(ledger(gap("2026-05-01", "2026-06-01", "nothing"))) == covered(ledger())
    told = tally("2026-04-20", "2026-06-10", completed=3, ended_midway=0)
    assert covered(ledger(marked, told)) == ["completion"]


def test_a_month_that_was_typed_is_covered_for_the_earnings() -> None:
    months = [f"2025-{n:02}" for n in (11, 12)] + [f"2026-{n:02}" for n in range(1, 12)]
    assert "earnings_rank" in covered(part(*(earning(month, 50_000) for month in months)))
    missing = part(*(earning(month, 50_000) for month in months if month != "2026-04"))
    standing = judge(missing, TODAY, TODAY, RULES).of("earnings_rank")
    assert (standing.covered, standing.low and standing.low.top, standing.high) == (False, 50_000, None)


def test_a_round_whose_window_has_holes_bounds_nothing() -> None:
    others = [opening("2026-09-01", rating_shown=500, rating_count=30, communication_shown=500,
                      communication_count=30, profile_filled=True),
              *[scout("2026-08-01") for _ in range(5)], done("2026-08-01", price_yen=80_000),
              profile("2026-08-01", "skills", "results", "self_pr")]  # fmt: skip
    refused = result("2026-10", "none")
    assert judge(ledger(*others, refused), TODAY, TODAY, RULES).of("earnings_rank").state == "short"
    late = ledger(
        *others, refused, setting("complete_since", "2026-02-01"), setting("joined_on", "2020-01-01")
    )
    assert judge(late, TODAY, TODAY, RULES).of("earnings_rank").state == "unknown"


def test_the_round_from_which_on_a_window_is_covered_by_itself() -> None:
    whole = begun("2026-11-22", done("2026-11-22"))
    covering = covered_from(whole, TODAY, RULES, "completion")
    assert covering is not None
    assert covering.month == "2028-01"
    assert covered_from(whole, TODAY, RULES, "rating") is None
    assert covered_from(ledger(), TODAY, RULES, "completion") is None


def test_what_was_ended_midway_counts_in_what_is_logged() -> None:
    assert judge(part(done("2026-05-01"), midway("2026-05-02")), TODAY, TODAY, RULES).of("completion").n == 2


spans = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(
    lambda pair: Span(TODAY + pair[0] * DAY, TODAY + sum(pair) * DAY)
)


@given(spans, st.lists(spans, max_size=5))
def test_holes_are_the_days_that_no_span_has(within: Span, others: list[Span]) -> None:
    def days(each: Span) -> set[int]:
        return set(range(each.first.toordinal(), each.last.toordinal() + 1))

    left = holes(within, others)
    assert set().union(*map(days, left)) == days(within).difference(*map(days, others))
    assert all(one.last + DAY < other.first for one, other in pairwise(left))


def literal(cuts: list[Cut]) -> Interval:
    chances = [Fraction(1)]
    for cut in cuts:
        p = Fraction(cut.inside, cut.days)
        own = [comb(cut.number, n) * p**n * (1 - p) ** (cut.number - n) for n in range(cut.number + 1)]
        chances = [
            sum((chances[k] * own[n - k] for k in range(len(chances)) if 0 <= n - k < len(own)), Fraction(0))
            for n in range(len(chances) + len(own) - 1)
        ]
    reached = [sum(chances[: n + 1]) for n in range(len(chances))]
    return Interval(*(next(n for n, r in enumerate(reached) if r >= need)
                      for need in (Fraction(25, 1000), Fraction(975, 1000))))  # fmt: skip


cuts = st.builds(
    lambda number, inside, more: Cut(number, inside, inside + more),
    st.integers(1, 20), st.integers(1, 60), st.integers(1, 60),
)  # fmt: skip


@given(st.lists(cuts, min_size=1, max_size=3))
def test_the_likely_range_is_that_of_all_chances_enumerated(some: list[Cut]) -> None:
    assert likely(some) == literal(some)


def test_a_chance_that_is_just_the_share_counts() -> None:
    """One event on one of forty days: none inside has just 97.5 %."""
    assert likely([Cut(1, 1, 40)]) == Interval(0, 0)
    assert likely([Cut(1, 39, 40)]) == Interval(0, 1)
    assert likely([Cut(1, 38, 40)]) == Interval(0, 1)
    assert likely([Cut(1, 99, 100)]) == Interval(1, 1)


def test_thousands_in_several_tallies_are_reckoned_at_once() -> None:
    low, high = likely([Cut(2000, 100, 365), Cut(2000, 200, 365), Cut(2000, 30, 31)])
    mean = 2000 * (100 + 200) / 365 + 2000 * 30 / 31
    assert low < mean < high
    assert high - low < 4 * 40


def test_a_month_that_she_registered_in_takes_nothing_back() -> None:
    said = (setting("joined_on", "2026-11-10"), setting("complete_since", "2026-11-10"))
    assert covered(part(*said, earning("2026-11", 5_000))) == covered(part(*said))
    assert covered(part(*said, earning("2026-10", 5_000))) == []


def test_of_two_openings_of_one_day_the_one_changed_later_holds() -> None:
    first, second = (
        dataclasses.replace(opening("2026-11-20", rating_shown=shown, rating_count=20),
                            changed_at=f"2026-11-{day}T10:00:00+09:00")
        for shown, day in ((490, 22), (450, 21))
    )  # fmt: skip
    for order in ((first, second), (second, first)):
        assert judge(ledger(*order), TODAY, TODAY, RULES).of("rating").state == "met"


def test_what_was_said_last_of_quiet_days_holds() -> None:
    marked = ledger(gap("2026-05-01", "2026-06-01", "unlogged"))
    again = gap_said(marked, gap("2026-04-20", "2026-06-10", "nothing")).applied(marked)
    assert covered(again) == covered(ledger())


def test_a_department_that_is_left_keeps_its_results() -> None:
    before = ledger(setting("department", "writer"), result("2026-07", "pro"))
    (said,) = [each for each in before.all(Setting) if each.key == "department"]
    for change in (
        setting_set(before, setting("department", "engineer")),
        with_department_kept(before, changes.edit(before, said.id, {"value": "designer"})),
        with_department_kept(before, changes.delete(before, [said.id])),
    ):
        assert [r.department for r in change.applied(before).all(Assessment)] == ["writer"]
    same = setting_set(before, setting("department", "writer"))
    assert [r.department for r in same.applied(before).all(Assessment)] == [None]
