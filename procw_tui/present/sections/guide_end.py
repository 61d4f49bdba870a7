"""How the first evening ends: where one stands, what is not known yet, and the next act."""

from __future__ import annotations

from procw_tui.domain.evening.guide import is_newcomer
from procw_tui.present.commands import KEY
from procw_tui.present.criteria.table import criterion_names
from procw_tui.present.forms.guide import unknown
from procw_tui.present.language import _
from procw_tui.present.paint import EMPTY, Lines, line, paragraph
from procw_tui.present.sentences import acts
from procw_tui.present.sentences.rounds import judged_text
from procw_tui.present.view import View

from . import six


def lines(view: View, cells: int) -> Lines:
    """The counts, the six, what is open, the act."""
    shown = [EMPTY, line("  ", (judged_text(view.board), "strong")), *six.lines(view, cells), EMPTY]
    lacking = [name for name in unknown(view) if not view.board.today.of(name).covered]
    if is_newcomer(view.ledger, view.today):
        lacking = [name for name in lacking if name != "profile"]  # what to do with it is the next act
    to_come = [name for name in unknown(view) if view.board.today.of(name).covered]
    if lacking:
        told = _("Not known yet: {names}. {key:opening} asks again.")
        shown += paragraph(told.format(names=criterion_names(lacking), key=KEY), cells, "", "  ")
    if to_come:
        newcomer = is_newcomer(view.ledger, view.today)
        told = _("To come with your first work: {names}.") if newcomer else _("Not decided yet: {names}.")
        shown += paragraph(told.format(names=criterion_names(to_come)), cells, "", "  ")
    action = view.next_action
    if action is not None:
        shown += paragraph(acts.text(view, action), cells, "next", "  ")  # its key works on the screen below
    return shown
