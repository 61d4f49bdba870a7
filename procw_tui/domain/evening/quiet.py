"""Thirty days without a record: asked about once, because a covered day must be a day that was logged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.ledger.changes import Change, Op, log, new_id
from procw_tui.domain.ledger.days import days_of
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import Happened
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Gap
from procw_tui.domain.record.times import DAY

LONGEST = timedelta(days=30)


def quiet(ledger: Ledger, today: date) -> Span | None:
    """The days since the last record, where they are more than thirty and nothing was said of them."""
    last = ledger.begun_on or date.min
    if today - last <= LONGEST:
        return None
    for day in _days(ledger, today):
        if day <= today:
            last = max(last, day)
            if today - last <= LONGEST:
                return None
    return Span(last + DAY, today) if last != date.min else None


def _days(ledger: Ledger, today: date) -> Iterator[date]:
    """Every day that a record is dated on, the latest logged of each kind first."""
    for cls in KINDS.values():
        for record in ledger.lately(cls, ledger.count(cls.kind)):
            if isinstance(record, Gap):
                yield min(record.to, today)  # a span may have been said ahead
            else:
                yield from days_of(record)


def said(ledger: Ledger, span: Span, happened: Happened) -> Change:
    """What the user says of those days, in place of what was said of any of them alone."""
    return gap_said(ledger, Gap(id=new_id(), from_=span.first, to=span.last, happened=happened))


def gap_said(ledger: Ledger, gap: Gap) -> Change:
    """A gap logged; those that lie wholly within it are gone."""
    inside = [each for each in ledger.all(Gap) if gap.from_ <= each.from_ and each.to <= gap.to]
    return Change("log", (*(Op(each, None) for each in inside), *log(ledger, gap).ops))
