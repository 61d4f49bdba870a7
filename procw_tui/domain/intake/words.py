"""The words of the site, as read from data/site_words.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from procw_tui.domain.record.names import fold

Page = Literal["contracts", "applications", "thread", "reviews", "earnings"]
PAGES: tuple[Page, ...] = ("contracts", "applications", "thread", "reviews", "earnings")
ITEMS = ("skill", "quality", "schedule", "communication", "partnership")


class SiteWords(NamedTuple):
    """Every word folded; `states` by page, then word."""

    states: Mapping[str, Mapping[str, str]]
    every_state: frozenset[str]
    labels: Mapping[str, str]
    pages: Mapping[str, str]
    noise: frozenset[str]
    client_marks: tuple[str, ...]
    behind_names: tuple[str, ...]


def _turned(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


def site_words_from(data: Mapping[str, Any]) -> SiteWords:
    """The words of the file; KeyError where a part of it is missing."""
    states = {page: _turned(table) for page, table in data["states"].items()}
    return SiteWords(
        states,
        frozenset(word for table in states.values() for word in table),
        _turned(data["labels"]),
        _turned(data["pages"]),
        frozenset(map(fold, data["noise"]["words"])),
        tuple(map(fold, data["client"]["marks"])),
        tuple(map(fold, data["client"]["behind"])),
    )
