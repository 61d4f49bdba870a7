"""Rows of the lists of applications against the proposals of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.ledger.changes import new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, is_unnamed
from procw_tui.domain.record.records import Proposal
from procw_tui.domain.record.times import JST
from procw_tui.domain.typed.when import NOON
from procw_tui.domain.work.proposals import newest_first

from .contracts import CUT_TITLE, SAME_TITLE, is_cut, title_fits
from .items import Item, Match, Refused, buckets, known_item, new_item, or_new
from .row_facts import Doubt, Found
from .words import SiteWords

NEAR = timedelta(days=7)
"""Days between the site's and the typed day up to which it is one application, not a second one."""
OPEN = ("pending", "talking")
UNDECIDED = (*OPEN, "no_answer")


class ProposalMatcher:
    """Takes rows in the order of the page and gives each the proposal that it is."""

    def __init__(self, ledger: Ledger, words: SiteWords, now: datetime) -> None:
        self._states = words.states["applications"]
        self._now = now.replace(second=0, microsecond=0)
        every = newest_first(ledger)
        self._by_client = buckets(
            [p for p in every if p.title or not is_unnamed(p.client)], lambda p: fold(p.client or "")
        )
        self._by_title = buckets([p for p in every if p.title], lambda p: fold(p.title or ""))
        self._nameless = [p for p in every if is_unnamed(p.client) and not p.title and p.outcome == "pending"]
        self._taken: set[str] = set()
        self._knows_page = False

    def items(self, rows: Iterable[Found]) -> Iterator[Item | Refused]:
        """One for each row that names a job or a client."""
        told = [row for row in rows if (row.title or row.client) and (row.word or row.days or row.loose or
                                                                       row.yen is not None)]  # fmt: skip
        matched = [(row, *self._match(row)) for row in told]
        named = {
            id(row): found for row, before, _several in matched
            if before is None and (found := self._to_name(self._sent_at(row))) is not None
        }  # fmt: skip
        # one that is known: the list is pasted now and then, so what is new on it came lately
        self._knows_page = bool(named) or any(before is not None for _row, before, _several in matched)
        for row, before, several in matched:
            try:
                if id(row) in named:
                    yield self._named(row, named[id(row)])
                else:
                    yield self._item(row, before, several=several)
            except Invalid as reason:
                yield Refused(reason, row.lines)

    def _match(self, found: Found) -> tuple[Proposal | None, bool]:
        on = self._sent_on(found)
        buckets_of = (
            self._by_client.get(fold(found.client)) if found.client else None,
            self._by_title.get(fold(found.title)) if found.title else None,
        )
        for bucket in filter(None, buckets_of):
            before, several = bucket.best(lambda proposal: self._fits(found, on, proposal))
            if before is not None:
                self._taken.add(before.id)
                return before, several
        return None, False

    def _fits(self, found: Found, on: date | None, proposal: Proposal) -> int:
        title = title_fits(found.title, proposal.title)
        apart = abs((proposal.sent_at.astimezone(JST).date() - on).days) if on is not None else 0
        strangers = found.client and proposal.client and fold(found.client) != fold(proposal.client)
        if proposal.id in self._taken or not title or apart > NEAR.days or strangers:
            return 0
        priced = found.yen is not None and found.yen == proposal.price_yen
        return 100 * title + 10 * (NEAR.days - apart) + 5 * priced

    def _sent_on(self, found: Found) -> date | None:
        sent = self._sent_at(found)
        return sent.date() if sent is not None else None

    def _sent_at(self, found: Found) -> datetime | None:
        """When it was sent: by its label, else the first day that nothing names and that is past."""
        day: date | datetime | None = found.sent_at or found.days.get("sent")
        if day is None:
            day = next((each for each in found.loose if self._past(each)), None)
        if day is None or isinstance(day, datetime):
            return day
        noon = datetime.combine(day, NOON, JST)
        return min(noon, self._now) if day == self._now.date() else noon

    def _past(self, day: date | datetime) -> bool:
        return day <= (self._now if isinstance(day, datetime) else self._now.date())

    @staticmethod
    def _values(found: Found) -> dict[str, Any]:
        return {
            "client": found.client or None, "title": found.title or None, "price_yen": found.yen,
            "text": found.letter or None,
        }  # fmt: skip

    def _named(self, found: Found, before: Proposal) -> Item:
        """One that was logged as a number, with its name."""
        state: Any = self._states.get(found.word, "pending")
        values = self._values(found)
        progress = {"client": values.pop("client"), "title": values.pop("title"), "outcome": state}
        item = known_item(Match(_key(found), found, before), values, ["names_nameless"], progress, "name")
        fresh = Proposal(id=new_id(), sent_at=self._sent_at(found) or self._now, **values, **progress)
        return or_new(item, fresh)

    def _item(self, found: Found, before: Proposal | None, *, several: bool) -> Item:
        key, sent, values = _key(found), self._sent_at(found), self._values(found)
        state = self._states.get(found.word, "pending")
        doubts: list[Doubt] = []
        if before is None:
            if is_cut(found.title):
                doubts.append("title_cut")
            if sent is None:
                doubts.append("day_assumed" if self._knows_page else "no_day")
            record = Proposal(id=new_id(), sent_at=sent or self._now, outcome=state, **values)  # type: ignore[arg-type]
            return new_item(key, record, found, doubts, take="no_day" not in doubts)
        if several and title_fits(found.title, before.title) != SAME_TITLE:
            doubts.append("several_fit")
        if title_fits(found.title, before.title) >= CUT_TITLE and not (
            is_cut(before.title or "") and not is_cut(found.title)
        ):
            del values["title"]
        if fold(before.client or "") == fold(found.client):
            del values["client"]
        if sent is not None and sent.date() != before.sent_at.astimezone(JST).date():
            values["sent_at"] = sent
        progress = self._forward(before, state, found)
        if not progress and state != before.outcome and state not in OPEN:
            values["outcome"] = state
        return known_item(Match(key, found, before), values, doubts, progress)

    @staticmethod
    def _forward(before: Proposal, state: str, found: Found) -> dict[str, Any]:
        """The outcome that the site knows and the ledger does not yet; never back."""
        if not found.word or state == before.outcome or before.outcome not in UNDECIDED:
            return {}
        onward = state not in UNDECIDED or (before.outcome == "pending" and state != "pending")
        answered = before.outcome == "no_answer" and state == "talking"
        return {"outcome": state} if onward or answered else {}

    def _to_name(self, sent: datetime | None) -> Proposal | None:
        """A proposal without names of the same day, else of the last week where the page says no day."""
        for at, proposal in enumerate(self._nameless):
            on = proposal.sent_at.astimezone(JST).date()
            apart = self._now.date() - on
            if on == sent.date() if sent is not None else timedelta() <= apart <= NEAR:
                return self._nameless.pop(at)
        return None


def _key(found: Found) -> tuple[str, str, str, int]:
    return ("proposal", fold(found.client), fold(found.title), min(found.lines))
