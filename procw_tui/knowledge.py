"""What the program knows, read from data/: the rules, the assumptions, the practices."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from procw_tui.domain.certification.assumptions import Assumption, assumptions_from
from procw_tui.domain.evening.practices import Practice, practices_from
from procw_tui.domain.intake.words import SiteWords, site_words_from
from procw_tui.domain.letter.words import LetterWords, letter_words_from
from procw_tui.domain.record.rules import Rules, rules_from
from procw_tui.store.paths import data_file


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(data_file(name).read_text(encoding="utf-8"))


@cache
def rules() -> Rules:
    """The rules of the certification, from data/criteria.toml."""
    return rules_from(_read("criteria.toml"))


@cache
def assumptions() -> tuple[Assumption, ...]:
    """What nobody publishes, from data/criteria.toml."""
    return assumptions_from(_read("criteria.toml"))


@cache
def site_words() -> SiteWords:
    """The words of the site, from data/site_words.toml."""
    return site_words_from(_read("site_words.toml"))


@cache
def letter_words() -> LetterWords:
    """What a letter is checked by, from data/letter_words.toml."""
    return letter_words_from(_read("letter_words.toml"))


@cache
def notes() -> tuple[dict[str, str], ...]:
    """A line for each day by language, from data/notes.toml."""
    return tuple(_read("notes.toml")["note"])


@cache
def practices() -> tuple[Practice, ...]:
    """Every practice, from data/practices.toml."""
    return practices_from(_read("practices.toml"))
