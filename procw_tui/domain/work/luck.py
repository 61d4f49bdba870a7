"""Chance at one hit in thirty: the exact interval of a rate, and how likely a dry run is."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

GOAL = 1 / 30
ALPHA = 0.05
STEPS = 52  # bisections: 2^-52 is as fine as a float near one


def _term(n: int, k: int, p: float) -> float:
    """The binomial probability of k of n, through logarithms: a plain `comb` overflows at n = 5,000."""
    if p in {0.0, 1.0}:
        return float(k == n * p)
    log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(log + k * math.log(p) + (n - k) * math.log1p(-p))


def _at_most(n: int, k: int, p: float) -> float:
    """The probability of k or fewer of n, by whichever tail is the thin one: terms of the other underflow."""
    return 1 - _tail(n, n - k - 1, 1 - p) if k > n * p else _tail(n, k, p)


def _tail(n: int, k: int, p: float) -> float:
    """The probability of k or fewer of n, k below the mean, summed from the largest term down."""
    if k < 0:
        return 0.0
    total, term = 0.0, _term(n, k, p)
    odds = (1 - p) / p if p else 0.0
    for hits in range(k, -1, -1):
        total += term
        term *= hits * odds / (n - hits + 1)
        if term < total * 1e-17:
            break
    return min(total, 1.0)


def _bisect(low_is_right: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if low_is_right(middle):
            high = middle
        else:
            low = middle
    return (low + high) / 2


@lru_cache(512)
def clopper_pearson(hits: int, n: int) -> tuple[float, float]:
    """The exact 95 % interval of a rate of `hits` in `n` (n > 0), by bisection on the binomial tail."""
    half = ALPHA / 2
    low = 0.0 if hits == 0 else _bisect(lambda p: 1 - _at_most(n, hits - 1, p) > half)
    high = 1.0 if hits == n else _bisect(lambda p: _at_most(n, hits, p) < half)
    return low, high


def chance_of_at_most(hits: int, n: int, p: float = GOAL) -> float:
    """How often n proposals bring so many contracts or fewer, for somebody whose true rate is p."""
    return _at_most(n, hits, p)


def chance_of_none(n: int, p: float = GOAL) -> float:
    """How often n proposals in a row bring no contract, for somebody whose true rate is p."""
    return (1 - p) ** n
