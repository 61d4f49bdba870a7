"""The keys that log."""

from __future__ import annotations

from typing import cast

from procw_tui.domain.certification.rounds import latest_review
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import Result
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Assessment, Message
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.replies import reply, waiting_longest
from procw_tui.domain.work.terminations import Alarm, termination_agreed, termination_answered
from procw_tui.present.criteria.completion import before_taking
from procw_tui.present.forms.beginning import MonthsForm, OpeningForm, What
from procw_tui.present.forms.check_up import CheckUpForm
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.special import TerminationForm
from procw_tui.present.paint import paragraph
from procw_tui.present.status import alarm_text
from procw_tui.present.words import figures, labels
from procw_tui.present.words.language import _
from procw_tui.present.words.weighing import weigh_words
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.host import Refused


class LogActs(Acts):
    """What the logging keys do: each makes a change or opens a form."""

    def action_log(self, kind: str) -> None:
        """The form for a new record; of a contract with what ending it midway would cost."""
        form = Form(kind, self.view.now)
        if kind == "earning":
            form.prefill({"month": month_of(self.view.today)})
        if kind == "contract":
            form.aside = before_taking(self.view)
        self.open_form(form)

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
        """What the site shows. Once that is known: four figures to compare, or everything anew."""
        if self.view.board.today.of("rating").low is None:
            self._begin()
            return

        def chosen(choice: str | None) -> None:
            if choice == "check":
                form = CheckUpForm(self.view)
                self.open_form(
                    form, lambda: self.say(form.outcome(), "good", _("take back: {key}").format(key="u"))
                )
            elif choice == "all":
                self._begin()

        options = [("check", _("Compare four figures with the site")), ("all", _("Copy everything again"))]
        self.host.hold_keys()
        self.app.push_screen(PickDialog(_("Figures on the site"), options), chosen)

    def _begin(self) -> None:
        """The site's figures, then the past year by month; each step may be skipped."""
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
            client = chosen or waiting_longest(ledger, self.view.now)
            if client is None:
                raise Refused(_("Nobody waits for a reply."))
            latest = max(
                (m.received_at for m in ledger.all(Message) if m.client == client and m.state == "waiting"
                 and m.received_at <= self.view.now), default=now,
            )  # fmt: skip
            return reply(ledger, client, max(now, latest))

        self.attempt(lambda: self.host.commit(build))

    def action_termination(self) -> None:
        """Answer the open midway-end request, or log a new one."""
        if not self.view.alarms:
            self.open_form(TerminationForm(self.view.ledger, self.view.now))
            return
        alarm, now = self._alarm(), self.view.now
        contract = alarm.contract

        def chosen(choice: str | None) -> None:
            answers = {"answered": termination_answered, "agreed": termination_agreed}
            if choice in answers:
                said = dict(options)[choice]
                self.attempt(
                    lambda: self.host.commit(lambda ledger: answers[choice](ledger, contract.id, now)),
                    lambda _change: said,
                )
            elif choice == "new":
                self.open_form(TerminationForm(self.view.ledger, self.view.now))

        options = [
            ("answered", _("Answered; the contract goes on")),
            ("agreed", _("Agreed; the contract has ended midway")),
            ("new", _("Another request has come")),
        ]
        self.host.hold_keys()
        told = [each for words in (alarm_text(alarm, now), *weigh_words(self.view, contract))
                for each in paragraph(words, self.app.size.width, indent="  ")]  # fmt: skip
        self.app.push_screen(PickDialog(_("Midway-end request"), options, told), chosen)

    def _alarm(self) -> Alarm:
        """Of several open requests that of the contract under the cursor, else the first to end."""
        selected = self._selected()
        return next((each for each in self.view.alarms if each.contract == selected), self.view.alarms[0])

    def action_result(self) -> None:
        """What the latest review brought: came, did not come, not yet."""
        each = latest_review(self.view.today, self.view.rules)
        name = _("What the {round} brought").format(round=figures.round_name_with_year(each.month))
        known = [r for r in self.view.ledger.all(Assessment) if r.month == each.month]
        if known:
            told = labels.choice("assessment", "result", known[-1].result)
            name = _("{title} (logged: {result})").format(title=name, result=told)

        def chosen(choice: str | None) -> None:
            if choice in {"pro", "top", "none"}:
                self._log_result(each.month, cast("Result", choice))
            elif choice == "later":
                self.say(_("Nothing was logged; it stays open."), "dim")
            elif choice == "other":
                self.open_form(Form("assessment", self.view.now))

        options = [
            ("pro", _("The mail came: certified")), ("top", _("The mail came: TOP class")),
            ("none", _("It did not come, and the mark is not there")), ("later", _("Not yet")),
            ("other", _("Another round")),
        ]  # fmt: skip
        self.host.hold_keys()
        self.app.push_screen(PickDialog(name, options), chosen)

    def _log_result(self, month: str, result: Result) -> None:
        """A mail that is logged in its own month came today; silence holds from the month's first day."""
        today = self.view.today
        mail = today if result != "none" and month_of(today) == month else None
        record = Assessment(id=changes.new_id(), month=month, result=result, mail_on=mail)
        self.attempt(lambda: self.host.commit(lambda ledger: changes.log(ledger, record)))
