"""The six standings, as the rules of the certification define them, on any day and at any cut-off.

Every figure is whole numbers until it is shown: a standing is met or short by exact comparison.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CRITERIA, Rules
from procw_tui.domain.record.stars import Span
from procw_tui.domain.record.times import year_before
from procw_tui.domain.work.months import Best, best_month, bounds

from .assumptions import readings
from .counts import (
    anything_dated,
    completion_counts,
    latest_opening,
    parts_edited,
    parts_that_count,
    scout_count,
    star_target,
    stars,
)
from .rounds import Round, certified, next_round, results_by, round_of, under_judgement

State = Literal["met", "short", "unknown"]


class Ratio(NamedTuple):
    """An exact quotient."""

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

    id: str
    state: State
    low: Ratio | None = None
    high: Ratio | None = None
    n: int = 0

    @property
    def exact(self) -> bool:
        """Whether the figure is known, and not only an interval of it."""
        return self.low is not None and self.high is not None and self.low.same_as(self.high)


class Judged(NamedTuple):
    """All six at one cut-off: `known_by` is the day up to which records exist."""

    known_by: date
    cutoff: date
    standings: tuple[Standing, ...]

    def of(self, criterion: str) -> Standing:
        """The standing of one criterion."""
        return self.standings[CRITERIA.index(criterion)]

    @property
    def met(self) -> int:
        """How many are met."""
        return sum(standing.state == "met" for standing in self.standings)

    def named(self, state: State) -> tuple[str, ...]:
        """The criteria in a state, in their order."""
        return tuple(standing.id for standing in self.standings if standing.state == state)


def judge(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Judged:
    """The six standings: the records dated up to `known_by`, judged with the window of `cutoff`."""
    return Judged(
        known_by, cutoff, tuple(standing(ledger, name, known_by, cutoff, rules) for name in CRITERIA)
    )


def standing(ledger: Ledger, criterion: str, known_by: date, cutoff: date, rules: Rules) -> Standing:
    """One of the six."""
    if criterion == "completion":
        return _completion(ledger, known_by, cutoff, rules)
    if criterion == "scouts":
        return _scouts(ledger, known_by, cutoff, rules)
    if criterion == "profile":
        return _profile(ledger, known_by, cutoff, rules)
    if criterion == "earnings_rank":
        return earnings_standing(ledger, known_by, best_month(ledger, known_by, cutoff), rules)
    return _stars(ledger, known_by, criterion, rules)


def state_of(low: Ratio, high: Ratio, target: int) -> State:
    """Met where the whole interval reaches a target, short where none of it does."""
    if low.at_least(target):
        return "met"
    return "unknown" if high.at_least(target) else "short"


def completion_percent(completed: Span, midway: Span) -> tuple[Ratio, Ratio] | None:
    """The lowest and highest 納品完了率 in percent; None where there is no contract."""
    if completed.high + midway.high == 0:
        return None
    worst, best = completed.low + midway.high, completed.high + midway.low
    # where one extreme holds nothing at all, the only combinations left are all of one sort
    low = Ratio(100 * completed.low, worst) if worst else Ratio(100, 1)
    high = Ratio(100 * completed.high, best) if best else Ratio(0, 1)
    return low, high


def _completion(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Standing:
    completed, midway = completion_counts(ledger, known_by, cutoff)
    return completion_standing(completed, midway, completed.high + midway.high, rules)


def completion_standing(completed: Span, midway: Span, n: int, rules: Rules) -> Standing:
    """The standing of so many for and so many against; any common scale of the two will do."""
    percent = completion_percent(completed, midway)
    if percent is None:
        return Standing("completion", "unknown")
    return Standing("completion", state_of(*percent, rules.completion_percent), *percent, n)


def _stars(ledger: Ledger, known_by: date, which: str, rules: Rules) -> Standing:
    total, count = stars(ledger, known_by, which)
    if not count:
        return Standing(which, "unknown")
    low, high = Ratio(total.low, 10 * count), Ratio(total.high, 10 * count)
    return stars_standing(which, low, high, count, star_target(ledger, rules, which))


def stars_standing(which: str, low: Ratio, high: Ratio, n: int, target: int) -> Standing:
    """The standing of a mean in stars against a target in hundredths."""
    hundredfold = (Ratio(100 * low.top, low.bottom), Ratio(100 * high.top, high.bottom))
    return Standing(which, state_of(*hundredfold, target), low, high, n)


def _scouts(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Standing:
    if not anything_dated(ledger, known_by):
        return Standing("scouts", "unknown")
    number = scout_count(ledger, known_by, cutoff)
    low, high = Ratio(number.low, 1), Ratio(number.high, 1)
    return Standing("scouts", state_of(low, high, rules.scouts), low, high, number.high)


def _profile(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Standing:
    opening = latest_opening(ledger, known_by, "profile_filled")
    edited = parts_edited(ledger, known_by)
    whole = all(part in parts_that_count(ledger, known_by) for part in rules.profile_parts)
    if whole or (opening is not None and opening.profile_filled):
        state: State = "met"
    else:
        state = "unknown" if opening is None else "short"
    if state == "met" and readings(ledger).profile_yearly:
        last = max(edited.values(), default=None)
        state = "unknown" if last is None else "met" if last > year_before(cutoff) else "short"
    return Standing("profile", state, n=len(edited))


def _others_met(ledger: Ledger, known_by: date, month: str, rules: Rules) -> bool:
    """Whether the other five were met at a round's cut-off, by what exists on a day."""
    cutoff = round_of(month, ledger.number("cutoff_days")).cutoff
    known = min(known_by, cutoff)
    others = (name for name in CRITERIA if name != "earnings_rank")
    return all(standing(ledger, name, known, cutoff, rules).state == "met" for name in others)


def earnings_bounds(ledger: Ledger, known_by: date, rules: Rules) -> tuple[int | None, int | None]:
    """What the user's own results say of the bar, in yen of a best month: (too little, enough)."""
    results = results_by(ledger, known_by)
    refused = [r for r in results if r.result == "none" and _others_met(ledger, known_by, r.month, rules)]
    certifying = [r for r in results if r.result != "none"]
    return bounds(ledger, known_by, [r.month for r in refused], [r.month for r in certifying])


def earnings_standing(ledger: Ledger, known_by: date, best: Best | None, rules: Rules) -> Standing:
    """Met or short only by what own results say of such a best month; the rank is shown to nobody."""
    if best is None:
        return Standing("earnings_rank", "unknown")
    too_little, enough = earnings_bounds(ledger, known_by, rules)
    met = enough is not None and best.gross >= enough
    short = too_little is not None and best.gross <= too_little
    state: State = "unknown" if met == short else "met" if met else "short"
    gross = Ratio(best.gross, 1)
    return Standing("earnings_rank", state, gross, gross, best.months)


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
