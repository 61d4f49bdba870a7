"""What clients wait for, and what one may ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from procw_tui.domain.certification.completion import setbacks
from procw_tui.domain.certification.mean_stars import StarsId, star_debt
from procw_tui.domain.evening.open_things import SOON, follow_up_due
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.work.clocks import (
    ACCEPTANCE_TIME,
    TO_THE_OFFICE,
    Clock,
    lapsing_escrow,
    lately_accepted,
    missed_ratings,
    overdue_acceptance,
    rating_clock,
    reviewed,
    to_rate,
)
from procw_tui.domain.work.proposals import sent_by
from procw_tui.domain.work.replies import replies
from procw_tui.domain.work.terminations import alarms, is_asked

from .action import Action, Kind, Sureness
from .coach_input import CoachInput, Hand, Target, day_end

STARS: tuple[StarsId, ...] = ("rating", "communication")
SETTLED = timedelta(days=3)
"""A rating often comes by itself in the first days; asking begins after them."""


def acts(given: CoachInput) -> Iterator[Action]:
    """Requests, waiting messages, deliveries, ratings, silent acceptances, agreed follow-ups."""
    yield from _terminations(given)
    yield from _replies(given)
    yield from _deliveries(given)
    yield from _ratings(given)
    yield from _chases(given)
    yield from _escrows(given)
    yield from _missed(given)
    yield from _follow_ups(given)


def _terminations(given: CoachInput) -> Iterator[Action]:
    """Left unanswered, a request brings one star in every item [O/W]; past its week that is done."""
    for alarm in alarms(given.ledger, given.now):
        sure = Sureness.AVERTS if alarm.deadline > given.now else Sureness.KEEPS
        yield Action(
            f"termination:{alarm.contract.id}", "termination", "rating", given.next_round, sure,
            alarm.deadline, alarm.contract,
        )  # fmt: skip


def _replies(given: CoachInput) -> Iterator[Action]:
    target = timedelta(minutes=given.ledger.number("reply_target_minutes"))
    for wait in replies(given.ledger, given.now).waiting:
        newest = max(wait.messages, key=lambda message: (message.received_at, message.id))
        yield Action(
            f"reply:{newest.id}", "reply", "communication", given.next_round, Sureness.KEEPS,
            wait.since + target, wait,
        )  # fmt: skip


def _deliveries(given: CoachInput) -> Iterator[Action]:
    """What is due within a week; where the completion rate would fail, all that can still repair it."""
    target = given.target("completion", ACCEPTANCE_TIME)
    failing = target if target is not None and target.footing == "fails" else None
    for contract in given.open_contracts:
        if contract.delivered_on is not None and contract.delivered_on <= given.today:
            continue
        if is_asked(contract):
            continue  # first it is settled whether it goes on
        if failing is not None and contract.type == "fixed":
            yield _repairing(given, contract, failing)
        elif contract.due_on is not None and contract.due_on <= given.today + SOON:
            moved, lead = _moved(contract), max(contract.due_on - given.today, timedelta()) + ACCEPTANCE_TIME
            yield Action(
                f"deliver:{contract.id}", "deliver", moved, given.round_after(lead),
                Sureness.KEEPS if moved is not None else Sureness.NOTHING, day_end(contract.due_on), contract,
            )  # fmt: skip


def _repairing(given: CoachInput, contract: Contract, failing: Target) -> Action:
    """Due on its day, or in time to be accepted by the cut-off."""
    last = failing.round.cutoff - ACCEPTANCE_TIME
    sure = Sureness.KEEPS
    if _suffice(given, failing.round.cutoff):
        sure = max(sure, failing.sureness("clients"))
    until = day_end(min(contract.due_on or last, last))
    return Action(
        f"deliver:{contract.id}", "deliver", "completion", failing.round, sure, until, contract,
    )  # fmt: skip


def _suffice(given: CoachInput, cutoff: date) -> bool:
    """Whether the fixed-price contracts in hand bring the completion rate back at a cut-off."""
    in_hand = sum(contract.type == "fixed" for contract in given.open_contracts)
    now, *_more = setbacks(given.at(cutoff))
    return in_hand >= now.repair


def _ratings(given: CoachInput) -> Iterator[Action]:
    """Rate, so that theirs opens; ask for one where ratings are what is missing."""
    waiting = to_rate(given.ledger, given.today)
    helped = _star_trouble(given)
    wanted = 0 if helped is None else _five_stars_missing(given, helped)
    hand: Hand = "clients" if 0 < wanted <= len(waiting) else "luck"
    criterion: StarsId = helped or "rating"
    target = given.target(criterion)
    sure = max(Sureness.KEEPS, target.sureness(hand)) if target is not None else Sureness.KEEPS
    for clock in waiting:
        yield Action(
            f"rate:{clock.contract.id}", "rate", criterion, given.next_round, sure, day_end(clock.on),
            clock.contract,
        )  # fmt: skip
    if helped is not None and target is not None and target.footing == "fails":
        yield from _fives(given, target, helped, wanted)
    if helped is not None and target is not None:
        for clock in _unrated_by_client(given):
            yield Action(
                f"ask_rating:{clock.contract.id}", "ask_rating", criterion, target.round,
                target.sureness("luck"), day_end(clock.on), clock.contract,
            )  # fmt: skip


def _fives(given: CoachInput, target: Target, which: StarsId, wanted: int) -> Iterator[Action]:
    """How many five-stars are missing, and the running contracts that they can come from."""
    sources = [c for c in given.open_contracts if c.type != "task" and not is_asked(c)]
    if sources:
        names = tuple(dict.fromkeys(contract.client for contract in sources))
        hand: Hand = "clients" if len(sources) >= wanted else "luck"
        yield Action("fives", "fives", which, target.round, target.sureness(hand), None, names, wanted)


def _star_trouble(given: CoachInput) -> StarsId | None:
    return next((name for name in STARS if given.target(name) is not None), None)


def _five_stars_missing(given: CoachInput, which: StarsId) -> int:
    debt = star_debt(given.ledger, given.today, which, given.rules)
    return debt.needed if debt is not None else 1


def _unrated_by_client(given: CoachInput) -> Iterator[Clock]:
    """Contracts that the user has rated while the client, who still can, has not."""
    there = reviewed(given.ledger, given.today)
    for contract in lately_accepted(given.ledger, given.today):
        clock = rating_clock(contract, given.today)
        settled = contract.accepted_on is not None and contract.accepted_on + SETTLED <= given.today
        open_still = clock is not None and clock.rated and clock.last >= given.today
        if clock is not None and open_still and settled and contract.id not in there:
            yield Clock(clock.last, contract)


def _chases(given: CoachInput) -> Iterator[Action]:
    """Deliveries that nobody accepted within a week: first a line to the client, then the office [W]."""
    open_ids = {each.id for each in given.open_contracts}
    for clock in overdue_acceptance(given.ledger, given.today):
        if clock.contract.id not in open_ids:
            continue
        moved = _moved(clock.contract)
        target = given.target(moved) if moved is not None else None
        long = clock.on - ACCEPTANCE_TIME + TO_THE_OFFICE <= given.today
        kind: Kind = "chase" if long else "nudge"
        yield Action(
            f"{kind}:{clock.contract.id}", kind, moved,
            target.round if target is not None else given.next_round,
            Sureness.KEEPS if moved is not None else Sureness.NOTHING, day_end(clock.on), clock.contract,
        )  # fmt: skip


def _escrows(given: CoachInput) -> Iterator[Action]:
    """Escrow lapses after 180 days: what is not delivered and accepted by then is unpaid."""
    for clock in lapsing_escrow(given.ledger, given.today):
        yield Action(
            f"escrow:{clock.contract.id}", "escrow", _moved(clock.contract), given.next_round,
            Sureness.KEEPS, day_end(clock.on), clock.contract,
        )  # fmt: skip


def _missed(given: CoachInput) -> Iterator[Action]:
    """A rating that was missed is named, and asks for nothing."""
    for clock in missed_ratings(given.ledger, given.today):
        yield Action(
            f"missed:{clock.contract.id}", "missed", "rating", given.next_round, Sureness.NOTHING, None,
            clock.contract,
        )  # fmt: skip


def _moved(contract: Contract) -> CriterionId | None:
    """The criterion that its acceptance moves: by the rating where it is not fixed-price; タスク has none."""
    if contract.type == "fixed":
        return "completion"
    return None if contract.type == "task" else "rating"


def _follow_ups(given: CoachInput) -> Iterator[Action]:
    working = {who(c.client) for c in given.open_contracts}
    for proposal in sent_by(given.ledger, given.now):
        if proposal.outcome not in {"pending", "talking"} or proposal.follow_up_on is None:
            continue
        if follow_up_due(proposal, working, given.today):
            target = given.target("earnings_rank")
            yield Action(
                f"follow_up:{proposal.id}", "follow_up", "earnings_rank",
                target.round if target is not None else given.next_round,
                Sureness.MAYBE if target is not None else Sureness.NOTHING,
                day_end(proposal.follow_up_on), proposal,
            )  # fmt: skip
