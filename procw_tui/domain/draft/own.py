"""What a letter shows by itself: placeholders, apologies, no work to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding
from .words import LetterWords, plain

_MARKS = re.compile(
    r"[〇\u25cb\u25ef\u25cf\u25b3\u25a1\u00d7✕✖]{2,}|[_＿]{3,}|[〇\u25cb\u25ef](?=[月日年時円様名社])"
)
_BRACES = re.compile(r"\{\{?[^{}:\"\n]{0,40}\}?\}|<[A-Za-z _]{2,30}>|\$\{[^}\n]{0,40}\}")
_SQUARE = re.compile(r"【([^】\n]{0,40})】|\[([^\]\n]{0,40})\]|［([^］\n]{0,40})］")
_ONLY_MARKS = re.compile(r"[\W_〇\u25cb\u25ef\u25cf\u25b3\u25a1\u00d7]*", re.UNICODE)
_TAGS = frozenset({"b", "i", "p", "br", "hr", "div", "span", "html", "body", "table", "ul", "li"})


def placeholders(lines: list[str], words: LetterWords) -> Iterator[Finding]:
    """Each place that was to be filled in, one a place."""
    for number, line in enumerate(lines, 1):
        taken: list[tuple[int, int]] = []
        for match in (*_brackets(line, words), *_BRACES.finditer(_half(line)), *_MARKS.finditer(line)):
            inner = match.group().strip("<>").casefold()
            if inner in _TAGS or any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            yield Finding("placeholder", number, line[match.start() : match.end()])
        if not taken:
            word = words.placeholder_words.found(plain(line))
            if word is not None:
                yield Finding("placeholder", number, word)


def _half(line: str) -> str:
    """Braces half-width, each in its place."""
    return line.translate(str.maketrans("｛｝＜＞", "{}<>"))


def _brackets(line: str, words: LetterWords) -> Iterator[re.Match[str]]:
    """Brackets with nothing, marks, or the name of what belongs there; before a title with anything."""
    for match in _SQUARE.finditer(line):
        inner = next((group for group in match.groups() if group is not None), "")
        behind = line[match.end() :].lstrip()
        link = behind.startswith("(")  # a Markdown link
        heading = not line[: match.start()].strip() and not behind
        told = words.placeholder_told.found(plain(inner)) is not None
        named = told or (words.placeholder_inside.found(plain(inner)) is not None and not heading)
        empty = _ONLY_MARKS.fullmatch(inner) is not None
        if (
            empty
            or (named and not link)
            or behind.startswith(words.titles)
            or (heading and _whole(inner, words))
        ):
            yield match


def _whole(inner: str, words: LetterWords) -> bool:
    """A heading that is nothing but such a name: 【会社名】 alone on its line."""
    return plain(inner) in words.placeholder_inside.words


def apologies(lines: list[str], words: LetterWords) -> Iterator[Finding]:
    """Phrases that make a client worry."""
    for number, line in enumerate(lines, 1):
        word = words.apologetic.found(plain(line))
        if word is not None:
            yield Finding("apologetic", number, word)


def without_portfolio(text: str, words: LetterWords) -> Iterator[Finding]:
    """Neither a link nor a word of attached work anywhere."""
    if text.strip() and words.portfolio.found(plain(text)) is None:
        yield Finding("portfolio", 0, "")
