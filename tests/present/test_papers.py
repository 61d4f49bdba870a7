"""What leaves the terminal: a page, a calendar, a table. Text of users is text in each."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from icalendar import Calendar

from procw_tui.domain.certification.look_back import look_back, month, week, year
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.papers.books import COLUMNS, books
from procw_tui.present.papers.calendar import calendar
from procw_tui.present.papers.page import as_html
from procw_tui.present.view import View
from procw_tui.store.sheets import table
from tests.make import contract, d, done, earning, ledger, m, message, proposal, review, scout
from tests.present.test_pictures import demo

HOSTILE = '<script>alert(1)</script> & "q" {{ 7*7 }} {% x %} =1+1\x1b[31m\u202e\nEND:VEVENT'


class Elements(HTMLParser):
    """The elements of a page, and the text that is in them."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(known: Ledger, now: str = "2026-11-22T21:30") -> View:
    return View(known, m(now), KNOWLEDGE)


def html(view: View) -> str:
    return as_html(view, look_back(view.ledger, week(view.today), view.rules))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_is_whole_in_itself(language: str) -> None:
    set_language(language)
    found = Elements(html(demo()))
    assert not {"script", "img", "iframe", "object", "embed", "link", "a"} & set(found.tags)
    addresses = [value for name, value in found.attributes if value and re.search(r"//|url\(", value)]
    assert set(addresses) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert found.tags.count("svg") == 7
    assert ("lang", language) in found.attributes


def test_its_figures_are_those_of_the_ledger() -> None:
    known = ledger(
        done("2026-11-10", client="A", price_yen=110_000), done("2026-02-01", client="B", price_yen=11_000),
        earning("2026-03", 9_000), scout("2026-11-01"),
        *(message("A", f"2026-11-0{day}T10:00", f"2026-11-0{day}T10:30") for day in range(1, 8)),
        proposal("2026-11-20T10:00"), review("2026-11-11", 5),
    )  # fmt: skip
    view = shown(known)
    text = Elements(as_html(view, look_back(known, year(view.today), view.rules))).text
    for figure in ("¥110,000", "¥130,000", "Nov 2026", "beyond its contracts", "100.0 %", "5.00"):
        assert figure in text


@pytest.mark.parametrize("known", [ledger(), ledger(scout("2026-11-20", client=HOSTILE))])
def test_a_page_of_next_to_nothing_has_no_empty_charts(known: Ledger) -> None:
    content = html(shown(known))
    assert Elements(content).tags.count("svg") <= 1
    assert "No accepted contract is logged" in content


def test_text_of_users_is_text() -> None:
    known = ledger(
        done("2026-11-20", client=HOSTILE, title=HOSTILE, price_yen=5),
        contract("2026-11-01", client=HOSTILE, title=HOSTILE, due_on="2026-11-30"),
    )
    found = Elements(html(shown(known)))
    assert "script" not in found.tags
    assert "{{ 7*7 }}" in found.text
    assert "\x1b" not in found.text
    events = Calendar.from_ical(calendar(shown(known))).walk("VEVENT")
    assert len([each for each in events if "script" in str(each["summary"])]) == 2  # due, and to be rated
    assert len(events) == 2 + 8
    rows = list(
        csv.reader(io.StringIO(table(COLUMNS, books(known, date(2026, 1, 1), date(2026, 12, 31))).decode()))
    )
    assert tuple(rows[0]) == COLUMNS
    assert [row[6] for row in rows[1:]] == ["5", "1"]
    assert all(len(row) == len(COLUMNS) for row in rows)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_calendar_keeps_its_uids_and_stays_as_it_is(language: str) -> None:
    set_language(language)
    known = ledger(
        contract("2026-11-01", due_on="2026-11-30", changed_at="2026-11-01T10:00:00+09:00"),
        contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"), termination_by="client",
                 changed_at="2026-11-20T10:00:00+09:00"),
    )  # fmt: skip
    first, later = calendar(shown(known)), calendar(shown(known, "2026-11-23T08:00"))
    assert first == later
    events = Calendar.from_ical(first).walk("VEVENT")
    uids = [str(each["uid"]) for each in events]
    assert len(set(uids)) == len(uids)
    (deadline,) = [each.decoded("dtstart") for each in events if str(each["uid"]).startswith("midway_end")]
    assert deadline == m("2026-11-27T10:00")
    assert isinstance(deadline, datetime)
    assert deadline.utcoffset() is not None


def test_a_record_whose_change_is_no_moment_is_in_the_calendar() -> None:
    known = ledger(contract("2026-11-01", due_on="2026-11-30", changed_at="when I felt like it"))
    assert b"due-" in calendar(shown(known))


def test_a_table_that_no_spreadsheet_obeys() -> None:
    known = ledger(done("2026-11-20", client="=1+1", title="＠x", price_yen=11_000, site_id="77"))
    rows = list(csv.reader(io.StringIO(
        table(COLUMNS, books(known, date(2026, 1, 1), date(2026, 12, 31)), mark=True).decode("utf-8-sig")
    )))  # fmt: skip
    assert rows[1:] == [
        ["収入", "77", "2026/11/20", "'=1+1", "売上高", "", "11000", "'＠x"],
        ["支出", "77", "2026/11/20", "クラウドワークス", "支払手数料", "", "2420", "'＠x"],
    ]


@pytest.mark.parametrize(("back", "first", "last"), [
    (0, "2026-11-01", "2026-11-22"), (1, "2026-10-01", "2026-10-31"), (11, "2025-12-01", "2025-12-31"),
])  # fmt: skip
def test_a_month(back: int, first: str, last: str) -> None:
    found = month(date(2026, 11, 22), back)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_year() -> None:
    assert year(date(2026, 11, 22))[:2] == (date(2026, 1, 1), date(2026, 11, 22))
    assert year(date(2026, 11, 22), 1)[:2] == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_month_typed_as_less_than_its_contracts_is_said_so_and_stays_a_number() -> None:
    known = ledger(done("2026-03-10", client="A", price_yen=60_804), earning("2026-03", 5_000))
    rows = list(books(known, d("2026-01-01"), d("2026-12-31")))
    assert rows[-1][6:] == (-55804, "月の合計が契約の合計より少ない分")
    content = table(COLUMNS, [*rows, ("=1+1", "-1+1", "-5", "", "", "", "", "")]).decode()
    assert ",-55804," in content
    assert "'=1+1,'-1+1,'-5" in content
