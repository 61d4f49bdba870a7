"""Mails of the site: what each says has happened, and what of it goes into the ledger by itself.

A mail whose subject no rule knows, one that says something of a state or of money, and one that can be read
in two ways waits in the ledger (`Inbox`) until somebody has looked at it. What was read once is known again.
"""

from __future__ import annotations

import dataclasses
import re
import uuid
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple, assert_never, cast

from procw_tui.domain.ledger.by_mail import in_queue
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import Means
from procw_tui.domain.record.names import fold, is_unnamed, stand_ins, who
from procw_tui.domain.record.records import Contract, Inbox, MailRule, Message, Proposal, Record, Scout
from procw_tui.domain.record.times import JST

from .candidates import Candidate, Doubt
from .items import Item, RefusedRow, Way
from .mail import LONGEST, Mail, MailWords, is_below
from .matching import Matcher
from .states import settle
from .templates import found, found_in, weight

BY_ITSELF: frozenset[Means] = frozenset({"message", "consult", "applied"})
"""What goes in without a look: that a client wrote, and that one has applied. No state, and no money."""
ANSWERED_LONG_AGO = timedelta(days=30)
"""A message that is older when its mail is read is taken as answered, at a time unknown."""
NUMBERED = {"messages": "message", "contracts": "contract", "proposals": "proposal", "jobs": "scout"}
"""The kind of record that each of the site's numbers is kept with."""
AHEAD = timedelta(minutes=10)
"""How far the clock of a mail may be ahead of this machine's."""
FEW = 100
"""So many mails that wait are all read again at each look."""
IN_A_ROW = 3
"""A rule that does not find what it should in so many mails in a row can't read them any more."""
_SHIPPED = "shipped:"
_IDS = uuid.UUID("6f0c62b5-6a0e-4c0d-8f0e-0d8f6f3c9a11")
_NAMED = re.compile(r"([^\s、。・:：「」『』()（）【】<>]{1,60}?)[ \u3000]?(?:様|さん|御中)")
_NOBODY = frozenset({"お客", "皆", "み", "たく"})
"""What 様 and さん stand behind without naming anybody."""
_TITLED = re.compile("[「『]([^「」『』]+)[」』]")


class Said(NamedTuple):
    """What a mail says by a rule: `rule` is its id; `lacking` what the rule should find and does not."""

    means: Means
    rule: str
    client: str = ""
    job: str = ""
    month: str = ""
    result: str = ""
    lacking: tuple[str, ...] = ()


class Understood(NamedTuple):
    """A mail beside the ledger: what it says, None where no rule knows it, and what that would do."""

    mail: Mail
    said: Said | None
    items: tuple[Item, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    waiting: Inbox | None = None
    """Its place in the queue, where it waits already."""

    @property
    def goes_by_itself(self) -> bool:
        """Whether nobody needs to look at it."""
        return (
            self.said is not None
            and self.said.means in BY_ITSELF
            and not self.said.lacking
            and not self.refused
            and not any(item.doubtful for item in self.items)
        )

    @property
    def is_ignored(self) -> bool:
        """Whether it says nothing for the ledger."""
        return self.said is not None and self.said.means == "ignored"

    @property
    def is_known(self) -> bool:
        """Whether the ledger says all of it already."""
        return bool(self.items) and not self.refused and all(item.same for item in self.items)


class Taken(NamedTuple):
    """What came of a look at mails: the change that it makes, and each mail that was not known before."""

    change: Change
    went_in: tuple[Understood, ...]
    waits: tuple[Understood, ...]
    """New ones that wait; those of the queue that still wait are not among them."""
    ignored: int = 0
    known: int = 0


class Seen:
    """The mails that a ledger has read, each with the id that it is noted by."""

    def __init__(self, ledger: Ledger) -> None:
        self._noted: dict[Any, str] = dict(ledger.index(_marks, Inbox))

    def find(self, mail: Mail) -> str | None:
        """The id of one that was read.

        It is the same by all that it says, or by its own id, minute and subject: it may have been half there.
        Of two of which one was passed on the head tells: who passes it on writes something to it.
        """
        return next(filter(None, (self._noted.get(key) for key in _sought(mail))), None)

    def add(self, mail: Mail) -> None:
        """It is read now."""
        self._noted |= dict.fromkeys(_kept(mail, mail.digest), mark_id(mail))


def _kept(mail: Mail, digest: str) -> list[Hashable]:
    """By what a mail is known again."""
    keys: list[Hashable] = [digest, ("passed on" if mail.passed_on_by else "straight", mail.head)]
    return [*keys, (mail.message_id, *mail.head[:2])] if mail.message_id else keys


def _sought(mail: Mail) -> list[Hashable]:
    """By what one that was read may be the same."""
    keys: list[Hashable] = [mail.digest, *([(mail.message_id, *mail.head[:2])] if mail.message_id else [])]
    if mail.minute is None:
        return keys
    return keys + [
        (way, mail.head) for way in (("straight", "passed on") if mail.passed_on_by else ("passed on",))
    ]


def mark_id(mail: Mail) -> str:
    """What a mail is noted by: the same on every machine that reads it."""
    return str(uuid.uuid5(_IDS, mail.message_id + mail.digest))


def _marks(ledger: Ledger) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for each in ledger.all(Inbox):
        if each.source == "mail":
            found |= dict.fromkeys(_kept(mail_of(each), each.digest or ""), each.id)
    found.pop("", None)
    return found


def mail_of(waiting: Inbox) -> Mail:
    """A mail as the ledger keeps it."""
    return Mail(
        waiting.sender or "", waiting.subject or "", waiting.text or "", waiting.came_at,
        waiting.message_id or "", waiting.links or (), dated="came_at" not in (waiting.assumed or ()),
        passed_on_by=waiting.passed_on_by or "", was_theirs="sender" not in (waiting.assumed or ()),
    )  # fmt: skip


def rules_of(ledger: Ledger, words: MailWords) -> list[MailRule]:
    """How mails are read: what the user has said first, of that what says most, then what is known of all."""
    own = sorted(ledger.all(MailRule), key=lambda rule: (-weight(rule.subject), rule.id))
    shipped = [
        MailRule(
            id=f"{_SHIPPED}{rule['subject']}", subject=rule["subject"], means=cast("Means", rule["means"])
        )
        for rule in words.rules
    ]
    return [*own, *shipped]


def is_own(rule: str) -> bool:
    """Whether a rule, by its id, is the user's."""
    return not rule.startswith(_SHIPPED)


def said_in(mail: Mail, rules: Sequence[MailRule], words: MailWords) -> Said | None:
    """What a mail says; None where no rule knows its subject."""
    if is_below(mail.sender, words.newsletters):
        return Said("ignored", _SHIPPED)
    for rule in rules:
        values = found(rule.subject, mail.subject)
        if values is not None:
            return _said(mail, rule, values, words)
    return None


def is_ignored(mail: Mail, rules: Sequence[MailRule], words: MailWords) -> bool:
    """Whether a mail says nothing for the ledger."""
    said = said_in(mail, rules, words)
    return said is not None and said.means == "ignored"


def _said(mail: Mail, rule: MailRule, values: dict[str, str], words: MailWords) -> Said:
    lines = mail.text.split("\n")
    lacking: list[str] = []
    for name, template in (("client", rule.client_line), ("job", rule.job_line)):
        if template:
            there = found_in(template, lines)
            if there is not None:
                values = {**values, **there}
            elif not values.get(name):
                lacking.append(name)
    month = result = ""
    if rule.means == "certified":
        month, result = _result(mail.text, words)
        lacking += [name for name, value in (("month", month), ("result", result)) if not value]
    job = values.get("job", "")
    if rule.means == "applied" and not job:
        titles = titles_in(mail.subject)
        job = titles[0] if len(titles) == 1 else ""
    return Said(rule.means, rule.id, values.get("client", ""), _bare(job), month, result, tuple(lacking))


def titles_in(text: str) -> list[str]:
    """What stands in brackets as titles do."""
    return [each.strip() for each in _TITLED.findall(text) if each.strip()]


def names_in(text: str) -> list[str]:
    """Whoever has 様, さん or 御中 behind, as written; each once."""
    found = {who(match[1]): match[1] for match in _NAMED.finditer(text) if match[1] not in _NOBODY}
    return list(found.values())


def _bare(title: str) -> str:
    """A title without the brackets that stand around all of it."""
    whole = _TITLED.fullmatch(title)
    return whole[1].strip() if whole else title


def _result(text: str, words: MailWords) -> tuple[str, str]:
    """The round and its result, as a mail about a certification says them."""
    month, line = words.month.search(text), words.result.search(text)
    said = next((result for word, result in words.results if line and word in line[1]), "")
    return (f"{int(month[1]):04}-{int(month[2]):02}" if month else ""), said


class _Event(NamedTuple):
    """A record that a mail is about: what is stated, what it needs and nobody says, what is doubtful."""

    kind: str
    values: Mapping[str, Any]
    assumed: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()


class MailReader:
    """Reads mails against one ledger at one moment."""

    def __init__(self, ledger: Ledger, words: MailWords, now: datetime) -> None:
        self._ledger = ledger
        self._words = words
        self._now = now.astimezone(JST).replace(second=0, microsecond=0)
        self._rules = rules_of(ledger, words)
        self._known = ledger.index(_known, Proposal, Contract, Message, Scout)
        taken = {c for c in self._known.clients_as_written if is_unnamed(c)}
        self._stand_ins = stand_ins(taken)
        self._by_thread: dict[str, str] = {}

    def said(self, mail: Mail, rule: MailRule | None = None) -> Said | None:
        """What a mail says; `rule`: by that one, whether or not it is kept yet."""
        return said_in(mail, [rule] if rule is not None else self._rules, self._words)

    def worth_reading(self, queue: Sequence[Inbox]) -> list[Inbox]:
        """Those that may not need to wait any more; of many only what another rule reads than before."""
        if len(queue) <= FEW:
            return list(queue)
        every = ((each, self.said(mail_of(each))) for each in queue)
        return [each for each, said in every if said is not None and said.rule != each.about]

    def understood(
        self, mails: Sequence[Mail], rule: MailRule | None = None, waiting: Mapping[int, Inbox] | None = None
    ) -> list[Understood]:
        """Each mail with what it would do. They are rows of one source: none of them is another.

        `waiting`: the place in the queue of those that have one, by their own.
        """
        every = [self.said(mail, rule) for mail in mails]
        candidates: list[Candidate] = []
        owners: list[int] = []
        for at, (mail, said) in enumerate(zip(mails, every, strict=True)):
            if said is not None and not said.lacking:
                for candidate in self._candidates(mail, said):
                    candidates.append(candidate)
                    owners.append(at)
        rows: dict[int, list[Item | RefusedRow]] = {}
        found = Matcher(self._ledger, self._now).items(candidates)
        for number, (owner, row) in enumerate(zip(owners, found, strict=True)):
            named = row._replace(key=(owner, number)) if isinstance(row, Item) else row
            rows.setdefault(owner, []).append(named)
        return [
            Understood(
                mail, said,
                tuple(row for row in rows.get(at, ()) if isinstance(row, Item)),
                tuple(row for row in rows.get(at, ()) if isinstance(row, RefusedRow)),
                (waiting or {}).get(at),
            )
            for at, (mail, said) in enumerate(zip(mails, every, strict=True))
        ]  # fmt: skip

    def _candidates(self, mail: Mail, said: Said) -> Iterator[Candidate]:
        """What has happened, as matching takes it."""
        at = (mail.sent_at or self._now).astimezone(JST).replace(second=0, microsecond=0)
        doubts: tuple[Doubt, ...] = ()
        if not mail.dated:
            doubts = ("no_date",)
        elif at > self._now + AHEAD:
            doubts = ("mail_in_future",)
        if not mail.was_theirs:
            doubts = (*doubts, "passed_on")
        at = min(at, self._now)
        job = said.job or self._known.title(mail)
        numbered = self._known.by_number(mail)  # before what the mail says: somebody may have been renamed
        client = said.client if is_unnamed(numbered or None) and said.client else self._client(mail, job)
        for number, event in enumerate(self._events(mail, said, client, job, at)):
            name = mail.message_id + mail.digest
            yield Candidate(
                event.kind, {name: value for name, value in event.values.items() if value not in {None, ""}},
                frozenset(), event.assumed, (*doubts, *event.doubts),
                new_id=str(uuid.uuid5(_IDS, f"{name} {number}")), about=job, timed=True,
            )  # fmt: skip

    def _events(self, mail: Mail, said: Said, client: str, job: str, at: datetime) -> list[_Event]:
        """What has happened, of each record that a mail is about."""
        day = at.date()
        whose = {"client": client, "title": job}
        match said.means:
            case "message":
                return [self._message(mail, client or self._stand_in(mail), job, at)]
            case "consult" | "flyer":
                named = client or self._stand_in(mail)
                source = "direct" if said.means == "consult" else "flyer"
                number = mail.number("jobs")
                scout = {"received_on": day, "client": named, "source": source, "site_id": number}
                wrote = [self._message(mail, named, job, at)] if source == "direct" else []
                return [_Event("scout", scout, {}), *wrote]
            case "applied":
                sent = {**whose, "sent_at": at, "site_id": mail.number("proposals")}
                return [_Event("proposal", sent, {})]
            case "withdrawn" | "lost":
                there = {**whose, "outcome": said.means, "site_id": mail.number("proposals")}
                doubts: tuple[Doubt, ...] = ("whose_side",) if said.means == "withdrawn" else ()
                return [_Event("proposal", there, {"sent_at": at, "decided_at": at}, doubts)]
            case "certified":
                result = {"month": said.month, "result": said.result, "mail_on": day}
                return [_Event("assessment", result, {})]
            case "ignored":
                return []
            case "won" | "escrow" | "delivered" | "accepted" | "end_requested" | "ended_midway":
                return [self._contract(said.means, {**whose, "site_id": mail.number("contracts")}, at)]
        assert_never(said.means)

    def _message(self, mail: Mail, client: str, job: str, at: datetime) -> _Event:
        """A client's message; an old one is answered by now, nobody knows when."""
        values = {
            "client": client, "received_at": at, "subject": job, "site_id": mail.number("messages"),
        }  # fmt: skip
        is_old = self._now - at > ANSWERED_LONG_AGO
        return _Event("message", values, {"state": "answered" if is_old else "waiting"})

    @staticmethod
    def _contract(means: Means, whose: Mapping[str, str], at: datetime) -> _Event:
        """What a contract has come to; its client is needed."""
        day, doubts = at.date(), list[Doubt]()
        stated: dict[str, dict[str, Any]] = {
            "won": {"started_on": day}, "escrow": {"escrow_on": day}, "delivered": {"delivered_on": day},
            "accepted": {"accepted_on": day}, "ended_midway": {"ended_on": day},
            "end_requested": {"termination_requested_at": at},
        }  # fmt: skip
        state = {"accepted": "completed", "ended_midway": "ended_midway"}.get(means, "running")
        values = {name: value for name, value in {**whose, **stated[means]}.items() if value}
        assumed = settle(state, values, doubts, at)
        return _Event("contract", values, assumed, tuple(doubts))

    def _stand_in(self, mail: Mail) -> str:
        """A name to come: one for each thread."""
        thread = mail.number("messages")
        known = self._by_thread.get(thread) if thread else None
        name = known or next(self._stand_ins)
        if thread:
            self._by_thread[thread] = name
        return name

    def _client(self, mail: Mail, job: str) -> str:
        """Whose mail it is where no rule says so: by the site's numbers, a known name in it, or the job."""
        numbered = self._known.by_number(mail)
        if numbered:
            return numbered
        every = map(who, names_in(f"{mail.subject}\n{mail.text}"))
        named = [self._known.clients[name] for name in every if name in self._known.clients]
        titled = self._known.by_title.get(fold(job), ()) if job else ()
        return next((next(iter(found)) for found in (named, titled) if len(found) == 1), "")


class _Known(NamedTuple):
    """What a ledger knows whose a mail may be."""

    clients: Mapping[str, str]
    """As first written, by who they are; those without a name left out."""
    clients_as_written: frozenset[str]
    by_title: Mapping[str, frozenset[str]]
    numbers: Mapping[tuple[str, str], str]
    titles: Mapping[tuple[str, str], str]

    def by_number(self, mail: Mail) -> str:
        """The client of the record that has the number of a link."""
        found = (self.numbers.get(key, "") for key in _keys(mail))
        return next(filter(None, found), "")

    def title(self, mail: Mail) -> str:
        """The job's title, of the record that has the number of a link."""
        return next(filter(None, (self.titles.get(key, "") for key in _keys(mail))), "")


def _keys(mail: Mail) -> Iterator[tuple[str, str]]:
    for of, kind in NUMBERED.items():
        number = mail.number(of)
        if number:
            yield kind, number


def _known(ledger: Ledger) -> _Known:
    clients: dict[str, str] = {}
    written: set[str] = set()
    titles: dict[str, set[str]] = {}
    numbers: dict[tuple[str, str], str] = {}
    named: dict[tuple[str, str], str] = {}
    for record in chain[Proposal | Contract | Message | Scout](
        ledger.all(Proposal), ledger.all(Contract), ledger.all(Message), ledger.all(Scout)
    ):
        client = record.client or ""
        written.add(client)
        title = getattr(record, "title", None) or getattr(record, "subject", None) or ""
        number = (record.site_id or "").strip()
        if not is_unnamed(record.client) and who(client):
            first = clients.setdefault(who(client), client)
            if title:
                titles.setdefault(fold(title), set()).add(first)
        if number and client:
            numbers[record.kind, number] = client
        if number and title:
            named[record.kind, number] = title
    by_title = {title: frozenset(whose) for title, whose in titles.items()}
    return _Known(clients, frozenset(written), by_title, numbers, named)


def take(ledger: Ledger, mails: Sequence[Mail], words: MailWords, now: datetime) -> Taken:
    """What comes of a look at mails of the site and at those that wait: the oldest first."""
    seen = Seen(ledger)
    fresh: list[Mail] = []
    longer: dict[str, Op] = {}
    known = ignored = 0
    reader = MailReader(ledger, words, now)
    straight_first = sorted(
        mails, key=lambda each: (bool(each.passed_on_by), each.sent_at or now, each.subject, each.text)
    )
    for mail in straight_first:
        shown = mail._replace(text=mail.text[:LONGEST])
        if mail.sent_at is None:
            shown = shown._replace(sent_at=now.astimezone(JST).replace(second=0, microsecond=0), dated=False)
        said = reader.said(shown)
        if said is not None and said.means == "ignored":
            ignored += 1
        elif (noted := seen.find(shown)) is not None:
            known += 1
            longer |= _longer(ledger.find(noted, Inbox.kind), shown)
        else:
            seen.add(shown)
            fresh.append(shown)
    queue = reader.worth_reading(in_queue(ledger))
    ops: list[Op] = []
    beside = list(longer.values())  # these are read at the next look
    still = [each for each in queue if each.id not in longer]
    waiting = {len(fresh) + at: each for at, each in enumerate(still)}
    every = reader.understood([*fresh, *map(mail_of, still)], waiting=waiting)
    went_in: list[Understood] = []
    waits: list[Understood] = []
    for each in every:
        if each.goes_by_itself or each.is_known or each.is_ignored:
            made, met = _taken(each)
            ops += made
            went_in.append(each)
            beside.append(Op(each.waiting, _mark(each, met, now)))
        elif each.waiting is None:
            waits.append(each)
            beside.append(Op(None, _mark(each, None, now)))
    change = Change("mail", tuple(_once_each(ops)), beside=tuple(beside))
    return Taken(change, tuple(went_in), tuple(waits), ignored, known)


def _longer(noted: Record | None, mail: Mail) -> dict[str, Op]:
    """Of a mail that waits and was only half there when it was read: the whole of it."""
    if not isinstance(noted, Inbox) or noted.text is None or len(mail.text) <= len(noted.text):
        return {}
    if not mail.text.startswith(noted.text.rstrip()):
        return {}
    whole = dataclasses.replace(noted, text=mail.text, digest=mail.digest, links=mail.links or None)
    return {noted.id: Op(noted, whole)}


def _taken(each: Understood) -> tuple[list[Op], tuple[str, ...]]:
    """The changes of a mail whose items are taken in their first way, and the records it is about."""
    ops = [op for item in each.items for op in item.options[0].ops]
    return ops, tuple(dict.fromkeys(item.record.id for item in each.items))


def _once_each(ops: Sequence[Op]) -> list[Op]:
    """Several changes of one record as one."""
    made: dict[str, Op] = {}
    for op in ops:
        before = made.get(op.record.id)
        made[op.record.id] = Op(before.before, op.after) if before else op
    return list(made.values())


def _mark(each: Understood, met: tuple[str, ...] | None, now: datetime) -> Inbox:
    """That a mail was read; without `met` it waits, with its text."""
    mail = each.mail
    rule = each.said.rule if each.said is not None else None
    if each.waiting is not None:
        return dataclasses.replace(each.waiting, text=None, records=met or None, about=rule)
    return Inbox(
        id=mark_id(mail),
        came_at=mail.sent_at or now.astimezone(JST).replace(second=0, microsecond=0),
        source="mail", text=mail.text if met is None else None, about=rule, subject=mail.subject or None,
        sender=mail.sender, message_id=mail.message_id or None, digest=mail.digest,
        links=mail.links or None, records=met or None, passed_on_by=mail.passed_on_by or None,
        assumed=_assumed(mail),
    )  # fmt: skip


def _assumed(mail: Mail) -> tuple[str, ...] | None:
    doubtful = ("came_at",) * (not mail.dated) + ("sender",) * (not mail.was_theirs)
    return doubtful or None


def confirmed(
    each: Understood, chosen: Mapping[Any, Way], now: datetime, *, doubtful: bool = False
) -> list[Op]:
    """What was chosen of a mail that waits, and that it is done; nothing where some of it waits still."""
    ways = [item.taken(chosen.get(item.key), doubtful=doubtful) for item in each.items]
    if each.waiting is None or not ways or any(way.act == "wait" for way in ways):
        return []
    ops = [op for way in ways for op in way.ops]
    kept = [item.record.id for item, way in zip(each.items, ways, strict=True) if way.act != "skip"]
    met = tuple(dict.fromkeys([*(op.record.id for op in ops), *kept]))
    return [*_once_each(ops), Op(each.waiting, _mark(each, met, now))]


def confirm_all(
    taken: Taken, ledger: Ledger, words: MailWords, now: datetime, *, doubtful: bool = False
) -> Change:
    """The same change with everything that waits and can be read, one after the other, the oldest first."""
    change = taken.change
    after = change.applied(ledger)
    for waiting in sorted(in_queue(after), key=lambda each: each.came_at):
        reader = MailReader(after, words, now)
        (each,) = reader.understood([mail_of(waiting)], waiting={0: waiting})
        more = Change("mail", tuple(confirmed(each, {}, now, doubtful=doubtful)))
        after = more.applied(after)
        change = change._replace(ops=tuple(_joined(change, more)), beside=_beside(change, more))
    return change


def _joined(change: Change, more: Change) -> list[Op]:
    """The changes of records, without those of mails that this change notes itself."""
    fresh = {op.record.id for op in change.beside}
    return _once_each([*change.ops, *(op for op in more.ops if op.record.id not in fresh)])


def _beside(change: Change, more: Change) -> tuple[Op, ...]:
    fresh = {op.record.id: op for op in change.beside}
    fresh |= {
        op.record.id: Op(fresh[op.record.id].before, op.after) for op in more.ops if op.record.id in fresh
    }
    return tuple(fresh.values())


def not_understood(ledger: Ledger, words: MailWords) -> list[Inbox]:
    """The mails that wait because nobody has said yet how such ones are read."""
    rules = rules_of(ledger, words)
    return [each for each in in_queue(ledger) if said_in(mail_of(each), rules, words) is None]


def worn_out(ledger: Ledger, words: MailWords) -> list[MailRule]:
    """The rules that did not find what they should in the last three mails of their shape."""
    return [rule for rule in ledger.all(MailRule) if _is_worn_out(ledger, rule, words)]


def _fitting(rule: MailRule, mail: Inbox) -> str:
    return rule.id if found(rule.subject, mail.subject or "") is not None else ""


def _is_worn_out(ledger: Ledger, rule: MailRule, words: MailWords) -> bool:
    own = [
        each for each in ledger.all(Inbox)
        if each.source == "mail" and rule.id in {each.about, _fitting(rule, each)}
    ]  # fmt: skip
    last = sorted(own, key=lambda each: each.came_at)[-IN_A_ROW:]
    lacks = [
        each.waits and bool((said := said_in(mail_of(each), [rule], words)) and said.lacking) for each in last
    ]
    return len(lacks) == IN_A_ROW and all(lacks)
