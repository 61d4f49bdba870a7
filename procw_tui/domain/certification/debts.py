"""What it takes: how far each criterion is from its threshold, and what a setback would cost."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.stars import ceil_div, cost_in_five_stars, five_stars_needed, ratings_that_sink
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.months import Best, best_month, gross_of

from .counts import completion_counts, parts_that_count, scout_count, star_target, stars
from .criteria import Ratio

ONE_STAR = 10


class StarDebt(NamedTuple):
    """Reckoned from the lowest total that is possible, so that it suffices in any case.

    `needed`: five-stars to reach the target. `sink`: one-stars until it is missed (0 where it is already).
    `cost`: five-stars that one one-star uses up.
    """

    needed: int
    sink: int
    cost: int


def star_debt(ledger: Ledger, day: date, which: str, rules: Rules) -> StarDebt | None:
    """The star debt of `rating` or `communication`; None where there is no rating."""
    total, count = stars(ledger, day, which)
    if not count:
        return None
    target = star_target(ledger, rules, which)
    return StarDebt(
        five_stars_needed(total.low, count, target),
        ratings_that_sink(total.low, count, ONE_STAR, target),
        cost_in_five_stars(ONE_STAR, target),
    )


class Setback(NamedTuple):
    """The completion rate after so many more midway ends, and the deliveries that bring it back."""

    percent: Ratio
    repair: int


def deliveries_needed(completed: int, midway: int, target: int) -> int:
    """How many more deliveries bring `completed` against `midway` to `target` percent."""
    return max(0, ceil_div(target * (completed + midway) - 100 * completed, 100 - target))


def setbacks(ledger: Ledger, day: date, cutoff: date, rules: Rules) -> list[Setback]:
    """After none, one and two more midway ends, reckoned from the worst that tallies leave possible."""
    completed, midway = completion_counts(ledger, day, cutoff)
    found = []
    for more in range(3):
        good, bad = completed.low, midway.high + more
        percent = Ratio(100 * good, good + bad) if good + bad else Ratio(100, 1)
        found.append(Setback(percent, deliveries_needed(good, bad, rules.completion_percent)))
    return found


class ScoutDebt(NamedTuple):
    """Scouts missing today and at the cut-off (what leaves until then included), and how many leave."""

    today: int
    at_cutoff: int
    leaving: int


def scout_debt(ledger: Ledger, day: date, cutoff: date, rules: Rules) -> ScoutDebt:
    """Reckoned from the lowest number that tallies leave possible."""
    now, then = scout_count(ledger, day, day).low, scout_count(ledger, day, cutoff).low
    return ScoutDebt(max(0, rules.scouts - now), max(0, rules.scouts - then), max(0, now - then))


def parts_missing(ledger: Ledger, day: date, rules: Rules) -> list[str]:
    """The parts of the profile of which no edit is known since the site said "not filled"."""
    known = parts_that_count(ledger, day)
    return [part for part in rules.profile_parts if part not in known]


class MonthDebt(NamedTuple):
    """This month's gross so far beside the best month of the window; `missing` yen until it is the best."""

    gross: int
    best: Best
    missing: int


def month_debt(ledger: Ledger, day: date) -> MonthDebt | None:
    """None where no gross is known in the window."""
    best = best_month(ledger, day, day)
    if best is None:
        return None
    so_far = gross_of(ledger, month_of(day), day, day)
    gross = so_far.gross if so_far else 0
    return MonthDebt(gross, best, max(0, best.gross - gross))
