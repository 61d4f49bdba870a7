"""The rates behind the thirty: by category and by way in, each with its interval."""

from __future__ import annotations

from procw_tui.domain.proposals import Rate, rates
from procw_tui.present import figures, labels
from procw_tui.present.cells import visible
from procw_tui.present.language import _, p_, sentences
from procw_tui.present.paint import EMPTY, Line, Lines, Role, cell, line, number_cell, paragraph
from procw_tui.present.view import View

FEW = 5
FIELD_CELLS, NAME_CELLS = 12, 22


def rows(view: View) -> list[Rate]:
    """By category, then by way in."""
    return rates(view.ledger, view.now)


def head(cells: int) -> Lines:
    """What the figures are, and what they are not."""
    told = sentences(
        _("Contracts of proposals sent, with the range in which the true rate lies (95 %)."),
        _("Ranges that overlap tell nothing apart; under five proposals a rate says next to nothing."),
    )
    names = line(
        "  ", cell("", FIELD_CELLS + NAME_CELLS, "dim"), number_cell(p_("rates", "proposals"), 8, "dim"),
        number_cell(_("contracts"), 11, "dim"), number_cell(_("rate"), 10, "dim"), "   ", (_("range"), "dim"),
    )  # fmt: skip
    return [line("  ", (_("Rates"), "head")), *paragraph(told, cells, "dim"), EMPTY, names]


def name(rate: Rate) -> str:
    """The category or the way in."""
    if rate.value is None:
        return _("not said")
    return visible(labels.choice("proposal", rate.field, rate.value))


def row(rate: Rate) -> Line:
    """One of them."""
    few = rate.sent < FEW
    role: Role = "dim" if few else ""
    share = figures.percent(100 * rate.hits / rate.sent)
    between = f"{figures.percent(100 * rate.low)} - {figures.percent(100 * rate.high)}"
    return line(
        "  ", cell(labels.field(rate.field), FIELD_CELLS, "dim"), cell(name(rate), NAME_CELLS, role),
        number_cell(str(rate.sent), 8, role), number_cell(str(rate.hits), 11, role),
        number_cell(share, 10, role), "   ", (between, "dim"),
    )  # fmt: skip


def detail(cells: int) -> Lines:
    """What Enter shows."""
    return paragraph(_("Enter lists these proposals."), cells, "dim", "  ")
