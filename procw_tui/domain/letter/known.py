"""What the ledger knows that a letter could have a trace of: clients, jobs, earlier letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold, is_unnamed, who
from procw_tui.domain.record.records import Contract, Message, Proposal, Review, Scout
from procw_tui.domain.work.proposals import newest_first

MOST_LETTERS, MOST_COMPARED = 500, 12
LEAST_LETTERS = 3
"""From so many letters on, what stands in most of the latest ones is the user's own."""
LEAST_NAME, LEAST_TITLE = 2, 6
_COMMON = frozenset(map(fold, (
    "クラウドワークス", "crowdworks", "ライター", "デザイナー", "エンジニア",
    "担当者", "クライアント", "編集部", "client", "test",
)))  # fmt: skip
KIND = r"株式会社|有限会社|合同会社|一般社団法人|npo法人|医療法人|学校法人|\(株\)|\(有\)|㈱"
_COMPANY = re.compile(rf"^(?:{KIND})\s*|\s*(?:{KIND})$", re.IGNORECASE)
ABOUT_A_JOB = r"の件|のお?仕事|の案件|のご?募集|のご?依頼|の求人|[へに]の?ご?応募"
"""What stands behind a name or a title that is a job's."""
_TOKEN = re.compile(r"[一-龯々]{3,}|[ァ-ヶー]{4,}|[a-z][a-z0-9]{3,}")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_ENGLISH_END = re.compile(r"(?<=[.!?])\s+")


class Known(NamedTuple):
    """What the ledger knows, each as it is compared, and the name that it stands for."""

    clients: tuple[tuple[str, str], ...]
    """Clients, the longest name first."""
    titles: tuple[tuple[str, str, str], ...]
    """Jobs, each with its title as written and its client."""
    letters: tuple[tuple[str, str], ...]
    """Earlier letters, the latest first, with whom they went to."""
    rare: tuple[tuple[str, str, str], ...] = ()
    """Words that one job's title alone has, each with that title and its client."""
    postings: tuple[tuple[str, str], ...] = ()
    """Postings of the latest letters, each with whom that went to."""
    own: frozenset[str] = frozenset()
    """Lines and sentences that stand in most of the latest letters: career, hours, links, greetings."""


class For(NamedTuple):
    """Whom the letter is for: client and job where they are known, and who writes."""

    client: str = ""
    title: str = ""
    me: str = ""


def known_from(ledger: Ledger, leave_out: str | None = None) -> Known:
    """Everything but the proposal of that id."""
    clients: dict[str, None] = {}
    titles: dict[tuple[str, str], None] = {}
    for cls in (Proposal, Contract, Message, Review, Scout):
        for record in ledger.all(cls):
            if record.id == leave_out:
                continue
            client = getattr(record, "client", None) or ""
            if not is_unnamed(client or None):
                clients[client.strip()] = None
            title = getattr(record, "title", None)
            if title:
                titles[title.strip(), client] = None
    sent = [each for each in newest_first(ledger) if each.text and each.id != leave_out]
    names = ((name, bare_name(name)) for name in clients)
    jobs = [(fold(title), title, client) for title, client in titles]
    return Known(
        tuple(sorted(((bare, name) for name, bare in names if _is_name(bare)), key=_longest_first)),
        tuple(job for job in jobs if len(job[0]) >= LEAST_TITLE),
        tuple((squeezed(each.text or ""), each.client or each.title or "") for each in sent[:MOST_LETTERS]),
        tuple(_rare(jobs)),
        tuple((each.posting, each.client or "") for each in sent[:MOST_COMPARED] if each.posting),
        _own([each.text or "" for each in sent[:MOST_COMPARED]]),
    )


def _rare(jobs: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    tokens = [dict.fromkeys(_TOKEN.findall(plain)) for plain, _title, _client in jobs]
    count = Counter(token for each in tokens for token in each)
    for (_plain, title, client), each in zip(jobs, tokens, strict=True):
        yield from ((token, title, client) for token in each if count[token] == 1)


def _own(texts: Sequence[str]) -> frozenset[str]:
    if len(texts) < LEAST_LETTERS:
        return frozenset()
    count = Counter(piece for text in texts for piece in set(_pieces(text)))
    return frozenset(piece for piece, times in count.items() if piece and times * 2 > len(texts))


def _pieces(text: str) -> Iterator[str]:
    lines = text.splitlines()
    yield from map(squeezed, lines)
    yield from (squeezed(sentence) for _number, sentence in sentences(lines))


def sentences(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each sentence with the line that it stands in, from 1."""
    for number, line in enumerate(lines, 1):
        parts = _ENGLISH_END.split(line) if line.isascii() else _SENTENCE.findall(line)
        for part in parts:
            if part.strip():
                yield number, part.strip()


def squeezed(text: str) -> str:
    """A text as it is compared with earlier ones: folded, without blanks."""
    return fold(text).replace(" ", "")


def without_kind(client: str) -> str:
    """A client's name without what kind of company it is."""
    return _COMPANY.sub("", client).strip()


def bare_name(client: str) -> str:
    """The same as it is compared."""
    return who(without_kind(unicodedata.normalize("NFKC", client)))


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[1]


def _is_name(bare: str) -> bool:
    return len(bare) >= LEAST_NAME and bare not in _COMMON and not bare.isdigit()
