"""What is open: one list, also for coming back after some days."""

from __future__ import annotations

from datetime import datetime

from procw_tui.domain.evening.open_things import AWAY_DAYS, OpenThing, What, open_things
from procw_tui.domain.record.records import Contract, Message, Proposal
from procw_tui.domain.record.times import JST
from procw_tui.domain.work.replies import MINUTE
from procw_tui.present.cells import visible
from procw_tui.present.paint import EMPTY, Line, Lines, Role, cell, heading, line, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.language import N_, _, n_, sentences

WHAT: dict[What, tuple[str, Role]] = {
    "alarm": (N_("midway-end request"), "bad"), "waiting": (N_("unanswered"), "warn"),
    "due": (N_("to deliver"), ""), "rate": (N_("to rate"), ""), "acceptance": (N_("acceptance late"), ""),
    "follow_up": (N_("follow up"), ""), "talking": (N_("in talks"), "dim"), "silent": (N_("silent"), "dim"),
}  # fmt: skip
WHAT_CELLS, WHEN_CELLS = 20, 16


def rows(view: View) -> list[OpenThing]:
    """Everything open."""
    return view.once("open things", lambda: open_things(view.ledger, view.now))


def head(view: View, cells: int, away: int) -> Lines:
    """After some days away a word about them; then what the keys do here."""
    found = rows(view)
    shown: Lines = []
    if away >= AWAY_DAYS:
        told = n_("Welcome back after {n} day.", "Welcome back after {n} days.", away).format(n=away)
        rest = _("Days without a log are unknown, never bad: nothing has been counted against you.")
        shown += [heading(told), *paragraph(rest, cells, "dim"), EMPTY]
    if not found:
        return [*shown, line("  ", (_("Nothing is open."), "dim"))]
    shown.append(line("  ", (_("Open"), "head"), f"  {len(found)}"))
    if any(each.what == "waiting" for each in found):
        shown.append(line("    ", ("A", "key"), " ", (_("all answered already, at a time unknown"), "dim")))
    if any(each.what == "silent" for each in found):
        keys = line("    ", ("X n", "key"), " ", (_("select the silent ones, then: no answer"), "dim"))
        shown.append(keys)
    return [*shown, EMPTY]


def row(view: View, thing: OpenThing, cells: int) -> Line:
    """What it is, whose, and since or until when."""
    label, role = WHAT[thing.what]
    record = thing.record
    names = [visible(getattr(record, name, None) or "") for name in ("title", "subject")]
    text = "  ".join(filter(None, (labels.client(getattr(record, "client", None)), *names)))
    room = cells - WHAT_CELLS - WHEN_CELLS - 6
    return line(
        "  ", cell(_(label), WHAT_CELLS, role), cell(text, room), "  ", (when(view, thing), "dim")
    )  # fmt: skip


def when(view: View, thing: OpenThing) -> str:
    """An age, or the days that are left."""
    if thing.what == "alarm" and isinstance(thing.on, datetime):
        return figures.moment(thing.on.astimezone(JST), view.today)
    if isinstance(thing.on, datetime):
        return figures.span((view.now - thing.on) / MINUTE)
    days = (thing.on - view.today).days
    if thing.what in {"talking", "silent"}:
        return figures.span(-days * figures.DAY)
    return figures.in_days(days)


def detail(thing: OpenThing, cells: int) -> Lines:
    """Which key ends it."""
    return paragraph(_advice(thing), cells, "dim", "  ")


def _advice(thing: OpenThing) -> str:
    record = thing.record
    if isinstance(record, Message):
        return sentences(
            _("r: replied just now. Enter: type when it was."),
            _("A: all of them at a time unknown, which costs the figures nothing."),
        )
    if isinstance(record, Proposal):
        return _("n: the next stage. N: choose how it went. Enter: edit.")
    if isinstance(record, Contract) and thing.what == "alarm":
        return _("T or n: answer it. Unanswered, it ends the contract with one star in every item.")
    return _("n: the next stage, today. Enter: type another day.")
