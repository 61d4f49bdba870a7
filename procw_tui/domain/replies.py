"""Waiting messages and reply-time figures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from .ledger import Ledger
from .records import Message

MINUTE = timedelta(minutes=1)


class Wait(NamedTuple):
    """Messages of one client that have one reply, or none yet, timed from the oldest."""

    client: str
    since: datetime
    replied_at: datetime | None
    messages: tuple[Message, ...]

    def minutes(self, now: datetime) -> float:
        """How long it took, or has taken by now."""
        return ((self.replied_at or now) - self.since) / MINUTE


class Replies(NamedTuple):
    """The reply figures; None where there is nothing to measure."""

    waiting: tuple[Wait, ...]
    n: int
    oldest_minutes: float | None
    median_minutes: float | None
    p90_minutes: float | None
    within_target: float | None
    target_minutes: int


def waits(ledger: Ledger, now: datetime) -> list[Wait]:
    """Every wait known by now. Messages that need no reply or were answered at a time unknown have none."""
    groups: dict[tuple[str, datetime | None], list[Message]] = {}
    for message in ledger.all(Message):
        if message.received_at > now or message.state == "not_needed":
            continue
        replied = message.replied_at
        if replied is None and message.state == "answered":
            continue
        if replied is not None and replied > now:
            replied = None  # a reply after now has not been given
        groups.setdefault((message.client, replied), []).append(message)
    return [
        Wait(client, min(m.received_at for m in group), replied, tuple(group))
        for (client, replied), group in groups.items()
    ]


def nearest_rank(ordered: list[float], share: float) -> float:
    """The ceil(share n)-th smallest of an ordered, non-empty list."""
    return ordered[max(0, math.ceil(round(share * len(ordered), 9)) - 1)]


def figures(found: Iterable[Wait], now: datetime, target_minutes: int) -> Replies:
    """Median, 90th percentile and share within the target; a wait still open enters with its age."""
    found = list(found)
    waiting = tuple(sorted((w for w in found if w.replied_at is None), key=lambda wait: wait.since))
    minutes = sorted(wait.minutes(now) for wait in found)
    if not minutes:
        return Replies((), 0, None, None, None, None, target_minutes)
    within = sum(each <= target_minutes for each in minutes)
    return Replies(
        waiting,
        len(minutes),
        waiting[0].minutes(now) if waiting else None,
        median(minutes),
        nearest_rank(minutes, 0.9),
        within / len(minutes),
        target_minutes,
    )


def replies(ledger: Ledger, now: datetime) -> Replies:
    """The reply figures of all time."""
    return figures(waits(ledger, now), now, ledger.number("reply_target_minutes"))
