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


class Figure(NamedTuple):
    """The two ends of a figure: percent, stars, a number of scouts, yen of the best month."""

    low: Ratio
    high: Ratio

    @property
    def exact(self) -> bool:
        """Whether both are the same."""
        return self.low.same_as(self.high)


class Standing(NamedTuple):
    """Where a criterion stands: the interval of its figure, how much it rests on, and met, short or unknown.

    `low` without `high`: at least so much. `covered`: whether what it looks at is known whole. `logged`: the
    figure of what is logged, whatever is missing; None where nothing is. `cut`: whether a tally that the
    window cuts widens it, so that it is likely and not sure.
    """

    id: CriterionId
    state: State
    low: Ratio | None = None
    high: Ratio | None = None
    n: int = 0
    covered: bool = True
    logged: Figure | None = None
    cut: bool = False

    @property
    def exact(self) -> bool:
        """Whether the figure is known, and not only an interval of it."""
        return self.low is not None and self.high is not None and self.low.same_as(self.high)


def covered_standing(
    name: CriterionId, state: State, figure: Figure, n: int, *, cut: bool = False
) -> Standing:
    """The standing of a figure that is known whole."""
    return Standing(name, state, figure.low, figure.high, n, logged=figure, cut=cut)


def state_of(low: Ratio, high: Ratio, target: int) -> State:
    """Met where the whole interval reaches a target, short where none of it does."""
    if low.at_least(target):
        return "met"
    return "unknown" if high.at_least(target) else "short"
