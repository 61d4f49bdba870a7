"""What was computed before a change never stands after it: each index follows what it was made of."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Contract, Message, Proposal, Record
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.work import clients, clocks, money, proposals, replies, terminations
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.status.document import status_json
from procw_tui.present.view import View
from procw_tui.store.loading import load
from tests.make import contract, message, proposal, setting
from tests.make_demo import NOW

DAY = NOW.date()


@pytest.fixture(scope="module")
def demo() -> Ledger:
    return load(data_file("demo.json")).ledger


def figures(ledger: Ledger) -> list[Any]:
    """Whatever has an index behind it."""
    view = View(ledger, NOW, KNOWLEDGE)
    names = [each.name for each in clients.clients(ledger, NOW)]
    return [
        status_json(view), view.every_action, view.forecast, view.past, view.phase, view.holding,
        *(view.evidence(name) for name in CRITERIA), *(view.trend(name) for name in CRITERIA),
        clients.clients(ledger, NOW), *(clients.client(ledger, name, NOW) for name in names),
        clients.categories(ledger, DAY), clocks.due(ledger, DAY), clocks.to_rate(ledger, DAY),
        clocks.reviewed(ledger, DAY), clocks.missed_ratings(ledger, DAY), money.months_of_money(ledger, DAY),
        proposals.silent_count(ledger, NOW, 30), proposals.sent_this_week(ledger, NOW),
        proposals.newest_first(ledger), proposals.weeks(ledger, NOW, 8), proposals.rates(ledger, NOW),
        proposals.likely_below(ledger, NOW), replies.is_settled(ledger, NOW),
        replies.waiting_longest(ledger, NOW), terminations.alarms(ledger, NOW),
        terminations.none_ahead(ledger, NOW),
    ]  # fmt: skip


def is_fresh(before: Ledger, after: Ledger) -> None:
    figures(before)
    assert figures(after) == figures(Ledger(after._tables, begun_on=after.begun_on))


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_that_goes_is_in_no_figure(demo: Ledger, kind: str) -> None:
    gone = [(kind, record.id) for record in demo.all(KINDS[kind])][-3:]
    is_fresh(demo, demo.with_puts([], gone))


NEW: list[Record] = [
    contract("2026-11-20", client="A", termination_requested_at=NOW - timedelta(days=1)),
    contract("2026-11-01", client="A", delivered_on="2026-11-02", accepted_on="2026-11-20", outcome="completed", price_yen=90_000),
    message("A", "2026-11-22 08:00"), message("A", "2026-11-21 08:00", "2026-11-22 22:00"),
    proposal("2026-11-22 20:00"), proposal("2026-09-01 20:00"),
    setting("reply_target_minutes", 60), setting("give_up_days", 3), setting("cutoff_days", -5),
    *(setting(key, value=False) for key in ("count_repeats", "milestone_completes")), setting("department", "engineer"),
    setting("complete_since", "2026-10-01"), setting("joined_on", "2026-10-01"),
]  # fmt: skip


@pytest.mark.parametrize("record", NEW, ids=lambda record: f"{record.kind}-{getattr(record, 'key', '')}")
def test_a_record_that_comes_is_in_every_figure(demo: Ledger, record: Record) -> None:
    is_fresh(demo, demo.with_puts([record]))


@pytest.mark.parametrize("cls", [Contract, Message, Proposal])
def test_a_record_that_changes_is_seen(demo: Ledger, cls: type[Contract | Message | Proposal]) -> None:
    *_, record = demo.all(cls)
    is_fresh(demo, demo.with_puts([dataclasses.replace(record, client="somebody else")]))
