"""How columns share the cells of a row: by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from .cells import width

T = TypeVar("T")

LOOKED_AT = 300
"""Rows from the top whose texts decide: a longer one further down is cut, and the columns never jump."""


def widest(rows: Iterable[T], text: Callable[[T], str]) -> int:
    """The cells that the widest text of a column takes."""
    return max((width(text(row)) for row in islice(rows, LOOKED_AT)), default=0)


def shared(wanted: Iterable[int], free: int) -> list[int]:
    """What each column gets of so many cells: all that it wants, or as much as any other that is cut."""
    widths = dict.fromkeys(range(len(every := list(wanted))), 0)
    left = max(0, free)
    for place, number in enumerate(sorted(widths, key=lambda number: every[number])):
        widths[number] = min(every[number], left // (len(every) - place))
        left -= widths[number]
    return list(widths.values())
