"""The one screen: tabs, the room's head, list and detail, and the line of keys.

All rooms share one set of widgets. Switching rooms so repaints only cells that differ, where Textual's modes
repaint all of them and wait 50 ms before they do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.css.query import NoMatches
from textual.events import DescendantFocus, Paste, Resize
from textual.getters import query_one
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from procw_tui.present import listing
from procw_tui.present.commands import (
    BY_ID,
    COMMANDS,
    INNER,
    ROOMS,
    CommandId,
    aliases,
    is_at_home,
    room_names,
)
from procw_tui.present.frame import always_shown, footer
from procw_tui.present.language import _
from procw_tui.present.listing import Haystacks, Listing, marked
from procw_tui.present.paint import EMPTY, Line, Lines, Role, Space, line_width, paragraph, right_aligned
from procw_tui.present.rooms import board
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.rooms.table import Rooms
from procw_tui.tui.session import Session
from procw_tui.tui.widgets.bars import FooterLine, TabLine
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.filter_bar import FilterBar
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

FRAME = 3  # tabs, the line below them, keys
SIDE, MOST_SIDE = 40, 80
MESSAGE_SECONDS = 8
ROWS_AT_ONCE, WARM_SECONDS = 300, 0.004


def side_cells(width: int, room: Room) -> int:
    """What the column beside the room's list has, 0 for none: of what neither needs, one half."""
    if width < room.list_cells + SIDE:
        return 0
    return min(MOST_SIDE, SIDE + max(0, width - TABLE_CELLS - SIDE) // 2)


def _bindings() -> list[BindingType]:
    """Each command as a binding. Full-width letters and digits, and the kana of a key, count as the key."""
    return [
        Binding(aliases(command.keys), f"do('{command.id}')", command.label, show=False,
                tooltip=command.tip, id=command.id)
        for command in COMMANDS
    ]  # fmt: skip


class MainScreen(Screen[None]):
    """Shows one room at a time. What a command or a pasted page does is told by the app: `do` and `read`.

    `read` is given the text and whether the terminal marked it as pasted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *_bindings(),
        Binding("up", "scroll_head(-1)", show=False),  # where a list has the focus, it takes these
        Binding("down", "scroll_head(1)", show=False),
        Binding("pageup", "scroll_head(-10)", show=False),
        Binding("pagedown", "scroll_head(10)", show=False),
    ]

    tabs = query_one("#tabs", TabLine)
    head = query_one("#head", LineView)
    records = query_one("#records", RecordList)
    foot = query_one("#foot", LineView)
    detail = query_one("#detail", LineView)
    keys = query_one("#keys", FooterLine)

    def __init__(
        self, session: Session, do: Callable[[CommandId], None], read: Callable[[str, bool], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._do = do
        self._read = read
        self.rooms = Rooms()
        self.room: Room = self.rooms.of(ROOMS[0])
        self.said_at = 0.0
        """When a sentence was last said, by a clock that only goes on."""
        self.filtering = False
        """Whether a filter is being typed."""
        self._cursors: dict[str, str] = {}
        self._haystacks = Haystacks()
        self._detail_rows = self._list_rows = self._cells = 0
        self._head_lines: Lines = []
        self._message: tuple[str, str, Role] | None = None
        self._message_timer: Timer | None = None

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
        self.records.when_moved = self._moved
        self.tabs.when_chosen = lambda tab: self.show_room(self.rooms.of(ROOMS[tab]))
        self.refresh_room()

    def on_resize(self, event: Resize) -> None:
        """Lay the room out for the new size."""
        self._lay_out(*event.size)

    def on_paste(self, event: Paste) -> None:
        """A text that is pasted where nothing is typed is a page of the site."""
        if event.text.strip():
            event.stop()
            self._read(event.text, getattr(event, "marked", True))

    def action_do(self, command: str) -> None:
        """Carry out a command of the table."""
        self._do(BY_ID[command].id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A room's own commands work in it alone."""
        return action != "do" or is_at_home(BY_ID[str(parameters[0])].id, self.room.id)

    def show_room(self, room: Room) -> None:
        """Go to a room; the cursor stands where it was."""
        if self.room is not room:
            self._message = None
            self.end_filtering()
        self.room = room
        if self._session.view.hypotheses is not None and not is_at_home("what-if", room.id):
            self.end_what_if()  # nobody logs a real record into it
        self.refresh_room()

    def end_what_if(self) -> None:
        """Back to what really is."""
        self._session.imagine(None)
        self.say(_("What-if has ended. Nothing was saved."), "dim")

    def refresh_room(self) -> None:
        """Show the ledger as it is now; what is the same is not drawn again."""
        if self.is_attached:
            self._lay_out(*self.app.size)

    def put_cursor(self, room: Room, key: str) -> None:
        """The cursor of a room on the row of that key, where it is."""
        self._cursors[room.id] = key
        self.refresh_room()

    def forget_cursor(self, room: Room) -> None:
        """A room that is opened anew begins at its top."""
        self._cursors.pop(room.id, None)

    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys, for a while; `hint` is the key that follows it."""
        if role == "bad" and self._session.view.ledger.setting("bell"):
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
        self._show_frame(self.app.size.width)

    def listed(self) -> Sequence[Any]:
        """The rows of the room as they are shown."""
        return listing.listed(self.room.rows(self._session.view), self.room.listing, self._haystacks)

    async def begin_filtering(self) -> None:
        """Open the line to type in; the list follows every key."""
        try:
            bar = self.query_one(FilterBar)
        except NoMatches:
            bar = FilterBar(self.records.action_move, self._leave_filter)
            await self.mount(bar, before="#keys")
        with bar.prevent(Input.Changed):
            bar.value = self.room.listing.text
        bar.display = self.filtering = True
        self.unsay()
        bar.focus()
        bar.call_after_refresh(bar.bring_caret)
        rows = iter(self.room.rows(self._session.view))
        self.set_timer(WARM_SECONDS, lambda: self._warm(rows))

    def _warm(self, rows: Iterator[Any]) -> None:
        """Fold what a filter looks in before its first key comes: some rows at a time, keys between them."""
        some = tuple(islice(rows, ROWS_AT_ONCE))
        self._haystacks.warm(some)
        if some and self.filtering:
            self.set_timer(WARM_SECONDS, lambda: self._warm(rows))

    def end_filtering(self) -> None:
        """The line is closed; the filter stays in force."""
        if self.filtering:
            self.filtering = False
            self.query_one(FilterBar).display = False
            self._show_frame(self.app.size.width)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A row that was clicked takes the focus: then no filter is being typed any more."""
        if self.filtering and event.widget is self.records:
            self._leave_filter()

    def _leave_filter(self) -> None:
        self.end_filtering()
        self.refresh_room()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The list follows what is typed."""
        if self.filtering:
            self.room.listing = self.room.listing._replace(text=event.value)
            self.refresh_room()

    def on_field_input_several_lines(self, event: FieldInput.SeveralLines) -> None:
        """Several lines in a filter are words of one."""
        if self.filtering:
            self.query_one(FilterBar).insert_text_at_cursor(" ".join(event.text.split()))

    def action_scroll_head(self, by: int) -> None:
        """Today has no list: on a low terminal the whole of it scrolls."""
        self.head.scroll_relative(y=by, animate=False)

    def _lay_out(self, width: int, height: int) -> None:
        """Give each part its lines. Everything is laid out before it is drawn, so nothing is drawn twice."""
        room, view = self.room, self._session.view
        side = side_cells(width, room)
        wide, cells = side > 0, width - side
        self.set_class(wide, "-wide")
        free = max(1, height - FRAME)
        rows = self.listed() if room.has_list else ()
        head = self._head(len(rows), Space(cells, free, wide))
        foot = room.foot(view, Space(cells, free, wide)) if wide else []
        below = 0 if wide else min(room.detail_rows, max(0, free - len(head) - room.least_rows))
        self._detail_rows = free if wide else below
        above = min(len(head), max(1, free - below - 1))
        self._list_rows = free - below - above
        self.head.styles.height = above if room.has_list else "1fr"
        self.records.display = room.has_list
        self.records.styles.height = len(rows) if foot else "1fr"
        self.foot.display = bool(foot)
        self.foot.show(foot)
        self.detail.display = wide or below > 0
        self.detail.styles.height = "1fr" if wide else below
        self.detail.styles.width = side if wide else "1fr"
        self._fill(width, cells, head, rows)

    def _fill(self, width: int, cells: int, head: Lines, rows: Sequence[Any]) -> None:
        room, view = self.room, self._session.view

        def draw(row: Any) -> Line:
            shown = room.draw(view, row, cells)
            return marked(shown) if room.selected and room.key(row) in room.selected else shown

        cursor = self._cursor_in(rows)
        self._head_lines, self._cells = head, cells
        self._show_head(cursor, len(rows))
        self.records.show_rows(rows, draw, cursor)
        self._show_detail(rows[cursor] if rows else None)
        self._show_frame(width)
        if not self.filtering:
            self.set_focus(self.records if room.has_list else None)

    def _head(self, shown: int, space: Space) -> Lines:
        """The room's head, with a line of what the list shows where that is not all of it."""
        room, view = self.room, self._session.view
        head = room.head(view, space)
        every = shown if room.listing == Listing() else len(room.rows(view))
        told = listing.told(room.listing, shown, every, len(room.selection(view)))
        if told:
            extra: Lines = [told]
            if not shown and room.listing.words:
                extra += paragraph(listing.nothing_found(room.listing), space.cells, "dim", "  ")
            at = len(head) - 1
            before = head[: at - 1] if at and head[at - 1] == EMPTY else head[:at]
            head = [*before, *extra, *head[at:]]
        if view.hypotheses is not None and room.id in INNER:
            head = [*board.what_if(view, space.cells)[:1], *head]
        return head

    def _show_head(self, cursor: int, count: int) -> None:
        """The head; above a list that goes on, where in it the cursor stands."""
        head = self._head_lines
        place = f"{cursor + 1}/{count}"
        if head and count > self._list_rows and line_width(head[-1]) + len(place) + 2 <= self._cells:
            head = [*head[:-1], right_aligned(head[-1], ((place, "dim"), (" ", "")), self._cells)]
        self.head.show(head)

    def _cursor_in(self, rows: Sequence[Any]) -> int:
        kept = self._cursors.get(self.room.id) or self.room.begins_at(self._session.view)
        if not kept:
            return 0
        keys = (number for number, row in enumerate(rows) if self.room.key(row) == kept)
        return next(keys, min(self.records.cursor, max(0, len(rows) - 1)))

    def _moved(self, row: Any) -> None:
        self._cursors[self.room.id] = self.room.key(row)
        self._show_head(self.records.cursor, len(self.records.rows))
        self._show_detail(row)

    def _show_detail(self, row: Any | None) -> None:
        width = self.app.size.width
        side = side_cells(width, self.room)
        space = Space(side or width, self._detail_rows, side > 0)
        self.detail.show(self.room.detail(self._session.view, row, space))

    def _show_frame(self, cells: int) -> None:
        """The first and the last line."""
        view = self._session.view
        self.tabs.show_tabs(room_names(), ROOMS.index(self.room.tab), *always_shown(view), cells)
        if self._message is None:
            self.keys.show_keys(footer(view, self.room, filtering=self.filtering), cells)
        else:
            self.keys.show_message(*self._message, cells)
