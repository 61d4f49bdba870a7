"""The keys that find: filter, order, select, and the day view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from textual.css.query import NoMatches
from textual.widgets import Input

from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.records import Proposal, Record
from procw_tui.domain.work.proposals import Rate, silent
from procw_tui.present import listing
from procw_tui.present.commands import LISTS
from procw_tui.present.listing import Haystacks, Listing
from procw_tui.present.paint import EMPTY, Lines, paragraph
from procw_tui.present.words import labels
from procw_tui.present.words.language import _
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.screens.more_rooms import DayRoom, ReportRoom
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.filter_bar import FilterBar

DAY = timedelta(days=1)


class FindActs(Acts):
    """What is shown of a list, and what of it is meant."""

    haystacks: Haystacks

    def listed(self) -> Sequence[Any]:
        """The rows of the room as they are shown."""
        return listing.listed(self.room.rows(self.view), self.room.listing, self.haystacks)

    def with_listing(self, head: Lines, shown: int, cells: int) -> Lines:
        """The head of a room, with a line of what the list shows where that is not all of it."""
        room = self.room
        every = shown if room.listing == Listing() else len(room.rows(self.view))
        told = listing.told(room.listing, shown, every, len(room.selected))
        if not told:
            return head
        extra: Lines = [told]
        if not shown and room.listing.words:
            extra += paragraph(listing.nothing_found(room.listing), cells, "dim", "  ")
        at = len(head) - 1
        before = head[: at - 1] if at and head[at - 1] == EMPTY else head[:at]
        return [*before, *extra, *head[at:]]

    async def action_filter(self) -> None:
        """Open the line to type in; the list follows every key."""
        self.host.hold_keys()
        try:
            bar = self.query_one(FilterBar)
        except NoMatches:
            bar = FilterBar()
            await self.mount(bar, before="#keys")
        with bar.prevent(Input.Changed):
            bar.value = self.room.listing.text
        bar.display = self.filtering = True
        self.unsay()
        bar.focus()
        self.haystacks.warm(self.room.rows(self.view))
        self.host.keys_go_on()
        bar.call_after_refresh(bar.bring_caret)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The list follows what is typed."""
        if self.filtering:
            self.show_listing(self.room.listing._replace(text=event.value))

    def on_field_input_several_lines(self, event: FieldInput.SeveralLines) -> None:
        """Several lines in a filter are words of one."""
        if self.filtering:
            self.query_one(FilterBar).insert_text_at_cursor(" ".join(event.text.split()))

    def action_filter_done(self) -> None:
        """Back to the list, filtered as typed."""
        self.end_filtering()
        self.refresh_room()

    def end_filtering(self) -> None:
        """The line is closed; the filter stays in force."""
        if self.filtering:
            self.filtering = False
            self.query_one(FilterBar).display = False
            self.show_frame(self.app.size.width)

    def action_move(self, by: int) -> None:
        """The list's cursor, moved from the filter."""
        self.records.cursor += by

    def show_listing(self, wanted: Listing) -> None:
        """Show the room's list so."""
        self.room.listing = wanted
        self.refresh_room()

    def action_sort(self) -> None:
        """By which column? The same again turns the order round."""
        names = listing.sorts(self.room.id, self.room.rows(self.view))
        if not names:
            self.say(_("There is nothing to sort here."), "dim")
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self.show_listing(self.room.listing.sorted_by(name))

        self.host.hold_keys()
        options = [(name, labels.field(name)) for name in names]
        self.app.push_screen(PickDialog(_("Sort by"), options), chosen)

    def action_select(self) -> None:
        """Mark the row, or no more, and go to the next one."""
        row = self.records.current
        if isinstance(self.room.record(row), Record):
            self._select(self.room.selected ^ {self.room.key(row)})
            self.records.action_move(1)

    def action_select_all(self) -> None:
        """The silent proposals first where there are some, then all that are shown, then none."""
        rows = [row for row in self.listed() if isinstance(self.room.record(row), Record)]
        every = frozenset(self.room.key(row) for row in rows)
        quiet = frozenset(self.room.key(row) for row in rows if self._is_silent(self.room.record(row)))
        steps = [each for each in dict.fromkeys((quiet, every)) if each]
        now = steps.index(self.room.selected) if self.room.selected in steps else -1
        self._select(steps[now + 1] if now + 1 < len(steps) else frozenset())

    def _is_silent(self, record: Record | None) -> bool:
        after = self.view.ledger.number("give_up_days")
        return isinstance(record, Proposal) and silent(record, self.view.now, after)

    def _select(self, keys: frozenset[str]) -> None:
        self.room.selected = keys
        self.refresh_room()

    def action_day(self) -> None:
        """What happened today; on a list what happened on the day of the selected record."""
        room = self.rooms[DayRoom.id]
        assert isinstance(room, DayRoom)  # noqa: S101 - all_rooms() makes each of its class
        record = self.room.record(self.records.current) if self.room.id in LISTS else None
        room.day = (own_day(record) if record else None) or self.view.today
        self.enter(room)

    def action_other_day(self, by: int) -> None:
        """A day back or on; in a look back a week or a round."""
        if isinstance(self.room, DayRoom):
            self.room.day += by * DAY
            self.forget_cursor(self.room.id)
            self.refresh_room()
        elif isinstance(self.room, ReportRoom):
            self.room.go(by)
            self.refresh_room()

    def action_report(self) -> None:
        """The week or the round looked back on."""
        if self.room.id != ReportRoom.id:
            self.enter(self.rooms[ReportRoom.id])

    def action_these(self) -> None:
        """The proposals behind a rate."""
        rate = self.records.current
        if isinstance(rate, Rate):
            self.rooms["proposals"].listing = Listing(where=(rate.field, rate.value))
            self.show_room("proposals")
