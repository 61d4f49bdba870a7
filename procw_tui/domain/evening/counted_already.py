"""Records of days that a tally tells of: whether they are among its number, nobody but the user knows."""

from __future__ import annotations

import dataclasses
from typing import Any

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.tallies import COUNTED, Counted
from procw_tui.domain.record.records import Tally

from .guide import logged_in


def may_be_counted(ledger: Ledger, change: Change) -> int:
    """How many of what a change adds lie in the days of tallies that count such things."""
    return sum(taken for _tally, _field, taken in _found(ledger, change))


def lessened(ledger: Ledger, change: Change) -> Change:
    """The change with those tallies less by what is now logged one by one."""
    less: dict[str, Tally] = {}
    for tally, field, taken in _found(ledger, change):
        values: dict[str, Any] = {field: getattr(tally, field) - taken}
        less[tally.id] = dataclasses.replace(less.get(tally.id, tally), **values)
    before = {tally.id: tally for tally in ledger.all(Tally)}
    return change._replace(ops=(*change.ops, *(Op(before[each.id], each) for each in less.values())))


def _found(ledger: Ledger, change: Change) -> list[tuple[Tally, Counted, int]]:
    """By tally and field how many more are logged in its days, as far as it has so many."""
    tallies = [tally for tally in ledger.all(Tally) if any(getattr(tally, name) for name in COUNTED)]
    if not tallies or any(isinstance(op.record, Tally) for op in change.ops):
        return []
    found: list[tuple[Tally, Counted, int]] = []
    after = change.applied(ledger)
    for tally in tallies:
        span = Span(tally.from_, tally.to)
        for field in COUNTED:
            more = logged_in(after, span, field) - logged_in(ledger, span, field)
            taken = min(more, getattr(tally, field) or 0)
            if taken > 0:
                found.append((tally, field, taken))
    return found
