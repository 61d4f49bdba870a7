"""The one screen: tabs, the room's head, list and detail, and the line of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.events import Resize
from textual.getters import query_one
from textual.timer import Timer

from procw_tui.present import status
from procw_tui.present.paint import Lines, Role
from procw_tui.present.view import View
from procw_tui.tui.commands import COMMANDS, ROOMS, bindings, footer_of, room_names
from procw_tui.tui.screens.list_acts import ListActs
from procw_tui.tui.screens.log_acts import LogActs
from procw_tui.tui.screens.program_acts import ProgramActs
from procw_tui.tui.screens.room import Room
from procw_tui.tui.screens.rooms import all_rooms
from procw_tui.tui.widgets.bars import FooterLine, TabLine
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

WIDE = 120
FRAME = 3  # tabs, the line below them, keys
SIDE = 40
MESSAGE_SECONDS = 8
ROOM_OF_ACTION = {command.action: command.rooms for command in COMMANDS if command.rooms}


class MainScreen(LogActs, ListActs, ProgramActs):
    """Shows one room at a time and carries out its commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("up", "scroll_head(-1)", show=False),  # where a list has the focus, it takes these
        Binding("down", "scroll_head(1)", show=False),
    ]

    tabs = query_one("#tabs", TabLine)
    head = query_one("#head", LineView)
    records = query_one("#records", RecordList)
    detail = query_one("#detail", LineView)
    keys = query_one("#keys", FooterLine)

    def __init__(self, view: Callable[[], View]) -> None:
        super().__init__()
        self._view = view
        self.rooms = all_rooms()
        self.room: Room = self.rooms[ROOMS[0]]
        self._cursors: dict[str, str] = {}
        self._message_timer: Timer | None = None
        self._message: tuple[str, str, Role] | None = None

    def compose(self) -> ComposeResult:
        """Five views of lines; nothing on this screen is heavier."""
        yield TabLine(id="tabs")
        with Container(id="body"):
            with Vertical(id="left"):
                yield LineView(id="head")
                yield RecordList(id="records")
            yield LineView(id="detail")
        yield FooterLine(id="keys")

    def on_mount(self) -> None:
        """Everything is in its place before the first frame."""
        self._lay_out(*self.app.size)

    def on_resize(self, event: Resize) -> None:
        """Lay the room out for the new size."""
        self._lay_out(*event.size)

    @property
    def wide(self) -> bool:
        """Whether there is room for a second column."""
        return self.app.size.width >= WIDE

    @property
    def view(self) -> View:
        """The ledger at this moment."""
        return self._view()

    def show_room(self, name: str) -> None:
        """Go to a room; the cursor stands where it was."""
        if self.room.id != name:
            self._message = None
        self.room = self.rooms[name]
        self._lay_out(*self.app.size)

    def _lay_out(self, width: int, height: int) -> None:
        """Give each part its lines. Everything is laid out before it is drawn, so nothing is drawn twice."""
        room, wide = self.room, width >= WIDE
        self.set_class(wide, "-wide")
        cells = width - SIDE if wide else width
        head = room.head(self.view, cells, wide=wide)
        free = max(1, height - FRAME)
        below = 0 if wide else min(room.detail_rows, max(0, free - len(head) - room.least_rows))
        self.head.styles.height = "1fr" if not room.has_list else min(len(head), max(1, free - below - 1))
        self.records.display = room.has_list
        self.detail.display = wide or below > 0
        self.detail.styles.height = "1fr" if wide else below
        self._fill(width, head)

    def refresh_room(self) -> None:
        """Show the ledger as it is now; what is the same is not drawn again."""
        self._lay_out(*self.app.size)

    def _fill(self, width: int, head: Lines) -> None:
        room, view = self.room, self.view
        cells = width - SIDE if width >= WIDE else width
        self.head.show(head)
        rows = room.rows(view)
        cursor = self._cursor_in(rows)
        self.records.show_rows(rows, lambda row: room.draw(view, row, cells), cursor)
        self._show_detail(rows[cursor] if rows else None)
        self.show_frame(width)
        if room.has_list:
            self.set_focus(self.records)
        else:
            self.set_focus(None)

    def _cursor_in(self, rows: Any) -> int:
        kept = self._cursors.get(self.room.id)
        if kept is None:
            return 0
        keys = (number for number, row in enumerate(rows) if self.room.key(row) == kept)
        return next(keys, min(self.records.cursor, max(0, len(rows) - 1)))

    def _show_detail(self, row: Any | None) -> None:
        cells = SIDE if self.wide else self.app.size.width
        self.detail.show(self.room.detail(self.view, row, cells, wide=self.wide))

    def on_record_list_moved(self, event: RecordList.Moved) -> None:
        """The detail follows the cursor."""
        self._cursors[self.room.id] = self.room.key(event.row)
        self._show_detail(event.row)

    def show_frame(self, cells: int) -> None:
        """Tabs and keys; an open midway-end request stands on every screen."""
        view = self.view
        right: tuple[str, Role] = (status.round_text(view.board), "dim")
        if view.alarms:
            right = (status.alarm_short(view.alarms[0], view.now), "bad")
        self.tabs.show_tabs(room_names(), ROOMS.index(self.room.id), *right, cells)
        if self._message is None:
            self.keys.show_keys(footer_of(self.room.id), cells)
        else:
            self.keys.show_message(*self._message, cells)

    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys, for a while."""
        if role == "bad" and self.view.ledger.setting("bell"):
            self.app.bell()
        self._message = (text, hint, role)
        self.keys.show_message(text, hint, role, self.app.size.width)
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(MESSAGE_SECONDS, self.unsay)

    def unsay(self) -> None:
        """The keys again."""
        self._message = None
        self.show_frame(self.app.size.width)

    def action_scroll_head(self, by: int) -> None:
        """Today has no list: on a low terminal the whole of it scrolls."""
        self.head.scroll_relative(y=by, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A room's own commands work in it alone."""
        del parameters
        rooms = ROOM_OF_ACTION.get(action)
        return rooms is None or self.room.id in rooms
