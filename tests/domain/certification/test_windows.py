"""Every record is in exactly the rounds that it should be, 29 February too."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.certification.rounds import round_of, rounds_before, rounds_from
from procw_tui.domain.certification.window import tallied, tallied_pieces
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.times import leaves_on, year_before
from tests.make import RULES, d, ledger, scout, tally

every_day = st.dates(date(1999, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [date(year, 2, 29) for year in range(2000, 2100, 4)]
)


def judged_in(day: date) -> list[str]:
    """The rounds whose window holds a day, by the plain meaning of `past year`."""
    found = []
    for year in range(day.year - 1, day.year + 3):
        for month in (1, 4, 7, 10):
            cutoff = date(year, month, 1) - timedelta(days=1)
            last = calendar.monthrange(cutoff.year - 1, cutoff.month)[1]
            before = date(cutoff.year - 1, cutoff.month, min(cutoff.day, last))
            if before < day <= cutoff:
                found.append(f"{year}-{month:02}")
    return found


@given(every_day)
def test_a_day_lies_in_exactly_four_rounds(day: date) -> None:
    rounds = list(islice(rounds_from(day, RULES), 6))
    holding = [each.month for each in rounds if each.begins <= day <= each.cutoff]
    assert holding == judged_in(day)
    assert len(holding) == 4


@given(every_day)
def test_a_scout_counts_in_exactly_those_rounds(day: date) -> None:
    one = ledger(scout(day.isoformat()))
    counting = [
        each.month
        for each in islice(rounds_from(day, RULES), 6)
        if judge(one, each.cutoff, each.cutoff, RULES).of("scouts").n == 1
    ]
    assert counting == judged_in(day)


@given(every_day)
def test_it_leaves_on_the_first_day_without_it(day: date) -> None:
    gone = leaves_on(day)
    assert year_before(gone) >= day
    assert year_before(gone - timedelta(days=1)) < day


@pytest.mark.parametrize(("day", "gone"), [
    ("2024-02-29", "2025-03-01"), ("2023-02-28", "2024-02-28"), ("2024-02-28", "2025-02-28"),
    ("2024-03-01", "2025-03-01"),
])  # fmt: skip
def test_around_the_29th_of_february(day: str, gone: str) -> None:
    assert leaves_on(d(day)) == d(gone)


@given(every_day, st.integers(-90, 30))
def test_each_round_is_either_past_or_coming(day: date, shift: int) -> None:
    past, coming = next(rounds_before(day, RULES, shift)), next(rounds_from(day, RULES, shift))
    assert past.cutoff < day <= coming.cutoff
    between = [round_of(f"{year}-{month:02}", shift) for year in range(day.year - 1, day.year + 2)
               for month in (1, 4, 7, 10)]  # fmt: skip
    assert not any(past.cutoff < each.cutoff < coming.cutoff for each in between)


@pytest.mark.parametrize(("first", "low"), [("2025-10-22", 0), ("2025-11-23", 3)])
def test_a_tally_that_begins_on_the_windows_first_day_lies_inside(first: str, low: int) -> None:
    """The window of 22 November begins on the 23rd of the year before: an earlier day is cut off."""
    day = d("2026-11-22")
    whole = ledger(tally(first, "2025-12-25", scouts=3))
    assert tallied(whole, day, day, "scouts") == Interval(low, 3)
    (piece,) = tallied_pieces(whole, day, "scouts")
    assert piece.verdict == ("counts" if low else "partly")


@pytest.mark.parametrize(("first", "last", "high"), [
    ("2025-11-22", "2025-11-22", 0), ("2025-11-22", "2025-11-23", 3), ("2026-11-22", "2026-11-22", 3),
    ("2026-11-22", "2026-11-23", 3), ("2026-11-23", "2026-11-23", 0),
])  # fmt: skip
def test_a_tally_is_there_from_its_first_day_until_its_last_leaves(first: str, last: str, high: int) -> None:
    day = d("2026-11-22")
    assert tallied(ledger(tally(first, last, scouts=3)), day, day, "scouts").high == high
