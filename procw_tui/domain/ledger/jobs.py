"""One event, one record: which records of a ledger are about the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from procw_tui.domain.record.names import fold, who
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Scout

from .ledger import Ledger

WITH_SITE_ID: tuple[type[Record], ...] = (Proposal, Contract, Message, Scout)
"""Kinds that the site numbers."""
JOBS: tuple[type[Record], ...] = (Proposal, Contract)
"""Kinds that are told apart by their titles."""

Key = tuple[str, ...]


def same_as(ledger: Ledger, record: Record) -> list[Any]:
    """The records that say the same as one that is typed: by the site's number, else by client and title.

    As logged, itself left out. One without client, or without title, is always another.
    """
    known: dict[tuple[str, Key], list[Record]] = ledger.index(_by_key, *WITH_SITE_ID)
    found = {
        each.id: each
        for key in _keys(record)
        for each in known.get((record.kind, key), ())
        if each.id != record.id
    }
    return list(found.values())


def _by_key(ledger: Ledger) -> dict[tuple[str, Key], list[Record]]:
    found: dict[tuple[str, Key], list[Record]] = {}
    for cls in WITH_SITE_ID:
        for record in ledger.all(cls):
            for key in _keys(record):
                found.setdefault((record.kind, key), []).append(record)
    return found


def _keys(record: Record) -> Iterable[Key]:
    if isinstance(record, WITH_SITE_ID):
        site_id = getattr(record, "site_id")  # noqa: B009 - of four kinds
        if site_id:
            yield (site_id.strip(),)
    if isinstance(record, (Proposal, Contract)):
        client, title = who(record.client), fold(record.title or "")
        if client and title:
            yield client, title
