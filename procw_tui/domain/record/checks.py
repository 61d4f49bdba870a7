"""What one record alone makes impossible. What is merely odd is kept, with a warning (`evening.warnings`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import cast

from procw_tui.domain.record.stars import OVERALL_STEP, WHOLE_STEP, opening_total

from .invalid import Invalid
from .names import who
from .records import Contract, Gap, MailRule, Message, Opening, Proposal, Record, Review, Setting, Tally
from .settings import check_setting

Point = date | datetime

_HOLE = re.compile(r"\{client\}|\{job\}|\\n")
MOST_IN_A_TALLY = 2_000
"""Of a kind: what the window cuts of it is reckoned one by one."""


def _day(point: Point) -> date:
    return point.date() if isinstance(point, datetime) else point


def _in_order(record: Record, earlier: str, *later: str) -> None:
    """None of the later fields may lie before the earlier one."""
    start: Point | None = getattr(record, earlier)
    if start is None:
        return
    for name in later:
        end: Point | None = getattr(record, name)
        if end is None:
            continue
        both = isinstance(start, datetime) and isinstance(end, datetime)
        if cast("datetime", end) < start if both else _day(end) < _day(start):
            raise Invalid(name, "before", other=earlier.rstrip("_"))


def _proposal(record: Proposal) -> None:
    _in_order(record, "sent_at", "talking_at", "decided_at", "follow_up_on")
    _in_order(record, "talking_at", "decided_at")


def _message(record: Message) -> None:
    _in_order(record, "received_at", "replied_at")
    if record.replied_at is not None and record.state == "waiting":
        raise Invalid("state", "waiting_with_reply")


def _contract(record: Contract) -> None:
    _in_order(
        record, "started_on", "due_on", "delivered_on", "accepted_on", "ended_on",
        "i_rated_on", "termination_requested_at", "termination_answered_at",
    )  # fmt: skip
    _in_order(record, "delivered_on", "accepted_on")
    _in_order(record, "termination_requested_at", "termination_answered_at")
    if record.termination_answered_at and not record.termination_requested_at:
        raise Invalid("termination_answered_at", "needs", other="termination_requested_at")
    if record.outcome == "completed" and record.closed_on is None:
        raise Invalid("outcome", "needs_one_of", others="accepted_on, delivered_on, ended_on")
    if record.outcome == "ended_midway" and record.ended_on is None:
        raise Invalid("ended_on", "missing")


def _review(record: Review) -> None:
    items = (record.skill, record.quality, record.schedule, record.partnership)
    given = sum(item is not None for item in items)
    if record.overall is None:
        if given < len(items) or record.communication is None:
            raise Invalid("overall", "all_five_or_overall")
    elif given:
        raise Invalid("overall", "five_and_overall")


def _whole(record: Opening, shown: str, count: str) -> bool:
    """Whether a pair is there; half of one is refused."""
    have = [getattr(record, name) is not None for name in (shown, count)]
    if any(have) and not all(have):
        raise Invalid(count if have[0] else shown, "half_a_pair", other=shown if have[0] else count)
    return all(have)


def _opening(record: Opening) -> None:
    pairs = (
        ("rating", record.rating_shown, record.rating_count, record.rating_below_five, OVERALL_STEP),
        ("communication", record.communication_shown, record.communication_count,
         record.communication_below_five, WHOLE_STEP),
    )  # fmt: skip
    for prefix, shown, count, below_five, step in pairs:
        if _whole(record, f"{prefix}_shown", f"{prefix}_count"):
            opening_total(prefix, shown or 0, count or 0, below_five, step)
        elif below_five is not None:
            raise Invalid(f"{prefix}_shown", "missing")


def _tally(record: Tally) -> None:
    _in_order(record, "from_", "to")
    for name in ("completed", "ended_midway", "scouts"):
        if (getattr(record, name) or 0) > MOST_IN_A_TALLY:
            raise Invalid(name, "too_large", value=getattr(record, name), most=MOST_IN_A_TALLY)
    if record.completed is None and record.ended_midway is None and record.scouts is None:
        raise Invalid("completed", "needs_one_of", others="completed, ended_midway, scouts")


def _gap(record: Gap) -> None:
    _in_order(record, "from_", "to")


def _setting(record: Setting) -> None:
    if record.value is not None:
        check_setting(record.key, record.value)


def _mail_rule(record: MailRule) -> None:
    for name in ("subject", "client_line", "job_line"):
        template = getattr(record, name)
        if template is not None and not says_something(template):
            raise Invalid(name, "too_general")


def says_something(template: str) -> bool:
    """Whether a template has anything that tells one text from another: a word beside its holes."""
    return any(char.isalnum() for char in _HOLE.sub("", template))


_CHECKS: dict[type[Record], Callable[..., None]] = {
    Proposal: _proposal, Message: _message, Contract: _contract, Review: _review, Opening: _opening,
    Tally: _tally, Gap: _gap, Setting: _setting, MailRule: _mail_rule,
}  # fmt: skip


def check(record: Record, practices: Collection[str] | None = None) -> None:
    """Raise Invalid where the record can't be true; with `practices`, where it names one that isn't known."""
    rule = _CHECKS.get(type(record))
    if rule is not None:
        rule(record)
    if practices is None:
        return
    named = getattr(record, "practices", None) or ()
    for name in (*named, *filter(None, [getattr(record, "practice", None)])):
        if name not in practices:
            raise Invalid("practice" if hasattr(record, "practice") else "practices", "unknown_practice",
                          value=name)  # fmt: skip


def check_new(record: Record, practices: Collection[str] | None = None) -> None:
    """What `check` raises, and Invalid for a client of blanks alone: files of before may hold one."""
    check(record, practices)
    client: str | None = getattr(record, "client", None)
    if client is not None and not who(client):
        raise Invalid("client", "missing")
