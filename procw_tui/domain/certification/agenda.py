"""The days to come that somebody has to know of: what is due, what closes, and the rounds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import first_day
from procw_tui.domain.work.clocks import due, lapsing_escrow, to_rate
from procw_tui.domain.work.terminations import alarms

from .rounds import Round, latest_review, rounds_from, under_judgement

ROUNDS = 4
MAIL_BY = timedelta(days=5)
"""The mail of the certified came by about the 6th of the review month since 2021 [W]."""

CertainDay = Literal["due", "rate", "escrow", "midway_end", "cutoff", "result"]


class Coming(NamedTuple):
    """A day, or a moment, and the contract or round that it is about."""

    what: CertainDay
    on: date | datetime
    about: Contract | Round

    @property
    def id(self) -> str:
        """What it keeps however often it is moved: one contract has one due day."""
        return f"{self.what}-{self.about.id if isinstance(self.about, Contract) else self.about.month}"


def agenda(ledger: Ledger, now: datetime, rules: Rules) -> list[Coming]:
    """What is open and what comes, by day; what is overdue stays at its day until it is done."""
    today = now.date()
    found = [Coming("midway_end", alarm.deadline, alarm.contract) for alarm in alarms(ledger, now)]
    found += [Coming("due", clock.on, clock.contract) for clock in due(ledger, today)]
    found += [Coming("rate", clock.on, clock.contract) for clock in to_rate(ledger, today)]
    found += [Coming("escrow", clock.on, clock.contract) for clock in lapsing_escrow(ledger, today)]
    rounds = list(islice(rounds_from(today, rules, ledger.number("cutoff_days")), ROUNDS))
    found += [Coming("cutoff", each.cutoff, each) for each in rounds]
    if under_judgement(ledger, today, rules) is not None:
        rounds.append(latest_review(today, rules, ledger.number("cutoff_days")))
    found += [Coming("result", first_day(each.month) + MAIL_BY, each) for each in rounds]
    return sorted(
        found, key=lambda each: (each.on.date() if isinstance(each.on, datetime) else each.on, each.id)
    )
