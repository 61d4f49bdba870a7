"""How many of a tally's events lie in the part of its span that a window holds: a likely range.

Nobody knows on which days they were. Each is taken to lie evenly on the days of the span, by itself [A]: of
n events over L days with k of them inside, Binomial(n, k/L) are inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from math import comb
from typing import NamedTuple

from procw_tui.domain.record.interval import NOTHING, Interval

LOW, HIGH = Fraction(25, 1000), Fraction(975, 1000)
"""The cumulative probabilities that the ends of the range have to reach: 95 % lie between them."""
BITS = 128
"""Shares are whole numbers of 2**-128, rounded down, so that thousands of events cost no time."""
SLOT = 2 * BITS // 8 + 4
"""Bytes that hold a sum of up to 2**32 products of two shares."""


class Cut(NamedTuple):
    """So many events, each inside with the chance of `inside` days of all `days`; 0 < inside < days."""

    number: int
    inside: int
    days: int


class _Shares(NamedTuple):
    """The chances of `first`, `first` + 1, ... events inside, each a little less than the true one."""

    first: int
    each: list[int]

    @property
    def lost(self) -> int:
        """By how much all together fall short of certainty, so at most as much as any sum of them does."""
        return (1 << BITS) - sum(self.each)


def likely(cuts: Sequence[Cut]) -> Interval:
    """The range of the sum over all cuts: the smallest numbers that reach 2.5 % and 97.5 %, exactly."""
    if not cuts:
        return NOTHING
    shares = reduce(_together, map(_shares, cuts))
    return Interval(_quantile(shares, LOW, cuts), _quantile(shares, HIGH, cuts))


def _shares(cut: Cut) -> _Shares:
    """From the likeliest number outwards, each share from its neighbour's, always rounded down."""
    n, inside, outside = cut.number, cut.inside, cut.days - cut.inside
    mode = min(n, (n + 1) * inside // cut.days)
    likeliest = (comb(n, mode) * inside**mode * outside ** (n - mode) << BITS) // cut.days**n
    above, below = [], []
    share = likeliest
    for k in range(mode, n):
        share = share * (n - k) * inside // ((k + 1) * outside)
        above.append(share)
        if not share:
            break
    share = likeliest
    for k in range(mode, 0, -1):
        share = share * k * outside // ((n - k + 1) * inside)
        below.append(share)
        if not share:
            break
    return _trimmed(mode - len(below), [*reversed(below), likeliest, *above])


def _trimmed(first: int, each: list[int]) -> _Shares:
    """Without the zeros at both ends: what is too small for a share is in `lost`."""
    begin = next((n for n, share in enumerate(each) if share), 0)
    end = next((n for n in range(len(each), 0, -1) if each[n - 1]), len(each))
    return _Shares(first + begin, each[begin:end])


def _together(one: _Shares, other: _Shares) -> _Shares:
    """The shares of a sum: a product of two polynomials, made as one product of two large numbers."""
    product = _packed(one.each) * _packed(other.each)
    count = len(one.each) + len(other.each) - 1
    content = product.to_bytes(SLOT * (count + 1), "little")
    sums = (int.from_bytes(content[SLOT * n : SLOT * (n + 1)], "little") for n in range(count))
    return _trimmed(one.first + other.first, [each >> BITS for each in sums])


def _packed(each: Iterable[int]) -> int:
    return int.from_bytes(b"".join(share.to_bytes(SLOT, "little") for share in each), "little")


def _quantile(shares: _Shares, reach: Fraction, cuts: Sequence[Cut]) -> int:
    """The smallest number whose cumulative chance reaches a share of one.

    Where the rounding can't tell, which is where a chance is just that share, the exact chances do.
    """
    needed, sum_so_far, lost = reach * (1 << BITS), 0, shares.lost
    for n, share in enumerate(shares.each, shares.first):
        sum_so_far += share
        if sum_so_far >= needed:
            return n
        if sum_so_far + lost >= needed:
            return _exact_quantile(reach, cuts)
    return _exact_quantile(reach, cuts)


def _exact_quantile(reach: Fraction, cuts: Sequence[Cut]) -> int:
    chances = [Fraction(1)]
    for cut in cuts:
        p = Fraction(cut.inside, cut.days)
        own = [comb(cut.number, n) * p**n * (1 - p) ** (cut.number - n) for n in range(cut.number + 1)]
        summed = [Fraction(0)] * (len(chances) + len(own) - 1)
        for n, chance in enumerate(chances):
            for k, more in enumerate(own):
                summed[n + k] += chance * more
        chances = summed
    reached = Fraction(0)
    for n, chance in enumerate(chances):
        reached += chance
        if reached >= reach:
            return n
    return len(chances) - 1
