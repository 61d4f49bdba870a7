"""The ranking: every act, what it moves, how surely, by which round, until when, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.coach.action import Action, Sureness
from procw_tui.domain.record.records import Record, Snooze
from procw_tui.domain.work.replies import Wait
from procw_tui.present.cells import visible
from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.criteria.table import criterion_name, what_it_takes
from procw_tui.present.language import _, n_
from procw_tui.present.paint import Line, Lines, Role, Space, cell, line, number_cell, paragraph
from procw_tui.present.rooms.room import Room
from procw_tui.present.sentences import acts
from procw_tui.present.view import View
from procw_tui.present.words import figures

SURE_ROLE: dict[Sureness, Role] = {
    Sureness.AVERTS: "bad", Sureness.SURELY: "good", Sureness.LIKELY: "good", Sureness.KEEPS: "",
    Sureness.MAYBE: "",
    Sureness.NOTHING: "dim",
}  # fmt: skip
DONE = frozenset({"done", "済み"})
"""The reason of an act that was recorded by putting it off, in whichever language that was."""
MOVES, SURE, UNTIL, MINUTES = 13, 13, 12, 4


def head(view: View, cells: int) -> Lines:
    """How they are ranked, and the columns."""
    told = _("First what most surely keeps or brings a criterion at the {round}, then what has the nearest "
             "deadline, then what is shorter.")  # fmt: skip
    words = told.format(round=figures.round_name(view.board.round.month))
    if not view.every_action:
        words = _("Nothing waits. Have a good evening.")
    shown = paragraph(words, cells, "dim", "  ")
    columns = line(
        "  ", cell(_("what"), _text(cells), "dim"), cell(_("moves"), MOVES, "dim"),
        cell(_("effect"), SURE, "dim"), cell(_("until"), UNTIL, "dim"),
        number_cell(_("min"), MINUTES, "dim"),
    )  # fmt: skip
    return [*shown, columns]


def _text(cells: int) -> int:
    return max(16, cells - 2 - MOVES - SURE - UNTIL - MINUTES - 2)


def act_row(view: View, action: Action, cells: int) -> Line:
    """One act."""
    off = action in view.actions_off
    role: Role = "dim" if off else "strong" if action == view.next_action else ""
    sure: tuple[str, Role] = (acts.sureness(action), SURE_ROLE[action.sureness])
    if off:
        sure = (_off_until(view, action), "dim")
    dim: Role = "dim" if off else ""
    return line(
        "  ", cell(acts.text(view, action), _text(cells) - 1, role), " ",
        cell(acts.moves(action), MOVES, dim), cell(sure[0], SURE, sure[1]),
        cell(acts.deadline(view, action), UNTIL, dim), number_cell(str(action.minutes), MINUTES, "dim"),
    )  # fmt: skip


def _snooze(view: View, action: Action) -> Snooze | None:
    return next((each for each in view.ledger.all(Snooze) if each.action == action.id), None)


def _off_until(view: View, action: Action) -> str:
    snooze = _snooze(view, action)
    if snooze is None or snooze.until is None:
        return _("for good")
    told = _("done, {day}") if snooze.reason in DONE else _("off to {day}")
    return told.format(day=figures.month_day(snooze.until))


def detail(view: View, action: Action, cells: int) -> Lines:
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


class CoachRoom(Room):
    """Every act of the coach, ranked."""

    id = "coach"
    tab: MainRoomId = "today"
    _off: frozenset[str] | set[str] = frozenset()
    detail_rows = 6
    least_rows = 6

    def head(self, view: View, space: Space) -> Lines:
        """How they are ranked."""
        return head(view, space.cells)

    def rows(self, view: View) -> Sequence[Action]:
        """The next one first; those that are put off at the end, to be woken."""
        self._off = {each.id for each in view.actions_off}
        return [*view.actions, *view.actions_off]

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One act."""
        return act_row(view, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """Why, and where its criterion stands."""
        return detail(view, row, space.cells) if isinstance(row, Action) else []

    def record(self, row: Any) -> Record | None:
        """The record that an act is about: of a wait its oldest message."""
        about = row.about if isinstance(row, Action) else None
        if isinstance(about, Wait):
            return min(about.messages, key=lambda message: message.received_at)
        return about if isinstance(about, Record) else None

    def key(self, row: Any) -> str:
        """An act by its id; once it is put off the cursor stays where it was."""
        return f"off {row.id}" if row.id in self._off else str(row.id)
