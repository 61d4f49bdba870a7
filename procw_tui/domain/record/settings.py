"""The settings: what each may hold, and what holds where nothing is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, assert_never, get_args

from .codes import LANGUAGES, Department, SettingKey
from .invalid import Invalid
from .records import Value
from .values import day, whole

Choices = tuple[str, ...]


class Spec(NamedTuple):
    """A setting's values: one of `choices`, a whole number from `low` to `high`, yes or no, or any text.

    `yen`: the number is an amount, which may be typed as one. `day`: the text is a day, `YYYY-MM-DD`.
    """

    default: Value | None
    choices: Choices = ()
    low: int | None = None
    high: int | None = None
    yen: bool = False
    day: bool = False


def _spec(key: SettingKey) -> Spec:  # noqa: C901, PLR0912 - a table
    match key:
        case "language":
            return Spec(None, LANGUAGES)
        case "my_name":
            return Spec(None)
        case "paste_shapes" | "sheet_columns" | "mail_folder":
            return Spec(None)
        case "department":
            return Spec(None, get_args(Department))
        case "joined_on" | "complete_since":
            return Spec(None, day=True)
        case "cutoff_days":
            # 31 days past the last of March is in May: a cut-off never lies after its review month
            return Spec(0, low=-90, high=30)
        case "count_running":
            return Spec(default=False)
        case "milestone_completes":
            return Spec(default=True)
        case "rounded_means":
            return Spec(default=False)
        case "count_repeats":
            return Spec(default=True)
        case "count_closed_jobs":
            return Spec(default=True)
        case "profile_yearly":
            return Spec(default=False)
        case "reply_target_minutes":
            return Spec(1440, low=1, high=60 * 24 * 365)
        case "earnings_bar_yen":
            return Spec(None, low=0, high=10**9, yen=True)
        case "weekly_goal":
            return Spec(7, low=0, high=1000)
        case "follow_up_days":
            return Spec(14, low=1, high=3650)
        case "give_up_days":
            return Spec(30, low=1, high=3650)
        case "theme":
            return Spec("procw-dark", ("procw-dark", "procw-light", "ansi-dark", "ansi-light"))
        case "mouse":
            return Spec(default=False)
        case "ascii":
            return Spec(default=False)
        case "bell":
            return Spec(default=False)
        case "notice":
            return Spec("off", ("off", "bell", "osc9"))
    assert_never(key)


LOOKS: frozenset[SettingKey] = frozenset({"language", "theme", "mouse", "ascii", "bell", "notice"})
"""How the program looks and sounds: nothing of the user's work hangs on them."""
SETTINGS: Mapping[SettingKey, Spec] = {key: _spec(key) for key in get_args(SettingKey)}
"""Every setting, in the order of the form."""


def setting_named(name: str) -> SettingKey | None:
    """The setting of a name, if there is one."""
    return next((key for key in SETTINGS if key == name), None)


def setting_key(name: str) -> SettingKey:
    """The same of a name that is one; KeyError where it is not."""
    key = setting_named(name)
    if key is None:
        raise KeyError(name)
    return key


def check_setting(key: SettingKey, value: Value) -> None:
    """Raise Invalid where a setting can't hold the value."""
    spec = SETTINGS[key]
    if spec.choices:
        if value not in spec.choices:
            raise Invalid("value", "not_a_choice", value=value, choices=", ".join(spec.choices))
    elif spec.low is not None and spec.high is not None:
        whole("value", value, spec.low, spec.high)
    elif isinstance(spec.default, bool):
        if not isinstance(value, bool):
            raise Invalid("value", "not_yes_or_no", value=value)
    elif spec.day:
        day("value", value)
    elif not isinstance(value, str):
        raise Invalid("value", "not_text", value=value)
