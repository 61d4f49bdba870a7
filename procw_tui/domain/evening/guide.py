"""The first evening: what each answer does to the ledger, and what was answered before.

What is answered again stands in place of what was: nothing is added twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any, Literal, NamedTuple

from procw_tui.domain.certification.completion import completions
from procw_tui.domain.certification.coverage import Span, counts_missing, months_missing, ratings_missing
from procw_tui.domain.certification.openings import latest_opening
from procw_tui.domain.certification.rounds import Round, latest_review, results_by, rounds_before, setting_set
from procw_tui.domain.certification.scouts import counting_scouts
from procw_tui.domain.ledger.changes import Change, Op, log, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.tallies import Counted, stated, telling, without
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
from procw_tui.domain.record.times import DAY, last_day, month_of, year_before
from procw_tui.domain.record.values import changed_on
from procw_tui.domain.work.months import months_in_window

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
    """Whether a question applies: nobody copies figures that she can't have, or that are logged already."""
    new = is_newcomer(ledger, today)
    match question:
        case "language" | "joined" | "department":
            return True
        case "everything":
            return ledger.day("joined_on") is not None and _may_be_whole(ledger, today)
        case "rating" | "communication":
            known = latest_opening(ledger, today, f"{question}_shown") is not None
            return not new and (known or bool(ratings_missing(ledger, today, f"{question}_shown")))
        case "below_five":
            opening = latest_opening(ledger, today, "rating_shown")
            return opening is not None and opening.rating_shown != 500  # noqa: PLR2004 - five stars
        case "deliveries":
            return asked_of(ledger, today, "completed") is not None
        case "midway":
            return asked_of(ledger, today, "ended_midway") is not None
        case "scouts":
            return asked_of(ledger, today, "scouts") is not None
        case "best_month":
            typed = best_month_typed(ledger, today) is not None
            return not new and (typed or bool(months_missing(ledger, today, today)))
        case "certified" | "profile" | "weekly_goal":
            return not new


def is_new(ledger: Ledger) -> bool:
    """Whether everything since she registered is logged."""
    joined, since = ledger.day("joined_on"), ledger.day("complete_since")
    return joined is not None and since is not None and since <= joined


def is_newcomer(ledger: Ledger, today: date) -> bool:
    """Whether she registered lately and everything since then is logged: there is nothing to copy."""
    joined = ledger.day("joined_on")
    return is_new(ledger) and joined is not None and joined >= today - LATELY


def _may_be_whole(ledger: Ledger, today: date) -> bool:
    joined = ledger.day("joined_on")
    if joined is None:
        return False
    if is_new(ledger):
        return not is_newcomer(ledger, today)  # so that a yes can be taken back
    begun = ledger.begun_on or today
    single: Iterable[Contract | Scout | Review] = chain(*map(ledger.all, (Contract, Scout, Review)))
    old = any((own_day(each) or begun) < begun for each in single if each.client != UNNAMED)
    return joined >= today - LATELY or old


def registered(ledger: Ledger, day: date | None, *, new: bool = False) -> Change:
    """The day she registered. `new`: nothing was before it, so everything since then is logged."""
    if day == ledger.day("joined_on") and not new:
        return Change("guide", ())
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


class Asked(NamedTuple):
    """What a question counts: the days, and the tallies that told of them; none where nothing did."""

    span: Span
    tallies: tuple[Tally, ...]


def asked_of(ledger: Ledger, today: date, field: Counted) -> Asked | None:
    """The first days of the past year of which nothing is known; else the days of what was answered.

    An answer given again corrects the first one, so it is of the same days. Both counts of contracts are told
    by one tally: the second is of the days of the first. None where all of it is logged one by one.
    """
    span = Span(year_before(today) + DAY, today)
    tallies = sorted(telling(ledger, span.first, span.last, field), key=lambda tally: tally.from_)
    if field in CONTRACTS:
        (partner,) = (name for name in CONTRACTS if name != field)
        for each in telling(ledger, span.first, span.last, partner):
            if getattr(each, field) is None:
                return Asked(Span(each.from_, each.to), (each,))
    missing = counts_missing(ledger, today, today, field)
    if missing:
        first, last = missing[0]
        return Asked(Span(first, today if last >= today - DAY else last), ())
    if tallies:
        return Asked(Span(tallies[0].from_, max(tally.to for tally in tallies)), tuple(tallies))
    return None


def logged_in(ledger: Ledger, span: Span, field: Counted) -> int:
    """How many of a field are logged one by one in a span."""
    series = counting_scouts(ledger) if field == "scouts" else completions(ledger)
    totals = series.totals(span.first - DAY, span.last, span.last)
    return totals[0] if field in {"completed", "scouts"} else totals[1]


def total_of(ledger: Ledger, asked: Asked, field: Counted) -> int | None:
    """The whole number of those days, by tallies and single records; None where no tally tells of it."""
    stating = [tally for tally in asked.tallies if getattr(tally, field) is not None]
    if not stating:
        return None
    counted: int = sum(getattr(tally, field) for tally in stating)
    return counted + sum(logged_in(ledger, Span(tally.from_, tally.to), field) for tally in stating)


def is_by_month(asked: Asked) -> bool:
    """Whether it was told month by month."""
    return len(asked.tallies) > 1 and all(month_of(t.from_) == month_of(t.to) for t in asked.tallies)


def rest_of(ledger: Ledger, span: Span, field: Counted, number: int, *, beside: bool) -> int:
    """What a tally must hold: a total less what is logged one by one, or what is `beside` that."""
    logged = 0 if beside else logged_in(ledger, span, field)
    if number < logged:
        raise Invalid(field, "more_logged", value=logged)
    return number - logged


def counted(
    ledger: Ledger, field: Counted, number: int | None, today: date, *, beside: bool = False
) -> Change:
    """So many in the days that are asked about: in all, or `beside` what is logged one by one."""
    asked = asked_of(ledger, today, field)
    if asked is None:
        return Change("guide", ())
    if len(asked.tallies) > 1 and not is_by_month(asked):
        raise Invalid(field, "several_tallies")
    if number is None:
        return _told(*(without(tally, field) for tally in asked.tallies if field in stated(tally)))
    rest = rest_of(ledger, asked.span, field, number, beside=beside)
    if len(asked.tallies) == 1:
        (before,) = asked.tallies
        values: dict[str, Any] = {field: rest}
        return _told(Op(before, dataclasses.replace(before, **values)))
    made = Tally(id=new_id(), from_=asked.span.first, to=asked.span.last, **{field: rest})  # type: ignore[arg-type]
    return _told(*(without(tally, field) for tally in asked.tallies), Op(None, made))


def _told(*ops: Op) -> Change:
    """What really changes, once it is known to be possible."""
    for op in ops:
        if op.after is not None:
            check(op.after)
    return Change("guide", tuple(op for op in ops if op.before != op.after))


def ended_midway(
    ledger: Ledger, number: int | None, days: Sequence[date], today: date, *, beside: bool = False
) -> Change:
    """So many midway ends without a day; or contracts without a name that ended on these days."""
    asked = asked_of(ledger, today, "ended_midway")
    if asked is None:
        return Change("guide", ())
    span, known = asked.span, midway_days(ledger)
    named = {c.ended_on for c in ledger.all(Contract) if c.client != UNNAMED and c.outcome == "ended_midway"}
    wanted = set(days) - named
    gone = [
        Op(each, None) for day, each in known.items() if span.first <= day <= span.last and day not in wanted
    ]
    new = [
        Contract(id=new_id(), client=UNNAMED, type="fixed", started_on=day, ended_on=day,
                 outcome="ended_midway")
        for day in sorted(wanted - known.keys())
    ]  # fmt: skip
    after = ledger.with_puts(new, [(op.record.kind, op.record.id) for op in gone])
    told = counted(after, "ended_midway", number, today, beside=beside or bool(days))
    return Change("guide", (*gone, *(Op(None, each) for each in new), *told.ops))


def midway_days(ledger: Ledger) -> dict[date, Contract]:
    """Contracts without a name, by the day that they ended midway."""
    return {
        each.ended_on: each for each in ledger.all(Contract)
        if each.client == UNNAMED and each.outcome == "ended_midway" and each.ended_on is not None
    }  # fmt: skip


def scouted_by_month(ledger: Ledger, by_month: Mapping[str, int], today: date) -> Change:
    """So many scouts in each month of the days that are asked about: a month that is not named had none."""
    asked = asked_of(ledger, today, "scouts")
    if asked is None:
        return Change("guide", ())
    made = []
    for part in _months_of(asked.span):
        number = by_month.get(month_of(part.first), 0)
        rest = rest_of(ledger, part, "scouts", number, beside=False)
        made.append(Tally(id=new_id(), from_=part.first, to=part.last, scouts=rest))
    if [(t.from_, t.to, t.scouts) for t in asked.tallies] == [(t.from_, t.to, t.scouts) for t in made]:
        return Change("guide", ())
    return _told(*(without(tally, "scouts") for tally in asked.tallies), *(Op(None, each) for each in made))


def _months_of(span: Span) -> Iterator[Span]:
    """A span, cut at the ends of months."""
    first = span.first
    while first <= span.last:
        last = min(last_day(month_of(first)), span.last)
        yield Span(first, last)
        first = last + DAY


def best_month_typed(ledger: Ledger, today: date) -> Earning | None:
    """The month typed with the most gross in the window of today."""
    months = set(months_in_window(today))
    typed = [each for each in ledger.all(Earning) if each.month in months]
    return max(typed, key=lambda each: (each.gross_yen, each.month), default=None)


def best_month(ledger: Ledger, month: str, gross: int, today: date) -> Change:
    """The best month; in place of another that was typed as that today, which so was a slip."""
    if month not in months_in_window(today):
        raise Invalid("month", "outside_span", value=month, first=months_in_window(today)[0],
                      last=month_of(today))  # fmt: skip
    before = best_month_typed(ledger, today)
    if before is not None and (before.month, before.gross_yen) == (month, gross):
        return Change("guide", ())
    record = Earning(id=new_id(), month=month, gross_yen=gross)
    slip = before if before is not None and before.month != month and _typed_today(before, today) else None
    gone = (Op(slip, None),) if slip is not None else ()
    return Change("guide", (*gone, *log(ledger, record).ops))


def no_best_month(ledger: Ledger, today: date) -> Change:
    """A best month that was typed today is taken back; an earlier one stays, as what that month earned."""
    before = best_month_typed(ledger, today)
    taken = before is not None and _typed_today(before, today)
    return Change("guide", (Op(before, None),) if taken else ())


def _typed_today(earning: Earning, today: date) -> bool:
    return changed_on(earning.changed_at) in {None, today}
