"""A span looked back on: what was logged in it, what moved which criterion, what left."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.certification.look_back import Period, look_back, round_so_far, week
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CRITERIA
from tests.domain.strategies import days, ledgers
from tests.make import RULES, d, done, ledger, message, midway, proposal, review, scout, setting

TODAY = d("2026-11-22")


def test_the_week_is_the_seven_days_up_to_today() -> None:
    assert week(TODAY) == Period(d("2026-11-16"), TODAY)
    assert week(TODAY, 1) == Period(d("2026-11-09"), d("2026-11-15"))


def test_the_round_goes_from_cut_off_to_cut_off() -> None:
    known = ledger()
    now, before = (round_so_far(known, TODAY, RULES, back) for back in (0, 1))
    assert now is not None
    assert before is not None
    assert (now.first, now.last, now.round.month if now.round else "") == (d("2026-10-01"), TODAY, "2027-01")
    assert (before.first, before.last) == (d("2026-07-01"), d("2026-09-30"))
    assert round_so_far(known, TODAY, RULES, 400) is None


def test_a_moved_cut_off_moves_the_round() -> None:
    found = round_so_far(ledger(setting("cutoff_days", -10)), TODAY, RULES)
    assert found is not None
    assert found.first == d("2026-09-21")


def test_what_happened_is_counted_by_its_day() -> None:
    records: list[Record] = [
        proposal("2026-11-16T00:00"), proposal("2026-11-15T23:59"), proposal("2026-11-22T23:59"),
        message("A", "2026-11-20T10:00", "2026-11-23T10:00"), scout("2026-11-20"),
    ]  # fmt: skip
    found = look_back(ledger(*records), week(TODAY), RULES)
    assert dict(found.happened) == {
        ("proposal", "sent_at"): 2, ("message", "received_at"): 1, ("scout", "received_on"): 1,
    }  # fmt: skip


def test_what_came_and_what_left_is_named_under_its_criterion() -> None:
    records: list[Record] = [
        done("2025-11-18"),
        done("2026-05-01"),
        midway("2026-11-17"),
        review("2026-11-18", 4),
        scout("2025-11-20"),
    ]
    found = {each.criterion: each for each in look_back(ledger(*records), week(TODAY), RULES).moved}
    completion, rating = found["completion"], found["rating"]
    assert [(each.on, each.against) for each in completion.came] == [(d("2026-11-17"), True)]
    assert [each.leaves for each in completion.left] == [d("2026-11-18")]
    assert [each.against for each in rating.came] == [True]
    assert [each.leaves for each in found["scouts"].left] == [d("2026-11-20")]
    assert "profile" not in found


@given(ledgers.map(Ledger.of), days)
def test_both_ends_are_the_standings_of_their_days_and_nothing_moves_by_itself(
    known: Ledger, day: date
) -> None:
    span = week(day)
    found = look_back(known, span, RULES)
    eve = span.first - timedelta(days=1)
    assert (found.before, found.after) == (judge(known, eve, eve, RULES), judge(known, day, day, RULES))
    changed = {name for name in CRITERIA if found.before.of(name) != found.after.of(name)}
    assert changed <= {each.criterion for each in found.moved}


def test_what_came_on_the_first_day_of_the_week_came_in_it() -> None:
    first = scout("2026-11-16")
    assert week(d("2026-11-22")).first == d("2026-11-16")
    moved = look_back(ledger(first), week(d("2026-11-22")), RULES).moved
    assert [piece.key for each in moved for piece in each.came] == [first.id]
