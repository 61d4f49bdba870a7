"""The one screen: tabs, the room's head, list and detail, and the line of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.events import Resize
from textual.getters import query_one

from procw_tui.present.commands import BY_ID, INNER, ROOMS, bindings
from procw_tui.present.listing import Haystacks, marked
from procw_tui.present.paint import Line, Lines
from procw_tui.present.rooms import board
from procw_tui.present.view import View
from procw_tui.tui.acts.coach import CoachActs
from procw_tui.tui.acts.evening import QuickActs
from procw_tui.tui.acts.find import FindActs
from procw_tui.tui.acts.going import InnerActs
from procw_tui.tui.acts.lists import ListActs
from procw_tui.tui.acts.logging import LogActs
from procw_tui.tui.acts.practices import PracticeActs
from procw_tui.tui.acts.program import ProgramActs
from procw_tui.tui.acts.what_if import HOLDS_IN, WhatIfActs
from procw_tui.tui.frame import FrameActs
from procw_tui.tui.screens.room import Room
from procw_tui.tui.screens.rooms import all_rooms
from procw_tui.tui.widgets.bars import FooterLine, TabLine
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

WIDE = 120
FRAME = 3  # tabs, the line below them, keys
SIDE = 40


class MainScreen(
    WhatIfActs, LogActs, QuickActs, CoachActs, PracticeActs, ListActs, FindActs, InnerActs, ProgramActs,
    FrameActs,
):  # fmt: skip
    """Shows one room at a time and carries out its commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("up", "scroll_head(-1)", show=False),  # where a list has the focus, it takes these
        Binding("down", "scroll_head(1)", show=False),
        Binding("pageup", "scroll_head(-10)", show=False),
        Binding("pagedown", "scroll_head(10)", show=False),
    ]

    head = query_one("#head", LineView)
    records = query_one("#records", RecordList)
    foot = query_one("#foot", LineView)
    detail = query_one("#detail", LineView)

    def __init__(self, view: Callable[[], View]) -> None:
        super().__init__()
        self._view = view
        self.rooms = all_rooms()
        self.room: Room = self.rooms[ROOMS[0]]
        self._cursors: dict[str, str] = {}
        self.haystacks = Haystacks()
        self._detail_rows = 0

    def compose(self) -> ComposeResult:
        """Six views of lines; nothing on this screen is heavier."""
        yield TabLine(id="tabs")
        with Container(id="body"):
            with Vertical(id="left"):
                yield LineView(id="head")
                yield RecordList(id="records")
                yield LineView(id="foot")
            yield LineView(id="detail")
        yield FooterLine(id="keys")

    def on_mount(self) -> None:
        """Everything is in its place before the first frame."""
        self.welcome_back()
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
            self.end_filtering()
        self.room = self.rooms[name]
        if name not in HOLDS_IN:
            self.end_what_if()
        self._lay_out(*self.app.size)

    def _lay_out(self, width: int, height: int) -> None:
        """Give each part its lines. Everything is laid out before it is drawn, so nothing is drawn twice."""
        room, wide = self.room, width >= WIDE
        self.set_class(wide, "-wide")
        cells = width - SIDE if wide else width
        free = max(1, height - FRAME)
        rows = self.listed() if room.has_list else ()
        if room.selected:
            room.selected &= {room.key(row) for row in room.rows(self.view)}
        head = self.with_listing(room.head(self.view, cells, wide=wide, rows=free), len(rows), cells)
        if self.view.hypotheses is not None and room.id in INNER:
            head = [*board.what_if(self.view, cells)[:1], *head]
        foot = room.foot(self.view, cells) if wide else []
        below = 0 if wide else min(room.detail_rows, max(0, free - len(head) - room.least_rows))
        self._detail_rows = free if wide else below
        self.head.styles.height = "1fr" if not room.has_list else min(len(head), max(1, free - below - 1))
        self.records.display = room.has_list
        self.records.styles.height = len(rows) if foot else "1fr"
        self.foot.display = bool(foot)
        self.foot.show(foot)
        self.detail.display = wide or below > 0
        self.detail.styles.height = "1fr" if wide else below
        self._fill(width, head, rows)

    def refresh_room(self) -> None:
        """Show the ledger as it is now; what is the same is not drawn again."""
        self._lay_out(*self.app.size)

    def _fill(self, width: int, head: Lines, rows: Sequence[Any]) -> None:
        room, view = self.room, self.view
        cells = width - SIDE if width >= WIDE else width

        def draw(row: Any) -> Line:
            shown = room.draw(view, row, cells)
            return marked(shown) if room.selected and room.key(row) in room.selected else shown

        self.head.show(head)
        cursor = self._cursor_in(rows)
        self.records.show_rows(rows, draw, cursor)
        self._show_detail(rows[cursor] if rows else None)
        self.show_frame(width)
        if not self.filtering:
            self.set_focus(self.records if room.has_list else None)

    def _cursor_in(self, rows: Any) -> int:
        kept = self._cursors.get(self.room.id) or self.room.begins_at(self.view)
        if not kept:
            return 0
        keys = (number for number, row in enumerate(rows) if self.room.key(row) == kept)
        return next(keys, min(self.records.cursor, max(0, len(rows) - 1)))

    def _show_detail(self, row: Any | None) -> None:
        cells = SIDE if self.wide else self.app.size.width
        rows = self._detail_rows
        self.detail.show(self.room.detail(self.view, row, cells, wide=self.wide, rows=rows))

    def forget_cursor(self, room: str) -> None:
        """A room that is opened anew begins at its top."""
        self._cursors.pop(room, None)

    def on_record_list_moved(self, event: RecordList.Moved) -> None:
        """The detail follows the cursor."""
        self._cursors[self.room.id] = self.room.key(event.row)
        self._show_detail(event.row)

    def action_scroll_head(self, by: int) -> None:
        """Today has no list: on a low terminal the whole of it scrolls."""
        self.head.scroll_relative(y=by, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A room's own commands work in it alone."""
        rooms = BY_ID[str(parameters[0])].rooms if action == "do" else ()
        return not rooms or self.room.id in rooms
