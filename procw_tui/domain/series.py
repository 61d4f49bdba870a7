"""Records sorted by day with running sums, so that any window is two bisections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from .records import Record

R = TypeVar("R", bound=Record)


class Event(NamedTuple, Generic[R]):
    """A record on the day that a window looks at, the day it came to be, and what it weighs."""

    day: date
    since: date
    weights: tuple[int, ...]
    record: R


class Series(Generic[R]):
    """Events in order of day."""

    __slots__ = ("_days", "_sums", "events")

    def __init__(self, events: Iterable[Event[R]], width: int) -> None:
        self.events = sorted(events, key=lambda event: event.day)
        self._days = [event.day for event in self.events]
        self._sums = [
            [0, *accumulate(event.weights[column] for event in self.events)] for column in range(width)
        ]

    def between(self, after: date, upto: date, known_by: date) -> list[Event[R]]:
        """The events later than `after`, up to and with `upto`, of records that exist on `known_by`."""
        inside = self.events[bisect_right(self._days, after) : bisect_right(self._days, upto)]
        return [event for event in inside if event.since <= known_by]

    def totals(self, after: date, upto: date, known_by: date) -> list[int]:
        """Each weight summed over the same events.

        Nothing happens before it began, so only events later than `known_by` have to be looked at singly.
        """
        low, high = bisect_right(self._days, after), bisect_right(self._days, upto)
        if low >= high:
            return [0] * len(self._sums)
        totals = [sums[high] - sums[low] for sums in self._sums]
        for event in self.events[max(low, bisect_right(self._days, known_by)) : high]:
            if event.since > known_by:
                totals = [total - weight for total, weight in zip(totals, event.weights, strict=True)]
        return totals
