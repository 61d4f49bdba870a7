"""One day: what happened on it, by the clock."""

from __future__ import annotations

from collections import Counter
from datetime import date

from procw_tui.domain.ledger.days import REST, Event, events_of
from procw_tui.domain.record.records import DayNote, Record
from procw_tui.domain.record.times import JST
from procw_tui.present.paint import EMPTY, Line, Lines, cell, line
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words import records as lines
from procw_tui.present.words.language import N_, _

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
FIELD_CELLS = 22


def name(day: date) -> str:
    """`2026-11-22 (Sun)`."""
    return f"{day.isoformat()} ({_(WEEKDAYS[day.weekday()])})"


def rows(view: View, day: date) -> list[Event]:
    """What happened on it."""
    return events_of(view.ledger, day)


def head(view: View, day: date) -> Lines:
    """The day, and how much of what; a day without a log is unknown, no more."""
    found = rows(view, day)
    ahead = (day - view.today).days
    told = line(
        "  ",
        (name(day), "head"),
        "  ",
        (figures.in_days(ahead) if ahead >= 0 else figures.days_ago(-ahead), "dim"),
    )
    hint = line("  ", ("[", "key"), (_(" the day before  "), "dim"), ("]", "key"),
                (_(" the day after  "), "dim"), ("R", "key"), (_(" day of rest"), "dim"))  # fmt: skip
    if not found:
        words = _("Nothing is logged on this day: it is unknown, and costs nothing.")
        return [told, hint, EMPTY, line("  ", (words, "dim"))]
    kinds = Counter(event.record.kind for event in found)
    counts = "   ".join(f"{labels.kind(kind)} {n}" for kind, n in kinds.items())
    return [told, hint, line("  ", (counts, "dim")), EMPTY]


def row(event: Event, cells: int) -> Line:
    """The time, what happened, and to what."""
    clock = f"{event.at.astimezone(JST):%H:%M}" if event.at is not None else ""
    happened = labels.field(event.field.rstrip("_"))
    room = cells - FIELD_CELLS - 9
    return line(
        "  ", cell(clock, 7, "dim"), cell(happened, FIELD_CELLS, "dim"), cell(shown(event.record), room)
    )  # fmt: skip


def shown(record: Record) -> str:
    """A record in short with its kind; a day of rest in the user's language."""
    if isinstance(record, DayNote) and record.text == REST:
        return _("Day of rest")
    return f"{labels.kind(record.kind)}  {lines.summary(record)}"
