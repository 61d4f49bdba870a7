"""What 総合評価 and コミュニケーション評価 share: a mean over all reviews of all time, with copied figures.

An opening stands for every review opened up to and including its day: those are not added again.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.series import Series
from procw_tui.domain.record.interval import NOTHING, Interval
from procw_tui.domain.record.records import Review
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.stars import (
    OVERALL_STEP,
    WHOLE_STEP,
    cost_in_five_stars,
    five_stars_needed,
    opening_total,
    ratings_that_sink,
)
from procw_tui.domain.work.clocks import lately_accepted, rating_clock, reviewed

from .assumptions import readings
from .coverage import Span, ratings_missing
from .openings import latest_opening
from .pace import PACE_DAYS, Pace
from .standing import At, Figure, Ratio, Standing, covered_standing, state_of
from .window import Piece, Verdict

StarsId = Literal["rating", "communication"]
STEP: dict[StarsId, int] = {"rating": OVERALL_STEP, "communication": WHOLE_STEP}
"""Tenths of a star between two figures that a review can have."""
ONE_STAR = 10


def reviews(ledger: Ledger) -> Series[Review]:
    """Reviews on the day they opened.

    Weights: the overall in tenths, one, the communication item in tenths, whether it is there.
    """
    return ledger.index(_reviews, Review)


def _reviews(ledger: Ledger) -> Series[Review]:
    events = []
    for review in ledger.all(Review):
        day, item = review.opened_on, review.communication
        events.append((day, day, review, review.overall_tenths, 1, 10 * (item or 0), item is not None))
    return Series(events, 4)


def _own(which: StarsId, totals: list[int]) -> tuple[int, int]:
    """Of the weights of reviews those of one criterion: the total in tenths, and the number."""
    overall, n, communication, items = totals
    return (overall, n) if which == "rating" else (communication, items)


class Stars(NamedTuple):
    """The total of so many ratings, in tenths of a star."""

    total: Interval
    ratings: int


def stars(ledger: Ledger, known_by: date, which: StarsId) -> Stars:
    """All ratings opened by a day: the latest opening that states the figure, and the reviews after it."""
    opening = latest_opening(ledger, known_by, f"{which}_shown")
    total, count, after = NOTHING, 0, date.min
    if opening is not None:
        shown, count = getattr(opening, f"{which}_shown"), getattr(opening, f"{which}_count")
        total = opening_total(which, shown, count, getattr(opening, f"{which}_below_five"), STEP[which])
        after = opening.as_of
    more, n = _own(which, reviews(ledger).totals(after, known_by, known_by))
    return Stars(total + more, count + n)


def star_target(ledger: Ledger, rules: Rules, which: StarsId) -> int:
    """The mean to reach, in hundredths of a star: 480, or 475 where the user reads it as rounded [A]."""
    return round(100 * rules.threshold(which)) - (5 if readings(ledger).rounded_means else 0)


def needed(ledger: Ledger, rules: Rules, which: StarsId) -> float:
    """The same in stars."""
    return star_target(ledger, rules, which) / 100


def standing(at: At, which: StarsId) -> Standing:
    """The mean of all that are there; unknown where some may lack."""
    return _standing_of(at, which, stars(at.ledger, at.known_by, which))


def missing(at: At, which: StarsId) -> list[Span]:
    """The days of which ratings may lack."""
    return ratings_missing(at.ledger, at.known_by, f"{which}_shown")


def at_pace(at: At, pace: Pace, which: StarsId) -> Standing:
    """With as many ratings a day, of the same stars, as the pace had."""
    days = (at.cutoff - at.known_by).days
    total, count = stars(at.ledger, at.known_by, which)
    more, n = _own(which, pace.totals(reviews(pace.ledger)))
    scaled = Stars(total.times(PACE_DAYS) + days * more, count * PACE_DAYS + days * n)
    return _standing_of(at, which, scaled, PACE_DAYS)


def _standing_of(at: At, which: StarsId, each: Stars, scale: int = 1) -> Standing:
    total, count = each
    covered = not missing(at, which)
    if not count:
        return Standing(which, "unknown", covered=covered)
    figure = Figure(Ratio(total.low, 10 * count), Ratio(total.high, 10 * count))
    if not covered:
        return Standing(which, "unknown", n=count // scale, covered=False, logged=figure)
    low, high = (Ratio(100 * each.top, each.bottom) for each in figure)
    state = state_of(low, high, star_target(at.ledger, at.rules, which))
    return covered_standing(which, state, figure, count // scale)


def evidence(ledger: Ledger, day: date, which: StarsId) -> list[Piece]:
    """Reviews, copied figures, and contracts whose rating is still hidden."""
    opening = latest_opening(ledger, day, f"{which}_shown")
    pieces: list[Piece] = []
    if opening is not None:
        lower = getattr(opening, f"{which}_below_five")
        pieces.append(Piece(opening.as_of, opening, "counts", bool(lower)))
    for review in ledger.all(Review):
        value = review.overall_tenths if which == "rating" else review.communication
        verdict: Verdict = "counts"
        if review.opened_on > day:
            verdict = "future"
        elif opening is not None and review.opened_on <= opening.as_of:
            verdict = "copied"
        elif value is None:
            verdict = "no_item"
        lowers = verdict == "counts" and value is not None and value < (50 if which == "rating" else 5)
        pieces.append(Piece(review.opened_on, review, verdict, lowers))
    return pieces + _not_open(ledger, day)


def _not_open(ledger: Ledger, day: date) -> list[Piece]:
    """Contracts whose rating, if the client gave one, is still hidden; `on` is the day it opens."""
    there = reviewed(ledger, day)
    pieces = []
    for contract in lately_accepted(ledger, day):
        clock = rating_clock(contract, day)
        if clock is not None and clock.opens >= day and contract.id not in there:
            pieces.append(Piece(clock.opens, contract, "not_open"))
    return pieces


def heaviest(pieces: list[Piece], which: StarsId) -> Piece | None:
    """The lowest rating; of copied figures the lowest that was listed with them."""
    against = [piece for piece in pieces if piece.against and piece.counts]
    return min(against, key=lambda piece: lowest_tenths(piece, which), default=None)


def lowest_tenths(piece: Piece, which: StarsId) -> int:
    """The rating of a review in tenths, or the lowest that was listed with copied figures."""
    subject = piece.subject
    if isinstance(subject, Review):
        return subject.overall_tenths if which == "rating" else 10 * (subject.communication or 0)
    return min(getattr(subject, f"{which}_below_five", None) or (50,))


class StarDebt(NamedTuple):
    """Reckoned from the lowest total that is possible, so that it suffices in any case.

    `needed`: five-stars to reach the target. `sink`: one-stars until it is missed (0 where it is already).
    `cost`: five-stars that one one-star uses up.
    """

    needed: int
    sink: int
    cost: int


def star_debt(ledger: Ledger, day: date, which: StarsId, rules: Rules) -> StarDebt | None:
    """The star debt of a day; None where there is no rating."""
    total, count = stars(ledger, day, which)
    if not count:
        return None
    target = star_target(ledger, rules, which)
    return StarDebt(
        five_stars_needed(total.low, count, target),
        ratings_that_sink(total.low, count, ONE_STAR, target),
        cost_in_five_stars(ONE_STAR, target),
    )
