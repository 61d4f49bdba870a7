"""The keys of a short evening: paste, the strip of numbers, the last log again, a day of rest."""

from __future__ import annotations

from textual.events import Paste

from procw_tui.domain.evening.night import evening_of
from procw_tui.domain.evening.open_things import AWAY_DAYS
from procw_tui.domain.ledger import changes, days
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.repeat import again
from procw_tui.domain.record.records import Proposal
from procw_tui.present.forms.form import Form, to_edit
from procw_tui.present.forms.night import NightStrip
from procw_tui.present.words import records as lines
from procw_tui.present.words.language import _
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.screens.more_rooms import DayRoom, OpenRoom


class QuickActs(Acts):
    """What takes two minutes."""

    def action_paste(self) -> None:
        """Take over a page of the site."""
        self.open_paste("")

    def open_paste(self, text: str) -> None:
        """Show what is understood of a text; without one, wait for it."""
        from procw_tui.tui.dialogs.paste import PasteDialog  # no dialog is needed for the first frame

        self.host.hold_keys()
        self.app.push_screen(PasteDialog(text), self._taken)

    def on_paste(self, event: Paste) -> None:
        """A text that is pasted where nothing is typed is a page of the site."""
        if not event.text.strip():
            return
        event.stop()
        if self.view.hypotheses is None:
            self.open_paste(event.text)
        else:
            self.say(_("Not in what-if: w ends it, then you can log."), "warn")

    def _taken(self, change: Change | None) -> None:
        if change is None:
            return
        if change.ops:
            self.say(lines.done(change), "good", _("take back: {key}").format(key="u"))
        else:
            self.say(_("Nothing new: the ledger knows all of it."), "dim")

    def action_night(self) -> None:
        """The evening in numbers."""
        from procw_tui.tui.dialogs.night import NightDialog

        strip = NightStrip(self.view.now)

        def closed(change: Change | None) -> None:
            if change is not None and not change.ops and strip.only_zeros:
                self.say(_("Nothing to log in zeros. A day of rest is R."), "dim")
            else:
                self._taken(change)

        self.host.hold_keys()
        self.app.push_screen(NightDialog(strip), closed)

    def action_letter(self) -> None:
        """A new letter, or the one of the proposal under the cursor."""
        selected = self._selected()
        if not isinstance(selected, Proposal):
            self._open_letter(None)
            return
        named = lines.summary(selected)
        options = [("new", _("A new letter")), ("this", _("The letter of: {what}").format(what=named))]

        def chosen(choice: str | None) -> None:
            if choice is not None:
                self._open_letter(selected if choice == "this" else None)

        self.host.hold_keys()
        self.app.push_screen(PickDialog(_("Check a letter"), options), chosen)

    def _open_letter(self, proposal: Proposal | None) -> None:
        from procw_tui.tui.dialogs.letter import LetterDialog

        dialog = LetterDialog(proposal)

        def closed(change: Change | None) -> None:
            if change is not None:
                self._taken(change)
            elif dialog.sent:
                self._log_letter(dialog.texts["text"])
            elif self.host.drafts.get(dialog.draft_key):
                self.say(_("Kept as a draft."), "dim")

        self.host.hold_keys()
        self.app.push_screen(dialog, closed)

    def _log_letter(self, text: str) -> None:
        """The proposal that a letter was sent with; once it is logged, the letter is no draft any more."""

        def logged() -> None:
            self.host.drafts.pop("letter", None)
            self.host.keep_drafts()

        form = Form("proposal", self.view.now)
        form.fill({"text": to_edit(text)})
        self.open_form(form, logged)

    def action_again(self) -> None:
        """The last log once more."""
        last = self.host.last_logged()
        if last is None:
            self.say(_("Nothing was logged yet that could be logged again."), "dim")
            return
        record = again(last, self.view.now)
        self.attempt(lambda: self.host.commit(lambda ledger: changes.log(ledger, record, "again")))

    def action_rest(self) -> None:
        """This evening's day is a day of rest; on the day view the day that it shows."""
        day = self.room.day if isinstance(self.room, DayRoom) else evening_of(self.view.now)
        was = days.rests(self.view.ledger, day) is not None
        said = _("No day of rest any more.") if was else _("A day of rest. It costs nothing.")
        self.attempt(lambda: self.host.commit(lambda ledger: days.rest(ledger, day)), lambda _change: said)

    def welcome_back(self) -> None:
        """After some days without a log, begin with what is open."""
        room, last = self.rooms[OpenRoom.id], self.host.last_change
        assert isinstance(room, OpenRoom)  # noqa: S101 - all_rooms() makes each of its class
        room.away = (self.view.today - last.date()).days if last is not None else 0
        if room.away >= AWAY_DAYS and room.rows(self.view):
            self.enter(room)
