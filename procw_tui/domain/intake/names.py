"""Whose job, and which: the names that the ledger knows, and what a row's texts mean beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Contract, Message, Proposal, Review, Scout

from .words import SiteWords

MOST_PARTS = 12  # blanks in a line that may stand between a name and a job
FEW = 4  # texts among which the two are looked for
CUT_OFF = "\u2026."  # how a page ends a title that it cuts


class Names(NamedTuple):
    """The ledger's clients and titles by their folded form."""

    clients: dict[str, str]
    titles: dict[str, str]

    @property
    def every(self) -> frozenset[str]:
        """All of them, folded."""
        return frozenset(self.clients.keys() | self.titles.keys())


def names_of(ledger: Ledger) -> Names:
    """The names in a ledger, kept until a record changes."""
    return ledger.index(_names, Proposal, Contract, Message, Review, Scout)


def _names(ledger: Ledger) -> Names:
    clients: list[str | None] = []
    for cls in (Proposal, Contract, Message, Review, Scout):
        clients += [getattr(record, "client") for record in ledger.all(cls)]  # noqa: B009 - of five kinds
    titles = [each.title for each in ledger.all(Proposal)]
    titles += [each.title for each in ledger.all(Contract)]
    return Names(_folded(clients), _folded(titles))


def _folded(names: Iterable[str | None]) -> dict[str, str]:
    return {fold(name): name for name in dict.fromkeys(names) if name and fold(name)}


class Named(NamedTuple):
    """A client and a title, each empty where it is not there; `sure` where nothing was guessed."""

    client: str
    title: str
    sure: bool
    left: int = 0
    """How many texts stand for neither."""


def without_behind(name: str, names: Names, words: SiteWords) -> str:
    """A client's name without the 様 that a page puts behind it."""
    folded = fold(name)
    if folded in names.clients:
        return names.clients[folded]
    for end in words.behind_names:
        bare = name[: -len(end)].rstrip() if folded.endswith(end) else ""
        if fold(bare) in names.clients:
            return names.clients[fold(bare)]
        if bare and (end == "様" or folded.endswith(f" {end}")):
            return bare
    return name


def named(
    texts: Sequence[str], names: Names, words: SiteWords, *, client_first: bool, alone: bool = False
) -> Named:
    """Which text is the client and which the title; one that stands `alone` is not both."""
    if not texts:
        return Named("", "", sure=True)
    if len(texts) == 1:
        return _one(texts[0], names, words, client_first=client_first, alone=alone)
    clients = [_is_client(text, names, words) for text in texts[:FEW]]
    titles = [fold(text) in names.titles for text in texts[:FEW]]

    def known(pair: tuple[int, int]) -> int:
        return 2 * clients[pair[0]] + titles[pair[1]]

    client, title = max(permutations(range(len(clients)), 2), key=known)  # of equals the first
    sure = known((client, title)) > 0 or client_first
    return Named(
        without_behind(texts[client], names, words), texts[title],
        sure=sure and len(texts) == 2, left=len(texts) - 2,  # noqa: PLR2004 - a client and a title
    )  # fmt: skip


def _is_client(text: str, names: Names, words: SiteWords) -> bool:
    folded = fold(text)
    bare = fold(without_behind(text, names, words))
    return bare in names.clients or (folded not in names.titles and _has_mark(folded, words))


def _has_mark(folded: str, words: SiteWords) -> bool:
    return any(folded.startswith(mark) or folded.endswith(mark) for mark in words.client_marks)


def _one(text: str, names: Names, words: SiteWords, *, client_first: bool, alone: bool) -> Named:
    """A text that may hold both, with a blank between them."""
    folded = fold(text)
    if folded in names.titles:
        return Named("", text, sure=True)
    if fold(without_behind(text, names, words)) in names.clients:
        return Named(without_behind(text, names, words), "", sure=True)
    if alone:
        return (
            Named(without_behind(text, names, words), "", sure=True)
            if client_first
            else Named("", text, sure=True)
        )
    parts = text.split(" ", MOST_PARTS)
    for at in range(1, len(parts)):
        first, last = " ".join(parts[:at]), " ".join(parts[at:])
        if _is_client(first, names, words):
            return Named(without_behind(first, names, words), last, sure=True)
        if _is_client(last, names, words):
            return Named(without_behind(last, names, words), first, sure=True)
    if len(parts) > 1:
        first, last = (parts[0], " ".join(parts[1:])) if client_first else (parts[-1], " ".join(parts[:-1]))
        return Named(first, last, sure=False)
    return Named("", text, sure=not client_first)
