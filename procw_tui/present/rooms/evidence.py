"""The records behind a criterion: what counts, what not and why, what pulls it down, what leaves when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.criteria import MONTHS, criterion
from procw_tui.domain.certification.criterion import Point
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.record.records import Record, Scout
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.work.months import MonthGross
from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.criteria.table import what_it_takes, words_of
from procw_tui.present.language import _, sentences
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    bar,
    cell,
    line,
    number_cell,
    paragraph,
    sign,
)
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.sentences import scoreboard
from procw_tui.present.sentences.pieces import piece_text
from procw_tui.present.sentences.records import record_line
from procw_tui.present.view import View
from procw_tui.present.words import figures, verdicts
from procw_tui.present.words.signs import SIGNS

DAY, LEAVES, VERDICT = 12, 11, 21
POINT = 6


def head(view: View, name: CriterionId, cells: int) -> Lines:
    """Where it stands, what it takes, what pulls it down, how it went."""
    row, words = scoreboard.row(view.ledger, view.board, view.rules, name), words_of(name)
    standing = view.board.today.of(name)
    mark, *rest = row.at_cutoff.split(" ", 1)
    title = line(
        "  ", sign(row.sign), " ", (row.name, "head"), "   ", (row.today, "strong"),
        (_("   needed {target}   from {n}   at the cut-off ").format(target=row.target, n=standing.n), "dim"),
        sign(mark), (f" {rest[0]}" if rest else "", ""),
    )  # fmt: skip
    shown = [
        title,
        *paragraph(what_it_takes(view, name), cells),
        *paragraph(words.explanation(), cells, "dim"),
    ]
    if words.known is not None:  # its months are the rows below
        return [*shown, *paragraph(words.known(view), cells), EMPTY, table_head(name, cells)]
    shown += _heaviest(view, name, cells)
    return [*shown, EMPTY, *trend_lines(view, name, cells), EMPTY, table_head(name, cells)]


def _heaviest(view: View, name: CriterionId, cells: int) -> Lines:
    piece = criterion(name).heaviest(view.evidence(name))
    if piece is None:
        return []
    what = words_of(name).heaviest(piece) or piece_text(piece, name)
    told = _("Pulls it down most: {day} {what}").format(day=figures.day(piece.on, view.today), what=what)
    return paragraph(told, cells, "warn")


def trend_lines(view: View, name: CriterionId, cells: int) -> Lines:
    """The last twelve months, as many beside each other as fit: month ends, the last one is today."""
    points = view.trend(name)
    each = min(MONTHS, max(1, (cells - 4) // POINT))
    while MONTHS % each:
        each -= 1
    title = _("At the month's end")
    if criterion(name).gross is not None:
        title = _("Gross of the month, {unit}").format(unit=figures.money_unit())
    shown: Lines = [line("  ", (title, "head"))]
    for start in range(0, MONTHS, each):
        some = points[start : start + each]
        shown += [
            line("    ", *(number_cell(figures.month_name(p.month), POINT, "dim") for p in some)),
            line("    ", *(number_cell(_point_text(name, p), POINT, _point_role(p)) for p in some)),
        ]
    return shown


def _point_text(name: CriterionId, point: Point) -> str:
    """The figure; a month that fails carries its sign, so that it is seen without colours."""
    told, mark = words_of(name).point(point), SIGNS["short"]
    return mark + told if point.standing.state == "short" and not told.startswith(mark) else told


def _point_role(point: Point) -> Role:
    roles: dict[str, Role] = {"met": "good", "short": "bad", "unknown": ""}
    return roles[point.standing.state]


def _what(cells: int) -> int:
    return max(10, cells - 3 - DAY - VERDICT - LEAVES)


def table_head(name: CriterionId, cells: int) -> Line:
    """The column names."""
    leaves = _("leaves") if criterion(name).can_leave else ""
    return line("   ", cell(_("day"), DAY, "dim"), cell(_("record"), _what(cells), "dim"),
                cell(_("counts?"), VERDICT, "dim"), (leaves, "dim"))  # fmt: skip


def piece_row(view: View, name: CriterionId, piece: Piece, cells: int) -> Line:
    """One piece."""
    day = piece.subject.month if isinstance(piece.subject, MonthGross) else piece.on.isoformat()
    role = _role(piece)
    told = verdicts.verdict(piece.verdict)
    if piece.counts and piece.against:
        told = _(words_of(name).against)
    leaves = piece.leaves.isoformat() if piece.leaves else ""
    return line(
        "   ", cell(day, DAY, "dim"), *_body(view, name, piece, _what(cells)), cell(told, VERDICT, role),
        (leaves, "warn" if piece.leaves and piece.leaves <= view.board.round.cutoff else "dim"),
    )  # fmt: skip


def _role(piece: Piece) -> Role:
    if not piece.counts:
        return "dim"
    return "bad" if piece.against else ""


def _body(view: View, name: CriterionId, piece: Piece, cells: int) -> Line:
    role: Role = _role(piece)
    if not isinstance(piece.subject, MonthGross):
        return (cell(piece_text(piece, name), cells - 1, role), (" ", ""))
    most = max((p.subject.gross for p in view.evidence(name)
                if isinstance(p.subject, MonthGross)), default=0)  # fmt: skip
    return (number_cell(figures.yen(piece.subject.gross), 12), ("  ", ""),
            *bar(piece.subject.gross, most, cells - 16), ("  ", ""))  # fmt: skip


def record_of(piece: Piece) -> Record | None:
    """The record that a piece opens; a month's own, where one was typed."""
    return piece.subject.typed if isinstance(piece.subject, MonthGross) else piece.subject


def detail(view: View, piece: Piece, cells: int) -> Lines:
    """The record in full, why it counts or not, and whether it still will at the cut-off."""
    record = record_of(piece)
    what = record_line(record) if record else piece.key + "  " + _("from contracts")
    told = verdicts.verdict_sentence(piece.verdict, piece.on)
    if piece.verdict == "counts" and isinstance(record, Scout) and record.source == "closed_job":
        told = _("It counts (assumed: {key:assumption}).").format(key=KEY)
    coming = view.board.round
    if piece.leaves is not None and piece.counts and piece.leaves <= coming.cutoff:
        leaves = _("At the {round} it does not count any more.").format(
            round=figures.round_name(coming.month)
        )
        told = sentences(told, leaves)
    return [*paragraph(what, cells, "strong", "  "), *paragraph(told, cells, "dim")]


class EvidenceRoom(Room):
    """The records behind one criterion."""

    id = "evidence"
    tab: MainRoomId = "board"
    detail_rows = 3
    list_cells = TABLE_CELLS
    least_rows = 4

    def __init__(self) -> None:
        self.criterion: CriterionId = CRITERIA[0]

    def head(self, view: View, space: Space) -> Lines:
        """Where the criterion stands and what it takes."""
        return head(view, self.criterion, space.cells)

    def rows(self, view: View) -> Sequence[Piece]:
        """The latest first."""
        return view.evidence(self.criterion)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One piece."""
        return piece_row(view, self.criterion, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """Why it counts or not."""
        return detail(view, row, space.cells) if isinstance(row, Piece) else []

    def record(self, row: Any) -> Record | None:
        """The record behind a piece."""
        return record_of(row) if isinstance(row, Piece) else None

    def key(self, row: Any) -> str:
        """A piece by its record or month."""
        return str(row.key)
