"""A command by its name: type some of it, Enter carries it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.getters import query_one
from textual.widgets import Input

from procw_tui.present.commands import Command, CommandId
from procw_tui.present.finding import LAST, commands_found
from procw_tui.present.language import _
from procw_tui.present.paint import Line, cell, keys_line, line
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

from .dialog import Dialog

FRAME = 5  # title, what is typed, keys, and two rows of what is behind
LABEL = 16


class PaletteDialog(Dialog[CommandId]):
    """Closes with the command under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False, priority=True),
        Binding("escape", "none", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
    ]

    input = query_one("#answer", FieldInput)
    options = query_one("#options", RecordList)

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """What is typed, the commands that fit, the keys."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield FieldInput(id="answer", compact=True)
            yield RecordList(id="options")
            yield LineView(id="help")

    def on_mount(self) -> None:
        """All of them."""
        self.input.cursor_blink = False
        keys = ((_("Enter"), _("do it")), (_("arrows"), _("another one")), (_("Esc"), _("back")))
        self.query_one("#help", LineView).show([keys_line(keys)])
        self._find("")
        self.input.focus()
        self.call_after_refresh(self.input.bring_caret)

    def on_resize(self, event: Resize) -> None:
        """As many as there is room for."""
        self.options.styles.height = max(1, min(len(self._commands), event.size.height - FRAME))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Those that fit what is typed."""
        self._find(event.value)

    def _find(self, text: str) -> None:
        found = commands_found(self._commands, text)
        alone = bool(found) and found[0].id in LAST
        rows: list[Command | None] = [None, *found] if alone else [*found]
        self.options.styles.height = max(1, min(len(self._commands), self.app.size.height - FRAME))
        self.options.show_rows(rows, self._draw, 0)
        title = _("Find a command") if found else _("No command here is called so.")
        self.query_one("#title", LineView).show([line("  ", (title, "head"))])

    @staticmethod
    def _draw(command: Command | None) -> Line:
        if command is None:
            return line("  ", (_("Choose it with the arrows: it deletes."), "dim"))
        return line("  ", cell(command.shown_key, 8, "key"), cell(_(command.label), LABEL, "strong"), "  ",
                    _(command.tip) if command.tip != command.label else "")  # fmt: skip

    def action_move(self, by: int) -> None:
        """Another one."""
        self.options.action_move(by)

    def action_choose(self) -> None:
        """The one under the cursor."""
        command = self.options.current
        if command is not None:
            self.leave_with(command.id)

    def action_none(self) -> None:
        """None at all."""
        self.leave_with(None)
