"""コミュニケーション評価 in words."""

from __future__ import annotations

from procw_tui.present.language import N_, _, p_
from procw_tui.present.words import figures

from . import mean_stars
from .words import CriterionWords, interval, point

WORDS = CriterionWords(
    name=N_("Communication rating"),
    short=lambda: p_("short", "Comm."),
    today=lambda standing: interval(standing, figures.stars),
    target=lambda ledger, rules: mean_stars.target(ledger, rules, "communication"),
    slack=lambda ledger, board, rules: mean_stars.slack(ledger, board, rules, "communication"),
    what_it_takes=lambda view: mean_stars.what_it_takes(view, "communication"),
    explanation=lambda: _("The mean of the communication item of all reviews (assumed)."),
    point=lambda each: point(each, figures.stars),
    narrow=figures.narrow_stars,
    piece=lambda each: mean_stars.piece(each, "communication"),
    heaviest=lambda each: mean_stars.heaviest(each, "communication"),
)
