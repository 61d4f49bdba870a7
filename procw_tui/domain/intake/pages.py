"""Rows of the site's lists as candidates: what a state, a day and an amount mean on each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from procw_tui.domain.record.times import JST
from procw_tui.domain.typed.when import NOON

from .candidates import Candidate, Doubt
from .row_facts import OVERALL, RowFacts
from .states import CLOSED, settle
from .words import ITEMS, Page, SiteWords

CUT_OFF = "\u2026."  # how a page ends a title that it cuts


def is_cut(title: str) -> bool:
    """Whether a page shows only the beginning of a title."""
    return bool(title) and title[-1] in CUT_OFF


class PageReader:
    """Makes candidates of the rows of a page that is read now."""

    def __init__(self, page: Page, words: SiteWords, now: datetime, *, may_repeat: bool = False) -> None:
        """`may_repeat`: its heading comes again, so that the page may have been copied twice."""
        self._may_repeat = may_repeat
        self._page = page
        self._words = words
        self._now = now.astimezone(JST).replace(second=0, microsecond=0)
        self._today = self._now.date()

    def candidates(self, rows: Sequence[RowFacts]) -> Iterator[Candidate]:
        """One for each row that says enough; once each where the whole page was copied twice."""
        once = _once_each(rows) if self._may_repeat else rows
        if self._page == "earnings":
            yield from map(self._month, _summed(row for row in once if row.month and row.yen is not None))
            once = [row for row in once if not row.month and "accepted" in row.days]
        for facts in once:
            if self._page == "applications" and (facts.title or facts.client) and _says(facts):
                yield self._proposal(facts)
            elif self._page == "reviews" and facts.stars and (facts.client or facts.title):
                yield self._review(facts)
            elif self._page in {"contracts", "earnings"} and facts.client and _says(facts):
                yield self._contract(facts)

    def _proposal(self, facts: RowFacts) -> Candidate:
        sent = self._sent_at(facts)
        values = _stated({
            "client": facts.client, "title": facts.title, "price_yen": facts.yen, "text": facts.letter,
            "sent_at": sent, "outcome": self._words.states["applications"].get(facts.word),
        })  # fmt: skip
        doubts: list[Doubt] = ["day_assumed"] if sent is None else []
        if "sent" not in facts.days and sum(map(self._past, facts.loose)) > 1:
            doubts.append("several_days")
        return _candidate("proposal", facts, values, doubts, {"sent_at": self._now} if sent is None else {})

    def _sent_at(self, facts: RowFacts) -> datetime | None:
        """When it was sent: by its label, else the first day that nothing names and that is past."""
        day: date | datetime | None = facts.sent_at or facts.days.get("sent")
        if day is None:
            day = next((each for each in facts.loose if self._past(each)), None)
        if day is None or isinstance(day, datetime):
            return day
        noon = datetime.combine(day, NOON, JST)
        return min(noon, self._now) if day == self._today else noon

    def _past(self, day: date | datetime) -> bool:
        return day <= (self._now if isinstance(day, datetime) else self._today)

    def _contract(self, facts: RowFacts) -> Candidate:
        state = self._words.states["contracts"].get(facts.word, "")
        over = {"accepted", "ended"} & facts.days.keys()
        doubts: list[Doubt] = ["how_ended"] if not state and over == {"ended"} else []
        if not state and over:
            state = "completed"
        values = _stated({
            "client": facts.client, "title": facts.title, "price_yen": None if facts.hourly else facts.yen,
            "type": "hourly" if facts.hourly else None, "due_on": facts.days.get("due") or self._ahead(facts),
            "started_on": facts.days.get("started"), "delivered_on": facts.days.get("delivered"),
            "accepted_on": self._closed_on(facts) if state in CLOSED else None,
        })  # fmt: skip
        assumed = settle(state, values, doubts, self._now)
        return _candidate("contract", facts, values, doubts, assumed)

    def _closed_on(self, facts: RowFacts) -> date | None:
        """The day that a row says it was closed: named so, or the only one and past."""
        loose = [day.date() if isinstance(day, datetime) else day for day in facts.loose]
        past = loose[0] if len(loose) == 1 and loose[0] <= self._today else None
        return facts.days.get("accepted") or facts.days.get("ended") or past

    def _ahead(self, facts: RowFacts) -> date | None:
        """A day to come that nothing names: of a contract it can only be when it is due."""
        loose = [day.date() if isinstance(day, datetime) else day for day in facts.loose]
        return loose[0] if len(loose) == 1 and loose[0] > self._today else None

    def _review(self, facts: RowFacts) -> Candidate:
        on = facts.days.get("opened") or next(
            (day.date() if isinstance(day, datetime) else day for day in facts.loose), None
        )
        values = _stated({"client": facts.client, "opened_on": on, **_stars(facts)})
        doubts: list[Doubt] = ["day_assumed"] if on is None else []
        if "opened" not in facts.days and len(facts.loose) > 1:
            doubts.append("several_days")
        assumed = {"opened_on": self._today} if on is None else {}
        return replace(_candidate("review", facts, values, doubts, assumed), about=facts.title)

    def _month(self, facts: RowFacts) -> Candidate:
        return _candidate("earning", facts, {"month": facts.month, "gross_yen": facts.yen}, [], {})


def _says(facts: RowFacts) -> bool:
    """Whether a row says more than names."""
    unknown = "unknown_state" in facts.doubts
    return unknown or bool(facts.word or facts.days or facts.loose) or facts.yen is not None


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _candidate(
    kind: str, facts: RowFacts, values: dict[str, Any], doubts: Sequence[Doubt], assumed: dict[str, Any]
) -> Candidate:
    told: list[Doubt] = [*facts.doubts, *doubts]
    if is_cut(facts.title):
        told.append("title_cut")
    return Candidate(
        kind, values, facts.lines, assumed, tuple(told), facts.left, word=facts.word, is_of_today=True
    )


def _stars(facts: RowFacts) -> dict[str, Any]:
    """All five items where they are there, else the overall, with communication where it is said."""
    whole = {name: facts.stars[name] for name in ITEMS if name in facts.stars and not facts.stars[name] % 10}
    items = {name: tenths // 10 for name, tenths in whole.items()}
    if len(items) == len(ITEMS):
        return items
    values: dict[str, Any] = {OVERALL: facts.stars[OVERALL]} if OVERALL in facts.stars else {}
    if "communication" in items:
        values["communication"] = items["communication"]
    return values


def _summed(rows: Iterable[RowFacts]) -> Iterable[RowFacts]:
    """One row a month: several amounts of a month are added up."""
    months: dict[str, RowFacts] = {}
    for facts in rows:
        before = months.get(facts.month)
        if before is None:
            months[facts.month] = facts
        else:
            doubts = tuple(dict.fromkeys((*before.doubts, *facts.doubts, "summed")))
            both = (before.yen or 0) + (facts.yen or 0)
            months[facts.month] = replace(before, yen=both, lines=before.lines | facts.lines, doubts=doubts)
    return months.values()


def _once_each(every: Sequence[RowFacts]) -> list[RowFacts]:
    """The rows of a page that was copied twice, once each; rows that are alike on one page are two."""
    half, rest = divmod(len(every), 2)
    if rest or [*map(_said, every[:half])] != [*map(_said, every[half:])]:
        return list(every)
    return [
        replace(first, lines=first.lines | second.lines)
        for first, second in zip(every[:half], every[half:], strict=True)
    ]


def _said(facts: RowFacts) -> RowFacts:
    """What a row says, wherever it stands."""
    return replace(facts, lines=frozenset())
