"""Whole numbers of which only the two ends are known."""

from __future__ import annotations

from typing import NamedTuple


class Interval(NamedTuple):
    """The smallest and the largest value that something can have, both included."""

    low: int
    high: int

    def __add__(self, other: object) -> Interval:
        """Both ends moved by a whole number, or two independent intervals together."""
        if isinstance(other, Interval):
            return Interval(self.low + other.low, self.high + other.high)
        if isinstance(other, int):
            return Interval(self.low + other, self.high + other)
        return NotImplemented

    def times(self, scale: int) -> Interval:
        """Both ends on another scale."""
        return Interval(self.low * scale, self.high * scale)


NOTHING = Interval(0, 0)
