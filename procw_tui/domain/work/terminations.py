"""Requests to end a contract midway: the alarm while a client's is open, and what an answer changes.

A client's request that stays unanswered for 168 hours ends the contract with one star in every item [O/W].
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from procw_tui.domain.ledger.changes import Change, edit, log, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import Side
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.times import JST

from .contracts import ended_by

TIME_TO_ANSWER = timedelta(hours=168)


class Alarm(NamedTuple):
    """A request of the client's that is not answered."""

    deadline: datetime
    contract: Contract


def _requested(ledger: Ledger) -> list[Contract]:
    return [
        contract for contract in ledger.all(Contract)
        if contract.termination_requested_at is not None and contract.termination_by != "me"
    ]  # fmt: skip


def alarms(ledger: Ledger, now: datetime) -> list[Alarm]:
    """The open requests by deadline; each stays until answered or the contract ended, also past it."""
    open_ones = []
    for contract in ledger.index(_requested, Contract):
        requested, answered = contract.termination_requested_at, contract.termination_answered_at
        if requested is None or requested > now or (answered is not None and answered <= now):
            continue
        if contract.started_on <= now.date() and not ended_by(contract, now.date()):
            open_ones.append(Alarm(requested + TIME_TO_ANSWER, contract))
    return sorted(open_ones, key=lambda alarm: alarm.deadline)


def none_ahead(ledger: Ledger, now: datetime) -> bool:
    """Whether no request is open and none can open before something is logged."""
    return all(
        (contract.termination_answered_at is not None and contract.termination_answered_at <= now)
        or ended_by(contract, now.date())
        for contract in ledger.index(_requested, Contract)
    )


def is_asked(contract: Contract) -> bool:
    """Whether a client's request on a contract has no answer, whenever it came."""
    return (
        contract.termination_requested_at is not None
        and contract.termination_by != "me"
        and contract.termination_answered_at is None
    )


def termination_requested(ledger: Ledger, contract: str, at: datetime, by: Side = "client") -> Change:
    """A midway-end request on a contract, by id; for a name of a client, on a contract made for it."""
    values: dict[str, Any] = {
        "termination_requested_at": at,
        "termination_by": by,
        "termination_answered_at": None,
    }
    if ledger.find(contract, Contract.kind) is not None:
        return edit(ledger, contract, values, "termination")
    made = Contract(id=new_id(), client=contract, type="fixed", started_on=at.date())
    return log(ledger, dataclasses.replace(made, **values), "termination")


def termination_answered(ledger: Ledger, contract: str, at: datetime) -> Change:
    """The answer to a midway-end request, by the contract's id; Invalid where there is none on it."""
    return edit(ledger, contract, {"termination_answered_at": at}, "termination")


def termination_agreed(ledger: Ledger, contract: str, at: datetime) -> Change:
    """The answer that agrees: the contract has ended midway, on that day in Japan."""
    values: dict[str, Any] = {
        "termination_answered_at": at, "outcome": "ended_midway", "ended_on": at.astimezone(JST).date(),
    }  # fmt: skip
    return edit(ledger, contract, values, "termination")
