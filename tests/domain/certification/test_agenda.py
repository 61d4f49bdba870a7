"""The days to come: each thing once, under an id that it keeps."""

from __future__ import annotations

import dataclasses

from procw_tui.domain.certification.agenda import agenda
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from tests.make import RULES, contract, d, done, ledger, m, result, setting

NOW = m("2026-11-22T21:30")


def told(known: Ledger, now: str = "2026-11-22T21:30") -> list[tuple[str, str]]:
    return [(each.what, str(each.on)[:16]) for each in agenda(known, m(now), RULES)]


def test_what_is_due_what_closes_and_the_rounds_by_day() -> None:
    known = ledger(
        contract("2026-11-01", due_on="2026-11-30"), contract("2026-11-01", due_on="2026-11-20"),
        contract("2026-11-01", due_on="2026-11-30", delivered_on="2026-11-10"),
        contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"), termination_by="client"),
        contract("2026-06-10", escrow_on="2026-06-12"), done("2026-11-01"),
        done("2026-11-02", i_rated_on="2026-11-03"),
    )  # fmt: skip
    assert told(known) == [
        ("due", "2026-11-20"), ("midway_end", "2026-11-27 10:00"), ("due", "2026-11-30"),
        ("rate", "2026-12-01"), ("escrow", "2026-12-09"), ("cutoff", "2026-12-31"), ("result", "2027-01-06"),
        ("cutoff", "2027-03-31"), ("result", "2027-04-06"), ("cutoff", "2027-06-30"), ("result", "2027-07-06"),
        ("cutoff", "2027-09-30"), ("result", "2027-10-06"),
    ]  # fmt: skip


def test_a_round_under_judgement_still_has_its_result_day() -> None:
    assert ("result", "2027-01-06") in told(ledger(), "2027-01-03T09:00")
    decided = ledger(result("2027-01", "pro", "2027-01-02"))
    assert ("result", "2027-01-06") not in told(decided, "2027-01-03T09:00")


def test_a_cut_off_that_was_moved_moves() -> None:
    assert ("cutoff", "2026-12-21") in told(ledger(setting("cutoff_days", -10)))


def test_an_id_stays_when_a_day_moves() -> None:
    first = contract("2026-11-01", due_on="2026-11-30")
    moved: Contract = dataclasses.replace(first, due_on=d("2026-12-24"))
    before, after = (agenda(ledger(each), NOW, RULES)[0] for each in (first, moved))
    assert before.id == f"due-{first.id}"
    assert [each.id for each in agenda(ledger(moved), NOW, RULES)].count(before.id) == 1
    assert after.on != before.on
    ids = [each.id for each in agenda(ledger(first, done("2026-11-01")), NOW, RULES)]
    assert len(ids) == len(set(ids))
