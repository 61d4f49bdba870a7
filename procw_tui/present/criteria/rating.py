"""総合評価 in words."""

from __future__ import annotations

from procw_tui.present.language import N_, _, p_
from procw_tui.present.words import figures

from . import mean_stars
from .words import CriterionWords, interval, point

WORDS = CriterionWords(
    name=N_("Overall rating"),
    short=lambda: p_("short", "Rating"),
    today=lambda standing: interval(standing, figures.stars),
    target=lambda ledger, rules: mean_stars.target(ledger, rules, "rating"),
    slack=lambda ledger, board, rules: mean_stars.slack(ledger, board, rules, "rating"),
    what_it_takes=lambda view: mean_stars.what_it_takes(view, "rating"),
    explanation=lambda: _("The mean of all reviews of all time; it never ages out."),
    point=lambda each: point(each, figures.stars),
    narrow=figures.narrow_stars,
    piece=lambda each: mean_stars.piece(each, "rating"),
    heaviest=lambda each: mean_stars.heaviest(each, "rating"),
)
