"""How the thirty is going: sent, won, the rate with its interval, and the run since the last hit."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from .ledger import Ledger
from .luck import clopper_pearson
from .records import Proposal

THIRTY = 30
WEEK = timedelta(days=7)


class Proposals(NamedTuple):
    """The figures of the proposal log; rate and interval None where nothing was sent."""

    sent: int
    hits: int
    pending: int
    since_last_hit: int
    rate: float | None
    low: float | None
    high: float | None


class _Sent(NamedTuple):
    moments: list[datetime]
    records: list[Proposal]


def _by_moment(ledger: Ledger) -> _Sent:
    records = sorted(ledger.all(Proposal), key=lambda proposal: proposal.sent_at)
    return _Sent([record.sent_at for record in records], records)


def sent_by(ledger: Ledger, now: datetime) -> list[Proposal]:
    """The proposals sent by now, oldest first."""
    sent = ledger.index(_by_moment, Proposal)
    return sent.records[: bisect_right(sent.moments, now)]


def proposals(ledger: Ledger, now: datetime) -> Proposals:
    """The figures of all proposals sent by now."""
    known = sent_by(ledger, now)
    outcomes = Counter(proposal.outcome for proposal in known)
    sent, hits = len(known), outcomes["won"]
    last = max((p.sent_at for p in known if p.outcome == "won"), default=None)
    since = sent if last is None else sum(p.sent_at > last for p in known)
    if not sent:
        return Proposals(0, 0, 0, 0, None, None, None)
    low, high = clopper_pearson(hits, sent)
    return Proposals(sent, hits, outcomes["pending"], since, hits / sent, low, high)


def sent_this_week(ledger: Ledger, now: datetime) -> int:
    """Proposals sent since Monday 0:00."""
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return sum(p.sent_at >= monday for p in sent_by(ledger, now))


def silent(proposal: Proposal, now: datetime, after_days: int) -> bool:
    """Whether a proposal waits for an answer longer than the user's number of days."""
    return proposal.outcome == "pending" and now - proposal.sent_at > timedelta(days=after_days)
