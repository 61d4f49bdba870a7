"""One line for a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from procw_tui.domain.record.fields import Field, typed_fields
from procw_tui.domain.record.records import (
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
from procw_tui.domain.record.stars import shown_text
from procw_tui.domain.record.times import JST
from procw_tui.present.cells import clip, visible
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.language import _
from procw_tui.present.words import figures, labels
from procw_tui.present.words.settings import setting_title, setting_value

BEGUN_CELLS = 40


def _plain_value(record: Record, field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{value.astimezone(JST):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if field.type == "Tenths":
        return f"{value / 10:.1f}"
    if field.type == "Shown":
        return shown_text(value)
    if field.type == "Yen":
        return figures.yen(value)
    if field.choices:
        return labels.choice(record.kind, field.name, value)
    return visible(str(value))


def value_text(record: Record, field: Field) -> str:
    """A field's value as a person reads it; empty where it is absent."""
    value = getattr(record, field.attr)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(_plain_value(record, field, item) for item in value)
    return _plain_value(record, field, value)


def _named(*parts: str | None) -> str:
    return "  ".join(visible(part) for part in parts if part)


def _span(first: date, last: date) -> str:
    return _("{first} to {last}").format(first=first, last=last)


def _message(r: Message) -> str:
    return _named(labels.client(r.client), r.subject, labels.choice("message", "state", r.state))


def _proposal(r: Proposal) -> str:
    price = figures.yen(r.price_yen) if r.price_yen is not None else None
    names = (labels.client(r.client), r.title) if r.title or r.client else (labels.client("-"),)
    return _named(*names, price, labels.choice("proposal", "outcome", r.outcome))


def _contract(r: Contract) -> str:
    price = figures.yen(r.price_yen) if r.price_yen is not None else None
    return _named(labels.client(r.client), r.title, price, labels.contract_state(r))


def _review(r: Review) -> str:
    return _named(labels.client(r.client), f"{r.overall_tenths / 10:.1f}")


def _scout(r: Scout) -> str:
    counts = labels.choice("scout", "counts", r.counts) if r.counts != "auto" else None
    return _named(labels.client(r.client), labels.choice("scout", "source", r.source), counts)


def _opening(r: Opening) -> str:
    shown = [
        f"{label} {shown_text(value)} ({count})"
        for label, value, count in (
            (criterion_name("rating"), r.rating_shown, r.rating_count),
            (criterion_name("communication"), r.communication_shown, r.communication_count),
        )
        if value is not None
    ]
    return _named(*shown)


def _begun(text: str) -> str:
    """The first words of a text."""
    return clip(" ".join(text.replace(",", " ").split()), BEGUN_CELLS)


def _tally(r: Tally) -> str:
    parts = [
        f"{labels.field(name)} {number}"
        for name, number in (
            ("completed", r.completed), ("ended_midway", r.ended_midway), ("scouts", r.scouts),
        )
        if number is not None
    ]  # fmt: skip
    return _named(_span(r.from_, r.to), *parts)


def _profile(r: ProfileEdit) -> str:
    return _named(*(labels.choice("profile_edit", "parts", part) for part in r.parts or ()))


def _assessment(r: Assessment) -> str:
    return _named(figures.round_name(r.month), labels.choice("assessment", "result", r.result))


def _setting(r: Setting) -> str:
    return _named(setting_title(r.key), setting_value(r.key, r.value))


SUMMARIES: dict[type[Record], Callable[[Any], str]] = {
    Message: _message, Proposal: _proposal, Contract: _contract, Review: _review, Scout: _scout,
    Opening: _opening, Tally: _tally, ProfileEdit: _profile, Assessment: _assessment, Setting: _setting,
    Earning: lambda r: _named(r.month, figures.yen(r.gross_yen)),
    PracticeState: lambda r: _named(
        labels.practice(r.practice), labels.choice("practice_state", "state", r.state)
    ),
    DayNote: lambda r: _named(r.text),
    Inbox: lambda r: _named(
        labels.choice("inbox", "source", r.source), _begun(r.subject or r.text or ""),
        None if r.waits else _("dealt with"),
    ),
    MailRule: lambda r: _named(r.subject, labels.choice("mail_rule", "means", r.means)),
    Gap: lambda r: _named(_span(r.from_, r.to), labels.choice("gap", "happened", r.happened)),
    Snooze: lambda r: _named(labels.act(r.action), r.reason),
}  # fmt: skip


def record_summary(record: Record) -> str:
    """What a record says, in short and without its day."""
    return SUMMARIES[type(record)](record)


def record_when(record: Record) -> str:
    """A record's own moment or day."""
    field = next((f for f in typed_fields(record.kind) if f.attr == record.own), None)
    if field is None:
        return ""
    return value_text(record, field) or (record.month if isinstance(record, Assessment) else "")


def record_line(record: Record) -> str:
    """Kind, day and summary in one line; the day once, where the summary begins with it."""
    day, told = record_when(record), record_summary(record)
    return "  ".join(filter(None, (labels.kind(record.kind), "" if told.startswith(day) else day, told)))
