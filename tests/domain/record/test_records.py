"""What is refused, what is only doubted, what a change does."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from procw_tui.domain.evening.stages import next_stages, to_stage
from procw_tui.domain.evening.warnings import warnings_about
from procw_tui.domain.ledger import changes
from procw_tui.domain.record.checks import check
from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Earning, Message, Proposal, Record
from procw_tui.domain.typed import entry
from procw_tui.domain.work.replies import reply, waiting_longest
from procw_tui.domain.work.terminations import termination_requested
from tests.make import (
    contract,
    d,
    done,
    earning,
    ledger,
    m,
    message,
    opening,
    proposal,
    review,
    scout,
    setting,
    tally,
)

NOW = m("2026-11-22T21:30")


def field_of(kind: str, name: str) -> Field:
    (field,) = (each for each in FIELDS[kind] if each.name == name)
    return field


@pytest.mark.parametrize(("record", "field", "reason"), [
    (message("A", "2026-11-02T10:00", "2026-11-02T09:59"), "replied_at", "before"),
    (message("A", "2026-11-02T10:00", "2026-11-02T10:30", state="waiting"), "state", "waiting_with_reply"),
    (contract("2026-11-02", delivered_on="2026-11-01"), "delivered_on", "before"),
    (contract("2026-11-02", due_on="2026-11-01"), "due_on", "before"),
    (contract("2026-11-02", outcome="completed"), "outcome", "needs_one_of"),
    (contract("2026-11-02", outcome="ended_midway"), "ended_on", "missing"),
    (contract("2026-11-02", termination_answered_at=m("2026-11-03T10:00")), "termination_answered_at", "needs"),
    (review("2026-11-02", overall=50), "overall", "five_and_overall"),
    (review("2026-11-02", skill=None), "overall", "all_five_or_overall"),
    (opening("2026-11-02", rating_shown=490), "rating_count", "half_a_pair"),
    (opening("2026-11-02", communication_count=9), "communication_shown", "half_a_pair"),
    (opening("2026-11-02", rating_below_five=(40,)), "rating_shown", "missing"),
    (opening("2026-11-02", rating_shown=490, rating_count=1), "rating_shown", "no_total_fits_near"),
    (tally("2026-11-02", "2026-11-01", scouts=1), "to", "before"),
    (tally("2026-11-01", "2026-11-02"), "completed", "needs_one_of"),
    (proposal("2026-11-02T10:00", decided_at=m("2026-11-02T09:00")), "decided_at", "before"),
    (setting("language", "fr"), "value", "not_a_choice"),
    (setting("weekly_goal", value=True), "value", "not_a_number"),
    (setting("mouse", 1), "value", "not_yes_or_no"),
])  # fmt: skip
def test_what_one_record_alone_makes_impossible(record: Record, field: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        check(record)
    assert (error.value.field, error.value.reason) == (field, reason)


def test_an_unknown_practice_is_refused_where_practices_are_known() -> None:
    record = proposal("2026-11-02T10:00", practices=("answer-fast", "sleep"))
    check(record)
    with pytest.raises(Invalid, match="unknown_practice"):
        check(record, {"answer-fast"})


@pytest.mark.parametrize(("record", "doubt"), [
    (scout("2026-11-30"), "in_future"), (tally("2025-11-22", "2026-11-22", scouts=4), "tally_long"),
    (tally("2026-01-01", "2026-06-30", scouts=4), "tally_long"),
    (tally("2026-01-01", "2026-03-04", scouts=4), "tally_long"),
    (done("2026-11-01", type="hourly", milestone_paid=True), "milestone_not_fixed"),
    (review("2026-11-01", contract_id="nowhere"), "review_unknown_contract"),
])  # fmt: skip
def test_what_looks_odd_is_kept_and_named(record: Record, doubt: str) -> None:
    check(record)
    assert [each.kind for each in warnings_about(ledger(record), record, NOW)] == [doubt]


def test_doubts_that_need_other_records() -> None:
    task, old = done("2026-11-01", type="task"), done("2026-01-10")
    of_task = review("2026-11-05", contract_id=task.id)
    late, in_time = review("2026-02-12", contract_id=old.id), review("2026-02-11", contract_id=old.id)
    whole = ledger(task, old, of_task, late, in_time)
    assert [w.kind for w in warnings_about(whole, of_task, NOW)] == ["review_of_task"]
    assert [w.kind for w in warnings_about(whole, late, NOW)] == ["review_late"]
    assert warnings_about(whole, in_time, NOW) == []
    shown = opening("2026-11-06", rating_shown=400, rating_count=3)
    assert [w.kind for w in warnings_about(ledger(*whole, shown), shown, NOW)] == ["opening_disagrees"]
    again = [proposal(f"2026-11-0{n}T10:00", client="A", title="B") for n in (1, 2)]
    assert [w.kind for w in warnings_about(ledger(*again), again[1], NOW)] == ["applied_before"]


@pytest.mark.parametrize(("kind", "name", "text", "value"), [
    ("proposal", "price_yen", "12000", 12_000), ("proposal", "price_yen", "¥12,000円", 12_000),
    ("proposal", "price_yen", "1.2万円", 12_000), ("proposal", "price_yen", "13.25万", 132_500),
    ("proposal", "price_yen", "10000税抜", 11_000), ("proposal", "price_yen", "12,000", 12_000),
    ("review", "overall", "4.8", 48), ("review", "skill", "5", 5), ("contract", "milestone_paid", "はい", True),
    ("contract", "milestone_paid", "no", False), ("profile_edit", "parts", "skills, self_pr", ("skills", "self_pr")),
    ("opening", "rating_below_five", "4.8 3.6", (48, 36)), ("scout", "source", "closed-job", "closed_job"),
    ("contract", "due_on", "11/23", d("2026-11-23")), ("earning", "month", "10月", "2026-10"),
    ("message", "client", " [b]A[/b] ", " [b]A[/b] "),
])  # fmt: skip
def test_what_is_typed(kind: str, name: str, text: str, value: Any) -> None:
    field = field_of(kind, name)
    assert entry.value(field, text, NOW) == value


@pytest.mark.parametrize(("kind", "name", "text", "reason"), [
    ("proposal", "price_yen", "-5", "too_small"), ("proposal", "price_yen", "12.5円", "not_a_number"),
    ("proposal", "price_yen", "lots", "not_a_number"), ("review", "skill", "6", "too_large"),
    ("review", "skill", "0", "too_small"), ("review", "overall", "4.85", "not_one_decimal"),
    ("review", "overall", "5.1", "too_large"), ("scout", "source", "friend", "not_a_choice"),
    ("contract", "milestone_paid", "maybe", "not_yes_or_no"), ("earning", "month", "13", "not_a_month"),
    ("opening", "rating_count", "0", "too_small"), ("message", "client", "\ud800", "bad_text"),
])  # fmt: skip
def test_what_can_not_be_taken(kind: str, name: str, text: str, reason: str) -> None:
    field = field_of(kind, name)
    with pytest.raises(Invalid) as error:
        entry.value(field, text, NOW)
    assert (error.value.field, error.value.reason) == (name, reason)


def test_every_change_has_its_inverse() -> None:
    before = ledger(message("A", "2026-11-22T10:00"), message("A", "2026-11-22T11:00"), earning("2026-10", 5))
    first = next(iter(before.all(Message)))
    for change in (
        reply(before, "A", NOW), changes.delete(before, [first.id]),
        changes.edit(before, first.id, {"client": "B"}), changes.log(before, scout("2026-11-22")),
        changes.log(before, earning("2026-10", 9)),
    ):  # fmt: skip
        assert change.inverse().applied(change.applied(before)) == before


def test_one_earning_a_month() -> None:
    before = ledger(earning("2026-10", 5))
    after = changes.log(before, earning("2026-10", 9)).applied(before)
    assert [e.gross_yen for e in after.all(Earning)] == [9]


def test_editing_into_anothers_month_replaces_it() -> None:
    one, two = earning("2026-10", 5), earning("2026-11", 7)
    before = ledger(one, two)
    after = changes.edit(before, two.id, {"month": "2026-10"}).applied(before)
    assert [(e.month, e.gross_yen) for e in after.all(Earning)] == [("2026-10", 7)]


def test_a_reply_answers_all_messages_received_by_then() -> None:
    before = ledger(
        message("A", "2026-11-22T10:00"), message("A", "2026-11-22T12:00"), message("B", "2026-11-22T09:00")
    )
    change = reply(before, "A", m("2026-11-22T11:00"))
    assert len(change.ops) == 1
    assert waiting_longest(before, NOW) == "B"
    with pytest.raises(Invalid):
        reply(before, "C", NOW)


def test_a_termination_request_makes_the_contract_that_was_never_logged() -> None:
    change = termination_requested(ledger(), "Z", NOW)
    (made,) = change.applied(ledger()).all(Contract)
    assert (made.client, made.type, made.started_on, made.termination_by) == (
        "Z",
        "fixed",
        NOW.date(),
        "client",
    )


def test_stages_of_a_contract() -> None:
    whole = ledger(contract("2026-11-01"))
    for stage in ("delivered", "accepted", "i_rated"):
        (record,) = whole.all(Contract)
        assert next_stages(record)[0] == stage
        whole = to_stage(whole, record.id, stage, NOW).applied(whole)
    (record,) = whole.all(Contract)
    assert next_stages(record) == ()
    assert (record.outcome, record.accepted_on, record.i_rated_on) == ("completed", NOW.date(), NOW.date())


def test_a_won_proposal_begins_a_contract_once() -> None:
    whole = ledger(proposal("2026-11-01T10:00", client="A", title="B", price_yen=5))
    (record,) = whole.all(Proposal)
    after = to_stage(whole, record.id, "won", NOW).applied(whole)
    (made,) = after.all(Contract)
    assert (made.client, made.title, made.price_yen, made.proposal_id) == ("A", "B", 5, record.id)
    again = to_stage(after, record.id, "won", NOW).applied(after)
    assert again.count("contract") == 1


def test_a_won_proposal_takes_the_contract_that_stands_alone() -> None:
    alone = contract("2026-11-10", client="Ａ", title="B")
    whole = ledger(proposal("2026-11-01T10:00", client="A", title="B"), alone)
    (record,) = whole.all(Proposal)
    after = to_stage(whole, record.id, "won", NOW).applied(whole)
    assert [(each.id, each.proposal_id) for each in after.all(Contract)] == [(alone.id, record.id)]


def test_every_field_has_a_type_that_can_be_read() -> None:
    for kind, fields in FIELDS.items():
        for field in fields:
            assert field.choices or field.type in {
                "Text", "Practice", "Moment", "Stamp", "Day", "Month", "Yen", "Count", "Star", "Tenths", "Shown", "bool", "Value",
            }, (kind, field)  # fmt: skip


def test_records_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        scout("2026-11-22").client = "B"  # type: ignore[misc]


def test_a_span_of_two_months_is_not_long_yet() -> None:
    record = tally("2026-01-01", "2026-03-03", scouts=4)
    assert warnings_about(ledger(record), record, NOW) == []


def test_what_is_dated_today_is_not_ahead() -> None:
    for record in (scout("2026-11-22"), message("A", "2026-11-22T10:00", "2026-11-22T21:30")):
        assert warnings_about(ledger(record), record, NOW) == []


def test_of_several_contracts_of_that_name_none_is_taken_for_the_one_that_was_won() -> None:
    won = proposal("2026-11-01T10:00", client="A", title="T")
    one, other = contract("2026-11-02", title="T"), contract("2026-11-03", title="T")
    after = to_stage(ledger(won, one), won.id, "won", NOW).applied(ledger(won, one))
    assert [c.proposal_id for c in after.all(Contract)] == [won.id]
    after = to_stage(ledger(won, one, other), won.id, "won", NOW).applied(ledger(won, one, other))
    assert sorted(str(c.proposal_id) for c in after.all(Contract)) == sorted(["None", "None", won.id])
