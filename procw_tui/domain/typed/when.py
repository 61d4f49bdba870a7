"""What a person types for a moment or a day, in Japanese or English, full-width or half.

A day or a time without more is the latest one that is not in the future (a due day: the next one). What
can't be read raises Invalid and is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.times import DAY, JST
from procw_tui.domain.record.values import FIRST_YEAR, LAST_YEAR
from procw_tui.domain.record.values import moment as iso_moment

NOON = time(12)
LEAP_CYCLE = 8  # years: between 1896 and 1904 there was no 29 February

_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2014": "-", "〜": "-", "~": "-", "。": ".", "、": ","}
)
_DAYS_AGO = {
    "今日": 0, "きょう": 0, "today": 0, "昨日": 1, "きのう": 1, "yesterday": 1, "一昨日": 2, "おととい": 2,
    "明日": -1, "あした": -1, "tomorrow": -1, "明後日": -2, "あさって": -2,
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, (kanji, english) in enumerate(
        zip("月火水木金土日", ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"), strict=True)
    )
    for name in (f"{kanji}曜", f"{kanji}曜日", english[:3], f"{english}day")
}
_UNITS = {
    "m": "minutes", "min": "minutes", "h": "hours", "d": "days",
    "分": "minutes", "時間": "hours", "日": "days",
}  # fmt: skip

_WEEKDAY = re.compile(r"\s*\([月火水木金土日a-z]{1,3}\)\s*", re.IGNORECASE)
_AGO = re.compile(r"-\s?(\d{1,5})\s?(m|min|h|d)|(\d{1,5})\s?(分|時間|日)前", re.IGNORECASE)
_AHEAD = re.compile(r"\+\s?(\d{1,4})\s?d|(\d{1,4})\s?日後", re.IGNORECASE)
_CLOCK = r"(?:(?:午前|午後)\s?)?\d{1,2}(?::\d{2}(?::\d{2})?|時(?:半|\d{1,2}分?)?)(?:\s?[ap]m)?"
_TIME = re.compile(
    r"(?P<half>午前|午後)?\s?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?|時(?:(?P<minutes>\d{1,2})分?|(?P<half_past>半))?)"
    r"(?:\s?(?P<pm>[ap]m))?", re.ASCII
)  # fmt: skip
_BEHIND_DAY = re.compile(rf"(?P<day>.*?)(?P<clock>{_CLOCK})", re.ASCII)
_DAY = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?|"
                  r"(?P<month_alone>\d{1,2})[-/月](?P<day_alone>\d{1,2})日?", re.ASCII)  # fmt: skip
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(
    r"(?:(?P<year>\d{4})(?:[-/.年]|(?=\d{2}$))(?P<month>\d{1,2})|(?P<alone>\d{1,2}))(?:月(?:分|度)?)?",
    re.ASCII,
)
_ERA = re.compile(r"(令和|平成|[rh])\s?(元|\d{1,2})\s?(?=[年./-])", re.IGNORECASE)
_YEAR_ZERO = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
RECENT = timedelta(days=31)
MIDNIGHT, NOON_HOUR, HALF_PAST = 24, 12, 30


def folded(text: str) -> str:
    """Full-width digits and signs as half-width ones, and no blanks around."""
    folded_text = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    return re.sub(r"(?<![ァ-ヶ一-龠])ー(?=\d)", "-", folded_text)  # an input method's minus


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and no more."""
    return _read_time(folded(text).lower()) is not None


def is_spoken(text: str) -> bool:
    """Whether a text says a day as one does in speaking: `昨日`, `月曜`. In a file it means nothing."""
    return folded(text).lower() in _DAYS_AGO.keys() | _WEEKDAYS.keys()


class _Parts(NamedTuple):
    """A day, a time of day, or both, as they were typed."""

    day: date | None
    clock: time | None


def _to_the_minute(now: datetime) -> datetime:
    return now.astimezone(JST).replace(second=0, microsecond=0)


def _without_year(month: int, day: int, today: date, *, ahead: bool) -> date | None:
    """The latest such day that is not in the future; for a due day the next that is not past."""
    for years in range(LEAP_CYCLE + 1):
        try:
            found = date(today.year + (years if ahead else -years), month, day)
        except ValueError:
            continue
        if found >= today if ahead else found <= today:
            return found
    return None


def _western(text: str) -> str:
    """A year of an era as one of the calendar: `令和8年` is `2026年`."""
    return _ERA.sub(
        lambda era: str(_YEAR_ZERO[era[1].lower()] + (1 if era[2] == "元" else int(era[2]))), text
    )


def _read_day(text: str, today: date, *, ahead: bool) -> date | None:
    if text in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[text])
    if text in _WEEKDAYS:
        days = (_WEEKDAYS[text] - today.weekday()) % 7
        return today + timedelta(days=days if ahead or not days else days - 7)
    plain = _western(text)
    match = _DAY.fullmatch(plain)
    short = (match["month_alone"], match["day_alone"]) if match is not None else _four_digits(plain)
    if short is not None and short[0] is not None:
        return _without_year(int(short[0]), int(short[1]), today, ahead=ahead)
    parts = (match["year"], match["month"], match["day"]) if match is not None else _compact(plain)
    if parts is None:
        return None
    try:
        found = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _four_digits(text: str) -> tuple[str, str] | None:
    match = _FOUR_DIGITS.fullmatch(text)
    return (match[1], match[2]) if match is not None else None


def _compact(text: str) -> tuple[str, str, str] | None:
    match = _COMPACT_DAY.fullmatch(text)
    return (match[1], match[2], match[3]) if match is not None else None


class _Clock(NamedTuple):
    """A time of day; 24:00 is 0:00 of the next."""

    clock: time
    days: int = 0


def _read_time(text: str) -> _Clock | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    minutes = HALF_PAST if match["half_past"] else int(match["minute"] or match["minutes"] or 0)
    hour, minute = int(match["hour"]), minutes
    afternoon = match["half"] == "午後" or match["pm"] == "pm"
    if afternoon and hour < NOON_HOUR:
        hour += NOON_HOUR
    elif (match["pm"] == "am" or match["half"] == "午前") and hour == NOON_HOUR:
        hour = 0
    if (hour, minute, int(match["second"] or 0)) == (MIDNIGHT, 0, 0):
        return _Clock(time(0), 1)
    try:
        return _Clock(time(hour, minute, int(match["second"] or 0)))
    except ValueError:
        return None


def _parts(text: str, today: date, *, ahead: bool = False) -> _Parts | None:
    """A day, a time, or a day and a time with a blank (or nothing, after 日) between them."""
    words = _WEEKDAY.sub(" ", text).strip().lower()
    day = _read_day(words, today, ahead=ahead)
    if day is not None:
        return _Parts(day, None)
    clock = _read_time(words)
    if clock is not None:
        return _Parts(None, clock.clock)
    split = _BEHIND_DAY.fullmatch(words)
    if split is None or not split["day"].endswith((" ", "日", "曜", "う", "い", "た", "て")):
        return None
    day = _read_day(split["day"].strip(), today, ahead=ahead)
    clock = _read_time(split["clock"].strip())
    return _Parts(day + timedelta(days=clock.days), clock.clock) if day and clock else None


def _ago(text: str, now: datetime) -> datetime | None:
    match = _AGO.fullmatch(text)
    if match is None:
        return None
    number, unit = int(match[1] or match[3]), (match[2] or match[4]).lower()
    return now - timedelta(**{_UNITS[unit]: number})


def _latest(clock: time, until: datetime) -> datetime:
    """The latest such time of day that is not later than a moment."""
    found = datetime.combine(until.date(), clock, JST)
    return found if found <= until else found - DAY


def moment(text: str, now: datetime, field: str = "at") -> datetime:
    """A moment: empty is now; a day alone is its 12:00. Raises Invalid on `field`.

    Four digits are a day of the last month, or else nothing: they may as well be a time.
    """
    typed, now = folded(text), _to_the_minute(now)
    if typed.lower() in {"", "now", "今"}:
        return now
    found = _ago(typed, now)
    if found is not None:
        return found
    parts = _parts(typed, now.date())
    if _FOUR_DIGITS.fullmatch(typed) and not _is_recent(parts, now):
        clock = f"{typed[:2]}:{typed[2:]}"
        raise Invalid(
            field, "day_or_time" if _read_time(clock) else "unreadable_when", value=text, time=clock
        )
    if parts is None:
        return _iso(typed, text, field)
    if parts.day is None:
        return _latest(parts.clock or NOON, now)
    return datetime.combine(parts.day, parts.clock or NOON, JST)


def _is_recent(parts: _Parts | None, now: datetime) -> bool:
    """Whether four digits are surely meant as a day: one of the last weeks, not a time without its colon."""
    return parts is not None and parts.day is not None and now.date() - parts.day <= RECENT


def _iso(typed: str, text: str, field: str) -> datetime:
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]", typed):
        raise Invalid(field, "unreadable_when", value=text)
    try:
        return iso_moment(field, typed)
    except Invalid:
        raise Invalid(field, "unreadable_when", value=text) from None


def day(text: str, now: datetime, field: str = "at", *, ahead: bool = False) -> date:
    """A day; `ahead` for one that is due, where a day without a year is the next one."""
    typed, now = folded(text), _to_the_minute(now)
    match = _AHEAD.fullmatch(typed)
    if match is not None:
        return now.date() + timedelta(days=int(match[1] or match[2]))
    parts = _parts(typed, now.date(), ahead=ahead)
    if parts is not None and parts.day is not None:
        return parts.day
    if ahead and (parts is not None or not typed):
        raise Invalid(field, "unreadable_when", value=text)
    return moment(text, now, field).date()


def month(text: str, now: datetime, field: str = "month") -> str:
    """A month: `2026-10`, `2026年10月分`, `202610`, `10月` or `10`.

    Without a year it is the latest that is not in the future.
    """
    match = _MONTH.fullmatch(_western(folded(text)).replace(" ", ""))
    today = now.astimezone(JST).date()
    if match is not None:
        number = int(match["month"] or match["alone"])
        year = int(match["year"] or today.year - (number > today.month))
        if 1 <= number <= 12 and FIRST_YEAR <= year <= LAST_YEAR:  # noqa: PLR2004 - months
            return f"{year}-{number:02}"
    raise Invalid(field, "not_a_month", value=text)


_SPAN = re.compile(r"(?P<day>.*?)\s*(?P<first>\d{1,2}:\d{2})\s?-\s?(?P<last>\d{1,2}:\d{2})")


def is_span(text: str) -> bool:
    """Whether a text has the form of a message and its reply: `9:10-14:05`."""
    return _SPAN.fullmatch(folded(text)) is not None


def span(text: str, now: datetime, field: str = "at") -> tuple[datetime, datetime]:
    """When a message came and when it was answered: `9:10-14:05`, with a day before it if need be."""
    now = _to_the_minute(now)
    match = _SPAN.fullmatch(folded(text))
    clocks = (_read_time(match["first"]), _read_time(match["last"])) if match else (None, None)
    if match is None or clocks[0] is None or clocks[1] is None:
        raise Invalid(field, "unreadable_span", value=text)
    first, last = clocks[0].clock, clocks[1].clock
    if not match["day"]:
        end = _latest(last, now)
        return _latest(first, end), end
    on = day(match["day"], now, field)
    begin, end = datetime.combine(on, first, JST), datetime.combine(on, last, JST)
    return begin, end if end >= begin else end + DAY
