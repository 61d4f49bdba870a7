"""One list of what is open: who waits, what is due, what can still be rated, what was never answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract, Inbox, Proposal, Record
from procw_tui.domain.work.clocks import due, overdue_acceptance, to_rate
from procw_tui.domain.work.proposals import sent_by, silent
from procw_tui.domain.work.replies import replies
from procw_tui.domain.work.terminations import alarms

OpenKind = Literal["alarm", "waiting", "due", "rate", "acceptance", "follow_up", "talking", "silent", "inbox"]
SOON = timedelta(days=7)
AWAY_DAYS = 2
"""From so many days without a log on, one has been away."""


class OpenThing(NamedTuple):
    """Something that waits for the user: the record behind it, and the moment or day that matters."""

    kind: OpenKind
    record: Record
    on: datetime | date


def open_things(ledger: Ledger, now: datetime) -> list[OpenThing]:
    """Everything open, in the order of what it would cost to leave it."""
    return list(_found(ledger, now))


def _found(ledger: Ledger, now: datetime) -> Iterator[OpenThing]:
    today = now.date()
    for alarm in alarms(ledger, now):
        yield OpenThing("alarm", alarm.contract, alarm.deadline)
    for wait in replies(ledger, now).waiting:
        oldest = min(wait.messages, key=lambda message: message.received_at)
        yield OpenThing("waiting", oldest, wait.since)
    for clock in due(ledger, today):
        if clock.on <= today + SOON:
            yield OpenThing("due", clock.contract, clock.on)
    for clock in to_rate(ledger, today):
        yield OpenThing("rate", clock.contract, clock.on)
    for clock in overdue_acceptance(ledger, today):
        yield OpenThing("acceptance", clock.contract, clock.on)
    for text in ledger.all(Inbox):
        if text.waits:
            yield OpenThing("inbox", text, text.came_at.date())
    yield from _proposals(ledger, now)


def _proposals(ledger: Ledger, now: datetime) -> Iterator[OpenThing]:
    after = ledger.number("give_up_days")
    open_ones = [p for p in sent_by(ledger, now) if p.outcome in {"pending", "talking"}]
    working = {who(c.client) for c in ledger.all(Contract) if c.outcome == "running"}
    for proposal in open_ones:
        if follow_up_due(proposal, working, now.date()) and proposal.follow_up_on is not None:
            yield OpenThing("follow_up", proposal, proposal.follow_up_on)
    for proposal in open_ones:
        if proposal.outcome == "talking":
            yield OpenThing("talking", proposal, (proposal.talking_at or proposal.sent_at).date())
    for proposal in open_ones:
        if silent(proposal, now, after):
            yield OpenThing("silent", proposal, proposal.sent_at.date())


def follow_up_due(proposal: Proposal, working_for: set[str], today: date) -> bool:
    """Whether to follow up: only where a contract with that client runs. Strangers are not reminded."""
    on = proposal.follow_up_on
    return on is not None and on <= today and who(proposal.client) in working_for
