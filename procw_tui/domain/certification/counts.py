"""What a day's records add up to, criterion by criterion, before anything is judged."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.records import Contract, Opening, Setting, Tally
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.stars import OVERALL_STEP, WHOLE_STEP, Span, opening_total
from procw_tui.domain.record.times import year_before

from .assumptions import readings
from .indexes import completions, openings, profile_edits, reviews, scouts, tallies

NOTHING = Span(0, 0)


def _tallied(ledger: Ledger, known_by: date, cutoff: date, field: str) -> Span:
    """What the tallies may add: those that the window cuts count any part of their number."""
    after = year_before(cutoff)
    low = high = 0
    for tally in ledger.index(tallies, Tally):
        if tally.to > known_by or tally.to > cutoff or tally.to <= after:
            continue
        number = getattr(tally, field) or 0
        high += number
        low += number if tally.from_ > after else 0
    return Span(low, high)


def completion_counts(ledger: Ledger, known_by: date, cutoff: date) -> tuple[Span, Span]:
    """How many fixed-price contracts count for the completion rate inside the window, and how many against.

    Running ones stay out, unless the user has them read as not delivered [A].
    """
    logged = completions(ledger).totals(year_before(cutoff), cutoff, known_by)
    completed = _tallied(ledger, known_by, cutoff, "completed") + logged[0]
    midway = _tallied(ledger, known_by, cutoff, "ended_midway") + logged[1]
    if readings(ledger).count_running:
        midway += _number_running(ledger, min(known_by, cutoff))
    return completed, midway


def ended_by(contract: Contract, day: date) -> bool:
    """Whether a contract had come to its end by a day."""
    return contract.closed_on is not None and contract.closed_on <= day


def running(ledger: Ledger, day: date) -> list[Contract]:
    """The contracts that exist on a day and have not come to an end."""
    ends, contracts = ledger.index(_by_end, Contract)
    open_still = (each for each in contracts[bisect_right(ends, day) :] if each[1].started_on <= day)
    return [contract for _place, contract in sorted(open_still, key=lambda each: each[0])]


def _by_end(ledger: Ledger) -> tuple[list[date], list[tuple[int, Contract]]]:
    """The contracts by the day that they ended, each with its place in the ledger: few run at a time."""
    ordered = sorted(enumerate(ledger.all(Contract)), key=lambda each: each[1].closed_on or date.max)
    return [contract.closed_on or date.max for _place, contract in ordered], ordered


def _number_running(ledger: Ledger, day: date) -> int:
    """How many fixed-price contracts run on a day."""
    starts, ends = ledger.index(_starts_and_ends, Contract)
    return bisect_right(starts, day) - bisect_right(ends, day)


def _starts_and_ends(ledger: Ledger) -> tuple[list[date], list[date]]:
    fixed = [c for c in ledger.all(Contract) if c.type == "fixed"]
    ends = [max(c.closed_on, c.started_on) for c in fixed if c.closed_on is not None]
    return sorted(c.started_on for c in fixed), sorted(ends)


class Stars(NamedTuple):
    """The total of so many ratings, in tenths of a star."""

    total: Span
    ratings: int


def stars(ledger: Ledger, known_by: date, which: str) -> Stars:
    """All ratings opened by a day: the latest opening that states the figure, and the reviews after it."""
    opening = latest_opening(ledger, known_by, f"{which}_shown")
    total, count, after = NOTHING, 0, date.min
    if opening is not None:
        shown, count = getattr(opening, f"{which}_shown"), getattr(opening, f"{which}_count")
        step = OVERALL_STEP if which == "rating" else WHOLE_STEP
        total = opening_total(which, shown, count, getattr(opening, f"{which}_below_five"), step)
        after = opening.as_of
    overall, n, communication, n_communication = reviews(ledger).totals(after, known_by, known_by)
    if which == "rating":
        return Stars(total + overall, count + n)
    return Stars(total + communication, count + n_communication)


def star_target(ledger: Ledger, rules: Rules, which: str) -> int:
    """The mean to reach, in hundredths of a star: 480, or 475 where the user reads it as rounded [A]."""
    tenths = rules.rating_tenths if which == "rating" else rules.communication_tenths
    return 10 * tenths - (5 if readings(ledger).rounded_means else 0)


def latest_opening(ledger: Ledger, day: date, field: str) -> Opening | None:
    """The latest opening by a day that states a figure; of one day's the later logged."""
    stated = [o for o in openings(ledger) if o.as_of <= day and getattr(o, field) is not None]
    return stated[-1] if stated else None


def anything_dated(ledger: Ledger, day: date) -> bool:
    """Whether anything at all, settings aside, is dated by a day."""
    for record in ledger:
        if not isinstance(record, Setting):
            own = own_day(record)
            if own is not None and own <= day:
                return True
    return False


def scout_count(ledger: Ledger, known_by: date, cutoff: date) -> Span:
    """How many scouts count inside the window."""
    logged = scouts(ledger).totals(year_before(cutoff), min(cutoff, known_by), known_by)
    return _tallied(ledger, known_by, cutoff, "scouts") + logged[0]


def parts_edited(ledger: Ledger, upto: date, since: date = date.min) -> dict[str, date]:
    """Each part of the profile that was edited in those days, with the last day of it."""
    edited: dict[str, date] = {}
    for edit in profile_edits(ledger):
        if since <= edit.edited_on <= upto:
            edited.update(dict.fromkeys(edit.parts or (), edit.edited_on))
    return edited


def parts_that_count(ledger: Ledger, upto: date) -> dict[str, date]:
    """The same, without what was edited before the site said "not filled"."""
    opening = latest_opening(ledger, upto, "profile_filled")
    unfilled = opening is not None and not opening.profile_filled
    return parts_edited(ledger, upto, opening.as_of if opening and unfilled else date.min)
