"""How a standing went over the last twelve months."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import last_day, month_of, next_month
from procw_tui.domain.work.months import gross_of

from .criteria import Standing, standing

MONTHS = 12


class Point(NamedTuple):
    """A month and the standing at its end, or today; of the earnings rank its gross in yen."""

    month: str
    standing: Standing
    gross: int | None = None


def trend(ledger: Ledger, criterion: str, day: date, rules: Rules) -> list[Point]:
    """The last twelve months, the oldest first: each as it stood then, by what is dated up to then."""
    points = []
    for back in range(MONTHS - 1, -1, -1):
        month = next_month(month_of(day), -back)
        end = min(last_day(month), day)
        if criterion == "earnings_rank":
            found = gross_of(ledger, month, end, end)
            points.append(Point(month, Standing(criterion, "unknown"), found.gross if found else None))
        else:
            points.append(Point(month, standing(ledger, criterion, end, end, rules)))
    return points
