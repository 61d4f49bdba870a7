"""The keys that go to a room, open what is behind a figure, and lead back."""

from __future__ import annotations

from datetime import timedelta

from procw_tui.domain.certification.assumptions import Assumption
from procw_tui.domain.certification.criteria import leaving
from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.work.proposals import Rate
from procw_tui.present.commands import LISTS, RoomId
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.forms.settings import SettingsForm
from procw_tui.present.language import _
from procw_tui.present.listing import Listing
from procw_tui.present.rooms.board import LEAVING
from procw_tui.tui.desk import Desk

from . import logging, what_if

ABOUT_ROOM: dict[RoomId, CriterionId | str] = {"work": "earnings_rank", "replies": "replies"}
"""What the assumptions of a room are about."""


def go_today(desk: Desk) -> None:
    """What to do now."""
    desk.go(desk.rooms.today)


def go_board(desk: Desk) -> None:
    """The scoreboard."""
    desk.go(desk.rooms.board)


def go_replies(desk: Desk) -> None:
    """Who waits."""
    desk.go(desk.rooms.replies)


def go_proposals(desk: Desk) -> None:
    """The proposal log."""
    desk.go(desk.rooms.proposals)


def go_work(desk: Desk) -> None:
    """Contracts, reviews, scouts and months."""
    desk.go(desk.rooms.work)


def go_mindset(desk: Desk) -> None:
    """Practices, questions, notes."""
    desk.go(desk.rooms.mindset)


async def open_evidence(desk: Desk) -> None:
    """The records behind the selected criterion, or one of those that something leaves; or the rounds."""
    name: CriterionId | None = desk.row if desk.row in CRITERIA else None
    if desk.row == LEAVING:
        cutoff = desk.view.board.round.cutoff
        gone = {each: len(leaving(desk.view.ledger, each, desk.view.today, cutoff)) for each in CRITERIA}
        options = [(each, f"{criterion_name(each)}  {n}") for each, n in gone.items() if n]
        if not options:
            in_part = any(each.cut for each in desk.view.board.at_cutoff.standings)
            told = _("Of the numbers told before a part leaves; nobody knows on which days.")
            desk.say(told if in_part else _("Nothing leaves by the cut-off."), "dim")
            return
        chosen = await desk.pick(_("What leaves by the cut-off: of which?"), options)
        name = next((each for each in CRITERIA if each == chosen), None)
    if name is not None:
        desk.rooms.evidence.criterion = name
        desk.enter(desk.rooms.evidence)
    elif desk.row is not None and desk.row != LEAVING:
        desk.enter(desk.rooms.rounds)


def open_assumptions(desk: Desk) -> None:
    """What is assumed here: of the selected criterion first."""
    about = ABOUT_ROOM.get(desk.room.id)
    if desk.room is desk.rooms.board and desk.row in CRITERIA:
        about = desk.row
    elif desk.room is desk.rooms.evidence:
        about = desk.rooms.evidence.criterion
    desk.rooms.assumptions.about = about
    desk.enter(desk.rooms.assumptions)


def open_rates(desk: Desk) -> None:
    """The rates behind the thirty; of replies when messages come and how long they took."""
    desk.enter(desk.rooms.habits if desk.room is desk.rooms.replies else desk.rooms.rates)


def open_open_things(desk: Desk) -> None:
    """Every act with its numbers, and all that is open."""
    desk.enter(desk.rooms.open)


def open_report(desk: Desk) -> None:
    """The week or the round looked back on."""
    if desk.room is not desk.rooms.report:
        desk.enter(desk.rooms.report)


def open_day(desk: Desk) -> None:
    """What happened today; on a list what happened on the day of the selected record."""
    record = desk.room.record(desk.row) if desk.room.id in LISTS else None
    desk.rooms.day.day = (own_day(record) if record else None) or desk.view.today
    desk.enter(desk.rooms.day)


def earlier(desk: Desk) -> None:
    """A day back; in a look back a week or a round."""
    _go_by(desk, -1)


def later(desk: Desk) -> None:
    """A day on; in a look back a week or a round."""
    _go_by(desk, 1)


def _go_by(desk: Desk, by: int) -> None:
    if desk.room is desk.rooms.day:
        desk.rooms.day.day += timedelta(days=by)
        desk.screen.forget_cursor(desk.room)
    else:
        desk.rooms.report.go(by)
    desk.refresh()


def list_these(desk: Desk) -> None:
    """The proposals behind a rate."""
    rate = desk.row
    if isinstance(rate, Rate):
        desk.rooms.proposals.listing = Listing(where=(rate.field, rate.value))
        go_proposals(desk)


async def change_assumption(desk: Desk) -> None:
    """Have the selected assumption read otherwise: by its setting, or by what overrules it."""
    selected = desk.row
    if not isinstance(selected, Assumption):
        return
    if selected.setting is not None:
        form = SettingsForm(desk.view.ledger, desk.view.now)
        form.begin_at = selected.setting
        await desk.fill(form)
    elif selected.overruled_by == "opening":
        await logging.copy_figures(desk)
    elif selected.overruled_by == "earning":
        await logging.log_month(desk)
    elif selected.overruled_by == "tally":
        await logging.tell_months(desk)


def back(desk: Desk) -> None:
    """All rows again, then to the room that this one was opened from; from the board out of what-if."""
    room = desk.room
    chosen = room.selection(desk.view)
    room.selected = frozenset()
    if chosen:
        desk.refresh()
    elif room.listing != Listing():
        room.show_all()
        desk.refresh()
    elif room.outer:
        desk.go(desk.rooms.of(room.outer))
    elif desk.view.hypotheses is not None:
        what_if.end(desk)
