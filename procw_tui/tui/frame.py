"""The first and the last line of the main screen: tabs with what must always show, and keys or a sentence."""

from __future__ import annotations

import time

from textual.getters import query_one
from textual.timer import Timer

from procw_tui.present import status
from procw_tui.present.commands import (
    BY_ID,
    FILTER_KEYS,
    ROOMS,
    footer_in_what_if,
    footer_of,
    room_names,
    selection_keys,
)
from procw_tui.present.paint import Role
from procw_tui.present.words.language import _
from procw_tui.tui.desk import Acts
from procw_tui.tui.widgets.bars import FooterLine, TabLine

MESSAGE_SECONDS = 8


class FrameActs(Acts):
    """Tabs above, keys below."""

    tabs = query_one("#tabs", TabLine)
    keys = query_one("#keys", FooterLine)

    _message_timer: Timer | None = None
    _message: tuple[str, str, Role] | None = None

    def show_frame(self, cells: int) -> None:
        """Tabs and keys; an open midway-end request stands on every screen."""
        view = self.view
        right: tuple[str, Role] = (status.round_short(view.board), "dim")
        if view.hypotheses is not None:
            right = (_("what if: not saved"), "warn")
        if view.alarms:
            right = (status.alarm_short(view.alarms[0], view.now), "bad")
        tab = self.room.tab or self.room.id
        self.tabs.show_tabs(room_names(), ROOMS.index(tab), *right, cells)
        if self._message is None:
            self.keys.show_keys(self._footer(), cells)
        else:
            self.keys.show_message(*self._message, cells)

    def _footer(self) -> list[tuple[str, str]]:
        """The room's keys; in what-if what they imagine; first the one that logs a result that is awaited."""
        if self.view.hypotheses is not None:
            return footer_in_what_if(self.room.id)
        if self.filtering:
            return [(key, _(label)) for key, label in FILTER_KEYS]
        if self.room.selected:
            return selection_keys(self.room.id)
        asked = self.view.phase.name in {"judging", "asking"} and self.room.id in {"today", "board"}
        first = [("k", _(BY_ID["result"].label))] if asked else []
        return first + footer_of(self.room.id)

    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys, for a while."""
        if role == "bad" and self.view.ledger.setting("bell"):
            self.app.bell()
        self._message = (text, hint, role)
        self.said_at = time.monotonic()
        self.keys.show_message(text, hint, role, self.app.size.width)
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(MESSAGE_SECONDS, self.unsay)

    def unsay(self) -> None:
        """The keys again."""
        self._message = None
        self.show_frame(self.app.size.width)
