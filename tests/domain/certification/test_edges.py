"""The day on which something leaves, the lowest of what is told, and where a chance is just the share."""

from __future__ import annotations

from fractions import Fraction

import pytest

from procw_tui.domain.certification.mean_stars import lowest_tenths
from procw_tui.domain.certification.spread import Cut, _exact_quantile
from procw_tui.domain.certification.window import Piece, tallies_leaving
from procw_tui.domain.ledger.tallies import telling
from tests.make import d, ledger, opening, review, tally

DAY = d("2026-11-22")
HALF = Cut(2, 1, 2)
"""0, 1, 2 inside with the chances 1/4, 1/2, 1/4."""


@pytest.mark.parametrize(("reach", "cuts", "number"), [
    (Fraction(1, 4), [HALF], 0), (Fraction(26, 100), [HALF], 1), (Fraction(3, 4), [HALF], 1),
    (Fraction(76, 100), [HALF], 2), (Fraction(1), [HALF], 2),
    (Fraction(1, 16), [HALF, HALF], 0), (Fraction(5, 16), [HALF, HALF], 1), (Fraction(6, 16), [HALF, HALF], 2),
    (Fraction(11, 16), [HALF, HALF], 2), (Fraction(15, 16), [HALF, HALF], 3), (Fraction(1), [HALF, HALF], 4),
    (Fraction(4, 9), [Cut(2, 1, 3)], 0), (Fraction(8, 9), [Cut(2, 1, 3)], 1),
    (Fraction(1), [], 0),
])  # fmt: skip
def test_the_smallest_number_that_reaches_a_share(reach: Fraction, cuts: list[Cut], number: int) -> None:
    assert _exact_quantile(reach, cuts) == number


def test_the_lowest_of_a_review_or_of_what_was_listed() -> None:
    rated = Piece(DAY, review("2026-11-01", communication=3))
    assert (lowest_tenths(rated, "rating"), lowest_tenths(rated, "communication")) == (46, 30)
    told = Piece(DAY, opening("2026-11-01", rating_below_five=(46, 48), communication_below_five=(40,)))
    assert (lowest_tenths(told, "rating"), lowest_tenths(told, "communication")) == (46, 40)
    assert lowest_tenths(Piece(DAY, opening("2026-11-01")), "rating") == 50


@pytest.mark.parametrize(("first", "last", "leaves"), [
    ("2026-11-22", "2026-12-01", ["2027-12-01"]), ("2026-11-23", "2026-12-01", []),
    ("2025-10-01", "2025-11-23", ["2026-11-23"]), ("2025-10-01", "2025-11-22", []),
])  # fmt: skip
def test_a_tally_leaves_with_its_last_day_while_any_of_it_is_inside(
    first: str, last: str, leaves: list[str]
) -> None:
    told = tally(first, last, scouts=2)
    found = tallies_leaving(ledger(told), DAY, "scouts")
    assert [(each.on.isoformat(), each.what) for each in found] == [(day, told.id) for day in leaves]
    assert tallies_leaving(ledger(told), DAY, "completed") == []


@pytest.mark.parametrize(("first", "last", "tells"), [
    ("2026-11-10", "2026-11-10", True), ("2026-11-01", "2026-11-09", False), ("2026-11-21", "2026-11-30", False),
    ("2026-11-20", "2026-11-30", True), ("2026-11-01", "2026-11-10", True),
])  # fmt: skip
def test_a_tally_tells_of_days_that_it_shares(first: str, last: str, *, tells: bool) -> None:
    told = tally(first, last, scouts=0)
    whole = ledger(told)
    assert telling(whole, d("2026-11-10"), d("2026-11-20"), "scouts") == ([told] if tells else [])
    assert telling(whole, d("2026-11-10"), d("2026-11-20"), "completed") == []
