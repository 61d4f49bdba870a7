"""Short ways to make records in tests."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from typing import Any

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record import records
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import JST
from procw_tui.knowledge import KNOWLEDGE

_ids = itertools.count(1)

RULES: Rules = KNOWLEDGE.rules


def d(text: str) -> date:
    return date.fromisoformat(text)


def m(text: str) -> datetime:
    """A moment in Japan."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def _id() -> str:
    return f"00000000-0000-4000-8000-{next(_ids):012}"


def contract(started: str, **values: Any) -> records.Contract:
    days: dict[str, Any] = {k: d(v) if k.endswith("_on") else v for k, v in values.items()}
    return records.Contract(id=_id(), **{"client": "A", "type": "fixed", "started_on": d(started), **days})


def done(day: str, **values: Any) -> records.Contract:
    return contract(day, accepted_on=day, outcome="completed", **values)


def midway(day: str, **values: Any) -> records.Contract:
    return contract(day, ended_on=day, outcome="ended_midway", **values)


def review(day: str, stars: int = 5, **values: Any) -> records.Review:
    items = dict.fromkeys(("skill", "quality", "schedule", "communication", "partnership"), stars)
    return records.Review(id=_id(), opened_on=d(day), **{**items, **values})


def scout(day: str, **values: Any) -> records.Scout:
    return records.Scout(id=_id(), received_on=d(day), **values)


def opening(day: str, **values: Any) -> records.Opening:
    return records.Opening(id=_id(), as_of=d(day), **values)


def tally(first: str, last: str, **values: Any) -> records.Tally:
    return records.Tally(id=_id(), from_=d(first), to=d(last), **values)


def gap(first: str, last: str, happened: Any) -> records.Gap:
    return records.Gap(id=_id(), from_=d(first), to=d(last), happened=happened)


def earning(month: str, gross: int) -> records.Earning:
    return records.Earning(id=_id(), month=month, gross_yen=gross)


def result(month: str, what: Any, mail: str | None = None) -> records.Assessment:
    return records.Assessment(id=_id(), month=month, result=what, mail_on=d(mail) if mail else None)


def profile(day: str, *parts: Any) -> records.ProfileEdit:
    return records.ProfileEdit(id=_id(), edited_on=d(day), parts=parts)


def message(client: str, received: str, replied: str | None = None, **values: Any) -> records.Message:
    state = values.pop("state", "answered" if replied else "waiting")
    return records.Message(
        id=_id(), client=client, received_at=m(received), replied_at=m(replied) if replied else None,
        state=state, **values,
    )  # fmt: skip


def proposal(sent: str, **values: Any) -> records.Proposal:
    return records.Proposal(id=_id(), sent_at=m(sent), **values)


def setting(key: Any, value: Any) -> records.Setting:
    return records.Setting(id=_id(), key=key, value=value)


EVERYTHING = (setting("joined_on", "2000-01-01"), setting("complete_since", "2000-01-01"))
"""Said by one of whom nothing is missing."""


def ledger(*made: records.Record) -> Ledger:
    """A ledger of one who logs everything, unless she says since when."""
    said = {record.key for record in made if isinstance(record, records.Setting)}
    whole = [each for each in EVERYTHING if each.key not in said]
    return Ledger.of([*whole, *made])


def part(*made: records.Record) -> Ledger:
    """A ledger of these records alone: nobody knows what it lacks."""
    return Ledger.of(made)
