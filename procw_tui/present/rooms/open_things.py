"""What to do and what is open: every act ranked, then what no act is about, then what is put off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from procw_tui.domain.coach.action import Action, Sureness
from procw_tui.domain.evening.open_things import AWAY_DAYS, OpenKind, OpenThing, open_things
from procw_tui.domain.record.records import Contract, Inbox, Message, Proposal, Record, Snooze
from procw_tui.domain.record.times import JST
from procw_tui.domain.work.replies import MINUTE, Wait
from procw_tui.present.cells import visible, width
from procw_tui.present.columns import LOOKED_AT
from procw_tui.present.commands import KEY, MainRoomId, key_of
from procw_tui.present.criteria.table import criterion_name, what_it_takes
from procw_tui.present.language import N_, _, n_, sentences
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    Span,
    cell,
    flowed,
    heading,
    line,
    number_cell,
    paragraph,
)
from procw_tui.present.rooms.room import TABLE_CELLS, Room, beside_row
from procw_tui.present.sentences import acts
from procw_tui.present.sentences.records import record_summary
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

Row = Action | OpenThing

WHAT: dict[OpenKind, tuple[str, Role]] = {
    "alarm": (N_("midway-end request"), "bad"), "waiting": (N_("unanswered"), "warn"),
    "due": (N_("to deliver"), ""), "rate": (N_("to rate"), ""), "acceptance": (N_("acceptance late"), ""),
    "follow_up": (N_("follow up"), ""), "talking": (N_("in talks"), "dim"), "silent": (N_("silent"), "dim"),
    "inbox": (N_("to look at"), "warn"),
}  # fmt: skip
SURE_ROLE: dict[Sureness, Role] = {
    Sureness.AVERTS: "bad", Sureness.SURELY: "good", Sureness.LIKELY: "good", Sureness.KEEPS: "",
    Sureness.MAYBE: "",
    Sureness.NOTHING: "dim",
}  # fmt: skip
DONE = frozenset({"done", "済み"})
"""The reason of an act that was recorded by putting it off, in whichever language that was."""
MINUTES = 4
LEAST_TEXT = 24
"""Where less is left for what a row says, it stands beside its deadline alone."""


class Columns(NamedTuple):
    """The cells of each column, the gap before the next one included."""

    text: int
    moves: int
    sure: int
    until: int
    minutes: int


def rows(view: View) -> list[Row]:
    """The acts, the next one first; what is open besides; those that are put off, to be woken."""
    return view.once("open things", lambda: _rows(view))


def _rows(view: View) -> list[Row]:
    about = [record_of(each) for each in (*view.actions, *view.actions_off)]
    told = {record.id for record in about if record is not None}
    besides = [each for each in open_things(view.ledger, view.now) if each.record.id not in told]
    return [*view.actions, *besides, *view.actions_off]


def record_of(row: Any) -> Record | None:
    """The record that a row is about: of a wait its oldest message."""
    if isinstance(row, OpenThing):
        return row.record
    about = row.about if isinstance(row, Action) else None
    if isinstance(about, Wait):
        return min(about.messages, key=lambda message: message.received_at)
    return about if isinstance(about, Record) else None


def head(view: View, cells: int, away: int) -> Lines:
    """After some days away a word about them; how the acts are ranked, what clears many, the columns."""
    shown: Lines = []
    if away >= AWAY_DAYS:
        told = n_("Welcome back after {n} day.", "Welcome back after {n} days.", away).format(n=away)
        rest = _("Days without a log are unknown, never bad: nothing has been counted against you.")
        shown += [heading(told), *paragraph(rest, cells, "dim"), EMPTY]
    things = rows(view)
    if not things:
        return [*shown, *paragraph(_("Nothing waits. Have a good evening."), cells, "dim", "  ")]
    small = _columns(view, cells).moves == 0
    if view.actions and not small:
        words = _("First what most surely keeps or brings a criterion at the {round}, "
                  "then what has the nearest deadline, then what is shorter.")  # fmt: skip
        words = words.format(round=figures.round_name(view.board.round.month))
        shown += paragraph(words, cells, "dim", "  ")
    if not small:
        shown += _many(view, things, cells)
    return [*shown, _column_names(_columns(view, cells))]


def _column_names(columns: Columns) -> Line:
    parts: list[str | Span] = ["  ", cell(_("what"), columns.text, "dim")]
    if columns.moves:
        parts += [cell(_("moves"), columns.moves, "dim"), cell(_("effect"), columns.sure, "dim")]
    parts.append(cell(_("until"), columns.until, "dim"))
    if columns.minutes:
        parts.append(number_cell(_("min"), columns.minutes, "dim"))
    return line(*parts)


def _many(view: View, things: Sequence[Row], cells: int) -> Lines:
    """The keys that clear many at once, where there are many; side by side where both fit."""
    parts: list[Line] = []
    if len(view.replies.waiting) > 1:
        told = _("all answered already, at a time unknown")
        parts.append(line((key_of("answer-all"), "key"), " ", (told, "dim")))
    silent = [each for each in things if isinstance(each, OpenThing) and each.kind == "silent"]
    if len(silent) > 1:
        keys = f"{key_of('select-all')} {key_of('stage')}"
        parts.append(line((keys, "key"), " ", (_("select the silent ones, then: no answer"), "dim")))
    return [line("  ", *shown) for shown in flowed(parts, cells - 2, indent="")]


def _columns(view: View, cells: int) -> Columns:
    """What stands in them decides; what is left is for what the row says."""
    moves, sure, until = view.once("columns of what is open", lambda: _widths(view))
    text = cells - 2 - moves - sure - until - MINUTES
    if text < LEAST_TEXT:
        return Columns(max(1, cells - 2 - until), 0, 0, until, 0)
    return Columns(text, moves, sure, until, MINUTES)


def _widths(view: View) -> tuple[int, int, int]:
    moves, sure, until = width(_("moves")), width(_("effect")), width(_("until"))
    for row in islice(rows(view), LOOKED_AT):
        if isinstance(row, OpenThing):
            sure = max(sure, width(_(WHAT[row.kind][0])) - moves - 2)
            until = max(until, width(_when(view, row)))
        else:
            off = row in view.actions_off
            moves = max(moves, width(acts.moves(row)))
            sure = max(sure, width(_off_until(view, row) if off else acts.sureness(row)))
            until = max(until, width(acts.deadline(view, row)))
    return moves + 2, sure + 2, until + 1


def _act_row(view: View, action: Action, cells: int) -> Line:
    columns = _columns(view, cells)
    off = action in view.actions_off
    role: Role = "dim" if off else "strong" if action == view.next_action else ""
    sure: tuple[str, Role] = (acts.sureness(action), SURE_ROLE[action.sureness])
    if off:
        sure = (_off_until(view, action), "dim")
    dim: Role = "dim" if off else ""
    parts: list[str | Span] = ["  ", cell(acts.text(view, action), columns.text - 1, role), " "]
    if columns.moves:
        parts += [cell(acts.moves(action), columns.moves, dim), cell(sure[0], columns.sure, sure[1])]
    parts.append(cell(acts.deadline(view, action), columns.until, dim))
    if columns.minutes:
        parts.append(number_cell(str(action.minutes), columns.minutes, "dim"))
    return line(*parts)


def _snooze(view: View, action: Action) -> Snooze | None:
    return next((each for each in view.ledger.all(Snooze) if each.action == action.id), None)


def _off_until(view: View, action: Action) -> str:
    snooze = _snooze(view, action)
    if snooze is None or snooze.until is None:
        return _("for good")
    told = _("done, {day}") if snooze.reason in DONE else _("off to {day}")
    return told.format(day=figures.month_day(snooze.until))


def _open_row(view: View, thing: OpenThing, cells: int) -> Line:
    """Whose and what it is, how it stands, and since or until when."""
    label, role = WHAT[thing.kind]
    record = thing.record
    names = [visible(getattr(record, name, None) or "") for name in ("title", "subject")]
    if isinstance(record, Inbox):
        names = [record_summary(record)]
    text = "  ".join(filter(None, (labels.client(getattr(record, "client", None)), *names)))
    columns = _columns(view, cells)
    until = cell(_when(view, thing), columns.until, "dim")
    if not columns.moves:
        return line("  ", cell(f"{_(label)}  {text}", columns.text - 1, role), " ", until)
    stands = cell(_(label), columns.moves + columns.sure, role)
    return line("  ", cell(text, columns.text - 1), " ", stands, until)


def _when(view: View, thing: OpenThing) -> str:
    """An age, or the days that are left."""
    if thing.kind == "alarm" and isinstance(thing.on, datetime):
        return figures.moment(thing.on.astimezone(JST), view.today)
    if isinstance(thing.on, datetime):
        return figures.span((view.now - thing.on) / MINUTE)
    days = (thing.on - view.today).days
    if thing.kind in {"talking", "silent"}:
        return figures.span(-days * figures.DAY)
    return figures.in_days(days)


def _act_detail(view: View, action: Action, cells: int) -> Lines:
    """The act in full, why, where its criterion stands, and the keys."""
    shown = paragraph(acts.text(view, action), cells, "strong", "  ")
    shown += paragraph(acts.why(view, action), cells, indent="  ")
    if action.criterion is not None:
        standing = _("{name}: {takes}").format(
            name=criterion_name(action.criterion), takes=what_it_takes(view, action.criterion)
        )
        shown += paragraph(standing, cells, "dim", "  ")
    return [*shown, *paragraph(_keys(view, action), cells, "key", "  ")]


def _keys(view: View, action: Action) -> str:
    if action in view.actions_off:
        snooze = _snooze(view, action)
        reason = visible(snooze.reason) if snooze is not None and snooze.reason else ""
        return "   ".join(filter(None, (_("{key:put-off} wakes it").format(key=KEY), reason)))
    words, key = acts.key_words(view, action)
    told = n_("{key} {words}, about {n} minute", "{key} {words}, about {n} minutes", action.minutes)
    told = told.format(key=key, words=words, n=action.minutes)
    if action.criterion is None:
        return told
    return told + _("; counts for the {round}").format(round=figures.round_name(action.round.month))


def _advice(thing: OpenThing) -> str:
    """Which key ends it."""
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
    """Every act of the coach, ranked, and what is open besides; also for coming back after some days."""

    id = "open"
    tab: MainRoomId = "today"
    detail_rows = 6
    list_cells = TABLE_CELLS
    least_rows = 6
    away = 0
    """Days without a log before this session."""
    _off: frozenset[str] = frozenset()

    def head(self, view: View, space: Space) -> Lines:
        """How long one was away, how the acts are ranked, and the keys that clear many at once."""
        return head(view, space.cells, self.away)

    def rows(self, view: View) -> Sequence[Row]:
        """What to do first; those that are put off at the end."""
        self._off = frozenset(each.id for each in view.actions_off)
        return rows(view)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One act, or one open thing."""
        return _open_row(view, row, cells) if isinstance(row, OpenThing) else _act_row(view, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """Why and with which key; then the title whole and who the client is."""
        if not isinstance(row, Action | OpenThing):
            return []
        shown = _act_detail(view, row, space.cells) if isinstance(row, Action) else []
        record = record_of(row)
        if record is not None:
            shown += beside_row(view, record, space.cells)
        if isinstance(row, OpenThing):
            shown += paragraph(_advice(row), space.cells, "key", "  ")
        return shown

    def record(self, row: Any) -> Record | None:
        """The record behind it, if there is one."""
        return record_of(row)

    def key(self, row: Any) -> str:
        """A record may be open in two ways; once an act is put off the cursor stays where it was."""
        if isinstance(row, OpenThing):
            return f"{row.kind} {row.record.id}"
        return f"off {row.id}" if row.id in self._off else str(row.id)
