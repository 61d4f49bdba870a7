"""The keys of the coach: do the next act, put it off, see why."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from procw_tui.domain.coach.action import Action
from procw_tui.domain.coach.ranking import can_wait, done_until
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.evening.stages import all_to_stage, next_stages
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import putting_off, waking
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.times import start_of
from procw_tui.domain.work.proposals import sent_by, silent
from procw_tui.domain.work.replies import Wait, reply
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.special import PutOffForm
from procw_tui.present.words import acts as coach
from procw_tui.present.words import figures
from procw_tui.present.words.language import _, n_, sentences
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.host import Refused
from procw_tui.tui.screens.more_rooms import CoachRoom

PAUSE_SECONDS = 0.7
"""An Enter so soon behind another one, or behind a log, is a key held down or one too many."""
STAGE_OF = {"deliver": "delivered", "rate": "i_rated"}


class CoachActs(Acts):
    """What Enter and z do to an act."""

    def action_coach(self) -> None:
        """Every act with its numbers."""
        self.enter(self.rooms[CoachRoom.id])

    def action_do_next(self) -> None:
        """Record the act: the one under the cursor, on Today the next one. Others have a key of their own."""
        pressed, before = time.monotonic(), self.said_at
        self.said_at = pressed
        if pressed - before < PAUSE_SECONDS:
            return
        action = self._act()
        if action is None:
            if len(self.view.ledger):
                self.say(_("Nothing waits. Have a good evening."), "dim")
            return
        if action in self.view.actions_off:
            self.say(_("z wakes it"), "dim")
            return
        words, key = coach.key_words(self.view, action)
        if key not in {"Enter", "r"}:
            self.say(_("{words}: {key}").format(words=words, key=key), "dim")
        elif action.kind in {"profile", "refresh"}:
            self._edit_profile(action)
        else:
            self._record(action)

    def _act(self) -> Action | None:
        """The one under the cursor; on Today the next one, on Mindset that of the practice."""
        if self.room.id == "today":
            return self.view.next_action if len(self.view.ledger) else None  # the welcome names its keys
        current = self.records.current if self.room.has_list else None
        if isinstance(current, Action):
            return current
        same = (each for each in self.view.actions if each.about == current)
        return next(same, None) if isinstance(current, Practice) else None

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
            self._keep(lambda ledger: _answered(ledger, about, at))
        elif isinstance(about, Contract) and action.kind in STAGE_OF:
            self._keep(lambda ledger: self._at_stage(ledger, about.id, STAGE_OF[action.kind], now), action)
        elif action.kind == "close_silent":
            self._close_silent()
        elif until is not None:
            self._keep(lambda ledger: putting_off(ledger, action.id, until, _("done")), action)

    def _at_stage(self, ledger: Ledger, contract: str, stage: str, now: datetime) -> Change:
        """The stage, unless another session has taken the contract elsewhere meanwhile."""
        found = ledger.find(contract, Contract.kind)
        if not isinstance(found, Contract) or stage not in next_stages(found):
            raise Refused(_("This has changed meanwhile; nothing was recorded."))
        return all_to_stage(ledger, [contract], stage, now)

    def _close_silent(self) -> None:
        now, after = self.view.now, self.view.ledger.number("give_up_days")

        def build(ledger: Ledger) -> Change:
            ids = [each.id for each in sent_by(ledger, now) if silent(each, now, after)]
            if not ids:
                raise Refused(_("This has changed meanwhile; nothing was recorded."))
            return all_to_stage(ledger, ids, "no_answer", now.replace(second=0, microsecond=0))

        def said(change: Change) -> str:
            told = n_("Closed: {n} without an answer.", "Closed: {n} without an answer.", len(change.ops))
            return told.format(n=len(change.ops))

        self.attempt(lambda: self.host.commit(build), said)

    def _keep(self, build: Callable[[Ledger], Change], action: Action | None = None) -> None:
        if action is None:
            self.attempt(lambda: self.host.commit(build))
            return
        said = _("Done: {what}").format(what=coach.text(self.view, action))
        self.attempt(lambda: self.host.commit(build), lambda _change: said)

    def action_put_off(self) -> None:
        """Until a day or for good."""
        action = self._act()
        if action in self.view.actions_off and action is not None:
            said = _("Not put off any more: {what}").format(what=coach.text(self.view, action))
            wake = action.id
            self.attempt(lambda: self.host.commit(lambda ledger: waking(ledger, wake)), lambda _change: said)
        elif action is None:
            self.say(_("Nothing to put off."), "dim")
        elif not can_wait(action):
            self.say(_("This one can't be put off: unanswered, it ends with 1-star in every item."), "warn")
        else:
            self._ask_until(action)

    def _ask_until(self, action: Action) -> None:
        today = self.view.today
        names = {1: _("tomorrow again ({day})"), 3: _("in three days ({day})"), 7: _("in a week ({day})")}
        options = [
            (str(days), words.format(day=figures.day(today + timedelta(days=days), today)))
            for days, words in names.items()
        ]
        options.append(("other", _("on another day, or never, with a reason")))

        def chosen(choice: str | None) -> None:
            if choice == "other":
                self.open_form(PutOffForm(action.id, self.view.now))
            elif choice is not None and action in self.view.actions:
                self._put_off(action, today + timedelta(days=int(choice)))
            elif choice is not None:
                self.say(_("This has changed meanwhile; nothing was recorded."), "warn")

        self.host.hold_keys()
        title = _("Put off: {what}").format(what=coach.text(self.view, action))
        self.app.push_screen(PickDialog(title, options), chosen)

    def _put_off(self, action: Action, until: date) -> None:
        said = _("It comes back on {day}.").format(day=figures.day(until, self.view.today))
        if action.deadline is not None and self.view.now < action.deadline <= start_of(until):
            said = sentences(said, _("Its last day comes before that: {day}.").format(
                day=coach.deadline(self.view, action)))  # fmt: skip
        self.attempt(
            lambda: self.host.commit(lambda ledger: putting_off(ledger, action.id, until)),
            lambda _change: said,
        )


def _answered(ledger: Ledger, wait: Wait, at: datetime) -> Change:
    """The messages that were seen, and none that came in meanwhile."""
    change = reply(ledger, wait.client, at)
    if {op.record.id for op in change.ops} != {message.id for message in wait.messages}:
        raise Refused(_("This has changed meanwhile; nothing was recorded."))
    return change
