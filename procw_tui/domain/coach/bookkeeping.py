"""What keeps the ledger true and the worker learning: results, check-ups, silent applications, practices."""

from __future__ import annotations

from collections.abc import Iterator

from procw_tui.domain.certification.phases import phase
from procw_tui.domain.evening.check_up import ACTION as CHECK_UP
from procw_tui.domain.evening.check_up import is_due, unlogged_ratings
from procw_tui.domain.evening.practices import look_back_due, suggested, trying, weakest
from procw_tui.domain.evening.quiet import quiet
from procw_tui.domain.record.times import last_day, month_of
from procw_tui.domain.work.proposals import silent_count

from .action import Action, Sureness
from .coach_input import CoachInput, day_end


def acts(given: CoachInput) -> Iterator[Action]:
    """A result, the monthly comparison, silent applications, and one practice."""
    yield from _quiet(given)
    yield from _result(given)
    yield from _check_up(given)
    yield from _close_silent(given)
    yield from _practice(given)


def _quiet(given: CoachInput) -> Iterator[Action]:
    """Thirty days without a record: whether nothing happened, or was not logged, decides what is known."""
    span = quiet(given.ledger, given.today)
    if span is not None:
        yield Action("quiet", "quiet", "completion", given.next_round, Sureness.KEEPS, None, span)


def _result(given: CoachInput) -> Iterator[Action]:
    """What a round brought tells where the bar of the earnings rank lies."""
    at = phase(given.ledger, given.today, given.rules)
    if at.name == "asking":
        open_still = given.target("earnings_rank") is not None
        yield Action(
            f"result:{at.round.month}", "result", "earnings_rank", given.next_round,
            Sureness.MAYBE if open_still else Sureness.NOTHING,
        )  # fmt: skip


def _check_up(given: CoachInput) -> Iterator[Action]:
    """A rating that was never logged counts for the judge all the same."""
    if is_due(given.ledger, given.today):
        unlogged = unlogged_ratings(given.ledger, given.today)
        yield Action(
            CHECK_UP, "check_up", "rating", given.next_round,
            Sureness.MAYBE if unlogged else Sureness.NOTHING,
            day_end(last_day(month_of(given.today))), number=len(unlogged),
        )  # fmt: skip


def _close_silent(given: CoachInput) -> Iterator[Action]:
    count = silent_count(given.ledger, given.now, given.ledger.number("give_up_days"))
    if count:
        yield Action("close_silent", "close_silent", None, given.next_round, Sureness.NOTHING, number=count)


def _practice(given: CoachInput) -> Iterator[Action]:
    """One at a time: look back on the one that is tried, else begin one for the weakest criterion."""
    asked = look_back_due(given.practices, given.ledger, given.today)
    if asked is not None:
        yield Action(
            f"look_back:{asked.id}", "look_back", None, given.next_round, Sureness.NOTHING, None, asked
        )
        return
    if trying(given.practices, given.ledger, given.today):
        return
    outlook = given.outlooks[0]
    each = suggested(given.practices, given.ledger, outlook.still, given.today)
    if each is None:
        return
    moved = [name for name in weakest(outlook.still) if name in each.criteria]
    helped = next((name for name in moved if given.footing(name, outlook) != "holds"), None)
    yield Action(
        f"practice:{each.id}", "practice", helped or moved[0], given.next_round,
        Sureness.MAYBE if helped is not None else Sureness.NOTHING, None, each,
    )  # fmt: skip
