"""Rows of ratings and of months against the reviews, contracts and earnings of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.ledger.changes import new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Contract, Earning, Review
from procw_tui.domain.record.times import JST, last_day, month_of
from procw_tui.domain.work.months import gross_of

from .contracts import title_fits
from .items import Bucket, Item, Match, RefusedRow, buckets, known_item, new_item
from .row_facts import OVERALL, Doubt, RowFacts
from .words import ITEMS, SiteWords

NEAR = timedelta(days=3)
"""Days between the site's day and the typed one up to which equal stars of a client are one rating."""


class ReviewMatcher:
    """Takes rows in the order of the page and gives each the review that it is."""

    def __init__(self, ledger: Ledger, words: SiteWords, now: datetime) -> None:
        del words
        self._today = now.astimezone(JST).date()
        every = sorted(ledger.all(Review), key=lambda review: review.opened_on, reverse=True)
        self._by_client = buckets(every, lambda review: fold(review.client or ""))
        rated = {review.contract_id for review in every}
        closed = [c for c in ledger.all(Contract) if c.closed_on is not None and c.type != "task"]
        closed.sort(key=lambda contract: contract.closed_on or date.min, reverse=True)
        self._unrated = buckets([c for c in closed if c.id not in rated], lambda c: fold(c.client))

    def items(self, rows: Iterable[RowFacts]) -> Iterator[Item | RefusedRow]:
        """One for each row with stars."""
        for facts in rows:
            if facts.stars and (facts.client or facts.title):
                try:
                    yield self._item(facts)
                except Invalid as reason:
                    yield RefusedRow(reason, facts.lines)

    def _item(self, facts: RowFacts) -> Item:
        values = self._stars(facts)
        on = facts.days.get("opened") or next(
            (d.date() if isinstance(d, datetime) else d for d in facts.loose), None
        )
        bucket = self._by_client.get(fold(facts.client), Bucket([]))
        before, several = bucket.best(lambda review: self._fits(values, on, review))
        key = ("review", fold(facts.client), fold(facts.title), min(facts.lines))
        doubts: list[Doubt] = []
        if before is not None:
            if several and not all(getattr(before, name) == value for name, value in values.items()):
                doubts.append("several_fit")
            if before.skill is not None:
                values.pop(OVERALL, None)
            progress: dict[str, Any] = {}
            if "skill" in values and before.overall is not None:  # the five items say it more finely
                progress = {**values, OVERALL: None}
                values = {}
            if on is not None and on != before.opened_on:
                doubts.append("same_as_typed")
            return known_item(Match(key, facts, before), values, doubts, progress)
        contracts = self._unrated.get(fold(facts.client), Bucket([]))
        contract, _several = contracts.best(lambda each: title_fits(facts.title, each.title))
        if on is None:
            doubts.append("day_assumed" if contract is not None else "no_day")
        record = Review(
            id=new_id(), client=facts.client or None, opened_on=on or self._today,
            contract_id=contract.id if contract is not None else None, **values,
        )  # fmt: skip
        return new_item(key, record, facts, doubts, take="no_day" not in doubts)

    @staticmethod
    def _stars(facts: RowFacts) -> dict[str, Any]:
        """All five items where they are there, else the overall, with communication where it is said."""
        whole = {
            name: facts.stars[name] for name in ITEMS if name in facts.stars and not facts.stars[name] % 10
        }
        items = {name: tenths // 10 for name, tenths in whole.items()}
        if len(items) == len(ITEMS):
            return items
        values: dict[str, Any] = {OVERALL: facts.stars[OVERALL]} if OVERALL in facts.stars else {}
        if "communication" in items:
            values["communication"] = items["communication"]
        return values

    @staticmethod
    def _fits(values: dict[str, Any], on: date | None, review: Review) -> int:
        """0 where a review is not the row's; the larger the better."""
        alike = _overall(values) in {None, review.overall_tenths} and all(
            getattr(review, name) in {None, value} for name, value in values.items() if name != OVERALL
        )
        if on is None:
            return int(alike)
        if on == review.opened_on:
            return 10 + alike
        return int(alike and abs(on - review.opened_on) <= NEAR)


def _overall(values: dict[str, Any]) -> int | None:
    """The overall in tenths, typed or as the mean of five whole items."""
    if all(name in values for name in ITEMS):
        return 2 * sum(int(values[name]) for name in ITEMS)
    facts: int | None = values.get(OVERALL)
    return facts


def earning_items(rows: Iterable[RowFacts], ledger: Ledger, now: datetime) -> Iterator[Item | RefusedRow]:
    """The months of a page: a month's amount stands instead of what its contracts add up to."""
    today = now.astimezone(JST).date()
    typed = {earning.month: earning for earning in ledger.all(Earning)}
    for facts in _summed(rows):
        if facts.month and facts.yen is not None:
            key = ("earning", facts.month)
            try:
                yield _month(facts, key, typed.get(facts.month), ledger, today)
            except Invalid as reason:
                yield RefusedRow(reason, facts.lines)


def _summed(rows: Iterable[RowFacts]) -> Iterable[RowFacts]:
    """One row a month: several amounts of a month are added up."""
    months: dict[str, RowFacts] = {}
    for facts in rows:
        before = months.get(facts.month)
        if before is None or before.yen is None or facts.yen is None:
            months[facts.month] = before or facts
        else:
            months[facts.month] = replace(
                before, yen=before.yen + facts.yen, lines=before.lines | facts.lines, doubts=("summed",)
            )
    return months.values()


def _month(facts: RowFacts, key: Any, before: Earning | None, ledger: Ledger, today: date) -> Item:
    if before is not None:
        return known_item(Match(key, facts, before), {"gross_yen": facts.yen})
    record = Earning(id=new_id(), month=facts.month, gross_yen=facts.yen or 0)
    known = gross_of(ledger, facts.month, min(last_day(facts.month), today), today)
    if known is not None and known.gross == record.gross_yen:  # its contracts say the same
        return Item(key, record, (), facts.doubts, facts.lines)
    doubts: list[Doubt] = ["adds_up_otherwise"] if known is not None and known.gross else []
    runs = facts.month >= month_of(today)
    return new_item(key, record, facts, [*doubts, *(["month_runs"] if runs else [])], take=not runs)  # type: ignore[list-item]
