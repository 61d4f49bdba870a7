"""A year's income and fees, row by row, for a bookkeeping program.

The columns are those that freee names for importing transactions. The tax class is left open: it depends on
whether one is exempt from consumption tax.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.times import last_day
from procw_tui.domain.work.income import accepted_in, charged, income
from procw_tui.present.cells import visible

COLUMNS = ("収支区分", "管理番号", "発生日", "取引先", "勘定科目", "税区分", "金額", "備考")
IN, OUT = ("収入", "売上高"), ("支出", "支払手数料")
PAYEE = "クラウドワークス"
REST, SHORT = "月の合計のうち契約の記録がない分", "月の合計が契約の合計より少ない分"


def books(ledger: Ledger, first: date, last: date) -> Iterator[tuple[str | int, ...]]:
    """Two rows a contract, its price and the fee on it; and what a typed month has beyond its contracts."""
    for contract in accepted_in(ledger, first, last):
        yield _row(contract, IN, contract.client, contract.price_yen or 0, last)
        if charged(contract):
            yield _row(contract, OUT, PAYEE, charged(contract), last)
    for each in income(ledger, first, last):
        if each.client is None:
            day = min(last_day(each.month), last)
            why = REST if each.gross >= 0 else SHORT
            yield (IN[0], f"earning-{each.month}", f"{day:%Y/%m/%d}", "", IN[1], "", each.gross, why)


def _row(contract: Contract, kind: tuple[str, str], other: str, yen: int, last: date) -> tuple[str, ...]:
    day = contract.accepted_on or last
    number = contract.site_id or contract.id
    texts = visible(other), visible(contract.title or "")
    return (kind[0], number, f"{day:%Y/%m/%d}", texts[0], kind[1], "", str(yen), texts[1])
