"""The form that puts an act off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import putting_off
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.times import DAY
from procw_tui.present.language import _

from .form import Form

LONGEST_PUT_OFF = timedelta(days=183)


class PutOffForm(Form):
    """Until when, and why, an act is put off; without a day for good."""

    def __init__(self, action: str, now: datetime, what: str) -> None:
        super().__init__("snooze", now)
        self._what = what
        self.action = self.about = action
        self.fields = [field for field in self.fields if field.attr in {"until", "reason"}]
        self.texts = {field.attr: "" for field in self.fields}
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        told = _("Put off until a day; without one for good, with a reason")
        return f"{told}: {self._what}"

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
