"""What-if: records that never were, dated today, to see what they would move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from procw_tui.domain.ledger.changes import new_id
from procw_tui.domain.record.records import Contract, Record, Review, Scout

from .ledger import Ledger

Imagined = Literal["scout", "acceptance", "midway", "review"]

NOBODY = "-"


def hypothesis(kind: Imagined, day: date, stars: int = 5) -> Record:
    """A scout, a delivery accepted, a midway end, or a review of so many stars in every item."""
    if kind == "scout":
        return Scout(id=new_id(), received_on=day)
    if kind == "review":
        items = dict.fromkeys(("skill", "quality", "schedule", "communication", "partnership"), stars)
        return Review(id=new_id(), opened_on=day, **items)  # type: ignore[arg-type]
    ends = {"midway": {"ended_on": day, "outcome": "ended_midway"},
            "acceptance": {"accepted_on": day, "outcome": "completed"}}[kind]  # fmt: skip
    return Contract(id=new_id(), client=NOBODY, type="fixed", started_on=day, **ends)  # type: ignore[arg-type]


def imagine(ledger: Ledger, hypotheses: Iterable[Record]) -> Ledger:
    """The ledger as it would be; the one given stays as it is."""
    return ledger.with_puts(hypotheses)
