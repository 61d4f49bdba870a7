"""The words that a letter is checked by, as read from data/letter_words.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.domain.record.names import fold

_APOSTROPHES = str.maketrans("\u2019\u2018", "''")


def plain(text: str) -> str:
    """A text as it is compared: folded, with straight apostrophes."""
    return fold(text.translate(_APOSTROPHES))


class Words:
    """Words to look for in a folded text: English and katakana ones whole, other Japanese ones anywhere."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(dict.fromkeys(fold(word) for word in words))
        self._plain = tuple(word for word in self.words if not _is_latin(word) and not _is_katakana(word))
        katakana = "|".join(map(re.escape, filter(_is_katakana, self.words)))
        self._katakana = re.compile(rf"(?<![ァ-ヿ])(?:{katakana})(?![ァ-ヿ])") if katakana else None
        latin = "|".join(map(re.escape, sorted(filter(_is_latin, self.words), key=len, reverse=True)))
        self._latin = re.compile(rf"(?<![a-z0-9])(?:{latin})(?![a-z0-9])") if latin else None

    def found(self, folded: str) -> str | None:
        """The first of them in a folded text; None where none is."""
        return next(self.every(folded), None)

    def every(self, folded: str) -> Iterator[str]:
        """All of them in a folded text, each once."""
        yield from (word for word in self._plain if word in folded)
        for pattern in (self._katakana, self._latin):
            if pattern is not None:
                yield from dict.fromkeys(pattern.findall(folded))

    def starts(self, folded: str) -> bool:
        """Whether a folded text begins with one of them."""
        return folded.startswith(self.words)


def _is_katakana(word: str) -> bool:
    """Whether a word is all katakana: ワード is no part of キーワード."""
    return all("ァ" <= char <= "ヿ" for char in word)


def _is_latin(word: str) -> bool:
    """Whether a word begins and ends with a letter or digit of the Latin alphabet."""
    return word.isascii() and word[:1].isalnum() and word[-1:].isalnum()


class Asked(NamedTuple):
    """Something that postings ask for, and the words that answer it."""

    id: str
    asked: Words
    answered: Words


class LetterWords(NamedTuple):
    """Every word list of the file."""

    apologetic: Words
    placeholder_inside: Words
    placeholder_told: Words
    placeholder_words: Words
    titles: tuple[str, ...]
    cues: Words
    literal: Words
    items: tuple[Asked, ...]
    formats: Mapping[str, Words]
    handed_over: Words
    handed_out: Words
    alternatives: Words
    portfolio: Words


def letter_words_from(data: Mapping[str, Any]) -> LetterWords:
    """The words of the file; KeyError where a part of it is missing."""
    return LetterWords(
        Words([word for language in LANGUAGES for word in data["apologetic"][language]]),
        Words(data["placeholder"]["inside"]),
        Words(data["placeholder"]["told"]),
        Words(data["placeholder"]["words"]),
        tuple(data["placeholder"]["titles"]),
        Words(data["asking"]["cues"]),
        Words(data["asking"]["literal"]),
        tuple(Asked(each["id"], Words(each["asked"]), Words(each["answered"])) for each in data["item"]),
        {name: Words(words) for name, words in data["format"].items()},
        Words(data["delivery"]["words"]),
        Words(data["delivery"]["by_the_client"]),
        Words(data["alternatives"]["words"]),
        Words(data["portfolio"]["words"]),
    )
