"""The form that renames a client."""

from __future__ import annotations

from datetime import datetime

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.renaming import records_of, renamed
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.names import is_unnamed, who
from procw_tui.present.language import _, n_
from procw_tui.present.words import labels

from .form import Form, from_edit, to_edit
from .rows import row_of


class RenameForm(Form):
    """The new name of a client, the present one filled in."""

    def __init__(self, client: str, ledger: Ledger, now: datetime) -> None:
        super().__init__("message", now)
        self.about = f"rename {client}"
        self._client = client
        self._ledger = ledger
        self.fields = [row_of("client", "Text")]
        self.texts = {"client": "" if is_unnamed(client) else to_edit(client)}
        self._begun = dict(self.texts)
        number = len(records_of(ledger, client))
        self.aside = n_("{n} record", "{n} records", number).format(n=number)

    @property
    def title(self) -> str:
        """Who is renamed."""
        return _("Rename {client} everywhere").format(client=labels.client(self._client))

    def hint(self, field: Field) -> str:
        """What becomes of it, where the name is another client's."""
        new = from_edit(self.texts["client"])
        if who(new) != who(self._client) and records_of(self._ledger, new):
            return _("That is another client's name: both are one from then on.")
        return super().hint(field)

    def change(self, ledger: Ledger) -> Change:
        """Every record of the client under the new name."""
        return renamed(ledger, self._client, from_edit(self.texts["client"]).strip())
