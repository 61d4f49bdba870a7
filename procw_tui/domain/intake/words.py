"""The words of the site, as read from data/site_words.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from procw_tui.domain.record.names import fold

Page = Literal["contracts", "applications", "thread", "reviews", "earnings"]
PAGES: tuple[Page, ...] = ("contracts", "applications", "thread", "reviews", "earnings")
THREADS = "threads"
"""The heading of a list of threads, which is no page that can be read: it shows no replies."""
AROUND = "()[]<>{} :\u3010\u3011\u30fb\u25b6\u25b8"
"""Brackets and signs around a button."""
ITEMS = ("skill", "quality", "schedule", "communication", "partnership")


class SiteWords(NamedTuple):
    """Every word folded; `states` by page, then word."""

    states: Mapping[str, Mapping[str, str]]
    every_state: frozenset[str]
    labels: Mapping[str, str]
    pages: Mapping[str, str]
    noise: frozenset[str]
    noise_patterns: re.Pattern[str]
    system: re.Pattern[str]
    """What the site itself writes into a thread."""
    client_marks: tuple[str, ...]
    behind_names: tuple[str, ...]
    client_words: tuple[str, ...]
    """At the end of a text they make it a client's name."""
    job_words: tuple[str, ...]
    """Anywhere in a text they make it a job's title."""
    categories: frozenset[str]
    """What jobs are sorted by; none is a client."""
    sheets: Mapping[str, Mapping[str, str]]
    """What hand-made sheets call columns, types and states, and what begins a sum: by word."""

    def is_noise(self, folded: str) -> bool:
        """Whether a folded text is a button, a counter or a heading, or several of them side by side."""
        return self._is_said_by_the_page(folded) or self._is_bar(folded.split())

    def _is_bar(self, pieces: Sequence[str]) -> bool:
        """Whether these are tabs or links: of states there are several, one alone is a job's."""
        states = sum(piece in self.every_state for piece in pieces)
        others = [piece for piece in pieces if piece not in self.every_state]
        return (
            len(pieces) > 1 and states != 1 and len(others) > 0
            and all(piece in self.pages or self._is_said_by_the_page(piece) for piece in others)
        )  # fmt: skip

    def _is_said_by_the_page(self, folded: str) -> bool:
        bare = folded.strip(AROUND)
        return not {folded, bare}.isdisjoint(self.noise) or any(
            self.noise_patterns.fullmatch(each) is not None for each in (folded, bare)
        )


def _turned(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def site_words_from(data: Mapping[str, Any]) -> SiteWords:
    """The words of the file; KeyError where a part of it is missing."""
    states = {page: _turned(table) for page, table in data["states"].items()}
    return SiteWords(
        states,
        frozenset(word for table in states.values() for word in table),
        _turned(data["labels"]),
        _turned(data["pages"]),
        frozenset(map(fold, data["noise"]["words"])),
        _any_of(data["noise"]["patterns"]),
        _any_of(data["system"]["patterns"]),
        tuple(map(fold, data["client"]["marks"])),
        tuple(map(fold, data["client"]["behind"])),
        tuple(map(fold, data["client"]["words"])),
        tuple(map(fold, data["job"]["words"])),
        frozenset(map(fold, data["job"]["categories"])),
        {name: _turned(table) for name, table in data["sheets"].items()},
    )
