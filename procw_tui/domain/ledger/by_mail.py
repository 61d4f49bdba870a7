"""What mails have left in the ledger: what they made, what waits, and up to when they tell."""

from __future__ import annotations

from datetime import datetime

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


def in_queue(ledger: Ledger) -> list[Inbox]:
    """The mails that wait."""
    return ledger.index(_queue, Inbox)


def _queue(ledger: Ledger) -> list[Inbox]:
    return [each for each in ledger.all(Inbox) if each.source == "mail" and each.waits]


def read_up_to(ledger: Ledger) -> datetime | None:
    """When the latest mail was sent that was read; None where none was."""
    return ledger.index(_latest, Inbox)


def _latest(ledger: Ledger) -> datetime | None:
    return max((each.came_at for each in ledger.all(Inbox) if each.source == "mail"), default=None)
