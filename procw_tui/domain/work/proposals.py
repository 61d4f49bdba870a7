"""How the thirty is going: sent, won, the rate with its interval, and the run since the last hit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Proposal

from .luck import chance_of_at_most, chance_of_none, clopper_pearson

THIRTY = 30
RARE = 0.05
"""Rarer than this, luck alone is no likely reason any more."""
DECIDED = frozenset({"won", "lost", "withdrawn", "no_answer"})


class Decided(NamedTuple):
    """The figures of those that are decided; rate and interval None where none is."""

    n: int
    hits: int
    since_last_hit: int
    rate: float | None
    low: float | None
    high: float | None


class Proposals(NamedTuple):
    """The figures of the proposal log; rate and interval None where nothing was sent."""

    sent: int
    hits: int
    pending: int
    since_last_hit: int
    rate: float | None
    low: float | None
    high: float | None
    decided: Decided

    @property
    def open(self) -> int:
        """How many may still bring a contract."""
        return self.sent - self.decided.n


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
    known = _counted_by(ledger, now)
    silent_since = now - timedelta(days=ledger.number("give_up_days"))
    hits, sent = known.outcomes["won"], len(known.sent)
    done = len(known.closed) + bisect_right(known.pending, silent_since)
    decided = Decided(done, hits, known.closed_since_hit(silent_since), *_rate(hits, done))
    rate, low, high = _rate(hits, sent)
    since = sent - bisect_right(known.sent, known.last_hit) if known.last_hit is not None else sent
    return Proposals(sent, hits, known.outcomes["pending"], since, rate, low, high, decided)


class _Counted(NamedTuple):
    """Proposals as moments, oldest first: all, those that had their answer, those that wait for one."""

    sent: list[datetime]
    closed: list[datetime]
    pending: list[datetime]
    outcomes: Counter[str]
    last_hit: datetime | None

    def closed_since_hit(self, silent_since: datetime) -> int:
        """How many of the decided were sent later than the last that was won; silence is an answer too."""
        silent_ones = bisect_right(self.pending, silent_since)
        if self.last_hit is None:
            return len(self.closed) + silent_ones
        later = len(self.closed) - bisect_right(self.closed, self.last_hit)
        return later + max(0, silent_ones - bisect_right(self.pending, self.last_hit))


def _counted_by(ledger: Ledger, now: datetime) -> _Counted:
    """Of those sent by now; of all as long as none is dated ahead."""
    every = ledger.index(_count_all, Proposal)
    return every if not every.sent or every.sent[-1] <= now else _count(sent_by(ledger, now))


def _count_all(ledger: Ledger) -> _Counted:
    return _count(ledger.index(_by_moment, Proposal).records)


def _count(records: Sequence[Proposal]) -> _Counted:
    return _Counted(
        [each.sent_at for each in records],
        [each.sent_at for each in records if each.outcome in DECIDED],
        [each.sent_at for each in records if each.outcome == "pending"],
        Counter(each.outcome for each in records),
        next((each.sent_at for each in reversed(records) if each.outcome == "won"), None),
    )


def likely_below(ledger: Ledger, now: datetime) -> bool:
    """Whether one hit in thirty is likely not reached: so few of the decided bring one in under 5 %."""
    decided = proposals(ledger, now).decided
    below = chance_of_at_most(decided.hits, decided.n) < RARE
    return below or chance_of_none(decided.since_last_hit) < RARE


def decided_by(ledger: Ledger, now: datetime) -> list[Proposal]:
    """The proposals sent by now that are decided, oldest first."""
    after_days = ledger.number("give_up_days")
    return [each for each in sent_by(ledger, now) if is_decided(each, now, after_days)]


def _rate(hits: int, n: int) -> tuple[float, float, float] | tuple[None, None, None]:
    """A rate with its exact 95 % interval."""
    return (hits / n, *clopper_pearson(hits, n)) if n else (None, None, None)


def sent_this_week(ledger: Ledger, now: datetime) -> int:
    """Proposals sent since Monday 0:00."""
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = ledger.index(_by_moment, Proposal).moments
    return bisect_right(moments, now) - bisect_left(moments, monday)


class Week(NamedTuple):
    """A week from its Monday on: how many were sent, and how many of those were won."""

    monday: date
    sent: int
    won: int


def weeks(ledger: Ledger, now: datetime, number: int) -> list[Week]:
    """The last weeks up to the one of `now`, the oldest first."""
    this = now.date() - timedelta(days=now.weekday())
    mondays = [this - timedelta(weeks=back) for back in range(number - 1, -1, -1)]
    sent: Counter[date] = Counter()
    won: Counter[date] = Counter()
    for each in sent_by(ledger, now):
        day = each.sent_at.astimezone(now.tzinfo).date()
        monday = day - timedelta(days=day.weekday())
        sent[monday] += 1
        won[monday] += each.outcome == "won"
    return [Week(monday, sent[monday], won[monday]) for monday in mondays]


class Funnel(NamedTuple):
    """Of the proposals sent since a moment: how many came to talks at least, and to a contract."""

    sent: int
    talks: int
    won: int


def funnel(ledger: Ledger, since: datetime, now: datetime) -> Funnel:
    """How far those got that were sent from then on."""
    known = [each for each in sent_by(ledger, now) if each.sent_at >= since]
    won = sum(each.outcome == "won" for each in known)
    talks = sum(each.talking_at is not None or each.outcome in {"talking", "won"} for each in known)
    return Funnel(len(known), talks, won)


FIELDS = ("category", "route")
"""By what the rates are told apart."""


class Rate(NamedTuple):
    """The hits among the decided that share a value of a field; `value` None where it was left empty."""

    field: str
    value: str | None
    n: int
    hits: int
    low: float
    high: float


def rates(ledger: Ledger, now: datetime) -> list[Rate]:
    """The rates by category and by way in, those with the most decided first, each with its 95 % interval."""
    told: list[Rate] = []
    known = decided_by(ledger, now)
    for field in FIELDS:
        decided = Counter(getattr(each, field) for each in known)
        hits = Counter(getattr(each, field) for each in known if each.outcome == "won")
        for value, n in decided.most_common():
            told.append(Rate(field, value, n, hits[value], *clopper_pearson(hits[value], n)))
    return told


def _pending(ledger: Ledger) -> list[datetime]:
    return [p.sent_at for p in ledger.index(_by_moment, Proposal).records if p.outcome == "pending"]


def silent_count(ledger: Ledger, now: datetime, after_days: int) -> int:
    """How many proposals have had no answer for that many days."""
    return bisect_right(ledger.index(_pending, Proposal), now - timedelta(days=after_days))


def silent(proposal: Proposal, now: datetime, after_days: int) -> bool:
    """Whether a proposal has waited for an answer for the user's number of days."""
    return proposal.outcome == "pending" and now - proposal.sent_at >= timedelta(days=after_days)


def is_decided(proposal: Proposal, now: datetime, after_days: int) -> bool:
    """Whether a proposal counts for the rate: it had its answer, or its silence is one. Talks are open."""
    return proposal.outcome in DECIDED or silent(proposal, now, after_days)
