"""The form that words a practice's step anew."""

from __future__ import annotations

from datetime import datetime

from procw_tui.domain.evening.practices import Practice, states
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import PracticeState
from procw_tui.present.language import language

from .form import Form, from_edit, to_edit


class StepForm(Form):
    """The next step of a practice in one's own words; emptied, the program's."""

    def __init__(self, practice: Practice, step: str, now: datetime) -> None:
        super().__init__("practice_state", now)
        self.practice = practice
        self.about = practice.id
        self.fields = [field for field in self.fields if field.attr == "step"]
        self.texts = {"step": to_edit(step)}
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        return self.practice.title[language()]

    def change(self, ledger: Ledger) -> Change:
        """How far one is with it stays as it is; nothing, where the step is what it was."""
        if not self.typed:
            return Change("practice", ())
        before = states(ledger).get(self.practice.id)
        text = from_edit(self.texts["step"]).strip()
        own = None if text in {"", *self.practice.step.values()} else text
        if before is not None:
            return changes.edit(ledger, before.id, {"step": own}, "practice")
        record = PracticeState(id=changes.new_id(), practice=self.practice.id, state="untried", step=own)
        return changes.log(ledger, record, "practice")
