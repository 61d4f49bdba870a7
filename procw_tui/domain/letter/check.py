"""All checks of a letter, in the order of what costs most."""

from __future__ import annotations

from itertools import chain

from .answers import Letter
from .asking import asked_for
from .finding import Finding
from .formats import formats
from .known import For, Known
from .literals import literals
from .names import foreign_names
from .own import apologies, without_portfolio
from .passages import earlier_passages, words_of_others
from .placeholders import placeholders
from .words import LetterWords, plain

MOST_CHARACTERS = 50_000
"""What is longer is no letter; the rest of it is left alone."""


def check(text: str, posting: str, known: Known, to: For, words: LetterWords) -> list[Finding]:
    """What to look at again in a letter; nothing for an empty one. No network, no model: words and places."""
    if not text.strip():
        return []
    text, posting = text[:MOST_CHARACTERS], posting[:MOST_CHARACTERS]
    lines, asked, folded = text.splitlines(), posting.splitlines(), plain(text)
    return list(chain(
        foreign_names(lines, posting, known, to, words),
        placeholders(lines, words),
        sorted(
            chain(
                literals(asked, folded, words.literal), asked_for(asked, Letter(text, words, to.me), words),
                formats(asked, folded, words),
            ),
            key=lambda finding: finding.line,
        ),
        earlier_passages(lines, known, words),
        words_of_others(lines, posting, known, words),
        apologies(lines, words),
        without_portfolio(text, words),
    ))  # fmt: skip
