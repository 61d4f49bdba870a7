"""A second reading of the rules of the six criteria: slow, literal, and sharing no code with the program.

It enumerates: every day of a window, every count that a tally may contribute, every total of an opening.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    Earning,
    Gap,
    Opening,
    ProfileEdit,
    Record,
    Review,
    Scout,
    Setting,
    Tally,
)

DAY = timedelta(days=1)


class Answer(NamedTuple):
    state: str
    low: Fraction | None = None
    high: Fraction | None = None
    n: int = 0
    covered: bool = True
    logged: tuple[Fraction, Fraction] | None = None


def year_earlier(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


def window(day: date) -> set[date]:
    first = year_earlier(day) + DAY
    return {first + n * DAY for n in range((day - first).days + 1)}


def own_day(record: Record) -> date | None:
    if isinstance(record, Assessment):
        return record.mail_on or date.fromisoformat(record.month + "-01")
    if isinstance(record, Earning):
        return date.fromisoformat(record.month + "-01")
    names = {Contract: "started_on", Review: "opened_on", Scout: "received_on", ProfileEdit: "edited_on",
             Opening: "as_of", Tally: "from_", Gap: "from_"}  # fmt: skip
    name = names.get(type(record))
    return getattr(record, name) if name else None


DEFAULTS = {"count_running": False, "milestone_completes": True, "rounded_means": False, "count_repeats": True,
            "count_closed_jobs": True, "profile_yearly": False}  # fmt: skip


def reading(records: Iterable[Record], key: str) -> bool:
    said = [r.value for r in records if isinstance(r, Setting) and r.key == key]
    return bool(said[-1]) if said else DEFAULTS[key]


def existing(records: Iterable[Record], day: date) -> list[Any]:
    return [r for r in records if own_day(r) is None or own_day(r) <= day]  # type: ignore[operator]


def verdict(values: Sequence[Fraction], target: Fraction, n: int, *, covered: bool) -> Answer:
    if not values:
        return Answer("unknown", n=n, covered=covered)
    low, high = min(values), max(values)
    if not covered:
        return Answer("unknown", None, None, n, covered=False, logged=(low, high))
    state = "met" if low >= target else "short" if high < target else "unknown"
    return Answer(state, low, high, n, logged=(low, high))


def span(first: date, last: date) -> set[date]:
    return {first + n * DAY for n in range((last - first).days + 1)}


def likely_numbers(tallies: Iterable[Tally], field: str, inside: set[date]) -> list[int]:
    """Every number in the range of 95 %: one event after the other, on any day of its span alike."""
    chances = {0: Fraction(1)}
    for tally in tallies:
        days = span(tally.from_, tally.to)
        p = Fraction(len(days & inside), len(days))
        for _ in range(getattr(tally, field) or 0):
            after: dict[int, Fraction] = {}
            for number, chance in chances.items():
                after[number] = after.get(number, Fraction(0)) + chance * (1 - p)
                after[number + 1] = after.get(number + 1, Fraction(0)) + chance * p
            chances = after

    def smallest(reach: Fraction) -> int:
        return next(n for n in sorted(chances) if sum(chances[k] for k in chances if k <= n) >= reach)

    return list(range(smallest(Fraction(1, 40)), smallest(Fraction(39, 40)) + 1))


def said(records: Iterable[Record], key: str) -> date | None:
    values = [r.value for r in records if isinstance(r, Setting) and r.key == key]
    return date.fromisoformat(str(values[-1])) if values and values[-1] else None


def last_of_month(month: str) -> date:
    first = date.fromisoformat(month + "-01")
    return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])


class Begun(NamedTuple):
    """All that was ever logged, later days too: what tells when the ledger and the user began."""

    every: Sequence[Record]
    on: date | None

    def all_logged(self, records: Iterable[Record], day: date) -> bool:
        since = said(self.every, "complete_since") or self.on
        skipped = any(isinstance(r, Gap) and r.happened == "unlogged" and r.from_ <= day <= r.to
                      for r in records)  # fmt: skip
        return since is not None and day >= since and not skipped

    @property
    def joined(self) -> date | None:
        joined = said(self.every, "joined_on")
        days = [last_of_month(r.month) if isinstance(r, Earning | Assessment) and not getattr(r, "mail_on", None)
                else own_day(r) for r in self.every]  # fmt: skip
        return None if joined is None else min([joined, *(day for day in days if day is not None)])

    def counts(self, records: Sequence[Record], days: Iterable[date], *fields: str) -> bool:
        def stated(day: date) -> bool:
            return any(isinstance(r, Tally) and r.from_ <= day <= r.to
                       and all(getattr(r, f) is not None for f in fields) for r in records)  # fmt: skip

        return all(
            self.all_logged(records, day) or stated(day) or (self.joined is not None and day < self.joined)
            for day in days
        )

    def months(self, records: Sequence[Record], days: Iterable[date]) -> bool:
        typed = {r.month for r in records if isinstance(r, Earning)}
        return all(
            self.all_logged(records, day) or day.isoformat()[:7] in typed
            or (self.joined is not None and day < self.joined)
            for day in days
        )  # fmt: skip

    def ratings(self, records: Sequence[Record], after: date | None, day: date) -> bool:
        if after is None and self.joined is None:
            return False
        first = after + DAY if after is not None else self.joined
        assert first is not None
        return all(self.all_logged(records, each) for each in span(first, day))


def closed(c: Contract) -> date | None:
    if c.outcome == "completed":
        return c.accepted_on or c.delivered_on or c.ended_on
    return c.ended_on if c.outcome == "ended_midway" else None


def outcomes(records: Iterable[Record], days: set[date]) -> tuple[int, int]:
    """How many fixed-price contracts counted for and against on those days."""
    good = bad = 0
    for c in records:
        if isinstance(c, Contract) and c.type == "fixed" and closed(c) in days:
            saved = c.milestone_paid and reading(records, "milestone_completes")
            good, bad = (good, bad + 1) if c.outcome == "ended_midway" and not saved else (good + 1, bad)
    return good, bad


def completion(records: list[Any], cutoff: date, day: date, begun: Begun) -> Answer:
    inside = {each for each in window(cutoff) if each <= day}
    good, bad = outcomes(records, window(cutoff))
    if reading(records, "count_running"):
        last = min(day, cutoff)
        bad += sum(
            isinstance(c, Contract) and c.type == "fixed" and c.started_on <= last
            and (closed(c) or date.max) > last
            for c in records
        )  # fmt: skip
    tallies = [t for t in records if isinstance(t, Tally)]
    options = [likely_numbers(tallies, f, inside) for f in ("completed", "ended_midway")]
    values, most, least = [], 0, 10**6
    for completed, ended_midway in product(*options):
        done, ended = good + completed, bad + ended_midway
        most, least = max(most, done + ended), min(least, done + ended)
        if done + ended:
            values.append(Fraction(100 * done, done + ended))
    covered = begun.counts(records, inside, "completed", "ended_midway")
    return verdict(values if least else [], Fraction(90), most, covered=covered)


def counting(records: Sequence[Record]) -> list[Scout]:
    """The scouts that count, of all time."""
    kinds = {"direct", "closed_job"} if reading(records, "count_closed_jobs") else {"direct"}
    kept: list[Scout] = []
    for r in sorted((r for r in records if isinstance(r, Scout)), key=lambda r: r.received_on):
        again = r.client and any(k.client == r.client for k in kept)
        by_itself = r.source in kinds and (not again or reading(records, "count_repeats"))
        if r.counts == "yes" or (r.counts == "auto" and by_itself):
            kept.append(r)
    return kept


def scouts(records: list[Any], cutoff: date, day: date, begun: Begun) -> Answer:
    inside = {each for each in window(cutoff) if each <= day}
    counted = sum(scout.received_on in inside for scout in counting(records))
    tallies = [t for t in records if isinstance(t, Tally)]
    values = [Fraction(counted + more) for more in likely_numbers(tallies, "scouts", inside)]
    answer = verdict(values, Fraction(5), int(max(values)), covered=begun.counts(records, inside, "scouts"))
    if answer.covered:
        return answer
    return answer._replace(state="met" if min(values) >= 5 else "unknown", low=min(values))


def opening_totals(
    shown: Fraction, count: int, step: Fraction, below: tuple[int, ...] | None
) -> set[Fraction]:
    """Every total of `count` ratings, each 1 to 5 in steps, whose mean is shown so."""
    if below is not None:
        totals = {5 * (count - len(below)) + sum((Fraction(b, 10) for b in below), Fraction(0))}
    else:
        steps = int((5 - 1) / step) * count
        totals = {Fraction(count) + n * step for n in range(steps + 1)}
    half = Fraction(1, 20) if (10 * shown).denominator == 1 else Fraction(1, 200)
    return {t for t in totals if shown - half <= t / count < shown + half}


def rating(records: list[Any], which: str, day: date, begun: Begun) -> Answer:
    stating = [o for o in records if isinstance(o, Opening) and getattr(o, f"{which}_shown") is not None]
    totals, count, after = {Fraction(0)}, 0, date.min
    if stating:
        last = max(stating, key=lambda o: o.as_of)
        count, after = getattr(last, f"{which}_count"), last.as_of
        totals = opening_totals(
            Fraction(getattr(last, f"{which}_shown"), 100), count,
            Fraction(1, 5) if which == "rating" else Fraction(1), getattr(last, f"{which}_below_five"),
        )  # fmt: skip
    for r in records:
        if not isinstance(r, Review) or r.opened_on <= after:
            continue
        if which == "communication":
            value = None if r.communication is None else Fraction(r.communication)
        elif r.skill is not None:
            value = Fraction(r.skill + r.quality + r.schedule + r.communication + r.partnership, 5)  # type: ignore[operator]
        else:
            value = Fraction(r.overall or 0, 10)
        if value is not None:
            totals, count = {t + value for t in totals}, count + 1
    target = Fraction(475 if reading(records, "rounded_means") else 480, 100)
    covered = begun.ratings(records, after if stating else None, day)
    return verdict([t / count for t in totals] if count else [], target, count, covered=covered)


def profile(records: list[Any], cutoff: date) -> Answer:
    answer = profile_filled(records)
    answer = answer._replace(covered=answer.state != "unknown")
    edits = [e.edited_on for e in records if isinstance(e, ProfileEdit) and e.parts]
    if answer.state == "met" and reading(records, "profile_yearly"):
        fresh = "unknown" if not edits else "met" if max(edits) > year_earlier(cutoff) else "short"
        return answer._replace(state=fresh, covered=fresh != "unknown")
    return answer


def profile_filled(records: list[Any]) -> Answer:
    edits = [e for e in records if isinstance(e, ProfileEdit)]
    stating = [o for o in records if isinstance(o, Opening) and o.profile_filled is not None]
    n = len({part for e in edits for part in e.parts or ()})
    three = {"skills", "results", "self_pr"}
    if not stating:
        return Answer("met" if three <= {p for e in edits for p in e.parts or ()} else "unknown", n=n)
    last = max(stating, key=lambda o: o.as_of)
    since = {p for e in edits if e.edited_on >= last.as_of for p in e.parts or ()}
    return Answer("met" if last.profile_filled or three <= since else "short", n=n)


def gross_by_month(records: list[Any], cutoff: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for c in records:
        if isinstance(c, Contract) and c.accepted_on and c.accepted_on <= cutoff and c.price_yen is not None:
            month = c.accepted_on.isoformat()[:7]
            found[month] = found.get(month, 0) + c.price_yen
    found.update({e.month: e.gross_yen for e in records if isinstance(e, Earning)})
    months = {}
    for month, gross in found.items():
        first = date.fromisoformat(month + "-01")
        last = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
        if last > year_earlier(cutoff) and first <= cutoff:
            months[month] = gross
    return months


def earnings(every: Sequence[Record], day: date, cutoff: date, begun: Begun) -> Answer:
    def whole(upto: date, end: date) -> bool:
        return begun.months(existing(every, upto), {each for each in window(end) if each <= upto})

    months, covered = gross_by_month(existing(every, day), cutoff), whole(day, cutoff)
    if not months:
        return Answer("unknown", covered=covered)
    best, enough, too_little = max(months.values()), [], []
    for a in existing(every, day):
        if not isinstance(a, Assessment):
            continue
        at = date.fromisoformat(a.month + "-01") - DAY
        then = gross_by_month(existing(every, at), at)
        if not then or not whole(at, at):
            continue
        if a.result != "none":
            enough.append(max(then.values()))
        elif all(answer.state == "met" for answer in five(every, at, at, begun).values()):
            too_little.append(max(then.values()))
    met = any(best >= bar for bar in enough)
    short = covered and any(best <= bar for bar in too_little)
    state = "unknown" if met == short else "met" if met else "short"
    high = Fraction(best) if covered else None
    return Answer(state, Fraction(best), high, len(months), covered, (Fraction(best), Fraction(best)))


def five(every: Sequence[Record], day: date, cutoff: date, begun: Begun) -> dict[str, Answer]:
    records = existing(every, day)
    return {
        "completion": completion(records, cutoff, day, begun),
        "rating": rating(records, "rating", day, begun),
        "scouts": scouts(records, cutoff, day, begun),
        "communication": rating(records, "communication", day, begun),
        "profile": profile(records, cutoff),
    }  # fmt: skip


def six(every: Sequence[Record], day: date, cutoff: date, begun_on: date | None) -> dict[str, Answer]:
    begun = Begun(every, begun_on)
    return {**five(every, day, cutoff, begun), "earnings_rank": earnings(every, day, cutoff, begun)}
