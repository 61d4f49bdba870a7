"""What a criterion must know of itself. Each of the six is one module that makes one of these."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CriterionId, Rules

from .coverage import Span
from .pace import Pace
from .standing import At, Standing
from .window import Leaving, Piece


class Point(NamedTuple):
    """A month (`YYYY-MM`) and the standing at its end; of the earnings rank its gross in yen."""

    month: str
    standing: Standing
    gross: int | None = None


def _no_events(_ledger: Ledger, _after: date, _day: date) -> int:
    return 0


def _nothing_is_missing(_at: At) -> list[Span]:
    return []


def _nothing_leaves(_ledger: Ledger, _day: date) -> list[Leaving]:
    return []


def _none_is_heaviest(_pieces: list[Piece]) -> Piece | None:
    return None


class Criterion(NamedTuple):
    """One criterion: functions of a ledger, each pure.

    `needed`: what has to be reached, in the unit of the figure; None where it is no number.
    `standing`: where it stands. `at_pace`: the same, if every day until the cut-off brings a ninetieth of the
    pace; what comes is younger than a year at each of the next four cut-offs, so none of it leaves.
    `evidence`: the pieces of a day, in any order. `events`: how many things of the days later than one and up
    to another a pace rests on. `leaving`: what counts on a day, each with the day that it leaves.
    `missing`: the days of which something may lack, in order. `heaviest`: of its pieces the one that pulls it
    down most. `gross`: of a month, where its trend is yen.
    """

    id: CriterionId
    needed: Callable[[Ledger, Rules], float | None]
    standing: Callable[[At], Standing]
    at_pace: Callable[[At, Pace], Standing]
    evidence: Callable[[Ledger, date, Rules], list[Piece]]
    events: Callable[[Ledger, date, date], int] = _no_events
    leaving: Callable[[Ledger, date], list[Leaving]] = _nothing_leaves
    heaviest: Callable[[list[Piece]], Piece | None] = _none_is_heaviest
    missing: Callable[[At], list[Span]] = _nothing_is_missing
    gross: Callable[[Ledger, str, date], int | None] | None = None
    whole: bool = False
    """Whether its figure is a whole number."""
    hidden: bool = False
    """Whether the site shows it to nobody: it may stay unknown."""
    best_alone: bool = False
    """Whether its figure is that of its best piece alone."""

    @property
    def can_leave(self) -> bool:
        """Whether what counts for it leaves a window one day."""
        return self.leaving is not _nothing_leaves
