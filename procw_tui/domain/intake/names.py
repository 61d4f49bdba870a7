"""Whose job, and which: the names that the ledger knows, and what a row's texts mean beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold, who
from procw_tui.domain.record.records import Contract, Message, Proposal, Review, Scout

from .cells import Cell
from .words import SiteWords

KNOWN = 4  # what a name of the ledger weighs; marks and words weigh less
_RATINGS = re.compile(r"[ \u3000]*[(（](?:\d[\d,]*(?: ?件(?:の評価)?)?|[\u2605星] ?\d(?:\.\d)?)[)）]$")
_FROM = re.compile(r"^by |[ \u3000]*(?:様|さん)?からの評価$")
_HANDLE = re.compile(r"[a-z][a-z0-9]*[_.-][a-z0-9_.-]+|[a-z]+\d+")
_WORD = re.compile("[a-z]{3,12}")
"""Names of accounts, as many clients have, surely and perhaps."""
LONG = 18  # characters: no client is called so
_OF_A_JOB = re.compile(
    r"[【\[［〔]|[!?\u266a]|\d ?(?:本|件|文字|分|円|万|枚|頁|ページ|時間|名|回|話|点|記事)"
)
_SENTENCE_END = re.compile(
    r"(?:です|ます|ました|ません|ください|下さい|でした|ましょう|ませんか)[よねか]?[!?\u266a~.・。 ]*$|。"
)
MOST_PARTS = 12  # blanks in a line that may stand between a name and a job
FEW = 4  # texts among which the two are looked for
CUT_OFF = "\u2026."  # how a page ends a title that it cuts


class Names(NamedTuple):
    """The ledger's clients by `who`, and its titles by their folded form; of two spellings the first."""

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
    whose = {who(name): name for name in reversed(list(dict.fromkeys(clients))) if name and who(name)}
    return Names(whose, _folded(titles))


def _folded(names: Iterable[str | None]) -> dict[str, str]:
    return {fold(name): name for name in reversed(list(dict.fromkeys(names))) if name and fold(name)}


def without_behind(name: str, names: Names, words: SiteWords) -> str:
    """A client's name without the 様, or the number of ratings, that a page puts behind it."""
    name = _FROM.sub("", _RATINGS.sub("", name))
    folded = who(name)
    if folded in names.clients:
        return names.clients[folded]
    for end in words.behind_names:
        short = name[: -len(end)].rstrip() if fold(name).endswith(end) else ""
        if short and who(short) in names.clients:
            return names.clients[who(short)]
        if short and (end != "さん" or fold(name).endswith(f" {end}")):
            return short
    return name


class Named(NamedTuple):
    """A client and a title, each empty where it is not there; `sure` where nothing was guessed."""

    client: str
    title: str
    sure: bool
    left: tuple[str, ...] = ()
    """The texts that stand for neither."""


class Weigher:
    """Tells clients from jobs: by the ledger, by marks and words, by what stands in its place elsewhere."""

    def __init__(self, names: Names, words: SiteWords, rows: Iterable[Sequence[str]] = ()) -> None:
        """`rows`: the texts of every row, in order."""
        self._names = names
        self._words = words
        self._weights: dict[str, int] = {}
        self._orders: dict[int, set[tuple[int, int]]] = {}
        """By how many texts a row has: where those that tell it have client and title."""
        for texts in rows:
            best = self._best([self.weigh(text) for text in texts[:FEW]])
            if len(best) == 1:
                self._orders.setdefault(len(texts), set()).add(best[0])

    def weigh(self, text: str) -> int:
        """How much a text looks like a client (more than 0) or like a job (less than 0)."""
        known = self._weights.get(text)
        if known is None:
            known = self._weights[text] = self._weighed(text)
        return known

    def _weighed(self, text: str) -> int:
        folded = fold(text)
        if who(without_behind(text, self._names, self._words)) in self._names.clients:
            return KNOWN
        if folded in self._names.titles:
            return -KNOWN
        client = 2 * (self._has_mark(folded) or self._is_addressed(folded) or bool(_HANDLE.fullmatch(folded)))
        client += folded.endswith(self._words.client_words) or bool(_WORD.fullmatch(folded))
        job = sum(word in folded for word in self._words.job_words) + len(_OF_A_JOB.findall(folded))
        job += (len(text) >= LONG) + bool(_SENTENCE_END.search(folded))
        return max(-KNOWN + 1, min(KNOWN - 1, client - min(job, 3)))

    def is_in_title(self, cell: Cell) -> bool:
        """Whether a day or an amount shares its piece with what looks like a job."""
        return cell.kind in {"yen", "day", "moment"} and bool(cell.beside) and self.weigh(cell.beside) < 0

    def _has_mark(self, folded: str) -> bool:
        return any(
            folded.endswith(f" {mark}")
            if mark.isascii()
            else folded.startswith(mark) or folded.endswith(mark)
            for mark in self._words.client_marks
        )

    def _is_addressed(self, folded: str) -> bool:
        return any(folded.endswith(f" {end}") or (end != "さん" and folded.endswith(end) and folded != end)
                   for end in self._words.behind_names)  # fmt: skip

    @staticmethod
    def _best(weights: Sequence[int]) -> list[tuple[int, int]]:
        """The places of client and title that the weights speak most for: several where they can't tell."""
        pairs = {pair: weights[pair[0]] - weights[pair[1]] for pair in permutations(range(len(weights)), 2)}
        most = max(pairs.values(), default=0)
        return [pair for pair, weight in pairs.items() if weight == most]

    def named(self, texts: Sequence[str], *, client_first: bool, alone: bool = False) -> Named:
        """Which text is the client and which the title; one that stands `alone` is not both."""
        if not texts:
            return Named("", "", sure=True)
        if len(texts) == 1:
            return self._one(texts[0], client_first=client_first, alone=alone)
        best = self._best([self.weigh(text) for text in texts[:FEW]])
        orders = self._orders.get(len(texts), set())
        if len(best) > 1 and len(orders) == 1 and orders <= {*best}:  # the other rows agree on it
            best = [*orders]
        likely = sorted(best, key=lambda pair: (pair[0] < pair[1]) != client_first)
        client, title = likely[0]
        left = tuple(text for place, text in enumerate(texts) if place not in {client, title})
        return Named(
            without_behind(texts[client], self._names, self._words),
            texts[title],
            sure=len(best) == 1,
            left=left,
        )

    def _one(self, text: str, *, client_first: bool, alone: bool) -> Named:
        """A text that may hold both, with a blank between them."""
        weight = self.weigh(text)
        if weight == -KNOWN:
            return Named("", text, sure=True)
        client = without_behind(text, self._names, self._words)
        if weight == KNOWN:
            return Named(client, "", sure=True)
        if alone:
            is_client = weight > 0 or (weight == 0 and client_first)
            return Named(client, "", sure=weight > 0) if is_client else Named("", text, sure=weight < 0)
        parts = re.split(r"[ \u3000]", text, maxsplit=MOST_PARTS)
        best: tuple[int, Named] | None = None
        for at in range(1, len(parts)):
            halves = " ".join(parts[:at]), " ".join(parts[at:])
            for one, other in (halves, halves[::-1]):
                surplus = self.weigh(one)
                if surplus >= 2 and (best is None or surplus > best[0]):  # noqa: PLR2004 - a mark, or known
                    name = without_behind(one, self._names, self._words)
                    best = surplus, Named(name, other, sure=True)
        if best is not None:
            return best[1]
        if len(parts) > 1:
            first, last = (
                (parts[0], " ".join(parts[1:])) if client_first else (parts[-1], " ".join(parts[:-1]))
            )
            return Named(first, last, sure=self.weigh(first) > 0 > self.weigh(last))
        if weight > 0 or (weight == 0 and client_first):
            return Named(client, "", sure=weight > 0)
        return Named("", text, sure=weight < 0)
