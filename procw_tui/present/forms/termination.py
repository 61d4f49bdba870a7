"""The form of a midway-end request."""

from __future__ import annotations

from datetime import datetime

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract
from procw_tui.domain.typed.when import moment as read_moment
from procw_tui.domain.work.contracts import running_for
from procw_tui.domain.work.terminations import termination_requested
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.words import labels

from .form import Form
from .rows import row_of

OTHER = "other"


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
        contract = self._named(client, ledger) if who(client) else self.texts["contract_id"]
        if contract in {OTHER, ""}:
            raise Invalid("contract_id" if not contract else "client", "missing")
        return termination_requested(
            ledger, contract, at, "me" if self.texts["termination_by"] == "me" else "client"
        )

    @staticmethod
    def _named(client: str, ledger: Ledger) -> str:
        """The contract that runs with a typed client, which is then meant; of a new one its name."""
        running = running_for(ledger, client)
        if len(running) > 1:
            raise Invalid("client", "several_contracts")
        return running[0].id if running else client
