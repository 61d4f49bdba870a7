"""What mails have made: records that share a name to come are of one client, whoever that is."""

from __future__ import annotations

from procw_tui.domain.record.names import is_unnamed
from procw_tui.domain.record.records import Inbox, Record

from .ledger import Ledger


def met_by_mail(ledger: Ledger) -> frozenset[str]:
    """The ids of the records that a mail has made or met."""
    return ledger.index(_met, Inbox)


def _met(ledger: Ledger) -> frozenset[str]:
    return frozenset(name for each in ledger.all(Inbox) for name in each.records or ())


def of_one_stand_in(ledger: Ledger, client: str | None) -> list[Record]:
    """The records that mails have made for a name to come; others share a stand-in by chance."""
    if client is None or not is_unnamed(client):
        return []
    met = met_by_mail(ledger)
    return [each for each in ledger if each.id in met and getattr(each, "client", None) == client]
