"""What keeps the ledger true and the worker learning: results, check-ups, silent applications, practices."""

from __future__ import annotations

from collections.abc import Iterator

from procw_tui.domain.certification.phases import phase
from procw_tui.domain.evening.check_up import ACTION as CHECK_UP
from procw_tui.domain.evening.check_up import is_due, unlogged_ratings
from procw_tui.domain.evening.practices import look_back_due, suggested, trying, weakest
from procw_tui.domain.record.times import last_day, month_of
from procw_tui.domain.work.proposals import silent_count

from .action import Action, Sureness
from .coach_input import Course, day_end


def found(course: Course) -> Iterator[Action]:
    """A result, the monthly comparison, silent applications, and one practice."""
    yield from _result(course)
    yield from _check_up(course)
    yield from _close_silent(course)
    yield from _practice(course)


def _result(course: Course) -> Iterator[Action]:
    """What a round brought tells where the bar of the earnings rank lies."""
    at = phase(course.ledger, course.today, course.rules)
    if at.name == "asking":
        open_still = course.target("earnings_rank") is not None
        yield Action(
            f"result:{at.round.month}", "result", "earnings_rank", course.next_round,
            Sureness.MAYBE if open_still else Sureness.NOTHING,
        )  # fmt: skip


def _check_up(course: Course) -> Iterator[Action]:
    """A rating that was never logged counts for the judge all the same."""
    if is_due(course.ledger, course.today):
        unlogged = unlogged_ratings(course.ledger, course.today)
        yield Action(
            CHECK_UP, "check_up", "rating", course.next_round,
            Sureness.MAYBE if unlogged else Sureness.NOTHING,
            day_end(last_day(month_of(course.today))), number=len(unlogged),
        )  # fmt: skip


def _close_silent(course: Course) -> Iterator[Action]:
    count = silent_count(course.ledger, course.now, course.ledger.number("give_up_days"))
    if count:
        yield Action("close_silent", "close_silent", None, course.next_round, Sureness.NOTHING, number=count)


def _practice(course: Course) -> Iterator[Action]:
    """One at a time: look back on the one that is tried, else begin one for the weakest criterion."""
    asked = look_back_due(course.practices, course.ledger, course.today)
    if asked is not None:
        yield Action(
            f"look_back:{asked.id}", "look_back", None, course.next_round, Sureness.NOTHING, None, asked
        )
        return
    if trying(course.practices, course.ledger, course.today):
        return
    outlook = course.outlooks[0]
    each = suggested(course.practices, course.ledger, outlook.still, course.today)
    if each is None:
        return
    moved = [name for name in weakest(outlook.still) if name in each.criteria]
    helped = next((name for name in moved if course.trouble(name, outlook) != "holds"), None)
    yield Action(
        f"practice:{each.id}", "practice", helped or moved[0], course.next_round,
        Sureness.MAYBE if helped is not None else Sureness.NOTHING, None, each,
    )  # fmt: skip
