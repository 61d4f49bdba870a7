"""The days that a contract runs towards: due, acceptance, escrow, and the month to rate in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Contract, Review
from procw_tui.domain.record.times import DAY

from .contracts import ended_by, running

RATING_TIME = relativedelta(months=1)
"""A review can be given for one month after acceptance [O]."""
LONGEST_RATING = timedelta(days=32)
ACCEPTANCE_TIME = timedelta(days=7)
"""Acceptance takes about a week; then the office can be asked to chase [W]."""
ESCROW_TIME = timedelta(days=180)
LAPSES_SOON = timedelta(days=30)
JUST_MISSED = timedelta(days=14)
"""For so long a rating that was missed is named."""
TO_THE_OFFICE = timedelta(days=14)
"""A line to the client first; a week after that the office can be asked."""

ClockName = Literal["due", "acceptance", "escrow", "rating", "opening"]


class Clock(NamedTuple):
    """A day that a contract runs towards."""

    on: date
    contract: Contract


class RatingClock(NamedTuple):
    """The month in which an accepted contract can be rated.

    A rating is hidden until both sides have rated; one that stays alone opens by itself after that month [O].
    """

    last: date
    opens: date
    rated: bool


def rating_clock(contract: Contract, day: date) -> RatingClock | None:
    """The rating time of a contract accepted by a day; None before, and for タスク work."""
    accepted = contract.accepted_on
    if accepted is None or accepted > day or contract.type == "task":
        return None
    last = accepted + RATING_TIME
    return RatingClock(last, last + DAY, rated=contract.i_rated_on is not None and contract.i_rated_on <= day)


def reviewed(ledger: Ledger, day: date) -> set[str]:
    """The ids of the contracts whose rating by the client is there, however it was linked.

    One that names no contract is that of the client's contract that was accepted last before it opened.
    """
    opened = ledger.index(_opened, Review, Contract)
    return {contract for contract, on in opened.items() if on <= day}


def _opened(ledger: Ledger) -> dict[str, date]:
    opened = {r.contract_id: r.opened_on for r in ledger.all(Review) if r.contract_id}
    loose = sorted(
        (r for r in ledger.all(Review) if not r.contract_id and r.client), key=lambda r: r.opened_on
    )
    if not loose:
        return opened
    accepted: dict[str, list[tuple[date, str]]] = {}
    for contract in ledger.all(Contract):
        if contract.accepted_on is not None and contract.type != "task" and contract.id not in opened:
            accepted.setdefault(who(contract.client), []).append((contract.accepted_on, contract.id))
    for review in loose:
        on = review.opened_on
        fitting = [
            each for each in accepted.get(who(review.client), ()) if on - LONGEST_RATING <= each[0] <= on
        ]
        if fitting:
            accepted[who(review.client)].remove(max(fitting))
            opened[max(fitting)[1]] = on
    return opened


def lately_accepted(ledger: Ledger, day: date) -> list[Contract]:
    """The contracts whose month to rate in can still run, or has just ended."""
    since = day - LONGEST_RATING
    return [c for c in ledger.all(Contract) if c.accepted_on is not None and since <= c.accepted_on <= day]


def to_rate(ledger: Ledger, day: date) -> list[Clock]:
    """Accepted contracts that the user has not rated and still can, the first to close first.

    A client's rating that opened within that month was opened by both sides, so the user has rated.
    """
    there, found = reviewed(ledger, day), []
    for contract in lately_accepted(ledger, day):
        clock = rating_clock(contract, day)
        if clock is not None and not clock.rated and clock.last >= day and contract.id not in there:
            found.append(Clock(clock.last, contract))
    return sorted(found, key=lambda clock: clock.on)


def missed_ratings(ledger: Ledger, day: date) -> list[Clock]:
    """Contracts that the user has not rated, and whose month for it has just ended; the last missed first."""
    there, found, since = reviewed(ledger, day), [], day - LONGEST_RATING - JUST_MISSED
    for contract in ledger.all(Contract):
        if contract.accepted_on is None or not since <= contract.accepted_on <= day:
            continue
        clock = rating_clock(contract, day)
        if clock is None or clock.rated or contract.id in there:
            continue
        if clock.last < day <= clock.last + JUST_MISSED:
            found.append(Clock(clock.last, contract))
    return sorted(found, key=lambda clock: clock.on, reverse=True)


def lapsing_escrow(ledger: Ledger, day: date) -> list[Clock]:
    """Running contracts whose escrow lapses within a month, the first to lapse first."""
    clocks = [Clock(c.escrow_on + ESCROW_TIME, c) for c in running(ledger, day) if c.escrow_on is not None]
    near = (clock for clock in clocks if day <= clock.on <= day + LAPSES_SOON)
    return sorted(near, key=lambda clock: clock.on)


def opens_in_time_if_rated(ledger: Ledger, day: date, cutoff: date) -> list[Clock]:
    """Contracts to rate now: a rating of the client's then opens by a cut-off, and alone only after it.

    The clock's day is that on which it would open by itself.
    """
    alone = [Clock(clock.on + DAY, clock.contract) for clock in to_rate(ledger, day)]
    return [clock for clock in alone if clock.on > cutoff >= day]


def due(ledger: Ledger, day: date) -> list[Clock]:
    """Running contracts still to be delivered, by due day; those without one are left out."""
    clocks = [
        Clock(c.due_on, c) for c in running(ledger, day) if c.due_on is not None and not _delivered(c, day)
    ]
    return sorted(clocks, key=lambda clock: clock.on)


def overdue_acceptance(ledger: Ledger, day: date) -> list[Clock]:
    """Deliveries not accepted a week later: the office can be asked to chase."""
    waiting = [(c.delivered_on, c) for c in running(ledger, day) if _delivered(c, day)]
    clocks = [Clock(on + ACCEPTANCE_TIME, c) for on, c in waiting if on is not None]
    return sorted((clock for clock in clocks if clock.on < day), key=lambda clock: clock.on)


def _delivered(contract: Contract, day: date) -> bool:
    return contract.delivered_on is not None and contract.delivered_on <= day


def clocks_of(contract: Contract, day: date) -> list[tuple[ClockName, date]]:
    """Every day that a contract runs towards on a day, the next step's first."""
    rating = rating_clock(contract, day)
    if rating is not None:
        found: list[tuple[ClockName, date]] = []
        if not rating.rated and rating.last >= day:
            found.append(("rating", rating.last))
        if rating.opens >= day:
            found.append(("opening", rating.opens))
        return found
    if ended_by(contract, day):
        return []
    step: list[tuple[ClockName, date]] = []
    if contract.delivered_on is not None and contract.delivered_on <= day:
        step = [("acceptance", contract.delivered_on + ACCEPTANCE_TIME)]
    elif contract.due_on is not None:
        step = [("due", contract.due_on)]
    escrow = contract.escrow_on
    return [*step, ("escrow", escrow + ESCROW_TIME)] if escrow is not None else step
