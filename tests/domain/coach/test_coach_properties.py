"""What holds of the coach for any ledger: its first act can change something, its order is total, put off is off."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.certification.forecast import forecast, pace
from procw_tui.domain.coach.action import Action, Bunch, Sureness
from procw_tui.domain.coach.ranking import can_wait, done_until, first, order
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import putting_off
from procw_tui.domain.record.records import (
    Contract,
    Earning,
    Message,
    Opening,
    ProfileEdit,
    Proposal,
    Record,
    Review,
    Scout,
)
from procw_tui.domain.record.times import end_of, month_of, start_of
from tests.domain.coaching import actions
from tests.domain.strategies import contracts, days, ids, ledgers
from tests.make import RULES


def accepted(contract: Contract, day: date) -> Contract:
    return dataclasses.replace(
        contract, delivered_on=day, accepted_on=day, outcome="completed", ended_on=None
    )


def outcome(action: Action, now: datetime) -> Iterable[Record]:
    """What there is when an act has had the effect that it is done for."""
    day, about = now.date(), action.about
    if action.kind == "profile":
        yield ProfileEdit(id="x", edited_on=day, parts=("skills", "results", "self_pr"))
    elif action.kind in {"deliver", "chase", "nudge", "escrow"} and isinstance(about, Contract):
        yield accepted(about, day)
    elif isinstance(about, Bunch):
        yield from (accepted(each, day) for each in about.contracts)
    elif action.kind in {"repair", "send", "follow_up", "letter"}:
        yield accepted(Contract(id="x", client="N", type="fixed", started_on=day, price_yen=10**9), day)
    elif action.kind in {"look", "invite"}:
        yield Scout(id="x", received_on=day, client="Nobody yet")
    if action.criterion == "earnings_rank":
        yield Earning(id="x", month=month_of(day), gross_yen=10**9)  # a month that was typed is typed anew
    if action.criterion in {"rating", "communication"}:
        yield from (
            Review(id=f"x{number}", opened_on=day, overall=50, communication=5) for number in range(2000)
        )


MOVED_BY_RECORDS = {"profile", "deliver", "chase", "bunch", "repair", "send", "follow_up", "look", "rate",
                    "ask_rating", "reply", "termination", "check_up", "nudge", "escrow", "invite", "fives",
                    "letter"}  # fmt: skip

messages = st.builds(
    lambda id, day, hour, client: Message(id=id, client=client, received_at=start_of(day) + timedelta(hours=hour)),  # noqa: A006
    id=ids, day=days, hour=st.integers(0, 23), client=st.sampled_from("ABC"),
)  # fmt: skip
proposals = st.builds(
    lambda id, day, outcome: Proposal(id=id, sent_at=start_of(day), outcome=outcome, client="A"),  # noqa: A006
    id=ids, day=days, outcome=st.sampled_from(["pending", "won", "lost", "talking"]),
)  # fmt: skip
running = contracts().map(
    lambda each: dataclasses.replace(
        each, outcome="running", accepted_on=None, ended_on=None, price_yen=each.price_yen or 5000
    )
)
whole = st.tuples(ledgers, st.lists(st.one_of(messages, proposals, running), max_size=8)).map(
    lambda both: Ledger.of([*both[0], *both[1]])
)


@given(whole, days)
def test_the_first_act_is_never_one_that_can_change_nothing(known: Ledger, day: date) -> None:
    now = end_of(day)
    chosen = first(actions(known, now))
    copied_today = any(
        each.as_of == day for each in known.all(Opening)
    )  # it stands for the day's ratings too
    if chosen is None or chosen.kind not in MOVED_BY_RECORDS or copied_today:
        return
    assert chosen.criterion is not None
    cutoff = chosen.round.cutoff
    before = judge(known, day, cutoff, RULES).of(chosen.criterion)
    after = judge(known.with_puts(outcome(chosen, now)), day, cutoff, RULES).of(chosen.criterion)
    perfect = before.state == "met" and before.low is not None and before.low.value in {5, 100}
    assert after != before or perfect, (chosen, before, after)
    if chosen.sureness in {Sureness.SURELY, Sureness.LIKELY} and chosen.kind == "profile":
        assert after.state == "met"


@given(whole, days)
def test_the_ranking_is_total_and_stable(known: Ledger, day: date) -> None:
    found = actions(known, end_of(day))
    failing = forecast(known, day, RULES, pace(known, day))[0].still.named("short")
    keys = [order(each, day, failing) for each in found]
    assert len({each.id for each in found}) == len(found)
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    turned = Ledger.of(reversed(list(known)))
    assert [each.id for each in actions(turned, end_of(day))] == [each.id for each in found]


@given(whole, days, st.integers(1, 400), st.data())
def test_an_act_that_is_put_off_does_not_return_before_its_day(
    known: Ledger, day: date, later: int, data: st.DataObject
) -> None:
    found = [each for each in actions(known, end_of(day)) if can_wait(each)]
    if not found:
        return
    chosen = data.draw(st.sampled_from(found))
    until = data.draw(st.none() | st.just(day + timedelta(days=later)))
    off = putting_off(known, chosen.id, until).applied(known)
    asked = day + timedelta(days=data.draw(st.integers(0, later - 1)))
    assert chosen.id not in {each.id for each in actions(off, end_of(asked))}
    if until is not None:
        assert {each.id for each in actions(off, end_of(until))} == {
            each.id for each in actions(known, end_of(until))
        }


@given(whole, days)
def test_done_things_leave_at_once(known: Ledger, day: date) -> None:
    now = end_of(day)
    for each in actions(known, now):
        until = done_until(each, day)
        if until is not None:
            assert until > day
            after = putting_off(known, each.id, until).applied(known)
            assert each.id not in {other.id for other in actions(after, now)}
