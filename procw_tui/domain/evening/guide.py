"""The first evening: what each answer does to the ledger, and what was answered before.

What is answered again stands in place of what was: nothing is added twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import Any, Literal

from procw_tui.domain.certification.completion import completions
from procw_tui.domain.certification.coverage import Span, on_site_since
from procw_tui.domain.certification.openings import latest_opening
from procw_tui.domain.certification.rounds import Round, latest_review, results_by, rounds_before, setting_set
from procw_tui.domain.certification.scouts import counting_scouts
from procw_tui.domain.ledger.changes import Change, Op, log, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.tallies import COUNTED, Counted, stated, telling, without
from procw_tui.domain.record.checks import check
from procw_tui.domain.record.codes import Result, SettingKey
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    Earning,
    Opening,
    Review,
    Scout,
    Setting,
    Tally,
    Value,
)
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import first_day, last_day, month_of, year_before
from procw_tui.domain.work.months import months_in_window

DAY = timedelta(days=1)
UNNAMED = "-"
"""The client of a contract of which only the day of its midway end is known."""
LATELY = timedelta(days=62)
"""Who registered so lately may well have everything logged."""
CONTRACTS: tuple[Counted, ...] = ("completed", "ended_midway")

QuestionId = Literal[
    "language", "joined", "everything", "department", "certified", "rating", "below_five", "communication",
    "deliveries", "midway", "scouts", "best_month", "profile", "weekly_goal",
]  # fmt: skip


def is_asked(question: QuestionId, ledger: Ledger, today: date) -> bool:
    """Whether a question applies: nobody copies figures that she can't have."""
    if question in {"language", "joined", "department", "weekly_goal"}:
        return question != "weekly_goal" or not is_new(ledger)
    if question == "everything":
        return not is_new(ledger) and _may_be_whole(ledger, today)
    if question == "below_five":
        opening = latest_opening(ledger, today, "rating_shown")
        return not is_new(ledger) and opening is not None and opening.rating_shown != 500  # noqa: PLR2004
    return not is_new(ledger)


def is_new(ledger: Ledger) -> bool:
    """Whether everything since she registered is logged: there is nothing to copy."""
    joined, since = ledger.day("joined_on"), ledger.day("complete_since")
    return joined is not None and since is not None and since <= joined


def _may_be_whole(ledger: Ledger, today: date) -> bool:
    joined = ledger.day("joined_on")
    if joined is None:
        return False
    begun = ledger.begun_on or today
    single: Iterable[Contract | Scout | Review] = chain(*map(ledger.all, (Contract, Scout, Review)))
    old = any((own_day(each) or begun) < begun for each in single if each.client != UNNAMED)
    return joined >= today - LATELY or old


def registered(ledger: Ledger, day: date | None, *, new: bool = False) -> Change:
    """The day she registered. `new`: nothing was before it, so everything since then is logged."""
    ops = _set(ledger, "joined_on", day)
    if new:
        ops += _set(ledger, "complete_since", day)
    elif is_new(ledger):
        ops += _set(ledger, "complete_since", None)
    return Change("guide", tuple(ops))


def everything_logged(ledger: Ledger, *, yes: bool) -> Change:
    """Whether everything since she registered is in the ledger."""
    joined = ledger.day("joined_on")
    return Change("guide", tuple(_set(ledger, "complete_since", joined if yes else None)))


def chosen(ledger: Ledger, key: SettingKey, value: Value | None) -> Change:
    """A setting."""
    if ledger.setting(key) == value:
        return Change("guide", ())
    return Change("guide", setting_set(ledger, Setting(id=new_id(), key=key, value=value)).ops)


def _set(ledger: Ledger, key: SettingKey, day: date | None) -> list[Op]:
    if ledger.day(key) == day:
        return []
    record = Setting(id=new_id(), key=key, value=day.isoformat() if day is not None else None)
    return list(log(ledger, record).ops)


def decided_round(today: date, rules: Rules, shift: int) -> Round:
    """The round that says whether one is certified now: while one is judged, the one before it."""
    latest = latest_review(today, rules, shift)
    if month_of(today) == latest.month:
        return next(each for each in rounds_before(today, rules, shift) if each.month < latest.month)
    return latest


def certified(ledger: Ledger, result: Result, today: date, rules: Rules) -> Change:
    """Whether she is certified now, as the result of that round."""
    each = decided_round(today, rules, ledger.number("cutoff_days"))
    known = [r.result for r in results_by(ledger, today) if r.month == each.month]
    if known == [result]:
        return Change("guide", ())
    record = Assessment(id=new_id(), month=each.month, result=result)
    return Change("guide", log(ledger, record).ops)


def shown(ledger: Ledger, values: Mapping[str, Any], today: date) -> Change:
    """What the site shows: today's figures, in place of those read earlier today."""
    lately = [opening for opening in ledger.all(Opening) if opening.as_of == today]
    before = lately[-1] if lately else None
    after = dataclasses.replace(before or Opening(id=new_id(), as_of=today), **values)
    check(after)
    empty = all(getattr(after, field.name) is None for field in dataclasses.fields(after)
                if field.name not in {"id", "as_of", "note", "changed_at"})  # fmt: skip
    if empty or after == before:
        return Change("guide", (Op(before, None),) if before is not None and empty else ())
    return Change("guide", (Op(before, after),))


def listed_below_five(ledger: Ledger, tenths: tuple[int, ...] | None, today: date) -> Change:
    """The lower ratings among the latest figures of the site."""
    opening = latest_opening(ledger, today, "rating_shown")
    if opening is None or opening.rating_below_five == tenths:
        return Change("guide", ())
    after = dataclasses.replace(opening, rating_below_five=tenths)
    check(after)
    return Change("guide", (Op(opening, after),))


def past_year(ledger: Ledger, today: date) -> Span:
    """The days that are asked about: the window of today, from the day that she registered."""
    first = max(year_before(today) + DAY, on_site_since(ledger) or date.min)
    return Span(min(first, today), today)


def logged_in(ledger: Ledger, span: Span, field: Counted) -> int:
    """How many of a field are logged one by one in a span."""
    series = counting_scouts(ledger) if field == "scouts" else completions(ledger)
    totals = series.totals(span.first - DAY, span.last, span.last)
    return totals[0] if field in {"completed", "scouts"} else totals[1]


def told(ledger: Ledger, today: date, field: Counted) -> list[Tally]:
    """The tallies that tell of it in the window of today, in order."""
    span = Span(year_before(today) + DAY, today)
    return sorted(telling(ledger, span.first, span.last, field), key=lambda tally: tally.from_)


def total_told(ledger: Ledger, today: date, field: Counted) -> int | None:
    """The whole number by tallies and single records; None where no tally tells of it."""
    tallies = told(ledger, today, field)
    if not tallies:
        return None
    spans = [Span(tally.from_, tally.to) for tally in tallies]
    counted: int = sum(getattr(tally, field) for tally in tallies)
    return counted + sum(logged_in(ledger, span, field) for span in spans)


def rest_of(ledger: Ledger, span: Span, field: Counted, number: int, *, beside: bool) -> int:
    """What a tally must hold: a total less what is logged one by one, or what is `beside` that."""
    logged = 0 if beside else logged_in(ledger, span, field)
    if number < logged:
        raise Invalid(field, "more_logged", value=logged)
    return number - logged


def delivered(ledger: Ledger, number: int | None, today: date, *, beside: bool = False) -> Change:
    """So many deliveries in the past year, in all, or beside those that are logged one by one."""
    before = telling(ledger, *past_year(ledger, today), *CONTRACTS)
    midway = [t.ended_midway for t in before if t.ended_midway is not None]
    kept = {"ended_midway": sum(midway)} if midway else {}
    if number is not None:
        kept["completed"] = rest_of(ledger, past_year(ledger, today), "completed", number, beside=beside)
    return _contracts(ledger, kept, today)


def ended_midway(
    ledger: Ledger, number: int | None, days: Iterable[date], today: date, *, beside: bool = False
) -> Change:
    """So many midway ends without a day, and contracts without a name that ended on these days."""
    span = past_year(ledger, today)
    wanted = set(days)
    known = midway_days(ledger)
    gone = [Op(each, None) for day, each in known.items() if span.first <= day and day not in wanted]
    new = [
        Contract(id=new_id(), client=UNNAMED, type="fixed", started_on=day, ended_on=day,
                 outcome="ended_midway")
        for day in sorted(wanted - known.keys())
    ]  # fmt: skip
    without_them = ledger.with_puts(new, [(op.record.kind, op.record.id) for op in gone])
    before = telling(ledger, *span, *CONTRACTS)
    completed = [t.completed for t in before if t.completed is not None]
    kept = {"completed": sum(completed)} if completed else {}
    if number is not None:
        whole = number if beside else number + len(wanted)
        kept["ended_midway"] = rest_of(without_them, span, "ended_midway", whole, beside=beside)
    told_now = _contracts(without_them, kept, today)
    return Change("guide", (*gone, *(Op(None, each) for each in new), *told_now.ops))


def midway_days(ledger: Ledger) -> dict[date, Contract]:
    """Contracts without a name, by the day that they ended midway."""
    return {
        each.ended_on: each for each in ledger.all(Contract)
        if each.client == UNNAMED and each.outcome == "ended_midway" and each.ended_on is not None
    }  # fmt: skip


def _contracts(ledger: Ledger, counts: Mapping[str, Any], today: date) -> Change:
    """Both counts of contracts are told by one tally of the past year: one without the other says nothing."""
    span = past_year(ledger, today)
    tally = Tally(id=new_id(), from_=span.first, to=span.last, **counts)
    return _in_place(telling(ledger, *span, *CONTRACTS), [tally], CONTRACTS)


def scouted(
    ledger: Ledger, number: int | None, by_month: Mapping[str, int], today: date, *, beside: bool = False
) -> Change:
    """So many scouts in the past year, or in each month of it: a month that is not named had none."""
    span = past_year(ledger, today)
    before = telling(ledger, *span, "scouts")
    made = []
    if by_month:
        for month in months_in_window(today):
            part = Span(max(first_day(month), span.first), min(last_day(month), span.last))
            if part.first <= part.last:
                rest = rest_of(ledger, part, "scouts", by_month.get(month, 0), beside=beside)
                made.append(Tally(id=new_id(), from_=part.first, to=part.last, scouts=rest))
    elif number is not None:
        rest = rest_of(ledger, span, "scouts", number, beside=beside)
        made.append(Tally(id=new_id(), from_=span.first, to=span.last, scouts=rest))
    return _in_place(before, made, ("scouts",))


def _in_place(before: Iterable[Tally], made: Iterable[Tally], fields: tuple[Counted, ...]) -> Change:
    """New tallies in place of what others told; nothing, where they told just that."""
    new = [each for each in made if stated(each)]
    ops = [without(each, *fields) for each in before]
    if {_said(op.before, fields) for op in ops if isinstance(op.before, Tally)} == {
        _said(each, fields) for each in new
    }:
        return Change("guide", ())
    for each in new:
        check(each)
    return Change("guide", (*ops, *(Op(None, each) for each in new)))


def _said(tally: Tally | None, fields: tuple[Counted, ...]) -> tuple[Any, ...]:
    return (getattr(tally, "from_", None), getattr(tally, "to", None),
            *(getattr(tally, name) for name in COUNTED if name in fields))  # fmt: skip


def best_month_typed(ledger: Ledger, today: date) -> Earning | None:
    """The month typed with the most gross in the window of today."""
    months = set(months_in_window(today))
    typed = [each for each in ledger.all(Earning) if each.month in months]
    return max(typed, key=lambda each: (each.gross_yen, each.month), default=None)


def best_month(ledger: Ledger, month: str, gross: int, today: date) -> Change:
    """The best month, in place of another that was typed as that."""
    before = best_month_typed(ledger, today)
    if before is not None and (before.month, before.gross_yen) == (month, gross):
        return Change("guide", ())
    record = Earning(id=new_id(), month=month, gross_yen=gross)
    gone = (Op(before, None),) if before is not None and before.month != month else ()
    return Change("guide", (*gone, *log(ledger, record).ops))


def no_best_month(ledger: Ledger, today: date) -> Change:
    """The best month that was typed is taken back."""
    before = best_month_typed(ledger, today)
    return Change("guide", () if before is None else (Op(before, None),))
