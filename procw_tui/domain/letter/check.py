"""All checks of a letter, in the order of what costs most."""

from __future__ import annotations

from itertools import chain

from .elsewhere import For, Known, earlier_passages, foreign_names
from .finding import Finding
from .own import apologies, placeholders, without_portfolio
from .posting import asked_for, formats
from .words import LetterWords

MOST_CHARACTERS = 50_000
"""What is longer is no letter; the rest of it is left alone."""


def check(text: str, posting: str, known: Known, to: For, words: LetterWords) -> list[Finding]:
    """What to look at again in a letter; nothing for an empty one. No network, no model: words and places."""
    if not text.strip():
        return []
    text, posting = text[:MOST_CHARACTERS], posting[:MOST_CHARACTERS]
    lines, asked = text.splitlines(), posting.splitlines()
    return list(chain(
        foreign_names(lines, posting, known, to, words),
        placeholders(lines, words),
        asked_for(asked, text, words),
        formats(asked, text, words),
        earlier_passages(lines, known),
        apologies(lines, words),
        without_portfolio(text, words),
    ))  # fmt: skip
