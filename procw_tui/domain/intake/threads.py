"""A message thread: who wrote when, and so how long each client waited. What was written is not kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, who
from procw_tui.domain.record.times import JST
from procw_tui.domain.typed import when

from .candidates import Candidate, Doubt
from .cells import Cell
from .names import Names, Weigher, without_behind
from .words import THREADS, SiteWords

LONGEST_NAME = 60  # characters
LONG_AGO = timedelta(days=180)
"""A day without its year that lies so far back may be of another year."""
ABOVE = 2  # lines above a moment that may name who wrote: a company, and a person
_CLOCK = re.compile(r"(?P<name>.*?) ?(?P<clock>(?:午前|午後)?\d{1,2}:\d{2})")

Line = list[Cell]


class Written(NamedTuple):
    """One message of a thread. `names`: the lines that may name its sender, the nearest first."""

    names: tuple[str, ...]
    at: datetime
    line: int
    short: bool = False
    """Whether its day has no year."""


def is_list_of_threads(lines: Sequence[Line]) -> bool:
    """Whether a text is the list of all threads: it shows no replies, so it is no thread."""
    heads = {cell.value for line in lines for cell in line if cell.kind == "page"}
    return THREADS in heads and "thread" not in heads


def written(lines: Sequence[Line], words: SiteWords, me: str = "") -> list[Written]:
    """The messages of a thread by time: each has a moment behind its sender's name, below it, or above it.

    What the site itself wrote into it is none. Where moments have no day, it stands on a line above them. Of
    several ways to read it the one in which the user (`me`, where known) writes.
    """
    ways = [list(way(lines, words)) for way in (_with_moments, _with_names_behind, _with_clocks)]
    read = [way for way in ways if way]
    mine = (
        way for way in read if who(me) and any(who(name) == who(me) for each in way for name in each.names)
    )
    found = next(mine, read[0] if read else [])
    return sorted(found, key=lambda each: each.at)


def _with_moments(lines: Sequence[Line], words: SiteWords) -> Iterator[Written]:
    above: tuple[str, ...] = ()
    for line in lines:
        cells = [cell for cell in line if cell.kind != "noise"]
        at = next((number for number, cell in enumerate(cells) if cell.kind == "moment"), None)
        if at is not None and _heads(cells, at):
            names = (cells[at - 1].text,) if at else above
            if names and len(names[0]) <= LONGEST_NAME and not words.system.fullmatch(fold(names[0])):
                yield Written(names, cells[at].value, cells[at].line, cells[at].short)
        above = _above(line, cells, above, words)


def _with_names_behind(lines: Sequence[Line], words: SiteWords) -> Iterator[Written]:
    """Messages whose sender stands behind the moment, or on the line below it."""
    told = [cells for line in lines if (cells := [cell for cell in line if cell.kind != "noise"])]
    for cells, below in pairwise([*told, []]):
        names = cells[1:] if len(cells) > 1 else below
        if cells[0].kind == "moment" and len(names) == 1 and names[0].kind == "text":
            name = names[0].text.strip("\u3010\u3011[]")
            if len(name) <= LONGEST_NAME and not words.system.fullmatch(fold(name)):
                yield Written((name,), cells[0].value, cells[0].line, cells[0].short)


def _above(line: Line, cells: Line, before: tuple[str, ...], words: SiteWords) -> tuple[str, ...]:
    """What stands above the next line and may name who wrote there."""
    if len(cells) == 1 and cells[0].kind == "text":
        return (cells[0].text, *before)[:ABOVE]
    if len(line) == 1 and words.system.fullmatch(fold(line[0].text)):
        return (line[0].text,)
    return before if line and not cells else ()  # a picture or a button stands between


def _with_clocks(lines: Sequence[Line], words: SiteWords) -> Iterator[Written]:
    on: date | None = None
    above: tuple[str, ...] = ()
    for line in lines:
        cells = [cell for cell in line if cell.kind != "noise"]
        if len(cells) == 1 and cells[0].kind == "day":
            on = cells[0].value
        clock = _CLOCK.fullmatch(fold(cells[-1].text)) if cells and cells[-1].kind == "text" else None
        if clock is not None and on is not None and len(cells) <= ABOVE:
            length = len(clock["name"])
            names = (
                (cells[-1].text[:length].strip(),) if length else tuple(c.text for c in cells[:-1]) or above
            )
            try:
                moment = when.moment(f"{on.isoformat()} {clock['clock']}", _noon(on))
            except Invalid:
                continue
            if names and not words.system.fullmatch(fold(names[0])):
                yield Written(names, moment, cells[-1].line)
            above = ()
        else:
            above = _above(line, cells, above, words)


def _noon(on: date) -> datetime:
    return datetime.combine(on, when.NOON, JST)


def _heads(cells: Line, at: int) -> bool:
    """Whether a moment heads a message: behind a name or alone, with nothing in its piece after it."""
    after = [cell for cell in cells[at + 1 :] if cell.column == cells[at].column]
    return at <= 1 and not after and (at == 0 or cells[0].kind == "text")


class ThreadReader:
    """Makes candidates of the messages of a thread in which `me` is the user."""

    def __init__(self, names: Names, words: SiteWords, me: str, now: datetime) -> None:
        self._now = now
        self._names = names
        self._words = words
        self._weigher = Weigher(names, words)
        self._me = who(self._bare(me))

    def _bare(self, name: str) -> str:
        """A name without what the site puts behind it: in a thread さん stands behind every name."""
        plain = without_behind(name, self._names, self._words)
        ends = [end for end in self._words.behind_names if plain.endswith(end) and plain != end]
        known = who(plain) in self._names.clients
        return plain[: -len(ends[0])].rstrip() if ends and not known else plain

    def is_me(self, each: Written) -> bool:
        """Whether the user wrote it, in whichever line the name stands."""
        return bool(self._me) and self._me in {who(self._bare(name)) for name in each.names}

    def sender(self, each: Written) -> str:
        """Who wrote it: of a company and a person in it, the company."""
        nearest, *farther = map(self._bare, each.names)
        above = farther[0] if farther else ""
        if (
            above
            and len(above) <= LONGEST_NAME
            and self._weigher.weigh(above) > max(0, self._weigher.weigh(nearest))
        ):
            return above
        return nearest

    def senders(self, messages: Sequence[Written]) -> list[str]:
        """Who writes, the most busy first, each in its first spelling."""
        counted = Counter(who(self.sender(each)) for each in messages)
        spelled = {who(self.sender(each)): self.sender(each) for each in reversed(messages)}
        return [spelled[name] for name, _n in counted.most_common()]

    def candidates(self, messages: Sequence[Written]) -> Iterator[Candidate]:
        """One for each message of the client's, with the reply that came after it."""
        others = [each for each in messages if not self.is_me(each)]
        client, several = self._client(others)
        mine = [each.at for each in messages if self.is_me(each)]
        told: list[Doubt] = ["several_senders"] if several else []
        if any(each.short and self._now - each.at > LONG_AGO for each in messages):
            told.append("no_year")
        doubts = tuple(told)
        for each in others:
            reply = next((at for at in mine if at >= each.at), None)
            values: dict[str, Any] = {"client": client, "received_at": each.at, "state": "waiting"}
            if reply is not None:
                values |= {"replied_at": reply, "state": "answered"}
            yield Candidate("message", values, frozenset({each.line}), doubts=doubts, whole=True)

    def _client(self, others: Sequence[Written]) -> tuple[str, bool]:
        """Whose thread it is: the name that the ledger knows, else the one that writes most."""
        names = [without_behind(name, self._names, self._words) for name in self.senders(others)]
        known = [name for name in names if who(name) in self._names.clients]
        return (known or names or [""])[0], len({who(name) for name in names}) > 1 and len(known) != 1
