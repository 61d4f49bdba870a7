"""The numbers of an evening: how many applications, unanswered clients, deliveries and 相談 the day had.

Names may come later, by paste: a number is a record without a name, and counts at once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from procw_tui.domain.ledger.changes import Change, Op, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.names import is_unnamed, stand_in
from procw_tui.domain.record.records import Contract, Message, Proposal, Scout
from procw_tui.domain.record.times import start_of
from procw_tui.domain.typed.when import NOON
from procw_tui.domain.work.contracts import running
from procw_tui.domain.work.replies import Wait, answered_all, replies

MOST = 99
NIGHT_ENDS = 4  # o'clock


class Night(NamedTuple):
    """The day's totals; None where nothing was typed."""

    sent: int | None = None
    unanswered: int | None = None
    delivered: int | None = None
    scouts: int | None = None


def evening_of(now: datetime) -> date:
    """The day whose evening it is: past midnight still the day before."""
    return now.date() - timedelta(days=now.hour < NIGHT_ENDS)


def logged(ledger: Ledger, day: date, now: datetime) -> Night:
    """What the ledger knows of a day already; unanswered clients are those of now."""
    return Night(
        sum(own_day(each) == day for each in ledger.all(Proposal)),
        len(replies(ledger, now).waiting),
        sum(each.delivered_on == day for each in ledger.all(Contract)),
        sum(each.received_on == day for each in ledger.all(Scout)),
    )


def undelivered(ledger: Ledger, day: date) -> list[Contract]:
    """The running contracts of which one may have been delivered on a day, the first due first."""
    found = [c for c in running(ledger, day) if c.delivered_on is None]
    return sorted(found, key=lambda contract: (contract.due_on or date.max, contract.started_on))


def night(ledger: Ledger, typed: Night, day: date, now: datetime, chosen: Sequence[str] = ()) -> Change:
    """What makes the day's totals those that were typed. `chosen`: ids of the contracts delivered.

    Invalid where the ledger knows more than that: which of them is wrong can't be told by a number.
    """
    known = logged(ledger, day, now)
    for name, mine, theirs in zip(Night._fields, typed, known, strict=True):
        if mine is not None and mine > MOST:
            raise Invalid(name, "too_large", value=mine, most=MOST)
        if mine is not None and theirs is not None and mine < theirs and name != "unanswered":
            raise Invalid(name, "more_logged", value=theirs)
    noon = start_of(day).replace(hour=NOON.hour)
    at = now.replace(second=0, microsecond=0) if day == now.date() else noon
    ops = [Op(None, Proposal(id=new_id(), sent_at=at)) for _ in range(_more(typed.sent, known.sent))]
    if typed.unanswered is not None:
        ops += _unanswered(ledger, typed.unanswered, now, at)
    ops += _deliveries(ledger, _more(typed.delivered, known.delivered), day, chosen)
    ops += [Op(None, Scout(id=new_id(), received_on=day)) for _ in range(_more(typed.scouts, known.scouts))]
    return Change("night", tuple(ops))


def _more(typed: int | None, known: int | None) -> int:
    return max(0, (typed or 0) - (known or 0)) if typed is not None else 0


def _unanswered(ledger: Ledger, typed: int, now: datetime, at: datetime) -> Iterator[Op]:
    """More wait: messages without names. Fewer: those without a name are answered; none: all are."""
    waiting = replies(ledger, now).waiting
    if typed > len(waiting):
        taken = {wait.client for wait in waiting}
        for _ in range(typed - len(waiting)):
            name = stand_in(taken)
            taken.add(name)
            yield Op(None, Message(id=new_id(), client=name, received_at=at))
        return
    gone = len(waiting) - typed
    answered = [wait for wait in waiting if not typed or is_unnamed(wait.client)][:gone]
    if len(answered) < gone:
        raise Invalid("unanswered", "who_was_answered", value=len(waiting))
    yield from answered_all(ledger, now, _clients(answered)).ops


def _clients(waits: Sequence[Wait]) -> set[str]:
    return {wait.client for wait in waits}


def _deliveries(ledger: Ledger, more: int, day: date, chosen: Sequence[str]) -> Iterator[Op]:
    """The contracts chosen, or all that run where so many were delivered; the others have no name yet."""
    running_ones = undelivered(ledger, day)
    picked = [c for c in running_ones if c.id in chosen]
    if not chosen and len(running_ones) <= more:
        picked = running_ones
    for contract in picked[:more]:
        yield Op(contract, dataclasses.replace(contract, delivered_on=max(day, contract.started_on)))
    for _ in range(more - len(picked[:more])):
        yield Op(None, Contract(id=new_id(), client="-", type="fixed", started_on=day, delivered_on=day))
