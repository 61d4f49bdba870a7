"""Candidates beside what the ledger knows: one item each, with the ways to take it.

Matching knows nothing of sources. Rows of one source never match each other: each record of the ledger is
given to the candidate that it fits best.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, cast

from procw_tui.domain.ledger.by_mail import met_by_mail
from procw_tui.domain.ledger.changes import Op, new_id
from procw_tui.domain.ledger.jobs import WITH_SITE_ID, contract_of, with_its_proposal
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import fold, is_unnamed, who
from procw_tui.domain.record.records import (
    Contract,
    Earning,
    Message,
    Proposal,
    Record,
    Review,
    Scout,
)
from procw_tui.domain.record.times import JST, last_day, month_of
from procw_tui.domain.typed.when import NOON
from procw_tui.domain.work.months import gross_of

from .candidates import Candidate, Doubt
from .items import Item, RefusedRow, Way, known_item, new_item, or_new
from .onward import never_overwritten, onward
from .sameness import (
    CUT_TITLE,
    NEAR,
    SAME_TITLE,
    SURELY,
    likeness,
    minute,
    same_stars,
    stage,
    stage_of,
    title_fits,
)
from .states import CLOSED

LOOK_AT = 100
"""How many records of one client are weighed against a row: more are alike."""
OF_A_JOB = frozenset({"contract", "proposal"})
LATER = timedelta(days=2)
"""How long after it came a message may have been logged by hand."""
SOONER = timedelta(minutes=5)
"""A message is logged by hand after it came, give or take what a clock is off; a day alone is at noon."""
WEEK = timedelta(days=7)
"""A number typed at night is at most so far from its day."""
OVER = 3  # the stage of a contract that is closed
OWN_DAYS = frozenset({"sent_at", "started_on", "opened_on"})
NAMED = ("proposal", "contract", "message", "review", "scout")
"""Kinds of which a client tells whose they are."""
TIMED = frozenset({"proposal", "message", "scout"})
"""Kinds of which some source knows the minute."""


DETAILS = ("due_on", "price_yen", "accepted_on", "ended_on")
"""Of records that fit alike the one that agrees in most of these, in not having them too, fits best."""

Scored = tuple[int, int, int, int, Any]
"""How unlike, how many details differ, the places among the client's records and candidates, the record."""


class Match(NamedTuple):
    """The record that a candidate is, and whether another fits as well."""

    record: Any
    several: bool = False
    doubts: tuple[Doubt, ...] = ()
    act: Way = "update"


class Matcher:
    """Takes candidates in the order of their source and gives each the record that it is."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._ledger = ledger
        self._now = now.astimezone(JST).replace(second=0, microsecond=0)
        self._today = self._now.date()
        self._taken: set[str] = set()
        self._linked: set[str] = set()

    def items(self, candidates: Sequence[Candidate]) -> Iterator[Item | RefusedRow]:
        """One for each."""
        matches = self._matches(candidates)
        for at, candidate in enumerate(candidates):
            try:
                yield self._item(candidate, matches.get(at))
            except Invalid as reason:
                yield RefusedRow(reason, candidate.lines)

    def _matches(self, candidates: Sequence[Candidate]) -> dict[int, Match]:
        """Every candidate with its record, those that fit best first."""
        found: dict[int, Match] = {}
        for at, candidate in enumerate(candidates):
            own = self._itself(candidate)
            if own is not None:
                found[at] = Match(own)
                self._taken.add(own.id)
        # one that brings its id is itself, and no other
        free = {at: each for at, each in enumerate(candidates) if at not in found and "id" not in each.values}
        every = {at: self._scored(at, candidate) for at, candidate in free.items()}
        best_first = sorted((each for scored in every.values() for each in scored), key=lambda each: each[:4])
        for score, _details, _place, at, record in best_first:
            if at not in found and record.id not in self._taken:
                self._taken.add(record.id)
                found[at] = Match(record, self._also_fits(every[at], score, record))
        self._typed_that_day(free, found)
        for at, candidate in free.items():
            named = (self._unnamed(candidate) or self._typed_beside(candidate)) if at not in found else None
            if named is not None:
                found[at] = named
                self._taken.add(named.record.id)
        return found

    def _scored(self, at: int, candidate: Candidate) -> list[Scored]:
        """A candidate with each record that it may be."""
        scores = ((likeness(candidate, each, self._today), each) for each in self._near(candidate))
        return [
            (-score, _differing(candidate, each), place, at, each)
            for place, (score, each) in enumerate(scores) if score > 0
        ]  # fmt: skip

    def _also_fits(self, scored: Sequence[Scored], score: int, record: Any) -> bool:
        """Whether another record, that no other candidate has, fits a candidate as well."""
        return any(
            other is not record and other_score == score and other.id not in self._taken
            for other_score, _details, _place, _at, other in scored
        )

    def _itself(self, candidate: Candidate) -> Record | None:
        """The record of its id, month, round, key or practice; without client the one that says the same."""
        own = candidate.values.get("id") or candidate.new_id
        known = self._ledger.find(own, candidate.kind) if own else None
        if known is not None or "id" in candidate.values:
            return known
        cls = KINDS[candidate.kind]
        if cls.alone_by is not None and cls.alone_by in candidate.values:
            key = candidate.values[cls.alone_by]
            return self._ledger.index(_alone, cls).get((candidate.kind, key)) if key is not None else None
        if candidate.kind in NAMED and (candidate.timed or who(candidate.client)):
            return None
        equal = self._ledger.index(_by_content, *KINDS.values()).get(
            _content(candidate.kind, candidate.values), ()
        )
        return next((record for record in equal if record.id not in self._taken), None)

    def _near(self, candidate: Candidate) -> Iterable[Any]:
        """The records that it may be: of its client, and of its number on the site; the newest first."""
        if candidate.kind not in NAMED:
            return ()
        client = who(candidate.client)
        named = tuple(KINDS[kind] for kind in NAMED)
        own = (
            self._ledger.index(_by_client, *named).get((candidate.kind, client), [])[:LOOK_AT]
            if client
            else []
        )
        on = candidate.values.get(KINDS[candidate.kind].own or "")
        if client and on is not None:  # of many those of the day, wherever they stand
            own += self._ledger.index(_by_day, *named).get((candidate.kind, client, _day(on)), [])
        site_id = candidate.values.get("site_id")
        numbered = (
            self._ledger.index(_by_site_id, *WITH_SITE_ID).get((candidate.kind, site_id), ())
            if site_id
            else ()
        )
        return {record.id: record for record in (*numbered, *own)}.values()

    def _item(self, candidate: Candidate, match: Match | None) -> Item:
        key = (candidate.kind, who(candidate.client), fold(candidate.title), min(candidate.lines, default=0))
        if candidate.kind == Earning.kind and match is None and "id" not in candidate.values:
            return self._month(candidate, ("earning", candidate.values.get("month")))
        if match is None:
            near = self._a_day_off(candidate) if "id" not in candidate.values else None
            fresh = self._new(candidate, key)
            if near is not None:
                return self._or_the_same(fresh, near, candidate, "near_day")
            typed = self._maybe_typed(candidate)
            if typed is not None:
                return self._or_the_same(fresh, typed, candidate, "may_be_typed")
            other = self._of_another_client(candidate) if "id" not in candidate.values else None
            return self._or_the_same(fresh, other, candidate, "other_client") if other is not None else fresh
        if match.act == "name":
            return self._named(candidate, match, key)
        return self._known(candidate, match, key)

    def _known(self, candidate: Candidate, match: Match, key: Hashable) -> Item:
        before = match.record
        doubts: list[Doubt] = list(match.doubts)
        forward = onward(candidate, before, doubts)
        values = self._to_compare(candidate, before)
        if candidate.timed:
            forward |= _timed(candidate, before, values)
        due, started = values.get("due_on"), forward.get("started_on", getattr(before, "started_on", None))
        if due is not None and started is not None and due < started:
            values["due_on"] = None
            doubts.append("differs")
        if (
            isinstance(before, Contract)
            and stage_of(before) > stage(candidate)
            and before.outcome != "running"
        ):
            doubts.append("differs")
        settled = {"month_runs"} | ({"day_assumed", "no_day"} if not forward else set())
        if forward and "no_day" in candidate.doubts and candidate.is_of_today:
            settled.add("no_day")
            doubts.append("day_assumed")
        said = _without(candidate, settled)
        forward |= _assumptions(candidate, before, forward)
        if match.several and forward:
            doubts.append("several_fit")
        after = dataclasses.replace(before, **forward)
        also = self._links(after) if forward and isinstance(after, Proposal) else ()
        item = known_item(key, before, said, values, forward, dict.fromkeys(doubts), also=also)
        if (
            item.uncertain
            and not item.same
            and before.kind in {"contract", "message"}
            and match.several | ("differs" in item.doubts or bool(match.doubts))
        ):
            with contextlib.suppress(Invalid):  # it may be another one
                fresh = self._record(candidate)
                item = item._replace(options=(*item.options, *new_item(key, fresh, said, ()).options[:1]))
        return item

    @staticmethod
    def _to_compare(candidate: Candidate, before: Any) -> dict[str, Any]:
        """What a candidate states, without what the record says in other words."""
        values = {name: value for name, value in candidate.values.items() if name not in {"id", "changed_at"}}
        if who(candidate.client) == who(getattr(before, "client", None)):
            values.pop("client", None)
        title = values.get("title")
        if title and getattr(before, "title", None) and title_fits(title, before.title) >= CUT_TITLE:
            del values["title"]
        for name, value in list(values.items()):
            known = getattr(before, name)
            if isinstance(value, datetime) and isinstance(known, datetime):
                noon = candidate.kind == "proposal" and value.date() == known.astimezone(JST).date()
                if noon or minute(value) == minute(known):
                    del values[name]
        for name in never_overwritten(candidate, before):
            values.pop(name, None)
        return values

    def _new(self, candidate: Candidate, key: Hashable) -> Item:
        record = self._record(candidate)
        doubts: list[Doubt] = []
        if candidate.kind in {"proposal", "contract"} and self._has_alike(candidate):
            doubts.append("alike")
        also: tuple[Op, ...] = ()
        if "id" in candidate.values:
            pass  # it is itself: what it is linked to it says
        elif isinstance(record, Contract):
            record, also = with_its_proposal(self._ledger, record, self._linked)
            self._linked.add(record.proposal_id or "")
        elif isinstance(record, Proposal):
            also = self._links(record)
        elif isinstance(record, Review):
            record = self._rated(record, candidate)
        if also or (isinstance(record, Contract) and record.proposal_id):
            doubts.append("job_goes_on")
        return new_item(key, record, candidate, doubts, also=also)

    def _a_day_off(self, candidate: Candidate) -> Any | None:
        """A record that would be the same but for a day or two: typed a day off, or another one."""
        on = candidate.values.get(KINDS[candidate.kind].own or "")
        if on is None and candidate.kind == "contract" and candidate.title and stage(candidate) < OVER:
            return self._running_alike(candidate)
        if candidate.kind not in {"proposal", "contract", "review"} or on is None:
            return None
        stated = {name: value for name, value in candidate.values.items() if name not in OWN_DAYS}
        undated = dataclasses.replace(candidate, values=stated)
        for record in self._near(candidate):
            apart = abs(_day(on) - _day(getattr(record, record.own)))
            if record.id in self._taken or apart > NEAR:
                continue
            if same_stars(candidate, record) if isinstance(record, Review) else (
                likeness(undated, record, self._today) > SURELY
            ):  # fmt: skip
                return record
        return None

    def _running_alike(self, candidate: Candidate) -> Any | None:
        """A contract of that client and title that runs too: its due day or its amount may have changed."""
        for record in self._near(candidate):
            same = title_fits(candidate.title, record.title) == SAME_TITLE
            if same and record.id not in self._taken and stage_of(record) < OVER:
                return record
        return None

    def _of_another_client(self, candidate: Candidate) -> Any | None:
        """A record of the same title, day and amount, of a client by another name: renamed, or not."""
        on, price = candidate.values.get(KINDS[candidate.kind].own or ""), candidate.values.get("price_yen")
        if candidate.kind not in OF_A_JOB or not candidate.title or on is None or price is None:
            return None
        alike = self._ledger.index(_by_job, Contract, Proposal).get(
            (candidate.kind, fold(candidate.title), _day(on), price), ()
        )
        return next((each for each in alike if who(each.client) and each.id not in self._taken), None)

    def _or_the_same(self, fresh: Item, near: Any, candidate: Candidate, doubt: Doubt) -> Item:
        """An item that waits until somebody has said whether it is a record that differs in one thing.

        Of the same minute it most likely is.
        """
        own = self._known(candidate, Match(near), fresh.key).options[0]
        doubts = tuple(doubt for doubt in fresh.doubts if doubt != "alike")
        ways = [fresh.options[0], own]
        if isinstance(near, Message) and minute(near.received_at) == _moment_said(candidate):
            ways.reverse()
        return fresh._replace(options=(*ways, *fresh.options[1:]), doubts=(*doubts, doubt))

    def _record(self, candidate: Candidate) -> Any:
        """A record of it; Invalid where something that it needs is not there."""
        cls = KINDS[candidate.kind]
        given = {**candidate.assumed, **candidate.values}
        for field in FIELDS[candidate.kind]:
            if field.required and field.attr != "id" and given.get(field.attr) is None:
                raise Invalid(field.name, "missing")
        assumed = tuple(name for name in candidate.assumed if name not in candidate.values)
        if assumed and any(field.attr == "assumed" for field in FIELDS[candidate.kind]):
            given["assumed"] = assumed
        record = cls(**{"id": "", **given})
        return record if record.id else dataclasses.replace(record, id=candidate.new_id or new_id())

    def _has_alike(self, candidate: Candidate) -> bool:
        return any(
            title_fits(candidate.title, record.title) == SAME_TITLE and not is_unnamed(record.client)
            for record in self._near(candidate)
        )

    def _links(self, proposal: Proposal) -> tuple[Op, ...]:
        """What a won proposal makes of its contract, which no other gets then."""
        ops = contract_of(self._ledger, proposal, self._linked)
        self._linked.update(op.record.id for op in ops)
        return ops

    def _rated(self, review: Review, candidate: Candidate) -> Review:
        """A rating with the contract that it is of: the latest of that client and title without one."""
        if review.contract_id:
            return review
        for contract in self._ledger.index(_unrated, Contract, Review).get(who(candidate.client), ()):
            over = contract.closed_on
            before = over is not None and over <= review.opened_on
            if before and contract.id not in self._linked and title_fits(candidate.title, contract.title):
                self._linked.add(contract.id)
                return dataclasses.replace(review, contract_id=contract.id)
        return review

    def _month(self, candidate: Candidate, key: Hashable) -> Item:
        """A month's amount, which stands instead of what its contracts add up to."""
        record = cast("Earning", self._record(candidate))
        known = gross_of(self._ledger, record.month, min(last_day(record.month), self._today), self._today)
        if known is not None and known.gross == record.gross_yen:  # its contracts say the same
            return Item(key, record, (), candidate.doubts, candidate.lines)
        doubts: list[Doubt] = ["adds_up_otherwise"] if known is not None and known.gross else []
        if record.month >= month_of(self._today):
            doubts.append("month_runs")
        return new_item(key, record, candidate, doubts)

    def _unnamed(self, candidate: Candidate) -> Match | None:
        """The number of an evening that gets its name now."""
        if candidate.kind == "contract" and who(candidate.client):
            fits: Callable[[Any], bool] = lambda record: self._may_name(candidate, record)  # noqa: E731
        elif candidate.kind == "proposal" and (who(candidate.client) or candidate.title):
            fits = lambda record: self._of_that_day(candidate, record)  # noqa: E731
        else:
            return None
        every = self._ledger.index(_unnamed_ones, Proposal, Contract)[candidate.kind]
        record = next((each for each in every if each.id not in self._taken and fits(each)), None)
        return Match(record, doubts=("names_unnamed",), act="name") if record is not None else None

    def _may_name(self, candidate: Candidate, unnamed: Contract) -> bool:
        """Whether a contract without a name is at that stage, and not closed at another time."""
        on, closed = _closed_on(candidate), unnamed.closed_on
        near = candidate.values.get("outcome") not in CLOSED or (
            on is not None and closed is not None and abs(on - closed) <= WEEK
        )
        plain = (
            unnamed.title is None and unnamed.price_yen is None and unnamed.due_on is None
        )  # a number, no more
        return plain and stage_of(unnamed) == stage(candidate) and near

    def _of_that_day(self, candidate: Candidate, unnamed: Proposal) -> bool:
        """Whether a proposal without a client was sent that day; in the last week where no day is said.

        Where it has a title, as a mail says it, that is the same.
        """
        if unnamed.title and title_fits(candidate.title, unnamed.title) < CUT_TITLE:
            return False
        on, sent = unnamed.sent_at.astimezone(JST).date(), candidate.values.get("sent_at")
        price = candidate.values.get("price_yen")
        if None not in {price, unnamed.price_yen} and price != unnamed.price_yen:
            return False
        return (
            on == sent.astimezone(JST).date() if sent is not None else timedelta() <= self._today - on <= WEEK
        )

    def _typed_beside(self, candidate: Candidate) -> Match | None:
        """Of a source that shows all messages of a client: the one that was logged by hand a while later."""
        if candidate.kind != "message" or not candidate.whole:
            return None
        came, reply = candidate.values["received_at"], candidate.values.get("replied_at")
        for record in self._ledger.index(_by_time, Message):
            unnamed = is_unnamed(record.client) and record.state == "waiting"
            if record.id in self._taken or not (unnamed or who(record.client) == who(candidate.client)):
                continue
            answered = record.state == "waiting" and reply is not None and reply <= record.received_at
            if came <= record.received_at <= came + LATER and not answered:
                if unnamed:
                    return Match(record, doubts=("names_unnamed",), act="name")
                return Match(record, doubts=("same_as_typed",))
        return None

    def _typed_that_day(self, free: Mapping[int, Candidate], found: dict[int, Match]) -> None:
        """Candidates that know their minute, with the record of that day that nothing timed has met yet.

        The nearest first. Of a candidate without a name only one that has none either.
        """
        pairs = [
            (abs(_moment(record) - _moment_said(candidate)), at, record)
            for at, candidate in free.items()
            if candidate.timed and at not in found
            for record in self._untimed(candidate)
            if is_unnamed(record.client)
            or (who(record.client) == who(candidate.client) and who(candidate.client))
        ]  # fmt: skip
        for _apart, at, record in sorted(pairs, key=lambda pair: pair[:2]):
            if at not in found and record.id not in self._taken:
                found[at] = Match(record)
                self._taken.add(record.id)

    def _untimed(self, candidate: Candidate) -> Iterator[Any]:
        """The records of a candidate's day and kind that somebody typed and that it may be."""
        if candidate.kind not in TIMED or not _says_when(candidate):
            return
        met = met_by_mail(self._ledger)
        day = _moment_said(candidate).date()
        every = self._ledger.index(_of_day, Proposal, Message, Scout).get((candidate.kind, day), ())
        for record in every:
            if record.id in met or record.id in self._taken:
                continue
            if isinstance(record, Message):
                fits = record.replied_at is None or record.replied_at >= candidate.values["received_at"]
            elif _other_number(candidate, record):
                fits = False
            elif isinstance(record, Scout):
                fits = record.source == candidate.values["source"]
            else:
                fits = bool(title_fits(candidate.title, record.title))
            if fits:
                yield record

    def _maybe_typed(self, candidate: Candidate) -> Any | None:
        """Of a candidate without a name: a named record of that day that may be the same."""
        if not candidate.timed or not is_unnamed(candidate.client or None):
            return None
        later = (
            record
            for record in self._untimed(candidate)
            if not isinstance(record, Message)
            or _moment_said(candidate) - SOONER <= _moment(record)
            or _moment(record).time() == NOON
        )
        return next(later, None)

    def _named(self, candidate: Candidate, match: Match, key: Hashable) -> Item:
        """One that was logged as a number, with its name; or a record of its own."""
        before, fresh = match.record, self._record(candidate)
        doubts: list[Doubt] = list(match.doubts)
        given = {name: candidate.values.get(name) for name in ("client", "title", "type")}
        forward = {n: v for n, v in given.items() if v is not None} | onward(candidate, before, doubts)
        if isinstance(before, Message):
            forward["received_at"] = candidate.values["received_at"]
        elif isinstance(before, Proposal) and "outcome" in candidate.values:
            forward["outcome"] = candidate.values["outcome"]
        values = self._to_compare(candidate, before)
        due = values.get("due_on")
        if due is not None and due < forward.get("started_on", before.started_on):
            forward["started_on"] = due  # a number typed at night began when nobody knows
        values.pop("sent_at", None)
        said = _without(candidate, {"no_day", "day_assumed", "type_assumed"})
        return or_new(known_item(key, before, said, values, forward, doubts, act="name"), fresh)


def _timed(candidate: Candidate, before: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The minute of a message that somebody typed, and the name of a record that had none."""
    forward: dict[str, Any] = {}
    if is_unnamed(candidate.client or None):
        values.pop("client", None)
    elif is_unnamed(before.client) and before.client is not None:
        forward["client"] = candidate.client
    if isinstance(before, Message) and "received_at" in values:
        forward["received_at"] = values["received_at"]
    elif isinstance(before, Proposal):
        values.pop("sent_at", None)
    return forward


def _says_when(candidate: Candidate) -> bool:
    return candidate.values.get(KINDS[candidate.kind].own or "") is not None


def _moment_said(candidate: Candidate) -> datetime:
    return _at(candidate.values[KINDS[candidate.kind].own or ""])


def _moment(record: Record) -> datetime:
    return _at(getattr(record, record.own or ""))


def _at(value: date | datetime) -> datetime:
    """A moment in Japan; of a day its beginning."""
    if isinstance(value, datetime):
        return value.astimezone(JST)
    return datetime.combine(value, time(), JST)


def _other_number(candidate: Candidate, record: Any) -> bool:
    number = candidate.values.get("site_id")
    return bool(number and record.site_id and record.site_id.strip() != number)


def _of_day(ledger: Ledger) -> dict[tuple[str, date], list[Any]]:
    found: dict[tuple[str, date], list[Any]] = {}
    for cls in (Proposal, Message, Scout):
        for record in ledger.all(cls):
            found.setdefault((record.kind, _day(getattr(record, record.own or ""))), []).append(record)
    return found


def _day(value: date | datetime) -> date:
    return value.astimezone(JST).date() if isinstance(value, datetime) else value


def _without(candidate: Candidate, doubts: set[str]) -> Candidate:
    return dataclasses.replace(
        candidate, doubts=tuple(doubt for doubt in candidate.doubts if doubt not in doubts)
    )


def _assumptions(candidate: Candidate, before: Any, forward: dict[str, Any]) -> dict[str, Any]:
    """Which values of the record are still only assumed, where that changes."""
    known = getattr(before, "assumed", None) or ()
    fresh = [name for name in forward if name in candidate.assumed and name not in candidate.values]
    kept = tuple(dict.fromkeys([name for name in known if name not in forward] + fresh))
    changed = hasattr(before, "assumed") and kept != known
    return {"assumed": kept or None} if changed else {}


def _closed_on(candidate: Candidate) -> date | None:
    return candidate.values.get("accepted_on") or candidate.values.get("ended_on")


def _content(kind: str, values: Any) -> tuple[Any, ...]:
    """What is stated, as it is compared where nothing else tells a record from others."""
    said = {
        name: value
        for name, value in values.items()
        if value is not None and name not in {"id", "changed_at"}
    }
    return (
        kind,
        *sorted((name, str(value)) for name, value in said.items() if value != _default(kind, name)),
    )


def _default(kind: str, name: str) -> Any:
    return next((field.default for field in FIELDS[kind] if field.attr == name), None)


def _by_content(ledger: Ledger) -> dict[tuple[Any, ...], list[Record]]:
    found: dict[tuple[Any, ...], list[Record]] = {}
    for record in ledger:
        if record.kind not in NAMED or not who(getattr(record, "client", None)):
            values = {field.attr: getattr(record, field.attr) for field in FIELDS[record.kind]}
            found.setdefault(_content(record.kind, values), []).append(record)
    return found


def _alone(ledger: Ledger) -> dict[tuple[str, Any], Record]:
    return {
        (record.kind, getattr(record, record.alone_by)): record
        for record in ledger
        if record.alone_by is not None
    }


def _by_client(ledger: Ledger) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for kind in NAMED:
        cls = KINDS[kind]
        every = sorted(
            ledger.all(cls), key=lambda record: str(getattr(record, record.own or "id")), reverse=True
        )
        for record in every:
            found.setdefault((kind, who(getattr(record, "client", None))), []).append(record)
    return found


def _by_day(ledger: Ledger) -> dict[tuple[str, str, date], list[Any]]:
    found: dict[tuple[str, str, date], list[Any]] = {}
    for (kind, client), records in ledger.index(_by_client, *(KINDS[kind] for kind in NAMED)).items():
        for record in records:
            found.setdefault((kind, client, _day(getattr(record, record.own))), []).append(record)
    return found


def _by_job(ledger: Ledger) -> dict[tuple[str, str, date, int], list[Any]]:
    found: dict[tuple[str, str, date, int], list[Any]] = {}
    jobs: list[Contract | Proposal] = [*ledger.all(Contract), *ledger.all(Proposal)]
    for record in jobs:
        if record.title and record.price_yen is not None:
            key = (record.kind, fold(record.title), _day(getattr(record, record.own or "")), record.price_yen)
            found.setdefault(key, []).append(record)
    return found


def _by_site_id(ledger: Ledger) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for cls in WITH_SITE_ID:
        for record in ledger.all(cls):
            if getattr(record, "site_id", None):
                found.setdefault((record.kind, record.site_id), []).append(record)  # type: ignore[attr-defined]
    return found


def _unrated(ledger: Ledger) -> dict[str, list[Contract]]:
    rated = {review.contract_id for review in ledger.all(Review)}
    closed = [
        c for c in ledger.all(Contract) if c.closed_on is not None and c.type != "task" and c.id not in rated
    ]
    closed.sort(key=lambda contract: contract.closed_on or date.min, reverse=True)
    found: dict[str, list[Contract]] = {}
    for each in closed:
        found.setdefault(who(each.client), []).append(each)
    return found


def _unnamed_ones(ledger: Ledger) -> dict[str, list[Any]]:
    contracts = [each for each in ledger.all(Contract) if is_unnamed(each.client)]
    proposals = [
        each for each in ledger.all(Proposal)
        if is_unnamed(each.client) and each.outcome == "pending"
    ]  # fmt: skip
    return {
        "contract": sorted(contracts, key=lambda each: each.started_on, reverse=True),
        "proposal": sorted(proposals, key=lambda each: (bool(each.title), each.sent_at), reverse=True),
    }


def _by_time(ledger: Ledger) -> list[Message]:
    return sorted(ledger.all(Message), key=lambda message: message.received_at)


def _differing(candidate: Candidate, record: Any) -> int:
    """How much a record is not what a candidate says of it, or does not: its stage before details."""
    details: int = sum(candidate.values.get(name) != getattr(record, name, None) for name in DETAILS)
    if not isinstance(record, Contract):
        return details
    return details + len(DETAILS) * abs(stage(candidate) - stage_of(record))
