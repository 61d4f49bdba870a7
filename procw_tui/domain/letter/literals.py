"""Words that a posting wants to stand in the letter, so that it is seen who has read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .finding import Finding
from .words import Literal, any_of, plain

_LEFT, _RIGHT = r"「『\"\u201c'\u2018【《\[＜<〈", r"」』\"\u201d'\u2019】》\]＞>〉"
_QUOTE = rf"[{_LEFT}\u201d\u2019](?P<word>[^{_LEFT}{_RIGHT}\n]{{1,30}})[{_RIGHT}\u201c\u2018]"
_CALLED = r"(?:言葉|単語|キーワード|ワード|文字|一言|一文|文言|フレーズ|絵文字|\d*文字)"
_LINKED = rf"(?:と|を|というか?{_CALLED}?(?:を|と|も)?|の{_CALLED}(?:を|と|も)?)"
"""What joins a quoted word to the verb: 「りんご」と…, 「りんご」という言葉を…"""
_NO_WORD = r"(?:in|at|on|to|of|for|count|limit|document|file|that|you|and|as|below|above|from|or|is)"
_BARE = (
    r"(?P<word>#\w{3,}|[A-Z][A-Z0-9-]{2,}(?: [A-Z0-9-]{2,})*"
    rf"|(?!{_NO_WORD}\b)[a-z]{{3,}}(?: [a-z]+)?(?= (?:in|at|on|so|to|as|somewhere)\b|[.,!]|$))"
)
"""A word without quotes: in capitals, or at the end of its clause."""
_ENGLISH = re.compile(r"[A-Za-z]{4}")
_SENTENCE = re.compile(r"(?<=。)")


def literals(posting: Sequence[str], letter: str, words: Literal) -> Iterator[Finding]:
    """Each word that is wanted and is not in the letter, which is folded."""
    seen: set[str] = set()
    for number, line in enumerate(posting, 1):
        for word in _wanted(line, words):
            if plain(word) not in letter and plain(word) not in seen:
                seen.add(plain(word))
                yield Finding("literal", number, word)


def wanted(posting: Sequence[str], words: Literal) -> list[str]:
    """Every word that is wanted."""
    return list(dict.fromkeys(word for line in posting for word in _wanted(line, words)))


def _wanted(line: str, words: Literal) -> Iterator[str]:
    folded = plain(line)
    if words.of_the_work.found(folded) is not None and words.applying.found(folded) is None:
        return
    japanese, english = _patterns(words.verbs, words.please, words.english_verbs, words.called)
    for sentence in _SENTENCE.split(line):
        if words.unwanted.found(plain(sentence)) is None:
            for pattern in japanese:
                yield from (match["word"] for match in pattern.finditer(sentence))
    forbidden = words.forbidden.found(folded) is not None and words.or_else.found(folded) is None
    if not forbidden and _ENGLISH.search(line):
        for pattern in english:
            yield from (match["word"].strip(" .,") for match in pattern.finditer(line))


@lru_cache(4)
def _patterns(
    verbs: tuple[str, ...], please: tuple[str, ...], english_verbs: tuple[str, ...], called: tuple[str, ...]
) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """The Japanese and the English ways to ask for a word."""
    name, verb = any_of([word for word in called if word.isascii()]), any_of(english_verbs)
    japanese_name = any_of([word for word in called if not word.isascii()])
    asked = rf"[^。「」『』]{{0,25}}?{any_of(verbs)}[^。]{{0,14}}?{any_of(please)}"
    japanese = (
        rf"{_QUOTE}\s*{_LINKED}{asked}",
        rf"{japanese_name}(?:は|:|：|として|に|の)?\s*{_QUOTE}(?!の(?:よう|で始))",
        rf"{japanese_name}(?:は|:|：)\s*(?P<word>[^\s「『【、。:：]{{1,12}}?)(?:です|。|$|を|と|\s)",
    )
    english = (
        rf"(?i:\b{verb}\b[^.\"\u201c\u201d]{{0,70}}?){_QUOTE}",
        rf"(?i:\b{name}\b\s*(?:is|:|,)?\s*){_QUOTE}",
        rf"(?i:\b{verb}\b[^.]{{0,50}}?\b(?:the|a) {name}s?:?\s+){_BARE}",
        r"(?i:\b(?:start|begin)\s+(?:your \w+ )?with\s+)(?P<word>[A-Z][A-Z0-9-]{3,})\b",
    )
    return tuple(map(re.compile, japanese)), tuple(map(re.compile, english))
