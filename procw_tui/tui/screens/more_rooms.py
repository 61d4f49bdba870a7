"""Rooms opened from others: what is open, one day, the rates behind the thirty, the coach's ranking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from procw_tui.domain.certification.look_back import Period, look_back, round_so_far, week
from procw_tui.domain.coach.action import Action
from procw_tui.domain.evening.open_things import OpenThing
from procw_tui.domain.ledger.days import Event
from procw_tui.domain.record.records import Record
from procw_tui.domain.work.proposals import Rate
from procw_tui.domain.work.replies import Wait
from procw_tui.present.paint import Line, Lines
from procw_tui.present.rooms import coach, day, open_things, rates, report
from procw_tui.present.view import View
from procw_tui.present.words.language import language
from procw_tui.tui.screens.room import Room, record_lines

MOST_BACK = 40


class OpenRoom(Room):
    """What is open, also after some days away."""

    id = "open"
    detail_rows = 3
    least_rows = 5
    away = 0
    """Days without a log before this session."""

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """How long one was away, and the keys that clear many at once."""
        del wide, rows
        return open_things.head(view, cells, self.away)

    def rows(self, view: View) -> Sequence[OpenThing]:
        """What it would cost most to leave first."""
        return open_things.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One open thing."""
        return open_things.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """The record, and the keys that end it."""
        del view, wide, rows
        if not isinstance(row, OpenThing):
            return []
        return [*record_lines(row.record, cells), *open_things.detail(row, cells)]

    def record(self, row: Any) -> Record | None:
        """The record behind it."""
        return row.record if isinstance(row, OpenThing) else None

    def key(self, row: Any) -> str:
        """A record may be open in two ways."""
        return f"{row.what} {row.record.id}"


class DayRoom(Room):
    """One day."""

    id = "day"
    detail_rows = 3

    def __init__(self) -> None:
        self.day = date.min

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """Which day, and how much of what."""
        del cells, wide, rows
        return day.head(view, self.day)

    def rows(self, view: View) -> Sequence[Event]:
        """By the clock."""
        return day.rows(view, self.day)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One event."""
        del view
        return day.row(row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """The record."""
        del view, wide, rows
        return record_lines(row.record, cells) if isinstance(row, Event) else []

    def record(self, row: Any) -> Record | None:
        """The record behind it."""
        return row.record if isinstance(row, Event) else None

    def key(self, row: Any) -> str:
        """A record may have several events in a day."""
        return f"{row.field} {row.record.id}"


class RatesRoom(Room):
    """Rates by category and way in."""

    id = "rates"
    detail_rows = 2

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """What the figures are."""
        del view, wide, rows
        return rates.head(cells)

    def rows(self, view: View) -> Sequence[Rate]:
        """The most often sent first."""
        return rates.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One rate."""
        del view, cells
        return rates.row(row)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """What Enter does."""
        del view, wide, rows
        return rates.detail(cells) if row else []

    def key(self, row: Any) -> str:
        """A field and a value."""
        return f"{row.field} {row.value}"


class CoachRoom(Room):
    """Every act of the coach, ranked."""

    id = "coach"
    _off: frozenset[str] | set[str] = frozenset()
    detail_rows = 6
    least_rows = 6

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """How they are ranked."""
        del wide, rows
        return coach.head(view, cells)

    def rows(self, view: View) -> Sequence[Action]:
        """The next one first."""
        self._off = {each.id for each in view.actions_off}
        return coach.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One act."""
        return coach.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """Why, and where its criterion stands."""
        del wide, rows
        return coach.detail(view, row, cells) if isinstance(row, Action) else []

    def record(self, row: Any) -> Record | None:
        """The record that an act is about: of a wait its oldest message."""
        about = row.about if isinstance(row, Action) else None
        if isinstance(about, Wait):
            return min(about.messages, key=lambda message: message.received_at)
        return about if isinstance(about, Record) else None

    def key(self, row: Any) -> str:
        """An act by its id; once it is put off the cursor stays where it was."""
        return f"off {row.id}" if row.id in self._off else str(row.id)


class ReportRoom(Room):
    """A week or a round looked back on."""

    id = "report"
    has_list = False
    detail_rows = 0
    of_round = False
    back = 0

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The whole page; the arrows scroll it."""
        del wide, rows
        return view.once(
            ("report", self.of_round, self.back, cells, language()), lambda: self._page(view, cells)
        )

    def _page(self, view: View, cells: int) -> Lines:
        span = self._span(view)
        return report.page(view, look_back(view.ledger, span, view.rules), cells)

    def _span(self, view: View) -> Period:
        """As far back as there is a round."""
        found = round_so_far(view.ledger, view.today, view.rules, self.back) if self.of_round else None
        return found if found is not None else week(view.today, self.back)

    def go(self, by: int) -> None:
        """A week or a round earlier or later, never past today's."""
        self.back = min(MOST_BACK, max(0, self.back - by))

    def turn(self) -> None:
        """From the week to the round, and back."""
        self.of_round, self.back = not self.of_round, 0
