"""Numbers as a person types them, half- or full-width: how many, and yen with tax."""

from __future__ import annotations

import re

from procw_tui.domain.record.invalid import Invalid

from .when import folded

TAX_PERCENT = 10
"""Consumption tax [O]."""

ZEROS = {None: 0, "k": 3, "万": 4}
MOST_DIGITS = 40  # far beyond any amount; Python reads no more than some thousands

_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_WITH = r"(?:\(?(?:税込み?|内税)\)?)"
_BEFORE = r"\(?(?P<before>税抜き?|税別|外税|\+税|\+tax)\)?"
_YEN = re.compile(
    rf"{_WITH}?(?:jpy|[¥\\])?(?P<number>{_GROUPED}(?:\.\d+)?)(?P<unit>万|k)?(?:円|-|jpy|yen)?(?:{_WITH}|{_BEFORE})?"
)
_NUMBER = re.compile(rf"[+-]?{_GROUPED}")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_NOTHING_BEHIND = re.compile(r"\.0{1,2}$")


def with_tax(price: int) -> int:
    """A price before tax, in yen, with consumption tax; fractions dropped."""
    return price + price * TAX_PERCENT // 100


def whole(name: str, text: str) -> int:
    """A whole number, half- or full-width; Invalid on the field `name` where it is none."""
    typed = _NOTHING_BEHIND.sub("", folded(text))
    if _DECIMAL.fullmatch(typed) and not _NUMBER.fullmatch(typed):
        raise Invalid(name, "not_whole", value=text)
    if not _NUMBER.fullmatch(typed) or len(typed) > MOST_DIGITS:
        raise Invalid(name, "not_a_number", value=text)
    return int(typed.replace(",", ""))


def yen(name: str, text: str) -> int:
    """Yen with tax: `12000`, `¥12,000`, `1.2万円`, `12k`, `33,000円(税込)`; `10000税抜` has its tax added.

    A comma stands before each three digits or nowhere: `12,00` may be anything.
    """
    typed = folded(text).replace(" ", "").lower()
    match = _YEN.fullmatch(typed)
    if match is None or len(typed) > MOST_DIGITS:
        return whole(name, text)  # a sign, for the message that says why not
    major, _, part = match["number"].replace(",", "").partition(".")
    part = "" if part in {"0", "00"} else part  # of 33.000 nobody knows whether it is 33 or 33,000
    zeros = ZEROS[match["unit"]]
    if len(part) > zeros:
        raise Invalid(name, "not_a_number", value=text)
    price = int(major + part.ljust(zeros, "0"))
    return with_tax(price) if match["before"] else price


def decimal(name: str, text: str) -> float:
    """Stars with or without a decimal."""
    typed = folded(text)
    if not _DECIMAL.fullmatch(typed):
        raise Invalid(name, "not_a_number", value=text)
    return float(typed)
