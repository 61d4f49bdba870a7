"""Forms that are not one record: settings, and a midway-end request."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.evening.practices import Practice, states
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import putting_off
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, PracticeState, Setting
from procw_tui.domain.record.settings import SETTINGS, check_setting
from procw_tui.domain.typed import entry
from procw_tui.domain.typed.when import moment as read_moment
from procw_tui.domain.work.terminations import termination_requested
from procw_tui.present.cells import visible
from procw_tui.present.forms.form import Form, from_edit, to_edit
from procw_tui.present.language import _, language
from procw_tui.present.words import labels

OTHER = "other"
DAY, LONGEST_PUT_OFF = timedelta(days=1), timedelta(days=183)


def row_of(name: str, type_name: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Field:
    """A row of a form that is no record's field."""
    return Field(name, name, type_name, False, required, None, choices)  # noqa: FBT003 - a NamedTuple's order


class SettingsForm(Form):
    """Every setting as a row."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        super().__init__("setting", now)
        self.fields = []
        self.texts = {}
        # nothing set means something only without a default: no department, the language of the machine
        self.never_blank = frozenset(key for key, spec in SETTINGS.items() if spec.default is not None)
        for key, spec in SETTINGS.items():
            kind = "bool" if isinstance(spec.default, bool) else "Yen" if key.endswith("_yen") else "Text"
            self.fields.append(row_of(key, kind, choices=spec.choices))
            value = ledger.setting(key)
            self.texts[key] = ("yes" if value else "no") if kind == "bool" else str(value or "")
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        return _("Settings")

    def label(self, field: Field) -> str:
        """The words beside a row."""
        return labels.setting(field.name)

    def hint(self, field: Field) -> str:
        """What a setting does."""
        return setting_help(field.name)

    def read(self, field: Field) -> Any:
        """The value of a setting; None takes it back to what holds without."""
        text = self.texts[field.name]
        value = entry.setting_value(field.name, text) if text.strip() else None
        if value is not None:
            check_setting(field.name, value)
        return value

    def change(self, ledger: Ledger) -> Change:
        """Set what was changed."""
        ops: list[Op] = []
        for field in self.fields:
            if self.texts[field.attr] != self._begun[field.attr]:
                try:
                    value = self.read(field)
                except Invalid as error:
                    raise Invalid(labels.setting(field.name), error.reason, **error.facts) from None
                record = Setting(id=changes.new_id(), key=field.name, value=value)  # type: ignore[arg-type]
                ops += changes.log(ledger, record).ops
        return Change("setting", tuple(ops))


def setting_help(key: str) -> str:
    """What a setting does, in a sentence."""
    return {
        "language": _("The language of the program."),
        "my_name": _("Your name as the site shows it in message threads."),
        "paste_shapes": _("How you marked rows of pasted pages; emptied, it is asked for again."),
        "department": _("Where your earnings are ranked. Engineers need rank 100, all others 200."),
        "cutoff_days": _("Days by which the cut-off is moved from the month's end (assumed): -90 to 30."),
        "count_running": _("Running contracts lower the completion rate until they are delivered."),
        "milestone_completes": _("A contract ended midway counts as delivered where a milestone was paid."),
        "rounded_means": _("A mean shown as 4.8 is enough: from 4.75 on."),
        "count_repeats": _("A second 相談 of the same client counts as another scout."),
        "count_closed_jobs": _("An invitation to a 非公開 job counts as a scout."),
        "profile_yearly": _("The profile must have been edited within the past year."),
        "reply_target_minutes": _("Your own target for replies. 1440 minutes are 24 hours."),
        "earnings_bar_yen": _("The month's gross that you aim for."),
        "weekly_goal": _("How many proposals you want to send in a week."),
        "follow_up_days": _("After how many days you follow up."),
        "give_up_days": _("After how many days without an answer a proposal is marked."),
        "theme": _("The colours; the terminal's own send the least over a slow line."),
        "mouse": _("From the next start on. Over a slow line the mouse costs much."),
        "ascii": _("Signs that every terminal can show."),
        "bell": _("Ring when something can't be done."),
    }[key]


class TerminationForm(Form):
    """Whose midway-end request, on which contract, and since when."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        super().__init__("contract", now)
        running = [c for c in ledger.all(Contract) if c.outcome == "running"]
        self._running = {c.id: c for c in sorted(running, key=lambda c: c.started_on, reverse=True)}
        self.fields = [
            row_of("contract_id", "Choice", choices=(*self._running, OTHER)),
            row_of("client", "Text"),
            row_of("at", "Moment"),
            row_of("termination_by", "Choice", choices=("client", "me")),
        ]
        only = len(self._running) <= 1  # of several nobody is meant until chosen
        first = next(iter(self._running), OTHER) if only else ""
        self.texts = {"contract_id": first, "client": "", "at": "", "termination_by": "client"}
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        return _("Midway-end request")

    def label(self, field: Field) -> str:
        """The words beside a row."""
        names = {"contract_id": labels.kind("contract"), "at": _("Since"), "client": _("Or a new client")}
        return names.get(field.name) or labels.field(field.name)

    def choice_label(self, field: Field, value: str) -> str:
        """The contract's client and title."""
        if field.attr != "contract_id":
            return super().choice_label(field, value)
        contract = self._running.get(value)
        return (
            _("none of these")
            if contract is None
            else f"{labels.client(contract.client)} {visible(contract.title or '')}"
        )

    def _empty_hint(self, field: Field) -> str:
        if field.attr == "at":
            return _("When the request came; the notice may be a day old. Empty is now.")
        return super()._empty_hint(field)

    def change(self, ledger: Ledger) -> Change:
        """The request on its contract, made if it was never logged."""
        at = read_moment(self.texts["at"], self.now)
        client = self.texts["client"]
        contract = client if client.strip() else self.texts["contract_id"]  # a typed client is meant
        if contract in {OTHER, ""}:
            raise Invalid("contract_id" if not contract else "client", "missing")
        return termination_requested(
            ledger, contract, at, "me" if self.texts["termination_by"] == "me" else "client"
        )


class PutOffForm(Form):
    """Until when, and why, an act is put off; without a day for good."""

    def __init__(self, action: str, now: datetime) -> None:
        super().__init__("snooze", now)
        self.action = self.about = action
        self.fields = [field for field in self.fields if field.attr in {"until", "reason"}]
        self.texts = {field.attr: "" for field in self.fields}
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        return _("Put off until a day; without one for good, with a reason")

    def read(self, field: Field) -> Any:
        """A day to come, and within half a year: further away, a reason says more than a day."""
        value = super().read(field)
        if isinstance(value, date):
            least, most = self.now.date() + DAY, self.now.date() + LONGEST_PUT_OFF
            if value < least:
                raise Invalid(field.name, "too_small", value=value, least=least)
            if value > most:
                raise Invalid(field.name, "too_large", value=value, most=most)
        return value

    def change(self, ledger: Ledger) -> Change:
        """Put off; for good only with a reason."""
        values = self.values()
        if values.get("until") is None and not values.get("reason"):
            raise Invalid("reason", "missing")
        return putting_off(ledger, self.action, values.get("until"), values.get("reason"))


class StepForm(Form):
    """The next step of a practice in one's own words; emptied, the program's."""

    def __init__(self, practice: Practice, step: str, now: datetime) -> None:
        super().__init__("practice_state", now)
        self.practice = practice
        self.fields = [field for field in self.fields if field.attr == "step"]
        self.texts = {"step": to_edit(step)}
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        return self.practice.title[language()]

    def change(self, ledger: Ledger) -> Change:
        """How far one is with it stays as it is."""
        before = states(ledger).get(self.practice.id)
        text = from_edit(self.texts["step"]).strip()
        own = None if text in {"", *self.practice.step.values()} else text
        if before is not None:
            return changes.edit(ledger, before.id, {"step": own}, "practice")
        record = PracticeState(id=changes.new_id(), practice=self.practice.id, state="untried", step=own)
        return changes.log(ledger, record, "practice")
