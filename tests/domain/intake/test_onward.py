"""What goes on by itself, and what never goes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from procw_tui.domain.intake.candidates import Candidate, Doubt
from procw_tui.domain.intake.onward import never_overwritten, onward
from procw_tui.domain.record.records import Review
from tests.make import contract, d, done, m, message, proposal, review

ASKED = m("2026-11-20 09:00")


def candidate(kind: str, assumed: Mapping[str, Any] | None = None, **values: Any) -> Candidate:
    return Candidate(kind, values, frozenset({0}), assumed or {})


def went(found: Candidate, record: Any) -> dict[str, Any]:
    return onward(found, record, [])


@pytest.mark.parametrize(("was", "said", "becomes"), [
    ("pending", "talking", "talking"), ("pending", "won", "won"), ("pending", "no_answer", "no_answer"),
    ("pending", "pending", None), ("talking", "pending", None), ("talking", "no_answer", None),
    ("talking", "lost", "lost"), ("no_answer", "talking", "talking"), ("no_answer", "pending", None),
    ("no_answer", "won", "won"), ("won", "lost", None), ("lost", "pending", None), ("withdrawn", "won", None),
    ("pending", None, None),
])  # fmt: skip
def test_an_application_goes_on_and_never_back(was: Any, said: str | None, becomes: str | None) -> None:
    stated: dict[str, Any] = {"outcome": said} if said else {}
    found = candidate("proposal", **stated)
    assert went(found, proposal("2026-11-01 09:00", outcome=was)) == ({"outcome": becomes} if becomes else {})


@pytest.mark.parametrize(("record", "taken"), [
    (contract("2026-11-01"), {"termination_requested_at": ASKED}),
    (contract("2026-11-01", termination_requested_at=m("2026-11-10 09:00")), {}),
    (done("2026-11-10"), {}),
])  # fmt: skip
def test_a_request_that_a_state_tells_is_assumed_only_of_a_contract_that_runs(
    record: Any, taken: dict[str, Any]
) -> None:
    found = candidate("contract", {"termination_requested_at": ASKED, "other": 1}, outcome="running")
    assert went(found, record) == taken


def test_a_contract_takes_the_fields_of_its_next_stage() -> None:
    found = candidate(
        "contract", outcome="completed", delivered_on=d("2026-11-18"), accepted_on=d("2026-11-20")
    )
    doubts: list[Doubt] = []
    assert onward(found, contract("2026-11-01"), doubts) == {
        "outcome": "completed", "accepted_on": d("2026-11-20"), "delivered_on": d("2026-11-18"),
    }  # fmt: skip
    assert doubts == []
    delivered = contract("2026-11-01", delivered_on="2026-11-15")
    assert "delivered_on" not in went(found, delivered)
    late = onward(found, contract("2026-11-19"), doubts)
    assert (late["started_on"], doubts) == (d("2026-11-18"), ["which_day"])


@pytest.mark.parametrize(("state", "said", "taken"), [
    ("waiting", {"state": "answered", "replied_at": ASKED}, {"state": "answered", "replied_at": ASKED}),
    ("waiting", {"state": "not_needed"}, {"state": "not_needed"}), ("waiting", {"state": "waiting"}, {}),
    ("answered", {"state": "not_needed"}, {}),
])  # fmt: skip
def test_a_message_is_answered_once(state: str, said: dict[str, Any], taken: dict[str, Any]) -> None:
    there = message("A", "2026-11-20 08:00", state=state)
    assert went(candidate("message", **said), there) == taken


def test_five_items_take_the_place_of_an_overall() -> None:
    items: dict[str, Any] = dict.fromkeys(("skill", "quality", "schedule", "communication", "partnership"), 5)
    overall = Review(id="1", opened_on=d("2026-11-20"), overall=48)
    found = candidate("review", client="A", opened_on=d("2026-11-20"), **items)
    assert went(found, overall) == {**items, "overall": None}
    assert went(candidate("review", overall=50), overall) == {}
    assert went(found, review("2026-11-20")) == {}


@pytest.mark.parametrize(("record", "said", "kept"), [
    (proposal("2026-11-01 09:00"), {"outcome": "pending"}, {"outcome"}),
    (proposal("2026-11-01 09:00"), {"outcome": "talking"}, {"outcome"}),
    (proposal("2026-11-01 09:00"), {"outcome": "won"}, set()), (proposal("2026-11-01 09:00"), {}, set()),
    (contract("2026-11-01"), {"outcome": "running"}, {"outcome"}),
    (contract("2026-11-01"), {"outcome": "completed"}, set()),
    (message("A", "2026-11-20 08:00"), {}, {"state"}), (review("2026-11-20"), {}, {"overall"}),
    (review("2026-11-20", overall=48, skill=None), {}, set()),
])  # fmt: skip
def test_what_says_less_contradicts_nothing(record: Any, said: dict[str, Any], kept: set[str]) -> None:
    assert never_overwritten(candidate(record.kind, **said), record) == kept
