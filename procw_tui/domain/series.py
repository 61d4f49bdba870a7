"""Records sorted by day with running sums, so that any window is two bisections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import Generic, TypeVar

from .records import Record

R = TypeVar("R", bound=Record)


Event = tuple[date, date, tuple[int, ...], R]
"""The day that a window looks at, the day from which the record exists, what it weighs, and the record.

A plain tuple: tens of thousands are made whenever a table changes."""


class Series(Generic[R]):
    """Events in order of day."""

    __slots__ = ("_days", "_events", "_sums")

    def __init__(self, events: Iterable[Event[R]], width: int) -> None:
        self._events = sorted(events, key=itemgetter(0))
        self._days = [event[0] for event in self._events]
        weights = [event[2] for event in self._events]
        self._sums = [[0, *accumulate(map(itemgetter(column), weights))] for column in range(width)]

    def between(self, after: date, upto: date, known_by: date) -> list[tuple[date, R]]:
        """Days and records later than `after`, up to and with `upto`, of what exists on `known_by`."""
        inside = self._events[bisect_right(self._days, after) : bisect_right(self._days, upto)]
        return [(day, record) for day, since, _weights, record in inside if since <= known_by]

    def totals(self, after: date, upto: date, known_by: date) -> list[int]:
        """Each weight summed over the same events.

        Nothing happens before it began, so only events later than `known_by` have to be looked at singly.
        """
        low, high = bisect_right(self._days, after), bisect_right(self._days, upto)
        if low >= high:
            return [0] * len(self._sums)
        totals = [sums[high] - sums[low] for sums in self._sums]
        for _day, since, weights, _record in self._events[
            max(low, bisect_right(self._days, known_by)) : high
        ]:
            if since > known_by:
                totals = [total - weight for total, weight in zip(totals, weights, strict=True)]
        return totals
