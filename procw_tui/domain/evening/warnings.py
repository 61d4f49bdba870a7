"""What is odd, but may be true: kept, and shown as a warning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, Protocol

from dateutil.relativedelta import relativedelta

from procw_tui.domain.certification.coverage import on_site_since
from procw_tui.domain.certification.mean_stars import StarsId, stars
from procw_tui.domain.ledger.jobs import same_as
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.tallies import of_the_same
from procw_tui.domain.record.interval import Interval
from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    Message,
    Opening,
    Proposal,
    Record,
    Review,
    Setting,
    Tally,
)
from procw_tui.domain.record.times import JST, first_day
from procw_tui.domain.work.clocks import RATING_TIME
from procw_tui.domain.work.contracts import running_for

STARS: tuple[StarsId, ...] = ("rating", "communication")
SOFT_SPAN_DAYS = 62
"""So long a tally is worth being told by month."""

WarningKind = Literal[
    "in_future", "review_of_task", "review_late", "review_unknown_contract", "opening_disagrees",
    "tally_long", "tally_overlaps", "joined_after", "milestone_not_fixed", "applied_before",
    "contract_before", "follow_up_stranger",
]  # fmt: skip


class RecordWarning(NamedTuple):
    """Something odd about a record, with the facts that its sentence needs."""

    kind: WarningKind
    record: Record
    facts: dict[str, object]


class _Warn(Protocol):
    def __call__(self, kind: WarningKind, **facts: object) -> None: ...


def warnings_about(ledger: Ledger, record: Record, now: datetime) -> list[RecordWarning]:
    """Everything odd about one record of a ledger."""
    warned: list[RecordWarning] = []

    def warn(kind: WarningKind, **facts: object) -> None:
        warned.append(RecordWarning(kind, record, facts))

    own = own_day(record)
    if isinstance(record, Assessment):
        own = max(own or date.min, first_day(record.month))
    if own is not None and own > now.astimezone(JST).date():
        warn("in_future", day=own)
    if isinstance(record, Message) and record.replied_at and record.replied_at > now:
        warn("in_future", day=record.replied_at.date())
    ask = _ASK.get(type(record))
    if ask is not None:
        ask(ledger, record, warn)
    return warned


def _review(ledger: Ledger, review: Review, warn: _Warn) -> None:
    if review.contract_id is None:
        return
    contract = ledger.find(review.contract_id, Contract.kind)
    if not isinstance(contract, Contract):
        warn("review_unknown_contract")
    elif contract.type == "task":
        warn("review_of_task")
    elif contract.accepted_on and review.opened_on > contract.accepted_on + RATING_TIME + relativedelta(
        days=1
    ):
        warn("review_late", day=contract.accepted_on + RATING_TIME)


def _opening(ledger: Ledger, opening: Opening, warn: _Warn) -> None:
    """Compare with what the ledger without it would say of its day."""
    others = ledger.with_puts((), [(opening.kind, opening.id)])
    for which in STARS:
        count = getattr(opening, f"{which}_count")
        if count is None:
            continue
        mine = stars(ledger, opening.as_of, which)
        known = stars(others, opening.as_of, which)
        if known.ratings > count or (known.ratings == count and not _overlap(known.total, mine.total)):
            warn("opening_disagrees", which=which, count=count, known=known.ratings)


def _overlap(one: Interval, other: Interval) -> bool:
    return one.low <= other.high and other.low <= one.high


def _tally(ledger: Ledger, tally: Tally, warn: _Warn) -> None:
    days = (tally.to - tally.from_).days
    if days >= SOFT_SPAN_DAYS:
        warn("tally_long", days=days + 1)
    for other in of_the_same(ledger, tally):
        warn("tally_overlaps", first=other.from_, last=other.to)


def _setting(ledger: Ledger, setting: Setting, warn: _Warn) -> None:
    since, said = on_site_since(ledger), ledger.day("joined_on")
    if setting.key == "joined_on" and since is not None and said is not None and since < said:
        warn("joined_after", day=since)


def _proposal(ledger: Ledger, proposal: Proposal, warn: _Warn) -> None:
    if proposal.follow_up_on and not running_for(ledger, proposal.client or ""):
        warn("follow_up_stranger")
    before = same_as(ledger, proposal)
    if before:
        warn("applied_before", day=before[0].sent_at.date())


def _contract(ledger: Ledger, contract: Contract, warn: _Warn) -> None:
    if contract.milestone_paid and contract.type != "fixed":
        warn("milestone_not_fixed")
    before = same_as(ledger, contract)
    if before:
        warn("contract_before", day=before[0].started_on)


_ASK: dict[type[Record], Callable[[Ledger, Any, _Warn], None]] = {
    Review: _review, Opening: _opening, Tally: _tally, Setting: _setting, Contract: _contract,
    Proposal: _proposal,
}  # fmt: skip
