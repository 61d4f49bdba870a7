"""Records sorted by day with running sums, so that any window is two bisections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import Any, Generic, TypeVar

from procw_tui.domain.record.records import Record

R = TypeVar("R", bound=Record)

Event = tuple[Any, ...]
"""(the day that a window looks at, the day from which the record exists, the record, each weight).

A plain flat tuple: tens of thousands are made whenever a table changes."""

WEIGHTS = 3
"""Where the weights of an event begin."""


class Series(Generic[R]):
    """Events in order of day."""

    __slots__ = ("_days", "_events", "_sums", "_width")

    def __init__(self, events: Iterable[Event], width: int) -> None:
        self._events = sorted(events, key=itemgetter(0))
        self._days = list(map(itemgetter(0), self._events))
        self._width = width
        self._sums: list[list[int]] = []

    def _running_sums(self) -> list[list[int]]:
        if not self._sums:
            columns = (map(itemgetter(WEIGHTS + column), self._events) for column in range(self._width))
            self._sums = [list(accumulate(column, initial=0)) for column in columns]
        return self._sums

    def between(self, after: date, upto: date, known_by: date) -> list[tuple[date, R]]:
        """Days and records later than `after`, up to and with `upto`, of what exists on `known_by`."""
        inside = self._events[bisect_right(self._days, after) : bisect_right(self._days, upto)]
        return [(event[0], event[2]) for event in inside if event[1] <= known_by]

    def totals(self, after: date, upto: date, known_by: date) -> list[int]:
        """Each weight summed over the same events.

        Nothing happens before it began, so only events later than `known_by` have to be looked at singly.
        """
        low, high = bisect_right(self._days, after), bisect_right(self._days, upto)
        if low >= high:
            return [0] * self._width
        totals = [sums[high] - sums[low] for sums in self._running_sums()]
        for event in self._events[max(low, bisect_right(self._days, known_by)) : high]:
            if event[1] > known_by:
                totals = [total - weight for total, weight in zip(totals, event[WEIGHTS:], strict=True)]
        return totals
