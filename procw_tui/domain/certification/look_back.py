"""A period of days looked back on: what was logged of it, and what moved which criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from procw_tui.domain.certification.criteria import Judged, criterion, evidence, judge
from procw_tui.domain.ledger.days import events_of
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Proposal
from procw_tui.domain.record.rules import CRITERIA, CriterionId, Rules
from procw_tui.domain.record.times import DAY, first_day, last_day, month_of, next_month
from procw_tui.domain.work.months import MonthGross

from .rounds import Round, next_round, rounds_before
from .standing import Standing
from .window import Piece

WEEK = 7
MOST_ROUNDS = 41


PeriodName = Literal["week", "round", "month", "year"]


class Period(NamedTuple):
    """The days looked back on, both included; the round that they belong to, where it is one of a round."""

    first: date
    last: date
    round: Round | None = None
    what: PeriodName = "week"


class Moved(NamedTuple):
    """A criterion before the period and at its end, what came in it, and what left in it."""

    criterion: CriterionId
    before: Standing
    after: Standing
    came: tuple[Piece, ...]
    left: tuple[Piece, ...]


class LookBack(NamedTuple):
    """What happened by kind and field, the six at both ends, and what moved them."""

    period: Period
    happened: Mapping[tuple[str, str], int]
    before: Judged
    after: Judged
    moved: Sequence[Moved]


def week(today: date, back: int = 0) -> Period:
    """The seven days up to today, or so many weeks before them."""
    last = today - timedelta(days=WEEK * back)
    return Period(last - timedelta(days=WEEK - 1), last)


def round_so_far(ledger: Ledger, today: date, rules: Rules, back: int = 0) -> Period | None:
    """From the day after the cut-off before to the round's own, or today; None where it is too far back."""
    coming = next_round(ledger, today, rules)
    past = list(islice(rounds_before(today, rules, ledger.number("cutoff_days")), MOST_ROUNDS))
    each = [coming, *past]
    if back + 1 >= len(each):
        return None
    chosen, before = each[back], each[back + 1]
    return Period(before.cutoff + DAY, min(today, chosen.cutoff), chosen, "round")


def month(today: date, back: int = 0) -> Period:
    """The calendar month of a day up to that day, or a whole one so many months before."""
    name = next_month(month_of(today), -back)
    return Period(first_day(name), min(today, last_day(name)), what="month")


def year(today: date, back: int = 0) -> Period:
    """The calendar year of a day up to that day, or a whole one so many years before."""
    return Period(date(today.year - back, 1, 1), min(today, date(today.year - back, 12, 31)), what="year")


def look_back(ledger: Ledger, period: Period, rules: Rules) -> LookBack:
    """The standings on the day before the period and on its last, and the pieces that made the difference."""
    eve = period.first - DAY
    before, after = judge(ledger, eve, eve, rules), judge(ledger, period.last, period.last, rules)
    moved = []
    for name in CRITERIA:
        found = evidence(ledger, name, period.last, rules)
        came = tuple(each for each in found if _came(each, period, after.of(name), before.of(name)))
        left = tuple(
            each for each in evidence(ledger, name, eve, rules)
            if each.counts and each.leaves is not None and period.first <= each.leaves <= period.last
            and (not criterion(name).best_alone or before.of(name).logged != after.of(name).logged)
        )  # fmt: skip
        if came or left or before.of(name) != after.of(name):
            moved.append(Moved(name, before.of(name), after.of(name), came, left))
    return LookBack(period, _happened(ledger, period), before, after, moved)


def _came(piece: Piece, period: Period, after: Standing, before: Standing) -> bool:
    """A month came if it has become the best one, and lies in the period at least in part."""
    if not piece.counts:
        return False
    if isinstance(piece.subject, MonthGross):
        in_span = first_day(piece.subject.month) <= period.last and piece.on >= period.first
        best = after.logged is not None and piece.subject.gross == after.logged.high.top
        return in_span and best and after.logged != before.logged
    return period.first <= piece.on <= period.last


def _happened(ledger: Ledger, period: Period) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for number in range((period.last - period.first).days + 1):
        for event in events_of(ledger, period.first + number * DAY):
            field = event.field
            if isinstance(event.record, Proposal) and field == "decided_at":
                field = event.record.outcome
            found[event.record.kind, field] += 1
    return found
