"""Due days, the month to rate in, and the money of a month."""

from __future__ import annotations

import pytest

from procw_tui.domain.record.records import Contract
from procw_tui.domain.work.clocks import clocks_of, due, to_rate
from procw_tui.domain.work.money import accepted_money, months_of_money, running_money
from tests.make import contract, d, done, earning, ledger, midway

TODAY = d("2026-11-22")


@pytest.mark.parametrize(("record", "clock"), [
    (contract("2026-11-01", due_on="2026-11-30"), ("due", "2026-11-30")),
    (contract("2026-11-01", escrow_on="2026-11-02"), ("escrow", "2027-05-01")),
    (contract("2026-11-01", due_on="2026-11-30", delivered_on="2026-11-20"), ("acceptance", "2026-11-27")),
    (done("2026-11-10"), ("rating", "2026-12-10")), (done("2026-10-22"), ("rating", "2026-11-22")),
])  # fmt: skip
def test_what_a_contract_waits_for(record: Contract, clock: tuple[str, str]) -> None:
    assert clocks_of(record, TODAY)[0] == (clock[0], d(clock[1]))


@pytest.mark.parametrize("record", [
    contract("2026-11-01"), done("2026-10-20"), done("2026-11-10", type="task"), midway("2026-11-10"),
])  # fmt: skip
def test_what_waits_for_nothing(record: Contract) -> None:
    assert clocks_of(record, TODAY) == []


def test_lists_in_order_of_their_day() -> None:
    late, soon = contract("2026-11-01", due_on="2026-12-30"), contract("2026-11-01", due_on="2026-11-23")
    future = contract("2026-12-01", due_on="2026-12-02")
    assert [c.contract for c in due(ledger(late, soon, future, done("2026-11-02")), TODAY)] == [soon, late]
    first, second = done("2026-11-01"), done("2026-11-09")
    assert [c.contract for c in to_rate(ledger(second, first, done("2026-10-01")), TODAY)] == [first, second]


def test_money_before_and_after_the_fee() -> None:
    whole = ledger(
        done("2026-11-02", price_yen=11_000), done("2026-11-03", price_yen=10_000, type="task"),
        done("2026-11-23", price_yen=5_000), contract("2026-11-01", price_yen=11_000), done("2026-11-04"),
    )  # fmt: skip
    assert accepted_money(whole, "2026-11", TODAY) == (21_000, 8_580 + 7_800)
    assert running_money(whole, TODAY) == (11_000, 8_580)


def test_months_with_what_was_typed_for_them() -> None:
    typed = earning("2026-10", 99)
    whole = ledger(done("2026-11-02", price_yen=11_000), done("2026-10-02", price_yen=11_000), typed)
    assert months_of_money(whole, TODAY) == [("2026-11", 11_000, 8_580, None), ("2026-10", 99, 8_580, typed)]
