"""A dialog that makes a change, and keeps what was typed where it is closed without one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import cast

from textual.screen import ModalScreen

from procw_tui.domain.ledger.changes import Change
from procw_tui.tui.host import Host


class Drafted(ModalScreen[Change | None]):
    """Closes with the change that it made, or with None and a draft."""

    @property
    def host(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    @property
    @abstractmethod
    def draft_key(self) -> str:
        """What its draft is kept under."""

    @property
    @abstractmethod
    def draft_rows(self) -> Mapping[str, str]:
        """What was typed so far; empty where nothing was."""

    def keep_draft(self) -> None:
        """Keep what was typed so far; where nothing was, no draft."""
        rows = self.draft_rows
        before = self.host.drafts.pop(self.draft_key, None)
        if rows:
            self.host.drafts[self.draft_key] = dict(rows)
        if rows or before:
            self.host.keep_drafts()

    def action_close(self) -> None:
        """Close; what was typed is kept."""
        if self.is_current:
            self.keep_draft()
            self.leave_with(None)

    def leave_with(self, change: Change | None) -> None:
        """Close, once; what is saved is no draft any more. The keys behind are for what comes then."""
        if not self.is_current:
            return
        if change is not None and self.host.drafts.pop(self.draft_key, None) is not None:
            self.host.keep_drafts()
        self.host.keys_go_on()
        self.dismiss(change)
