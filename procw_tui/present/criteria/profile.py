"""プロフィール&自己PR in words."""

from __future__ import annotations

from procw_tui.domain.certification.criteria import Board
from procw_tui.domain.certification.openings import latest_opening
from procw_tui.domain.certification.profile import parts_edited, parts_missing
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Opening
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import year_before
from procw_tui.present.commands import KEY
from procw_tui.present.language import N_, _, p_
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.signs import AT_RISK, SIGNS

from .words import CriterionWords, filled


def _today(standing: Standing) -> str:
    return {"met": filled(), "short": _("not filled"), "unknown": "-"}[standing.state]


def _slack(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("profile")
    opening = latest_opening(ledger, board.day, "profile_filled")
    last = max(parts_edited(ledger, board.day).values(), default=None)
    missing = parts_missing(ledger, board.day, rules)
    if standing.state == "unknown" and last is None:
        return _("not known yet: {key:opening} asks").format(key=KEY)
    if standing.state != "met" and missing and not (opening and opening.profile_filled):
        return _("missing: {parts}").format(
            parts=" ".join(labels.choice("profile_edit", "parts", part) for part in missing)
        )
    if last is None:
        return _("as the site shows") if standing.state == "met" else _("no edit logged")
    if last <= year_before(board.day):
        return _("last edit over 12 months ago") + f" {AT_RISK}"
    return _("last edit {day}").format(day=figures.day(last, board.day))


def _takes(view: View) -> str:
    state = view.board.today.of("profile").state
    missing = parts_missing(view.ledger, view.today, view.rules)
    opening = latest_opening(view.ledger, view.today, "profile_filled")
    if missing and not (opening is not None and opening.profile_filled):
        names = " ".join(labels.choice("profile_edit", "parts", part) for part in missing)
        return _("Still to fill in, or to log as filled in: {parts}.").format(parts=names)
    if state != "met":
        return _("No edit within 12 months: one edit is enough.")
    return _("Filled in. One edit a year keeps it fresh.")


def _piece(piece: Piece) -> str:
    if not isinstance(piece.subject, Opening):
        return ""
    return _("the site: filled in") if piece.subject.profile_filled else _("the site: not filled in")


WORDS = CriterionWords(
    name=N_("Profile & self-PR"),
    short=lambda: p_("short", "Profile"),
    today=_today,
    target=lambda _ledger, _rules: filled(),
    slack=_slack,
    what_it_takes=_takes,
    explanation=lambda: _("Skills, results and self-PR filled in. An edit once a year is advised (assumed)."),
    point=lambda each: SIGNS[each.standing.state],
    piece=_piece,
    against=N_("not filled"),
)
