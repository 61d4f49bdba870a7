"""One event, one record: whether a candidate is a record that is there (the same kind and client given).

The site's own number decides where both have one. Else the title must be the same, and neither amounts nor
days may contradict: a day that was only assumed, on either side, contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Review, Scout
from procw_tui.domain.record.times import JST
from procw_tui.domain.typed.amounts import with_tax

from .candidates import Candidate
from .pages import CUT_OFF, is_cut
from .states import CLOSED

STARS = frozenset({"overall", "skill", "quality", "schedule", "communication", "partnership"})
SAME_SITE_ID = 10_000
SAME_TITLE, CUT_TITLE, NO_TITLE = 3, 2, 1
"""The same title, one that a page has cut, and where either says none."""
SURELY = 200  # what a title makes that is not just missing
SAME_DAY, SAME_AMOUNT, SAME_STARS = 20, 5, 5
NEAR = timedelta(days=3)
"""Days between the site's closing day and the typed one up to which it is not the next of a series."""
GRACE = timedelta(days=1)
"""A contract that was closed so lately that a page on which it still runs may be the older one."""


def likeness(candidate: Candidate, record: Any, today: date) -> int:
    """0 where it is another one; the larger, the more of it is the same."""
    site_id = candidate.values.get("site_id")
    if site_id and getattr(record, "site_id", None):
        same = site_id.strip() == record.site_id.strip()
        of_a_thread = candidate.timed and record.kind == Message.kind
        if not same or not of_a_thread:
            return SAME_SITE_ID if same else 0
    title = (
        title_fits(candidate.title, record.title) if isinstance(record, (Proposal, Contract)) else SAME_TITLE
    )
    days = _DAYS[record.kind](candidate, record, today) if record.kind in _DAYS else 0
    amount = _amount(candidate.values.get("price_yen"), getattr(record, "price_yen", None))
    if amount is None and record.kind == "contract" and days == SAME_DAY and title == SAME_TITLE and (
        candidate.values.get("started_on") == record.started_on
    ):  # fmt: skip
        amount = 0  # begun on the same day: the amount was put right
    if not title or days is None or amount is None:
        return 0
    return 100 * title + days + amount


def title_fits(said: str, known: str | None) -> int:
    """How well two titles fit; 0 where they are different ones."""
    if not said or not known:
        return NO_TITLE
    one, other = fold(said), fold(known)
    if one == other:
        return SAME_TITLE
    cut = (is_cut(said) and other.startswith(_begun(one))) or (
        is_cut(known) and one.startswith(_begun(other))
    )
    return CUT_TITLE if cut else 0


def _begun(title: str) -> str:
    return title.rstrip(CUT_OFF + ".").rstrip()


def _amount(said: int | None, known: int | None) -> int | None:
    """None where two amounts contradict; with and without tax they are the same."""
    if said is None or known is None:
        return 0
    if said == known:
        return SAME_AMOUNT
    return 0 if said == with_tax(known) or known == with_tax(said) else None


def _own_day(name: str) -> Callable[[Candidate, Any, date], int | None]:
    """The days of a field, which must be the same where both are known."""

    def fits(candidate: Candidate, record: Any, _today: date) -> int | None:
        said = candidate.values.get(name)
        if said is None or is_assumed(record, name):
            return 0
        return SAME_DAY if _day(said) == _day(getattr(record, name)) else None

    return fits


def is_assumed(record: Record, name: str) -> bool:
    """Whether nobody ever stated the value of a field."""
    return name in (getattr(record, "assumed", None) or ())


def _day(value: date | datetime) -> date:
    return value.astimezone(JST).date() if isinstance(value, datetime) else value


def _message(candidate: Candidate, record: Message, _today: date) -> int | None:
    said: datetime | None = candidate.values.get("received_at")
    if said is None:
        return 0
    return SAME_DAY if minute(said) == minute(record.received_at) else None


def minute(moment: datetime) -> datetime:
    """A moment to the minute, as messages are told apart."""
    return moment.astimezone(JST).replace(second=0, microsecond=0)


def _review(candidate: Candidate, record: Review, today: date) -> int | None:
    days = _own_day("opened_on")(candidate, record, today)
    return days if days is None or not same_stars(candidate, record) else days + SAME_STARS


def same_stars(candidate: Candidate, record: Review) -> bool:
    """Whether a rating says the same of everything that a candidate says."""
    return all(
        record.overall_tenths == value if name == "overall" else getattr(record, name) in {None, value}
        for name, value in candidate.values.items() if name in STARS
    )  # fmt: skip


def _contract(candidate: Candidate, record: Contract, today: date) -> int | None:
    said = candidate.values
    started, due = said.get("started_on"), said.get("due_on")
    if started is not None and not is_assumed(record, "started_on"):
        return SAME_DAY if started == record.started_on else None
    sure = due is not None and due == record.due_on
    if due is not None and record.due_on is not None and not sure:
        return None
    closing = _closing(candidate, record, today, sure=sure)
    return None if closing is None else closing + SAME_DAY * sure


def _closing(candidate: Candidate, record: Contract, today: date, *, sure: bool) -> int | None:
    """Whether a contract may be the one that a page shows: one that is over does not run again."""
    said, closed = candidate.values, record.closed_on
    if said.get("outcome") not in CLOSED:
        if closed is None or sure:
            return 10 * (closed is None and stage(candidate) == stage_of(record))
        lately = today - closed <= GRACE and title_fits(candidate.title, record.title) > NO_TITLE
        same = said.get("price_yen") in {None, record.price_yen}
        return 0 if lately and same else None
    on = said.get("accepted_on") or said.get("ended_on") or said.get("delivered_on")
    if on is None:
        return 10 * (closed is None)
    if closed is not None:
        return None if abs(on - closed) > NEAR else SAME_DAY if on == closed else 10
    return None if on < record.started_on - NEAR and not is_assumed(record, "started_on") else 1


def stage(candidate: Candidate) -> int:
    """How far a contract is by its source: 1 running, 2 delivered, 3 closed."""
    if candidate.values.get("outcome") in CLOSED:
        return 3
    return 2 if "delivered_on" in candidate.values or "delivered_on" in candidate.assumed else 1


def stage_of(contract: Contract) -> int:
    """How far a contract is by the ledger."""
    if contract.outcome != "running":
        return 3
    return 2 if contract.delivered_on is not None else 1


_DAYS: dict[str, Callable[[Candidate, Any, date], int | None]] = {
    Proposal.kind: _own_day("sent_at"), Contract.kind: _contract, Message.kind: _message,
    Review.kind: _review, Scout.kind: _own_day("received_on"),
}  # fmt: skip
"""What days say: None where they contradict."""
