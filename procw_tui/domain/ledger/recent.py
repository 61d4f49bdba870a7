"""Names that were used lately, the latest first: what a form offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from procw_tui.domain.record.names import fold, is_unnamed, who
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Review, Scout
from procw_tui.domain.record.times import start_of

from .ledger import Ledger

SOURCES: Mapping[str, tuple[type[Record], ...]] = {
    "client": (Message, Proposal, Contract, Scout, Review),
    "title": (Proposal, Contract),
    "category": (Proposal,),
}
LATELY = 200
"""Records of a kind that are looked at: the last to come into the ledger."""


def recent(ledger: Ledger, field: str, kind: str = "") -> list[str]:
    """The values of a field in the records logged lately, each once, the latest moment first.

    For a message those come first whom one works with: most applications never become a client.
    """
    used: list[tuple[bool, datetime, str]] = []
    for cls in SOURCES.get(field, ()):
        first = kind != Message.kind or cls in {Message, Contract}
        for record in ledger.lately(cls, LATELY):
            value = getattr(record, field, None)
            if value and not is_unnamed(value):
                used.append((first, _moment(record), value))
    used.sort(key=lambda each: each[:2], reverse=True)
    names: dict[str, str] = {}
    for _first, _at, value in used:
        names.setdefault(who(value) if field == "client" else fold(value), value)
    return list(names.values())


def _moment(record: Record) -> datetime:
    value = getattr(record, record.own or "")
    return value if isinstance(value, datetime) else start_of(value if isinstance(value, date) else date.min)
