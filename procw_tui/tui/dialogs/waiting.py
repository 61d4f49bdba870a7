"""While somebody else uses the file: who, and a way out. Nothing stands still meanwhile."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.language import _
from procw_tui.present.paint import line, paragraph
from procw_tui.present.words import errors
from procw_tui.store.store import Store
from procw_tui.tui.widgets.lines import LineView

from .dialog import Dialog

LOOK_SECONDS = 0.1


class WaitDialog(Dialog[bool]):
    """Closes by itself, with true, once the file is free; Esc closes it with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "none", show=False)]

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def compose(self) -> ComposeResult:
        """Who has the turn."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield LineView(id="told")

    def on_mount(self) -> None:
        """Look at once, and then again and again."""
        title = line("  ", (_("Not saved yet"), "head"), "   ", (_("Esc leaves it"), "dim"))
        self.query_one("#title", LineView).show([title])
        self._look()
        self.set_interval(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        try:
            holder = self._store.holder()
        except StoreError:
            holder = None  # saving will say what it is
        if holder is None:
            self.leave_with(answer=True)
            return
        told = paragraph(errors.waiting(holder), self.app.size.width, "", "  ")
        view = self.query_one("#told", LineView)
        view.styles.height = len(told)
        view.show(told)

    def action_none(self) -> None:
        """Wait no longer."""
        self.leave_with(None)
