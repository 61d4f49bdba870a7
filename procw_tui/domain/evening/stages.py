"""The next stage of a proposal or a contract: one key, with today as its day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from procw_tui.domain.ledger.changes import Change, Op, edit, log, new_id
from procw_tui.domain.ledger.jobs import contract_of
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Proposal, Record
from procw_tui.domain.work.proposals import sent_by, silent
from procw_tui.domain.work.terminations import is_asked, termination_answered

NextStage = str


def next_stages(record: Proposal | Contract) -> tuple[NextStage, ...]:
    """What can come next, the likeliest first; empty where nothing can.

    Of proposals: talking, won, lost, no_answer, withdrawn.
    Of contracts: answered (a client's open midway-end request), delivered, accepted, i_rated, ended_midway.
    """
    if isinstance(record, Proposal):
        if record.outcome == "pending":
            return ("talking", "won", "lost", "no_answer", "withdrawn")
        return ("won", "lost", "withdrawn") if record.outcome == "talking" else ()
    if record.outcome == "ended_midway":
        return ()
    if record.outcome == "running" and is_asked(record):
        return ("answered", "ended_midway")
    if record.outcome == "running" and record.delivered_on is None:
        return ("delivered", "accepted", "ended_midway")
    if record.outcome == "running":
        return ("accepted", "ended_midway")
    return ("i_rated",) if record.i_rated_on is None and record.type != "task" else ()


def likeliest(record: Proposal | Contract, now: datetime, give_up_days: int) -> NextStage | None:
    """The stage that one key stands for: a proposal that was silent for long has had its answer."""
    stages = next_stages(record)
    if isinstance(record, Proposal) and silent(record, now, give_up_days):
        return "no_answer"
    return stages[0] if stages else None


def stages_of_all(
    records: Sequence[Proposal | Contract], now: datetime, give_up_days: int
) -> dict[NextStage, list[str]]:
    """The stages that several records can come to, each with the ids that can; the likeliest first."""
    stages: dict[NextStage, list[str]] = {}
    for record in records:
        stage = likeliest(record, now, give_up_days)
        if stage is not None:
            stages.setdefault(stage, [])
    for record in records:
        for stage in next_stages(record):
            stages.setdefault(stage, []).append(record.id)
    return stages


def all_to_stage(ledger: Ledger, record_ids: Iterable[str], stage: NextStage, now: datetime) -> Change:
    """Several records in their next stage, as one change; those that can't come to it any more are left.

    Invalid where none can: another session has brought it further.
    """
    able = [each for each in record_ids if _can_come_to(ledger.find(each), stage)]
    if not able:
        raise Invalid("", "changed_meanwhile")
    ops: list[Op] = []
    for each in able:  # one after the other: a contract belongs to one of them
        made = to_stage(ledger, each, stage, now)
        ops += made.ops
        ledger = made.applied(ledger)
    return Change("stage", tuple(ops))


def _can_come_to(record: Record | None, stage: NextStage) -> bool:
    return isinstance(record, Proposal | Contract) and stage in next_stages(record)


def to_expected_stage(ledger: Ledger, record_id: str, stage: NextStage, now: datetime) -> Change:
    """The record in its next stage; Invalid where it can't come to that one any more."""
    return all_to_stage(ledger, [record_id], stage, now)


def close_silent(ledger: Ledger, now: datetime, give_up_days: int) -> Change:
    """Every proposal that was silent for so long without an answer; Invalid where none is any more."""
    ids = [each.id for each in sent_by(ledger, now) if silent(each, now, give_up_days)]
    if not ids:
        raise Invalid("", "changed_meanwhile")
    return all_to_stage(ledger, ids, "no_answer", now)


def to_stage(ledger: Ledger, record_id: str, stage: NextStage, now: datetime) -> Change:
    """The record in its next stage."""
    record = ledger.find(record_id)
    if stage == "answered":
        return termination_answered(ledger, record_id, now)
    if isinstance(record, Contract):
        return edit(ledger, record_id, _contract(stage, now), "stage")
    change = edit(ledger, record_id, _proposal(stage, now), "stage")
    if stage == "won" and isinstance(record, Proposal) and not _has_contract(ledger, record):
        begun = contract_of(ledger, dataclasses.replace(record, outcome="won"))
        change = Change("stage", (*(begun or log(ledger, _contract_of(record, now)).ops), *change.ops))
    return change


def to_stage_instead(ledger: Ledger, made: Change, record_id: str, stage: NextStage, now: datetime) -> Change:
    """The record in another stage than a change brought it to, with nothing else of that change left.

    Invalid where something that it touched has changed since.
    """
    if any(_said(ledger.find(op.record.id, op.record.kind)) != _said(op.after) for op in made.ops):
        raise Invalid("", "changed_meanwhile")
    back = made.inverse()
    there = {op.record.id: ledger.find(op.record.id, op.record.kind) for op in back.ops}
    after = {op.record.id: op.after for op in back.ops}
    for op in to_stage(back.applied(ledger), record_id, stage, now).ops:
        there.setdefault(op.record.id, op.before)
        after[op.record.id] = op.after
    *others, own = sorted(after, key=lambda each: each == record_id)  # the record that it is about comes last
    pairs = ((there[each], after[each]) for each in (*others, own))
    return Change("stage", tuple(Op(before, then) for before, then in pairs if before or then))


def _said(record: Record | None) -> Record | None:
    """A record without when the store last took it."""
    return dataclasses.replace(record, changed_at=None) if record is not None else None


def _proposal(stage: NextStage, now: datetime) -> dict[str, Any]:
    return {"outcome": stage, ("talking_at" if stage == "talking" else "decided_at"): now}


def _contract(stage: NextStage, now: datetime) -> dict[str, Any]:
    today = now.date()
    values: dict[str, dict[str, Any]] = {
        "delivered": {"delivered_on": today},
        "accepted": {"accepted_on": today, "outcome": "completed"},
        "i_rated": {"i_rated_on": today},
        "ended_midway": {"ended_on": today, "outcome": "ended_midway"},
    }
    return values[stage]


def _has_contract(ledger: Ledger, proposal: Proposal) -> bool:
    return any(contract.proposal_id == proposal.id for contract in ledger.all(Contract))


def _contract_of(proposal: Proposal, now: datetime) -> Contract:
    """What a proposal that was won begins: fixed price, until the user says otherwise."""
    return Contract(
        id=new_id(), client=proposal.client or "-", type="fixed", started_on=now.date(),
        title=proposal.title, price_yen=proposal.price_yen, proposal_id=proposal.id,
    )  # fmt: skip
