"""Rating arithmetic in tenths of a star, so that nothing is lost to floats.

The site shows means rounded to one decimal, so figures typed from it are intervals (DOMAIN: an opening).
"""

from __future__ import annotations

from collections.abc import Sequence

from .interval import Interval
from .invalid import Invalid

FIVE = 50
OVERALL_STEP = 2
"""An overall is the mean of five whole items: a multiple of 0.2."""
WHOLE_STEP = 10


def ceil_div(value: int, by: int) -> int:
    """Whole-number division, upwards."""
    return -(-value // by)


def totals_shown(shown: int, count: int, step: int) -> Interval | None:
    """Every total, in tenths, of `count` ratings whose mean the site shows as `shown` hundredths of a star.

    Each rating is a multiple of `step` tenths from 10 to 50. 490 is 4.9, a mean rounded to one decimal, so it
    lies in [4.85, 4.95); 487 is 4.87, rounded to two. None where no total fits.
    """
    blur = 10 if shown % 10 == 0 else 1  # twice the half of a tenth, or of a hundredth
    low = max(ceil_div((2 * shown - blur) * count, 20 * step), 10 * count // step)
    high = min(ceil_div((2 * shown + blur) * count, 20 * step) - 1, FIVE * count // step)
    return Interval(low * step, high * step) if low <= high else None


def shown_text(shown: int) -> str:
    """A mean of so many hundredths as it is typed: `4.9`, `4.87`."""
    return f"{shown / 100:.1f}" if shown % 10 == 0 else f"{shown / 100:.2f}"


def nearest_shown(shown: int, count: int, step: int) -> list[int]:
    """Of a mean that no total fits, the next below and above, with as many decimals, that some total fits."""
    by = 10 if shown % 10 == 0 else 1
    below = (n for n in range(shown - by, 99, -by) if totals_shown(n, count, step))
    above = (n for n in range(shown + by, 501, by) if totals_shown(n, count, step))
    return [n for n in (next(below, None), next(above, None)) if n is not None]


def opening_total(
    prefix: str, shown: int, count: int, below_five: Sequence[int] | None, step: int
) -> Interval:
    """The total that the figures of an opening stand for, exact where every lower rating is listed.

    `prefix` is `rating` or `communication`, to name the field at fault. Raises Invalid where none fits.
    """
    fits = totals_shown(shown, count, step)
    if fits is None:
        near = ", ".join(map(shown_text, nearest_shown(shown, count, step)))
        raise Invalid(
            f"{prefix}_shown", "no_total_fits_near", shown=shown_text(shown), count=count, near=near
        )
    if below_five is None:
        return fits
    field = f"{prefix}_below_five"
    if len(below_five) > count:
        raise Invalid(field, "too_many", count=count)
    if any(stars % step or not 10 <= stars < FIVE for stars in below_five):  # noqa: PLR2004 - one star
        raise Invalid(field, "not_fifth", step=step / 10)
    total = FIVE * (count - len(below_five)) + sum(below_five)
    if not fits.low <= total <= fits.high:
        raise Invalid(field, "no_total_fits", shown=shown_text(shown), count=count)
    return Interval(total, total)


def five_stars_needed(total: int, count: int, target: int = 480) -> int:
    """How many five-star ratings lift `count` ratings of `total` tenths to a mean of `target` hundredths."""
    return max(0, ceil_div(target * count - 10 * total, 10 * FIVE - target))


def ratings_that_sink(total: int, count: int, stars: int, target: int = 480) -> int:
    """How many more ratings of `stars` tenths bring the mean under `target` hundredths; 1 is the next."""
    spare = 10 * total - target * count
    return max(0, spare // (target - 10 * stars) + 1)


def cost_in_five_stars(stars: int, target: int = 480) -> int:
    """How many five-star ratings one rating of `stars` tenths uses up: 19 for one star, 4 for four."""
    return ceil_div(target - 10 * stars, 10 * FIVE - target)
