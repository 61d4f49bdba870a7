"""All acts in one order, and what puts one off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import DAY, JST

from . import bookkeeping, clients, standings
from .action import MINUTES, Action, Sureness
from .coach_input import CoachInput

NEVER = datetime.max.replace(tzinfo=JST)
KINDS = tuple(MINUTES)
LEAVES_TODAY = (Sureness.SURELY + Sureness.AVERTS) / 2
"""Above all that another day can do, below what is lost by itself."""
ASKED_AGAIN = timedelta(days=7)


def order(
    action: Action, today: date, failing: Collection[str] = ()
) -> tuple[float, bool, date, datetime, int, int, str]:
    """By how surely it changes a criterion that would fail, then deadline, then effort; total by the id.

    What leaves today for ever comes first, behind a loss that comes by itself. Of what may help by luck, what
    moves a criterion that would be missing (`failing`) comes before what moves one that nobody knows, then
    what can still change the next round.
    """
    ends = action.ends_with(today) and Sureness.NOTHING < action.sureness < Sureness.AVERTS
    sure = LEAVES_TODAY if ends else float(action.sureness)
    round_first = action.round.cutoff if action.sureness == Sureness.MAYBE else date.min
    until = action.deadline or NEVER
    by_luck = action.sureness == Sureness.MAYBE and action.criterion not in failing
    return -sure, by_luck, round_first, until, action.minutes, KINDS.index(action.kind), action.id


def ranked(
    ledger: Ledger, now: datetime, rules: Rules, outlooks: Sequence[Outlook], practices: Sequence[Practice]
) -> list[Action]:
    """Every act, put off or not, the next one first."""
    given = CoachInput(ledger, now, rules, outlooks, practices)
    every = chain(clients.acts(given), standings.acts(given), bookkeeping.acts(given))
    failing = outlooks[0].still.named("short")
    return sorted(every, key=lambda action: order(action, given.today, failing))


def can_wait(action: Action) -> bool:
    """Whether an act can be put off: not where the loss comes by itself."""
    return action.sureness < Sureness.AVERTS


def is_off(action: Action, off: Collection[str]) -> bool:
    """Whether an act is put off, where it can be."""
    return action.id in off and can_wait(action)


def first(actions: Iterable[Action]) -> Action | None:
    """The next act: never one that can change no criterion; None where nothing is left to change."""
    return next((each for each in actions if each.sureness > Sureness.NOTHING), None)


def done_until(action: Action, today: date) -> date | None:
    """For an act that leaves no record of its own: the day until which it is done. None for all others."""
    if action.kind == "look":
        return today + DAY
    if action.kind in {"nudge", "chase", "follow_up", "invite", "fives", "letter", "escrow"}:
        return today + ASKED_AGAIN
    if action.kind == "missed":
        return NEVER.date()
    if action.kind == "ask_rating" and isinstance(action.about, Contract) and action.deadline is not None:
        return action.deadline.date()
    if action.kind == "bunch" and action.deadline is not None:
        return max(action.deadline.date(), today + DAY)
    return None
