"""One day: what happened on it, by the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from procw_tui.domain.ledger.days import REST, Event, events_of
from procw_tui.domain.record.records import DayNote, Record
from procw_tui.domain.record.times import JST
from procw_tui.present.commands import MainRoomId, key_of
from procw_tui.present.language import _
from procw_tui.present.paint import EMPTY, Line, Lines, Space, cell, line
from procw_tui.present.pictures import days
from procw_tui.present.rooms.room import Room, record_lines
from procw_tui.present.sentences.records import record_summary
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

FIELD_CELLS, LEAST_ROWS = 22, 5


def rows(view: View, day: date) -> list[Event]:
    """What happened on it."""
    return events_of(view.ledger, day)


def head(view: View, day: date) -> Lines:
    """The day, and how much of what; a day without a log is unknown, no more."""
    events = rows(view, day)
    ahead = (day - view.today).days
    told = line(
        "  ",
        (figures.day_name(day), "head"),
        "  ",
        (figures.in_days(ahead) if ahead >= 0 else figures.days_ago(-ahead), "dim"),
    )
    hint = line("  ", (key_of("earlier"), "key"), (_(" the day before  "), "dim"),
                (key_of("later"), "key"), (_(" the day after  "), "dim"),
                (key_of("night"), "key"), (_(" its numbers, a day of rest"), "dim"))  # fmt: skip
    if not events:
        words = _("Nothing is logged on this day: it is unknown, and costs nothing.")
        return [told, hint, EMPTY, line("  ", (words, "dim"))]
    kinds = Counter({event.record.id: event.record.kind for event in events}.values())
    counts = "   ".join(f"{labels.kind(kind)} {n}" for kind, n in kinds.items())
    return [told, hint, line("  ", counts), EMPTY]


def event_row(event: Event, cells: int) -> Line:
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
    return f"{labels.kind(record.kind)}  {record_summary(record)}"


class DayRoom(Room):
    """One day."""

    id = "day"
    tab: MainRoomId = "today"
    detail_rows = 3

    def __init__(self) -> None:
        self.day = date.min

    def head(self, view: View, space: Space) -> Lines:
        """Which day, how much of what, and the year around it where there is room."""
        shown = head(view, self.day)
        below = min(len(rows(view, self.day)), LEAST_ROWS) + self.detail_rows
        if space.rows < len(shown) + days.ROWS + 1 + below:
            return shown
        return [*shown[:2], EMPTY, *days.picture(view, self.day, space.cells), EMPTY, *shown[2:]]

    def rows(self, view: View) -> Sequence[Event]:
        """By the clock."""
        return rows(view, self.day)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One event."""
        del view
        return event_row(row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """The record."""
        del view
        return record_lines(row.record, space.cells) if isinstance(row, Event) else []

    def record(self, row: Any) -> Record | None:
        """The record behind it."""
        return row.record if isinstance(row, Event) else None

    def key(self, row: Any) -> str:
        """A record may have several events in a day."""
        return f"{row.field} {row.record.id}"
