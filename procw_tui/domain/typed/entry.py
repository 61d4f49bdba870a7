"""What a person types into a field, in a form or on the command line, and the value that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.domain.record.values import reader
from procw_tui.domain.work.fees import with_tax

from . import when

AHEAD = frozenset({"due_on", "follow_up_on", "until"})
"""Fields that name a day to come: without a year, the next one."""

MOST_DIGITS = 40  # far beyond any amount; Python reads no more than some thousands

_YES = {"true", "yes", "y", "1", "はい", "on"}
_NO = {"false", "no", "n", "0", "いいえ", "off"}
_YEN = re.compile(r"[¥\\]?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<man>万)?円?(?P<before>税抜き?|税別|\+税|\+tax)?")
_NUMBER = re.compile(r"[+-]?\d[\d,]*")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


def whole(name: str, text: str) -> int:
    """A whole number, half- or full-width."""
    typed = when.folded(text)
    if _DECIMAL.fullmatch(typed) and not _NUMBER.fullmatch(typed):
        raise Invalid(name, "not_whole", value=text)
    if not _NUMBER.fullmatch(typed) or len(typed) > MOST_DIGITS:
        raise Invalid(name, "not_a_number", value=text)
    return int(typed.replace(",", ""))


def yen(name: str, text: str) -> int:
    """Yen with tax: `12000`, `¥12,000`, `1.2万円`; `10000税抜` has its tax added."""
    typed = when.folded(text).replace(" ", "").lower()
    match = _YEN.fullmatch(typed)
    if match is None or len(typed) > MOST_DIGITS:
        return whole(name, text)  # a sign, for the message that says why not
    major, _, part = match["number"].replace(",", "").partition(".")
    zeros = 4 if match["man"] else 0
    if len(part) > zeros:
        raise Invalid(name, "not_a_number", value=text)
    price = int(major + part.ljust(zeros, "0"))
    return with_tax(price) if match["before"] else price


def _stars(name: str, text: str) -> float:
    typed = when.folded(text)
    if not _DECIMAL.fullmatch(typed):
        raise Invalid(name, "not_a_number", value=text)
    return float(typed)


def _flag(name: str, text: str) -> bool:
    typed = when.folded(text).lower()
    if typed not in _YES | _NO:
        raise Invalid(name, "not_yes_or_no", value=text)
    return typed in _YES


def setting_value(key: str, text: str) -> Any:
    """The value that a setting's text stands for, by the setting's own type."""
    spec = SETTINGS[key]
    if spec.low is not None:
        return yen("value", text) if key.endswith("_yen") else whole("value", text)
    return _flag("value", text) if isinstance(spec.default, bool) else text


def _plain(_name: str, text: str) -> str:
    return text


_READ: dict[str, Callable[[str, str], Any]] = {
    "Yen": yen, "Count": whole, "Star": whole, "Tenths": _stars, "bool": _flag, "Text": _plain,
}  # fmt: skip


def json_value(field: Field, text: str, now: datetime) -> Any:
    """The JSON value of one item."""
    if field.type == "Moment":
        return when.moment(text, now, field.name).isoformat()
    if field.type == "Day":
        return when.day(text, now, field.name, ahead=field.name in AHEAD).isoformat()
    if field.type == "Month":
        return when.month(text, now, field.name)
    if field.choices or field.type == "Practice":
        return when.folded(text).lower().replace("-", "_") if field.choices else text.strip()
    return _READ.get(field.type, _plain)(field.name, text)


def value(field: Field, text: str, now: datetime) -> Any:
    """The value of a field from what was typed; Invalid where it can't be read. Lists are split at blanks."""
    if field.type == "Value":
        raise TypeError(field.name)  # the type hangs on the key: see `setting_value`
    if not field.many:
        return reader(field)(field.name, json_value(field, text, now))
    items = re.split(r"[\s,、]+", text.strip()) if text.strip() else []
    return reader(field)(field.name, [json_value(field, item, now) for item in items])
