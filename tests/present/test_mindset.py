"""Mindset: answers with own dates, encouragement by facts, what certification is worth, notes in both languages."""

from __future__ import annotations

import pytest

from procw_tui.domain.record.records import PracticeState, Record
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.paint import plain
from procw_tui.present.rooms import mindset
from procw_tui.present.sections.comparison import tried_lines
from procw_tui.present.sentences.answers import QUESTIONS
from procw_tui.present.sentences.encouragement import encouragement
from procw_tui.present.sentences.worth import facts
from procw_tui.present.view import View
from tests.make import d, done, earning, ledger, m, message, proposal, result, review, scout, setting

NOW = "2026-11-22T21:30"


def view(*records: Record, now: str = NOW) -> View:
    return View(ledger(*records), m(now), KNOWLEDGE)


def answer(number: int, *records: Record, now: str = NOW) -> str:
    return QUESTIONS[number].answer(view(*records, now=now))


def test_the_answers_have_the_users_own_dates() -> None:
    assert "Jan 2027 round judges what counts up to 12/31" in answer(1)
    assert "nothing until 2027-01-31" in answer(2)
    assert "Jun with ¥68,000 counts until 2027-06-29. That is 2 more reviews, the last in Apr." in answer(
        4, earning("2026-06", 68_000)
    )
    assert "Yours leave on: 12/1, 2027-10-05." in answer(
        5, scout("2025-12-01"), scout("2026-10-05", client="B")
    )
    assert "19 five-stars" in answer(6)
    assert "Yours: 17 without one, which happens to 56 %" in answer(7, *sent(17))


def test_while_a_round_is_judged_the_answers_are_about_that_one() -> None:
    known = (done("2026-05-01"),)
    assert "by about 1/6" in answer(1, *known, now="2027-01-03T10:00")
    assert "nothing until 1/31" in answer(2, *known, now="2027-01-03T10:00")


def test_own_results_narrow_the_bar() -> None:
    told = answer(3, earning("2026-06", 150_000), result("2026-07", "pro"), setting("department", "engineer"))
    assert "rank 100" in told
    assert "¥150,000 was enough" in told


def sent(number: int) -> list[Record]:
    return [proposal(f"2026-11-01T10:{each:02}", outcome="lost") for each in range(number)]


@pytest.mark.parametrize(("number", "through"), [(5, 16), (27, 60), (89, 95)])
def test_a_dry_run_is_told_by_its_odds(number: int, through: int) -> None:
    assert encouragement(view(*sent(min(number, 60)), *sent(max(0, number - 60)))) == (
        f"{number} without a contract: at one in thirty, {through} of 100 have had one by now."
    )


def test_nothing_is_made_up_where_nothing_is_known() -> None:
    assert encouragement(view()) == ""
    assert encouragement(view(*sent(4))) == ""


def test_each_day_another_fact() -> None:
    records: list[Record] = [
        *(review(f"2026-0{month}-10") for month in range(1, 7)),
        *(message("A", f"2026-11-0{day}T10:00", f"2026-11-0{day}T11:00") for day in range(1, 7)), *sent(9),
    ]  # fmt: skip
    told = {encouragement(view(*records, now=f"2026-11-{day}T21:30")) for day in (20, 21, 22)}
    assert len(told) == 3


def test_the_survey_stands_on_the_last_three_whole_months() -> None:
    records: list[Record] = [
        done("2026-08-10", price_yen=10_000), done("2026-10-10", price_yen=20_000), done("2026-10-11", price_yen=30_000),
        done("2026-11-10", price_yen=999_000), done("2026-07-10", price_yen=999_000),
    ]  # fmt: skip
    monthly, price, *_more = facts(view(*records))
    assert (monthly.figure, price.figure) == ("¥20,000 -> ¥23,800", "¥20,000 -> ¥28,400")
    assert "Aug to Oct" in monthly.words
    assert "CrowdWorks' own survey" in monthly.words


def test_without_months_no_figure_is_made_up() -> None:
    assert [each.figure for each in facts(view())[:2]] == ["-", "-"]


@pytest.mark.parametrize(("what", "shown"), [("none", False), ("pro", True), ("top", True)])
def test_the_class_above_is_for_the_certified(what: str, shown: bool) -> None:  # noqa: FBT001
    known = view(result("2026-07", what), setting("department", "writer"), earning("2026-06", 200_000))
    top = [each for each in facts(known) if each.id == "top"]
    assert bool(top) == shown
    if top:
        assert "Writers report about ¥400,000 in the best month; yours is ¥200,000." in top[0].words


def test_what_happened_is_told_without_a_cause() -> None:
    practice = next(each for each in KNOWLEDGE.practices if each.id == "written-for-the-job")
    some = [proposal("2026-11-01T10:00", outcome="won", practices=(practice.id,)) for _ in range(20)]
    known = view(*some, *sent(20))
    told = " ".join(plain(line).strip() for line in tried_lines(known, practice, 200))
    assert told == (
        "Won with it 20 of 20 (83.2 % to 100.0 %), without it 0 of 20 (0.0 % to 16.8 %). That says nothing about the cause."
    )
    few = " ".join(plain(line).strip() for line in tried_lines(view(*some[:3]), practice, 200))
    assert few == "Won with it 3 of 3, without it 0 of 0. From 20 on each side the ranges are shown."


def test_the_question_names_how_long_it_was() -> None:
    trying = PracticeState(id="t", practice="specialise", state="trying", since=d("2026-11-01"))
    text = "\n".join(plain(line) for line in mindset.head(view(trying, scout("2026-11-01")), 80, 0))
    assert "3 weeks with 'Specialise': shall it stay?" in text


def test_notes_are_whole_in_both_languages_and_one_comes_each_day() -> None:
    assert len(KNOWLEDGE.notes) >= 28
    assert all(set(note) == {"ja", "en"} and all(note.values()) for note in KNOWLEDGE.notes)
    for language in ("ja", "en"):
        set_language(language)
        words = {
            plain(mindset.head(view(now=f"2026-11-{day:02}T21:30"), 200, 0)[1]).strip()
            for day in range(1, 29)
        }
        assert len(words) == 28
