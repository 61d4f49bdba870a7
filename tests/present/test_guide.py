"""The questions of the first evening: what an answer does, what stands in it again, and whom it is asked."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.evening.counted_already import lessened, may_be_counted
from procw_tui.domain.evening.guide import QuestionId
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Assessment, Contract, Earning, Opening, Record, Tally
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.forms.guide import asked, question
from procw_tui.present.view import View
from tests.make import RULES, d, done, earning, midway, part, scout, setting, tally
from tests.make_demo import NOW

LATER = NOW + timedelta(days=20)

WRITER: tuple[tuple[QuestionId, str], ...] = (
    ("joined", "2024-5"), ("department", "writer"), ("certified", "none"), ("rating", "4.9 98"),
    ("communication", "4.9"), ("deliveries", "24"), ("midway", "3/4"), ("scouts", "6"),
    ("best_month", "8 84000"), ("profile", "yes"),
)  # fmt: skip


def view(ledger: Ledger, now: datetime = NOW) -> View:
    return View(ledger, now, KNOWLEDGE)


def answered(
    ledger: Ledger, *answers: tuple[QuestionId, str], now: datetime = NOW, begun: str = "2026-11-22"
) -> Ledger:
    for name, text in answers:
        change = question(name).change(view(ledger, now), text)(ledger)
        ledger = change.applied(ledger).with_puts((), begun_on=d(begun))
    return ledger


def states(ledger: Ledger, now: datetime = NOW) -> dict[str, str]:
    day = now.date()
    return {each.id: each.state for each in judge(ledger, day, day, RULES).standings}


def records(ledger: Ledger, cls: type[Record]) -> list[Any]:
    return list(ledger.all(cls))


def test_a_writer_of_two_years_sees_where_she_stands() -> None:
    after = answered(part(), *WRITER)
    assert states(after) == {
        "completion": "met", "rating": "met", "earnings_rank": "unknown", "scouts": "met",
        "communication": "met", "profile": "met",
    }  # fmt: skip
    assert [(t.completed, t.ended_midway, t.scouts) for t in records(after, Tally)] == [
        (24, 0, None), (None, None, 6),
    ]  # fmt: skip
    assert [str(c.ended_on) for c in records(after, Contract)] == ["2026-03-04"]
    assert [(a.month, a.result) for a in records(after, Assessment)] == [("2026-10", "none")]
    assert [(e.month, e.gross_yen) for e in records(after, Earning)] == [("2026-08", 84_000)]


def test_the_second_evening_says_what_the_first_said() -> None:
    after = answered(part(), *WRITER)
    tomorrow = NOW + timedelta(days=1)
    assert states(after, tomorrow) == states(after)


@pytest.mark.parametrize("now", [NOW, LATER])
def test_what_was_answered_stands_in_it_and_the_same_again_changes_nothing(now: datetime) -> None:
    after = answered(part(), *WRITER)
    for name, _text in WRITER:
        known = question(name).known(view(after, now))
        assert known, name
        assert question(name).change(view(after, now), known)(after).ops == (), name


@pytest.mark.parametrize("now", [NOW, LATER])
@pytest.mark.parametrize(("answer", "cls"), [
    (("rating", "4.87 98"), Opening), (("deliveries", "30"), Tally), (("scouts", "8"), Tally),
    (("scouts", "8:2 6:1"), Tally), (("midway", "0"), Tally), (("midway", "2"), Tally),
    (("midway", "5/6 7/8"), Contract), (("best_month", "7 90000"), Earning),
    (("certified", "pro"), Assessment),
])  # fmt: skip
def test_an_answer_given_again_stands_in_place_of_the_first(
    answer: tuple[QuestionId, str], cls: type[Record], now: datetime
) -> None:
    after = answered(part(), *WRITER)
    again = answered(after, answer, now=now)
    assert again != after
    twice = answered(again, answer, now=now)
    assert twice == again
    if answer[1] in {"30", "8", "4.87 98"}:
        assert question(answer[0]).known(view(again, now)) == answer[1]
    if cls is Earning:
        assert [e.month for e in records(again, Earning)] == ["2026-07"]


def test_an_emptied_answer_is_taken_back() -> None:
    after = answered(part(), *WRITER)
    for name, _text in WRITER:
        if name != "certified":
            after = answered(after, (name, ""))
            assert not question(name).known(view(after)), name
    assert after.count("tally") == after.count("earning") == after.count("contract") == 0


def test_a_total_counts_what_is_logged_already_and_a_plus_stands_beside_it() -> None:
    before = part(done("2026-10-01"), done("2026-10-02"), scout("2026-10-03"))
    assert [t.completed for t in records(answered(before, ("deliveries", "24")), Tally)] == [22]
    assert [t.completed for t in records(answered(before, ("deliveries", "+24")), Tally)] == [24]
    assert [t.scouts for t in records(answered(before, ("scouts", "1")), Tally)] == [0]
    assert question("deliveries").known(view(answered(before, ("deliveries", "24")))) == "24"
    with pytest.raises(Invalid, match="more_logged"):
        answered(before, ("deliveries", "1"))


def test_scouts_by_month_are_exact_for_longer() -> None:
    after = answered(part(), ("scouts", "12:1 3:2 8月2"))
    assert sum(t.scouts for t in records(after, Tally)) == 5
    assert question("scouts").known(view(after)) == "2025-12:1 2026-03:2 2026-08:2"
    later = judge(after, d("2026-12-31"), d("2026-12-31"), RULES).of("scouts")
    assert (later.state, later.low, later.high) == ("short", (4, 1), (4, 1))


def test_the_year_begins_when_she_registered() -> None:
    after = answered(part(), ("joined", "2026-09"), ("deliveries", "3"), ("midway", "0"))
    (tally,) = records(after, Tally)
    assert (str(tally.from_), str(tally.to)) == ("2026-09-01", "2026-11-22")
    assert states(after)["completion"] == "met"


def test_who_has_just_registered_is_asked_three_things() -> None:
    assert asked(view(part()))[:3] == ["language", "joined", "department"]
    after = answered(part(), ("joined", "0"))
    assert asked(view(after)) == ["language", "joined", "department"]
    assert states(after)["scouts"] == "short"
    judged = judge(after, NOW.date(), NOW.date(), RULES)
    assert all(each.covered for each in judged.standings if each.id != "profile")


def test_everything_is_asked_about_where_it_may_be_so() -> None:
    lately = answered(part(), ("joined", "10"))
    assert "everything" in asked(view(lately))
    assert "everything" not in asked(view(answered(part(), ("joined", "2024-5"))))
    brought = part(done("2025-03-01"))
    assert "everything" in asked(view(answered(brought, ("joined", "2024-5"))))
    whole = answered(brought, ("joined", "2024-5"), ("everything", "yes"))
    assert whole.day("complete_since") == d("2024-05-01")
    assert answered(whole, ("everything", "no")).day("complete_since") is None


@pytest.mark.parametrize(("name", "text", "reason"), [
    ("deliveries", "95%", "rate_not_count"), ("deliveries", "many", "not_a_number"),
    ("rating", "4.9", "mean_and_count"), ("rating", "24", "too_large"), ("rating", "24 1", "too_large"), ("rating", "4.94 15", "no_total_fits_near"),
    ("rating", "6 10", "too_large"), ("best_month", "84000", "which_month"),
    ("scouts", "3:a", "by_month"), ("scouts", "80%", "rate_not_count"),
    ("joined", "someday", "unreadable_when"), ("deliveries", "2001", "too_large"),
])  # fmt: skip
def test_what_can_not_be_is_said(name: QuestionId, text: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        answered(part(), (name, text))
    assert error.value.reason == reason


def test_what_stands_just_at_its_threshold_is_said_to_be_soon_unsure() -> None:
    begun = answered(part(), ("joined", "2024-5"))
    assert "unsure in a month" in question("scouts").told(view(begun), "5")
    assert "unsure" not in question("scouts").told(view(begun), "9")


def test_a_result_of_another_department_bounds_nothing() -> None:
    before = part(setting("department", "designer"))
    after = answered(before, ("certified", "none"), ("department", "writer"))
    assert [a.department for a in records(after, Assessment)] == ["designer"]
    assert [a.department for a in records(answered(part(), ("certified", "none"), ("department", "writer")),
                                          Assessment)] == [None]  # fmt: skip


@given(st.text(max_size=12))
def test_no_answer_ends_in_anything_but_a_sentence(text: str) -> None:
    ledger = answered(part(), ("rating", "4.9 98"))
    for name in asked(view(ledger)):
        if question(name).options is None:
            try:
                question(name).told(view(ledger), text)
                question(name).change(view(ledger), text)(ledger)
            except Invalid:
                pass


def test_days_of_midway_ends_lie_in_the_days_that_are_asked_about() -> None:
    base = answered(part(), ("joined", "2026-05"), ("deliveries", "10"))
    for day in ("3/4", "2027-01-05", "2025-06-04"):
        with pytest.raises(Invalid, match="outside_span"):
            answered(base, ("midway", day))
    with pytest.raises(Invalid, match="day_twice"):
        answered(base, ("midway", "6/4 6/4"))
    named = base.with_puts([midway("2026-06-01", client="A")])
    days = answered(named, ("midway", "6/1 7/2"))
    judged = judge(days, NOW.date(), NOW.date(), RULES).of("completion")
    assert judged.n == 12  # the named one, the other day, and ten deliveries


def test_an_unchanged_answer_to_when_she_registered_takes_nothing_back() -> None:
    brought = part(done("2025-03-01"))
    whole = answered(brought, ("joined", "2024-5"), ("everything", "yes"))
    assert answered(whole, ("joined", question("joined").known(view(whole)))) == whole
    new = answered(part(), ("joined", "0"))
    later = datetime(2026, 12, 5, 21, 0, tzinfo=NOW.tzinfo)
    assert answered(new, ("joined", question("joined").known(view(new, later))), now=later) == new


def test_an_answer_corrected_later_is_of_the_days_that_it_was_of() -> None:
    after = answered(part(), *WRITER)
    half_a_year = NOW + timedelta(days=180)
    again = answered(after, ("deliveries", "21"), ("scouts", "8"), now=half_a_year)
    assert {(str(t.from_), str(t.to)) for t in records(again, Tally)} == {("2025-11-23", "2026-11-22")}
    then = d("2026-12-31")
    assert judge(again, then, then, RULES).of("completion").covered


def test_more_days_are_asked_about_where_she_registered_earlier_than_said() -> None:
    first = answered(part(), ("joined", "2026-05"), ("deliveries", "5"), ("midway", "0"), ("scouts", "2"))
    earlier = answered(first, ("joined", "2024-05"))
    assert question("deliveries").known(view(earlier)) == ""
    both = answered(earlier, ("deliveries", "4"), ("midway", "0"), ("scouts", "1"))
    judged = judge(both, NOW.date(), NOW.date(), RULES)
    assert (judged.of("completion").n, judged.of("scouts").n) == (9, 3)
    assert judged.of("completion").covered


def test_own_tallies_are_never_thrown_away() -> None:
    own = part(tally("2025-01-01", "2025-12-31", completed=30, ended_midway=3),
               tally("2026-01-01", "2026-11-22", completed=10, ended_midway=0))  # fmt: skip
    with pytest.raises(Invalid, match="several_tallies"):
        answered(own, ("deliveries", "12"))


def test_a_best_month_of_another_day_stays() -> None:
    stamped = dataclasses.replace(earning("2026-03", 60_000), changed_at="2026-10-01T10:00:00+09:00")
    after = answered(part(stamped), ("best_month", "7 150000"))
    assert {e.month for e in records(after, Earning)} == {"2026-03", "2026-07"}
    with pytest.raises(Invalid, match="outside_span"):
        answered(part(), ("best_month", "2020-01 100000"))


def test_what_is_logged_in_told_days_may_be_among_the_number() -> None:
    after = answered(part(), *WRITER)
    change = changes.log(after, scout("2026-08-01", client="A"))
    assert may_be_counted(after, change) == 1
    assert sum(t.scouts or 0 for t in records(lessened(after, change).applied(after), Tally)) == 5
    assert may_be_counted(after, changes.log(after, scout("2026-11-23"))) == 0
    paid = changes.log(after, done("2026-08-02", client="A"))
    assert [t.completed for t in records(lessened(after, paid).applied(after), Tally) if t.completed] == [23]
