"""The scoreboard: would I be certified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, Literal

from procw_tui.domain.certification.criteria import leaving
from procw_tui.domain.certification.forecast import ROUNDS as FORESEEN
from procw_tui.domain.certification.rounds import results_by
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.certification.window import Leaving
from procw_tui.domain.record.records import Contract, Earning, Record, Review, Scout
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.present.cells import clip, visible, width
from procw_tui.present.commands import KEY, key_of
from procw_tui.present.criteria.in_part import names_in_part
from procw_tui.present.criteria.table import criterion_name, criterion_short, what_it_takes, words_of
from procw_tui.present.language import _, n_
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    Span,
    cell,
    line,
    line_width,
    number_cell,
    paragraph,
    right_aligned,
    sign,
)
from procw_tui.present.pictures import year_and_rounds
from procw_tui.present.pictures.leaving import picture as leaving_picture
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.sections import phase, rounds
from procw_tui.present.sentences import scoreboard
from procw_tui.present.sentences.pieces import piece_text
from procw_tui.present.sentences.records import record_summary
from procw_tui.present.sentences.rounds import holding, judged_text
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels, verdicts
from procw_tui.present.words.signs import SIGNS

from . import evidence
from . import rounds as rounds_room

NAME, TODAY, TARGET, THEN = 22, 11, 9, 6
NARROW, SHORT, LEAST_SLACK = 70, 15, 12
"""Below so many cells a row is a short name, where it stands, what becomes of it, and the room if it fits."""
FROZEN = 10
FEW, MANY = 2, 5
ROUNDS: Final = "rounds"
LEAVING: Final = "leaving"
BoardRow = CriterionId | Literal["rounds", "leaving"]


def head(view: View, cells: int) -> Lines:
    """The counts of signs and the first round to hold, the words of the phase, and the column names."""
    shown = [*_first(view, cells), EMPTY] if view.hypotheses is None else what_if(view, cells)
    if view.phase.name != "collecting" and view.hypotheses is None:
        shown += [*phase.section(view, cells, brief=True), EMPTY]
    lacking = names_in_part(view) if view.hypotheses is None else []
    if lacking:
        told = _("In brackets, or not there: not known whole yet. {key:opening} asks for it.").format(key=KEY)
        shown += [*paragraph(told, cells, "key", "  "), EMPTY]
    return [*shown, table_head(view, cells)]


def _first(view: View, cells: int) -> Lines:
    left = line("  ", (judged_text(view.board), "strong"))
    if line_width(left) > cells:
        return paragraph(judged_text(view.board), cells, "strong", "  ")
    held = rounds.holding_short(view)
    role: Role = "good" if view.holding and not view.holding.at_pace else "key"
    fits = line_width(left) + width(held) + 4 <= cells
    return [right_aligned(left, line((held, role), "  "), cells) if fits else left]


def what_if(view: View, cells: int) -> Lines:
    """The mode, what is imagined, and what it makes of the six."""
    imagined = view.hypotheses or ()
    told = Counter(_imagined(record) for record in imagined if not isinstance(record, Earning))
    parts = [f"{name} +{count}" for name, count in told.items()]
    parts += [f"{e.month} {figures.short_yen(e.gross_yen)}" for e in imagined if isinstance(e, Earning)]
    text = "  ".join(parts) or _("add with the keys below")
    left = line("  ", (_("What if"), "warn"), "  ")
    return [(*left, (clip(text, cells - line_width(left) - 2), "strong")),
            line("  ", (judged_text(view.board), ""))]  # fmt: skip


def _imagined(record: Record) -> str:
    if isinstance(record, Review):
        return _("{n}-star").format(n=record.skill)
    if isinstance(record, Contract):
        return _("midway end") if record.outcome == "ended_midway" else _("delivery")
    return _("scout") if isinstance(record, Scout) else labels.kind(record.kind)


def _slack(view: View, cells: int) -> int:
    third = _frozen_cells(view) + 1 if view.board.judging else TARGET + 2
    wanted = view.once("slack", lambda: _widest_slack(view))
    return min(wanted + 2, cells - 3 - NAME - TODAY - third - THEN)


def _widest_slack(view: View) -> int:
    texts = (scoreboard.row(view.ledger, view.board, view.rules, name).slack for name in CRITERIA)
    return max(width(_("room")), *map(width, texts))


def table_head(view: View, cells: int) -> Line:
    """The table's column names; under judgement the frozen figures stand in place of what is needed."""
    month = figures.month_name(view.board.round.month)
    if cells < NARROW:
        return line("   ", cell(_("criterion"), SHORT, "dim"), number_cell(_("today"), TODAY, "dim"), "   ",
                    (month, "dim"))  # fmt: skip
    if view.board.judging:
        frozen = figures.round_name(view.board.judging[0].month)
        third: Sequence[Span] = ((" ", ""), cell(frozen, _frozen_cells(view), "dim"))
    else:
        third = (number_cell(_("needed"), TARGET, "dim"), ("  ", ""))
    return line(
        "   ", cell(_("criterion"), NAME, "dim"), number_cell(_("today"), TODAY, "dim"), *third,
        cell(_("room"), _slack(view, cells), "dim"), (month, "dim"),
    )  # fmt: skip


def board_row(view: View, name: BoardRow, cells: int) -> Line:
    """One criterion; the last row is the rounds."""
    if name == ROUNDS:
        return _rounds_row(view, cells)
    if name == LEAVING:
        return _leaving_row(view, cells)
    shown = scoreboard.row(view.ledger, view.board, view.rules, name)
    mark, *rest = shown.at_cutoff.split(" ", 1)
    then = line(sign(mark), f" {rest[0]}" if rest else "")
    role: Role = "dim" if shown.in_part else "strong"
    if cells < NARROW:
        row = line(" ", sign(shown.sign), " ", cell(criterion_short(name), SHORT),
                   number_cell(shown.today, TODAY, role), "   ", *then)  # fmt: skip
        slack = cells - line_width(row) - 2
        return line(*row, "  ", (clip(shown.slack, slack), "dim")) if slack >= LEAST_SLACK else row
    if view.board.judging:
        third = _frozen(view.board.judging[1].of(name), _frozen_cells(view))
    else:
        third = (number_cell(shown.target, TARGET, "dim"), ("  ", ""))
    return line(
        " ", sign(shown.sign), " ", cell(shown.name, NAME), number_cell(shown.today, TODAY, role), *third,
        cell(shown.slack, _slack(view, cells) - 1), " ", *then,
    )  # fmt: skip


def _frozen_cells(view: View) -> int:
    """As much as the widest of the frozen figures needs, its sign before it."""
    each = view.board.judging[1].standings if view.board.judging else ()
    return max([FROZEN, *(width(scoreboard.today_text(standing)) + 3 for standing in each)])


def _frozen(standing: Standing, cells: int) -> Sequence[Span]:
    return ((" ", ""), sign(SIGNS[standing.state]),
            cell(f" {scoreboard.today_text(standing)}", cells - 1))  # fmt: skip


def _rounds_row(view: View, cells: int) -> Line:
    came = len(results_by(view.ledger, view.today))
    told = n_("the next four, and {n} past result", "the next four, and {n} past results", came).format(
        n=came
    )
    return _more_row(_("Rounds"), told, cells)


def _leaving_row(view: View, cells: int) -> Line:
    gone = [
        each for name in CRITERIA for each in leaving(view.ledger, name, view.today, view.board.round.cutoff)
    ]
    told = n_(
        "{n} record leaves the window by the cut-off",
        "{n} records leave the window by the cut-off",
        len(gone),
    )
    in_part = any(each.cut for each in view.board.at_cutoff.standings)
    other = _("a part of the numbers told before") if in_part else _("nothing leaves by the cut-off")
    return _more_row(_("What leaves"), told.format(n=len(gone)) if gone else other, cells)


def _more_row(name: str, told: str, cells: int) -> Line:
    room = NAME if cells >= NARROW else SHORT
    return line("   ", cell(name, room), cell(told, cells - 3 - room, "dim"))


def detail(view: View, name: BoardRow, cells: int, rows: int) -> Lines:
    """What the row takes, what leaves, how it went, and the next rounds: as much as there are rows for."""
    if name == ROUNDS:
        return [*paragraph(holding(view), cells, indent="  "), *year_and_rounds.picture(view, cells)]
    if name == LEAVING:
        return leaving_picture(view, cells)
    shown, known = _what_it_takes(view, name, cells), words_of(name).known
    if known is not None:
        shown += paragraph(known(view), cells, "dim")
    for part in (leaving_lines(view, name, cells, FEW), evidence.trend_lines(view, name, cells)):
        if len(shown) + len(part) <= rows:
            shown += part
    coming = min(FEW, rows - len(shown) - 2)
    return [*shown, EMPTY, *rounds.short(view, coming)] if coming > 0 else shown


def _what_it_takes(view: View, name: CriterionId, cells: int) -> Lines:
    standing = view.board.today.of(name)
    told = _("  up to {n}") if standing.cut and not standing.exact else _("  from {n}")
    n = standing.n
    return [line("  ", (criterion_name(name), "head"), (told.format(n=n) if n else "", "dim")),
            *paragraph(what_it_takes(view, name), cells)]  # fmt: skip


def side(view: View, name: BoardRow, cells: int, rows: int) -> Lines:
    """The second column of a wide terminal: what the row takes, how it went, and the records behind it."""
    if name == LEAVING:
        return leaving_picture(view, cells)
    if name == ROUNDS:
        shown = [line("  ", (_("Rounds"), "head")), *paragraph(holding(view), cells)]
        for each in view.forecast:
            shown += [EMPTY, *rounds_room.detail(view, each, cells)]
        return shown
    words = words_of(name)
    shown = [*_what_it_takes(view, name, cells), *paragraph(words.explanation(), cells, "dim")]
    if words.known is not None:
        shown += paragraph(words.known(view), cells)
    shown += [*leaving_lines(view, name, cells, MANY), EMPTY, *evidence.trend_lines(view, name, cells), EMPTY]
    return [*shown, *_pieces(view, name, cells, rows - len(shown) - 2)]


def _pieces(view: View, name: CriterionId, cells: int, most: int) -> Lines:
    pieces = view.evidence(name)
    shown: Lines = [line("  ", (_("Records"), "head"), (f"  {key_of('evidence')}", "key"))] if pieces else []
    for piece in pieces[:most]:
        role: Role = "bad" if piece.against else "" if piece.counts else "dim"
        why = "" if piece.counts else verdicts.verdict(piece.verdict)
        room = cells - 12 - (width(why) + 1 if why else 0)
        told: Line = (cell(piece_text(piece, name), room, role), (f" {why}" if why else "", "dim"))
        shown.append(line("    ", (figures.short_day(piece.on), "dim"), " ", *told))
    if len(pieces) > most:
        shown.append(line("    ", (_("and {n} more").format(n=len(pieces) - most), "dim")))
    return shown


def leaving_lines(view: View, name: CriterionId, cells: int, most: int) -> Lines:
    """What leaves the window before the cut-off, and when: each scout, of the others how many."""
    gone, told = (
        leaving(view.ledger, name, view.today, view.board.round.cutoff),
        words_of(name).leaving,
    )
    if not gone or told == "none":
        return []
    if told == "number":
        words = n_("{n} record leaves the window by the cut-off, first on {day}.",
                   "{n} records leave the window by the cut-off, first on {day}.", len(gone))  # fmt: skip
        return paragraph(words.format(n=len(gone), day=figures.day(gone[0].on, view.today)), cells)
    shown: Lines = []
    for each in gone[:most]:
        text = cell(_leaving_text(view, each), cells - 15)[0].rstrip()
        shown.append(line("      ", (figures.short_day(each.on), "warn"), "  ", text))
    if len(gone) > most:
        shown.append(line("      ", (_("and {n} more").format(n=len(gone) - most), "dim")))
    return shown


def _leaving_text(view: View, each: Leaving) -> str:
    record = view.ledger.find(each.what)
    return record_summary(record) if record else visible(each.what)


class BoardRoom(Room):
    """Would I be certified."""

    id = tab = "board"
    detail_rows = 10
    list_cells = TABLE_CELLS
    least_rows = 8

    def head(self, view: View, space: Space) -> Lines:
        """The counts, and the round under judgement."""
        return head(view, space.cells)

    def rows(self, view: View) -> Sequence[BoardRow]:
        """The six criteria, the rounds, and what leaves."""
        del view
        return (*CRITERIA, ROUNDS, LEAVING)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One criterion."""
        return board_row(view, row, cells)

    def foot(self, view: View, space: Space) -> Lines:
        """Twelve months and the next four rounds; what leaves where there are rows for it."""
        shown = [EMPTY, *year_and_rounds.picture(view, space.cells), EMPTY, *rounds.short(view, FORESEEN)]
        leaves = [EMPTY, *leaving_picture(view, space.cells)]
        above = len(self.head(view, space)) + len(self.rows(view))
        return [*shown, *leaves] if above + len(shown) + len(leaves) <= space.rows else shown

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """What it takes, what leaves and how it went; beside the list, the records as well."""
        if not row:
            return []
        shown = side if space.wide else detail
        return shown(view, row, space.cells, space.rows)
