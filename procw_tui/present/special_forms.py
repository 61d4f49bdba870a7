"""Forms that are not one record: settings, a midway-end request, and the months of the past year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from procw_tui.domain import changes, typed
from procw_tui.domain.changes import Change, Op
from procw_tui.domain.earnings import months_in_window
from procw_tui.domain.fields import Field
from procw_tui.domain.invalid import Invalid
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.records import Contract, Earning, Setting, Tally
from procw_tui.domain.settings import SETTINGS, check_setting
from procw_tui.domain.times import first_day, last_day, year_before
from procw_tui.domain.when import day as read_day
from procw_tui.domain.when import moment as read_moment
from procw_tui.present import figures, labels
from procw_tui.present.cells import visible
from procw_tui.present.forms import Form
from procw_tui.present.language import _

What = Literal["completed", "scouts", "gross"]
OTHER = "other"
ELSEWHERE = frozenset({"my_name", "follow_up_days"})
"""Settings that no screen leans on; the command line sets them."""
WHOLE_YEAR = "year"
STEPS = 4
YEAR_DAYS = 360  # a tally about as long as a year was typed as the whole of it
MIDWAY = "midway"


def _row(name: str, type_name: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Field:
    return Field(name, name, type_name, False, required, None, choices)  # noqa: FBT003 - a NamedTuple's order


class SettingsForm(Form):
    """Every setting as a row."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        super().__init__("setting", now)
        self.fields = []
        self.texts = {}
        for key, spec in SETTINGS.items():
            if key in ELSEWHERE:
                continue
            kind = "bool" if isinstance(spec.default, bool) else "Yen" if key.endswith("_yen") else "Text"
            self.fields.append(_row(key, kind, choices=spec.choices))
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
        value = typed.setting_value(field.name, text) if text.strip() else None
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
        "department": _("Where your earnings are ranked. Engineers need rank 100, all others 200."),
        "cutoff_days": _("Days by which the cut-off is moved from the month's end (assumed): -90 to 30."),
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
            _row("contract_id", "Choice", choices=(*self._running, OTHER)),
            _row("client", "Text"),
            _row("at", "Moment"),
            _row("termination_by", "Choice", choices=("client", "me")),
        ]
        first = next(iter(self._running), OTHER)
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
            _("none of these") if contract is None else visible(f"{contract.client} {contract.title or ''}")
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
        if contract == OTHER:
            raise Invalid("client", "missing")
        return changes.termination_requested(ledger, contract, at, self.texts["termination_by"])


class OpeningForm(Form):
    """What the site shows today, the first of the four steps of a beginning."""

    def __init__(self, now: datetime) -> None:
        super().__init__("opening", now)

    @property
    def title(self) -> str:
        """What is asked for, and which step it is."""
        return f"1/{STEPS}  {super().title}"

    @property
    def save_words(self) -> tuple[str, str]:
        """What Enter and Esc do."""
        return _("next (empty: skip)"), _("leave, kept as a draft")

    def change(self, ledger: Ledger) -> Change:
        """Nothing where nothing was typed: the step is skipped."""
        return super().change(ledger) if self.typed else Change("log", ())


class MonthsForm(Form):
    """Numbers of the past year, a row a month: deliveries, scouts, or gross. Every row may stay empty."""

    def __init__(self, what: What, now: datetime, ledger: Ledger | None = None) -> None:
        super().__init__("earning" if what == "gross" else "tally", now)
        self.what = what
        self._ledger = ledger or Ledger({})
        months = months_in_window(now.date())[::-1]
        self.fields = [_row(month, "Yen" if what == "gross" else "Count") for month in months]
        if what != "gross":
            self.fields.append(_row(WHOLE_YEAR, "Count"))
        if what == "completed":
            self.fields.append(_row(MIDWAY, "Text"))
        self.texts = {field.attr: self._typed_before(field) for field in self.fields}
        self._begun = dict(self.texts)

    def _typed_before(self, field: Field) -> str:
        """What was typed for a month the last time."""
        if self.what == "gross":
            return next((str(e.gross_yen) for e in self._ledger.all(Earning) if e.month == field.attr), "")
        before = self._tally_before(self._ledger, field) if field.attr != MIDWAY else None
        number = getattr(before, self.what) if before else None
        return "" if number is None else str(number)

    def _tally_before(self, ledger: Ledger, field: Field) -> Tally | None:
        """The tally of the same month, or of a whole year, that counts the same thing."""
        first, last = self._span(field)
        for tally in ledger.all(Tally):
            if field.attr == WHOLE_YEAR:
                same = (tally.to - tally.from_).days >= YEAR_DAYS
            else:
                same = tally.from_ == first and first <= tally.to <= last
            if same and getattr(tally, self.what) is not None:
                return tally
        return None

    @property
    def save_words(self) -> tuple[str, str]:
        """What Enter and Esc do."""
        return _("next (empty: skip)"), _("leave, kept as a draft")

    @property
    def title(self) -> str:
        """What is asked for."""
        step = {"completed": 2, "scouts": 3, "gross": 4}[self.what]
        asked = {
            "completed": _("Fixed-price deliveries of the past year, by month"),
            "scouts": _("Scouts (相談) of the past year, by month"),
            "gross": _("Gross with tax of the past year, by month"),
        }[self.what]
        return f"{step}/{STEPS}  {asked}"

    def label(self, field: Field) -> str:
        """The month."""
        names = {WHOLE_YEAR: _("or the whole year"), MIDWAY: _("days of midway ends")}
        return names.get(field.attr, field.attr)

    def _empty_hint(self, field: Field) -> str:
        if field.attr == WHOLE_YEAR:
            return _("Accepted, but it turns into a range tomorrow. By month it stays exact longer.")
        if field.attr == MIDWAY:
            return _("11/22 3/4: with blanks between")
        return _("Empty: nothing is logged for it.")

    def _shown(self, value: Any) -> str:
        return figures.yen(value) if self.what == "gross" else super()._shown(value)

    def change(self, ledger: Ledger) -> Change:
        """A tally or an earning for each month that was typed in."""
        ops: list[Op] = []
        for field in self.fields:
            text = self.texts[field.attr]
            if text == self._begun[field.attr]:
                continue
            if field.attr == MIDWAY:
                ops += self._midway(ledger, text)
            elif not text.strip():
                ops += self._emptied(ledger, field)
            elif self.what == "gross":
                record = Earning(id=changes.new_id(), month=field.attr, gross_yen=self.read(field))
                ops += changes.log(ledger, record).ops
            else:
                ops.append(Op(self._tally_before(ledger, field), self._tally(ledger, field)))
        return Change("log", tuple(ops))

    def _emptied(self, ledger: Ledger, field: Field) -> Sequence[Op]:
        """A month that was typed before and is empty now: what else its tally counts stays."""
        if self.what == "gross":
            return [Op(e, None) for e in ledger.all(Earning) if e.month == field.attr]
        before = self._tally_before(ledger, field)
        if before is None:
            return []
        empty: dict[str, Any] = {self.what: None}
        others = {"completed", "ended_midway", "scouts"} - {self.what}
        rest = any(getattr(before, name) is not None for name in others)
        left = replace(before, **empty) if rest else None
        return [Op(before, left)]

    def _span(self, field: Field) -> tuple[date, date]:
        """The first and the last day of a row."""
        today = self.now.date()
        if field.attr == WHOLE_YEAR:
            return year_before(today) + timedelta(days=1), today
        return first_day(field.attr), min(last_day(field.attr), today)

    def _tally(self, ledger: Ledger, field: Field) -> Tally:
        """The row's tally, in place of the one typed before."""
        first, last = self._span(field)
        before = self._tally_before(ledger, field)
        made = before or Tally(id=changes.new_id(), from_=first, to=last)
        if self.what == "completed":
            return replace(made, from_=first, to=last, completed=self.read(field))
        return replace(made, from_=first, to=last, scouts=self.read(field))

    def _midway(self, ledger: Ledger, text: str) -> Sequence[Op]:
        known = {c.ended_on for c in ledger.all(Contract) if c.client == "-" and c.outcome == "ended_midway"}
        typed_days = dict.fromkeys(read_day(each, self.now, "ended_on") for each in text.split())
        days = [day for day in typed_days if day not in known]
        return [
            op
            for day in days
            for op in changes.log(ledger, Contract(
                id=changes.new_id(), client="-", type="fixed", started_on=day, ended_on=day,
                outcome="ended_midway",
            )).ops
        ]  # fmt: skip
