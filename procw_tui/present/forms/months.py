"""The past year by month: deliveries, scouts, gross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Earning, Tally
from procw_tui.domain.record.times import DAY, first_day, last_day, year_before
from procw_tui.domain.typed.when import day as read_day
from procw_tui.domain.work.months import months_in_window
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.rows import row_of
from procw_tui.present.language import _
from procw_tui.present.words import figures

Counted = Literal["completed", "scouts", "gross"]
WHOLE_YEAR = "year"
MIDWAY = "midway"
UNNAMED = "-"
STEPS: tuple[Counted, ...] = ("completed", "scouts", "gross")
"""One page after the other."""
MONTH_DAYS = 31


class MonthsForm(Form):
    """Numbers of the past year, a row a month: deliveries, scouts, or gross. Every row may stay empty."""

    def __init__(self, what: Counted, now: datetime, ledger: Ledger | None = None) -> None:
        super().__init__("earning" if what == "gross" else "tally", now)
        self.what = self.about = what
        self._ledger = ledger or Ledger({})
        months = months_in_window(now.date())[::-1]
        self.fields = [row_of(month, "Yen" if what == "gross" else "Count") for month in months]
        if what != "gross":
            self.fields.append(row_of(WHOLE_YEAR, "Count"))
        if what == "completed":
            self.fields.append(row_of(MIDWAY, "Text"))
        self.texts = {field.attr: self._typed_before(field) for field in self.fields}
        self._begun = dict(self.texts)

    def _typed_before(self, field: Field) -> str:
        """What was typed for a month the last time."""
        if self.what == "gross":
            return next((str(e.gross_yen) for e in self._ledger.all(Earning) if e.month == field.attr), "")
        if field.attr == MIDWAY:
            return " ".join(f"{each:%Y-%m-%d}" for each in sorted(self._ended_midway(self._ledger)))
        before = self._tally_before(self._ledger, field)
        number = getattr(before, self.what) if before else None
        return "" if number is None else str(number)

    def _tally_before(self, ledger: Ledger, field: Field) -> Tally | None:
        """The tally of the same month, or of a whole year, that counts the same thing."""
        first, last = self._span(field)
        for tally in ledger.all(Tally):
            if field.attr == WHOLE_YEAR:
                same = (tally.to - tally.from_).days >= MONTH_DAYS and tally.to >= first
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
        step = STEPS.index(self.what) + 1
        asked = {
            "completed": _("Fixed-price deliveries of the past year, by month"),
            "scouts": _("Scouts (相談) of the past year, by month"),
            "gross": _("Gross with tax of the past year, by month"),
        }[self.what]
        return f"{step}/{len(STEPS)}  {asked}"

    def label(self, field: Field) -> str:
        """The month."""
        names = {WHOLE_YEAR: _("or the whole year"), MIDWAY: _("days of midway ends")}
        return names.get(field.attr, field.attr)

    def _empty_hint(self, field: Field) -> str:
        if field.attr == WHOLE_YEAR:
            return _("In place of the months. By month it stays exact longer.")
        if field.attr == MIDWAY:
            return _("11/22 3/4: with blanks between; empty: none")
        return _("Empty: nothing is logged for it.")

    def _shown(self, value: Any) -> str:
        return figures.yen(value) if self.what == "gross" else super()._shown(value)

    def change(self, ledger: Ledger) -> Change:
        """A tally or an earning for each month that was typed in."""
        ops: list[Op] = []
        self._refuse_both()
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

    def _refuse_both(self) -> None:
        """The year and its months would tell of the same days twice."""
        year = self.texts.get(WHOLE_YEAR, "").strip()
        months = [f for f in self.fields if f.attr not in {WHOLE_YEAR, MIDWAY} and self.texts[f.attr].strip()]
        if year and months:
            raise Invalid(WHOLE_YEAR, "year_and_months")

    def _emptied(self, ledger: Ledger, field: Field) -> Sequence[Op]:
        """A month that was typed before and is empty now: what else its tally counts stays."""
        if self.what == "gross":
            return [Op(e, None) for e in ledger.all(Earning) if e.month == field.attr]
        before = self._tally_before(ledger, field)
        if before is None:
            return []
        empty: dict[str, Any] = {self.what: None}
        if before.ended_midway == 0:  # it only said that there was none beside those deliveries
            empty["ended_midway"] = None
        others = {"completed", "ended_midway", "scouts"} - empty.keys()
        rest = any(getattr(before, name) is not None for name in others)
        left = replace(before, **empty) if rest else None
        return [Op(before, left)]

    def _span(self, field: Field) -> tuple[date, date]:
        """The first and the last day of a row."""
        today = self.now.date()
        if field.attr == WHOLE_YEAR:
            return year_before(today) + DAY, today
        return first_day(field.attr), min(last_day(field.attr), today)

    def _tally(self, ledger: Ledger, field: Field) -> Tally:
        """The row's tally, in place of the one typed before."""
        first, last = self._span(field)
        before = self._tally_before(ledger, field)
        made = before or Tally(id=changes.new_id(), from_=first, to=last)
        if self.what == "completed":
            midway = made.ended_midway or 0  # those with a day have a row of their own
            return replace(made, from_=first, to=last, completed=self.read(field), ended_midway=midway)
        return replace(made, from_=first, to=last, scouts=self.read(field))

    @staticmethod
    def _ended_midway(ledger: Ledger) -> dict[date, Contract]:
        """What was typed so: contracts without a name, by the day that they ended midway."""
        return {
            each.ended_on: each for each in ledger.all(Contract)
            if each.client == UNNAMED and each.outcome == "ended_midway" and each.ended_on is not None
        }  # fmt: skip

    def _midway(self, ledger: Ledger, text: str) -> Sequence[Op]:
        known = self._ended_midway(ledger)
        days = dict.fromkeys(read_day(each, self.now, "ended_on") for each in text.split())
        begun = {read_day(each, self.now, "ended_on") for each in self._begun[MIDWAY].split()}
        gone = [Op(each, None) for day, each in known.items() if day in begun and day not in days]
        return gone + [
            op
            for day in days if day not in known
            for op in changes.log(ledger, Contract(
                id=changes.new_id(), client=UNNAMED, type="fixed", started_on=day, ended_on=day,
                outcome="ended_midway",
            )).ops
        ]  # fmt: skip
