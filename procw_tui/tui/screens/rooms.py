"""The six rooms, and by their side those that are opened from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.forecast import ROUNDS
from procw_tui.domain.record.records import Proposal, Record
from procw_tui.domain.work.money import MonthMoney
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.criteria.completion import before_taking
from procw_tui.present.paint import EMPTY, Line, Lines, paragraph
from procw_tui.present.rooms import board, mindset, proposals, rates, replies, today, work
from procw_tui.present.rooms import rounds as outlook
from procw_tui.present.sections import tip
from procw_tui.present.view import View
from procw_tui.tui.screens.inner_rooms import AssumptionsRoom, EvidenceRoom, RoundsRoom
from procw_tui.tui.screens.more_rooms import CoachRoom, DayRoom, OpenRoom, RatesRoom, ReportRoom
from procw_tui.tui.screens.room import Room, record_lines


class TodayRoom(Room):
    """What do I do now."""

    id = "today"
    has_list = False
    detail_rows = 0

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """Everything, or the left column of a wide terminal."""
        return today.main_column(view, cells) if wide else today.page(view, cells, rows)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """The right column of a wide terminal."""
        del row, rows
        return today.side_column(view, cells) if wide else []


class BoardRoom(Room):
    """Would I be certified."""

    id = "board"
    detail_rows = 11
    least_rows = 7

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The counts, and the round under judgement."""
        del wide, rows
        return board.head(view, cells)

    def rows(self, view: View) -> Sequence[str]:
        """The six criteria, and the rounds."""
        return board.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One criterion."""
        return board.row(view, row, cells)

    def foot(self, view: View, cells: int) -> Lines:
        """The next four rounds."""
        del cells
        return [EMPTY, *outlook.short(view, ROUNDS)]

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """What it takes, what leaves and how it went; beside the list, the records as well."""
        if not row:
            return []
        return board.side(view, row, cells, rows) if wide else board.detail(view, row, cells, rows)


class RepliesRoom(Room):
    """Who waits."""

    id = "replies"

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The figures."""
        del wide, rows
        return replies.head(view, cells)

    def rows(self, view: View) -> Sequence[Record]:
        """Unanswered first."""
        return replies.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One message."""
        return replies.row(view, row, cells)


class ProposalsRoom(Room):
    """How is the thirty going."""

    id = "proposals"

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The run, its odds and the rate."""
        del wide, rows
        return proposals.head(view, cells)

    def rows(self, view: View) -> Sequence[Record]:
        """The newest first."""
        return proposals.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One proposal."""
        return proposals.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """The record; of one in talks what taking it would put at stake; beside the list the rates."""
        shown = super().detail(view, row, cells, wide=wide, rows=rows)
        if isinstance(row, Proposal) and row.outcome == "talking":
            shown = [*shown, *paragraph(before_taking(view), cells, indent="  ")]
        return [*shown, EMPTY, *rates.side(view, cells)] if wide and row else shown


class WorkRoom(Room):
    """What is running and what did it earn: four lists, one at a time."""

    id = "work"
    detail_rows = 6

    def __init__(self) -> None:
        self.section = 0

    def next_section(self) -> None:
        """The next of the four lists."""
        self.section = (self.section + 1) % len(work.SECTIONS)

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The month's money and the lists' names."""
        del wide, rows
        return work.head(view, cells, self.section)

    def rows(self, view: View) -> Sequence[Record | MonthMoney]:
        """The list in force."""
        return work.rows(view, self.section)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One record."""
        return work.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """The record and its money; on a wide terminal the months as well."""
        del rows
        record = self.record(row)
        shown = (
            [*record_lines(record, cells), *work.money_lines(record), *work.clock_lines(view, record, cells)]
            if record
            else []
        )
        return [*shown, EMPTY, *work.months(view, cells)] if wide else shown

    def record(self, row: Any) -> Record | None:
        """A month's own record, where one was typed."""
        return row.typed if isinstance(row, MonthMoney) else super().record(row)

    def key(self, row: Any) -> str:
        """A month is known by its name."""
        return row.month if isinstance(row, MonthMoney) else super().key(row)


class MindsetRoom(Room):
    """What should I try: practices, questions, notes and the worth of it, one list at a time."""

    id = "mindset"
    detail_rows = 7
    least_rows = 4

    def __init__(self) -> None:
        self.section = 0

    def next_section(self) -> None:
        """The next of the four lists."""
        self.section = (self.section + 1) % len(mindset.SECTIONS)

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The note and the tip of the day, and the lists' names."""
        del wide, rows
        return mindset.head(view, cells, self.section, KNOWLEDGE.notes)

    def begins_at(self, view: View) -> str:
        """On the practice that is tried or suggested."""
        return tip.current(view) if self.section == 0 else ""

    def rows(self, view: View) -> Sequence[mindset.Row]:
        """The list in force."""
        return mindset.rows(view, self.section, KNOWLEDGE.notes)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One row."""
        return mindset.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """What it is about."""
        del wide, rows
        return mindset.detail(view, row, cells) if row is not None else []

    def key(self, row: Any) -> str:
        """Each row by its own id."""
        return mindset.key(row)


def all_rooms() -> dict[str, Room]:
    """Each room by its id."""
    rooms: tuple[Room, ...] = (
        TodayRoom(), BoardRoom(), RepliesRoom(), ProposalsRoom(), WorkRoom(), MindsetRoom(),
        EvidenceRoom(), RoundsRoom(), AssumptionsRoom(), OpenRoom(), DayRoom(), RatesRoom(),
        CoachRoom(), ReportRoom(),
    )  # fmt: skip
    return {room.id: room for room in rooms}
