"""コミュニケーション評価: the mean of the communication item of all reviews [A]. It never ages out.

The reviews that it rests on are events of the overall rating, and are not counted twice for a pace.
"""

from __future__ import annotations

from . import mean_stars
from .criterion import Criterion

CRITERION = Criterion(
    "communication",
    needed=lambda ledger, rules: mean_stars.needed(ledger, rules, "communication"),
    standing=lambda at: mean_stars.standing(at, "communication"),
    at_pace=lambda at, pace: mean_stars.at_pace(at, pace, "communication"),
    evidence=lambda ledger, day, _rules: mean_stars.evidence(ledger, day, "communication"),
    missing=lambda at: mean_stars.missing(at, "communication"),
    heaviest=lambda pieces: mean_stars.heaviest(pieces, "communication"),
)
