"""The keys of the coach: do the next act, put it off, see why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from procw_tui.domain import changes
from procw_tui.domain.changes import Change
from procw_tui.domain.coach.action import Action
from procw_tui.domain.coach.ranking import NOT_PUT_OFF, done_until
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.practices import Practice
from procw_tui.domain.proposals import sent_by, silent
from procw_tui.domain.records import Contract
from procw_tui.domain.replies import Wait
from procw_tui.domain.snoozes import putting_off
from procw_tui.domain.stages import all_to_stage
from procw_tui.present import coach, figures
from procw_tui.present.forms import Form
from procw_tui.present.language import _
from procw_tui.present.special_forms import PutOffForm
from procw_tui.tui.commands import BY_ID
from procw_tui.tui.screens.acts import Acts
from procw_tui.tui.screens.dialogs.pick import PickDialog
from procw_tui.tui.screens.more_rooms import CoachRoom

COMMAND_OF = {
    "termination": "termination", "begin": "opening", "repair": "proposal", "send": "proposal",
    "result": "result", "check_up": "opening", "practice": "practice", "look_back": "practice",
}  # fmt: skip
"""Acts that a key of the table records."""
STAGE_OF = {"deliver": "delivered", "rate": "i_rated"}


class CoachActs(Acts):
    """What Enter and z do to an act."""

    def action_coach(self) -> None:
        """Every act with its numbers."""
        self.enter(self.rooms[CoachRoom.id])

    async def action_do_next(self) -> None:
        """Record the act: the one under the cursor, on Today the next one."""
        action = self._act()
        if action is None:
            self.say(_("Nothing waits. Have a good evening."), "dim")
        elif action.kind in COMMAND_OF:
            await self.run_action(BY_ID[COMMAND_OF[action.kind]].action)
        elif action.kind in {"profile", "refresh"}:
            self._edit_profile(action)
        else:
            self._record(action)

    def _act(self) -> Action | None:
        current = self.records.current if self.room.id == CoachRoom.id else self.view.next_action
        return current if isinstance(current, Action) else None

    def _edit_profile(self, action: Action) -> None:
        form = Form("profile_edit", self.view.now)
        if isinstance(action.about, tuple):
            form.prefill({"parts": " ".join(str(part) for part in action.about)})
        self.open_form(form)

    def _record(self, action: Action) -> None:
        """What has happened to a record, or that it is done until a day."""
        view, about = self.view, action.about
        now = view.now.replace(second=0, microsecond=0)
        until = done_until(action, view.today)
        if isinstance(about, Wait):
            at = max(now, *(each.received_at for each in about.messages))
            self._keep(lambda ledger: changes.reply(ledger, about.client, at))
        elif isinstance(about, Contract) and action.kind in STAGE_OF:
            self._keep(lambda ledger: all_to_stage(ledger, [about.id], STAGE_OF[action.kind], now), action)
        elif action.kind == "close_silent":
            self._close_silent()
        elif until is not None:
            self._keep(lambda ledger: putting_off(ledger, action.id, until, _("done")), action)

    def _close_silent(self) -> None:
        now, after = self.view.now, self.view.ledger.number("give_up_days")

        def build(ledger: Ledger) -> Change:
            ids = [each.id for each in sent_by(ledger, now) if silent(each, now, after)]
            return all_to_stage(ledger, ids, "no_answer", now.replace(second=0, microsecond=0))

        self._keep(build)

    def _keep(self, build: Callable[[Ledger], Change], action: Action | None = None) -> None:
        if action is None:
            self.attempt(lambda: self.host.commit(build))
            return
        said = _("Done: {what}").format(what=coach.text(self.view, action))
        self.attempt(lambda: self.host.commit(build), lambda _change: said)

    def action_put_off(self) -> None:
        """Until a day or for good."""
        action = self._act() or self._practice_act()
        if action is None:
            self.say(_("Nothing to put off."), "dim")
        elif action.kind in NOT_PUT_OFF:
            self.say(_("This one can't be put off: unanswered, it ends with 1-star in every item."), "warn")
        else:
            self._ask_until(action)

    def _practice_act(self) -> Action | None:
        """On Mindset the practice under the cursor, as long as it is suggested."""
        current = self.records.current if self.room.has_list else None
        if not isinstance(current, Practice):
            return None
        return next((each for each in self.view.actions if each.about == current), None)

    def _ask_until(self, action: Action) -> None:
        today = self.view.today
        names = {1: _("until tomorrow ({day})"), 3: _("for three days ({day})"), 7: _("for a week ({day})")}
        options = [
            (str(days), words.format(day=figures.day(today + timedelta(days=days), today)))
            for days, words in names.items()
        ]
        options.append(("other", _("until another day, or for good, with a reason")))

        def chosen(choice: str | None) -> None:
            if choice == "other":
                self.open_form(PutOffForm(action.id, self.view.now))
            elif choice is not None:
                self._put_off(action, today + timedelta(days=int(choice)))

        self.host.hold_keys()
        title = _("Put off: {what}").format(what=coach.text(self.view, action))
        self.app.push_screen(PickDialog(title, options), chosen)

    def _put_off(self, action: Action, until: date) -> None:
        said = _("Put off until {day}.").format(day=figures.day(until, self.view.today))
        self.attempt(
            lambda: self.host.commit(lambda ledger: putting_off(ledger, action.id, until)),
            lambda _change: said,
        )
