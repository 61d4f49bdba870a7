"""The settings: what each may hold, and what holds where nothing is set."""

from __future__ import annotations

from typing import NamedTuple

from .invalid import Invalid
from .records import Value

Choices = tuple[str, ...]


class Spec(NamedTuple):
    """A setting's values: one of `choices`, a whole number from `low` to `high`, yes or no, or any text."""

    default: Value | None
    choices: Choices = ()
    low: int | None = None
    high: int | None = None


SETTINGS: dict[str, Spec] = {
    "language": Spec(None, ("ja", "en")),
    "my_name": Spec(None),
    "paste_shapes": Spec(None),
    "department": Spec(None, ("designer", "engineer", "writer", "business")),
    # 31 days past the last of March is in May: a cut-off never lies after its review month
    "cutoff_days": Spec(0, low=-90, high=30),
    "count_running": Spec(default=False),
    "milestone_completes": Spec(default=True),
    "rounded_means": Spec(default=False),
    "count_repeats": Spec(default=True),
    "count_closed_jobs": Spec(default=True),
    "profile_yearly": Spec(default=False),
    "reply_target_minutes": Spec(1440, low=1, high=60 * 24 * 365),
    "earnings_bar_yen": Spec(None, low=0, high=10**9),
    "weekly_goal": Spec(7, low=0, high=1000),
    "follow_up_days": Spec(14, low=1, high=3650),
    "give_up_days": Spec(30, low=1, high=3650),
    "theme": Spec("procw-dark", ("procw-dark", "procw-light", "ansi-dark", "ansi-light")),
    "mouse": Spec(default=False),
    "ascii": Spec(default=False),
    "bell": Spec(default=False),
}


def check_setting(key: str, value: Value) -> None:
    """Raise Invalid where a setting can't hold the value."""
    spec = SETTINGS[key]
    if spec.choices:
        if value not in spec.choices:
            raise Invalid("value", "not_a_choice", value=value, choices=", ".join(spec.choices))
    elif spec.low is not None and spec.high is not None:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Invalid("value", "not_a_number", value=value)
        if value < spec.low:
            raise Invalid("value", "too_small", value=value, least=spec.low)
        if value > spec.high:
            raise Invalid("value", "too_large", value=value, most=spec.high)
    elif isinstance(spec.default, bool):
        if not isinstance(value, bool):
            raise Invalid("value", "not_yes_or_no", value=value)
    elif not isinstance(value, str):
        raise Invalid("value", "not_text", value=value)
