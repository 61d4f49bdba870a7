"""A dialog that makes a change, and keeps what was typed where it is closed without one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from procw_tui.domain.ledger.changes import Change
from procw_tui.tui.session import Session

from .asking import Asking
from .dialog import Dialog


class Drafted(Dialog[Change]):
    """Closes with the change that it made, or with None and a draft."""

    page = ""
    """A text that was pasted here and is to be read as a page of the site, once the dialog is closed."""

    def __init__(self, session: Session, asking: Asking) -> None:
        super().__init__()
        self.session = session
        self.asking = asking

    @property
    @abstractmethod
    def draft_name(self) -> str:
        """What its draft is kept under."""

    @property
    @abstractmethod
    def draft_rows(self) -> Mapping[str, str]:
        """What was typed so far; empty where nothing was."""

    def keep_draft(self) -> None:
        """Keep what was typed so far; where nothing was, no draft."""
        self.session.drafts.keep(self.draft_name, self.draft_rows)

    def action_close(self) -> None:
        """Close; what was typed is kept."""
        if self.is_current:
            self.keep_draft()
            self.leave_with(None)

    def leave_saved(self, change: Change) -> None:
        """Close with a change that was made; what is saved is no draft any more."""
        if self.is_current:
            self.session.drafts.drop(self.draft_name)
            self.leave_with(change)
