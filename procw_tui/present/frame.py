"""What stands around every room: at the right of the tabs what must always show, and the line of keys."""

from __future__ import annotations

from procw_tui.present.rooms.room import Room
from procw_tui.present.sentences.alarms import alarm_short
from procw_tui.present.sentences.rounds import round_short

from .commands import FILTER_KEYS, Hint, footer_in_what_if, footer_of, hint, selection_keys
from .language import _
from .paint import Role
from .view import View


def always_shown(view: View) -> tuple[str, Role]:
    """The open midway-end request, else what-if, else the next round; shown beside the tabs."""
    if view.alarms:
        return alarm_short(view.alarms[0], view.now), "bad"
    if view.hypotheses is not None:
        return _("what if: not saved"), "warn"
    return round_short(view.board), "dim"


def footer(view: View, room: Room, *, filtering: bool) -> list[Hint]:
    """The room's keys; in what-if what they imagine; first the one that logs a result that is awaited."""
    if view.hypotheses is not None:
        return footer_in_what_if(room.id)
    if filtering:
        return [(key, _(label)) for key, label in FILTER_KEYS]
    if room.selection(view):
        return selection_keys(room.id)
    asked = view.phase.name in {"judging", "asking"} and room.id in {"today", "board"}
    empty = not room.rows(view) if room.has_list else room.id == "today" and view.next_action is None
    keys = footer_of(room.id, empty=empty or view.is_new, without=room.without_use(view))
    return [hint("result"), *keys] if asked else keys
