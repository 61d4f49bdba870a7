"""The table of the six criteria, and what is asked of all of them alike.

Every figure is whole numbers until it is shown: a standing is met or short by exact comparison.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, assert_never

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CRITERIA, CriterionId, Rules
from procw_tui.domain.record.times import last_day, month_of, next_month

from . import communication, completion, earnings_rank, profile, rating, scouts
from .criterion import Criterion, Point
from .rounds import Round, certified, next_round, under_judgement
from .standing import At, Standing, State
from .window import Leaving, Piece

MONTHS = 12


def criterion(name: CriterionId) -> Criterion:
    """The row of a criterion. A seventh is one more module and one more case; mypy says where it lacks."""
    match name:
        case "completion":
            return completion.CRITERION
        case "rating":
            return rating.CRITERION
        case "earnings_rank":
            return EARNINGS_RANK
        case "scouts":
            return scouts.CRITERION
        case "communication":
            return communication.CRITERION
        case "profile":
            return profile.CRITERION
    assert_never(name)


def _others_met(at: At) -> bool:
    """Whether all but the earnings rank are met."""
    others = (name for name in CRITERIA if name != "earnings_rank")
    return all(standing(at, name).state == "met" for name in others)


EARNINGS_RANK = earnings_rank.criterion(_others_met)


def earnings_bounds(ledger: Ledger, known_by: date, rules: Rules) -> earnings_rank.Bounds:
    """What the user's own results say of the bar of the earnings rank."""
    return earnings_rank.bounds(ledger, known_by, rules, _others_met)


def earnings_bar(ledger: Ledger, day: date, rules: Rules) -> int | None:
    """The yen of a month to reach: the user's own bar, else what was enough once, else what is reported."""
    band = rules.band(ledger.setting("department"))
    enough = earnings_bounds(ledger, day, rules).enough
    return ledger.number("earnings_bar_yen") or enough or (band.hardly_below if band is not None else None)


def below_reports(ledger: Ledger, day: date, rules: Rules) -> bool:
    """Whether the best month lies where certifications are hardly reported [W].

    What is not known whole may be more, and where an own certification contradicts the reports, it is right.
    """
    band, at = rules.band(ledger.setting("department")), At(ledger, day, day, rules)
    best, enough = standing(at, "earnings_rank"), earnings_bounds(ledger, day, rules).enough
    if band is None or best.low is None or not best.covered:
        return False
    contradicted = enough is not None and enough < band.hardly_below
    return best.low.top < band.hardly_below and not contradicted


def standing(at: At, name: CriterionId) -> Standing:
    """Where one of them stands."""
    return criterion(name).standing(at)


class Judged(NamedTuple):
    """All six at one cut-off: `known_by` is the day up to which records exist."""

    known_by: date
    cutoff: date
    standings: tuple[Standing, ...]

    def of(self, name: CriterionId) -> Standing:
        """The standing of one criterion."""
        return self.standings[CRITERIA.index(name)]

    @property
    def met(self) -> int:
        """How many are met."""
        return sum(standing.state == "met" for standing in self.standings)

    def named(self, state: State) -> tuple[CriterionId, ...]:
        """The criteria in a state, in their order."""
        return tuple(standing.id for standing in self.standings if standing.state == state)


def judge(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Judged:
    """The six standings: the records dated up to `known_by`, judged with the window of `cutoff`."""
    at = At(ledger, known_by, cutoff, rules)
    return Judged(known_by, cutoff, tuple(standing(at, name) for name in CRITERIA))


def evidence(ledger: Ledger, name: CriterionId, day: date, rules: Rules) -> list[Piece]:
    """The records behind a standing of a day: those that count and those that don't, the latest first."""
    pieces = criterion(name).evidence(ledger, day, rules)
    return sorted(pieces, key=lambda piece: piece.on, reverse=True)


def leaving(ledger: Ledger, name: CriterionId, day: date, until: date) -> list[Leaving]:
    """What counts on a day and has left by `until`, in the order of leaving."""
    return sorted(each for each in criterion(name).leaving(ledger, day) if each.on <= until)


def trend(ledger: Ledger, name: CriterionId, day: date, rules: Rules) -> list[Point]:
    """The last twelve months, the oldest first: each as it stood then, by what is dated up to then."""
    return [_point(ledger, name, next_month(month_of(day), -back), day, rules)
            for back in range(MONTHS - 1, -1, -1)]  # fmt: skip


def _point(ledger: Ledger, name: CriterionId, month: str, day: date, rules: Rules) -> Point:
    end, gross = min(last_day(month), day), criterion(name).gross
    if gross is not None:
        return Point(month, Standing(name, "unknown"), gross(ledger, month, end))
    return Point(month, standing(At(ledger, end, end, rules), name))


class Board(NamedTuple):
    """The scoreboard of a day: today, at the next cut-off, and a round under judgement."""

    day: date
    round: Round
    today: Judged
    at_cutoff: Judged
    judging: tuple[Round, Judged] | None
    certified: str


def board(ledger: Ledger, day: date, rules: Rules) -> Board:
    """Everything that the scoreboard shows of a day."""
    coming = next_round(ledger, day, rules)
    judged = under_judgement(ledger, day, rules)
    return Board(
        day,
        coming,
        judge(ledger, day, day, rules),
        judge(ledger, day, coming.cutoff, rules),
        (judged, judge(ledger, judged.cutoff, judged.cutoff, rules)) if judged else None,
        certified(ledger, day),
    )
