"""The day itself, the minute itself, and what has no price, no client, no answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Message
from procw_tui.domain.work.clocks import (
    Clock,
    clocks_of,
    due,
    lapsing_escrow,
    missed_ratings,
    opens_in_time_if_rated,
    overdue_acceptance,
    rating_clock,
)
from procw_tui.domain.work.contracts import ended_by, running_for
from procw_tui.domain.work.fees import fee, received
from procw_tui.domain.work.income import income
from procw_tui.domain.work.money import accepted_money, months_of_money, running_money
from procw_tui.domain.work.proposals import likely_below, proposals, sent_this_week
from procw_tui.domain.work.replies import (
    about_to_miss,
    answered_all,
    is_settled,
    nearest_rank,
    replies,
    reply,
    reply_now,
    reply_to,
    waiting_longest,
)
from procw_tui.domain.work.terminations import (
    alarms,
    is_asked,
    none_ahead,
    termination_agreed,
    termination_answered,
    termination_requested,
)
from tests.make import contract, d, done, earning, ledger, m, message, midway, part, proposal, review, setting

DAY = d("2026-11-22")
NOW = m("2026-11-22 21:00")


def on(clocks: list[Clock]) -> list[str]:
    return [clock.on.isoformat() for clock in clocks]


class TestDays:
    def test_a_contract_has_ended_on_the_day_it_ended(self) -> None:
        assert ended_by(done("2026-11-22"), DAY)
        assert not ended_by(done("2026-11-23"), DAY)

    def test_what_runs_for_a_client_is_hers_alone(self) -> None:
        hers, other = contract("2026-11-01", client="A"), contract("2026-11-01", client="B")
        assert running_for(ledger(hers, other, done("2026-11-02", client="A")), "Ａ") == [hers]

    def test_what_was_delivered_today_is_no_longer_due_and_waits_for_acceptance(self) -> None:
        today = contract("2026-11-01", due_on="2026-11-30", delivered_on="2026-11-22")
        assert due(ledger(today), DAY) == []
        assert clocks_of(today, DAY)[0] == ("acceptance", d("2026-11-29"))
        tomorrow = contract("2026-11-01", due_on="2026-11-30", delivered_on="2026-11-23")
        assert on(due(ledger(tomorrow), DAY)) == ["2026-11-30"]

    def test_a_rating_opens_on_its_day_and_is_told_up_to_then(self) -> None:
        rated = done("2026-10-21", i_rated_on="2026-10-22")
        assert clocks_of(rated, DAY) == [("opening", DAY)]
        assert clocks_of(rated, d("2026-11-23")) == []

    def test_rated_today_is_rated(self) -> None:
        clock = rating_clock(done("2026-11-10", i_rated_on="2026-11-22"), DAY)
        assert clock is not None
        assert clock.rated

    @pytest.mark.parametrize(("paid_in", "lapses"), [
        ("2026-05-26", ["2026-11-22"]), ("2026-05-25", []), ("2026-06-25", ["2026-12-22"]), ("2026-06-26", []),
    ])  # fmt: skip
    def test_escrow_lapses_within_a_month_both_ends_included(self, paid_in: str, lapses: list[str]) -> None:
        assert on(lapsing_escrow(ledger(contract("2026-05-01", escrow_on=paid_in)), DAY)) == lapses

    @pytest.mark.parametrize("listed", [lapsing_escrow, overdue_acceptance, due])
    def test_what_comes_first_is_first(self, listed: Callable[[Ledger, object], list[Clock]]) -> None:
        dates = [("2026-06-10", "2026-11-05", "2026-12-05"), ("2026-06-02", "2026-11-01", "2026-12-01"),
                 ("2026-06-05", "2026-11-03", "2026-12-03")]  # fmt: skip
        every = [
            contract(
                "2026-05-01", escrow_on=paid, due_on=last, **({} if listed is due else {"delivered_on": sent})
            )
            for paid, sent, last in dates
        ]
        found = on(listed(ledger(*every), DAY))
        assert len(found) == 3
        assert found == sorted(found)

    @pytest.mark.parametrize(("accepted", "missed"), [
        ("2026-10-21", ["2026-11-21"]), ("2026-10-22", []), ("2026-10-08", ["2026-11-08"]), ("2026-10-07", []),
    ])  # fmt: skip
    def test_a_rating_is_just_missed_for_two_weeks_from_the_day_after(
        self, accepted: str, missed: list[str]
    ) -> None:
        assert on(missed_ratings(ledger(done(accepted)), DAY)) == missed

    def test_what_was_rated_opened_or_brings_none_was_not_missed_and_the_last_missed_is_first(self) -> None:
        opened = done("2026-10-18")
        every = [
            contract("2026-10-01"), done("2026-10-17", type="task"), done("2026-10-17", i_rated_on="2026-10-18"),
            opened, review("2026-11-01", contract_id=opened.id), done("2026-10-16"), done("2026-10-20"),
        ]  # fmt: skip
        assert on(missed_ratings(ledger(*every), DAY)) == ["2026-11-20", "2026-11-16"]

    def test_rated_now_it_opens_on_the_last_day_that_counts(self) -> None:
        whole = ledger(done("2026-11-29"), done("2026-11-30"))
        assert on(opens_in_time_if_rated(whole, d("2026-12-20"), d("2026-12-30"))) == ["2026-12-31"]
        assert len(opens_in_time_if_rated(whole, d("2026-12-29"), d("2026-12-29"))) == 2


class TestMoney:
    def test_a_fee_is_whole_yen_and_nothing_of_nothing(self) -> None:
        assert [fee(price) for price in (0, 1, 100, 100_001, 200_099)] == [0, 0, 20, 20_000, 30_004]
        assert [type(fee(999, task=task)) for task in (True, False)] == [int, int]
        assert fee(300_000) != fee(300_000, task=True)
        assert received(0) == 0

    def test_what_has_no_price_earns_nothing(self) -> None:
        whole = ledger(contract("2026-11-01"), done("2026-11-02"))
        assert running_money(whole, DAY) == (0, 0)
        assert accepted_money(whole, "2026-11", DAY) == (0, 0)
        assert months_of_money(whole, DAY) == []

    def test_a_task_pays_its_flat_fee_in_every_sum(self) -> None:
        price = 300_000
        left = received(price, task=True)
        running, accepted = (
            contract("2026-11-01", type="task"),
            done("2026-11-02", type="task", price_yen=price),
        )
        whole = ledger(contract("2026-11-01", type="task", price_yen=price), running, accepted)
        assert running_money(whole, DAY) == (price, left)
        assert accepted_money(whole, "2026-11", DAY) == (price, left)
        assert left != received(price)

    def test_a_free_job_leaves_nothing_to_receive_but_is_known(self) -> None:
        (month,) = months_of_money(ledger(done("2026-11-22", price_yen=0)), DAY)
        assert (month.month, month.gross, month.received) == ("2026-11", 0, None)

    def test_what_is_accepted_later_in_the_month_is_not_in_it_yet(self) -> None:
        whole = ledger(done("2026-11-22", price_yen=1000), done("2026-11-23", price_yen=500))
        (month,) = months_of_money(whole, DAY)
        assert month.gross == 1000

    def test_income_of_the_last_month_typed_and_of_no_name(self) -> None:
        whole = ledger(
            earning("2026-12", 7000), done("2026-12-01", client="-", price_yen=1000),
            done("2026-12-02", client="B", price_yen=1000), done("2026-12-03", client="A", price_yen=1000),
        )  # fmt: skip
        rows = income(whole, d("2026-01-01"), d("2026-12-31"))
        assert sum(row.gross for row in rows) == 7000
        assert [row.client for row in rows if row.client in {"A", "B"}] == ["A", "B"]
        assert rows[-1].client is None


class TestReplies:
    def test_what_came_in_this_very_minute_is_answered(self) -> None:
        came = message("A", "2026-11-22 21:00")
        for change in (reply(ledger(came), "A", NOW), answered_all(ledger(came), NOW)):
            (op,) = change.ops
            assert change.kind == "reply"
            assert op.before == came
            assert isinstance(op.after, Message)
            assert op.after.state == "answered"
        assert waiting_longest(ledger(came), NOW) == "A"
        assert waiting_longest(ledger(message("A", "2026-11-22 21:01")), NOW) is None
        assert waiting_longest(ledger(message("B", "2026-11-01 09:00", "2026-11-01 10:00"), came), NOW) == "A"

    def test_a_reply_to_nobody_says_who(self) -> None:
        with pytest.raises(Invalid) as refused:
            reply(ledger(), "A", NOW)
        assert (refused.value.field, refused.value.reason) == ("client", "nothing_to_record")
        assert refused.value.facts == {"value": "A"}

    def test_a_reply_is_of_the_minute(self) -> None:
        late = NOW + timedelta(seconds=59, microseconds=999_999)
        whole = ledger(message("A", "2026-11-22 20:00"))
        (wait,) = replies(whole, late).waiting
        for change in (reply_now(whole, "A", late), reply_to(whole, wait, late)):
            (op,) = change.ops
            assert isinstance(op.after, Message)
            assert op.after.replied_at == NOW

    def test_others_that_wait_by_now_are_not_answered_unseen(self) -> None:
        whole = ledger(message("A", "2026-11-22 20:00"))
        (wait,) = replies(whole, NOW).waiting
        more = whole.with_puts([message("A", "2026-11-22 20:30")])
        with pytest.raises(Invalid) as refused:
            reply_to(more, wait, NOW)
        assert (refused.value.field, refused.value.reason) == ("", "changed_meanwhile")

    def test_nothing_becomes_known_after_the_last_moment(self) -> None:
        whole = ledger(message("A", "2026-11-22 20:00", "2026-11-22 21:00"))
        assert is_settled(whole, NOW)
        assert not is_settled(whole, NOW - timedelta(minutes=1))
        assert is_settled(ledger(), NOW)

    def test_a_rank_is_exact_where_its_share_is_no_float(self) -> None:
        assert nearest_rank([float(n) for n in range(1, 11)], 0.7) == 7  # 0.7 * 10 is 7.000000000000001
        assert nearest_rank([1.0], 0.0) == 1

    @pytest.mark.parametrize(("minutes", "near"), [(44, 0), (45, 1), (59, 1), (60, 0)])
    def test_the_last_quarter_of_a_short_target(self, minutes: int, near: int) -> None:
        whole = ledger(message("A", "2026-11-22 20:00"), setting("reply_target_minutes", 60))
        now = m("2026-11-22 20:00") + timedelta(minutes=minutes)
        assert len(about_to_miss(replies(whole, now), now)) == near

    @pytest.mark.parametrize(("minutes", "near"), [(539, 0), (540, 1), (599, 1), (600, 0)])
    def test_the_last_hour_of_a_long_one(self, minutes: int, near: int) -> None:
        whole = ledger(message("A", "2026-11-22 09:00"), setting("reply_target_minutes", 600))
        now = m("2026-11-22 09:00") + timedelta(minutes=minutes)
        assert len(about_to_miss(replies(whole, now), now)) == near


class TestRequests:
    def test_a_request_and_its_answer_count_from_their_minute(self) -> None:
        asked = contract("2026-11-01", termination_requested_at=NOW)
        assert len(alarms(ledger(asked), NOW)) == 1
        assert alarms(ledger(asked), NOW - timedelta(minutes=1)) == []
        answered = contract("2026-11-01", termination_requested_at=NOW, termination_answered_at=NOW)
        assert alarms(ledger(answered), NOW) == []

    def test_one_that_is_over_hides_no_other_and_the_first_to_end_is_first(self) -> None:
        early, late = NOW - timedelta(days=2), NOW - timedelta(days=1)
        over = contract("2026-11-01", termination_requested_at=early, termination_answered_at=early)
        second = contract("2026-11-01", client="B", termination_requested_at=late)
        first = contract("2026-11-01", client="C", termination_requested_at=early)
        assert [alarm.contract for alarm in alarms(ledger(over, second, first), NOW)] == [first, second]

    def test_ones_own_request_runs_against_nobody(self) -> None:
        own = contract("2026-11-01", termination_requested_at=NOW, termination_by="me")
        assert alarms(ledger(own), NOW) == []
        assert not is_asked(own)
        assert is_asked(contract("2026-11-01", termination_requested_at=NOW))
        assert none_ahead(ledger(own), NOW)

    @pytest.mark.parametrize(("values", "ended", "none"), [
        ({}, False, False),
        ({"termination_answered_at": NOW}, False, True),
        ({"termination_answered_at": NOW + timedelta(minutes=1)}, False, False),
        ({}, True, True),
    ])  # fmt: skip
    def test_whether_any_can_still_run(self, values: dict[str, object], ended: bool, none: bool) -> None:  # noqa: FBT001
        made = midway if ended else contract
        assert none_ahead(ledger(made("2026-11-01", termination_requested_at=NOW, **values)), NOW) is none

    def test_a_request_on_a_contract_or_on_one_made_for_its_client(self) -> None:
        there = contract("2026-11-01", client="A")
        change = termination_requested(ledger(there), there.id, NOW)
        assert change.kind == "termination"
        assert [op.before for op in change.ops] == [there]
        made = termination_requested(ledger(), "B", NOW)
        (op,) = made.ops
        assert made.kind == "termination"
        assert isinstance(op.after, Contract)
        assert (op.before, op.after.client, op.after.type, op.after.started_on) == (None, "B", "fixed", DAY)
        assert op.after.id

    def test_an_answer_ends_the_alarm_and_agreeing_the_contract_on_the_day_in_japan(self) -> None:
        there = contract("2026-11-01", termination_requested_at=NOW)
        at = m("2026-11-23 00:30")
        for change, outcome, end in (
            (termination_answered(ledger(there), there.id, at), "running", None),
            (termination_agreed(ledger(there), there.id, at), "ended_midway", d("2026-11-23")),
        ):
            (op,) = change.ops
            assert isinstance(op.after, Contract)
            assert (change.kind, op.after.outcome, op.after.ended_on) == ("termination", outcome, end)
            assert op.after.termination_answered_at == at


class TestProposals:
    def test_one_sent_this_minute_is_counted_among_all(self) -> None:
        whole = part(proposal("2026-11-22 21:00"), proposal("2026-11-22 21:01"))
        assert proposals(whole, NOW).sent == 1
        assert proposals(whole, NOW + timedelta(minutes=1)).sent == 2

    def test_the_interval_of_a_rate_is_told(self) -> None:
        whole = part(*(proposal("2026-11-01 09:00", outcome=each) for each in ("won", "lost", "lost")))
        found = proposals(whole, NOW)
        assert found.low is not None
        assert found.high is not None
        assert 0 < found.low < 1 / 3 < found.high < 1

    def test_a_week_begins_at_the_first_instant_of_monday(self) -> None:
        whole = part(proposal("2026-11-16 00:00"), proposal("2026-11-15 23:59"))
        assert sent_this_week(whole, NOW + timedelta(seconds=30, microseconds=5)) == 1

    @pytest.mark.parametrize(("outcomes", "below"), [
        (["lost"] * 88, False), (["lost"] * 89, True), (["won", *["lost"] * 88], False),
    ])  # fmt: skip
    def test_a_dry_run_that_luck_hardly_explains(self, outcomes: list[str], below: bool) -> None:  # noqa: FBT001
        sent = [
            proposal(f"2026-0{1 + n // 28}-{1 + n % 28:02} 09:00", outcome=each)
            for n, each in enumerate(outcomes)
        ]
        assert likely_below(part(*sent), NOW) is below
