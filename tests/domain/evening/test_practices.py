"""Practices: which one is suggested, when it is asked about, and what is compared."""

from __future__ import annotations

from typing import Any

import pytest

from procw_tui.domain.certification.criteria import board
from procw_tui.domain.evening.practices import (
    Practice,
    comparison,
    look_back_due,
    marking,
    next_mark,
    step,
    suggested,
    trying,
    weakest,
)
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import PracticeState, Record, Snooze
from procw_tui.knowledge import KNOWLEDGE
from tests.make import RULES, d, ledger, m, message, profile, proposal, scout

KNOWN = KNOWLEDGE.practices
TODAY = d("2026-11-22")
NOW = m("2026-11-22T21:30")


def state(practice: str, mark: Any, since: str | None = None, own: str | None = None) -> PracticeState:
    return PracticeState(
        id=practice, practice=practice, state=mark, since=d(since) if since else None, step=own
    )


def find(name: str) -> Practice:
    return next(each for each in KNOWN if each.id == name)


def suggestion(*records: Record) -> Practice | None:
    known = ledger(*records)
    return suggested(KNOWN, known, board(known, TODAY, RULES).at_cutoff, TODAY)


def test_the_suggestion_is_for_the_weakest_criterion_and_stays_until_it_is_marked() -> None:
    records: list[Record] = [scout("2026-11-01"), profile("2026-10-01", "skills", "results", "self_pr")]
    assert weakest(board(ledger(*records), TODAY, RULES).at_cutoff)[0] == "scouts"
    first = suggestion(*records)
    assert first is not None
    assert "scouts" in first.criteria
    second = suggestion(*records, state(first.id, "not_for_me"))
    assert second is not None
    assert "scouts" in second.criteria
    assert second.id != first.id
    off = Snooze(id="z", action=f"practice:{first.id}", until=d("2026-11-23"))
    assert suggestion(*records, off) == second


def test_when_everything_is_marked_nothing_is_suggested() -> None:
    assert suggestion(*(state(each.id, "habit") for each in KNOWN)) is None


def test_a_practice_is_asked_about_after_a_week_and_not_again_within_one() -> None:
    known = ledger(state("answer-fast", "trying", "2026-11-16"))
    assert look_back_due(KNOWN, known, d("2026-11-22")) is None
    assert look_back_due(KNOWN, known, d("2026-11-23")) == find("answer-fast")
    again = known.with_puts([Snooze(id="z", action="look_back:answer-fast", until=d("2026-11-30"))])
    assert look_back_due(KNOWN, again, d("2026-11-29")) is None
    assert look_back_due(KNOWN, again, d("2026-11-30")) == find("answer-fast")
    assert trying(KNOWN, again, TODAY) == [find("answer-fast")]


def test_the_step_is_ones_own_where_it_was_worded() -> None:
    known = ledger(state("answer-fast", "trying", own="そのつど一行返す"))
    assert step(find("answer-fast"), known, "en") == "そのつど一行返す"
    assert step(find("answer-fast"), ledger(), "en") == find("answer-fast").step["en"]


def sent(number: int, won: int, practice: str | None) -> list[Record]:
    tried = (practice,) if practice else None
    return [
        proposal("2026-11-01T10:00", outcome="won" if each < won else "lost", practices=tried)
        for each in range(number)
    ]


@pytest.mark.parametrize(("with_it", "ranges"), [(19, False), (20, True)])
def test_an_interval_is_given_from_twenty_on(with_it: int, ranges: bool) -> None:  # noqa: FBT001
    known = ledger(*sent(with_it, 2, "written-for-the-job"), *sent(30, 1, None))
    found = comparison(find("written-for-the-job"), known, NOW)
    assert found is not None
    assert (found.having.n, found.having.hits, found.lacking.n, found.lacking.hits) == (with_it, 2, 30, 1)
    assert (found.having.interval is not None) == ranges
    assert found.lacking.interval is not None


def test_messages_are_compared_by_what_was_answered_in_time() -> None:
    quick = [
        message("A", "2026-11-01T10:00", "2026-11-01T11:00", practices=("answer-fast",)) for _ in range(3)
    ]
    slow = [message("B", "2026-11-01T10:00", "2026-11-04T10:00"), message("C", "2026-11-20T10:00")]
    found = comparison(find("answer-fast"), ledger(*quick, *slow), NOW)
    assert found is not None
    assert (found.having, found.lacking) == ((3, 3), (1, 0))


def test_what_one_only_has_to_know_is_compared_with_nothing() -> None:
    assert comparison(find("what-silence-means"), Ledger.of([]), NOW) is None


def test_the_practice_begun_last_is_asked_about_first() -> None:
    one, other = KNOWLEDGE.practices[0], KNOWLEDGE.practices[1]
    for first, second in ((one, other), (other, one)):
        whole = ledger(
            PracticeState(id="a", practice=first.id, state="trying", since=d("2026-11-01")),
            PracticeState(id="b", practice=second.id, state="trying", since=d("2026-11-02")),
        )
        assert trying(KNOWLEDGE.practices, whole, TODAY) == [second, first]


def test_a_mark_keeps_the_step_and_the_next_one_follows() -> None:
    practice = KNOWLEDGE.practices[0]
    worded = ledger(PracticeState(id="a", practice=practice.id, state="untried", step="mine"))
    (state,) = marking(worded, practice, "trying", TODAY).applied(worded).all(PracticeState)
    assert (state.state, state.since, state.step) == ("trying", TODAY, "mine")
    marks = ["untried"]
    for _ in range(4):
        marks.append(next_mark(marks[-1]))
    assert marks == ["untried", "trying", "habit", "not_for_me", "untried"]
