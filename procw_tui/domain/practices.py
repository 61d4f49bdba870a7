"""The practices of a coach, and the one for today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from .criteria import Board
from .ledger import Ledger
from .records import PracticeState
from .rules import CRITERIA


class Practice(NamedTuple):
    """One practice: the criteria that it moves, and its words by language (`ja`, `en`)."""

    id: str
    group: str
    criteria: tuple[str, ...]
    title: Mapping[str, str]
    body: Mapping[str, str]
    step: Mapping[str, str]


def practices_from(data: Mapping[str, Any]) -> tuple[Practice, ...]:
    """Practices out of the parsed practices.toml; KeyError where one lacks a part."""
    return tuple(
        Practice(entry["id"], entry["group"], tuple(entry["criteria"]),
                 entry["title"], entry["body"], entry["step"])
        for entry in data["practice"]
    )  # fmt: skip


def marks(ledger: Ledger) -> dict[str, str]:
    """How far the user is with each practice that was marked."""
    return {state.practice: state.state for state in ledger.all(PracticeState)}


def weakest(shown: Board) -> list[str]:
    """The criteria from the weakest to the strongest at the next cut-off; of equals in their own order."""
    rank = {"short": 0, "unknown": 1, "met": 2}
    return sorted(CRITERIA, key=lambda name: rank[shown.at_cutoff.of(name).state])


def tip_of_the_day(known: Sequence[Practice], ledger: Ledger, shown: Board, day: date) -> Practice | None:
    """A practice for the weakest criterion that has one open; each day the next one of them."""
    marked = marks(ledger)
    open_ones = [p for p in known if marked.get(p.id, "untried") in {"untried", "trying"}]
    for name in weakest(shown):
        fitting = [p for p in open_ones if name in p.criteria]
        if fitting:
            return fitting[day.toordinal() % len(fitting)]
    return open_ones[day.toordinal() % len(open_ones)] if open_ones else None
