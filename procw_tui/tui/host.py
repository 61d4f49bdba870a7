"""What the screens need of the app, without importing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.present.view import View


class Refused(Exception):  # noqa: N818 - it reads as what it says
    """Something that can't be done, as a sentence; `field` names the row of a form that is at fault.

    `later`: the disk said no, and may say yes in a while.
    """

    def __init__(self, text: str, field: str = "", *, later: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.later = later


class Host(Protocol):
    """The app, as screens and dialogs see it."""

    drafts: dict[str, dict[str, str]]
    editor: str
    """The user's own editor, as a command line; empty where none is set."""

    def last_logged(self) -> Record | None:
        """What `.` repeats: the last log that stands, by whomever."""

    @property
    def last_change(self) -> datetime | None:
        """When something was last logged, by whomever."""

    @property
    def view(self) -> View:
        """The ledger at this moment."""

    def commit(self, build: Callable[[Ledger], Change]) -> Change:
        """Make a change durable; Refused where it can't be."""

    def undo(self) -> Change:
        """Take back the last change; Refused where there is none."""

    def redo(self) -> Change:
        """Put it on again; Refused where there is none."""

    def imagine(self, records: list[Record] | None) -> None:
        """What-if with these records, which are never saved; None ends it."""

    def fresh_draft(self, name: str) -> dict[str, str]:
        """A draft as it is on disk: another session may have gone on with it."""

    def keep_drafts(self) -> None:
        """Half-filled forms outlive the session."""

    def read_page(self, text: str) -> None:
        """Take over a text that was pasted."""

    def switch_language(self) -> None:
        """The other language, at once and from now on."""

    def hold_keys(self) -> None:
        """A dialog is being opened: what is typed meanwhile is meant for it."""

    def keys_go_on(self) -> None:
        """The dialog stands, or one has closed."""

    def forget_screen(self) -> None:
        """Send every cell of the next frame."""
