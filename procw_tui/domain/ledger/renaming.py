"""A client's name, changed everywhere at once."""

from __future__ import annotations

import dataclasses

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import is_unnamed, who
from procw_tui.domain.record.records import Record

from .by_mail import of_one_stand_in
from .changes import Change, Op
from .ledger import Ledger


def records_of(ledger: Ledger, client: str) -> list[Record]:
    """Every record of a client, however its name is spelled; of a name to come those that mails have made."""
    if is_unnamed(client):
        return of_one_stand_in(ledger, client)
    wanted = who(client)
    return [record for record in ledger if wanted and who(getattr(record, "client", None)) == wanted]


def renamed(ledger: Ledger, old: str, new: str) -> Change:
    """A client under another name in every record; two of one name are one client from then on.

    Invalid where the new name is none, or the ledger has nothing of the client.
    """
    if not who(new):
        raise Invalid("client", "missing")
    there = records_of(ledger, old)
    if not there:
        raise Invalid("", "nothing_of_client", value=old)
    changed = (Op(each, dataclasses.replace(each, client=new)) for each in there)  # type: ignore[call-arg]
    return Change("rename", tuple(op for op in changed if op.before != op.after))
