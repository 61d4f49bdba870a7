"""A client's midway-end request runs out after 168 hours: the contract ends with one star in every item."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from procw_tui.domain.certification.counts import ended_by
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract

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
    found = []
    for contract in ledger.index(_requested, Contract):
        requested, answered = contract.termination_requested_at, contract.termination_answered_at
        if requested is None or requested > now or (answered is not None and answered <= now):
            continue
        if contract.started_on <= now.date() and not ended_by(contract, now.date()):
            found.append(Alarm(requested + TIME_TO_ANSWER, contract))
    return sorted(found, key=lambda alarm: alarm.deadline)
