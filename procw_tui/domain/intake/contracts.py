"""Rows of the contract lists against the contracts of the ledger."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.ledger.changes import new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import ContractType
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, is_unnamed
from procw_tui.domain.record.records import Contract, Proposal
from procw_tui.domain.record.times import JST

from .items import Bucket, Item, Match, RefusedRow, Way, buckets, known_item, new_item, or_new
from .names import CUT_OFF
from .row_facts import Doubt, RowFacts
from .words import SiteWords

CLOSED = frozenset({"completed", "ended_midway"})
STAGE = {"escrow": 0, "working": 1, "delivered": 2, "completed": 3, "ended_midway": 3}
SAME_TITLE, CUT_TITLE, NO_TITLE = 3, 2, 1
"""The same title, one that the page has cut, and where either says none."""
NEAR = timedelta(days=3)
"""Days between the site's closing day and the typed one up to which it is not the next of a series."""
WEEK = timedelta(days=7)
"""A number typed at night is at most so far from its day."""
GRACE = timedelta(days=1)
"""A contract that was closed so lately that a page on which it still runs may be the older one."""


def stage_of(contract: Contract) -> int:
    """How far a contract is: 1 running, 2 delivered, 3 closed."""
    if contract.outcome != "running":
        return 3
    return 2 if contract.delivered_on is not None else 1


def title_fits(facts: str, known: str | None) -> int:
    """How well two titles fit; 0 where they are different ones."""
    if not facts or not known:
        return NO_TITLE
    one, other = fold(facts), fold(known)
    if one == other:
        return SAME_TITLE
    cut = (is_cut(facts) and other.startswith(_begun(one))) or (
        is_cut(known) and one.startswith(_begun(other))
    )
    return CUT_TITLE if cut else 0


def is_cut(title: str) -> bool:
    """Whether a page shows only the beginning of a title."""
    return bool(title) and title[-1] in CUT_OFF


def _begun(title: str) -> str:
    return title.rstrip(CUT_OFF + ".").rstrip()


class ContractMatcher:
    """Takes rows in the order of the page and gives each the contract that it is."""

    def __init__(self, ledger: Ledger, words: SiteWords, now: datetime) -> None:
        self._states = words.states["contracts"]
        self._today = now.astimezone(JST).date()
        every = sorted(ledger.all(Contract), key=lambda contract: contract.started_on, reverse=True)
        self._by_client = buckets(every, lambda contract: fold(contract.client))
        self._unnamed = [contract for contract in every if is_unnamed(contract.client)]
        self._proposals = {
            (fold(p.client or ""), fold(p.title or "")): p.id
            for p in ledger.all(Proposal) if p.outcome == "won" and p.title
        }  # fmt: skip
        self._linked = {contract.proposal_id for contract in every}

    def items(self, rows: Iterable[RowFacts]) -> Iterator[Item | RefusedRow]:
        """One for each row that names a client and says something."""
        told = [row for row in rows if row.client and (row.word or row.yen is not None or row.days)]
        # those of the very day first: else one of a series takes the record of the next
        exact = {id(row): record for row in told if (record := self._of_the_day(row)) is not None}
        for facts in told:
            try:
                yield self._item(facts, exact.get(id(facts)))
            except Invalid as reason:
                yield RefusedRow(reason, facts.lines)

    def _of_the_day(self, facts: RowFacts) -> Contract | None:
        """The contract that was closed on the day that a row says."""
        on = self._closed_on(facts) if self._state(facts) in CLOSED else None
        bucket = self._by_client.get(fold(facts.client))
        if on is None or bucket is None:
            return None
        return bucket.best(lambda c: title_fits(facts.title, c.title) if c.closed_on == on else 0)[0]

    def _state(self, facts: RowFacts) -> str:
        return self._states.get(facts.word, "working" if "accepted" not in facts.days else "completed")

    def _item(self, facts: RowFacts, exact: Contract | None) -> Item:
        state = self._state(facts)
        before, several = exact, False
        if before is None:
            bucket = self._by_client.get(fold(facts.client), Bucket([]))
            before, several = bucket.best(lambda contract: self._fits(facts, state, contract))
        key = ("contract", fold(facts.client), fold(facts.title), min(facts.lines))
        if before is None:
            return self._without_match(facts, state, key)
        doubts: list[Doubt] = (
            ["several_fit"] if several and title_fits(facts.title, before.title) != SAME_TITLE else []
        )
        if stage_of(before) > STAGE[state] and before.outcome != "running":
            doubts.append("differs")
        item = self._known(Match(key, facts, before), before, state, doubts)
        if item.uncertain and not any(option.act == "new" for option in item.options):
            with contextlib.suppress(Invalid):  # it may be another one
                extra = self._new(facts, state, key).options
                item = item._replace(options=(*item.options, *(o for o in extra if o.act == "new")))
        return item

    def _fits(self, facts: RowFacts, state: str, contract: Contract) -> int:
        """0 where a contract is not the row's; the larger the better."""
        title = title_fits(facts.title, contract.title)
        closed = contract.closed_on
        if not title:
            return 0
        on = self._closed_on(facts) if state in CLOSED else None
        if state not in CLOSED and closed is not None:
            same = facts.yen in {None, contract.price_yen} and self._today - closed <= GRACE
            return 1 if same and title > NO_TITLE else 0
        if on is not None and closed is not None and abs(on - closed) > NEAR:
            return 0
        if on is not None and closed is None and on < contract.started_on - NEAR:
            return 0  # it was over before this one began
        near = stage_of(contract) == STAGE[state] or (stage_of(contract) == 1 and not STAGE[state])
        priced = facts.yen is not None and facts.yen == contract.price_yen
        return 100 * title + 10 * near + 5 * priced + (on is not None and on == closed)

    def _without_match(self, facts: RowFacts, state: str, key: tuple[Any, ...]) -> Item:
        fitting = [contract for contract in self._unnamed if self._may_name(facts, state, contract)]
        if not fitting:
            return self._new(facts, state, key)
        before = fitting[0]
        self._unnamed.remove(before)
        named = self._known(Match(key, facts, before), before, state, ["names_unnamed"], named=True)
        return or_new(named, self._new(facts, state, key).record)

    def _may_name(self, facts: RowFacts, state: str, unnamed: Contract) -> bool:
        """Whether a contract without a name is at the row's stage, and not closed at another time."""
        on, closed = self._closed_on(facts), unnamed.closed_on
        near = state not in CLOSED or (on is not None and closed is not None and abs(on - closed) <= WEEK)
        return stage_of(unnamed) == STAGE[state] and near

    def _new(self, facts: RowFacts, state: str, key: tuple[Any, ...]) -> Item:
        """A contract that the ledger does not have."""
        closed = state in CLOSED
        doubts: list[Doubt] = []
        undated = closed and self._closed_on(facts) is None
        if is_cut(facts.title):
            doubts.append("title_cut")
        if undated:
            doubts.append("no_day")
        elif not closed and "started" not in facts.days:
            doubts.append("day_assumed")
        progress = self._progress(facts, state, None, doubts)
        values = self._values(facts)
        on = [day for day in (*progress.values(), values["due_on"]) if isinstance(day, date)]
        started = facts.days.get("started") or min(
            [*on, *(() if closed else (self._today,))], default=self._today
        )
        proposal = self._proposals.get((fold(facts.client), fold(facts.title)))
        values["proposal_id"] = None if proposal in self._linked else proposal
        kind: ContractType = "hourly" if facts.hourly else "fixed"
        record = Contract(
            id=new_id(), client=facts.client, type=kind, started_on=started, **{**values, **progress}
        )
        return new_item(key, record, facts, doubts, take=not undated)

    def _known(
        self, match: Match, before: Contract, state: str, doubts: list[Doubt], *, named: bool = False
    ) -> Item:
        facts = match.facts
        progress = self._progress(facts, state, before, doubts) if STAGE[state] > stage_of(before) else {}
        values = self._values(facts)
        if title_fits(facts.title, before.title) >= CUT_TITLE:
            title = values.pop("title")
            if is_cut(before.title or "") and not is_cut(title or ""):
                progress["title"] = title  # the whole of it
        if state in CLOSED and before.outcome != "running":
            self._also_closed(facts, state, values)
        due, started = values["due_on"], progress.get("started_on", before.started_on)
        if due is not None and due < started:
            if named:  # a number typed at night began when nobody knows
                progress["started_on"] = due
            else:
                values["due_on"] = None
                doubts.append("differs")
        if facts.hourly and before.type == "fixed" and stage_of(before) == 1 and named:
            progress["type"] = "hourly"
        if named:
            progress["client"] = facts.client
        act: Way = "name" if named else "update"
        return known_item(match, values, doubts, progress, act)

    def _also_closed(self, facts: RowFacts, state: str, values: dict[str, Any]) -> None:
        """How and when it was closed by the page: what differs is shown, and taken by choice."""
        on = self._closed_on(facts)
        values["outcome"] = state
        if on is not None:
            values["accepted_on" if state == "completed" else "ended_on"] = on

    def _values(self, facts: RowFacts) -> dict[str, Any]:
        return {
            "title": facts.title or None, "price_yen": None if facts.hourly else facts.yen,
            "due_on": facts.days.get("due"),
        }  # fmt: skip

    def _closed_on(self, facts: RowFacts) -> date | None:
        """The day that a row says it was closed: named so, or the only one and past."""
        for name in ("accepted", "ended"):
            if name in facts.days:
                return facts.days[name]
        loose = [day.date() if isinstance(day, datetime) else day for day in facts.loose]
        return loose[0] if len(loose) == 1 and loose[0] <= self._today else None

    def _progress(
        self, facts: RowFacts, state: str, before: Contract | None, doubts: list[Doubt]
    ) -> dict[str, Any]:
        """What its state sets. A day that the page does not say is today's, where the ledger saw it run."""
        if STAGE[state] < STAGE["delivered"]:
            return {}
        values: dict[str, Any] = {}
        if state == "delivered":
            on = values["delivered_on"] = facts.days.get("delivered") or self._assumed(doubts)
        else:
            on = self._closed_on(facts) or self._assumed(doubts)
            values["outcome"] = state
            values["accepted_on" if state == "completed" else "ended_on"] = on
            if "delivered" in facts.days and (before is None or before.delivered_on is None):
                values["delivered_on"] = facts.days["delivered"]
        days = [day for day in values.values() if isinstance(day, date)]
        if before is not None and before.started_on > min(days):  # it was logged after it was closed
            values["started_on"] = min(days)
            doubts.append("which_day")
        return values

    def _assumed(self, doubts: list[Doubt]) -> date:
        if "day_assumed" not in doubts and "no_day" not in doubts:
            doubts.append("day_assumed")
        return self._today
