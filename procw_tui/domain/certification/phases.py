"""Where a day stands in the year of reviews, and the rounds that are past."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from procw_tui.domain.certification.criteria import Judged, judge
from procw_tui.domain.ledger.days import anything_dated
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Assessment
from procw_tui.domain.record.rules import CRITERIA, CriterionId, Rules
from procw_tui.domain.record.times import first_day, last_day, month_of, next_month
from procw_tui.domain.record.values import changed_on
from procw_tui.domain.work.clocks import ACCEPTANCE_TIME

from .rounds import Round, in_force_from, next_round, results_by, round_of, rounds_before, under_judgement

CLOSING_TIME = timedelta(days=21)
"""How long before a cut-off the days are counted backwards: two weeks of work and a week of acceptance."""
RESULT_TIME = timedelta(days=14)
"""How long after its review month, or its mail, a result stays on the screen at least."""
MAIL_DAY = 6
"""Since 2021 the mail has come by about the 6th [W]."""
MOST_PAST = 40

PhaseName = Literal["collecting", "closing", "judging", "asking", "result"]


class Phase(NamedTuple):
    """The state of a day, and the round that it is about.

    collecting; closing: the cut-off is near; judging: under judgement; asking: the review month is over and
    no result was logged; result: what came was logged lately.
    """

    name: PhaseName
    round: Round


def phase(ledger: Ledger, day: date, rules: Rules) -> Phase:
    """The phase of a day."""
    judged = under_judgement(ledger, day, rules)
    if judged is not None:
        return Phase("judging", judged)
    shift = ledger.number("cutoff_days")
    coming = next_round(ledger, day, rules)
    near = coming.cutoff - day <= CLOSING_TIME
    results = [result for result in results_by(ledger, day) if result.month <= month_of(day)]
    if results and day <= _stands_until(results[-1], near=near):
        return Phase("result", round_of(results[-1].month, shift))
    asked = round_of(next_month(month_of(day), -1), shift)
    if _unanswered(ledger, asked, results, rules):
        return Phase("asking", asked)
    return Phase("closing" if near else "collecting", coming)


def _stands_until(result: Assessment, *, near: bool) -> date:
    """Two weeks from its month, its mail and, while it could be asked for, from when it was logged.

    A near cut-off comes before what was logged late.
    """
    least = max(last_day(result.month), in_force_from(result)) + RESULT_TIME
    if near or result.changed_at is None:
        return least
    logged = changed_on(result.changed_at) or least
    return max(least, min(logged + RESULT_TIME, last_day(next_month(result.month))))


def _unanswered(ledger: Ledger, asked: Round, results: list[Assessment], rules: Rules) -> bool:
    reviewed = first_day(asked.month).month in rules.review_months
    known = any(result.month == asked.month for result in results)
    return reviewed and not known and anything_dated(ledger, asked.cutoff)


def deliver_by(cutoff: date) -> date:
    """The last day to deliver on so that the acceptance falls before a cut-off [W]."""
    return cutoff - ACCEPTANCE_TIME


class Past(NamedTuple):
    """A round whose cut-off is past: what the records dated by then foretell, and what came."""

    round: Round
    foretold: Judged
    result: Assessment | None


def past_round(ledger: Ledger, each: Round, day: date, rules: Rules) -> Past:
    """One round that is past."""
    came = [result for result in results_by(ledger, day) if result.month == each.month]
    return Past(each, judge(ledger, each.cutoff, each.cutoff, rules), came[-1] if came else None)


def past_rounds(ledger: Ledger, day: date, rules: Rules) -> list[Past]:
    """The rounds that are past, the latest first, as far back as anything was logged or decided."""
    oldest = min((result.month for result in results_by(ledger, day)), default="9999")
    latest = islice(rounds_before(day, rules, ledger.number("cutoff_days")), MOST_PAST)
    known = takewhile(lambda each: each.month >= oldest or anything_dated(ledger, each.cutoff), latest)
    return [past_round(ledger, each, day, rules) for each in known]


class Cause(NamedTuple):
    """Why a round came out as it did, as far as the records tell.

    `short`: what was missing by them; `open`: what they leave open, or a likely range alone tells; `against`:
    what they call short although the round certified.
    """

    short: tuple[CriterionId, ...]
    open: tuple[CriterionId, ...]
    against: tuple[CriterionId, ...]

    @property
    def only(self) -> CriterionId | None:
        """The one criterion that is left when all others were met."""
        left = (*self.short, *self.open)
        return left[0] if len(left) == 1 else None


def cause(past: Past) -> Cause:
    """The cause of a result, by elimination."""
    seen = [standing for standing in past.foretold.standings if standing.state == "short"]
    short = tuple(standing.id for standing in seen if not standing.cut)
    likely = tuple(standing.id for standing in seen if standing.cut)
    unknown = past.foretold.named("unknown")
    if past.result is not None and past.result.result != "none":
        return Cause((), (), (*short, *likely))
    return Cause(short, tuple(name for name in CRITERIA if name in {*unknown, *likely}), ())


def foretells(past: Past) -> bool:
    """Whether the records said anything of a round: of what the site shows to nobody they never do."""
    return any(standing.state != "unknown" for standing in past.foretold.standings)


def is_news(result: Assessment, day: date) -> bool:
    """Whether a result was logged on a day, while it could still be news."""
    logged = changed_on(result.changed_at) or in_force_from(result)
    return day <= logged <= max(last_day(result.month), in_force_from(result)) + RESULT_TIME
