"""Days, months and one-year windows, always Japan's."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from dateutil.relativedelta import relativedelta

JST = timezone(timedelta(hours=9), "JST")
"""Asia/Tokyo. Japan has had no summer time since 1951, and CrowdWorks opened in 2012.

One object for every moment: moments that share their tzinfo compare twenty times faster."""

DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
MANY = 1024  # days and months come up again and again; relativedelta takes 5 us each time


def start_of(day: date) -> datetime:
    """00:00 of a day in Japan."""
    return datetime(day.year, day.month, day.day, tzinfo=JST)


def end_of(day: date) -> datetime:
    """24:00 of a day in Japan, which is "now" where that day is asked for by name.

    An instant before, so that it still belongs to the day.
    """
    return start_of(day) + DAY - INSTANT


@lru_cache(maxsize=MANY)
def year_before(day: date) -> date:
    """The day a year earlier; 29 February goes to the 28th. A window begins the day after it."""
    return day - relativedelta(years=1)


def leaves_on(day: date) -> date:
    """The first day whose one-year window no longer holds `day`."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February is still inside the window of the next 28 February
        return date(day.year + 1, 3, 1)


def month_of(day: date) -> str:
    """`2026-11` for any day of November 2026."""
    return f"{day.year:04}-{day.month:02}"


@lru_cache(maxsize=MANY)
def first_day(month: str) -> date:
    """The first day of a month written `YYYY-MM`; ValueError where it is none."""
    year, _, number = month.partition("-")
    if len(year) != 4 or len(number) != 2:  # noqa: PLR2004 - YYYY-MM
        raise ValueError(month)
    return date(int(year), int(number), 1)


@lru_cache(maxsize=MANY)
def last_day(month: str) -> date:
    """The last day of a month written `YYYY-MM`."""
    return first_day(month) + relativedelta(months=1, days=-1)


@lru_cache(maxsize=MANY)
def next_month(month: str, by: int = 1) -> str:
    """The month `by` months later (earlier where negative)."""
    return month_of(first_day(month) + relativedelta(months=by))
