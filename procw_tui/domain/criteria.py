"""The six standings, as DOMAIN's rules define them, on any day and at any cut-off.

Every figure is whole numbers until it is shown: a standing is met or short by exact comparison.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from .earnings import best_month, bounds
from .indexes import completions, openings, profile_edits, reviews, scouts, tallies
from .kinds import own_day
from .ledger import Ledger
from .records import Opening, Setting, Tally
from .rounds import Round, certified, next_round, results_by, round_of, under_judgement
from .rules import CRITERIA, Rules
from .stars import OVERALL_STEP, WHOLE_STEP, Span, opening_total
from .times import year_before

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


def judge(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Judged:
    """The six standings: the records dated up to `known_by`, judged with the window of `cutoff`."""
    five = {
        "completion": _completion(ledger, known_by, cutoff, rules),
        "rating": _stars(ledger, known_by, "rating", rules.rating_tenths),
        "scouts": _scouts(ledger, known_by, cutoff, rules),
        "communication": _stars(ledger, known_by, "communication", rules.communication_tenths),
        "profile": _profile(ledger, known_by, rules),
    }
    five["earnings_rank"] = _earnings(ledger, known_by, cutoff, rules)
    return Judged(known_by, cutoff, tuple(five[name] for name in CRITERIA))


def _compare(name: str, low: Ratio, high: Ratio, target: int, n: int) -> Standing:
    if low.at_least(target):
        state: State = "met"
    else:
        state = "unknown" if high.at_least(target) else "short"
    return Standing(name, state, low, high, n)


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
    """How many fixed-price contracts were completed, and how many ended midway, inside the window."""
    logged = completions(ledger).totals(year_before(cutoff), cutoff, known_by)
    completed = _tallied(ledger, known_by, cutoff, "completed") + logged[0]
    midway = _tallied(ledger, known_by, cutoff, "ended_midway") + logged[1]
    return completed, midway


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
    percent = completion_percent(completed, midway)
    if percent is None:
        return Standing("completion", "unknown")
    n = completed.high + midway.high
    return _compare("completion", *percent, rules.completion_percent, n)


class Stars(NamedTuple):
    """The total of so many ratings, in tenths of a star."""

    total: Span
    ratings: int


def stars(ledger: Ledger, known_by: date, which: str) -> Stars:
    """All ratings opened by a day: the latest opening that states the figure, and the reviews after it."""
    opening = latest_opening(ledger, known_by, f"{which}_shown")
    total, count, after = Span(0, 0), 0, date.min
    if opening is not None:
        shown, count = getattr(opening, f"{which}_shown"), getattr(opening, f"{which}_count")
        step = OVERALL_STEP if which == "rating" else WHOLE_STEP
        total = opening_total(which, shown, count, getattr(opening, f"{which}_below_five"), step)
        after = opening.as_of
    overall, n, communication, n_communication = reviews(ledger).totals(after, known_by, known_by)
    if which == "rating":
        return Stars(total + overall, count + n)
    return Stars(total + communication, count + n_communication)


def latest_opening(ledger: Ledger, day: date, field: str) -> Opening | None:
    """The latest opening by a day that states a figure; of one day's the later logged."""
    stated = [o for o in openings(ledger) if o.as_of <= day and getattr(o, field) is not None]
    return stated[-1] if stated else None


def _stars(ledger: Ledger, known_by: date, which: str, target_tenths: int) -> Standing:
    total, count = stars(ledger, known_by, which)
    if not count:
        return Standing(which, "unknown")
    low, high = Ratio(total.low, 10 * count), Ratio(total.high, 10 * count)
    target = target_tenths * count
    state: State = "met" if total.low >= target else "short" if total.high < target else "unknown"
    return Standing(which, state, low, high, count)


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


def _scouts(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Standing:
    if not anything_dated(ledger, known_by):
        return Standing("scouts", "unknown")
    number = scout_count(ledger, known_by, cutoff)
    return _compare("scouts", Ratio(number.low, 1), Ratio(number.high, 1), rules.scouts, number.high)


def parts_edited(ledger: Ledger, upto: date, since: date = date.min) -> dict[str, date]:
    """Each part of the profile that was edited in those days, with the last day of it."""
    edited: dict[str, date] = {}
    for edit in profile_edits(ledger):
        if since <= edit.edited_on <= upto:
            edited.update(dict.fromkeys(edit.parts or (), edit.edited_on))
    return edited


def _profile(ledger: Ledger, known_by: date, rules: Rules) -> Standing:
    opening = latest_opening(ledger, known_by, "profile_filled")
    edited = parts_edited(ledger, known_by)
    # "Not filled" overrules what was edited before the site said so.
    since = opening.as_of if opening is not None and not opening.profile_filled else date.min
    fresh = parts_edited(ledger, known_by, since)
    whole = all(part in fresh for part in rules.profile_parts)
    if whole or (opening is not None and opening.profile_filled):
        state: State = "met"
    else:
        state = "unknown" if opening is None else "short"
    return Standing("profile", state, n=len(edited))


def _others_met(ledger: Ledger, known_by: date, month: str, rules: Rules) -> bool:
    """Whether the other five were met at a round's cut-off, by what exists on a day."""
    cutoff = round_of(month, ledger.number("cutoff_days")).cutoff
    known = min(known_by, cutoff)
    return (
        _completion(ledger, known, cutoff, rules).state == "met"
        and _stars(ledger, known, "rating", rules.rating_tenths).state == "met"
        and _scouts(ledger, known, cutoff, rules).state == "met"
        and _stars(ledger, known, "communication", rules.communication_tenths).state == "met"
        and _profile(ledger, known, rules).state == "met"
    )


def earnings_bounds(ledger: Ledger, known_by: date, rules: Rules) -> tuple[int | None, int | None]:
    """What the user's own results say of the bar, in yen of a best month: (too little, enough)."""
    results = results_by(ledger, known_by)
    refused = [r for r in results if r.result == "none" and _others_met(ledger, known_by, r.month, rules)]
    certifying = [r for r in results if r.result != "none"]
    return bounds(ledger, known_by, [r.month for r in refused], [r.month for r in certifying])


def _earnings(ledger: Ledger, known_by: date, cutoff: date, rules: Rules) -> Standing:
    best = best_month(ledger, known_by, cutoff)
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
