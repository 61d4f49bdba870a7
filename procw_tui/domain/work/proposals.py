"""How the thirty is going: sent, won, the rate with its interval, and the run since the last hit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Proposal

from .luck import clopper_pearson

THIRTY = 30


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


def newest_first(ledger: Ledger) -> Sequence[Proposal]:
    """Every proposal, those of the future too, the latest sent first."""
    return ledger.index(_by_moment, Proposal).records[::-1]


def proposals(ledger: Ledger, now: datetime) -> Proposals:
    """The figures of all proposals sent by now."""
    moments = ledger.index(_by_moment, Proposal).moments
    if not moments or moments[-1] <= now:
        return ledger.index(_of_all, Proposal)
    return _figures(sent_by(ledger, now))


def _of_all(ledger: Ledger) -> Proposals:
    return _figures(ledger.index(_by_moment, Proposal).records)


def _figures(known: Sequence[Proposal]) -> Proposals:
    """The figures of these, oldest first."""
    outcomes = Counter(proposal.outcome for proposal in known)
    sent, hits = len(known), outcomes["won"]
    if not sent:
        return Proposals(0, 0, 0, 0, None, None, None)
    last = next((p.sent_at for p in reversed(known) if p.outcome == "won"), None)
    since = sent if last is None else sum(p.sent_at > last for p in known)
    low, high = clopper_pearson(hits, sent)
    return Proposals(sent, hits, outcomes["pending"], since, hits / sent, low, high)


def sent_this_week(ledger: Ledger, now: datetime) -> int:
    """Proposals sent since Monday 0:00."""
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = ledger.index(_by_moment, Proposal).moments
    return bisect_right(moments, now) - bisect_left(moments, monday)


FIELDS = ("category", "route")
"""By what the rates are told apart."""


class Rate(NamedTuple):
    """The hits among the proposals that share a value of a field; `value` None where it was left empty."""

    field: str
    value: str | None
    sent: int
    hits: int
    low: float
    high: float


def rates(ledger: Ledger, now: datetime) -> list[Rate]:
    """The rates by category and by way in, the most often sent first, each with its exact 95 % interval."""
    told: list[Rate] = []
    known = sent_by(ledger, now)
    for field in FIELDS:
        sent = Counter(getattr(each, field) for each in known)
        hits = Counter(getattr(each, field) for each in known if each.outcome == "won")
        for value, n in sent.most_common():
            told.append(Rate(field, value, n, hits[value], *clopper_pearson(hits[value], n)))
    return told


def _pending(ledger: Ledger) -> list[datetime]:
    return [p.sent_at for p in ledger.index(_by_moment, Proposal).records if p.outcome == "pending"]


def silent_count(ledger: Ledger, now: datetime, after_days: int) -> int:
    """How many proposals have had no answer for longer than that."""
    return bisect_left(ledger.index(_pending, Proposal), now - timedelta(days=after_days))


def silent(proposal: Proposal, now: datetime, after_days: int) -> bool:
    """Whether a proposal waits for an answer longer than the user's number of days."""
    return proposal.outcome == "pending" and now - proposal.sent_at > timedelta(days=after_days)
