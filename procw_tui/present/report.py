"""A week or a round looked back on: the same lines on the screen and as Markdown."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from procw_tui.domain.certification.look_back import LookBack, Moved
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.work.months import MonthGross
from procw_tui.present.cells import visible
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.language import N_, _
from procw_tui.present.sentences.pieces import piece_text
from procw_tui.present.view import View
from procw_tui.present.words.signs import SIGNS

from .sentences import acts, scoreboard
from .words import figures

MOST_PIECES = 12
HAPPENED: dict[tuple[str, str], str] = {
    ("proposal", "sent_at"): N_("Proposals sent"), ("proposal", "won"): N_("Proposals won"),
    ("scout", "received_on"): N_("Scouts and direct requests (相談)"),
    ("message", "received_at"): N_("Messages received"),
    ("message", "replied_at"): N_("Messages answered"), ("contract", "started_on"): N_("Contracts begun"),
    ("contract", "delivered_on"): N_("Delivered"), ("contract", "accepted_on"): N_("Accepted"),
    ("contract", "ended_on"): N_("Contracts ended"), ("contract", "i_rated_on"): N_("Ratings given"),
    ("review", "opened_on"): N_("Ratings received"), ("profile_edit", "edited_on"): N_("Profile edits"),
}  # fmt: skip
_GAPS = re.compile(r"  +")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#!]|&(?=#?\w+;)")


class Row(NamedTuple):
    """A criterion at both ends, in cells."""

    name: str
    before: str
    after: str


class Page(NamedTuple):
    """What is said, without a form: a title, counts, the six, what moved each, and the next step."""

    title: str
    counts: list[tuple[str, int]]
    rows: list[Row]
    moved: list[tuple[str, list[str]]]
    next_step: tuple[str, str] | None
    """None where nothing waits, and of a span that is past."""
    past: bool


def page(view: View, period: LookBack) -> Page:
    """A look back in words."""
    return Page(
        title(view, period),
        [(_(words), period.happened[key]) for key, words in HAPPENED.items() if period.happened[key]],
        [_row(period, name) for name in CRITERIA],
        [(criterion_name(each.criterion), _pieces(view, each, period.period.last)) for each in period.moved
         if each.came or each.left],
        _next_step(view) if period.period.last == view.today else None,
        period.period.last != view.today,
    )  # fmt: skip


def title(view: View, found: LookBack) -> str:
    """Which days, and of which round."""
    period = found.period
    days = _("{first} to {last}").format(
        first=figures.day(period.first, view.today), last=figures.day(period.last, view.today)
    )
    if period.what == "month":
        name = figures.month_with_year(f"{period.first:%Y-%m}")
        return _("{month}: {days}").format(month=name, days=days)
    if period.what == "year":
        return _("The year {year}: {days}").format(year=period.first.year, days=days)
    if period.round is None:
        return _("The week of {days}").format(days=days)
    told = _("{round} so far: {days}") if period.last == view.today else _("{round}: {days}")
    return told.format(round=figures.round_name_with_year(period.round.month), days=days)


def _row(period: LookBack, name: CriterionId) -> Row:
    before, after = period.before.of(name), period.after.of(name)
    return Row(criterion_name(name), *(
        f"{SIGNS[each.state]} {scoreboard.today_text(each)}" for each in (before, after)
    ))  # fmt: skip


def _pieces(view: View, moved: Moved, last: date) -> list[str]:
    """What came and what left, the first by its day."""
    signed = [("-" if each.against else "+", min(each.on, last), each) for each in moved.came]
    signed += [(_("left the year"), each.leaves or each.on, each) for each in moved.left]
    told = [
        f"{figures.day(on, view.today)} {sign} {_piece(each, moved.criterion)}"
        for sign, on, each in sorted(signed, key=lambda row: row[1])
    ]
    more = len(told) - MOST_PIECES
    return told if more <= 0 else [*told[:MOST_PIECES], _("and {n} more").format(n=more)]


def _piece(piece: Piece, criterion: CriterionId) -> str:
    if isinstance(piece.subject, MonthGross):
        return f"{figures.month_name(piece.subject.month)} {figures.yen(piece.subject.gross)}"
    return _GAPS.sub(" / ", visible(piece_text(piece, criterion)))


def _next_step(view: View) -> tuple[str, str] | None:
    action = view.next_action
    return None if action is None else (acts.text(view, action), acts.why(view, action))


def as_markdown(shown: Page) -> str:
    """The page as Markdown; what users typed is text in it, never markup."""
    lines = [f"# {_plain(shown.title)}", "", _head(_("What was logged")), ""]
    lines += [f"- {_plain(name)}: {count}" for name, count in shown.counts] or [_nothing()]
    columns = " | ".join((_("Criterion"), _("before"), last_column(shown)))
    lines += ["", _head(_("The six criteria")), "", f"| {columns} |", "| --- | --- | --- |"]
    lines += [f"| {_plain(row.name)} | {_plain(row.before)} | {_plain(row.after)} |" for row in shown.rows]
    lines += ["", _head(_("What moved them")), ""]
    for name, pieces in shown.moved:
        lines += [f"### {_plain(name)}", "", *(f"- {_plain(piece)}" for piece in pieces), ""]
    if not shown.moved:
        lines += [_("No criterion has moved."), ""]
    if shown.past:
        return "\n".join(lines).rstrip("\n")
    lines += [_head(_("The next step")), ""]
    if shown.next_step is None:
        return "\n".join([*lines, _("Nothing waits. Have a good evening.")])
    what, why = shown.next_step
    return "\n".join([*lines, f"**{_plain(what)}**", "", _plain(why)])


def last_column(shown: Page) -> str:
    """Today's figures, or those at the end of a span that is past."""
    return _("at its end") if shown.past else _("now")


def _head(text: str) -> str:
    return f"## {text}"


def _nothing() -> str:
    return _("Nothing: days without a log are unknown, never bad.")


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text.replace("\n", " "))
