"""What a letter shows by itself: apologies, no work to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .finding import Finding
from .words import LetterWords, plain

_QUOTED = re.compile(r"「[^」\n]{0,200}」|『[^』\n]{0,200}』|\u201c[^\u201d\n]{0,200}\u201d")
_BARE_LINK = re.compile(
    r"(?<![\w.@-])[\w-]+(?:\.[\w-]+)*\.(?:com|jp|net|org|io|me|co|info|site|dev|page|app)\b"
)


def apologies(lines: Sequence[str], words: LetterWords) -> Iterator[Finding]:
    """Phrases that make a client worry, one a place; what is quoted is talked about, and not said."""
    for number, line in enumerate(lines, 1):
        said = _QUOTED.sub(_blank, line)
        text = plain(said)
        written = said if len(text) == len(said) else text
        spans = [*words.apologetic.spans(text), *(match.span() for match in words.none.finditer(text))]
        begun, end = -1, -1
        for start, stop in sorted(spans):
            if words.of_others.just_before(text, start) or words.courtesy.just_before(text, start):
                continue
            if start < end:  # the words that overlap are one phrase
                end = max(end, stop)
                continue
            if begun >= 0:
                yield Finding("apologetic", number, written[begun:end].strip())
            begun, end = start, stop
        if begun >= 0:
            yield Finding("apologetic", number, written[begun:end].strip())


def _blank(quoted: re.Match[str]) -> str:
    return " " * len(quoted.group())


def shows_link(text: str) -> bool:
    """Whether a link stands in a text, also one without https."""
    folded = text.casefold()
    return (
        "http://" in folded
        or "https://" in folded
        or "www." in folded
        or _BARE_LINK.search(folded) is not None
    )


def without_portfolio(text: str, words: LetterWords) -> Iterator[Finding]:
    """Neither a link nor a word of attached work anywhere."""
    if text.strip() and words.portfolio.found(plain(text)) is None and not shows_link(text):
        yield Finding("portfolio", 0, "")
