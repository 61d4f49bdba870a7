"""Rating arithmetic: intervals sound and tight, star debt minimal and sufficient."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.stars import (
    OVERALL_STEP,
    WHOLE_STEP,
    cost_in_five_stars,
    five_stars_needed,
    opening_total,
    ratings_that_sink,
    totals_shown,
)


@given(st.integers(100, 500), st.integers(1, 5), st.sampled_from([OVERALL_STEP, WHOLE_STEP]))
def test_totals_are_exactly_those_that_some_ratings_have(shown: int, count: int, step: int) -> None:
    """Against every possible list of ratings; a mean typed with one decimal is rounded to one."""
    blur = 10 if shown % 10 == 0 else 1
    fitting = {
        sum(ratings)
        for ratings in combinations_with_replacement(range(10, 51, step), count)
        if (2 * shown - blur) * count <= 20 * sum(ratings) < (2 * shown + blur) * count
    }
    span = totals_shown(shown, count, step)
    assert span == ((min(fitting), max(fitting)) if fitting else None)


def test_four_point_nine_of_98_is_an_interval() -> None:
    low, high = opening_total("rating", 490, 98, None, OVERALL_STEP)
    assert (low, high) == (4754, 4850)
    assert low / 980 >= 4.85
    assert high / 980 < 4.95


def test_listed_ratings_make_it_exact() -> None:
    assert opening_total("rating", 490, 20, (40, 36), OVERALL_STEP) == (976, 976)
    assert opening_total("rating", 500, 20, (), OVERALL_STEP) == (1000, 1000)


@pytest.mark.parametrize(("shown", "count", "below", "field", "reason"), [
    (490, 1, None, "rating_shown", "no_total_fits_near"),
    (490, 20, (10, 10), "rating_below_five", "no_total_fits"),
    (490, 2, (48, 48, 48), "rating_below_five", "too_many"),
    (490, 20, (50,), "rating_below_five", "not_fifth"),
    (490, 20, (47,), "rating_below_five", "not_fifth"),
    (500, 3, (48, 46, 40), "rating_below_five", "no_total_fits"),
])  # fmt: skip
def test_figures_that_no_total_fits(
    shown: int, count: int, below: tuple[int, ...] | None, field: str, reason: str
) -> None:
    with pytest.raises(Invalid) as error:
        opening_total("rating", shown, count, below, OVERALL_STEP)
    assert (error.value.field, error.value.reason) == (field, reason)


def test_two_decimals_are_taken_and_what_fits_instead_is_named() -> None:
    """Of 15 ratings the mean moves by 0.2/15: 4.87 is 73.0 stars in all, and none shows 4.94."""
    assert opening_total("rating", 487, 15, None, OVERALL_STEP) == (730, 730)
    with pytest.raises(Invalid) as error:
        opening_total("rating", 494, 15, None, OVERALL_STEP)
    assert error.value.facts == {"shown": "4.94", "count": 15, "near": "4.93, 4.95"}


@pytest.mark.parametrize(("stars", "cost"), [(40, 4), (30, 9), (20, 14), (10, 19)])
def test_what_one_lower_rating_costs(stars: int, cost: int) -> None:
    assert five_stars_needed(stars, 1) == cost
    assert cost_in_five_stars(stars) == cost


@given(st.lists(st.integers(10, 50), min_size=1, max_size=200))
def test_star_debt_is_sufficient_and_minimal(ratings: list[int]) -> None:
    total, count = sum(ratings), len(ratings)
    needed = five_stars_needed(total, count)
    assert total + 50 * needed >= 48 * (count + needed)
    if needed:
        assert total + 50 * (needed - 1) < 48 * (count + needed - 1)


@given(st.lists(st.integers(48, 50), min_size=1, max_size=200), st.sampled_from([10, 20, 30, 40]))
def test_how_many_low_ratings_it_stands(ratings: list[int], stars: int) -> None:
    total, count = sum(ratings), len(ratings)
    sink = ratings_that_sink(total, count, stars)
    assert total + stars * sink < 48 * (count + sink)
    assert total + stars * (sink - 1) >= 48 * (count + sink - 1)


def test_a_single_one_star_needs_twenty_reviews_in_all() -> None:
    assert five_stars_needed(10 + 18 * 50, 19) == 1
    assert five_stars_needed(10 + 19 * 50, 20) == 0
