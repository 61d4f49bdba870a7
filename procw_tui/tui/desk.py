"""What the function of a command is given: session, room, what is meant in it; and to say, ask and go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual.app import App

from procw_tui.domain.evening.open_things import AWAY_DAYS
from procw_tui.domain.evening.practices import trying
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Inbox, Proposal, Record
from procw_tui.present.commands import KEY, CommandId, key_of
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Role, paragraph
from procw_tui.present.rooms.room import Room
from procw_tui.present.rooms.table import Rooms
from procw_tui.present.sentences.changes import done, replaced_words
from procw_tui.present.view import View
from procw_tui.store import backups
from procw_tui.tui.dialogs.asking import Asking
from procw_tui.tui.dialogs.dialog import Dialog
from procw_tui.tui.dialogs.drafted import Drafted
from procw_tui.tui.dialogs.pick import KEYS, Option

from .mail_watch import MailWatch
from .screen import MainScreen
from .session import Refused, Session

if TYPE_CHECKING:  # no form is needed for the first frame
    from procw_tui.present.forms.form import Form
    from procw_tui.tui.dialogs.form import FormDialog

Answer = TypeVar("Answer")


class Staged(NamedTuple):
    """A record that was brought to its next stage, by which change, and the ledger that this made.

    `left_at`: the row that the cursor fell on where the record's own row left the list.
    """

    before: Proposal | Contract
    stage: str
    change: Change
    ledger: Ledger
    left_at: str


class Desk:
    """One per app."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of the app
        self,
        app: App[Any],
        session: Session,
        screen: MainScreen,
        asking: Asking,
        do: Callable[[CommandId], None],
        mail_watch: MailWatch,
    ) -> None:
        """`do` carries out another command."""
        self.do = do
        self._mail_watch = mail_watch
        self.app = app
        self.session = session
        self.screen = screen
        self.asking = asking
        self.staged: Staged | None = None
        """What the key of the next stage did last: pressed again it offers others."""

    @property
    def view(self) -> View:
        """The ledger at this moment."""
        return self.session.view

    @property
    def rooms(self) -> Rooms:
        """All rooms."""
        return self.screen.rooms

    @property
    def room(self) -> Room:
        """The room that is shown."""
        return self.screen.room

    @property
    def row(self) -> Any | None:
        """The row under the cursor."""
        return self.screen.records.current if self.room.has_list else None

    @property
    def current(self) -> Any | None:
        """The record under the cursor, else the row itself."""
        return self.room.record(self.row) or self.row

    @property
    def key(self) -> str:
        """What the row under the cursor is known by; empty without one."""
        return self.room.key(self.row) if self.row is not None else ""

    def meant(self) -> list[Record]:
        """The records that a key is meant for: those selected, else the one under the cursor.

        Refused where all that was selected is gone, as after another session deleted it; then nothing is
        selected any more.
        """
        rows: Sequence[Any] = [self.row]
        if self.room.selected:
            rows = self.room.selection(self.view)
            if not rows:
                self.select_none()
                raise Refused(_("What was selected is gone; nothing was done."))
        records = (self.room.record(row) for row in rows)
        return list({record.id: record for record in records if record is not None}.values())

    def select_none(self) -> None:
        """No row is selected any more."""
        self.room.selected = frozenset()
        self.refresh()

    def refresh(self) -> None:
        """Show the room as it is now."""
        self.screen.refresh_room()

    def go(self, room: Room) -> None:
        """Go to a room."""
        self.screen.show_room(room)

    def enter(self, inner: Room) -> None:
        """Open a room from the one that is shown; from an inner one, Esc leads to where that was opened."""
        if self.room is not inner:
            inner.tab, inner.outer = self.room.tab, self.room.id
        inner.selected = frozenset()
        self.screen.forget_cursor(inner)
        self.go(inner)

    def welcome_back(self) -> None:
        """After some days without a log, begin with what is open."""
        room, last = self.rooms.open, self.session.last_change
        room.away = (self.view.today - last.date()).days if last is not None else 0
        if room.away >= AWAY_DAYS and room.rows(self.view):
            self.enter(room)

    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys."""
        self.screen.say(text, role, hint)

    def attempt(
        self,
        act: Callable[[], Change],
        sentence: Callable[[Change], str] = done,
        back: CommandId = "undo",
    ) -> None:
        """Do it and say what was done and which key takes it back, or say why it can't be."""
        try:
            change = act()
        except Refused as refused:
            self.asking.once_free(
                refused, self.session, lambda: self.attempt(act, sentence, back),
                lambda text: self.say(text, "bad"),
            )  # fmt: skip
            return
        hint = _("take back: {key}") if back == "undo" else _("put on again: {key}")
        self.say(sentence(change), "good", hint.format(key=key_of(back)))

    def record(self, build: Callable[[Ledger], Change], said: str = "") -> None:
        """Make a change durable and say so, in this sentence where there is one."""
        self.attempt(lambda: self.session.commit(build), (lambda _change: said) if said else done)

    def record_meant(
        self, build: Callable[[Ledger], Change], sentence: Callable[[Change], str] = done
    ) -> None:
        """Make a change of what was meant durable; then nothing is selected any more."""

        def act() -> Change:
            change = self.session.commit(build)
            if self.room.selected:
                self.select_none()
            return change

        self.attempt(act, sentence)

    async def offer_merge(self, kept: Path) -> None:
        """What another version of the ledger has alone is kept: bring both together, or leave it so."""
        found = [each for each in self.session.store.unmerged() if each.path == kept]
        if not found:
            return
        told = paragraph(replaced_words(found[0].change), self.app.size.width, indent="  ")
        options = [("merge", _("Bring both together (advised; u takes it back)")),
                   ("leave", _("Use this version alone; the copy stays"))]  # fmt: skip
        choice = await self.pick(_("Another version of the ledger is here now"), options, told, keys="yn")
        if choice == "merge":
            self.attempt(lambda: self.session.merge_kept(kept))
        elif choice == "leave":
            backups.put_aside(kept)
            self.say(_("This version alone is used; procw-tui backup lists the copy."), "warn")
        else:
            self.say(_("Asked again at the next start. At any time: procw-tui merge"), "warn")

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """What a dialog was closed with."""
        return await self.asking.ask(dialog)

    async def pick(
        self, title: str, options: Sequence[Option], told: Sequence[Line] = (), keys: str = KEYS
    ) -> str | None:
        """One of several options, by its value; None where none was chosen."""
        return await self.asking.pick(title, options, told, keys)

    async def fill(self, form: Form) -> Change | None:
        """What a form was saved as; None where it was left with Esc, or its text is a page of the site."""
        from procw_tui.tui.dialogs.form import FormDialog  # no dialog is needed for the first frame

        tried = trying(self.view.practices, self.view.ledger, self.view.today)
        fitting = [each for each in tried if each.tried_on == form.kind]
        if fitting and self.view.hypotheses is None:
            form.ask_whether_tried(fitting[0])
        return await self._filled(FormDialog(form, self.session, self.asking))

    async def _filled(self, dialog: FormDialog) -> Change | None:
        form, change = dialog.form, await self.ask(dialog)
        if change is not None and change.ops:
            self.say_done(change)
        elif form.typed and change is None and self.view.hypotheses is None:
            self.say_kept()
        elif change is not None and form.record is not None and self.view.hypotheses is None:
            self.say(_("Nothing was changed."), "dim")
        await self.read_page_of(dialog)
        if dialog.meant is not None:
            self.session.drafts.drop(dialog.draft_name)
            return await self._fill_that(dialog.meant, dialog.form.handed)
        return change

    async def _fill_that(self, record: Record, handed: Mapping[str, str]) -> Change | None:
        """The record that is there already, opened instead of another one, with what was handed to that."""
        from procw_tui.present.forms.form import Form

        form = Form(record.kind, self.view.now, record)
        form.handed = handed
        return await self.fill(form)

    async def fill_pages(self, pages: Sequence[Callable[[], Form]]) -> None:
        """One form after the other; up from the first row of one leads back. Esc ends them.

        A page is made when it is shown: it shows what was saved on it before.
        """
        from procw_tui.tui.dialogs.form import FormDialog

        at = 0
        while at < len(pages):
            dialog = FormDialog(pages[at](), self.session, self.asking, page_before=at > 0)
            if await self._filled(dialog) is not None:
                at += 1
            elif dialog.went_back:
                at -= 1
            else:
                return

    async def read_page(self, text: str, *, more: bool = False, kind: str = "") -> None:
        """Show what is understood of a page; without a text, wait for one. `more`: the rest comes as keys.

        `kind`: what the rows of a sheet are.
        """
        from procw_tui.tui.dialogs.paste import PasteDialog

        dialog = PasteDialog(text, self.session, self.asking, more=more, kind=kind)
        change = await self.ask(dialog)
        self.say_taken(change)
        if change is None and dialog.draft_rows:
            self.say_kept()

    async def read_sheet(self, path: str) -> str:
        """Take over a sheet from a file, with the preview of a page; why it can't be read, else nothing."""
        from procw_tui.tui.dialogs.paste import PasteDialog
        from procw_tui.tui.dialogs.sheet_questions import sheet_in

        try:
            found = await sheet_in(self.asking, path)
        except Refused as refused:
            return refused.text
        if found is not None:
            text, kind = found
            dialog = PasteDialog(text, self.session, self.asking, kind=kind)
            change = await self.ask(dialog)
            self.say_taken(change)
        return ""

    async def read_page_of(self, dialog: Drafted) -> None:
        """A page that was pasted into a dialog which is closed by now."""
        if dialog.page and self.view.hypotheses is None:
            await self.read_page(dialog.page)
        elif dialog.page:
            self.say_not_in_what_if()

    async def look_at(self, waiting: Inbox) -> None:
        """A text that waits: a mail with what it says, another one as it was pasted."""
        if waiting.source != "mail":
            await self.read_page(waiting.text or "", kind=waiting.about or "")
        elif not waiting.waits:
            self.say(_("This mail was read; what came of it is in the ledger."), "dim")
        else:
            from procw_tui.tui.dialogs.mail import MailDialog

            self.say_taken(await self.ask(MailDialog(waiting, self.session, self.asking)))

    def look_for_mails(self) -> None:
        """Look into the mail folder now."""
        self._mail_watch.look(asked=True)

    def read_mails_again(self) -> None:
        """Read the mails that wait by the rules as they are now."""
        self._mail_watch.read_again()

    def say_kept(self) -> None:
        """What was typed is a draft, or is one only as long as this session lasts."""
        if self.session.drafts.is_written:
            self.say(_("Kept as a draft."), "dim")
        else:
            self.say(_("The draft could not be written: it is kept until you quit."), "bad")

    def say_not_in_what_if(self) -> None:
        """Nothing can be saved now."""
        told = _("Not in what-if: {key:what-if} ends it, then you can log.")
        self.say(told.format(key=KEY), "warn")

    def say_taken(self, change: Change | None) -> None:
        """What was taken over, or that there was nothing new."""
        if change is None:
            return
        if change.ops:
            self.say_done(change)
        else:
            self.say(_("Nothing new: the ledger knows all of it."), "dim")

    def say_done(self, change: Change, said: str = "") -> None:
        """What was done and how to take it back."""
        self.say(said or done(change), "good", _("take back: {key}").format(key=key_of("undo")))
