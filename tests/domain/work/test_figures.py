"""Replies, proposals, luck, fees, alarms."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.record.codes import MessageState
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Message
from procw_tui.domain.record.times import end_of
from procw_tui.domain.typed.amounts import with_tax
from procw_tui.domain.work.fees import received
from procw_tui.domain.work.luck import chance_of_none, clopper_pearson
from procw_tui.domain.work.months import Best, best_month
from procw_tui.domain.work.proposals import proposals, sent_by, sent_this_week, silent, silent_count
from procw_tui.domain.work.replies import answered_within, replies, reply_now, reply_to
from procw_tui.domain.work.terminations import alarms
from tests.make import contract, d, earning, ledger, m, message, midway, proposal, setting

NOW = m("2026-11-22T21:30")


def test_nothing_logged_has_no_figures() -> None:
    assert replies(ledger(), NOW)[1:6] == (0, None, None, None, None)
    assert proposals(ledger(), NOW) == (0, 0, 0, 0, None, None, None, (0, 0, 0, None, None, None))


def test_messages_of_one_client_with_one_reply_are_one_wait() -> None:
    found = replies(ledger(
        message("A", "2026-11-20T10:00", "2026-11-20T12:00"), message("A", "2026-11-20T11:00", "2026-11-20T12:00"),
        message("A", "2026-11-21T10:00", "2026-11-21T10:30"), message("B", "2026-11-22T20:30"),
        message("B", "2026-11-22T21:00"),
    ), NOW)  # fmt: skip
    assert found.n == 3
    assert [(w.client, w.minutes(NOW)) for w in found.waiting] == [("B", 60)]
    assert (found.oldest_minutes, found.median_minutes, found.p90_minutes) == (60, 60, 120)


def test_what_is_left_out_of_the_reply_figures() -> None:
    found = replies(ledger(
        message("A", "2026-11-20T10:00", state="answered"), message("B", "2026-11-20T10:00", state="not_needed"),
        message("C", "2026-11-22T22:00"),
    ), NOW)  # fmt: skip
    assert found.n == 0


def test_a_reply_after_now_has_not_been_given() -> None:
    found = replies(ledger(message("A", "2026-11-22T20:00", "2026-11-22T22:00")), NOW)
    assert found.waiting[0].minutes(NOW) == 90
    assert (
        replies(ledger(message("A", "2026-11-22T20:00", "2026-11-22T22:00")), end_of(d("2026-11-22"))).waiting
        == ()
    )


def test_an_open_wait_is_within_the_target_until_the_target_is_past() -> None:
    records = (message("A", "2026-11-21T21:30"), setting("reply_target_minutes", 1440))
    assert replies(ledger(*records), NOW).within_target == 1
    assert replies(ledger(*records), m("2026-11-22T21:31")).within_target == 0


def test_the_ninetieth_percentile_is_the_nearest_rank() -> None:
    made = [message(f"C{n}", "2026-11-01T00:00", f"2026-11-01T00:{n:02}") for n in range(1, 12)]
    assert replies(ledger(*made[:10]), NOW).p90_minutes == 9
    assert replies(ledger(*made), NOW).p90_minutes == 10


def test_proposals_since_the_last_hit() -> None:
    found = proposals(ledger(
        proposal("2026-11-01T10:00"), proposal("2026-11-02T10:00", outcome="won"),
        proposal("2026-11-03T10:00", outcome="lost"), proposal("2026-11-04T10:00", outcome="talking"),
        proposal("2026-11-23T10:00"),
    ), NOW)  # fmt: skip
    assert found[:5] == (4, 1, 1, 2, 0.25)


def test_a_week_begins_on_monday_in_japan() -> None:
    sent = ledger(proposal("2026-11-16T00:00"), proposal("2026-11-15T23:59"), proposal("2026-11-22T21:00"))
    assert sent_this_week(sent, NOW) == 2


@pytest.mark.parametrize(("hits", "n", "low", "high"), [
    (1, 30, 0.1, 17.2), (0, 30, 0.0, 11.6), (3, 90, 0.7, 9.4), (6, 214, 1.04, 6.0), (2500, 5000, 48.6, 51.4),
    (30, 30, 88.43, 100.0),
])  # fmt: skip
def test_clopper_pearson(hits: int, n: int, low: float, high: float) -> None:
    found = clopper_pearson(hits, n)
    assert found[0] * 100 == pytest.approx(low, abs=0.05)
    assert found[1] * 100 == pytest.approx(high, abs=0.05)


def tail(n: int, hits: range, p: Fraction) -> Fraction:
    return sum((math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in hits), Fraction(0))


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_exact(pair: tuple[int, int]) -> None:
    """At each end the binomial tail, in exact fractions, is 2.5 %."""
    hits, n = pair
    low, high = clopper_pearson(hits, n)
    if hits:
        assert float(tail(n, range(hits, n + 1), Fraction(low))) == pytest.approx(0.025, rel=1e-9)
    if hits < n:
        assert float(tail(n, range(hits + 1), Fraction(high))) == pytest.approx(0.025, rel=1e-9)


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_hits_and_misses_mirror_each_other(pair: tuple[int, int]) -> None:
    """Also where every term of the thick tail is too small for a float: 1,164 of 1,170."""
    hits, n = pair
    low, high = clopper_pearson(hits, n)
    assert clopper_pearson(n - hits, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)
    assert low <= hits / n <= high


@pytest.mark.parametrize(("n", "percent"), [(30, 36.2), (60, 13.1), (90, 4.7)])
def test_the_chance_of_a_dry_run(n: int, percent: float) -> None:
    assert chance_of_none(n) * 100 == pytest.approx(percent, abs=0.05)
    assert chance_of_none(21) < 0.5 < chance_of_none(20)
    assert chance_of_none(89) < 0.05 < chance_of_none(88)


@pytest.mark.parametrize(("before_tax", "left"), [
    (10_000, 8_580), (50_000, 42_900), (100_000, 86_900), (200_000, 185_900), (300_000, 289_850),
    (600_000, 601_700),
])  # fmt: skip
def test_money_received(before_tax: int, left: int) -> None:
    assert received(with_tax(before_tax)) == left


def test_task_work_pays_a_flat_fee() -> None:
    assert received(300_000, task=True) == 300_000 - 60_000 - 6_000
    assert received(0) == 0


@given(st.integers(0, 10**7))
def test_more_is_never_less(price: int) -> None:
    assert 0 <= received(price) <= received(price + 1) <= price + 1


def test_a_termination_alarm_stays_until_answered_or_ended() -> None:
    asked = {"termination_requested_at": m("2026-11-15T20:00")}
    assert alarms(ledger(contract("2026-11-01", **asked)), NOW)[0].deadline == m("2026-11-22T20:00")
    quiet = [
        contract("2026-11-01", termination_answered_at=m("2026-11-16T08:00"), **asked),
        contract("2026-11-01", termination_by="me", **asked), midway("2026-11-18"),
        contract("2026-11-01", termination_requested_at=m("2026-11-23T08:00")),
        contract("2026-11-01", ended_on="2026-11-20", outcome="ended_midway", **asked),
    ]  # fmt: skip
    assert alarms(ledger(*quiet), NOW) == []
    later = contract("2026-11-01", termination_answered_at=m("2026-11-23T08:00"), **asked)
    assert len(alarms(ledger(later), NOW)) == 1


def test_a_reply_after_exactly_the_target_is_within_it() -> None:
    day = message("A", "2026-11-20T10:00", "2026-11-21T10:00")
    minute_more = message("B", "2026-11-20T10:00", "2026-11-21T10:01")
    assert (answered_within(day, 1440), answered_within(minute_more, 1440)) == (True, False)
    assert replies(ledger(day, minute_more), NOW).within_target == 0.5


def test_a_wait_as_old_as_the_target_is_within_it() -> None:
    assert replies(ledger(message("A", "2026-11-21T21:30")), NOW).within_target == 1
    assert replies(ledger(message("A", "2026-11-21T21:29")), NOW).within_target == 0


def test_a_proposal_is_silent_from_the_minute_in_which_its_days_are_over() -> None:
    early, exactly, longer = (proposal(f"2026-10-23T21:{minute}") for minute in (31, 30, 29))
    assert [silent(each, NOW, 30) for each in (early, exactly, longer)] == [False, True, True]
    assert silent_count(ledger(early, exactly, longer), NOW, 30) == 2


def test_open_proposals_are_no_losses() -> None:
    """Decided are those with an answer and those silent for long; talks are open however old."""
    found = proposals(ledger(
        proposal("2026-09-01T10:00", outcome="won"), proposal("2026-09-02T10:00"),
        proposal("2026-09-03T10:00", outcome="talking"), proposal("2026-10-23T21:30"),
        proposal("2026-10-23T21:31"), proposal("2026-11-20T10:00", outcome="withdrawn"),
        proposal("2026-11-21T10:00", outcome="no_answer"), proposal("2026-11-22T10:00", outcome="lost"),
    ), NOW)  # fmt: skip
    assert (found.decided.n, found.decided.since_last_hit, found.decided.rate) == (6, 5, 1 / 6)
    assert (found.sent, found.since_last_hit, found.pending, found.open) == (8, 7, 3, 2)


def test_the_users_own_days_decide_when_silence_is_an_answer() -> None:
    two = (proposal("2026-11-12T10:00"), proposal("2026-11-14T10:00"))
    assert proposals(ledger(*two), NOW).decided == (0, 0, 0, None, None, None)
    assert proposals(ledger(*two, setting("give_up_days", 10)), NOW).decided[:4] == (1, 0, 1, 0.0)


def test_a_proposal_sent_this_minute_is_sent() -> None:
    now, next_minute = proposal("2026-11-22T21:30"), proposal("2026-11-22T21:31")
    assert sent_by(ledger(now, next_minute), NOW) == [now]
    assert proposals(ledger(now, next_minute), NOW).sent == 1


def test_of_two_best_months_alike_the_later_one_counts() -> None:
    """It stays in the window longer."""
    whole = ledger(earning("2026-03", 100_000), earning("2026-05", 100_000), earning("2026-06", 90_000))
    assert best_month(whole, d("2026-11-22"), d("2026-12-31")) == Best("2026-05", 100_000, 3)


def test_replied_in_the_minute_in_which_the_last_message_came() -> None:
    """Seconds count: a reply never lies before what it answers."""
    early = message("A", "2026-11-22T20:00")
    late = replace(message("A", "2026-11-22T21:30"), received_at=m("2026-11-22T21:30:20"))
    now = m("2026-11-22T21:30:40")
    change = reply_now(ledger(early, late), "A", now)
    assert {op.after.replied_at for op in change.ops if isinstance(op.after, Message)} == {late.received_at}
    change = reply_now(ledger(early), "A", now)
    assert [op.after.replied_at for op in change.ops if isinstance(op.after, Message)] == [
        m("2026-11-22T21:30")
    ]


def test_a_reply_to_what_was_seen_answers_nothing_else() -> None:
    first = message("A", "2026-11-22T20:00")
    (wait,) = replies(ledger(first), NOW).waiting
    assert len(reply_to(ledger(first), wait, NOW).ops) == 1
    with pytest.raises(Invalid, match="changed_meanwhile"):
        reply_to(ledger(first, message("A", "2026-11-22T21:00")), wait, NOW)


MINUTES = st.integers(0, 600)


@st.composite
def written(draw: st.DrawFn) -> list[Message]:
    """Messages of three clients within ten hours: some open, some answered together, some not to be answered."""
    messages = []
    for _ in range(draw(st.integers(0, 12))):
        received = NOW - timedelta(minutes=draw(MINUTES) - 60)
        state: MessageState = draw(st.sampled_from(["waiting", "answered", "answered", "not_needed"]))
        replied = (
            received + timedelta(minutes=draw(MINUTES))
            if state == "answered" and draw(st.booleans())
            else None
        )
        messages.append(replace(message(draw(st.sampled_from("ABC")), "2026-11-22T10:00"), received_at=received,
                                replied_at=replied, state=state))  # fmt: skip
    return messages


def literally(messages: list[Message]) -> tuple[list[tuple[str, float]], list[float]]:
    """Who waits since how long, the longest first, and every wait in minutes, as the rule says it."""
    received = [each for each in messages if each.received_at <= NOW and each.state != "not_needed"]
    open_ones = [
        each for each in received if each.state == "waiting" or (each.replied_at and each.replied_at > NOW)
    ]
    closed = [each for each in received if each.replied_at and each.replied_at <= NOW]

    def age(group: list[Message], end: datetime) -> float:
        return (end - min(each.received_at for each in group)).total_seconds() / 60

    waiting = [
        (name, age([e for e in open_ones if e.client == name], NOW)) for name in {e.client for e in open_ones}
    ]
    answered = [
        age([e for e in closed if (e.client, e.replied_at) == one], one[1])
        for one in {(e.client, e.replied_at) for e in closed} if one[1] is not None
    ]  # fmt: skip
    return sorted(waiting, key=lambda each: -each[1]), sorted(
        [*answered, *(minutes for _name, minutes in waiting)]
    )


@given(written(), st.integers(1, 700))
def test_the_reply_figures_are_what_the_rule_says(messages: list[Message], target: int) -> None:
    waiting, minutes = literally(messages)
    found = replies(ledger(*messages, setting("reply_target_minutes", target)), NOW)
    assert sorted((wait.client, wait.minutes(NOW)) for wait in found.waiting) == sorted(waiting)
    assert [wait.minutes(NOW) for wait in found.waiting] == [minutes for _name, minutes in waiting]
    assert (found.n, found.target_minutes) == (len(minutes), target)
    assert found.oldest_minutes == (waiting[0][1] if waiting else None)
    if minutes:
        assert found.median_minutes == statistics.median(minutes)
        assert found.within_target == sum(each <= target for each in minutes) / len(minutes)
        assert found.p90_minutes == minutes[math.ceil(Fraction(9, 10) * len(minutes)) - 1]


def test_a_request_on_the_first_day_of_a_contract_is_an_alarm_and_the_first_to_end_comes_first() -> None:
    late = contract("2026-11-22", client="B", termination_requested_at=m("2026-11-22T20:00"))
    soon = contract("2026-11-01", client="A", termination_requested_at=m("2026-11-21T20:00"))
    assert [each.contract for each in alarms(ledger(late, soon), NOW)] == [soon, late]
