"""The coach: which act is the next one, why, and that it can change something."""

from __future__ import annotations

import dataclasses

import pytest

from procw_tui.domain.coach.action import Action, Bunch, Sureness
from procw_tui.domain.coach.ranking import first
from procw_tui.domain.ledger.snoozes import putting_off
from procw_tui.domain.record.records import Record
from tests.domain.coaching import actions
from tests.make import (
    contract,
    d,
    done,
    earning,
    gap,
    ledger,
    m,
    message,
    midway,
    opening,
    profile,
    proposal,
    result,
    review,
    scout,
    setting,
)

EVENING = "2026-11-22T21:30"


def at(now: str, *records: Record) -> list[Action]:
    return actions(ledger(*records), m(now))


def well(*but: str) -> list[Record]:
    """A ledger in which all six hold, with nothing open; `but` names criteria to leave out."""
    parts: dict[str, list[Record]] = {
        "completion": [done(f"2026-0{month}-10", client=f"C{month}", i_rated_on=f"2026-0{month}-11")
                       for month in range(1, 10)],
        "rating": [review(f"2026-0{month}-12") for month in range(1, 10)],
        "earnings_rank": [earning("2026-06", 150_000), result("2026-07", "pro"), result("2026-10", "pro")],
        "scouts": [scout(f"2026-10-0{day}", client=f"S{day}") for day in range(1, 7)],
        "profile": [profile("2026-10-01", "skills", "results", "self_pr")],
        "goal": [setting("weekly_goal", 0)],
        "compared": [opening("2026-11-20", profile_filled=True, rating_shown=500, rating_count=9,
                             communication_shown=500, communication_count=9)],
    }  # fmt: skip
    return [record for name, records in parts.items() if name not in but for record in records]


UNSAID = (setting("joined_on", None), setting("complete_since", None))
"""Of somebody who has said nothing of the days before."""
WRITER = setting("department", "writer")

TABLE: list[tuple[str, str, list[Record], str | None, Sureness]] = [
    ("nobody waits and all six hold", EVENING, well(), None, Sureness.NOTHING),
    ("a request before everything else", EVENING,
     [*well("profile"), contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00")),
      message("A", "2026-11-20T10:00")], "termination", Sureness.AVERTS),
    ("the profile that the site shows as not filled in, before a message", EVENING,
     [*well("profile", "compared"), opening("2026-11-20", profile_filled=False), message("A", "2026-11-22T20:00")],
     "profile", Sureness.SURELY),
    ("a client who waits, before the week's applications", EVENING,
     [*well("earnings_rank", "goal"), message("A", "2026-11-22T20:00")], "reply", Sureness.KEEPS),
    ("of two who wait the one who waits longer", EVENING,
     [*well(), message("B", "2026-11-22T20:00"), message("A", "2026-11-22T10:00")], "reply", Sureness.KEEPS),
    ("a delivery that is due today, before a message of this evening", EVENING,
     [*well(), contract("2026-11-10", due_on="2026-11-22"), message("A", "2026-11-22T21:00")], "deliver",
     Sureness.KEEPS),
    ("a delivery that is due in two weeks can wait", EVENING,
     [*well(), contract("2026-11-10", due_on="2026-12-06")], None, Sureness.NOTHING),
    ("one more delivery in hand repairs the rate", EVENING,
     [*well("completion"), *[done(f"2026-0{i}-10") for i in range(1, 9)], midway("2026-09-01"),
      contract("2026-11-10", due_on="2026-12-06"), message("A", "2026-11-22T20:00")], "deliver", Sureness.LIKELY),
    ("no delivery in hand: a small one has to be won", EVENING,
     [*well("completion"), *[done(f"2026-0{i}-10") for i in range(1, 9)], midway("2026-09-01")], "repair",
     Sureness.MAYBE),
    ("a rating about to close", EVENING,
     [*well(), done("2026-10-25", client="R")], "rate", Sureness.KEEPS),
    ("a rating that can bring the five-star that is missing", EVENING,
     [*well("rating", "compared"), *[review("2026-05-01", stars=5) for _ in range(3)], review("2026-06-01", stars=4),
      done("2026-11-10", client="R")], "rate", Sureness.LIKELY),
    ("scouts that leave before the cut-off", EVENING,
     [*well("scouts"), *[scout("2026-10-01", client=f"S{i}") for i in range(3)],
      *[scout("2025-12-10", client=f"L{i}") for i in range(2)]], "look", Sureness.MAYBE),
    ("acceptances that can be bunched to reach what is reported", "2026-11-10T21:30",
     [*well("earnings_rank"), WRITER, earning("2026-06", 60_000), done("2026-11-02", price_yen=40_000, i_rated_on="2026-11-03"),
      contract("2026-10-10", price_yen=50_000, due_on="2026-11-20"),
      contract("2026-10-12", price_yen=20_000, due_on="2026-11-22")], "bunch", Sureness.LIKELY),
    ("nothing to send this week", EVENING, [*well("earnings_rank"), earning("2026-06", 50_000), result("2026-10", "none")], "practice",
     Sureness.MAYBE),
    ("the week's applications", EVENING, [*well("earnings_rank", "goal"), earning("2026-06", 50_000)], "send",
     Sureness.MAYBE),
    ("a delivery that nobody accepted", EVENING,
     [*well(), contract("2026-10-10", delivered_on="2026-11-14")], "nudge", Sureness.KEEPS),
    ("a delivery that nobody accepted, two weeks on", EVENING,
     [*well(), contract("2026-10-10", delivered_on="2026-11-08")], "chase", Sureness.KEEPS),
    ("the figures of the site, once something was logged", EVENING,
     [*UNSAID, proposal("2026-11-22T10:00")], "begin", Sureness.KEEPS),
    ("a certified newcomer with nothing logged", EVENING,
     [*UNSAID, result("2026-10", "pro"), opening("2026-11-22", rating_shown=500, rating_count=20,
      communication_shown=500, communication_count=20, profile_filled=True)], "begin", Sureness.KEEPS),
    ("a rating that can be given today for the last time, before a client who waits", EVENING,
     [*well(), done("2026-10-22", client="R"), message("A", "2026-11-22T02:00")], "rate", Sureness.KEEPS),
    ("a request before a rating's last day", EVENING,
     [*well(), done("2026-10-22", client="R"),
      contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"))], "termination", Sureness.AVERTS),
    ("a rating that is there without a link is asked of nobody", EVENING,
     [*well("compared"), opening("2026-11-01", profile_filled=True, rating_shown=500, rating_count=9,
      communication_shown=500, communication_count=9), done("2026-11-10", client="Kay"),
      review("2026-11-12", client="kay")], None, Sureness.NOTHING),
    ("escrow that lapses in two weeks", EVENING,
     [*well(), contract("2026-06-01", escrow_on="2026-06-09", client="E")], "escrow", Sureness.KEEPS),
    ("one bad rating, and contracts that run", EVENING,
     [*well("rating", "compared"), *[review("2026-05-01") for _ in range(9)], review("2026-06-01", stars=1),
      *[contract("2026-11-10", client=f"R{i}") for i in range(12)]], "fives", Sureness.LIKELY),
    ("scouts that leave, and a client who was satisfied", EVENING,
     [*well("scouts", "rating", "compared"), *[review(f"2026-0{i}-12", client=f"C{i}") for i in range(1, 10)],
      *[scout("2026-10-01", client=f"S{i}") for i in range(3)],
      *[scout("2025-12-10", client=f"L{i}") for i in range(2)],
      opening("2026-11-20", rating_shown=500, rating_count=9, communication_shown=500,
              communication_count=9)], "invite", Sureness.MAYBE),
    ("ninety proposals without a contract", EVENING,
     [*well("earnings_rank", "goal"), earning("2026-06", 50_000),
      *[proposal(f"2026-{i // 28 + 5:02}-{i % 28 + 1:02}T10:00", outcome="lost") for i in range(90)]], "letter",
     Sureness.MAYBE),
    ("forty days without a record", "2026-12-31T21:30", well(), "quiet", Sureness.KEEPS),
    ("what a round brought", "2027-02-02T20:00",
     [*well("earnings_rank", "compared"), earning("2026-06", 50_000),
      opening("2027-02-01", rating_shown=500, rating_count=9)], "result", Sureness.MAYBE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "records", "kind", "sure"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_next_act(now: str, records: list[Record], kind: str | None, sure: Sureness) -> None:
    chosen = first(at(now, *records))
    assert (chosen.kind if chosen else None) == kind
    assert chosen is None or chosen.sureness == sure


def test_of_two_who_wait_the_longer_one() -> None:
    chosen = first(at(EVENING, *well(), message("B", "2026-11-22T20:00"), message("A", "2026-11-22T10:00")))
    assert chosen is not None
    assert chosen.deadline == m("2026-11-23T10:00")


def test_a_bunch_names_its_month_and_what_it_would_gross() -> None:
    chosen = first(at("2026-11-10T21:30", *next(row[2] for row in TABLE if row[3] == "bunch")))
    assert chosen is not None
    assert isinstance(chosen.about, Bunch)
    assert (chosen.about.month, chosen.about.total, chosen.about.best, chosen.about.bar) == (
        "2026-11", 110_000, 60_000, 100_000,
    )  # fmt: skip
    assert chosen.deadline == m("2026-11-24T00:00")  # acceptance takes about a week


def test_of_two_months_that_serve_the_same_round_the_earlier_one() -> None:
    records = [*well("earnings_rank"), WRITER, earning("2026-06", 60_000),
               contract("2026-10-10", price_yen=60_000, due_on="2026-11-12"),
               contract("2026-10-12", price_yen=50_000, due_on="2026-11-15"),
               contract("2026-10-12", price_yen=90_000, due_on="2026-12-10")]  # fmt: skip
    chosen = next(each for each in at("2026-11-10T21:30", *records) if each.kind == "bunch")
    assert isinstance(chosen.about, Bunch)
    assert (chosen.about.month, chosen.about.total) == ("2026-11", 110_000)


def test_a_contract_with_an_open_request_is_in_no_bunch() -> None:
    records = [*well("earnings_rank"), WRITER, earning("2026-06", 60_000), done("2026-11-02", price_yen=70_000),
               contract("2026-10-10", price_yen=60_000, termination_requested_at=m("2026-11-09T10:00"))]  # fmt: skip
    assert "bunch" not in {each.kind for each in at("2026-11-10T21:30", *records)}


def test_a_rating_that_was_missed_is_named_and_never_next() -> None:
    missed = [each for each in at(EVENING, *well(), done("2026-10-20", client="R")) if each.kind == "missed"]
    assert [each.sureness for each in missed] == [Sureness.NOTHING]
    assert not [
        e for e in at("2026-12-20T21:30", *well(), done("2026-10-20", client="R")) if e.kind == "missed"
    ]


def test_delivered_work_is_never_overdue() -> None:
    delivered = contract("2026-11-01", due_on="2026-11-10", delivered_on="2026-11-20")
    assert "deliver" not in {each.kind for each in at(EVENING, *well(), delivered)}


def test_what_was_said_of_quiet_days_is_not_asked_again() -> None:
    said = gap("2026-11-21", "2026-12-31", "nothing")
    assert "quiet" not in {each.kind for each in at("2026-12-31T21:30", *well(), said)}
    assert "quiet" in {each.kind for each in at("2027-02-15T21:30", *well(), said)}


def test_the_users_own_bar_stands_before_what_is_reported() -> None:
    records = [*well("earnings_rank"), WRITER, setting("earnings_bar_yen", 200_000), earning("2026-06", 120_000),
               done("2026-11-02", price_yen=90_000, i_rated_on="2026-11-03"), contract("2026-10-10", price_yen=50_000)]  # fmt: skip
    chosen = next(each for each in at("2026-11-10T21:30", *records) if each.kind == "bunch")
    assert chosen.sureness == Sureness.MAYBE  # 140,000 is the best month, but not enough
    assert isinstance(chosen.about, Bunch)
    assert chosen.about.bar == 200_000


def test_what_comes_too_late_for_the_next_round_is_for_the_one_after() -> None:
    late = [*well("completion"), *[done(f"2026-0{i}-10") for i in range(1, 9)], midway("2026-09-01")]
    early, tight = (
        next(each for each in at(now, *late) if each.kind == "repair")
        for now in (EVENING, "2026-12-28T20:00")
    )
    assert (early.round.month, tight.round.month) == ("2027-01", "2027-04")


def test_what_is_logged_as_delivered_on_a_later_day_is_no_act() -> None:
    """The standing at the cut-off has it already."""
    later = contract("2026-11-01", due_on="2026-11-25", delivered_on="2026-11-24", outcome="completed")
    assert "deliver" not in {each.kind for each in at(EVENING, *well(), later)}


def test_a_request_whose_week_is_over_comes_behind_one_that_can_be_answered() -> None:
    late = contract("2026-08-01", termination_requested_at=m("2026-08-10T10:00"))
    live = contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"))
    found = [each for each in at(EVENING, *well(), late, live) if each.kind == "termination"]
    assert [(each.about, each.sureness) for each in found] == [
        (live, Sureness.AVERTS),
        (late, Sureness.KEEPS),
    ]
    off = putting_off(ledger(late), f"termination:{late.id}", None).applied(ledger(late))
    assert "termination" not in {each.kind for each in actions(off, m(EVENING))}


def test_a_refreshed_profile_leaves_at_once() -> None:
    old = [
        *well("profile", "compared"),
        opening("2025-11-20", profile_filled=True, rating_shown=500, rating_count=9),
    ]
    assert "refresh" in {each.kind for each in at(EVENING, *old)}
    assert "refresh" not in {each.kind for each in at(EVENING, *old, profile("2026-11-22"))}


def test_a_practice_put_off_makes_room_for_the_next_one() -> None:
    known = ledger(*well("scouts"))
    (before,) = [each for each in actions(known, m(EVENING)) if each.kind == "practice"]
    after = [
        each
        for each in actions(putting_off(known, before.id, None).applied(known), m(EVENING))
        if each.kind == "practice"
    ]
    assert len(after) == 1
    assert after[0].id != before.id


def test_a_request_can_not_be_put_off() -> None:
    asked = contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"))
    known = ledger(asked)
    off = putting_off(known, f"termination:{asked.id}", None).applied(known)
    assert actions(off, m(EVENING))[0].kind == "termination"


def test_replying_takes_the_act_away_and_a_new_message_brings_another() -> None:
    waiting = message("A", "2026-11-22T10:00")
    (act,) = [each for each in at(EVENING, *well(), waiting) if each.kind == "reply"]
    answered = dataclasses.replace(waiting, state="answered", replied_at=m("2026-11-22T20:00"))
    again = message("A", "2026-11-22T21:00")
    later = [each for each in at(EVENING, *well(), answered, again) if each.kind == "reply"]
    assert [each.id for each in later] != [act.id]
    assert d("2026-11-23") == later[0].deadline.date()  # type: ignore[union-attr]
