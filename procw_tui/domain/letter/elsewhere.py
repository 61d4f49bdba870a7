"""What a letter has from elsewhere: another client's or job's name, passages of an earlier letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold, is_unnamed, who
from procw_tui.domain.record.records import Contract, Message, Proposal, Review, Scout
from procw_tui.domain.work.proposals import newest_first

from .finding import Finding
from .words import LetterWords

TITLES_BEHIND = "様殿御さ"
LEAST_NAME, LEAST_TITLE, PLAIN_TITLE = 2, 6, 12
"""A short title may be a word of the trade; it counts only where it is named as a job's."""
LEAST_PASSAGE, LEAST_WORDS = 50, 15
"""Japanese characters, English words: a greeting or a line about oneself is a frame, and may stay."""
MOST_LETTERS = 500
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_ENGLISH_END = re.compile(r"(?<=[.!?])\s+")
_COMMON = frozenset(map(fold, (
    "クラウドワークス", "crowdworks", "ライター", "デザイナー", "エンジニア",
    "担当者", "クライアント", "編集部", "client", "test",
)))  # fmt: skip
_KIND = "株式会社|有限会社|合同会社|\\(株\\)"
_COMPANY = re.compile(f"^(?:{_KIND})|(?:{_KIND})$")
_KIND_OR = re.compile(f"{_KIND}|\\b(?:inc|ltd|llc|gmbh)\\b", re.IGNORECASE)
_JOB_BEHIND = re.compile(
    r"[」』\"\u201d]?(?:の件|のお仕事|の案件|の募集|のご募集|の依頼|のご依頼|へ応募|に応募|job|project|posting)"
)


class Known(NamedTuple):
    """What the ledger knows, each as it is compared, and the name that it stands for."""

    clients: tuple[tuple[str, str], ...]
    """Clients, the longest name first."""
    titles: tuple[tuple[str, str, str], ...]
    """Jobs, each with its title as written and its client."""
    letters: tuple[tuple[str, str], ...]
    """Earlier letters, the latest first, with whom they went to."""


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
    names = ((name, _bare(name)) for name in clients)
    jobs = ((fold(title), title, client) for title, client in titles)
    return Known(
        tuple(sorted(((bare, name) for name, bare in names if _is_name(bare)), key=_longest_first)),
        tuple(job for job in jobs if len(job[0]) >= LEAST_TITLE),
        tuple((_squeezed(each.text or ""), each.client or each.title or "") for each in sent[:MOST_LETTERS]),
    )


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[1]


def _bare(client: str) -> str:
    """A client's name without what kind of company it is."""
    return who(_COMPANY.sub("", unicodedata.normalize("NFKC", client)).strip())


def _is_name(bare: str) -> bool:
    return len(bare) >= LEAST_NAME and bare not in _COMMON and not bare.isdigit()


class For(NamedTuple):
    """Whom a letter is for: client and job where they are known, and who writes."""

    client: str = ""
    title: str = ""
    me: str = ""


def foreign_names(
    lines: list[str], posting: str, known: Known, to: For, words: LetterWords
) -> Iterator[Finding]:
    """Clients and jobs of the ledger other than the ones that the letter is for."""
    own = " ".join((fold(to.client), fold(to.title), fold(to.me), fold(posting)))
    folded = [fold(line) for line in lines]
    whole = "\n".join(folded)
    others = _KIND_OR.search(posting) is not None or any(plain in own for plain, _name in known.clients)
    addressee = "" if to.client or (posting and others) else _addressee(folded, words)
    taken: dict[int, list[str]] = {}
    for plain, name in known.clients:
        if plain in whole and plain not in own and plain not in addressee:
            yield from _places(folded, plain, name, name, taken)
    for plain, title, client in known.titles:
        theirs = bool(client) and (_bare(client) in addressee or _bare(client) in own)
        if plain in whole and plain not in own and not theirs and _is_named(plain, whole):
            yield from _places(folded, plain, title, client or title, taken)


def _is_named(title: str, whole: str) -> bool:
    """Whether a title stands there as a job's: long, or with the words for a job behind it."""
    behind = whole[whole.index(title) + len(title) :]
    return len(title) >= PLAIN_TITLE or _JOB_BEHIND.match(behind.lstrip()) is not None


def _addressee(folded: list[str], words: LetterWords) -> str:
    """Whom the first two lines name; without a proposal, that is the one whom the letter is for.

    A posting that names somebody says whom it is for by itself.
    """
    first = [line for line in folded if line][:2]
    if first and first[0].startswith(("dear ", "hello ", "hi ")):
        return first[0].partition(",")[0]
    for number, line in enumerate(first):
        ends = [at for title in words.titles if (at := line.find(title)) > 0]
        if ends:
            return " ".join([*first[:number], line[: min(ends)]])
    return ""


def _places(
    folded: list[str], plain: str, excerpt: str, other: str, taken: dict[int, list[str]]
) -> Iterator[Finding]:
    for number, line in enumerate(folded, 1):
        if _stands(plain, line) and not any(plain in longer for longer in taken.get(number, ())):
            taken.setdefault(number, []).append(plain)
            yield Finding("foreign_name", number, excerpt, other)


def _stands(name: str, line: str) -> bool:
    """Whether a name stands in a line on its own, and not as a part of a longer word of the same script."""
    start = line.find(name)
    while start >= 0:
        end = start + len(name)
        before, behind = line[start - 1 : start], line[end : end + 1]
        if not _joined(before, name[0]) and not _joined(name[-1], behind):
            return True
        start = line.find(name, start + 1)
    return False


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word: the same script on both sides."""
    if not left or not right or right in TITLES_BEHIND:
        return False
    script = _script(left)
    return script != "" and script == _script(right)


def _script(char: str) -> str:
    if char.isascii():
        return "latin" if char.isalnum() else ""
    if "ァ" <= char <= "ヿ":
        return "katakana"
    return "kanji" if "一" <= char <= "龯" or char == "々" else ""


def earlier_passages(lines: list[str], known: Known) -> Iterator[Finding]:
    """Runs of sentences that stand word for word in an earlier letter, each with whom that went to."""
    run: list[str] = []
    begun, source = 0, ""
    for number, sentence in (*_sentences(lines), (0, "")):
        plain = _squeezed(sentence)
        found = next((to for text, to in known.letters if plain and plain in text), None)
        if found is not None:
            if not run:
                begun, source = number, found
            run.append(sentence)
            continue
        if run and _long(run):
            yield Finding("earlier", begun, " ".join(run), source)
        run = []


def _sentences(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        parts = _ENGLISH_END.split(line) if line.isascii() else _SENTENCE.findall(line)
        for part in parts:
            if part.strip():
                yield number, part.strip()


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def _long(run: list[str]) -> bool:
    text = " ".join(run)
    if text.isascii():
        return len(text.split()) >= LEAST_WORDS
    return len(_squeezed(text)) >= LEAST_PASSAGE
