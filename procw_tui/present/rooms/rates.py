"""The rates behind the thirty: by category and by way in, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.work.proposals import Rate, rates
from procw_tui.present.cells import visible
from procw_tui.present.columns import widest
from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.language import _, p_, sentences
from procw_tui.present.paint import EMPTY, Line, Lines, Role, Space, cell, line, number_cell, paragraph
from procw_tui.present.pictures.proposals import picture
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

FEW = 5
FIELD_CELLS, NAME_CELLS = 12, 19
COUNT_CELLS, RATE_CELLS = 10, 9
SIDE_CELLS = 28


def rows(view: View) -> list[Rate]:
    """By category, then by way in."""
    return rates(view.ledger, view.now)


def head(cells: int) -> Lines:
    """What the figures are, and what they are not."""
    told = sentences(
        _("Contracts of proposals decided, with the range in which the true rate lies (95 %)."),
        _("Ranges that overlap tell nothing apart; under five proposals a rate says next to nothing."),
    )
    names = line(
        "  ", cell("", FIELD_CELLS + NAME_CELLS, "dim"),
        number_cell(p_("rates", "decided"), COUNT_CELLS, "dim"),
        number_cell(_("contracts"), COUNT_CELLS, "dim"), number_cell(_("rate"), RATE_CELLS, "dim"),
        "   ", (_("range"), "dim"),
    )  # fmt: skip
    return [line("  ", (_("Rates"), "head")), *paragraph(told, cells, "dim"), EMPTY, names]


def name(rate: Rate) -> str:
    """The category or the way in."""
    if rate.value is None:
        return _("not said")
    return visible(labels.choice("proposal", rate.field, rate.value))


def rate_row(rate: Rate, *, first: bool = True) -> Line:
    """One of them; what it is the rate of stands beside the first of its kind. One role: each is bytes."""
    few = rate.n < FEW
    role: Role = "dim" if few else ""
    share = figures.percent(100 * rate.hits / rate.n)
    between = f"{figures.percent(100 * rate.low)} - {figures.percent(100 * rate.high)}"
    return line(
        "  ", cell(labels.field(rate.field) if first else "", FIELD_CELLS, role),
        cell(name(rate), NAME_CELLS, role),
        number_cell(str(rate.n), COUNT_CELLS, role), number_cell(str(rate.hits), COUNT_CELLS, role),
        number_cell(share, RATE_CELLS, role), ("   ", role), (between, role),
    )  # fmt: skip


def side(view: View, cells: int) -> Lines:
    """The same in a narrow column: contracts of proposals, and the range."""
    shown: Lines = [line("  ", (_("Rates"), "head")), EMPTY]
    room = min(cells - SIDE_CELLS, widest(rows(view), name) + 2)
    for rate in rows(view):
        role: Role = "dim" if rate.n < FEW else ""
        between = f"{figures.percent(100 * rate.low)} - {figures.percent(100 * rate.high)}"
        shown.append(line(
            "  ", cell(name(rate), room, role), number_cell(f"{rate.hits}/{rate.n}", 8, role), "  ",
            (between, "dim"),
        ))  # fmt: skip
    return shown


def detail(cells: int) -> Lines:
    """What Enter shows."""
    return paragraph(_("{key:these} lists these proposals.").format(key=KEY), cells, "dim", "  ")


class RatesRoom(Room):
    """Rates by category and way in."""

    id = "rates"
    tab: MainRoomId = "proposals"
    detail_rows = 2
    list_cells = TABLE_CELLS

    def head(self, view: View, space: Space) -> Lines:
        """What the figures are; that there are none where nothing is decided yet."""
        none = [] if rows(view) else [line("  ", (_("None is decided yet."), "dim"))]
        year = [*picture(view, space.cells), EMPTY] if view.proposals.sent else []
        return [*year, *head(space.cells), *none]

    def rows(self, view: View) -> Sequence[Rate]:
        """The most often sent first."""
        return rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One rate."""
        del cells
        first = view.once(
            ("first of", row.field), lambda: next(each for each in rows(view) if each.field == row.field)
        )
        return rate_row(row, first=row == first)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """What Enter does."""
        del view
        return detail(space.cells) if row else []

    def key(self, row: Any) -> str:
        """A field and a value."""
        return f"{row.field} {row.value}"
