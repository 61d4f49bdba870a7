"""A year's income adds up to what was accepted, fees by the site's own example."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.work.fees import received
from procw_tui.domain.work.income import Income, accepted_in, income
from tests.make import d, done, earning, ledger

YEAR = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))
DONE = st.builds(
    lambda day, client, price, kind: done(day.isoformat(), client=client, price_yen=price, type=kind),
    DAYS, st.sampled_from(["A", "株式会社ａ", "Bee"]), st.none() | st.integers(0, 700_000),
    st.sampled_from(["fixed", "hourly", "task"]),
)  # fmt: skip


def test_by_month_and_client_the_most_first() -> None:
    known = ledger(
        done("2026-01-31", client="A", price_yen=11_000), done("2026-01-01", client="B", price_yen=20_000),
        done("2026-01-02", client="Ａ", price_yen=11_000), done("2026-12-31", client="B", price_yen=5_000),
        done("2025-12-31", client="B", price_yen=1), done("2027-01-01", client="B", price_yen=1),
    )  # fmt: skip
    assert income(known, *YEAR) == [
        Income("2026-01", "A", 22_000, 4_840, 2), Income("2026-01", "B", 20_000, 4_400, 1),
        Income("2026-12", "B", 5_000, 1_100, 1),
    ]  # fmt: skip
    assert income(known, *YEAR)[0].received == 2 * 8_580


def test_what_a_typed_month_has_beyond_its_contracts_stands_alone() -> None:
    known = ledger(done("2026-05-10", client="A", price_yen=11_000), earning("2026-05", 30_000),
                   earning("2026-06", 7_000), earning("2025-12", 1), earning("2027-01", 1))  # fmt: skip
    rest = [each for each in income(known, *YEAR) if each.client is None]
    assert rest == [Income("2026-05", None, 19_000, 0, 0), Income("2026-06", None, 7_000, 0, 0)]


@given(st.lists(DONE, max_size=12), st.lists(st.sampled_from(range(1, 13)), max_size=3, unique=True))
def test_it_adds_up(contracts: list[object], typed: list[int]) -> None:
    earnings = [earning(f"2026-{month:02}", 50_000) for month in typed]
    known = ledger(*contracts, *earnings)  # type: ignore[arg-type]
    rows = income(known, *YEAR)
    accepted = accepted_in(known, *YEAR)
    by_month = {f"2026-{month:02}": 0 for month in range(1, 13)}
    for each in accepted:
        assert each.accepted_on is not None
        by_month[f"{each.accepted_on:%Y-%m}"] += each.price_yen or 0
    by_month |= dict.fromkeys((each.month for each in earnings), 50_000)
    assert sum(each.gross for each in rows) == sum(by_month.values())
    assert sum(each.gross - each.fee for each in rows if each.client is not None) == sum(
        received(each.price_yen or 0, task=each.type == "task") for each in accepted
    )
    assert sum(each.contracts for each in rows) == len(accepted)


def test_of_a_year_that_is_not_over_nothing_to_come_counts() -> None:
    known = ledger(done("2026-11-22", price_yen=1_000), done("2026-11-23", price_yen=1_000))
    assert len(accepted_in(known, YEAR[0], d("2026-11-22"))) == 1
    assert len(accepted_in(known, YEAR[0], d("2026-11-22") + timedelta(days=1))) == 2
