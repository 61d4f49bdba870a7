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
from .items import Item, Match, RefusedRow, buckets, known_item, new_item, or_new
from .row_facts import Doubt, RowFacts
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
        self._unnamed = [p for p in every if is_unnamed(p.client) and not p.title and p.outcome == "pending"]
        self._taken: set[str] = set()
        self._knows_page = False

    def items(self, rows: Iterable[RowFacts]) -> Iterator[Item | RefusedRow]:
        """One for each row that names a job or a client."""
        told = [row for row in rows if (row.title or row.client) and (row.word or row.days or row.loose or
                                                                       row.yen is not None)]  # fmt: skip
        matched = [(row, *self._match(row)) for row in told]
        named = {
            id(row): facts for row, before, _several in matched
            if before is None and (facts := self._to_name(self._sent_at(row))) is not None
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
                yield RefusedRow(reason, row.lines)

    def _match(self, facts: RowFacts) -> tuple[Proposal | None, bool]:
        on = self._sent_on(facts)
        buckets_of = (
            self._by_client.get(fold(facts.client)) if facts.client else None,
            self._by_title.get(fold(facts.title)) if facts.title else None,
        )
        for bucket in filter(None, buckets_of):
            before, several = bucket.best(lambda proposal: self._fits(facts, on, proposal))
            if before is not None:
                self._taken.add(before.id)
                return before, several
        return None, False

    def _fits(self, facts: RowFacts, on: date | None, proposal: Proposal) -> int:
        title = title_fits(facts.title, proposal.title)
        apart = abs((proposal.sent_at.astimezone(JST).date() - on).days) if on is not None else 0
        strangers = facts.client and proposal.client and fold(facts.client) != fold(proposal.client)
        if proposal.id in self._taken or not title or apart > NEAR.days or strangers:
            return 0
        priced = facts.yen is not None and facts.yen == proposal.price_yen
        return 100 * title + 10 * (NEAR.days - apart) + 5 * priced

    def _sent_on(self, facts: RowFacts) -> date | None:
        sent = self._sent_at(facts)
        return sent.date() if sent is not None else None

    def _sent_at(self, facts: RowFacts) -> datetime | None:
        """When it was sent: by its label, else the first day that nothing names and that is past."""
        day: date | datetime | None = facts.sent_at or facts.days.get("sent")
        if day is None:
            day = next((each for each in facts.loose if self._past(each)), None)
        if day is None or isinstance(day, datetime):
            return day
        noon = datetime.combine(day, NOON, JST)
        return min(noon, self._now) if day == self._now.date() else noon

    def _past(self, day: date | datetime) -> bool:
        return day <= (self._now if isinstance(day, datetime) else self._now.date())

    @staticmethod
    def _values(facts: RowFacts) -> dict[str, Any]:
        return {
            "client": facts.client or None, "title": facts.title or None, "price_yen": facts.yen,
            "text": facts.letter or None,
        }  # fmt: skip

    def _named(self, facts: RowFacts, before: Proposal) -> Item:
        """One that was logged as a number, with its name."""
        state: Any = self._states.get(facts.word, "pending")
        values = self._values(facts)
        progress = {"client": values.pop("client"), "title": values.pop("title"), "outcome": state}
        item = known_item(Match(_key(facts), facts, before), values, ["names_unnamed"], progress, "name")
        fresh = Proposal(id=new_id(), sent_at=self._sent_at(facts) or self._now, **values, **progress)
        return or_new(item, fresh)

    def _item(self, facts: RowFacts, before: Proposal | None, *, several: bool) -> Item:
        key, sent, values = _key(facts), self._sent_at(facts), self._values(facts)
        state = self._states.get(facts.word, "pending")
        doubts: list[Doubt] = []
        if before is None:
            if is_cut(facts.title):
                doubts.append("title_cut")
            if sent is None:
                doubts.append("day_assumed" if self._knows_page else "no_day")
            record = Proposal(id=new_id(), sent_at=sent or self._now, outcome=state, **values)  # type: ignore[arg-type]
            return new_item(key, record, facts, doubts, take="no_day" not in doubts)
        if several and title_fits(facts.title, before.title) != SAME_TITLE:
            doubts.append("several_fit")
        if title_fits(facts.title, before.title) >= CUT_TITLE and not (
            is_cut(before.title or "") and not is_cut(facts.title)
        ):
            del values["title"]
        if fold(before.client or "") == fold(facts.client):
            del values["client"]
        if sent is not None and sent.date() != before.sent_at.astimezone(JST).date():
            values["sent_at"] = sent
        progress = self._forward(before, state, facts)
        if not progress and state != before.outcome and state not in OPEN:
            values["outcome"] = state
        return known_item(Match(key, facts, before), values, doubts, progress)

    @staticmethod
    def _forward(before: Proposal, state: str, facts: RowFacts) -> dict[str, Any]:
        """The outcome that the site knows and the ledger does not yet; never back."""
        if not facts.word or state == before.outcome or before.outcome not in UNDECIDED:
            return {}
        onward = state not in UNDECIDED or (before.outcome == "pending" and state != "pending")
        answered = before.outcome == "no_answer" and state == "talking"
        return {"outcome": state} if onward or answered else {}

    def _to_name(self, sent: datetime | None) -> Proposal | None:
        """A proposal without names of the same day, else of the last week where the page says no day."""
        for at, proposal in enumerate(self._unnamed):
            on = proposal.sent_at.astimezone(JST).date()
            apart = self._now.date() - on
            if on == sent.date() if sent is not None else timedelta() <= apart <= NEAR:
                return self._unnamed.pop(at)
        return None


def _key(facts: RowFacts) -> tuple[str, str, str, int]:
    return ("proposal", fold(facts.client), fold(facts.title), min(facts.lines))
