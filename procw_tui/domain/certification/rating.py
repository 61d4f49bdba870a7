"""総合評価: the mean over all reviews of the mean of five items [O]. It never ages out."""

from __future__ import annotations

from datetime import date

from procw_tui.domain.ledger.ledger import Ledger

from . import mean_stars
from .criterion import Criterion


def events(ledger: Ledger, after: date, day: date) -> int:
    """Reviews that opened."""
    return mean_stars.reviews(ledger).totals(after, day, day)[1]


CRITERION = Criterion(
    "rating",
    needed=lambda ledger, rules: mean_stars.needed(ledger, rules, "rating"),
    standing=lambda at: mean_stars.standing(at, "rating"),
    at_pace=lambda at, pace: mean_stars.at_pace(at, pace, "rating"),
    evidence=lambda ledger, day, _rules: mean_stars.evidence(ledger, day, "rating"),
    events=events,
    missing=lambda at: mean_stars.missing(at, "rating"),
    heaviest=lambda pieces: mean_stars.heaviest(pieces, "rating"),
)
