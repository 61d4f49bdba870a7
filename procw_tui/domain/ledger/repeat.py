"""The last log once more: the same kind of thing, now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procw_tui.domain.ledger.changes import new_id
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Scout

REPEATABLE: Mapping[type[Record], tuple[str, ...]] = {
    # a job is applied to once: the next application is another job, often another client
    Proposal: ("category", "route", "practices"),
    Message: ("client",),
    Contract: ("client", "type", "title", "price_yen"),
    Scout: ("client", "source", "counts"),
}
"""What is the same when such a thing happens again. Other kinds are not repeated."""


def repeated(record: Record, now: datetime) -> Record:
    """The same kind of record with what stays the same, dated now."""
    now = now.replace(second=0, microsecond=0)
    cls = KINDS[record.kind]
    own = record.own or ""
    moment = isinstance(getattr(record, own), datetime)
    kept: dict[str, Any] = {name: getattr(record, name) for name in REPEATABLE[type(record)]}
    return cls(**{**kept, "id": new_id(), own: now if moment else now.date()})
