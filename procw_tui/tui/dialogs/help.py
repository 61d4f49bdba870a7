"""All keys of a screen, from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize

from procw_tui.present.commands import LIST, LOG, PROGRAM, VIEW, RoomId, available
from procw_tui.present.language import N_, _
from procw_tui.present.paint import Line, cell, line, sign
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

from .dialog import Dialog

FRAME = 3
SIGNS = (
    ("✓", N_("met today and at the next cut-off")), ("▴", N_("met today, not at the cut-off; or a warning")),
    ("✗", N_("not met")), ("?", N_("nobody can know")),
)  # fmt: skip


class HelpDialog(Dialog[None]):
    """The keys that work here, by group."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "close", show=False)]

    def __init__(self, room: RoomId) -> None:
        super().__init__()
        self._room = room

    def compose(self) -> ComposeResult:
        """A title and the keys, to be scrolled."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield RecordList(id="options")

    def on_mount(self) -> None:
        """Every command once."""
        rows: list[Line] = []
        for group in (LOG, LIST, VIEW, PROGRAM):
            commands = [c for c in available(self._room) if c.group == group]
            if commands:
                rows.append(line("  ", (_(group), "head")))
                rows += [line("    ", cell(c.shown_key, 8, "key"), _(c.tip)) for c in commands]
        rows += [
            line("  ", (_("Signs"), "head")),
            *(line("    ", sign(char), "       ", _(told)) for char, told in SIGNS),
        ]
        options = self.query_one(RecordList)
        options.show_rows(rows, lambda row: row, 0)
        self._lay_out(self.app.size.height)
        options.focus()

    def on_resize(self, event: Resize) -> None:
        """As many rows as there is room for."""
        self._lay_out(event.size.height)

    def _lay_out(self, height: int) -> None:
        options, room = self.query_one(RecordList), max(1, height - FRAME)
        options.styles.height = min(len(options.rows), room)
        hint = _("Esc closes, PgDn shows more") if len(options.rows) > room else _("Esc closes")
        self.query_one("#title", LineView).show([line("  ", (_("Keys"), "head"), "   ", (hint, "dim"))])

    def action_close(self) -> None:
        """Back to the screen."""
        self.leave_with(None)
