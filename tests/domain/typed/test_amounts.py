"""Amounts as people and sheets write them."""

from __future__ import annotations

import pytest

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.typed.amounts import whole, yen
from procw_tui.domain.typed.when import month
from tests.make import m

NOW = m("2026-11-22T21:30")


@pytest.mark.parametrize(("text", "expected"), [
    ("12000", 12_000), ("￥12,000", 12_000), ("1.2万円", 12_000), ("33,000円（税込）", 33_000), ("税込33,000円", 33_000),
    ("38500.0", 38_500), ("３３，０００", 33_000), ("￥33,000-", 33_000), ("30,000円(税抜)", 33_000), ("10000税抜", 11_000),
    ("1,234,567", 1_234_567), ("0", 0), ("12k", 12_000), ("1.5K", 1_500), ("JPY 3,000", 3_000), ("3000yen", 3_000),
])  # fmt: skip
def test_yen(text: str, expected: int) -> None:
    assert yen("price_yen", text) == expected


@pytest.mark.parametrize(
    "text", ["12,00", "1,2000", ",5", "1,23,456", "12.5", "1.23456万", "千円", "", "12 000,"]
)
def test_what_may_be_any_amount_is_none(text: str) -> None:
    """Of `12,00` nobody knows whether a nought or a comma is too many."""
    with pytest.raises(Invalid):
        yen("price_yen", text)


def test_a_number_that_a_spreadsheet_wrote_with_a_point() -> None:
    assert whole("completed", "5.0") == 5
    with pytest.raises(Invalid):
        whole("completed", "5.5")


@pytest.mark.parametrize(("text", "expected"), [
    ("2026年10月分", "2026-10"), ("202610", "2026-10"), ("10月分", "2026-10"), ("12月", "2025-12"), ("令和8年9月", "2026-09"),
    ("2026.1", "2026-01"), ("2026年10月度", "2026-10"),
])  # fmt: skip
def test_months(text: str, expected: str) -> None:
    assert month(text, NOW) == expected
