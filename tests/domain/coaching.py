"""The coach's acts of a ledger, as the app sees them."""

from __future__ import annotations

from datetime import datetime

from procw_tui.domain.certification.forecast import forecast, pace
from procw_tui.domain.coach.action import Action
from procw_tui.domain.coach.ranking import is_off, ranked
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import acts_put_off
from procw_tui.knowledge import KNOWLEDGE
from tests.make import RULES


def actions(known: Ledger, now: datetime) -> list[Action]:
    """Those that are not put off."""
    today = now.date()
    off = acts_put_off(known, today)
    outlooks = forecast(known, today, RULES, pace(known, today))
    return [
        each for each in ranked(known, now, RULES, outlooks, KNOWLEDGE.practices) if not is_off(each, off)
    ]
