"""The six criteria, a line each: where each stands, and how much room there is."""

from __future__ import annotations

from procw_tui.present.language import _
from procw_tui.present.paint import Lines, Role, cell, line, number_cell, sign
from procw_tui.present.sentences import scoreboard
from procw_tui.present.view import View

NAME, FIGURE = 24, 12


def lines(view: View, cells: int) -> Lines:
    """In the order of the site; what is not known whole names no key, because just now it is asked about."""
    shown: Lines = []
    for row in scoreboard.rows(view.ledger, view.board, view.rules):
        role: Role = "dim" if row.in_part else "strong"
        slack = _("not known whole yet") if row.in_part else row.slack
        room = cell(slack, max(0, cells - NAME - FIGURE - 8), "dim")
        figure = number_cell(row.today, FIGURE, role)
        shown.append(line("  ", sign(row.sign), " ", cell(row.name, NAME), figure, "  ", room))
    return shown
