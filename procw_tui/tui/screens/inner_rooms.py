"""Rooms behind a figure: the records of a criterion, the rounds, the assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.assumptions import Assumption
from procw_tui.domain.certification.phases import Past
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.paint import Line, Lines
from procw_tui.present.rooms import assumptions, evidence
from procw_tui.present.rooms import rounds as outlook
from procw_tui.present.view import View
from procw_tui.tui.screens.room import Room


class EvidenceRoom(Room):
    """The records behind one criterion."""

    id = "evidence"
    detail_rows = 3
    least_rows = 4

    def __init__(self) -> None:
        self.criterion = CRITERIA[0]

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """Where the criterion stands and what it takes."""
        del wide, rows
        return evidence.head(view, self.criterion, cells)

    def rows(self, view: View) -> Sequence[Piece]:
        """The latest first."""
        return view.evidence(self.criterion)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One piece."""
        return evidence.row(view, self.criterion, row, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """Why it counts or not."""
        del wide, rows
        return evidence.detail(view, row, cells) if isinstance(row, Piece) else []

    def record(self, row: Any) -> Record | None:
        """The record behind a piece."""
        return evidence.record_of(row) if isinstance(row, Piece) else None

    def key(self, row: Any) -> str:
        """A piece by its record or month."""
        return str(row.key)


class RoundsRoom(Room):
    """The next four rounds, and the past ones."""

    id = "rounds"
    detail_rows = 7
    least_rows = 5

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """The first round to hold."""
        del wide, rows
        return outlook.head(view, cells)

    def rows(self, view: View) -> Sequence[outlook.Row]:
        """Coming, then past."""
        return outlook.rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One round."""
        del view, cells
        return outlook.row(row)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """Its six figures."""
        del wide, rows
        return outlook.detail(view, row, cells) if row else []

    def record(self, row: Any) -> Record | None:
        """What came of a past round."""
        return row.result if isinstance(row, Past) else None

    def key(self, row: Any) -> str:
        """A round by its month."""
        return outlook.key(row)


class AssumptionsRoom(Room):
    """What nobody publishes."""

    id = "assumptions"
    detail_rows = 6
    least_rows = 5

    def __init__(self) -> None:
        self.criterion: str | None = None

    def head(self, view: View, cells: int, *, wide: bool, rows: int) -> Lines:
        """What this list is."""
        del view, wide, rows
        return assumptions.head(self.criterion, cells)

    def rows(self, view: View) -> Sequence[Assumption]:
        """Those that concern where one came from first."""
        del view
        return assumptions.relevant(KNOWLEDGE.assumptions, self.criterion)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One assumption."""
        return assumptions.row(view, row, self.criterion, cells)

    def detail(self, view: View, row: Any | None, cells: int, *, wide: bool, rows: int) -> Lines:
        """Why, and who says so."""
        del view, wide, rows
        return assumptions.detail(row, cells) if isinstance(row, Assumption) else []

    def key(self, row: Any) -> str:
        """An assumption's own id."""
        return str(row.id)
