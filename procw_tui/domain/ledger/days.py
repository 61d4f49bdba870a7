"""What happened on a day: every record by each of its days, and days of rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from procw_tui.domain.ledger.changes import Change, Op, log, new_id
from procw_tui.domain.record.kinds import KINDS, own_day
from procw_tui.domain.record.records import Contract, DayNote, Message, Proposal, Record, Setting
from procw_tui.domain.record.times import JST

from .ledger import Ledger

REST = "休み"
"""The note of a day of rest; the screens say it in the user's language."""

DATED: dict[type[Record], tuple[str, ...]] = {
    Proposal: ("sent_at", "talking_at", "decided_at"),
    Message: ("received_at", "replied_at"),
    Contract: ("started_on", "delivered_on", "accepted_on", "ended_on", "i_rated_on",
               "termination_requested_at"),
}  # fmt: skip
"""The fields that put a record on a day; other kinds have their own day alone."""


UNDATED = frozenset({"setting", "snooze", "inbox", "mail_rule"})


class Event(NamedTuple):
    """A record and the field that puts it on that day; `at` where it has a time of day."""

    record: Record
    field: str
    at: datetime | None


def events_of(ledger: Ledger, day: date) -> list[Event]:
    """What happened on a day: those with a time by it, the others before them."""
    events = ledger.index(_by_day, *(cls for cls in KINDS.values())).get(day, [])
    return sorted(events, key=lambda event: event.at.timestamp() if event.at else 0)


def _by_day(ledger: Ledger) -> dict[date, list[Event]]:
    by_day: dict[date, list[Event]] = {}
    for kind, cls in KINDS.items():
        if kind in UNDATED:
            continue
        for record in ledger.all(cls):
            for day, event in _events(record):
                by_day.setdefault(day, []).append(event)
    return by_day


def _events(record: Record) -> Iterator[tuple[date, Event]]:
    names = DATED.get(type(record))
    if names is None:
        day = own_day(record)
        if day is not None:
            yield day, Event(record, record.own or "", None)
        return
    for name in names:
        value = getattr(record, name)
        if isinstance(value, datetime):
            yield value.astimezone(JST).date(), Event(record, name, value)
        elif value is not None:
            yield value, Event(record, name, None)


def days_of(record: Record) -> Iterator[date]:
    """Every day that a record is dated on; settings and what is put off have none."""
    if record.kind not in UNDATED:
        for day, _event in _events(record):
            yield day


def anything_dated(ledger: Ledger, day: date) -> bool:
    """Whether anything at all, settings aside, is dated by a day."""
    for record in ledger:
        if not isinstance(record, Setting):
            own = own_day(record)
            if own is not None and own <= day:
                return True
    return False


def rests(ledger: Ledger, day: date) -> DayNote | None:
    """The note that a day was one of rest."""
    return next((note for note in ledger.all(DayNote) if note.day == day and note.text == REST), None)


def rest(ledger: Ledger, day: date) -> Change:
    """The day becomes one of rest; one that is already, is no more."""
    there = rests(ledger, day)
    if there is not None:
        return Change("rest", (Op(there, None),))
    return log(ledger, DayNote(id=new_id(), day=day, text=REST), "rest")
