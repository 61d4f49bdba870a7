"""What every act of the main screen needs: the app, the selected row, and a way to say what was done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, cast

from textual.screen import Screen

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.record.records import Record
from procw_tui.present.forms.form import Form
from procw_tui.present.paint import Role
from procw_tui.present.view import View
from procw_tui.present.words import records as lines
from procw_tui.present.words.language import _
from procw_tui.tui.host import Host, Refused
from procw_tui.tui.screens.room import Room
from procw_tui.tui.widgets.record_list import RecordList


class Acts(Screen[None]):
    """The ground of the commands."""

    room: Room
    rooms: dict[str, Room]
    records: RecordList
    said_at = 0.0
    """When a sentence was last said, by a clock that only goes on."""
    filtering = False
    """Whether a filter is being typed."""

    @property
    def host(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    @property
    def view(self) -> View:
        """The ledger at this moment."""
        return self.host.view

    @abstractmethod
    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys."""

    @abstractmethod
    def unsay(self) -> None:
        """The keys again."""

    @abstractmethod
    def show_room(self, name: str) -> None:
        """Go to a room."""

    @abstractmethod
    def show_frame(self, cells: int) -> None:
        """The first and the last line."""

    @abstractmethod
    def refresh_room(self) -> None:
        """Show the ledger as it is now."""

    @abstractmethod
    def enter(self, inner: Room) -> None:
        """Open a room from the one that is shown; Esc leads back."""

    @abstractmethod
    def forget_cursor(self, room: str) -> None:
        """A room that is opened anew begins at its top."""

    @abstractmethod
    def end_what_if(self) -> None:
        """Back to what really is."""

    def _selected(self) -> Any | None:
        """The record under the cursor, else the row itself."""
        current = self.records.current if self.room.has_list else None
        return self.room.record(current) or current

    def meant(self) -> list[Record]:
        """The records that a key is meant for: those selected, else the one under the cursor."""
        rows: Iterable[Any] = [self.records.current]
        if self.room.selected:
            rows = (row for row in self.room.rows(self.view) if self.room.key(row) in self.room.selected)
        records = (self.room.record(row) for row in rows)
        return list({record.id: record for record in records if record is not None}.values())

    def attempt(
        self, act: Callable[[], Change], sentence: Callable[[Change], str] = lines.done, key: str = "u"
    ) -> None:
        """Do it and say what was done and how to take it back, or say why it can't be."""
        try:
            change = act()
        except Refused as refused:
            self.say(refused.text, "bad")
            return
        hint = _("take back: {key}") if key == "u" else _("put on again: {key}")
        self.say(sentence(change), "good", hint.format(key=key))

    def open_form(self, form: Form, then: Callable[[], None] | None = None) -> None:
        """Open a form over the screen; `then` follows once it is saved, not where it was left with Esc."""
        from procw_tui.tui.dialogs.form import FormDialog  # no dialog is needed for the first frame

        def closed(change: Change | None) -> None:
            if change is not None and change.ops:
                self.say(lines.done(change), "good", _("take back: {key}").format(key="u"))
            elif form.typed and change is None and self.view.hypotheses is None:
                self.say(_("Kept as a draft."), "dim")
            if then is not None and change is not None:
                then()

        self.host.hold_keys()
        self.app.push_screen(FormDialog(form), closed)
