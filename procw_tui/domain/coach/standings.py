"""What moves a criterion that would not hold, whoever waits or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from procw_tui.domain.certification.completion import setbacks
from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.certification.openings import latest_opening
from procw_tui.domain.certification.profile import parts_missing, parts_needed
from procw_tui.domain.certification.scouts import scout_debt
from procw_tui.domain.evening.guide import is_new
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import is_unnamed, who
from procw_tui.domain.record.records import Contract, Opening, ProfileEdit, Review
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.record.times import end_of, last_day, leaves_on, month_of, next_month, year_before
from procw_tui.domain.work.clocks import ACCEPTANCE_TIME
from procw_tui.domain.work.months import best_month, gross_of
from procw_tui.domain.work.proposals import likely_below, sent_this_week
from procw_tui.domain.work.replies import replies
from procw_tui.domain.work.terminations import is_asked

from .action import Action, Bunch, Sureness
from .coach_input import CoachInput, Target, day_end

SMALL_JOB = timedelta(days=3)
FIRST_ANSWER = timedelta(days=7)
"""From an application to the contract, and the work of a small one: the program's own estimates."""
TO_MONEY = timedelta(days=14)
"""From an application to the delivery."""
WEEK = 7
FIVE = 50
"""Five stars in tenths."""
BEGUN_WITH: tuple[CriterionId, ...] = ("completion", "rating", "scouts", "communication")
"""What the questions of the first evening are about."""
REFRESH_BEFORE = timedelta(days=30)


def acts(given: CoachInput) -> Iterator[Action]:
    """The site's figures, the profile, 相談, a good month, one more delivery, the week's applications."""
    yield from _begin(given)
    yield from _profile(given)
    yield from _look(given)
    yield from _bunch(given)
    yield from _repair(given)
    yield from _send(given)


def _begin(given: CoachInput) -> Iterator[Action]:
    """As long as records lack, nothing can be said of what they would tell."""
    lacking = _lacking(given)
    if lacking or _begins(given):
        yield Action(
            "begin", "begin", (*lacking, "rating")[0], given.next_round, Sureness.KEEPS, None, lacking
        )


def _lacking(given: CoachInput) -> tuple[CriterionId, ...]:
    """What the records tell nothing of."""
    today = judge(given.ledger, given.today, given.today, given.rules)
    return tuple(name for name in BEGUN_WITH if not today.of(name).covered and today.of(name).state != "met")


def _begins(given: CoachInput) -> bool:
    if is_new(given.ledger):
        return False
    return not given.ledger.count(Opening.kind) and not given.ledger.count(Review.kind)


def _profile(given: CoachInput) -> Iterator[Action]:
    """Fill it, where it is not; refresh it, where the last edit will soon be a year old [A]."""
    target = given.target("profile")
    asked = bool(_lacking(given)) or _begins(given)
    if target is not None and target.footing == "open" and asked:
        return  # whether it is filled in is copied with the other figures
    if target is not None:
        missing = parts_missing(given.ledger, given.today, given.rules) or parts_needed(given.rules)
        yield Action(
            "profile", "profile", "profile", target.round, target.sureness("mine"),
            day_end(target.round.cutoff), tuple(missing), len(missing),
        )  # fmt: skip
        return
    last = last_edit(given.ledger, given.today)
    if last is not None and leaves_on(last) - REFRESH_BEFORE <= given.today:
        helps = given.target("scouts")
        yield Action(
            "refresh", "refresh", "scouts" if helps is not None else "profile", given.next_round,
            Sureness.MAYBE, day_end(leaves_on(last)) if leaves_on(last) >= given.today else None,
        )  # fmt: skip


def last_edit(ledger: Ledger, today: date) -> date | None:
    """The day of the profile's last edit, else on which the site showed it filled; None if unknown."""
    edits = [each.edited_on for each in ledger.all(ProfileEdit) if each.edited_on <= today]
    if edits:
        return max(edits)
    opening = latest_opening(ledger, today, "profile_filled")
    return opening.as_of if opening is not None else None


def _look(given: CoachInput) -> Iterator[Action]:
    """A 相談 comes without a bell [W], so it has to be looked for; who was satisfied can order by one."""
    target = given.target("scouts")
    if target is None:
        return
    missing = scout_debt(given.ledger, given.today, target.round.cutoff, given.rules).at_cutoff
    yield Action("look", "look", "scouts", target.round, target.sureness("luck"), number=missing)
    names = tuple(satisfied(given.ledger, given.today))
    if names:
        yield Action(
            "invite", "invite", "scouts", target.round, target.sureness("luck"), None, names, missing
        )


def satisfied(ledger: Ledger, today: date) -> list[str]:
    """Clients of the past year who rated five stars each time, or came again; the latest first."""
    after, found, low = year_before(today), dict[str, tuple[date, str]](), set[str]()
    for review in ledger.all(Review):
        if review.client and not is_unnamed(review.client) and after < review.opened_on <= today:
            if review.overall_tenths < FIVE:
                low.add(who(review.client))
            known = found.get(who(review.client), (date.min, ""))
            found[who(review.client)] = max(known, (review.opened_on, review.client))
    times = Counter(who(c.client) for c in ledger.all(Contract) if _was_completed(c, after, today))
    for contract in ledger.all(Contract):
        name = who(contract.client)
        if times[name] > 1 and contract.accepted_on is not None and not is_unnamed(contract.client):
            found[name] = max(found.get(name, (date.min, "")), (contract.accepted_on, contract.client))
    asking = replies(ledger, end_of(today)).waiting
    low |= {who(wait.client) for wait in asking} | _ended_badly(ledger, after)
    return [name for _day, name in sorted((v for k, v in found.items() if k not in low), reverse=True)]


def _ended_badly(ledger: Ledger, after: date) -> set[str]:
    """Clients of a contract that ended midway, or is asked to."""
    ended = (c for c in ledger.all(Contract) if c.outcome == "ended_midway" or is_asked(c))
    return {who(c.client) for c in ended if c.ended_on is None or c.ended_on > after}


def _was_completed(contract: Contract, after: date, today: date) -> bool:
    accepted = contract.accepted_on
    return contract.outcome == "completed" and accepted is not None and after < accepted <= today


def _bunch(given: CoachInput) -> Iterator[Action]:
    """Acceptances of one month add up [A]: the month of those that can still come that would be the best."""
    target = given.target("earnings_rank")
    if target is None:
        return
    months = [month_of(given.today), next_month(month_of(given.today))]
    bunches = [bunch for month in months if (bunch := _bunch_in(given, month, target)) is not None]
    if not bunches:
        return
    enough = [bunch for bunch in bunches if bunch.bar is not None and bunch.total >= bunch.bar]
    chosen, reaches = (enough or bunches)[0], bool(enough)  # of two that serve a round the earlier
    yield Action(
        f"bunch:{chosen.month}", "bunch", "earnings_rank", target.round,
        target.sureness("clients") if reaches else Sureness.MAYBE,
        day_end(_deliver_by(given, chosen.month)), chosen, len(chosen.contracts),
    )  # fmt: skip


def _deliver_by(given: CoachInput, month: str) -> date:
    return max(given.today, last_day(month) - ACCEPTANCE_TIME)


def _bunch_in(given: CoachInput, month: str, target: Target) -> Bunch | None:
    """The contracts that can be accepted in a month; None where they don't make it the best one by it."""
    ledger, today = given.ledger, given.today
    if last_day(month) > target.round.cutoff:
        return None
    known = gross_of(ledger, month, today, today)
    if known is not None and known.typed is not None:
        return None  # a month that was typed does not grow by its contracts
    priced = (c for c in given.open_contracts if c.price_yen and not is_asked(c))
    fitting = [contract for contract in priced if _fits(contract, month, today)]
    so_far = known.gross if known is not None else 0
    total = so_far + sum(c.price_yen or 0 for c in fitting)
    best = best_month(ledger, today, target.round.cutoff)
    gross = best.gross if best is not None else 0
    alone = len(fitting) < 2 and not so_far  # noqa: PLR2004 - one acceptance alone is no bunch
    if not fitting or alone or total <= gross:
        return None
    return Bunch(month, tuple(fitting), total, gross, given.bar)


def _fits(contract: Contract, month: str, today: date) -> bool:
    if contract.delivered_on is not None and contract.delivered_on <= today:
        return today <= last_day(month)
    return max(today, contract.due_on or today) + ACCEPTANCE_TIME <= last_day(month)


def _repair(given: CoachInput) -> Iterator[Action]:
    """One more small contract, where those in hand don't bring the completion rate back."""
    lead = FIRST_ANSWER + SMALL_JOB + ACCEPTANCE_TIME
    target = given.target("completion", lead)
    if target is None:
        return
    in_hand = sum(contract.type == "fixed" for contract in given.open_contracts)
    now, *_more = setbacks(given.at(target.round.cutoff))
    missing = max(1, now.repair) - in_hand
    if missing > 0:
        yield Action(
            "repair", "repair", "completion", target.round, target.sureness("luck"),
            day_end(target.round.cutoff - lead), number=missing,
        )  # fmt: skip


def _send(given: CoachInput) -> Iterator[Action]:
    """The week's applications: money comes from them. A letter that hardly ever wins is changed."""
    lead = TO_MONEY + ACCEPTANCE_TIME
    target = given.target("earnings_rank", lead)
    sunday = given.today + timedelta(days=WEEK - 1 - given.today.weekday())
    round_ = target.round if target is not None else given.round_after(lead)
    sure = target.sureness("luck") if target is not None else Sureness.NOTHING
    if likely_below(given.ledger, given.now):
        yield Action("letter", "letter", "earnings_rank", round_, sure, day_end(sunday))
    left = given.ledger.number("weekly_goal") - sent_this_week(given.ledger, given.now)
    if left > 0:
        yield Action("send", "send", "earnings_rank", round_, sure, day_end(sunday), number=left)
