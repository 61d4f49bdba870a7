"""The form of the settings: every one as a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from procw_tui.domain.certification.rounds import setting_set
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Setting
from procw_tui.domain.record.settings import SETTINGS, check_setting, setting_key
from procw_tui.domain.typed import entry
from procw_tui.present.language import _
from procw_tui.present.words.settings import setting_help, setting_title

from .form import Form
from .rows import row_of


class SettingsForm(Form):
    """Every setting as a row."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        super().__init__("setting", now)
        self.fields = []
        self.texts = {}
        # nothing set means something only without a default: no department, the language of the machine
        self.never_blank = frozenset(key for key, spec in SETTINGS.items() if spec.default is not None)
        for key, spec in SETTINGS.items():
            kind = "bool" if isinstance(spec.default, bool) else "Yen" if spec.yen else "Text"
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
        return setting_title(setting_key(field.name))

    def hint(self, field: Field) -> str:
        """What a setting does."""
        return setting_help(setting_key(field.name))

    def read(self, field: Field) -> Any:
        """The value of a setting; None takes it back to what holds without."""
        text = self.texts[field.name]
        value = entry.setting_value(setting_key(field.name), text, self.now) if text.strip() else None
        if value is not None:
            check_setting(setting_key(field.name), value)
        return value

    def change(self, ledger: Ledger) -> Change:
        """Set what was changed."""
        ops: list[Op] = []
        for field in self.fields:
            if self.texts[field.attr] != self._begun[field.attr]:
                try:
                    value = self.read(field)
                except Invalid as error:
                    raise Invalid(
                        setting_title(setting_key(field.name)), error.reason, **error.facts
                    ) from None
                record = Setting(id=changes.new_id(), key=setting_key(field.name), value=value)
                ops += setting_set(ledger, record).ops
        return Change("setting", tuple(ops))
