"""The type of every field: what a JSON value must be to stand for it, and back.

Strict: a value of the wrong type or out of its range raises Invalid with the field's name. Fast: moments
share one tzinfo, see `times.JST`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from .fields import Field
from .invalid import Invalid, Reason
from .times import JST, first_day

MOST_YEN = 10**12
MOST_COUNT = 10**6
ONE_STAR, FIVE_STARS = 1, 5
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
BLUR = 1e-9  # of a float with one or two decimals
FIRST_YEAR, LAST_YEAR = 1900, 2999  # a window a year or ten ahead must still be a date


def text(name: str, value: Any) -> str:
    """Any text that can be written as UTF-8."""
    if type(value) is str:
        if value.isascii():
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Invalid(name, "bad_text") from None
        return value
    raise Invalid(name, "not_text", value=value)


def moment(name: str, value: Any) -> datetime:
    """ISO 8601; without an offset it is Japan's."""
    try:
        when = datetime.fromisoformat(value)
        when = when.astimezone(JST) if when.tzinfo else when.replace(tzinfo=JST)
        if FIRST_YEAR <= when.year <= LAST_YEAR:
            return when
    except (TypeError, ValueError, OverflowError):
        pass
    raise Invalid(name, "not_a_moment", value=value)


_JST_OFFSET = "+09:00"


def changed_on(stamp: str | None) -> date | None:
    """The day in Japan of a record's last change; None where there is none, or what stands is no moment."""
    try:
        if stamp is None:
            return None
        if stamp.endswith(_JST_OFFSET):
            return date.fromisoformat(stamp[:10])
        return moment("changed_at", stamp).date()
    except (Invalid, ValueError):
        return None


def changed_moment(stamp: str | None) -> datetime:
    """When a record was last changed; what says no moment is the oldest."""
    try:
        return moment("changed_at", stamp)
    except Invalid:
        return datetime.min.replace(tzinfo=JST)


def day(name: str, value: Any) -> date:
    """`YYYY-MM-DD`."""
    try:
        if _DAY.fullmatch(value):
            when = date.fromisoformat(value)
            if FIRST_YEAR <= when.year <= LAST_YEAR:
                return when
    except (TypeError, ValueError):
        pass
    raise Invalid(name, "not_a_day", value=value)


def month(name: str, value: Any) -> str:
    """`YYYY-MM`."""
    if type(value) is str and _MONTH.fullmatch(value) and FIRST_YEAR <= first_day(value).year <= LAST_YEAR:
        return value
    raise Invalid(name, "not_a_month", value=value)


def whole(name: str, value: Any, least: int, most: int) -> int:
    """A whole number in a range."""
    if type(value) is not int:
        raise Invalid(name, "not_a_number", value=value)
    if value < least:
        raise Invalid(name, "too_small", value=value, least=least)
    if value > most:
        raise Invalid(name, "too_large", value=value, most=most)
    return value


def yen(name: str, value: Any) -> int:
    """Whole yen, with tax."""
    return whole(name, value, 0, MOST_YEN)


def count(name: str, value: Any) -> int:
    """How many; of ratings at least one."""
    return whole(name, value, 1 if name.endswith("_count") else 0, MOST_COUNT)


def star(name: str, value: Any) -> int:
    """One to five whole stars."""
    return whole(name, value, ONE_STAR, FIVE_STARS)


def tenths(name: str, value: Any) -> int:
    """Stars with at most one decimal, 1.0 to 5.0, as tenths."""
    return _stars(name, value, 10, "not_one_decimal")


def shown(name: str, value: Any) -> int:
    """A mean with at most two decimals, 1.0 to 5.0, as hundredths."""
    return _stars(name, value, 100, "not_two_decimals")


def _stars(name: str, value: Any, scale: int, too_fine: Reason) -> int:
    if type(value) not in {int, float}:
        raise Invalid(name, "not_a_number", value=value)
    if value < ONE_STAR:
        raise Invalid(name, "too_small", value=value, least=ONE_STAR)
    if not value <= FIVE_STARS:  # NaN too
        raise Invalid(name, "too_large", value=value, most=FIVE_STARS)
    rounded: int = round(value * scale)
    if abs(value * scale - rounded) > BLUR:
        raise Invalid(name, too_fine, value=value)
    return rounded


def flag(name: str, value: Any) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise Invalid(name, "not_yes_or_no", value=value)
    return value


def setting_value(name: str, value: Any) -> str | int | bool:
    """Text, a whole number, true or false."""
    if type(value) is str:
        return text(name, value)
    if type(value) not in {int, bool}:
        raise Invalid(name, "not_text", value=value)
    return value  # type: ignore[no-any-return]


def moment_json(value: datetime) -> str:
    """ISO 8601 with Japan's offset, to the minute where it has no seconds."""
    exact = value.second or value.microsecond
    return value.astimezone(JST).isoformat(timespec="auto" if exact else "minutes")


class Type(NamedTuple):
    """How a type reads and writes JSON."""

    read: Callable[[str, Any], Any]
    write: Callable[[Any], Any] | None = None


TYPES: dict[str, Type] = {
    "Text": Type(text),
    "Practice": Type(text),
    "Moment": Type(moment, moment_json),
    "Stamp": Type(text),
    "Day": Type(day, date.isoformat),
    "Month": Type(month),
    "Yen": Type(yen),
    "Count": Type(count),
    "Star": Type(star),
    "Tenths": Type(tenths, lambda value: value / 10),
    "Shown": Type(shown, lambda value: value / 100),
    "bool": Type(flag),
    "Value": Type(setting_value),
}


def _choice(choices: tuple[str, ...]) -> Callable[[str, Any], Any]:
    allowed = {value: value for value in choices}

    def read(name: str, value: Any) -> str:
        try:
            return allowed[value]
        except (KeyError, TypeError):
            raise Invalid(name, "not_a_choice", value=value, choices=", ".join(choices)) from None

    return read


def reader(field: Field) -> Callable[[str, Any], Any]:
    """What turns the JSON value of a field into Python's."""
    one = _choice(field.choices) if field.choices else TYPES[field.type].read
    if not field.many:
        return one

    def read(name: str, value: Any) -> tuple[Any, ...]:
        if type(value) not in {list, tuple}:
            raise Invalid(name, "not_a_list", value=value)
        return tuple(one(name, item) for item in value)

    return read


def writer(field: Field) -> Callable[[Any], Any] | None:
    """What turns a field's value into JSON's; None where it is the same."""
    one = None if field.choices else TYPES[field.type].write
    if not field.many:
        return one
    return lambda values: [one(item) if one else item for item in values]
