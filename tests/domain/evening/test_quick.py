"""What makes an evening short: names used lately, the last log again, what is open, what a day had."""

from __future__ import annotations

from datetime import timedelta

import pytest

from procw_tui.domain.evening import check_up
from procw_tui.domain.evening.open_things import open_things
from procw_tui.domain.evening.stages import all_to_stage, likeliest, stages_of_all
from procw_tui.domain.ledger import days
from procw_tui.domain.ledger.recent import recent
from procw_tui.domain.ledger.repeat import repeated
from procw_tui.domain.record.names import is_unnamed, stand_in
from procw_tui.domain.record.records import Contract, DayNote, Message, Proposal, Record, Snooze
from procw_tui.domain.work.proposals import rates, silent_count
from procw_tui.domain.work.replies import answered_all
from tests.make import contract, d, done, ledger, m, message, opening, proposal, review, scout
from tests.make_demo import NOW

TODAY = NOW.date()


def test_names_used_lately_come_first_and_once() -> None:
    found = ledger(
        message("Old", "2026-01-01T10:00"), message("みどり工房", "2026-11-20T10:00"),
        proposal("2026-11-22T10:00", client="New", title="T", category="記事"), scout("2026-11-01", client="みどり工房"),
        message("-", "2026-11-22T12:00"), contract("2026-11-21", client="C", title="U"),
    )  # fmt: skip
    assert recent(found, "client") == ["New", "C", "みどり工房", "Old"]
    assert recent(found, "title") == ["T", "U"]
    assert recent(found, "category") == ["記事"]
    assert recent(found, "subject") == []


def test_the_last_log_again_is_a_new_record_of_now() -> None:
    first = message("A", "2026-11-20T10:00", "2026-11-20T11:00", subject="old")
    made = repeated(first, NOW)
    assert isinstance(made, Message)
    assert (made.client, made.received_at, made.state, made.subject) == ("A", NOW, "waiting", None)
    assert made.id != first.id


@pytest.mark.parametrize(("record", "kept"), [
    (proposal("2026-11-20T10:00", client="A", title="T", category="記事", route="apply", outcome="won"),
     {"client": None, "title": None, "category": "記事", "route": "apply", "outcome": "pending", "sent_at": NOW}),
    (contract("2026-11-01", client="A", title="T", price_yen=5, delivered_on="2026-11-02"),
     {"client": "A", "title": "T", "price_yen": 5, "delivered_on": None, "started_on": TODAY}),
    (scout("2026-11-01", client="A", source="closed_job"),
     {"client": "A", "source": "closed_job", "received_on": TODAY}),
])  # fmt: skip
def test_what_stays_the_same_when_it_happens_again(record: Record, kept: dict[str, object]) -> None:
    made = repeated(record, NOW)
    assert {name: getattr(made, name) for name in kept} == kept


def test_everything_open_in_the_order_of_its_cost() -> None:
    found = ledger(
        proposal("2026-10-01T10:00", title="silent"), proposal("2026-11-10T10:00", title="t", outcome="talking"),
        done("2026-11-10", client="rate"), contract("2026-11-01", client="due", due_on="2026-11-24"),
        contract("2026-11-01", client="far", due_on="2027-01-24"),
        contract("2026-11-01", client="late", delivered_on="2026-11-05"),
        message("waits", "2026-11-22T10:00"), message("waits", "2026-11-21T10:00"),
        contract("2026-11-01", client="alarm", termination_requested_at=m("2026-11-20T10:00")),
    )  # fmt: skip
    things = open_things(found, NOW)
    assert [each.kind for each in things] == [
        "alarm", "waiting", "due", "rate", "acceptance", "talking", "silent",
    ]  # fmt: skip
    assert things[1].on == m("2026-11-21T10:00")


def test_a_follow_up_only_while_a_contract_with_them_runs() -> None:
    asked = proposal("2026-11-01T10:00", client="A", title="next", follow_up_on=d("2026-11-20"))
    assert open_things(ledger(asked), NOW) == []
    things = open_things(ledger(asked, contract("2026-11-01", client="A")), NOW)
    assert [(each.kind, each.record) for each in things] == [("follow_up", asked)]


def test_all_answered_at_a_time_unknown() -> None:
    found = ledger(
        message("A", "2026-11-20T10:00"), message("B", "2026-11-21T10:00"), message("C", "2026-12-01T10:00")
    )
    assert len(answered_all(found, NOW).ops) == 2
    (only,) = answered_all(found, NOW, {"B"}).ops
    assert isinstance(only.after, Message)
    assert (only.after.client, only.after.state, only.after.replied_at) == ("B", "answered", None)


def test_a_day_has_everything_that_happened_on_it() -> None:
    worked = contract("2026-11-01", delivered_on="2026-11-20", accepted_on="2026-11-22", outcome="completed")
    found = ledger(worked, message("A", "2026-11-21T23:00", "2026-11-22T08:00"), scout("2026-11-22"))
    assert [(e.record.kind, e.field) for e in days.events_of(found, TODAY)] == [
        ("contract", "accepted_on"), ("scout", "received_on"), ("message", "replied_at"),
    ]  # fmt: skip
    assert days.events_of(found, TODAY - timedelta(days=9)) == []


def test_a_day_of_rest_and_back() -> None:
    rested = days.rest(ledger(), TODAY).applied(ledger())
    note = days.rests(rested, TODAY)
    assert isinstance(note, DayNote)
    assert days.rest(rested, TODAY).applied(rested) == ledger()


def test_the_rates_by_category_and_way_in() -> None:
    found = ledger(
        *(proposal("2026-10-01T10:00", category="記事", route="apply") for _ in range(3)),
        proposal("2026-11-20T10:00", category="open"),
        proposal("2026-11-02T10:00", category="記事", outcome="won"), proposal("2027-01-01T10:00", category="later"),
    )  # fmt: skip
    assert [(r.field, r.value, r.n, r.hits) for r in rates(found, NOW)] == [
        ("category", "記事", 4, 1), ("route", "apply", 3, 0), ("route", None, 1, 1),
    ]  # fmt: skip
    assert all(r.low <= r.hits / r.n <= r.high for r in rates(found, NOW))


def test_a_silent_proposal_has_had_its_answer() -> None:
    old, new = proposal("2026-10-01T10:00"), proposal("2026-11-20T10:00")
    talking = proposal("2026-10-01T10:00", outcome="talking")
    assert [likeliest(each, NOW, 30) for each in (old, new, talking)] == ["no_answer", "talking", "won"]
    assert silent_count(ledger(old, new, talking), NOW, 30) == 1


def test_several_go_to_their_next_stage_as_one_change() -> None:
    old, new, won = (
        proposal("2026-10-01T10:00"),
        proposal("2026-11-20T10:00"),
        proposal("2026-11-01T10:00", outcome="won"),
    )
    found = ledger(old, new, won)
    stages = stages_of_all([old, new, won], NOW, 30)
    assert list(stages)[:2] == ["no_answer", "talking"]
    assert stages["no_answer"] == [old.id, new.id]
    change = all_to_stage(found, stages["no_answer"], "no_answer", NOW)
    after = change.applied(found)
    assert [each.outcome for each in after.all(Proposal)] == ["no_answer", "no_answer", "won"]
    assert change.inverse().applied(after) == found


def test_names_to_come_are_told_apart() -> None:
    assert [stand_in(()), stand_in({"-"}), stand_in({"-", "- 2"})] == ["-", "- 2", "- 3"]
    assert [is_unnamed(name) for name in (None, "-", "- 2", "--", "A", "- x", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_the_check_up_is_due_once_a_month() -> None:
    assert not check_up.is_due(ledger(), TODAY)
    found = ledger(review("2026-10-01"))
    assert check_up.is_due(found, TODAY)
    after = found.with_puts([op for op in [check_up.done(found, TODAY).after] if op])
    assert not check_up.is_due(after, TODAY)
    assert check_up.is_due(after, d("2026-12-01"))
    (snooze,) = after.all(Snooze)
    again_done = check_up.done(after, d("2026-12-05"))
    assert again_done.before == snooze
    assert not check_up.is_due(
        ledger(review("2026-10-01"), opening("2026-11-03", rating_shown=490, rating_count=1)), TODAY
    )


def test_what_may_be_behind_a_difference() -> None:
    worked, rated = done("2026-11-01", client="A"), done("2026-11-02", client="B")
    found = ledger(worked, rated, review("2026-11-10", client="B"), review("2026-11-10", client="B"))
    assert [c.client for c in check_up.unlogged_ratings(found, TODAY)] == ["A"]
    assert [r.client for r in check_up.logged_twice(found)] == ["B"]


def test_two_that_are_won_at_once_do_not_share_a_contract() -> None:
    pair = [proposal(f"2026-11-2{day}T10:00", client="A", title="T", price_yen=5_000) for day in (0, 1)]
    known = ledger(*pair, contract("2026-11-22", client="A", title="T", price_yen=5_000))
    after = all_to_stage(known, [each.id for each in pair], "won", NOW).applied(known)
    assert {each.proposal_id for each in after.all(Contract)} == {each.id for each in pair}
