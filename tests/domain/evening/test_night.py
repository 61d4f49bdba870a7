"""夜の記録: totals of a day become records, and never fewer than there are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.evening.night import MOST, Night, evening_of, logged, night, undelivered
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Message, Proposal
from procw_tui.domain.work.proposals import proposals
from procw_tui.domain.work.replies import replies
from tests.make import contract, d, ledger, m, message, proposal, scout
from tests.make_demo import NOW

TODAY = NOW.date()
NUMBERS = st.one_of(st.none(), st.integers(0, 12))


def after(before: Ledger, typed: Night, day: date = TODAY, chosen: tuple[str, ...] = ()) -> Ledger:
    return night(before, typed, day, NOW, chosen).applied(before)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_the_day_then_has_what_was_typed(
    sent: int | None, unanswered: int | None, delivered: int | None, scouts: int | None
) -> None:
    """And the same strip again changes nothing."""
    typed = Night(sent, unanswered, delivered, scouts)
    found = after(ledger(), typed)
    assert logged(found, TODAY, NOW) == Night(*(number or 0 for number in typed))
    assert night(found, typed, TODAY, NOW).ops == ()


def test_numbers_without_names_count_in_the_thirty_and_as_waits() -> None:
    found = after(ledger(proposal("2026-11-20T10:00", outcome="won")), Night(sent=3, unanswered=2))
    assert proposals(found, NOW).since_last_hit == 3
    assert len(replies(found, NOW).waiting) == 2


def test_what_was_logged_one_by_one_is_part_of_the_total() -> None:
    before = ledger(proposal("2026-11-22T10:00", client="A"), scout("2026-11-22"))
    found = after(before, Night(sent=3, scouts=1))
    assert (found.count("proposal"), found.count("scout")) == (3, 1)


@pytest.mark.parametrize("typed", [Night(sent=0), Night(scouts=0), Night(delivered=0)])
def test_less_than_the_ledger_knows_is_refused(typed: Night) -> None:
    before = ledger(
        proposal("2026-11-22T10:00"), scout("2026-11-22"), contract("2026-11-01", delivered_on="2026-11-22")
    )
    with pytest.raises(Invalid) as refused:
        night(before, typed, TODAY, NOW)
    assert refused.value.reason == "more_logged"


def test_nobody_unanswered_answers_all_at_a_time_unknown() -> None:
    before = ledger(
        message("A", "2026-11-21T10:00"), message("A", "2026-11-22T10:00"), message("B", "2026-11-22T11:00")
    )
    found = after(before, Night(unanswered=0))
    assert {(each.state, each.replied_at) for each in found.all(Message)} == {("answered", None)}


def test_fewer_unanswered_needs_a_name() -> None:
    before = ledger(message("A", "2026-11-21T10:00"), message("B", "2026-11-22T11:00"))
    with pytest.raises(Invalid) as refused:
        night(before, Night(unanswered=1), TODAY, NOW)
    assert refused.value.reason == "who_was_answered"
    unnamed = ledger(message("A", "2026-11-21T10:00"), message("-", "2026-11-22T11:00"))
    left = after(unnamed, Night(unanswered=1))
    assert [each.client for each in left.all(Message) if each.state == "waiting"] == ["A"]


def test_the_one_that_runs_is_the_one_delivered() -> None:
    running = contract("2026-11-01", client="A", due_on="2026-11-30")
    found = after(ledger(running), Night(delivered=1))
    assert [(c.client, c.delivered_on) for c in found.all(Contract)] == [("A", TODAY)]


def test_of_several_the_chosen_ones_are_delivered() -> None:
    one, two = contract("2026-11-01", client="A"), contract("2026-11-02", client="B", due_on="2026-11-25")
    assert [c.client for c in undelivered(ledger(one, two), TODAY)] == ["B", "A"]
    found = after(ledger(one, two), Night(delivered=1), chosen=(two.id,))
    assert [c.client for c in found.all(Contract) if c.delivered_on] == ["B"]
    other = after(ledger(one, two), Night(delivered=1), chosen=("other",))
    assert [c.client for c in other.all(Contract) if c.delivered_on] == ["-"]


def test_an_evening_that_was_missed_is_dated_at_noon() -> None:
    found = after(ledger(), Night(sent=2, delivered=1), d("2026-11-20"))
    assert [each.sent_at for each in found.all(Proposal)] == [m("2026-11-20T12:00")] * 2
    assert [each.delivered_on for each in found.all(Contract)] == [d("2026-11-20")]


def test_more_than_a_day_can_have_is_refused() -> None:
    with pytest.raises(Invalid):
        night(ledger(), Night(sent=MOST + 1), TODAY, NOW)


@pytest.mark.parametrize(("now", "evening"), [
    ("2026-11-22T23:59", "2026-11-22"), ("2026-11-23T00:00", "2026-11-22"), ("2026-11-23T03:59", "2026-11-22"),
    ("2026-11-23T04:00", "2026-11-23"),
])  # fmt: skip
def test_past_midnight_it_is_still_the_evening_before(now: str, evening: str) -> None:
    assert evening_of(m(now)) == d(evening)
