"""A message thread: who wrote when, and so how long each client waited. What was written is not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from procw_tui.domain.ledger.changes import new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, is_unnamed
from procw_tui.domain.record.records import Message
from procw_tui.domain.record.times import JST

from .cells import Cell
from .items import Item, Match, Option, RefusedRow, known_item, new_item, or_new
from .names import names_of, without_behind
from .row_facts import Doubt, RowFacts
from .words import SiteWords

LONGEST_NAME = 60  # characters
LATER = timedelta(days=2)
"""How long after it came a message may have been logged by hand."""

Line = list[Cell]


class Written(NamedTuple):
    """One message of a thread."""

    sender: str
    at: datetime
    line: int


def written(lines: Sequence[Line]) -> list[Written]:
    """The messages of a thread by time: each has a moment behind its sender's name, or on the next line."""
    facts: list[Written] = []
    before = ""
    for line in lines:
        cells = [cell for cell in line if cell.kind != "noise"]
        at = next((number for number, cell in enumerate(cells) if cell.kind == "moment"), None)
        if at is not None and _heads(cells, at):
            sender = cells[at - 1].text if at else before
            if sender and len(sender) <= LONGEST_NAME:
                facts.append(Written(sender, cells[at].value, cells[at].line))
        texts = [cell.text for cell in cells if cell.kind == "text"]
        if cells:
            before = texts[0] if len(texts) == 1 and len(cells) == 1 else ""
    return sorted(facts, key=lambda each: each.at)


def _heads(cells: Line, at: int) -> bool:
    """Whether a moment heads a message: behind a name or alone, with nothing in its piece after it."""
    after = [cell for cell in cells[at + 1 :] if cell.column == cells[at].column]
    return at <= 1 and not after and (at == 0 or cells[0].kind == "text")


def senders(messages: Sequence[Written]) -> list[str]:
    """Who writes, the most busy first."""
    return [name for name, _n in Counter(message.sender for message in messages).most_common()]


class ThreadMatcher:
    """Makes messages of a thread in which `me` is the user."""

    def __init__(self, ledger: Ledger, words: SiteWords, me: str) -> None:
        self._words = words
        self._names = names_of(ledger)
        self._me = fold(me)
        self._known = sorted(ledger.all(Message), key=lambda message: message.received_at)

    def is_me(self, sender: str) -> bool:
        """Whether a sender is the user, with or without what stands behind a name."""
        return bool(self._me) and self._me in {
            fold(sender),
            fold(without_behind(sender, self._names, self._words)),
        }

    def items(self, messages: Sequence[Written]) -> Iterator[Item | RefusedRow]:
        """One for each message of the client's, with the reply that came after it."""
        others = [each for each in messages if not self.is_me(each.sender)]
        client, several = self._client(others)
        mine = [each.at for each in messages if self.is_me(each.sender)]
        unmatched = self._logged_by_hand(client, {_minute(each.at) for each in others})
        exact: dict[datetime, list[Message]] = {}
        for message in self._known:
            if fold(message.client) == fold(client):
                exact.setdefault(_minute(message.received_at), []).append(message)
        for each in others:
            reply = next((at for at in mine if at >= each.at), None)
            doubts: list[Doubt] = ["several_senders"] if several else []
            try:
                same_minute = exact.get(_minute(each.at))
                known = same_minute.pop(0) if same_minute else _logged_for(each.at, reply, unmatched)
                yield self._item(each, client, reply, known, doubts)
            except Invalid as reason:
                yield RefusedRow(reason, frozenset({each.line}))

    def _client(self, others: Sequence[Written]) -> tuple[str, bool]:
        """Whose thread it is: the name that the ledger knows, else the one that writes most."""
        names = [without_behind(name, self._names, self._words) for name in senders(others)]
        known = [name for name in names if fold(name) in self._names.clients]
        return (known or names or [""])[0], len(names) > 1

    def _logged_by_hand(self, client: str, moments: set[datetime]) -> list[Message]:
        """This client's messages, and those without a name, that are not the thread's by the minute."""
        return [
            m for m in self._known
            if (fold(m.client) == fold(client) and _minute(m.received_at) not in moments)
            or (is_unnamed(m.client) and m.state == "waiting")
        ]  # fmt: skip

    def _item(
        self, each: Written, client: str, reply: datetime | None, known: Message | None, doubts: list[Doubt]
    ) -> Item:
        key = ("message", fold(client), each.at, each.line)
        facts = RowFacts(frozenset({each.line}), client)
        progress: dict[str, Any] = {}
        if known is None:
            return new_item(key, self._new(client, each, reply), facts, doubts)
        match = Match(key, facts, known)
        if known.state == "waiting" and reply is not None:
            progress = {"replied_at": reply, "state": "answered"}
        values: dict[str, Any] = {"replied_at": reply if known.state == "answered" else None}
        if is_unnamed(known.client):
            progress |= {"client": client, "received_at": each.at}
            named = known_item(match, {}, [*doubts, "names_unnamed"], progress, "name")
            return or_new(named, self._new(client, each, reply))
        if _minute(known.received_at) == _minute(each.at):
            return known_item(match, values, doubts, progress)
        values["received_at"] = each.at
        item = known_item(match, values, [*doubts, "same_as_typed"], progress)
        extra = new_item(key, self._new(client, each, reply), facts, ()).options[0]
        return item._replace(options=(*item.options, Option("new", extra.op)))

    @staticmethod
    def _new(client: str, each: Written, reply: datetime | None) -> Message:
        state: Literal["waiting", "answered"] = "waiting" if reply is None else "answered"
        return Message(id=new_id(), client=client, received_at=each.at, replied_at=reply, state=state)


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(JST).replace(second=0, microsecond=0)


def _logged_for(at: datetime, reply: datetime | None, unmatched: list[Message]) -> Message | None:
    """The message typed by hand for one that came then: the first within two days after it.

    One that waits was still unanswered when it was typed.
    """
    for number, message in enumerate(unmatched):
        waits = message.state == "waiting"
        answered_before = waits and reply is not None and reply <= message.received_at
        if at <= message.received_at <= at + LATER and not answered_before:
            return unmatched.pop(number)
    return None
