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


JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龯]")
"""One character of it makes a text Japanese."""
NEAR = 12
"""So many characters before a word say of whom it is said."""


class Words:
    """Words to look for in a folded text: English and katakana ones whole, other Japanese ones anywhere."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(dict.fromkeys(map(fold, words)))
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

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where each of them stands in a folded text."""
        for word in self._plain:
            start = folded.find(word)
            while start >= 0:
                yield start, start + len(word)
                start = folded.find(word, start + len(word))
        for pattern in (self._katakana, self._latin):
            if pattern is not None:
                yield from (match.span() for match in pattern.finditer(folded))

    def without(self, folded: str) -> str:
        """A folded text with a blank in place of each of them."""
        for word in self._plain:
            folded = folded.replace(word, " ")
        for pattern in (self._katakana, self._latin):
            if pattern is not None:
                folded = pattern.sub(" ", folded)
        return folded

    def starts(self, folded: str) -> bool:
        """Whether a folded text begins with one of them."""
        if self._latin is not None and self._latin.match(folded) is not None:
            return True
        return folded.startswith(tuple(word for word in self.words if not _is_latin(word)))

    def ends(self, folded: str) -> bool:
        """Whether a folded text ends with one of them."""
        return folded.endswith(self.words)

    def just_before(self, folded: str, start: int) -> bool:
        """Whether one of them stands close before a place of a folded text."""
        return self.found(folded[max(0, start - NEAR) : start]) is not None


def any_of(words: Sequence[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


class Pair:
    """A word with another one close behind it in the same sentence, as 教えて … ください."""

    def __init__(self, first: Sequence[str], second: Sequence[str]) -> None:
        first, second = _folded(first), _folded(second)
        self._pattern = re.compile(rf"{any_of(first)}[^。]{{0,{NEAR}}}?{any_of(second)}")

    def stands_in(self, folded: str) -> bool:
        """Whether it stands in a folded text."""
        return self._pattern.search(folded) is not None


def _is_katakana(word: str) -> bool:
    """Whether a word is all katakana: ワード is no part of キーワード."""
    return all("ァ" <= char <= "ヿ" for char in word)


def _is_latin(word: str) -> bool:
    """Whether a word begins and ends with a letter or digit of the Latin alphabet."""
    return word.isascii() and word[:1].isalnum() and word[-1:].isalnum()


class Answer(NamedTuple):
    """What answers a thing that is asked for; the second half in a sentence with a word of `near`."""

    words: Words
    units: tuple[str, ...]
    """A number with one of these answers, unless `not_behind` follows or `not_before` precedes."""
    shapes: tuple[str, ...]
    """Shapes in the code (`answers.SHAPES`) that answer."""
    not_before: tuple[str, ...]
    not_behind: tuple[str, ...]
    near: Words
    near_words: Words
    near_units: tuple[str, ...]
    near_shapes: tuple[str, ...]


class Item(NamedTuple):
    """Something that postings ask for, by the words that ask for it, and what answers it."""

    id: str
    asked: Words
    whole: frozenset[str]
    """Words that ask for it where nothing stands beside them."""
    answer: Answer

    def is_in(self, folded: str) -> bool:
        """Whether a folded text asks for it."""
        return folded.strip(" :") in self.whole or self.asked.found(folded) is not None


class Places(NamedTuple):
    """What tells a place that was to be filled in."""

    inside: Words
    heads: tuple[str, ...]
    generic: Words
    yours: Words
    told: Words
    notes: tuple[str, ...]
    choices: re.Pattern[str]
    titles: tuple[str, ...]
    particles: tuple[str, ...]

    def name(self, folded: str) -> bool:
        """Whether the text of a bracket says what belongs there, instead of being it."""
        if folded in self.inside.words or self.told.found(folded) is not None:
            return True
        if folded.isascii():
            return self.generic.found(folded) is not None
        return folded.endswith(self.heads) and not any(char.isdigit() for char in folded)


class Asking(NamedTuple):
    """What tells a line of a posting that asks."""

    cues: Words
    lists: Words
    applying: Words
    work: Words
    conditions: Words
    tells: Pair
    hands: Pair
    not_asked: Words
    inviting: Words
    empty: frozenset[str]


class Literal(NamedTuple):
    """What tells that a posting wants a word in the letter."""

    verbs: tuple[str, ...]
    please: tuple[str, ...]
    unwanted: Words
    english_verbs: tuple[str, ...]
    called: tuple[str, ...]
    forbidden: Words
    or_else: Words
    of_the_work: Words
    applying: Words


class Told(NamedTuple):
    """What tells how a letter answers."""

    put_off: Words
    attached: Words
    decided: Words
    courtesy: Words
    """What is said of the reader, as お時間をいただき: it answers nothing."""


class Delivery(NamedTuple):
    """What tells in which form the work is handed over."""

    formats: Mapping[str, Words]
    in_japanese: Mapping[str, Words]
    shown: Mapping[str, str]
    words: Words
    as_a_format: Words
    by_the_client: Words
    material: Words
    alternatives: Words


class Passages(NamedTuple):
    """What tells whether a sentence speaks of the writer or of a job."""

    own_headings: Words
    career: Words
    greetings: Words
    of_oneself: Words
    of_a_job: Words


class Open(NamedTuple):
    """What stands for what is open in a letter that begins from an earlier one."""

    client: str
    job: str
    amount: str
    date: str
    number: str
    link: str
    word: str


class LetterWords(NamedTuple):
    """Every word list of the file, under the names that it has there."""

    apologetic: Words
    none: re.Pattern[str]
    """A label of what one has done, with "none" behind it."""
    of_others: Words
    courtesy: Words
    places: Places
    asking: Asking
    items: tuple[Item, ...]
    instead: Mapping[str, str]
    literal: Literal
    told_by: Told
    delivery: Delivery
    portfolio: Words
    trade: tuple[str, ...]
    passages: Passages
    opened: Mapping[str, Open]
    """By the language of the letter."""

    def asks(self, folded: str) -> bool:
        """Whether a label is one that postings ask for."""
        return any(item.is_in(folded) for item in self.items)


def letter_words_from(data: Mapping[str, Any]) -> LetterWords:
    """The words of the file; KeyError where a part of it is missing."""
    timid, place, told = data["apologetic"], data["placeholder"], data["answering"]
    return LetterWords(
        apologetic=Words([word for language in LANGUAGES for word in timid[language]]),
        none=re.compile(
            rf"{any_of(_folded(timid['none_of']))}\s*[\]】]?\s*[:\s】]\s*{any_of(_folded(timid['none']))}\s*(?:です|[。.]|$)"
        ),
        of_others=Words(timid["of_others"]),
        courtesy=Words(timid["courtesy"]),
        places=Places(
            Words(place["inside"]), _folded(place["heads"]), Words(place["generic"]), Words(place["yours"]),
            Words(place["told"]), _folded(place["notes"]), _choices_from(place["choices"]),
            tuple(place["titles"]), tuple(place["particles"]),
        ),
        asking=_asking_from(data["asking"]),
        items=tuple(map(_item_from, data["item"])),
        instead=dict(data["instead"]),
        literal=_literal_from(data["literal"]),
        told_by=Told(*(Words(told[name]) for name in Told._fields)),
        delivery=_delivery_from(data),
        portfolio=Words(data["portfolio"]["words"]),
        opened={name: Open(**places) for name, places in data["open"].items()},
        trade=_folded(data["names"]["trade"]),
        passages=Passages(*(Words(data["passage"][name]) for name in Passages._fields)),
    )  # fmt: skip


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def _asking_from(data: Mapping[str, Any]) -> Asking:
    return Asking(
        Words(data["cues"]), Words(data["lists"]), Words(data["applying"]), Words(data["work"]),
        Words(data["conditions"]), Pair(data["tells"], data["please"]), Pair(data["hands"], data["please"]),
        Words(data["not_asked"]), Words(data["inviting"]), frozenset(data["empty"]),
    )  # fmt: skip


def _literal_from(data: Mapping[str, Any]) -> Literal:
    return Literal(
        tuple(data["verbs"]), tuple(data["please"]), Words(data["unwanted"]), tuple(data["english_verbs"]),
        tuple(data["called"]), Words(data["forbidden"]), Words(data["or_else"]), Words(data["of_the_work"]),
        Words(data["applying"]),
    )  # fmt: skip


def _choices_from(pairs: Sequence[Sequence[str]]) -> re.Pattern[str]:
    """Two that exclude each other, a stroke between, at the end of what they are the value of."""
    each = "|".join(rf"{re.escape(one)}\s*[/・]\s*{re.escape(other)}" for one, other in pairs)
    return re.compile(
        rf"(?<![^\W_])(?:{each})(?=\s*(?:$|[)】\].。、,](?![をはがのにで]))|\s+[a-z])", re.IGNORECASE
    )


def _delivery_from(data: Mapping[str, Any]) -> Delivery:
    delivery = data["delivery"]
    return Delivery(
        {name: Words(words) for name, words in data["format"].items()},
        {name: Words(words) for name, words in data["format_in_japanese"].items()},
        dict(data["format_shown"]),
        Words(delivery["words"]), Words(delivery["as_a_format"]), Words(delivery["by_the_client"]),
        Words(delivery["material"]), Words(data["alternatives"]["words"]),
    )  # fmt: skip


def _item_from(data: Mapping[str, Any]) -> Item:
    def words(name: str) -> Words:
        return Words(data.get(name, ()))

    def texts(name: str) -> tuple[str, ...]:
        return _folded(data.get(name, ()))

    answer = Answer(
        words("answered"), texts("units"), texts("shapes"), texts("not_before"), texts("not_behind"),
        words("near"), words("near_words"), texts("near_units"), texts("near_shapes"),
    )  # fmt: skip
    return Item(data["id"], Words(data["asked"]), frozenset(texts("whole")), answer)
