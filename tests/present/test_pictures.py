"""Pictures: the figures that they show are those of the standings, and no line is wider than its room."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.criteria import standing
from procw_tui.domain.certification.standing import At
from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.record.times import last_day, next_month
from procw_tui.domain.work.money import months_of_money
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.language import set_language
from procw_tui.present.paint import Line, Lines, line_width, plain
from procw_tui.present.pictures import clients, days, earnings, leaving, proposals, replies, year_and_rounds
from procw_tui.present.view import View
from procw_tui.store.loading import load
from tests.make import (
    done,
    earning,
    ledger,
    m,
    message,
    midway,
    part,
    profile,
    proposal,
    scout,
    setting,
    tally,
)
from tests.make_demo import NOW

CELLS = (40, 60, 80, 100, 120, 160, 200)


def view(*records: Record, now: str = "2026-11-22T21:30") -> View:
    return View(ledger(*records), m(now), KNOWLEDGE)


def test_numbers_told_before_leave_as_the_range_that_they_are() -> None:
    told = tally("2025-11-22", "2026-11-21", completed=24, ended_midway=1, scouts=6)
    _head, scouts, _contracts, ends, *_rest = map(plain, leaving.picture(view(told), 120))
    assert "now 1" in ends
    assert re.search(r"need 5 +5-6 +4-6 +3-6 ", scouts), scouts


def test_no_range_of_what_leaves_is_cut_and_the_months_are_fewer_instead() -> None:
    told = (
        tally("2025-10-01", "2025-12-31", completed=1200, ended_midway=120, scouts=140),
        tally("2026-01-01", "2026-09-30", completed=300, ended_midway=11, scouts=24),
    )
    known = view(*told)
    narrow, wide = (list(map(plain, leaving.picture(known, cells))) for cells in (80, 200))
    for shown in (narrow, wide):
        assert not [line for line in shown[1:4] if re.search(r"\d-(?= |$)|\.\.", line)], shown
    assert len(narrow[0].split()) < len(wide[0].split())


def test_midway_ends_of_months_that_are_not_known_are_none_that_are_known() -> None:
    told = part(tally("2025-10-01", "2026-03-31", completed=12, ended_midway=3), scout("2026-11-20"))
    shown = View(told, m("2026-11-22T21:30"), KNOWLEDGE)
    _head, _scouts, contracts, ends, *_rest = map(plain, leaving.picture(shown, 200))
    assert contracts.split()[-1] == ends.split()[-1] == "-"


def test_what_leaves_agrees_with_the_rounds_to_come() -> None:
    told = tally("2025-10-01", "2026-09-30", completed=40, ended_midway=2, scouts=10)
    known = view(told)
    _head, scouts, *_rest = map(plain, leaving.picture(known, 200))
    for outlook in known.forecast:
        ahead = outlook.still.of("scouts")
        assert ahead.low is not None
        assert re.search(rf" {ahead.low.top}(-|\b)", scouts), (ahead, scouts)


def demo() -> View:
    return View(load(data_file("demo.json")).ledger, NOW, KNOWLEDGE)


def earnings_lines(shown: View, cells: int) -> Lines:
    months = months_of_money(shown.ledger, shown.today)
    return [earnings.table_head(shown, cells), *(earnings.row(shown, month, cells) for month in months)]


def year_lines(shown: View, cells: int) -> Lines:
    return days.picture(shown, shown.today, cells)


def client_lines(shown: View, cells: int) -> Lines:
    rows = [clients.client_row(each, cells) for each in clients.rows(shown)]
    return [
        *clients.share(shown, cells),
        clients.table_head(cells),
        *rows,
        *clients.by_category(shown, cells),
    ]


PICTURES = [
    year_and_rounds.picture,
    leaving.picture,
    earnings_lines,
    proposals.picture,
    replies.picture,
    year_lines,
    client_lines,
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", CELLS)
def test_no_line_is_wider_than_its_room(language: str, cells: int) -> None:
    set_language(language)
    rich = view(earning("2026-10", 123_456_789), earning("2026-11", 1), done("2026-10-01", price_yen=5),
                setting("department", "writer"))  # fmt: skip
    for shown in (demo(), view(), rich):
        for picture in PICTURES:
            for each in picture(shown, cells):
                assert line_width(each) <= cells, plain(each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_eighty_cells_there_are_twelve_months_and_four_rounds(language: str) -> None:
    set_language(language)
    _title, heads, *rows = map(plain, year_and_rounds.picture(demo(), 80))
    assert len(re.findall(r"[A-Z][a-z]+|\d+", heads)) == 16
    assert len(rows) == 6
    assert ".." not in "".join(rows)


def columns(row: Line, label: int, each: int) -> list[str]:
    """The cells of a row behind its label."""
    text = plain(row)[label:]
    return [text[at : at + each].strip() for at in range(0, len(text), each)]


def test_the_months_and_rounds_are_the_standings() -> None:
    shown = demo()
    scouts = next(row for row in year_and_rounds.picture(shown, 80) if plain(row).startswith("  Scouts"))
    said = re.findall(r"\S+", plain(scouts))[2:]
    wanted = [*(each.standing for each in shown.trend("scouts")),
              *(each.still.of("scouts") for each in shown.forecast)]  # fmt: skip
    assert [text.removeprefix("✗") for text in said] == [str(each.n) for each in wanted]
    assert [text.startswith("✗") for text in said] == [each.state == "short" for each in wanted]


def test_what_is_known_in_part_is_dim_and_nothing_is_no_nought() -> None:
    shown = View(part(scout("2026-11-20")), NOW, KNOWLEDGE)
    rows = {plain(row).split()[0]: row for row in year_and_rounds.picture(shown, 80)[2:]}
    assert "-" in plain(rows["Rating"])
    assert "0" not in plain(rows["Scouts"])
    assert {role for text, role in rows["Scouts"][4:16] if text.strip()} == {"dim"}


def test_what_leaves_is_the_standing_at_each_months_end() -> None:
    first = next_month("2026-11", -9)
    shown = view(scout("2025-12-02"), scout("2026-01-19"), scout("2026-06-01"), done("2025-12-10"),
                 midway("2026-02-19"), earning(first, 50_000), earning("2026-10", 20_000),
                 profile("2026-01-01"), setting("joined_on", "2024-01-01"), setting("complete_since", "2024-01-01"))  # fmt: skip
    _head, scouts, contracts, ends, best, *_about = leaving.picture(shown, 80)
    months = [next_month("2026-11", ahead) for ahead in range(12)]
    of_rows: list[tuple[Line, CriterionId]] = [(scouts, "scouts"), (contracts, "completion")]
    for row, name in of_rows:
        days = [At(shown.ledger, shown.today, last_day(month), shown.rules) for month in months]
        wanted = [standing(day, name).n for day in days]
        assert [int(text) for text in columns(row, 20, 5)] == wanted
    assert columns(ends, 20, 5)[3] == "/19"
    said = columns(best, 20, 5)
    assert said[:3] == ["50", "50", "50"]
    assert said[3:11] == ["20"] * 8
    fell = [
        role for (text, role), (before, _) in zip(best[-11:], best[-12:-1], strict=True) if text != before
    ]
    assert fell == ["warn"] * 2


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=12), st.sampled_from([None, "writer", "designer"]),
       st.sampled_from([0, 150_000]))  # fmt: skip
def test_bars_are_on_one_scale(amounts: list[int], department: str | None, own: int) -> None:
    records: list[Record] = [earning(next_month("2026-11", -back), yen) for back, yen in enumerate(amounts)]
    if department is not None:
        records.append(setting("department", department))
    if own:
        records.append(setting("earnings_bar_yen", own))
    shown = view(*records)
    rows = sorted(months_of_money(shown.ledger, shown.today), key=lambda month: month.gross)
    bars = [
        sum(len(text) for text, role in earnings.row(shown, month, 80) if role == "bar") for month in rows
    ]
    assert all(low <= high for low, high in pairwise(bars))
    top = earnings.scale(shown).top
    assert top >= rows[-1].gross
    band = [plain(earnings.row(shown, month, 80)) for month in rows]
    if own or department == "writer":
        assert any("-" in text[24:54] for text in band) or rows[0].gross >= (own or 100_000)


def test_the_month_says_what_it_lacks_and_the_best_one_when_it_goes() -> None:
    shown = view(earning("2026-07", 56_000), earning("2026-11", 12_000), earning("2025-12", 1_000))
    text = "\n".join(plain(each) for each in earnings_lines(shown, 80))
    assert "¥44,000 to the best" in text
    assert "best, leaves 7/31" in text
    assert "leaves 12/31" in text


def test_each_week_is_a_digit_and_a_contract_a_sign() -> None:
    shown = view(*(proposal(f"2026-11-{day}T09:00") for day in (16, 17, 22)), setting("weekly_goal", 3),
                 proposal("2026-11-15T23:59", outcome="won"), proposal("2026-11-09T00:00", outcome="talking"),
                 *(proposal("2025-12-08T10:00", outcome="lost") for _ in range(12)), proposal("2025-11-10T10:00"))  # fmt: skip
    counts, marks, months, funnel = map(plain, proposals.picture(shown, 80))
    assert counts[12:64].endswith("-23")
    assert counts[12:64].count("9") == 1  # twelve are nine and more
    assert counts[64:] == "  this week 3/3"
    assert marks[62] == "✓"
    assert months[12:].split()[0] == "Dec"
    assert funnel.split(">")[0].strip() == "A year: 17 sent"
    assert "in talks 2 11.8 %" in funnel
    assert "contracts 1 5.9 %" in funnel


def test_replies_as_one_bar_and_the_week_by_hours() -> None:
    took = (5, 14, 30, 45, 170, 400, 1500, 3000)
    messages = [
        message(f"C{number}", "2026-11-16T09:30", _later(minutes)) for number, minutes in enumerate(took)
    ]
    shown = view(*messages, message("D", "2026-11-21T13:00"))
    title, over, bar, _blank, _heading, days, morning, noon, medians = map(plain, replies.picture(shown, 80))
    assert "from 8" in title
    assert "2 over 24 h \u25b4" in title
    assert [part.split()[-1] for part in re.split(r"\s{2,}", over.strip())] == ["2", "2", "1", "1", "2"]
    lengths = [len(part) for part in re.findall("#+|-+", bar)]
    assert lengths == [19, 19, 9, 10, 19]  # of 76 cells a quarter, a quarter, an eighth ...
    assert days.split()[0] == "Mon"
    assert morning.split() == ["9-12", "8"]
    assert noon.split() == ["12-15", "1"]
    assert medians.split()[1:] == ["108", *"------", "min"]


def _later(minutes: int) -> str:
    return (m("2026-11-16T09:30") + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def test_each_day_of_the_year_is_a_digit_and_the_one_shown_stands_out() -> None:
    shown = view(*(scout("2026-11-18") for _ in range(12)), scout("2026-11-16"), scout("2026-11-25"))
    head, *rows, _legend = days.picture(shown, m("2026-11-16T09:00").date(), 80)
    assert len(rows) == 7
    ends = [plain(row)[12:][-1] for row in rows]
    assert ends == ["1", "-", "9", "-", "-", "-", "-"]
    assert [role for text, role in rows[0] if text == "1"] == ["key"]
    assert plain(head).split()[-1] == "Nov"
    ahead = days.picture(shown, m("2026-11-26T09:00").date(), 80)
    assert [plain(row)[12:][-1] for row in ahead[1:8]] == [" ", " ", "1", "-", " ", " ", " "]
