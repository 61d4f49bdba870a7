"""When messages come, and how long replies took."""

from __future__ import annotations

from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.language import _
from procw_tui.present.paint import Lines, Space, line
from procw_tui.present.pictures.replies import picture
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.view import View


class HabitsRoom(Room):
    """A picture, without a list."""

    id = "habits"
    tab: MainRoomId = "replies"
    has_list = False
    list_cells = TABLE_CELLS

    def head(self, view: View, space: Space) -> Lines:
        """The picture; that nothing is known yet."""
        told = _("No messages yet. Press {key:message} when a client writes.").format(key=KEY)
        return picture(view, space.cells) or [line("  ", (told, "dim"))]
