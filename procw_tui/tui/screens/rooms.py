"""The six rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.practices import Practice
from procw_tui.domain.records import Record
from procw_tui.domain.work import MonthMoney
from procw_tui.present.pages import board, mindset, proposals, replies, today, work
from procw_tui.present.paint import EMPTY, Line, Lines
from procw_tui.present.view import View
from procw_tui.tui.screens.room import Room, record_lines


class TodayRoom(Room):
    """What do I do now."""

    id = "today"
    has_list = False
    detail_rows = 0

    def head(self, view: View, cells: int, *, wide: bool) -> Lines:
        """Everything, or the left column of a wide terminal."""
        return today.main_column(view, cells) if wide else today.page(view, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool) -> Lines:
        """The right column of a wide terminal."""
        del row
        return today.side_column(view, cells) if wide else []


class BoardRoom(Room):
    """Would I be certified."""

    id = "board"
    detail_rows = 8
    least_rows = 6

    def head(self, view: View, cells: int, *, wide: bool) -> Lines:
        """The counts, and the round under judgement."""
        del wide
        return board.head(view, cells)

    def rows(self, view: View) -> Sequence[str]:
        """The six criteria."""
        return board.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One criterion."""
        return board.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool) -> Lines:
        """What it rests on and what leaves."""
        del wide
        return board.detail(view, row, cells) if row else []


class RepliesRoom(Room):
    """Who waits."""

    id = "replies"

    def head(self, view: View, cells: int, *, wide: bool) -> Lines:
        """The figures."""
        del wide
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

    def head(self, view: View, cells: int, *, wide: bool) -> Lines:
        """The run, its odds and the rate."""
        del wide
        return proposals.head(view, cells)

    def rows(self, view: View) -> Sequence[Record]:
        """The newest first."""
        return proposals.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One proposal."""
        return proposals.row(view, row, cells)


class WorkRoom(Room):
    """What is running and what did it earn: four lists, one at a time."""

    id = "work"

    def __init__(self) -> None:
        self.section = 0

    def next_section(self) -> None:
        """The next of the four lists."""
        self.section = (self.section + 1) % len(work.SECTIONS)

    def head(self, view: View, cells: int, *, wide: bool) -> Lines:
        """The month's money and the lists' names."""
        del wide
        return work.head(view, cells, self.section)

    def rows(self, view: View) -> Sequence[Record | MonthMoney]:
        """The list in force."""
        return work.rows(view, self.section)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One record."""
        return work.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool) -> Lines:
        """The record and its money; on a wide terminal the months as well."""
        record = self.record(row)
        shown = [*record_lines(record, cells), *work.money_lines(record)] if record else []
        return [*shown, EMPTY, *work.months(view, cells)] if wide else shown

    def record(self, row: Any) -> Record | None:
        """A month's own record, where one was typed."""
        return row.typed if isinstance(row, MonthMoney) else super().record(row)

    def key(self, row: Any) -> str:
        """A month is known by its name."""
        return row.month if isinstance(row, MonthMoney) else super().key(row)


class MindsetRoom(Room):
    """What should I try."""

    id = "mindset"
    detail_rows = 7

    def head(self, view: View, cells: int, *, wide: bool) -> Lines:
        """The tip of the day and the progress."""
        del wide
        return mindset.head(view, cells)

    def rows(self, view: View) -> Sequence[Practice]:
        """Every practice."""
        return mindset.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One practice."""
        return mindset.row(view, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool) -> Lines:
        """What it is about."""
        del view, wide
        return mindset.detail(row, cells) if isinstance(row, Practice) else []

    def key(self, row: Any) -> str:
        """A practice's own id."""
        return str(row.id)


def all_rooms() -> dict[str, Room]:
    """Each room by its id."""
    rooms: tuple[Room, ...] = (
        TodayRoom(), BoardRoom(), RepliesRoom(), ProposalsRoom(), WorkRoom(), MindsetRoom(),
    )  # fmt: skip
    return {room.id: room for room in rooms}
