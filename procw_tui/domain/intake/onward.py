"""What goes on by itself of a record that is there: the state, the reply or the result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from procw_tui.domain.record.records import Contract, Message, Proposal, Review

from .candidates import Candidate, Doubt
from .pages import is_cut
from .sameness import is_assumed, stage, stage_of
from .states import CLOSED

OPEN = ("pending", "talking")
UNDECIDED = (*OPEN, "no_answer")
STEPS = {1: (), 2: ("delivered_on",), 3: ("outcome", "accepted_on", "ended_on", "delivered_on")}
"""The fields that each stage of a contract sets."""


def onward(candidate: Candidate, record: Any, doubts: list[Doubt]) -> dict[str, Any]:
    """The values that are taken as they are; never back. What is assumed for them is told."""
    rule = _ONWARD.get(record.kind)
    return _now_known(candidate, record) | (rule(candidate, record, doubts) if rule is not None else {})


def _now_known(candidate: Candidate, record: Any) -> dict[str, Any]:
    """What was only assumed so far, and a title that a page had cut."""
    known = {
        name: value for name, value in candidate.values.items()
        if is_assumed(record, name) and (value != getattr(record, name))
    }  # fmt: skip
    title = candidate.values.get("title")
    if title and is_cut(getattr(record, "title", None) or "") and not is_cut(title):
        known["title"] = title
    return known


def _proposal(candidate: Candidate, record: Proposal, _doubts: list[Doubt]) -> dict[str, Any]:
    state = candidate.values.get("outcome")
    if state is None or state == record.outcome or record.outcome not in UNDECIDED:
        return {}
    forward = state not in UNDECIDED or (record.outcome == "pending" and state != "pending")
    answered = record.outcome == "no_answer" and state == "talking"
    return {"outcome": state} if forward or answered else {}


def _contract(candidate: Candidate, record: Contract, doubts: list[Doubt]) -> dict[str, Any]:
    if record.outcome == "running" and record.termination_requested_at is None:
        asked = {n: v for n, v in candidate.assumed.items() if n == "termination_requested_at"}
    else:
        asked = {}
    if stage(candidate) <= stage_of(record):
        return asked
    given = {**candidate.assumed, **candidate.values}
    taken = {
        name: given[name] for name in STEPS[stage(candidate)] if name in given and name not in _had(record)
    }
    if candidate.values.keys().isdisjoint(taken.keys() - {"outcome"}) and "day_assumed" not in doubts:
        doubts.append("day_assumed")
    days = [day for day in taken.values() if isinstance(day, date)]
    if "started_on" not in candidate.values and days and record.started_on > min(days):
        taken["started_on"] = min(days)  # it was logged after it was closed
        doubts.append("which_day")
    closed = taken.get("accepted_on")
    if closed and is_assumed(record, "delivered_on") and record.delivered_on and record.delivered_on > closed:
        taken["delivered_on"] = None  # it was only a guess
    return {**asked, **taken}


def _had(record: Contract) -> set[str]:
    return {"delivered_on"} if record.delivered_on is not None else set()


def _message(candidate: Candidate, record: Message, _doubts: list[Doubt]) -> dict[str, Any]:
    replied, state = candidate.values.get("replied_at"), candidate.values.get("state")
    if record.state != "waiting" or state not in {"answered", "not_needed"}:
        return {}
    return {"state": state} | ({"replied_at": replied} if replied is not None else {})


def _review(candidate: Candidate, record: Review, _doubts: list[Doubt]) -> dict[str, Any]:
    """Five items say more finely what the overall says."""
    if record.overall is None or "skill" not in candidate.values:
        return {}
    items = {name: value for name, value in candidate.values.items() if name not in {"client", "opened_on"}}
    return {**items, "overall": None}


_ONWARD: dict[str, Callable[[Candidate, Any, list[Doubt]], dict[str, Any]]] = {
    Proposal.kind: _proposal, Contract.kind: _contract, Message.kind: _message, Review.kind: _review,
}  # fmt: skip


def never_overwritten(candidate: Candidate, record: Any) -> frozenset[str]:
    """What a source says otherwise without contradicting: an earlier state, an overall beside five items."""
    if isinstance(record, Proposal):
        return frozenset({"outcome"} if candidate.values.get("outcome") in OPEN else ())
    if isinstance(record, Contract) and candidate.values.get("outcome") not in CLOSED:
        return frozenset({"outcome"})
    if isinstance(record, Message):
        return frozenset({"state"})
    if isinstance(record, Review) and record.skill is not None:
        return frozenset({"overall"})
    return frozenset()
