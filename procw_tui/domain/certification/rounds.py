"""The review calendar: four rounds a year, each judged up to its cut-off."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, cast

from procw_tui.domain.ledger.changes import Change, Op, log, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import Department, Result
from procw_tui.domain.record.records import Assessment, Setting
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import DAY, first_day, last_day, month_of, next_month, year_before

LONGEST_SHIFT = 150
"""Days from a cut-off moved as far back as can be to the end of its review month, and some more."""


class Round(NamedTuple):
    """One review: its month and the last day that it judges."""

    month: str
    cutoff: date

    @property
    def begins(self) -> date:
        """The first day of its one-year window."""
        return year_before(self.cutoff) + DAY


def round_of(month: str, cutoff_days: int = 0) -> Round:
    """The round of a review month: the cut-off is the day before it begins, moved by the user's setting."""
    return Round(month, first_day(month) - DAY + timedelta(days=cutoff_days))


def rounds_from(day: date, rules: Rules, cutoff_days: int = 0) -> Iterator[Round]:
    """The rounds whose cut-off is not past on a day, the next one first."""
    month = next_month(month_of(day), -1)
    while True:
        if first_day(month).month in rules.review_months:
            each = round_of(month, cutoff_days)
            if each.cutoff >= day:
                yield each
        month = next_month(month)


def rounds_before(day: date, rules: Rules, cutoff_days: int = 0) -> Iterator[Round]:
    """The rounds whose cut-off is past on a day, the latest first."""
    month = month_of(day + timedelta(days=LONGEST_SHIFT))
    while True:
        if first_day(month).month in rules.review_months:
            each = round_of(month, cutoff_days)
            if each.cutoff < day:
                yield each
        month = next_month(month, -1)


def latest_review(day: date, rules: Rules, cutoff_days: int = 0) -> Round:
    """The round whose review month began last: the one of which a result can have come."""
    month = month_of(day)
    while first_day(month).month not in rules.review_months:
        month = next_month(month, -1)
    return round_of(month, cutoff_days)


def next_round(ledger: Ledger, day: date, rules: Rules) -> Round:
    """The next round whose cut-off is not past."""
    return next(rounds_from(day, rules, ledger.number("cutoff_days")))


def in_force_from(result: Assessment) -> date:
    """The day from which a result holds: its mail's, else the first of its month."""
    return result.mail_on or first_day(result.month)


def logging_result(ledger: Ledger, month: str, result: Result, today: date) -> Change:
    """What a round brought: a mail logged in its own month came today, silence has no day [A]."""
    mail = today if result != "none" and month_of(today) == month else None
    return log(ledger, Assessment(id=new_id(), month=month, result=result, mail_on=mail))


def setting_set(ledger: Ledger, record: Setting) -> Change:
    """A setting logged; results so far stay those of the department that is left by it."""
    return with_department_kept(ledger, log(ledger, record, "setting"))


def with_department_kept(ledger: Ledger, change: Change) -> Change:
    """A change; where it changes the department, results so far stay those of the one that was."""
    left = ledger.setting("department")
    if left is None or not any(isinstance(op.record, Setting) for op in change.ops):
        return change
    if change.applied(ledger).setting("department") == left:
        return change
    results = [r for r in ledger.all(Assessment) if r.department is None]
    stamped = tuple(Op(r, dataclasses.replace(r, department=cast("Department", left))) for r in results)
    return change._replace(ops=(*stamped, *change.ops))


def results_by(ledger: Ledger, day: date) -> list[Assessment]:
    """The results in force on a day, by round; of two for one round the later logged."""
    by_month = {r.month: r for r in ledger.all(Assessment) if in_force_from(r) <= day}
    return [by_month[month] for month in sorted(by_month)]


def under_judgement(ledger: Ledger, day: date, rules: Rules) -> Round | None:
    """The round that is being judged on a day: in its month, past its cut-off, without a result."""
    month = month_of(day)
    if day.month not in rules.review_months:
        return None
    judged = round_of(month, ledger.number("cutoff_days"))
    decided = any(result.month == month for result in results_by(ledger, day))
    return judged if judged.cutoff < day <= last_day(month) and not decided else None


def certified(ledger: Ledger, day: date) -> str:
    """`pro`, `top`, `none`, or `unknown` where no result is in force."""
    results = results_by(ledger, day)
    return results[-1].result if results else "unknown"
