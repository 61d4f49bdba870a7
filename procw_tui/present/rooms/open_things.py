"""What is open: one list, also for coming back after some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from procw_tui.domain.evening.open_things import AWAY_DAYS, OpenKind, OpenThing, open_things
from procw_tui.domain.record.records import Contract, Inbox, Message, Proposal, Record
from procw_tui.domain.record.times import JST
from procw_tui.domain.work.replies import MINUTE
from procw_tui.present.cells import visible
from procw_tui.present.commands import KEY, MainRoomId, key_of
from procw_tui.present.language import N_, _, n_, sentences
from procw_tui.present.paint import EMPTY, Line, Lines, Role, Space, cell, heading, line, paragraph
from procw_tui.present.rooms.room import Room, record_lines
from procw_tui.present.sentences.records import record_summary
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

WHAT: dict[OpenKind, tuple[str, Role]] = {
    "alarm": (N_("midway-end request"), "bad"), "waiting": (N_("unanswered"), "warn"),
    "due": (N_("to deliver"), ""), "rate": (N_("to rate"), ""), "acceptance": (N_("acceptance late"), ""),
    "follow_up": (N_("follow up"), ""), "talking": (N_("in talks"), "dim"), "silent": (N_("silent"), "dim"),
    "inbox": (N_("to look at"), "warn"),
}  # fmt: skip
WHAT_CELLS, WHEN_CELLS = 20, 16


def rows(view: View) -> list[OpenThing]:
    """Everything open."""
    return view.once("open things", lambda: open_things(view.ledger, view.now))


def head(view: View, cells: int, away: int) -> Lines:
    """After some days away a word about them; then what the keys do here."""
    things = rows(view)
    shown: Lines = []
    if away >= AWAY_DAYS:
        told = n_("Welcome back after {n} day.", "Welcome back after {n} days.", away).format(n=away)
        rest = _("Days without a log are unknown, never bad: nothing has been counted against you.")
        shown += [heading(told), *paragraph(rest, cells, "dim"), EMPTY]
    if not things:
        return [*shown, line("  ", (_("Nothing is open."), "dim"))]
    shown.append(line("  ", (_("Open"), "head"), f"  {len(things)}"))
    if any(each.kind == "waiting" for each in things):
        shown.append(
            line(
                "    ",
                (key_of("answer-all"), "key"),
                " ",
                (_("all answered already, at a time unknown"), "dim"),
            )
        )
    if any(each.kind == "silent" for each in things):
        keys = line(
            "    ", (_close_silent_keys(), "key"), " ", (_("select the silent ones, then: no answer"), "dim")
        )
        shown.append(keys)
    return [*shown, EMPTY]


def _close_silent_keys() -> str:
    """Select the silent ones, then their next stage."""
    return f"{key_of('select-all')} {key_of('stage')}"


def open_row(view: View, thing: OpenThing, cells: int) -> Line:
    """What it is, whose, and since or until when."""
    label, role = WHAT[thing.kind]
    record = thing.record
    names = [visible(getattr(record, name, None) or "") for name in ("title", "subject")]
    if isinstance(record, Inbox):
        names = [record_summary(record)]
    text = "  ".join(filter(None, (labels.client(getattr(record, "client", None)), *names)))
    room = cells - WHAT_CELLS - WHEN_CELLS - 6
    return line(
        "  ", cell(_(label), WHAT_CELLS, role), cell(text, room), "  ", (when(view, thing), "dim")
    )  # fmt: skip


def when(view: View, thing: OpenThing) -> str:
    """An age, or the days that are left."""
    if thing.kind == "alarm" and isinstance(thing.on, datetime):
        return figures.moment(thing.on.astimezone(JST), view.today)
    if isinstance(thing.on, datetime):
        return figures.span((view.now - thing.on) / MINUTE)
    days = (thing.on - view.today).days
    if thing.kind in {"talking", "silent"}:
        return figures.span(-days * figures.DAY)
    return figures.in_days(days)


def detail(thing: OpenThing, cells: int) -> Lines:
    """Which key ends it."""
    return paragraph(_advice(thing), cells, "dim", "  ")


def _advice(thing: OpenThing) -> str:
    record = thing.record
    if isinstance(record, Message):
        return sentences(
            _("{key:reply}: replied just now. {key:edit}: type when it was.").format(key=KEY),
            _("{key:answer-all}: all of them at a time unknown, which costs the figures nothing.").format(
                key=KEY
            ),
        )
    if isinstance(record, Proposal):
        return _("{key:stage}: the next stage; pressed again it lets you choose. {key:edit}: edit.").format(
            key=KEY
        )
    if isinstance(record, Inbox):
        return _("{key:paste}: look at it. {key:delete}: throw it away.").format(key=KEY)
    if isinstance(record, Contract) and thing.kind == "alarm":
        return _(
            "{key:termination} or {key:stage}: answer it. "
            "Unanswered, it ends the contract with one star in every item."
        ).format(key=KEY)
    return _("{key:stage}: the next stage, today. {key:edit}: type another day.").format(key=KEY)


class OpenRoom(Room):
    """What is open, also after some days away."""

    id = "open"
    tab: MainRoomId = "today"
    detail_rows = 3
    least_rows = 5
    away = 0
    """Days without a log before this session."""

    def head(self, view: View, space: Space) -> Lines:
        """How long one was away, and the keys that clear many at once."""
        return head(view, space.cells, self.away)

    def rows(self, view: View) -> Sequence[OpenThing]:
        """What it would cost most to leave first."""
        return rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One open thing."""
        return open_row(view, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """The record, and the keys that end it."""
        del view
        if not isinstance(row, OpenThing):
            return []
        return [*record_lines(row.record, space.cells), *detail(row, space.cells)]

    def record(self, row: Any) -> Record | None:
        """The record behind it."""
        return row.record if isinstance(row, OpenThing) else None

    def key(self, row: Any) -> str:
        """A record may be open in two ways."""
        return f"{row.kind} {row.record.id}"
