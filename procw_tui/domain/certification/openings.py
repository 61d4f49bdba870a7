"""Figures copied from the site: the latest that states one holds."""

from __future__ import annotations

from datetime import date

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Opening
from procw_tui.domain.record.values import changed_moment


def _by_day(ledger: Ledger) -> list[Opening]:
    """Openings by day; of one day's the one changed later comes later."""
    return sorted(
        ledger.all(Opening), key=lambda opening: (opening.as_of, changed_moment(opening.changed_at))
    )


def latest_opening(ledger: Ledger, day: date, field: str) -> Opening | None:
    """The latest opening by a day that states a figure; of one day's the later logged."""
    stated = [
        each for each in ledger.index(_by_day, Opening)
        if each.as_of <= day and getattr(each, field) is not None
    ]  # fmt: skip
    return stated[-1] if stated else None
