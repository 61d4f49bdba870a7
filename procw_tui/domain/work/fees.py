"""From a price to the money received [O]: CrowdWorks' page on its fee, and the tax on the fee."""

from __future__ import annotations

from procw_tui.domain.typed.amounts import TAX_PERCENT

STEPS = ((100_000, 20), (200_000, 10))
REST_PERCENT = 5
TASK_PERCENT = 20


def fee(price: int, *, task: bool = False) -> int:
    """The fee on a price with tax, before the tax on the fee; fractions dropped."""
    if task:
        return price * TASK_PERCENT // 100
    total = below = 0
    for limit, percent in STEPS:
        total += max(0, min(price, limit) - below) * percent
        below = limit
    total += max(0, price - below) * REST_PERCENT
    return total // 100


def received(price: int, *, task: bool = False) -> int:
    """手取り: what is left of a price with tax after the fee and the tax on it."""
    charged = fee(price, task=task)
    return price - charged - charged * TAX_PERCENT // 100
