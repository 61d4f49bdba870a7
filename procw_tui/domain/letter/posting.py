"""What the posting asks for, and the letter does not mention."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from .finding import Finding
from .own import shows_link
from .words import LetterWords, plain

_BULLET = re.compile(
    r"^\s*(?:[・･\u2010\-*\u2022\u25c6\u25a0\u25a1\u25cf\u25cb\u25c7▪\u25b6>＞✓☑]|[0-9０-９]{1,2}[.)．）、]|[\u2460-\u2473]|[(（][0-9０-９]{1,2}[)）])\s*(.+)$"
)
_QUOTED = re.compile(r"[「『\"\u201c\u201d']([^「」『』\"\u201c\u201d'\n]{1,20})[」』\"\u201c\u201d']")
_CONTENT = re.compile(r"[一-龯々]{2,}|[ァ-ヶー]{3,}|[a-z]{4,}")
LONGEST_ITEM = 30
SENTENCE_ENDS = ("。", "です", "ます", "ません", "ください", "下さい", "こと", ".")
"""A bullet that is a sentence is a condition, and no item to be told."""
_LINK = re.compile(r"https?://\S+")


def asked_for(posting: list[str], letter: str, words: LetterWords) -> Iterator[Finding]:
    """Items that the posting asks to be told, and words that it wants to stand in the letter."""
    folded, seen = plain(letter) + (" https://" if shows_link(letter) else ""), set[str]()
    answers = {item.id for item in words.items if item.answered.found(folded) is not None}
    for number, line, is_item in _asking(posting, words):
        shown = plain(line)
        if words.cues.found(shown) is not None and words.literal.found(shown) is not None:
            for quoted in _QUOTED.findall(line):
                if plain(quoted) not in folded:
                    yield Finding("literal", number, quoted)
        for name, is_answered in _items(shown, folded, answers, words, is_item=is_item):
            if not is_answered and name not in seen:
                yield Finding("asked", number, line.strip(), line.strip() if name == shown else name)
            seen.add(name)


def _asking(posting: list[str], words: LetterWords) -> Iterator[tuple[int, str, bool]]:
    """The lines that ask, and the bulleted ones below a line that asks."""
    asking = False
    for number, line in enumerate(posting, 1):
        bullet = _BULLET.match(line)
        if words.cues.found(plain(line)) is not None:
            asking = True
            yield number, line, False
        elif bullet is not None and asking:
            yield number, bullet.group(1), True
        elif line.strip():
            asking = False


def _items(
    line: str, letter: str, answered: Collection[str], words: LetterWords, *, is_item: bool
) -> Iterator[tuple[str, bool]]:
    """Each known thing that a line asks for, and whether it is answered; of an unknown item its own words."""
    if is_item and line.endswith(SENTENCE_ENDS):
        return
    known = [item for item in words.items if item.asked.found(line) is not None]
    for item in known:
        yield item.id, item.id in answered
    if known or not is_item or len(line) > LONGEST_ITEM:
        return
    content = _CONTENT.findall(line)
    if content:
        yield line, any(part in letter for part in content)


def formats(posting: list[str], letter: str, words: LetterWords) -> Iterator[Finding]:
    """File formats that the posting names and the letter does not; of alternatives one is enough."""
    folded, told = plain(letter), set[str]()
    told_of = {name for name, each in words.formats.items() if each.found(folded) is not None}
    for number, line in enumerate(posting, 1):
        shown = plain(_LINK.sub(" ", line))
        if words.handed_over.found(shown) is None or words.handed_out.found(shown) is not None:
            continue
        named = [name for name, each in words.formats.items() if each.found(shown) is not None]
        missing = [name for name in named if name not in told_of]
        either = len(named) > 1 and words.alternatives.found(shown) is not None
        if either and len(missing) < len(named):
            continue
        for name in missing[: 1 if either else None]:
            if name not in told:
                told.add(name)
                yield Finding("format", number, line.strip(), name)
