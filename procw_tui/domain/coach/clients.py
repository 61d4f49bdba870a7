"""What clients wait for, and what one may ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from procw_tui.domain.certification.debts import setbacks, star_debt
from procw_tui.domain.evening.open_things import SOON, follow_up_due
from procw_tui.domain.record.records import Contract
from procw_tui.domain.work.alarms import alarms
from procw_tui.domain.work.clocks import (
    ACCEPTANCE_TIME,
    Clock,
    lately_accepted,
    overdue_acceptance,
    rating_clock,
    reviewed,
    to_rate,
)
from procw_tui.domain.work.proposals import sent_by
from procw_tui.domain.work.replies import replies

from .action import Action, Sureness
from .coach_input import Course, Hand, Target, day_end

SETTLED = timedelta(days=3)
"""A rating often comes by itself in the first days; asking begins after them."""


def found(course: Course) -> Iterator[Action]:
    """Requests, waiting messages, deliveries, ratings, silent acceptances, agreed follow-ups."""
    yield from _terminations(course)
    yield from _replies(course)
    yield from _deliveries(course)
    yield from _ratings(course)
    yield from _chases(course)
    yield from _follow_ups(course)


def _terminations(course: Course) -> Iterator[Action]:
    """Left unanswered, a request brings one star in every item [O/W]; past its week that is done."""
    for alarm in alarms(course.ledger, course.now):
        sure = Sureness.AVERTS if alarm.deadline > course.now else Sureness.KEEPS
        yield Action(
            f"termination:{alarm.contract.id}", "termination", "rating", course.next_round, sure,
            alarm.deadline, alarm.contract,
        )  # fmt: skip


def _replies(course: Course) -> Iterator[Action]:
    target = timedelta(minutes=course.ledger.number("reply_target_minutes"))
    for wait in replies(course.ledger, course.now).waiting:
        newest = max(wait.messages, key=lambda message: (message.received_at, message.id))
        yield Action(
            f"reply:{newest.id}", "reply", "communication", course.next_round, Sureness.KEEPS,
            wait.since + target, wait,
        )  # fmt: skip


def _deliveries(course: Course) -> Iterator[Action]:
    """What is due within a week; where the completion rate would fail, all that can still repair it."""
    target = course.target("completion", ACCEPTANCE_TIME)
    failing = target if target is not None and target.trouble == "fails" else None
    for contract in course.open_contracts:
        if contract.delivered_on is not None and contract.delivered_on <= course.today:
            continue
        if failing is not None and contract.type == "fixed":
            yield _repairing(course, contract, failing)
        elif contract.due_on is not None and contract.due_on <= course.today + SOON:
            moved, lead = _moved(contract), max(contract.due_on - course.today, timedelta()) + ACCEPTANCE_TIME
            yield Action(
                f"deliver:{contract.id}", "deliver", moved, course.round_after(lead),
                Sureness.KEEPS if moved is not None else Sureness.NOTHING, day_end(contract.due_on), contract,
            )  # fmt: skip


def _repairing(course: Course, contract: Contract, failing: Target) -> Action:
    """Due on its day, or in time to be accepted by the cut-off."""
    last = failing.round.cutoff - ACCEPTANCE_TIME
    sure = Sureness.KEEPS
    if _suffice(course, failing.round.cutoff):
        sure = max(sure, failing.sureness("clients"))
    until = day_end(min(contract.due_on or last, last))
    return Action(
        f"deliver:{contract.id}", "deliver", "completion", failing.round, sure, until, contract,
    )  # fmt: skip


def _suffice(course: Course, cutoff: date) -> bool:
    """Whether the fixed-price contracts in hand bring the completion rate back at a cut-off."""
    in_hand = sum(contract.type == "fixed" for contract in course.open_contracts)
    now, *_more = setbacks(course.ledger, course.today, cutoff, course.rules)
    return in_hand >= now.repair


def _ratings(course: Course) -> Iterator[Action]:
    """Rate, so that theirs opens; ask for one where ratings are what is missing."""
    waiting = to_rate(course.ledger, course.today)
    helped = _star_trouble(course)
    wanted = 0 if helped is None else _five_stars_missing(course, helped)
    hand: Hand = "clients" if 0 < wanted <= len(waiting) else "luck"
    criterion = helped or "rating"
    target = course.target(criterion)
    sure = max(Sureness.KEEPS, target.sureness(hand)) if target is not None else Sureness.KEEPS
    for clock in waiting:
        yield Action(
            f"rate:{clock.contract.id}", "rate", criterion, course.next_round, sure, day_end(clock.on),
            clock.contract,
        )  # fmt: skip
    if helped is not None and target is not None:
        for clock in _unrated_by_client(course):
            yield Action(
                f"ask_rating:{clock.contract.id}", "ask_rating", criterion, target.round,
                target.sureness("luck"), day_end(clock.on), clock.contract,
            )  # fmt: skip


def _star_trouble(course: Course) -> str | None:
    return next((name for name in ("rating", "communication") if course.target(name) is not None), None)


def _five_stars_missing(course: Course, which: str) -> int:
    debt = star_debt(course.ledger, course.today, which, course.rules)
    return debt.needed if debt is not None else 1


def _unrated_by_client(course: Course) -> Iterator[Clock]:
    """Contracts that the user has rated while the client, who still can, has not."""
    there = reviewed(course.ledger, course.today)
    for contract in lately_accepted(course.ledger, course.today):
        clock = rating_clock(contract, course.today)
        settled = contract.accepted_on is not None and contract.accepted_on + SETTLED <= course.today
        open_still = clock is not None and clock.rated and clock.last >= course.today
        if clock is not None and open_still and settled and contract.id not in there:
            yield Clock(clock.last, contract)


def _chases(course: Course) -> Iterator[Action]:
    """Deliveries that nobody accepted within a week: the office can be asked [W]."""
    open_ids = {each.id for each in course.open_contracts}
    for clock in overdue_acceptance(course.ledger, course.today):
        if clock.contract.id not in open_ids:
            continue
        moved = _moved(clock.contract)
        target = course.target(moved) if moved is not None else None
        yield Action(
            f"chase:{clock.contract.id}", "chase", moved,
            target.round if target is not None else course.next_round,
            Sureness.KEEPS if moved is not None else Sureness.NOTHING, day_end(clock.on), clock.contract,
        )  # fmt: skip


def _moved(contract: Contract) -> str | None:
    """The criterion that its acceptance moves: by the rating where it is not fixed-price; タスク has none."""
    return {"fixed": "completion", "task": None}.get(contract.type, "rating")


def _follow_ups(course: Course) -> Iterator[Action]:
    working = {c.client for c in course.open_contracts}
    for proposal in sent_by(course.ledger, course.now):
        if proposal.outcome not in {"pending", "talking"} or proposal.follow_up_on is None:
            continue
        if follow_up_due(proposal, working, course.today):
            target = course.target("earnings_rank")
            yield Action(
                f"follow_up:{proposal.id}", "follow_up", "earnings_rank",
                target.round if target is not None else course.next_round,
                Sureness.MAYBE if target is not None else Sureness.NOTHING,
                day_end(proposal.follow_up_on), proposal,
            )  # fmt: skip
