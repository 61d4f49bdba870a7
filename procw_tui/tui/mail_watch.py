"""The folder of the site's mails, looked at once a minute beside the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App

from procw_tui.domain.ledger.by_mail import in_queue
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.commands import key_of
from procw_tui.present.language import _
from procw_tui.present.sentences.changes import done
from procw_tui.present.sentences.mail_queue import queue_words
from procw_tui.present.words import errors

from .background import Shown
from .session import Refused, Session

if TYPE_CHECKING:
    from procw_tui.domain.intake.mail import Mail
    from procw_tui.store.incoming.gathering import MailFolder

EVERY_SECONDS = 60.0
AT_ONCE = 300
"""So many mails are taken in between two keys."""


class MailWatch:
    """Reads in a thread of its own, takes in between two keys. Nothing happens while no folder is set."""

    def __init__(self, app: App[Any], session: Session, shown: Shown) -> None:
        self._app = app
        self._session = session
        self._shown = shown
        self._folder: MailFolder | None = None
        self._refused = ""
        self._begun = False

    def begin(self) -> None:
        """From the first frame on."""
        self._begun = True
        self._app.set_interval(EVERY_SECONDS, self.look)
        self._app.call_after_refresh(self.look)

    def look(self, *, asked: bool = False) -> None:
        """Look for new mails; `asked`: say also that there are none. Not in what-if, which saves nothing."""
        folder = self._folder_set()
        if folder is None or self._session.view.hypotheses is not None:
            return
        try:
            changed = folder.has_changed()
        except StoreError as error:
            self._tell_once(errors.trouble(error), asked=asked)
            return
        if changed:
            self._app.run_worker(
                lambda: self._read(folder, asked=asked), thread=True, group="mails", exclusive=True
            )
        elif asked:
            self._shown.say(_("No new mails."), "dim")

    def follow_setting(self) -> None:
        """A folder that was just set is looked into at once."""
        before = self._folder
        if self._begun and self._folder_set() is not before:
            self.look()

    def read_again(self) -> None:
        """What waits, by the rules as they are now."""
        if in_queue(self._session.view.ledger):
            self._take(())

    def _folder_set(self) -> MailFolder | None:
        named = str(self._session.store.ledger.setting("mail_folder") or "")
        if not named:
            self._folder = None
            return None
        from procw_tui.store.incoming.gathering import MailFolder
        from procw_tui.store.paths import place_named

        path = place_named(named)
        if self._folder is None or self._folder.path != path:
            self._folder = MailFolder(path, self._session.store.path, KNOWLEDGE.mail_words)
        return self._folder

    def _read(self, folder: MailFolder, *, asked: bool) -> None:
        try:
            look = folder.gather(self._session.store.ledger)
        except StoreError as error:
            self._app.call_from_thread(self._tell_once, errors.trouble(error), asked=asked)
            return
        self._refused = ""
        taken = all(
            self._app.call_from_thread(self._take, look.mails[at : at + AT_ONCE])
            for at in range(0, len(look.mails), AT_ONCE)
        )
        if taken:
            folder.remember(look, self._session.store.ledger)
        if asked and not look.mails:
            self._app.call_from_thread(self._shown.say, _("No new mails."), "dim")

    def _take(self, mails: Sequence[Mail]) -> bool:
        """Take mails in and say what came; whether that could be done: what could not is read again."""
        from procw_tui.domain.intake.mails import take

        now = self._session.clock()
        if self._session.view.hypotheses is not None:  # it was turned on while the folder was read
            self._forget()
            return False
        try:
            change = self._session.commit(
                lambda ledger: take(ledger, mails, KNOWLEDGE.mail_words, now).change
            )
        except Refused:
            self._forget()
            return False
        if change.ops:
            self._shown.say(done(change), "good", _("take back: {key}").format(key=key_of("undo")))
        elif change.beside:
            waits = queue_words(self._session.view.ledger, KNOWLEDGE)
            if waits:
                self._shown.say(waits, "warn")
        return True

    def _forget(self) -> None:
        if self._folder is not None:
            self._folder.forget()

    def _tell_once(self, text: str, *, asked: bool) -> None:
        if text != self._refused or asked:
            self._shown.say(text, "bad")
        self._refused = text
