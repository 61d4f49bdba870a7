"""Every kind of record by its name, and the day from which a record exists."""

from __future__ import annotations

from datetime import date, datetime

from .records import (
    Assessment,
    Contract,
    DayNote,
    Earning,
    Gap,
    Inbox,
    MailRule,
    Message,
    Opening,
    PracticeState,
    ProfileEdit,
    Proposal,
    Record,
    Review,
    Scout,
    Setting,
    Snooze,
    Tally,
)

KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Proposal, Message, Contract, Review, Scout, Earning, ProfileEdit, Assessment, Opening, Tally, Gap,
        PracticeState, DayNote, Snooze, Inbox, MailRule, Setting,
    )
}  # fmt: skip


def own_day(record: Record) -> date | None:
    """The day, in Japan, from which a record exists; None for kinds without one."""
    if isinstance(record, Assessment):
        return record.mail_on or date.fromisoformat(record.month + "-01")
    if record.own is None:
        return None
    value = getattr(record, record.own)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return date.fromisoformat(value + "-01")
    return value if isinstance(value, date) else None
