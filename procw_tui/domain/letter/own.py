"""What a letter shows by itself: placeholders, apologies, no work to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding
from .words import LetterWords, plain

_MARKS = re.compile(
    r"[〇\u25cb\u25ef\u00d7✕✖]{2,}|[_＿]{3,}|[〇\u25cb\u25ef](?=[月日年時円様名社])"
    r"|[\u25cf\u25b3\u25a1\u25a0\u25c6\u25ce\u2605*＊]{2,}(?=[様円月日年社のをにはがへでともや])|\$[A-Z][A-Z_]+(?![A-Za-z])"
    r"|[_＿]{2,}(?=[様さ])|^\s*様|株式会社\s*(?=様|さま|御中)|X{2,}(?=[様円月日年社])"
    r"|\b(?:NAME|COMPANY|CLIENT)\b"
)
_BRACES = re.compile(r"\{\{?[^{}:\"\n]{0,40}\}?\}|<[A-Za-z _]{2,30}>|\$\{[^}\n]{0,40}\}")
_SQUARE = re.compile(r"【([^】\n]{0,40})】|\[([^\]\n]{0,40})\]|［([^］\n]{0,40})］")
_ROUND = re.compile(r"[(（<＜]([^()（）<>＜＞\n]{1,40})[)）>＞]")
_ONLY_MARKS = re.compile(r"[\W_〇\u25cb\u25ef\u25cf\u25b3\u25a1\u00d7]*", re.UNICODE)
_PARTICLES = tuple("のはがをにへでともや")
_QUOTED = re.compile(r"「[^」\n]{0,200}」|『[^』\n]{0,200}』|\u201c[^\u201d\n]{0,200}\u201d")
_BARE_LINK = re.compile(
    r"(?<![\w.@-])[\w-]+(?:\.[\w-]+)*\.(?:com|jp|net|org|io|me|co|info|site|dev|page|app)\b"
)
_TAGS = frozenset({"b", "i", "p", "br", "hr", "div", "span", "html", "body", "table", "ul", "li"})


def placeholders(lines: list[str], words: LetterWords) -> Iterator[Finding]:
    """Each place that was to be filled in, one a place."""
    for number, line in enumerate(lines, 1):
        sources = (_brackets(line, words), _BRACES.finditer(_half(line)), _MARKS.finditer(line))
        spans = sorted(match.span() for matches in sources for match in matches)
        end = 0
        for start, stop in spans:
            if start < end or line[start:stop].strip("<>").casefold() in _TAGS:
                continue
            end = stop
            yield Finding("placeholder", number, line[start:stop])
        if not spans:
            for word in words.placeholder_words.every(plain(line)):
                yield Finding("placeholder", number, word)


def _half(line: str) -> str:
    """Braces half-width, each in its place."""
    return line.translate(str.maketrans("｛｝＜＞", "{}<>"))


def _brackets(line: str, words: LetterWords) -> Iterator[re.Match[str]]:
    """Brackets with nothing, marks, or the name of what belongs there; before a title with anything."""
    for match in _SQUARE.finditer(line):
        if _is_open(line, match, words):
            yield match
    for match in _ROUND.finditer(line):
        inner = plain(match.group(1))
        if inner in words.placeholder_inside.words or words.placeholder_told.starts(inner):
            yield match


def _is_open(line: str, match: re.Match[str], words: LetterWords) -> bool:
    """Whether a bracket still waits for its text; one with a text behind it is a heading: 【お名前】佐藤."""
    inner = plain(next((group for group in match.groups() if group is not None), ""))
    before, behind = line[: match.start()], line[match.end() :].lstrip()
    if _ONLY_MARKS.fullmatch(inner) is not None or behind.startswith(words.titles):
        return True
    if behind.startswith("("):  # a Markdown link
        return False
    if words.placeholder_told.found(inner) is not None:
        return True
    if words.placeholder_inside.found(inner) is None:
        return False
    if behind.startswith(_PARTICLES):
        return True
    if not before.strip() and not behind:
        return inner in words.placeholder_inside.words
    heading = match.group().startswith(("【", "［")) and (not before or before[-1].isspace()) and bool(behind)
    return not heading


def apologies(lines: list[str], words: LetterWords) -> Iterator[Finding]:
    """Phrases that make a client worry; what is quoted is talked about, and not said."""
    for number, line in enumerate(lines, 1):
        for word in words.apologetic.every(plain(_QUOTED.sub(" ", line))):
            yield Finding("apologetic", number, word)


def shows_link(text: str) -> bool:
    """Whether a link stands in a text, also one without https."""
    return _BARE_LINK.search(text.casefold()) is not None


def without_portfolio(text: str, words: LetterWords) -> Iterator[Finding]:
    """Neither a link nor a word of attached work anywhere."""
    if text.strip() and words.portfolio.found(plain(text)) is None and not shows_link(text):
        yield Finding("portfolio", 0, "")
