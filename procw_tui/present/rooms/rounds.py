"""The coming rounds and the past ones: what would hold, what was foretold, what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.certification.phases import Past
from procw_tui.domain.record.records import Record
from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.language import _
from procw_tui.present.paint import EMPTY, Line, Lines, Space, cell, heading, line, paragraph
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.sections.rounds import (
    NAME,
    STILL,
    came,
    cause_text,
    outlook_row,
    six,
    table_head,
    tally_cell,
)
from procw_tui.present.sentences.rounds import holding
from procw_tui.present.view import View
from procw_tui.present.words import figures

PAST = "past"
Row = Outlook | Past | str


def rows(view: View) -> list[Row]:
    """The next four rounds, a heading, and those that are past, the latest first."""
    past: list[Row] = [PAST, *view.past] if view.past else []
    return [*view.forecast, *past]


def key(row: Row) -> str:
    """What a row is known by."""
    return row if isinstance(row, str) else f"{type(row).__name__} {row.round.month}"


def head(view: View, cells: int) -> Lines:
    """What the two lines mean, and the column names."""
    about = _("With nothing new, what has been logged counts less what leaves the window. The pace adds as "
              "many deliveries, midway ends, ratings and scouts a day as the last 90 days had.")  # fmt: skip
    return [heading(_("Rounds")), *paragraph(holding(view), cells, "strong"), *paragraph(about, cells, "dim"),
            EMPTY, table_head(view)]  # fmt: skip


def round_row(each: Row) -> Line:
    """A coming round, or a past one with what was foretold and what came."""
    if isinstance(each, str):
        return line("  ", cell(_("Past rounds"), NAME + 2, "head"), cell(_("foretold"), STILL, "dim"),
                    (_("what came"), "dim"))  # fmt: skip
    if isinstance(each, Outlook):
        return outlook_row(each)
    name = figures.round_name_with_year(each.round.month)
    return line("    ", cell(name, NAME), *tally_cell(each.foretold, STILL), came(each))


def detail(view: View, each: Row, cells: int) -> Lines:
    """The six figures of a round; of a past one the cause of what came."""
    if isinstance(each, str):
        return []
    title = _("{round}, window {begins} to {cutoff} (assumed)").format(
        round=figures.round_name_with_year(each.round.month), begins=each.round.begins,
        cutoff=each.round.cutoff,
    )  # fmt: skip
    if isinstance(each, Past):
        why = (
            cause_text(each) if each.result is not None else _("{key:result} logs what came.").format(key=KEY)
        )
        return [*paragraph(title, cells, "head", "  "), *six(each.foretold, cells), *paragraph(why, cells)]
    shown = [*paragraph(title, cells, "head", "  "), *six(each.still, cells)]
    if each.paced is not None and view.pace.tells:
        shown += [line("    ", (_("at the pace:"), "dim")), *six(each.paced, cells)]
    return shown


class RoundsRoom(Room):
    """The next four rounds, and the past ones."""

    id = "rounds"
    tab: MainRoomId = "board"
    detail_rows = 7
    list_cells = TABLE_CELLS
    least_rows = 5

    def head(self, view: View, space: Space) -> Lines:
        """The first round to hold."""
        return head(view, space.cells)

    def rows(self, view: View) -> Sequence[Row]:
        """Coming, then past."""
        return rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One round."""
        del view, cells
        return round_row(row)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """Its six figures."""
        return detail(view, row, space.cells) if row else []

    def record(self, row: Any) -> Record | None:
        """What came of a past round."""
        return row.result if isinstance(row, Past) else None

    def key(self, row: Any) -> str:
        """A round by its month."""
        return key(row)
