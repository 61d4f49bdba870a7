"""What the keys of the main screen do: each makes a change or opens a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from textual.screen import Screen

from procw_tui.domain import changes
from procw_tui.domain.changes import Change
from procw_tui.domain.kinds import KINDS
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.practices import Practice, marks, tip_of_the_day
from procw_tui.domain.records import Contract, Message, PracticeState, Proposal, Record
from procw_tui.domain.rounds import round_of
from procw_tui.domain.stages import next_stages, to_stage
from procw_tui.domain.times import month_of, next_month
from procw_tui.present import labels, lines
from procw_tui.present.forms import Form
from procw_tui.present.language import N_, _
from procw_tui.present.paint import Role
from procw_tui.present.special_forms import MonthsForm, SettingsForm, TerminationForm
from procw_tui.present.view import View
from procw_tui.tui.host import Host, Refused
from procw_tui.tui.screens.dialogs.form import FormDialog
from procw_tui.tui.screens.dialogs.help import HelpDialog
from procw_tui.tui.screens.dialogs.pick import PickDialog
from procw_tui.tui.screens.room import Room
from procw_tui.tui.screens.rooms import WorkRoom
from procw_tui.tui.widgets.record_list import RecordList

STAGE = {
    "talking": N_("in talks"), "won": N_("a contract"), "lost": N_("turned down"),
    "no_answer": N_("no answer"),
    "withdrawn": N_("withdrawn by me"), "delivered": N_("delivered"), "accepted": N_("accepted"),
    "i_rated": N_("I rated"), "ended_midway": N_("ended midway"),
}  # fmt: skip
MARKS = ("trying", "habit", "not_for_me", "untried")


class Acts(Screen[None]):
    """The commands of the main screen."""

    room: Room
    rooms: dict[str, Room]
    records: RecordList

    @property
    def host(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    @property
    def view(self) -> View:
        """The ledger at this moment."""
        return self.host.view

    def say(self, text: str, role: Role = "good", hint: str = "") -> None:
        """A sentence in place of the keys."""
        raise NotImplementedError

    def show_room(self, name: str) -> None:
        """Go to a room."""
        raise NotImplementedError

    def _selected(self) -> Any | None:
        return self.records.current if self.room.has_list else None

    def attempt(
        self, act: Callable[[], Change], sentence: Callable[[Change], str] = lines.done, key: str = "u"
    ) -> None:
        """Do it and say what was done and how to take it back, or say why it can't be."""
        try:
            change = act()
        except Refused as refused:
            self.say(refused.text, "bad")
            return
        hint = _("take back: {key}") if key == "u" else _("put on again: {key}")
        self.say(sentence(change), "good", hint.format(key=key))

    def open_form(self, form: Form, then: Callable[[], None] | None = None) -> None:
        """Open a form over the screen; `then` follows when it is closed."""

        def closed(change: Change | None) -> None:
            if change is not None and change.ops:
                self.say(lines.done(change), "good", _("take back: {key}").format(key="u"))
            elif form.typed_anything and change is None:
                self.say(_("Kept as a draft."), "dim")
            if then is not None:
                then()

        self.app.push_screen(FormDialog(form), closed)

    def action_room(self, name: str) -> None:
        """Go to a screen."""
        self.show_room(name)

    def action_log(self, kind: str) -> None:
        """The form for a new record."""
        self.open_form(Form(kind, self.view.now))

    def action_other(self) -> None:
        """Choose any kind, then its form."""

        def chosen(kind: str | None) -> None:
            if kind == "setting":
                self.action_settings()
            elif kind:
                self.action_log(kind)

        self.app.push_screen(PickDialog(_("Log"), [(k, labels.kind(k)) for k in KINDS]), chosen)

    def action_opening(self) -> None:
        """What the site shows, then the past year by month; each step may be skipped."""
        steps: list[Form] = [Form("opening", self.view.now)]
        steps += [MonthsForm(what, self.view.now) for what in ("completed", "scouts", "gross")]

        def step(rest: Sequence[Form]) -> None:
            if rest:
                self.open_form(rest[0], lambda: step(rest[1:]))

        step(steps)

    def action_reply(self) -> None:
        """Replied to the selected client, else to the one waiting longest."""
        selected, now = self._selected(), self.view.now.replace(second=0, microsecond=0)
        chosen = selected.client if isinstance(selected, Message) and selected.state == "waiting" else None

        def build(ledger: Ledger) -> Change:
            client = chosen or changes.waiting_longest(ledger, self.view.now)
            if client is None:
                raise Refused(_("Nobody waits for a reply."))
            latest = max(
                (m.received_at for m in ledger.all(Message) if m.client == client and m.state == "waiting"
                 and m.received_at <= self.view.now), default=now,
            )  # fmt: skip
            return changes.reply(ledger, client, max(now, latest))

        self.attempt(lambda: self.host.commit(build))

    def action_termination(self) -> None:
        """Answer the open midway-end request, or log a new one."""
        if not self.view.alarms:
            self.open_form(TerminationForm(self.view.ledger, self.view.now))
            return
        contract, now = self.view.alarms[0].contract, self.view.now

        def chosen(choice: str | None) -> None:
            if choice == "answered":
                self.attempt(lambda: self.host.commit(
                    lambda ledger: changes.termination_answered(ledger, contract.id, now)))  # fmt: skip
            elif choice == "new":
                self.open_form(TerminationForm(self.view.ledger, self.view.now))

        options = [("answered", _("I have answered {client}").format(client=contract.client)),
                   ("new", _("another request has come"))]  # fmt: skip
        self.app.push_screen(PickDialog(_("Midway-end request"), options), chosen)

    def action_result(self) -> None:
        """What a round brought: the one under judgement, else the latest that is past."""
        form = Form("assessment", self.view.now)
        judging = self.view.board.judging
        month = judging[0].month if judging else month_of(self.view.today)
        while not judging and (
            int(month[5:]) not in self.view.rules.review_months or round_of(month).cutoff >= self.view.today
        ):
            month = next_month(month, -1)
        form.fill({"month": month})
        self.open_form(form)

    def action_open(self) -> None:
        """Edit the selected record; mark the selected practice."""
        selected = self._selected()
        if isinstance(selected, Record):
            self.open_form(Form(selected.kind, self.view.now, selected))
        elif isinstance(selected, Practice):
            self.action_practice()

    def action_stage(self) -> None:
        """The next stage: at once where there is one likely, else a choice."""
        selected = self._selected()
        if not isinstance(selected, (Proposal, Contract)):
            return
        stages = next_stages(selected)
        if isinstance(selected, Contract):
            if stages:
                self._to_stage(selected.id, stages[0])
            else:
                self._rating_came(selected)
        elif stages:
            options = [(stage, _(STAGE[stage])) for stage in stages]
            self.app.push_screen(
                PickDialog(_("Next stage"), options),
                lambda stage: self._to_stage(selected.id, stage) if stage else None,
            )
        else:
            self.say(_("This one is decided."), "dim")

    def _to_stage(self, record_id: str, stage: str) -> None:
        now = self.view.now.replace(second=0, microsecond=0)
        done = _("Next stage: {what}").format(what=_(STAGE[stage]))
        self.attempt(
            lambda: self.host.commit(lambda ledger: to_stage(ledger, record_id, stage, now)),
            lambda change: f"{done}  {lines.summary(change.ops[-1].record)}",
        )

    def _rating_came(self, contract: Contract) -> None:
        """After everything else the client's rating comes."""
        form = Form("review", self.view.now)
        form.fill({"client": contract.client, "contract_id": contract.id})
        self.open_form(form)

    def action_delete(self) -> None:
        """Delete the selected record; undo brings it back."""
        selected = self._selected()
        if isinstance(selected, Record):
            self.attempt(lambda: self.host.commit(lambda ledger: changes.delete(ledger, [selected.id])))

    def action_section(self) -> None:
        """The next list of the work screen."""
        if isinstance(self.room, WorkRoom):
            self.room.next_section()
            self.show_room(self.room.id)

    def action_practice(self) -> None:
        """Mark the selected practice, or the tip of the day: trying first, then the next mark each time."""
        practice = self._selected()
        view = self.view
        if not isinstance(practice, Practice):
            practice = tip_of_the_day(view.practices, view.ledger, view.board, view.today)
        if practice is None:
            return
        mark = marks(view.ledger).get(practice.id, "untried")
        state: Any = MARKS[(MARKS.index(mark) + 1) % len(MARKS)]
        record = PracticeState(id=changes.new_id(), practice=practice.id, state=state, since=view.today)
        self.attempt(lambda: self.host.commit(lambda ledger: changes.log(ledger, record, "practice")))

    def action_undo(self) -> None:
        """Take back the last change."""
        self.attempt(self.host.undo, lines.undone, "U")

    def action_redo(self) -> None:
        """Put it on again."""
        self.attempt(self.host.redo, lines.redone)

    def action_language(self) -> None:
        """The other language."""
        self.host.switch_language()

    def action_settings(self) -> None:
        """Every setting."""
        self.open_form(SettingsForm(self.view.ledger, self.view.now))

    def action_help(self) -> None:
        """All keys of this screen."""
        self.app.push_screen(HelpDialog(self.room.id))

    def action_palette(self) -> None:
        """Find a command by its name."""
        self.app.action_command_palette()

    def action_redraw(self) -> None:
        """Draw every cell anew."""
        self.host.forget_screen()
        self.refresh(layout=True)

    def action_quit(self) -> None:
        """Everything is saved already."""
        self.app.exit()
