"""The pace of the last 90 days, carried on to a cut-off in whole numbers.

Every count is scaled by 90, so that nothing is lost to floats: a day until the cut-off brings a ninetieth.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.series import Series

PACE_DAYS = 90
LEAST_EVENTS = 5


class Pace(NamedTuple):
    """What the 90 days up to `day` brought, one by one, in a ledger; tallies have no days and stay out.

    In what-if the ledger is that of what really was, so a hypothesis is not taken for a habit.
    """

    ledger: Ledger
    day: date
    n: int
    """How many events it rests on."""

    @property
    def tells(self) -> bool:
        """Whether there are enough of them to say anything."""
        return self.n >= LEAST_EVENTS

    def totals(self, series: Series[Any]) -> list[int]:
        """Each weight of a series of the pace's ledger, summed over the 90 days."""
        return series.totals(after_pace(self.day), self.day, self.day)


def after_pace(day: date) -> date:
    """The day before the 90 that end with `day`."""
    return day - timedelta(days=PACE_DAYS)
