"""Waiting messages and reply-time figures."""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Message

MINUTE = timedelta(minutes=1)
LONGEST_LEAD = 60  # minutes


class Wait(NamedTuple):
    """The unanswered messages of one client, timed from the oldest."""

    client: str
    since: datetime
    messages: tuple[Message, ...]

    def minutes(self, now: datetime) -> float:
        """How long it has taken by now."""
        return (now - self.since) / MINUTE


class Replies(NamedTuple):
    """The reply figures; None where there is nothing to measure."""

    waiting: tuple[Wait, ...]
    n: int
    oldest_minutes: float | None
    median_minutes: float | None
    p90_minutes: float | None
    within_target: float | None
    target_minutes: int


class _Known(NamedTuple):
    """Every wait of a table of messages, once for each version of it."""

    latest: datetime | None  # after it nothing more becomes known
    open: tuple[Wait, ...]
    minutes: tuple[float, ...]  # of those answered, in order


def _collect(messages: Iterable[Message], now: datetime | None = None) -> _Known:
    """The waits known by now; at any later moment where it is left out.

    Messages that need no reply, or were answered at a time unknown, have none.
    """
    groups: dict[tuple[str, datetime | None], list[Message]] = {}
    for message in messages:
        replied = message.replied_at
        if message.state == "not_needed" or (replied is None and message.state == "answered"):
            continue
        if now is not None:
            if message.received_at > now:
                continue
            if replied is not None and replied > now:
                replied = None  # a reply after now has not been given
        groups.setdefault((who(message.client), replied), []).append(message)
    opened: list[Wait] = []
    minutes: list[float] = []
    latest: datetime | None = None
    for (_client, replied), group in groups.items():
        since = min(message.received_at for message in group)
        if replied is None:
            opened.append(Wait(group[0].client, since, tuple(group)))
            last = max(message.received_at for message in group)
        else:
            minutes.append((replied - since) / MINUTE)
            last = replied
        latest = last if latest is None or last > latest else latest
    return _Known(latest, tuple(sorted(opened, key=lambda wait: wait.since)), tuple(sorted(minutes)))


def _all(ledger: Ledger) -> _Known:
    return _collect(ledger.all(Message))


def nearest_rank(ordered: list[float], share: float) -> float:
    """The ceil(share n)-th smallest of an ordered, non-empty list."""
    return ordered[max(0, math.ceil(round(share * len(ordered), 9)) - 1)]


def replies(ledger: Ledger, now: datetime) -> Replies:
    """The reply figures of all time: median, 90th percentile, share within the target.

    A wait still open enters with its age.
    """
    target = ledger.number("reply_target_minutes")
    known = ledger.index(_all, Message)
    if known.latest is not None and known.latest > now:
        known = _collect(ledger.all(Message), now)
    minutes = sorted([*known.minutes, *(wait.minutes(now) for wait in known.open)])
    if not minutes:
        return Replies((), 0, None, None, None, None, target)
    within = bisect_right(minutes, target)
    return Replies(
        known.open,
        len(minutes),
        known.open[0].minutes(now) if known.open else None,
        median(minutes),
        nearest_rank(minutes, 0.9),
        within / len(minutes),
        target,
    )


def is_settled(ledger: Ledger, now: datetime) -> bool:
    """Whether no message and no reply lies ahead: until something is logged only ages change."""
    latest = ledger.index(_all, Message).latest
    return latest is None or latest <= now


class Habits(NamedTuple):
    """When messages come and how long replies took.

    `minutes` of each wait that was answered, in order; `came` how many messages, by weekday (Monday is 0) and
    hour in the zone of `now`; `medians` in minutes by the weekday on which the wait began.
    """

    minutes: tuple[float, ...]
    came: Mapping[tuple[int, int], int]
    medians: Mapping[int, float]


def habits(ledger: Ledger, now: datetime) -> Habits:
    """Of all messages received by now."""
    known = [message for message in ledger.all(Message) if message.received_at <= now]
    local = [message.received_at.astimezone(now.tzinfo) for message in known]
    came = Counter((at.weekday(), at.hour) for at in local)
    waits: dict[tuple[str, datetime], datetime] = {}
    for message, at in zip(known, local, strict=True):
        if message.replied_at is not None and message.replied_at <= now:
            wait = (who(message.client), message.replied_at)
            waits[wait] = min(at, waits.get(wait, at))
    by_day: dict[int, list[float]] = {}
    for (_client, replied), since in waits.items():
        by_day.setdefault(since.weekday(), []).append((replied - since) / MINUTE)
    minutes = tuple(sorted(each for some in by_day.values() for each in some))
    return Habits(minutes, came, {weekday: median(some) for weekday, some in by_day.items()})


def about_to_miss(known: Replies, now: datetime) -> list[Wait]:
    """The waits in the last quarter of the target, or its last hour where that is shorter."""
    target = known.target_minutes
    lead = min(target / 4, LONGEST_LEAD)
    return [wait for wait in known.waiting if target - lead <= wait.minutes(now) < target]


def answered_within(message: Message, target_minutes: int) -> bool:
    """Whether an answered message was answered within so many minutes."""
    return (
        message.replied_at is not None
        and (message.replied_at - message.received_at) / MINUTE <= target_minutes
    )


def reply(ledger: Ledger, client: str, at: datetime) -> Change:
    """Every waiting message of a client received by `at` answered then; Invalid where none waits."""
    waiting = _waiting(ledger, client, at)
    if not waiting:
        raise Invalid("client", "nothing_to_record", value=client)
    return Change("reply", tuple(
        Op(message, dataclasses.replace(message, replied_at=at, state="answered")) for message in waiting
    ))  # fmt: skip


def _waiting(ledger: Ledger, client: str, at: datetime) -> list[Message]:
    """The messages of a client, received by then, that wait."""
    wanted = who(client)
    return [
        message for message in ledger.all(Message)
        if message.state == "waiting" and message.received_at <= at and who(message.client) == wanted
    ]  # fmt: skip


def reply_now(ledger: Ledger, client: str, now: datetime) -> Change:
    """Every waiting message of a client answered in this minute, or when the last came if that was later."""
    minute = now.replace(second=0, microsecond=0)
    came = [message.received_at for message in _waiting(ledger, client, now)]
    return reply(ledger, client, max([minute, *came]))


def reply_to(ledger: Ledger, wait: Wait, now: datetime) -> Change:
    """The messages of a wait answered in this minute, or when the last came if that was later.

    Invalid where the client's waiting messages are others by now.
    """
    minute = now.replace(second=0, microsecond=0)
    change = reply(ledger, wait.client, max([minute, *(each.received_at for each in wait.messages)]))
    if {op.record.id for op in change.ops} != {message.id for message in wait.messages}:
        raise Invalid("", "changed_meanwhile")
    return change


def answered_all(ledger: Ledger, now: datetime, clients: Collection[str] | None = None) -> Change:
    """Every waiting message received by now (of these clients) answered at a time unknown."""
    wanted = None if clients is None else {who(client) for client in clients}
    return Change("reply", tuple(
        Op(message, dataclasses.replace(message, state="answered")) for message in ledger.all(Message)
        if message.state == "waiting" and message.received_at <= now
        and (wanted is None or who(message.client) in wanted)
    ))  # fmt: skip


def waiting_longest(ledger: Ledger, at: datetime) -> str | None:
    """The client whose message has waited longest; None where nobody waits."""
    waiting = [m for m in ledger.all(Message) if m.state == "waiting" and m.received_at <= at]
    return min(waiting, key=lambda message: message.received_at).client if waiting else None
