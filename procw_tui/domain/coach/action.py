"""One act that a coach can name: what it moves, by which round, how surely, and until when."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum
from typing import Literal, NamedTuple

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.certification.rounds import Round
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.record.records import Contract, Proposal
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.record.times import DAY, start_of
from procw_tui.domain.work.replies import Wait

Kind = Literal[
    "termination", "begin", "profile", "bunch", "repair", "reply", "deliver", "rate", "ask_rating", "chase",
    "follow_up", "send", "result", "refresh", "look", "check_up", "look_back", "practice", "close_silent",
    "nudge", "escrow", "invite", "fives", "letter", "quiet", "missed",
]  # fmt: skip

MINUTES: dict[Kind, int] = {
    "termination": 10, "begin": 2, "profile": 20, "bunch": 15, "repair": 20, "reply": 5, "deliver": 60,
    "rate": 3, "ask_rating": 5, "chase": 5, "follow_up": 5, "send": 20, "result": 1, "refresh": 15,
    "invite": 2, "look": 2, "check_up": 3, "look_back": 1, "practice": 10, "close_silent": 1,
    "nudge": 3, "escrow": 10, "fives": 30, "letter": 15, "quiet": 1, "missed": 1,
}  # fmt: skip
"""Rough efforts, so that of two equal acts the shorter comes first. They are the program's own estimates."""


class Sureness(IntEnum):
    """How surely an act changes a criterion that would fail at the next cut-off."""

    NOTHING = 0
    """It changes no criterion; it keeps the ledger honest."""
    MAYBE = 1
    """By luck, or for a later round."""
    KEEPS = 2
    """Left alone, it hurts one that holds: somebody waits, a day runs out."""
    LIKELY = 3
    """What is missing then comes, if clients do what they nearly always do."""
    SURELY = 4
    """In the user's own hand."""
    AVERTS = 5
    """Left alone, the loss is certain."""


class Bunch(NamedTuple):
    """Contracts that could still be accepted within one month, and what that month would then gross, in yen.

    `best` is the best month of the window at the round's cut-off, `bar` what the month is measured by: the
    user's own, else what workers report; None where there is neither.
    """

    month: str
    contracts: tuple[Contract, ...]
    total: int
    best: int
    bar: int | None


About = Wait | Contract | Proposal | Practice | Bunch | Span | tuple[str, ...] | None

LAST_CHANCE: frozenset[Kind] = frozenset({"rate", "ask_rating", "escrow", "profile"})
"""Acts that no later day makes up for: what can be rated, held or judged is over with their deadline."""


class Action(NamedTuple):
    """One act.

    `id` is what a snooze names; `round` the first that it can change; `number` how many are meant or missing.
    """

    id: str
    kind: Kind
    criterion: CriterionId | None
    round: Round
    sureness: Sureness
    deadline: datetime | None = None
    about: About = None
    number: int = 0

    def ends_with(self, today: date) -> bool:
        """Whether its chance ends with the day, for ever."""
        return self.kind in LAST_CHANCE and self.deadline == start_of(today + DAY)

    @property
    def minutes(self) -> int:
        """The effort."""
        return MINUTES[self.kind]
