"""Where a criterion stands: an exact interval, and met, short or unknown."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CriterionId, Rules

State = Literal["met", "short", "unknown"]


class At(NamedTuple):
    """What a standing is asked of: the records dated up to `known_by`, judged with the window of `cutoff`."""

    ledger: Ledger
    known_by: date
    cutoff: date
    rules: Rules


class Ratio(NamedTuple):
    """An exact quotient of whole numbers."""

    top: int
    bottom: int

    @property
    def value(self) -> float:
        """As a float, for showing."""
        return self.top / self.bottom

    def same_as(self, other: Ratio) -> bool:
        """Exact comparison with another."""
        return self.top * other.bottom == other.top * self.bottom

    def at_least(self, target: int) -> bool:
        """Exact comparison with a whole number."""
        return self.top >= target * self.bottom


class Standing(NamedTuple):
    """Where a criterion stands: the interval of its figure, how much it rests on, and met, short or unknown.

    Percent for completion, stars for the ratings, a number of scouts, yen of the best month.
    """

    id: CriterionId
    state: State
    low: Ratio | None = None
    high: Ratio | None = None
    n: int = 0

    @property
    def exact(self) -> bool:
        """Whether the figure is known, and not only an interval of it."""
        return self.low is not None and self.high is not None and self.low.same_as(self.high)


def state_of(low: Ratio, high: Ratio, target: int) -> State:
    """Met where the whole interval reaches a target, short where none of it does."""
    if low.at_least(target):
        return "met"
    return "unknown" if high.at_least(target) else "short"
