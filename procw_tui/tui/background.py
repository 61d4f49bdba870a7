"""What goes on without a key: the minute, other sessions, and bringing the file up to date at rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from textual.app import App
from textual.timer import Timer

from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.commands import KEY
from procw_tui.present.language import _, n_
from procw_tui.present.paint import Role
from procw_tui.present.sentences.drafts import draft_words
from procw_tui.present.words import errors

from .session import Session

LOOK_SECONDS, REST_SECONDS = 1.0, 2.0
MINUTE = 60
MOST_DRAFTS = 3


class Shown(Protocol):
    """What is in front of the user."""

    def refresh_room(self) -> None:
        """Show the ledger as it is now; what is the same is not drawn again."""

    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys."""


class Background:
    """The timers of one app over one session."""

    def __init__(
        self,
        app: App[Any],
        session: Session,
        shown: Shown,
        offer_merge: Callable[[Path], None],
        is_quiet: Callable[[], bool],
    ) -> None:
        """`offer_merge`: asks whether a kept copy is to be brought together with the ledger.

        `is_quiet`: whether nobody types just now, so that no key answers what was not read.
        """
        self._is_quiet = is_quiet
        self._offer_merge = offer_merge
        self._to_offer: Path | None = None
        self._app = app
        self._session = session
        self._shown = shown
        self._refused = ""
        self._rest: Timer | None = None
        self._looked_ahead: date | None = None

    def begin(self) -> None:
        """From the first frame on."""
        self._app.set_interval(LOOK_SECONDS, self.look_for_others)
        self.rest_soon()
        self._tell_of_drafts()
        self._tell_of_file()
        self._wait_for_the_minute()

    def rest_soon(self) -> None:
        """Once nobody has logged for a moment, the file is brought up to date, in a thread of its own."""
        if self._rest is not None:
            self._rest.stop()
        if self._session.store.unsettled:
            self._rest = self._app.set_timer(REST_SECONDS, self._settle)

    def look_for_others(self) -> None:
        """Another session's changes: a look at the file's date, no more."""
        try:
            changed = self._session.take_in()
        except StoreError as error:
            if str(error) != self._refused:
                self._shown.say(errors.trouble(error), "bad")
            self._refused = str(error)
            return
        self._refused = ""
        if self._session.store.is_ahead:
            self._settle()
        news = self._news()
        if news or changed:
            told = news or _("Changes of another session were taken in.")
            self._shown.say(told, "warn" if news else "dim")
        if self._to_offer is not None and self._is_quiet():
            offered, self._to_offer = self._to_offer, None
            self._offer_merge(offered)

    def minute(self) -> None:
        """Ages tick once a minute; what doesn't change is not drawn."""
        self._shown.refresh_room()
        if self._session.clock().date() != self._looked_ahead:
            self._settle()
        self._wait_for_the_minute()

    def _wait_for_the_minute(self) -> None:
        now = self._session.clock()
        self._app.set_timer(MINUTE - now.second - now.microsecond / 1e6, self.minute)

    def _settle(self) -> None:
        self._app.run_worker(self._settled, thread=True, exclusive=True, group="settle")

    def _settled(self) -> None:
        """Bring the file up to date, and note what the status line will say of it."""
        from procw_tui.present.status.ahead import ahead, made_with  # no first frame needs them

        self._session.store.settle()
        self._looked_ahead = self._session.clock().date()
        self._session.store.look_ahead(ahead, made_with)

    def _tell_of_file(self) -> None:
        """A file that something else wrote is taken as it is, and said once; so is one to look at only."""
        store = self._session.store
        if store.read_only is not None:
            self._app.call_after_refresh(self._shown.say, errors.trouble(store.read_only), "bad")
        news = self._news()
        if news:
            self._app.call_after_refresh(self._shown.say, news, "warn")
        elif waiting := store.unmerged():
            self._to_offer = waiting[0].path

    def _news(self) -> str:
        """What was found that this program did not leave so, once."""
        found = self._session.store.take_news()
        if found is not None and found.what == "apart":
            self._to_offer = self._session.store.kept
        return errors.found_briefly(found.what, found.missing) if found else ""

    def _tell_of_drafts(self) -> None:
        """What was left half-filled is named, with the key that takes it up again."""
        names = list(self._session.drafts)
        if names:
            told = [str(draft_words(self._session.store.ledger, name)) for name in names[-MOST_DRAFTS:]]
            left = len(names) - len(told)
            told += [n_("{n} more", "{n} more", left).format(n=left)] if left else []
            words = _("{drafts}   all: {key:drafts}").format(drafts=_(", ").join(told), key=KEY)
            self._app.call_after_refresh(self._shown.say, words, "dim")
