"""What leaves the one-year window, and when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Tally
from procw_tui.domain.record.times import leaves_on, year_before
from procw_tui.domain.work.months import months_with_gross

from .indexes import completions, scouts, tallies


class Leaving(NamedTuple):
    """The day on which something is no longer counted: a record's id, or a month of contracts."""

    on: date
    what: str


def leaving(ledger: Ledger, criterion: str, day: date, until: date) -> list[Leaving]:
    """What counts on a day and has left by `until`, in the order of leaving."""
    after = year_before(day)
    gone: list[Leaving] = []
    if criterion == "completion":
        events = completions(ledger).between(after, day, day)
        gone = [Leaving(leaves_on(closed), contract.id) for closed, contract in events]
        gone += _tallies(ledger, day, ("completed", "ended_midway"))
    elif criterion == "scouts":
        gone = [Leaving(leaves_on(on), scout.id) for on, scout in scouts(ledger).between(after, day, day)]
        gone += _tallies(ledger, day, ("scouts",))
    elif criterion == "earnings_rank":
        months = months_with_gross(ledger, day, day)
        gone = [Leaving(m.leaves_on, m.typed.id if m.typed else m.month) for m in months]
    return sorted(each for each in gone if each.on <= until)


def _tallies(ledger: Ledger, day: date, fields: tuple[str, ...]) -> list[Leaving]:
    """Tallies are gone on the day that their last day leaves."""
    inside = [t for t in ledger.index(tallies, Tally) if year_before(day) < t.to <= day]
    return [Leaving(leaves_on(t.to), t.id) for t in inside if any(getattr(t, name) for name in fields)]
