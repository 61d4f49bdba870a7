"""Acts that are put off until a day, or for good."""

from __future__ import annotations

import dataclasses
from datetime import date

from procw_tui.domain.ledger.changes import Change, Op, new_id
from procw_tui.domain.record.records import Snooze

from .ledger import Ledger


def acts_put_off(ledger: Ledger, today: date) -> set[str]:
    """The acts that do not come before their day, or never."""
    return {each.action for each in ledger.all(Snooze) if each.until is None or each.until > today}


def waking(ledger: Ledger, action: str) -> Change:
    """An act no more put off."""
    snoozes = [each for each in ledger.all(Snooze) if each.action == action]
    return Change("snooze", tuple(Op(each, None) for each in snoozes))


def putting_off(ledger: Ledger, action: str, until: date | None, reason: str | None = None) -> Change:
    """An act put off until a day, or for good; a later word on the same act stands instead of the earlier."""
    before = next((each for each in ledger.all(Snooze) if each.action == action), None)
    if before is None:
        after = Snooze(id=new_id(), action=action, until=until, reason=reason)
    else:
        after = dataclasses.replace(before, until=until, reason=reason)
    return Change("snooze", (Op(before, after),))
