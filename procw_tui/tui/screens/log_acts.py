"""The keys that log."""

from __future__ import annotations

from procw_tui.domain import changes
from procw_tui.domain.changes import Change
from procw_tui.domain.kinds import KINDS
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.records import Message
from procw_tui.domain.rounds import round_of
from procw_tui.domain.times import month_of, next_month
from procw_tui.present import labels
from procw_tui.present.beginning import MonthsForm, OpeningForm, What
from procw_tui.present.forms import Form
from procw_tui.present.language import _
from procw_tui.present.special_forms import TerminationForm
from procw_tui.tui.host import Refused
from procw_tui.tui.screens.acts import Acts
from procw_tui.tui.screens.dialogs.pick import PickDialog


class LogActs(Acts):
    """What the logging keys do: each makes a change or opens a form."""

    def action_log(self, kind: str) -> None:
        """The form for a new record."""
        self.open_form(Form(kind, self.view.now))

    def action_other(self) -> None:
        """Choose any kind, then its form."""

        def chosen(kind: str | None) -> None:
            if kind == "setting":
                self.app.call_later(self.run_action, "settings")
            elif kind:
                self.action_log(kind)

        self.host.hold_keys()
        self.app.push_screen(PickDialog(_("Log"), [(k, labels.kind(k)) for k in KINDS]), chosen)

    def action_opening(self) -> None:
        """What the site shows, then the past year by month; each step may be skipped."""
        whats: tuple[What, ...] = ("completed", "scouts", "gross")

        def step(number: int) -> None:
            if number < len(whats):
                form = MonthsForm(whats[number], self.view.now, self.view.ledger)
                self.open_form(form, lambda: step(number + 1))

        self.open_form(OpeningForm(self.view.now), lambda: step(0))

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
        self.host.hold_keys()
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
        form.prefill({"month": month})
        self.open_form(form)
