"""What a person types into a field, in a form or on the command line, and the value that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from procw_tui.domain.record.codes import AHEAD, SettingKey
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.domain.record.times import JST, first_day
from procw_tui.domain.record.values import reader

from . import when
from .amounts import decimal, whole, yen

_YES = {"true", "yes", "y", "1", "はい", "on"}
_NO = {"false", "no", "n", "0", "いいえ", "off"}


def _flag(name: str, text: str) -> bool:
    typed = when.folded(text).lower()
    if typed not in _YES | _NO:
        raise Invalid(name, "not_yes_or_no", value=text)
    return typed in _YES


def setting_value(key: SettingKey, text: str, now: datetime) -> Any:
    """The value that a setting's text stands for, by the setting's own type; a month is its first day."""
    spec = SETTINGS[key]
    if spec.day:
        return day_or_month(text, now).isoformat()
    if spec.low is not None:
        return yen("value", text) if spec.yen else whole("value", text)
    return _flag("value", text) if isinstance(spec.default, bool) else text


def day_or_month(text: str, now: datetime, name: str = "value") -> date:
    """A day that is past or, where that is enough, a month: its first day."""
    try:
        day = when.day(text, now, name)
    except Invalid as error:
        try:
            day = first_day(when.month(text, now, name))
        except Invalid:
            raise error from None
    if day > now.astimezone(JST).date():
        raise Invalid(name, "is_to_come", value=day)
    return day


def _plain(_name: str, text: str) -> str:
    return text


_READ: dict[str, Callable[[str, str], Any]] = {
    "Yen": yen, "Count": whole, "Star": whole, "Tenths": decimal, "Shown": decimal, "bool": _flag,
    "Text": _plain,
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
