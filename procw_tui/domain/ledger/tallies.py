"""Tallies of the same thing and the same days: both count, unless one stands instead of the other."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, Literal

from procw_tui.domain.record.records import Tally

from .changes import Change, Op, log
from .ledger import Ledger

Counted = Literal["completed", "ended_midway", "scouts"]
COUNTED: tuple[Counted, ...] = ("completed", "ended_midway", "scouts")


def stated(tally: Tally) -> set[Counted]:
    """What a tally states, zero included."""
    return {name for name in COUNTED if getattr(tally, name) is not None}


def of_the_same(ledger: Ledger, tally: Tally) -> list[Tally]:
    """The other tallies that tell of the same thing on some of the same days."""
    return [
        each for each in telling(ledger, tally.from_, tally.to, *stated(tally)) if each.id != tally.id
    ]  # fmt: skip


def telling(ledger: Ledger, first: date, last: date, *fields: Counted) -> list[Tally]:
    """The tallies that state one of these fields of some of these days."""
    return [
        each for each in ledger.all(Tally)
        if each.from_ <= last and each.to >= first and stated(each) & set(fields)
    ]  # fmt: skip


def replacing(ledger: Ledger, tally: Tally) -> Change:
    """The tally logged instead of what others tell of the same; what else those tell stays."""
    ops = [without(each, *stated(tally)) for each in of_the_same(ledger, tally)]
    return Change("log", (*ops, *log(ledger, tally).ops))


def without(tally: Tally, *fields: Counted) -> Op:
    """A tally that no longer states these fields, and is gone where it states no other."""
    empty: dict[str, Any] = dict.fromkeys(fields)
    left = dataclasses.replace(tally, **empty)
    return Op(tally, left if stated(left) else None)
