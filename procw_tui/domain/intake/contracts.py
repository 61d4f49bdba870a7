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

from .items import Act, Bucket, Item, Match, Refused, buckets, known_item, new_item, or_new
from .names import CUT_OFF
from .row_facts import Doubt, Found
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


def title_fits(found: str, known: str | None) -> int:
    """How well two titles fit; 0 where they are different ones."""
    if not found or not known:
        return NO_TITLE
    one, other = fold(found), fold(known)
    if one == other:
        return SAME_TITLE
    cut = (is_cut(found) and other.startswith(_begun(one))) or (
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
        self._nameless = [contract for contract in every if is_unnamed(contract.client)]
        self._proposals = {
            (fold(p.client or ""), fold(p.title or "")): p.id
            for p in ledger.all(Proposal) if p.outcome == "won" and p.title
        }  # fmt: skip
        self._linked = {contract.proposal_id for contract in every}

    def items(self, rows: Iterable[Found]) -> Iterator[Item | Refused]:
        """One for each row that names a client and says something."""
        told = [row for row in rows if row.client and (row.word or row.yen is not None or row.days)]
        # those of the very day first: else one of a series takes the record of the next
        exact = {id(row): record for row in told if (record := self._of_the_day(row)) is not None}
        for found in told:
            try:
                yield self._item(found, exact.get(id(found)))
            except Invalid as reason:
                yield Refused(reason, found.lines)

    def _of_the_day(self, found: Found) -> Contract | None:
        """The contract that was closed on the day that a row says."""
        on = self._closed_on(found) if self._state(found) in CLOSED else None
        bucket = self._by_client.get(fold(found.client))
        if on is None or bucket is None:
            return None
        return bucket.best(lambda c: title_fits(found.title, c.title) if c.closed_on == on else 0)[0]

    def _state(self, found: Found) -> str:
        return self._states.get(found.word, "working" if "accepted" not in found.days else "completed")

    def _item(self, found: Found, exact: Contract | None) -> Item:
        state = self._state(found)
        before, several = exact, False
        if before is None:
            bucket = self._by_client.get(fold(found.client), Bucket([]))
            before, several = bucket.best(lambda contract: self._fits(found, state, contract))
        key = ("contract", fold(found.client), fold(found.title), min(found.lines))
        if before is None:
            return self._without_match(found, state, key)
        doubts: list[Doubt] = (
            ["several_fit"] if several and title_fits(found.title, before.title) != SAME_TITLE else []
        )
        if stage_of(before) > STAGE[state] and before.outcome != "running":
            doubts.append("differs")
        item = self._known(Match(key, found, before), before, state, doubts)
        if item.uncertain and not any(option.act == "new" for option in item.options):
            with contextlib.suppress(Invalid):  # it may be another one
                extra = self._new(found, state, key).options
                item = item._replace(options=(*item.options, *(o for o in extra if o.act == "new")))
        return item

    def _fits(self, found: Found, state: str, contract: Contract) -> int:
        """0 where a contract is not the row's; the larger the better."""
        title = title_fits(found.title, contract.title)
        closed = contract.closed_on
        if not title:
            return 0
        on = self._closed_on(found) if state in CLOSED else None
        if state not in CLOSED and closed is not None:
            same = found.yen in {None, contract.price_yen} and self._today - closed <= GRACE
            return 1 if same and title > NO_TITLE else 0
        if on is not None and closed is not None and abs(on - closed) > NEAR:
            return 0
        if on is not None and closed is None and on < contract.started_on - NEAR:
            return 0  # it was over before this one began
        near = stage_of(contract) == STAGE[state] or (stage_of(contract) == 1 and not STAGE[state])
        priced = found.yen is not None and found.yen == contract.price_yen
        return 100 * title + 10 * near + 5 * priced + (on is not None and on == closed)

    def _without_match(self, found: Found, state: str, key: tuple[Any, ...]) -> Item:
        fitting = [contract for contract in self._nameless if self._may_name(found, state, contract)]
        if not fitting:
            return self._new(found, state, key)
        before = fitting[0]
        self._nameless.remove(before)
        named = self._known(Match(key, found, before), before, state, ["names_nameless"], named=True)
        return or_new(named, self._new(found, state, key).record)

    def _may_name(self, found: Found, state: str, nameless: Contract) -> bool:
        """Whether a contract without a name is at the row's stage, and not closed at another time."""
        on, closed = self._closed_on(found), nameless.closed_on
        near = state not in CLOSED or (on is not None and closed is not None and abs(on - closed) <= WEEK)
        return stage_of(nameless) == STAGE[state] and near

    def _new(self, found: Found, state: str, key: tuple[Any, ...]) -> Item:
        """A contract that the ledger does not have."""
        closed = state in CLOSED
        doubts: list[Doubt] = []
        undated = closed and self._closed_on(found) is None
        if is_cut(found.title):
            doubts.append("title_cut")
        if undated:
            doubts.append("no_day")
        elif not closed and "started" not in found.days:
            doubts.append("day_assumed")
        progress = self._progress(found, state, None, doubts)
        values = self._values(found)
        on = [day for day in (*progress.values(), values["due_on"]) if isinstance(day, date)]
        started = found.days.get("started") or min(
            [*on, *(() if closed else (self._today,))], default=self._today
        )
        proposal = self._proposals.get((fold(found.client), fold(found.title)))
        values["proposal_id"] = None if proposal in self._linked else proposal
        kind: ContractType = "hourly" if found.hourly else "fixed"
        record = Contract(
            id=new_id(), client=found.client, type=kind, started_on=started, **{**values, **progress}
        )
        return new_item(key, record, found, doubts, take=not undated)

    def _known(
        self, match: Match, before: Contract, state: str, doubts: list[Doubt], *, named: bool = False
    ) -> Item:
        found = match.found
        progress = self._progress(found, state, before, doubts) if STAGE[state] > stage_of(before) else {}
        values = self._values(found)
        if title_fits(found.title, before.title) >= CUT_TITLE:
            title = values.pop("title")
            if is_cut(before.title or "") and not is_cut(title or ""):
                progress["title"] = title  # the whole of it
        if state in CLOSED and before.outcome != "running":
            self._also_closed(found, state, values)
        due, started = values["due_on"], progress.get("started_on", before.started_on)
        if due is not None and due < started:
            if named:  # a number typed at night began when nobody knows
                progress["started_on"] = due
            else:
                values["due_on"] = None
                doubts.append("differs")
        if found.hourly and before.type == "fixed" and stage_of(before) == 1 and named:
            progress["type"] = "hourly"
        if named:
            progress["client"] = found.client
        act: Act = "name" if named else "update"
        return known_item(match, values, doubts, progress, act)

    def _also_closed(self, found: Found, state: str, values: dict[str, Any]) -> None:
        """How and when it was closed by the page: what differs is shown, and taken by choice."""
        on = self._closed_on(found)
        values["outcome"] = state
        if on is not None:
            values["accepted_on" if state == "completed" else "ended_on"] = on

    def _values(self, found: Found) -> dict[str, Any]:
        return {
            "title": found.title or None, "price_yen": None if found.hourly else found.yen,
            "due_on": found.days.get("due"),
        }  # fmt: skip

    def _closed_on(self, found: Found) -> date | None:
        """The day that a row says it was closed: named so, or the only one and past."""
        for name in ("accepted", "ended"):
            if name in found.days:
                return found.days[name]
        loose = [day.date() if isinstance(day, datetime) else day for day in found.loose]
        return loose[0] if len(loose) == 1 and loose[0] <= self._today else None

    def _progress(
        self, found: Found, state: str, before: Contract | None, doubts: list[Doubt]
    ) -> dict[str, Any]:
        """What its state sets. A day that the page does not say is today's, where the ledger saw it run."""
        if STAGE[state] < STAGE["delivered"]:
            return {}
        values: dict[str, Any] = {}
        if state == "delivered":
            on = values["delivered_on"] = found.days.get("delivered") or self._assumed(doubts)
        else:
            on = self._closed_on(found) or self._assumed(doubts)
            values["outcome"] = state
            values["accepted_on" if state == "completed" else "ended_on"] = on
            if "delivered" in found.days and (before is None or before.delivered_on is None):
                values["delivered_on"] = found.days["delivered"]
        days = [day for day in values.values() if isinstance(day, date)]
        if before is not None and before.started_on > min(days):  # it was logged after it was closed
            values["started_on"] = min(days)
            doubts.append("which_day")
        return values

    def _assumed(self, doubts: list[Doubt]) -> date:
        if "day_assumed" not in doubts and "no_day" not in doubts:
            doubts.append("day_assumed")
        return self._today
