"""The coming rounds and the past ones: what would hold, what was foretold, what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.criteria import Judged
from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.certification.pace import LEAST_EVENTS
from procw_tui.domain.certification.phases import Past, cause
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.present.cells import clip
from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.criteria import scoreboard
from procw_tui.present.criteria.table import criterion_names, criterion_short
from procw_tui.present.paint import EMPTY, Line, Lines, Space, Span, cell, heading, line, paragraph, sign
from procw_tui.present.rooms.room import Room
from procw_tui.present.status import holding
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.language import _, n_, sentences
from procw_tui.present.words.signs import SIGNS

NAME, STILL, PACED = 18, 27, 30


def tally_spans(judged: Judged) -> list[Span]:
    """`✓4 ✗1 ?1`, each sign in its colour."""
    spans: list[Span] = []
    for part in scoreboard.tally_of(judged).split(" "):
        spans += [sign(part[0]), (f"{part[1:]} ", "")]
    return spans


def _tally_cell(judged: Judged, cells: int) -> list[Span]:
    """The counts, and which criteria would be missing, as far as there is room."""
    room = cells - len(scoreboard.tally_of(judged)) - 1
    missing = " ".join(criterion_short(name) for name in judged.named("short"))
    return [*tally_spans(judged), cell(clip(missing, room - 1), room, "dim")]


def table_head(view: View) -> Line:
    """The two lines of a forecast, as columns."""
    if view.pace.tells:
        paced = n_("90-day pace (from {n} event)", "90-day pace (from {n} events)", view.pace.n).format(
            n=view.pace.n
        )
    else:
        paced = _("no pace: {n} of {least} events").format(n=view.pace.n, least=LEAST_EVENTS)
    return line("    ", cell("", NAME), cell(_("if nothing new happens"), STILL, "dim"), (paced, "dim"))


def outlook_row(outlook: Outlook) -> Line:
    """One coming round."""
    name = figures.round_name_with_year(outlook.round.month)
    paced: Sequence[Span] = _tally_cell(outlook.paced, PACED) if outlook.paced else [("-", "dim")]
    return line("    ", cell(name, NAME), *_tally_cell(outlook.still, STILL), *paced)


def short(view: View, rows: int) -> Lines:
    """The next rounds below the scoreboard: as many as there is room for."""
    _blank, *columns = table_head(view)
    title: Span = (cell(_("Coming rounds"), NAME + 2)[0], "head")
    return [line("  ", title, *columns[1:]), *[outlook_row(each) for each in view.forecast[:rows]]]


def holding_short(view: View) -> str:
    """The same where there is little room; empty where no round would hold."""
    held = view.holding
    if held is None:
        return ""
    month = figures.month_name(held.round.month)
    return (_("at this pace: {month}") if held.at_pace else _("all hold in {month}")).format(month=month)


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
    return line("    ", cell(name, NAME), *_tally_cell(each.foretold, STILL), came(each))


def came(past: Past) -> Span:
    """What came of a past round."""
    if past.result is None:
        return _("not logged"), "dim"
    return labels.choice("assessment", "result", past.result.result), "strong"


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


def six(judged: Judged, cells: int) -> Lines:
    """The six criteria with sign and figure, as many beside each other as fit."""
    each = 24
    columns = max(1, (cells - 4) // each)
    shown: Lines = []
    for start in range(0, len(CRITERIA), columns):
        spans: list[Span] = [("    ", "")]
        for name in CRITERIA[start : start + columns]:
            standing = judged.of(name)
            figure = scoreboard.today_text(standing)
            spans += [sign(SIGNS[standing.state]),
                      cell(f" {criterion_short(name)} {figure}", each - 1)]  # fmt: skip
        shown.append(tuple(spans))
    return shown


def cause_text(past: Past) -> str:
    """Why it came out so, by elimination."""
    why = cause(past)
    if past.result is not None and past.result.result != "none":
        if why.against:
            return _(
                "Certified, though the records call {names} short: something may be missing in them."
            ).format(names=criterion_names(why.against))
        return _("As the records foretold.") if not why.unknown else _("Nothing spoke against it.")
    if why.only == "earnings_rank":
        return _("The other five were met, so what is left is the earnings rank.")
    if why.short:
        missing = _("Missing for certain: {names}.").format(names=criterion_names(why.short))
        open_ones = _("Not known: {names}.").format(names=criterion_names(why.unknown)) if why.unknown else ""
        return sentences(missing, open_ones)
    if why.unknown:
        return _("One of these, which the records leave open: {names}.").format(
            names=criterion_names(why.unknown)
        )
    return _(
        "By the records all six were met: an assumption or a record may be off ({key:assumption})."
    ).format(key=KEY)


class RoundsRoom(Room):
    """The next four rounds, and the past ones."""

    id = "rounds"
    tab: MainRoomId = "board"
    detail_rows = 7
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
