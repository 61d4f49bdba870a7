"""The practice of the day: the question after a week, the one that is tried, or the one to begin."""

from __future__ import annotations

from procw_tui.domain.evening.practices import at_hand, look_back_due, states, suggested, trying
from procw_tui.present.commands import key_of
from procw_tui.present.language import _, language
from procw_tui.present.paint import EMPTY, Lines, heading, line, paragraph, with_key
from procw_tui.present.sentences import practices
from procw_tui.present.view import View
from procw_tui.present.words import figures


def current(view: View) -> str:
    """The id of the practice that is asked about, tried or suggested; empty where there is none."""
    one = at_hand(view.practices, view.ledger, view.board.at_cutoff, view.today)
    return one.id if one is not None else ""


def lines(view: View, cells: int) -> Lines:
    """The question after a week, else the practice that is tried, else the one to begin."""
    asked = look_back_due(view.practices, view.ledger, view.today)
    if asked is not None:
        words = practices.look_back_question(view, asked)
        return _tip(_("The practice you try"), words, (_("answer"), key_of("practice")), cells)
    tried = trying(view.practices, view.ledger, view.today)
    if tried:
        since = states(view.ledger)[tried[0].id].since
        name = _("Trying: {practice}").format(practice=tried[0].title[language()])
        if since is not None:
            name += _(" (since {day})").format(day=figures.day(since, view.today))
        return _tip(name, practices.own_step(view, tried[0]), None, cells)
    next_one = suggested(view.practices, view.ledger, view.board.at_cutoff, view.today)
    if next_one is None:
        return []
    return _tip(
        _("A practice to try"), practices.own_step(view, next_one), (_("try it"), key_of("practice")), cells
    )


def _tip(name: str, words: str, key: tuple[str, str] | None, cells: int) -> Lines:
    hint = line((f"{key[0]} ", "dim"), (key[1], "key")) if key is not None else EMPTY
    told = paragraph(words, cells)
    return [heading(name), *(with_key(told, hint, cells) if hint else told)]
