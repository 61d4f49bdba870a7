"""What goes on without a key: the minute, other sessions, and bringing the file up to date at rest."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from textual.timer import Timer

from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.paint import Role
from procw_tui.present.words import errors
from procw_tui.present.words.language import _, n_
from procw_tui.tui.session import Keeping

LOOK_SECONDS, REST_SECONDS = 1.0, 2.0
MINUTE = 60


class ByItself(Keeping):
    """An app with a clock and a file."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._refused = ""
        self._rest: Timer | None = None

    @abstractmethod
    def refresh_screen(self) -> None:
        """Draw what has changed."""

    @abstractmethod
    def tell(self, text: str, role: Role = "dim") -> None:
        """Say a sentence in place of the keys."""

    def begin_by_itself(self) -> None:
        """From the first frame on."""
        self.set_interval(LOOK_SECONDS, self._look_for_others)
        self.rest_soon()
        self._tell_of_drafts()
        self._tell_of_edit()
        self._wait_for_the_minute()

    def _tell_of_edit(self) -> None:
        """A file that something else wrote is taken as it is, and said once; so is one to look at only."""
        if self.store.read_only is not None:
            self.call_after_refresh(self.tell, errors.trouble(self.store.read_only), "bad")
        if self.store.edited_elsewhere:
            told = _(
                "The file was edited outside this program and is taken as it is. The next log keeps a copy."
            )
            self.call_after_refresh(self.tell, told)

    def _wait_for_the_minute(self) -> None:
        now = self.clock()
        self.set_timer(MINUTE - now.second - now.microsecond / 1e6, self._minute)

    def _minute(self) -> None:
        """Ages tick once a minute; what doesn't change is not drawn."""
        self.refresh_screen()
        self._wait_for_the_minute()

    def _look_for_others(self) -> None:
        """Another session's changes: a look at the file's date, no more."""
        try:
            changed = self.store.refresh()
        except StoreError as error:
            if str(error) != self._refused:
                self.tell(errors.trouble(error), "bad")
            self._refused = str(error)
            return
        self._refused = ""
        if changed:
            self.ledger_changed()
            self.tell(_("Changes of another session were taken in."))

    def rest_soon(self) -> None:
        """Once nobody has logged for a moment, the file is brought up to date, in a thread of its own."""
        if self._rest is not None:
            self._rest.stop()
        if self.store.unsettled:
            self._rest = self.set_timer(REST_SECONDS, self._settle)

    def _settle(self) -> None:
        self.run_worker(self.store.settle, thread=True, exclusive=True, group="settle")

    def _tell_of_drafts(self) -> None:
        """What was left half-filled is offered where it belongs: under the same key."""
        n = len(self.drafts)
        if n:
            told = n_("{n} draft is kept: the same key takes it up again.",
                      "{n} drafts are kept: the same keys take them up again.", n)  # fmt: skip
            self.call_after_refresh(self.tell, told.format(n=n))
