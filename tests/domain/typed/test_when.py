"""What a person types for a moment, a day, a month or a span."""

from __future__ import annotations

from datetime import datetime

import pytest

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.typed import when
from tests.make import m

NOW = m("2026-11-22T21:30:45")

MOMENTS = {
    "": "2026-11-22T21:30", "now": "2026-11-22T21:30", "今": "2026-11-22T21:30",
    "14:05": "2026-11-22T14:05", "9:05": "2026-11-22T09:05", "21:30": "2026-11-22T21:30",
    "21:31": "2026-11-21T21:31", "23:59": "2026-11-21T23:59", "9時": "2026-11-22T09:00",
    "9時30分": "2026-11-22T09:30", "-15m": "2026-11-22T21:15", "-2h": "2026-11-22T19:30",
    "-3d": "2026-11-19T21:30", "10分前": "2026-11-22T21:20", "2時間前": "2026-11-22T19:30",
    "3日前": "2026-11-19T21:30", "今日 9:00": "2026-11-22T09:00", "昨日 18:00": "2026-11-21T18:00",
    "昨日18:00": "2026-11-21T18:00", "一昨日": "2026-11-20T12:00", "昨日": "2026-11-21T12:00",
    "yesterday 18:00": "2026-11-21T18:00", "Yesterday": "2026-11-21T12:00", "11/22": "2026-11-22T12:00",
    "11/22 14:05": "2026-11-22T14:05", "11/23": "2025-11-23T12:00", "1/5": "2026-01-05T12:00",
    "11月22日 14:05": "2026-11-22T14:05", "11月22日14:05": "2026-11-22T14:05", "11月3日": "2026-11-03T12:00",
    "2026-11-22T14:05": "2026-11-22T14:05", "2026-11-22 14:05": "2026-11-22T14:05",
    "2026-11-22T05:05Z": "2026-11-22T14:05", "2026-11-22T14:05:30+09:00": "2026-11-22T14:05:30",
    "2026年11月22日": "2026-11-22T12:00", "2026年11月22日(日) 14:05": "2026-11-22T14:05",
    "2026/11/22": "2026-11-22T12:00", "2026-11-22": "2026-11-22T12:00", "2/29": "2024-02-29T12:00",
    "１４：０５": "2026-11-22T14:05", "－２ｈ": "2026-11-22T19:30", "ー15m": "2026-11-22T21:15",
    "24:00": "2026-11-22T00:00", "11/20 24:00": "2026-11-21T00:00", "2026/11/20 0:00:00": "2026-11-20T00:00",
    "14:05:30": "2026-11-22T14:05:30", "20261122": "2026-11-22T12:00", "2026.11.22": "2026-11-22T12:00",
    "令和8年11月22日": "2026-11-22T12:00", "R8.11.22": "2026-11-22T12:00", "令和元年5月1日": "2019-05-01T12:00",
    "h30/3/1": "2018-03-01T12:00", "午後2時": "2026-11-22T14:00", "11/21 午後2時30分": "2026-11-21T14:30",
    "9時半": "2026-11-22T09:30", "11月20日 9時半": "2026-11-20T09:30", "昨日午後3時半": "2026-11-21T15:30",
    "月曜": "2026-11-16T12:00", "日曜日": "2026-11-22T12:00", "土曜 9:00": "2026-11-21T09:00",
    "月曜9時半": "2026-11-16T09:30", "Friday 18:00": "2026-11-20T18:00", "mon": "2026-11-16T12:00",
    "午前9:05": "2026-11-22T09:05", "9:30 pm": "2026-11-22T21:30", "12:05 am": "2026-11-22T00:05",
    "１１／２２　１４：０５": "2026-11-22T14:05", "昨日　１８：００": "2026-11-21T18:00", "2027-01-05": "2027-01-05T12:00",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MOMENTS.items())
def test_moments(text: str, expected: str) -> None:
    assert when.moment(text, NOW) == m(expected)


@pytest.mark.parametrize("text", [
    "10", "25:00", "24:01", "9:60", "午後25時", "20261322", "R99.1.1x", "11.22", "2026.11", "13/1", "2/30", "2026-02-29", "soon", "昨日の夜", "11/22 25:00", "1:2:3",
    "-", "-h", "--2h", "99999999d", "0/1", "2026-13-01", "あした頃", "11/22/2026", "99時", "1899-12-31", "\x1b[A",
])  # fmt: skip
def test_what_can_not_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as error:
        when.moment(text, NOW, "sent_at")
    assert (error.value.field, error.value.reason) == ("sent_at", "unreadable_when")


@pytest.mark.parametrize(("text", "ahead", "expected"), [
    ("11/23", True, "2026-11-23"), ("11/23", False, "2025-11-23"), ("11/21", True, "2027-11-21"),
    ("11/22", True, "2026-11-22"), ("明日", True, "2026-11-23"), ("tomorrow", False, "2026-11-23"),
    ("+3d", True, "2026-11-25"), ("3日後", True, "2026-11-25"), ("", False, "2026-11-22"),
    ("-3d", False, "2026-11-19"), ("2026-12-05", True, "2026-12-05"), ("2026年12月05日(土)", True, "2026-12-05"),
    ("昨日 18:00", False, "2026-11-21"), ("2/29", True, "2028-02-29"),
])  # fmt: skip
def test_days(text: str, ahead: bool, expected: str) -> None:  # noqa: FBT001 - a column of the table
    assert when.day(text, NOW, ahead=ahead).isoformat() == expected


@pytest.mark.parametrize(("text", "ahead", "expected"), [
    ("1120", False, "2026-11-20"), ("0105", True, "2027-01-05"), ("月曜", True, "2026-11-23"), ("日曜", True, "2026-11-22"),
    ("金曜日", False, "2026-11-20"),
])  # fmt: skip
def test_days_in_short(text: str, ahead: bool, expected: str) -> None:  # noqa: FBT001 - a column of the table
    assert when.day(text, NOW, ahead=ahead).isoformat() == expected


def test_four_digits_that_may_be_a_time_are_not_guessed() -> None:
    assert when.moment("1120", NOW) == m("2026-11-20T12:00")
    for text, time in (("0930", "09:30"), ("1405", "14:05"), ("1123", "11:23")):
        with pytest.raises(Invalid) as error:
            when.moment(text, NOW)
        assert (error.value.reason, error.value.facts["time"]) == ("day_or_time", time)


def test_a_due_day_is_no_time_of_day() -> None:
    for text in ("14:05", ""):
        with pytest.raises(Invalid):
            when.day(text, NOW, "due_on", ahead=True)


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-10", "2026-10"), ("2026年10月", "2026-10"), ("10月", "2026-10"), ("12", "2025-12"), ("11", "2026-11"),
    ("2026/1", "2026-01"), ("10", "2026-10"),
])  # fmt: skip
def test_months(text: str, expected: str) -> None:
    assert when.month(text, NOW) == expected


@pytest.mark.parametrize("text", ["13", "0", "2026-13", "October", "2026-10-01", ""])
def test_a_month_that_is_none(text: str) -> None:
    with pytest.raises(Invalid, match="not_a_month"):
        when.month(text, NOW)


@pytest.mark.parametrize(("text", "first", "last"), [
    ("9:10-14:05", "2026-11-22T09:10", "2026-11-22T14:05"),
    ("9:10〜14:05", "2026-11-22T09:10", "2026-11-22T14:05"),
    ("23:10-0:30", "2026-11-21T23:10", "2026-11-22T00:30"),
    ("22:00-23:00", "2026-11-21T22:00", "2026-11-21T23:00"),
    ("昨日 9:10-14:05", "2026-11-21T09:10", "2026-11-21T14:05"),
    ("11/20 23:10-0:30", "2026-11-20T23:10", "2026-11-21T00:30"),
    ("9:10-9:10", "2026-11-22T09:10", "2026-11-22T09:10"), ("11/20 9:10-9:10", "2026-11-20T09:10", "2026-11-20T09:10"),
    ("21:00-21:30", "2026-11-22T21:00", "2026-11-22T21:30"), ("21:00-21:31", "2026-11-21T21:00", "2026-11-21T21:31"),
])  # fmt: skip
def test_spans(text: str, first: str, last: str) -> None:
    assert when.is_span(text)
    assert when.span(text, NOW) == (m(first), m(last))


@pytest.mark.parametrize("text", ["9:10", "9:10-25:00", "soon 9:10-14:05", "9:10-14:05-15:00", "11/22-11/23"])
def test_no_span(text: str) -> None:
    with pytest.raises(Invalid):
        when.span(text, NOW)


def test_today_is_japans_on_a_box_set_to_another_clock() -> None:
    """22:00 UTC on the 21st is the 22nd in Japan."""
    utc = datetime.fromisoformat("2026-11-21T22:00+00:00")
    assert when.day("今日", utc).isoformat() == "2026-11-22"
    assert when.moment("6:30", utc) == m("2026-11-22T06:30")
