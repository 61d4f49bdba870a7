"""The keys that find: filter, order, select."""

from __future__ import annotations

from procw_tui.domain.record.records import Proposal, Record
from procw_tui.domain.work.proposals import silent
from procw_tui.present import listing
from procw_tui.present.language import _
from procw_tui.present.words import labels
from procw_tui.tui.desk import Desk


async def filter_list(desk: Desk) -> None:
    """Open the line to type in."""
    await desk.screen.begin_filtering()


async def sort(desk: Desk) -> None:
    """By which column? The same again turns the order round."""
    names = listing.sorts(desk.room.id, desk.room.rows(desk.view))
    if not names:
        desk.say(_("There is nothing to sort here."), "dim")
        return
    name = await desk.pick(_("Sort by"), [(name, labels.field(name)) for name in names])
    if name is not None:
        desk.room.listing = desk.room.listing.sorted_by(name)
        desk.refresh()


def select(desk: Desk) -> None:
    """Mark the row, or no more, and go to the next one."""
    if isinstance(desk.room.record(desk.row), Record):
        there = {desk.room.key(row) for row in desk.room.selection(desk.view)}
        desk.room.selected = frozenset(there ^ {desk.room.key(desk.row)})
        desk.refresh()
        desk.screen.records.action_move(1)


def select_all(desk: Desk) -> None:
    """The silent proposals first where there are some, then all that are shown, then none."""
    room, now, after = desk.room, desk.view.now, desk.view.ledger.number("give_up_days")
    shown = {room.key(row): room.record(row) for row in desk.screen.listed()}
    every = frozenset(key for key, record in shown.items() if record is not None)
    quiet = frozenset(
        key for key, record in shown.items() if isinstance(record, Proposal) and silent(record, now, after)
    )
    steps = [each for each in dict.fromkeys((quiet, every)) if each]
    at = steps.index(room.selected) if room.selected in steps else -1
    room.selected = steps[at + 1] if at + 1 < len(steps) else frozenset()
    desk.refresh()
