"""What happened with a practice and without it: never as a cause, and an interval only from 20 on."""

from __future__ import annotations

from procw_tui.domain.evening.practices import ENOUGH, Comparison, Practice, Tried, comparison
from procw_tui.present.language import _, n_
from procw_tui.present.paint import Lines, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import figures


def tried_lines(view: View, practice: Practice, cells: int) -> Lines:
    """Nothing as long as it was tried on nothing."""
    compared = view.once(("tried", practice.id), lambda: comparison(practice, view.ledger, view.now))
    if compared is None or not compared.having.n:
        return []
    return paragraph(_words(compared), cells, "dim")


def _words(compared: Comparison) -> str:
    having, lacking = compared.having, compared.lacking
    if compared.kind == "profile_edit":
        return n_("Tried on {n} profile edit.", "Tried on {n} profile edits.", having.n).format(n=having.n)
    told = _("Won with it {having}, without it {lacking}.")
    if compared.kind == "message":
        told = _("Answered in time with it {having}, without it {lacking}.")
    words = told.format(having=_share(having), lacking=_share(lacking))
    if having.n < ENOUGH or lacking.n < ENOUGH:
        return words + _(" From {n} on each side the ranges are shown.").format(n=ENOUGH)
    return words + _(" That says nothing about the cause.")


def _share(tried: Tried) -> str:
    interval = tried.interval
    told = _("{hits} of {n}").format(hits=tried.hits, n=tried.n)
    if interval is None:
        return told
    low, high = (figures.percent(100 * end) for end in interval)
    return told + _(" ({low} to {high})").format(low=low, high=high)
