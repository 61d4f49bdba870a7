"""Who comes back: by client however the name is spelled, and only what was by now."""

from __future__ import annotations

from procw_tui.domain.work.clients import Category, Client, Repeats, categories, clients, repeats
from tests.make import contract, d, done, ledger, m, message, proposal, review

NOW = m("2026-11-22T21:30")


def test_a_client_is_one_however_the_name_is_spelled() -> None:
    known = clients(ledger(
        done("2026-10-01", client="みどり工房", price_yen=10_000), done("2026-11-01", client="みどり工房 様", price_yen=5_000),
        contract("2026-11-20", client="みどり工房", price_yen=900), done("2026-11-30", client="みどり工房", price_yen=1),
        message("みどり工房", "2026-11-21T09:00", "2026-11-21T10:00"), message("みどり工房", "2026-11-21T09:30", "2026-11-21T10:00"),
        message("みどり工房", "2026-11-22T09:00", "2026-11-22T12:00"), message("みどり工房", "2026-11-23T09:00"),
        review("2026-10-05", 4, client="みどり工房"), done("2026-09-01", client="青空商会", price_yen=20_000),
    ), NOW)  # fmt: skip
    assert known == [
        Client("青空商会", 1, 20_000, 0, None, 0, None, d("2026-09-01")),
        Client("みどり工房", 4, 15_000, 1, 4.0, 1, 120.0, d("2026-11-22")),
    ]
    assert repeats(known) == Repeats(4, 5, 15_000, 35_000)


def test_a_rating_is_of_the_client_of_its_contract() -> None:
    one = done("2026-10-01", client="A")
    (known,) = clients(ledger(one, review("2026-10-05", 3, contract_id=one.id)), NOW)
    assert known.stars == 3.0


def test_a_category_is_that_of_the_proposal_and_its_contracts_of_the_year() -> None:
    sent = [proposal("2026-01-01T09:00", category="美容"), proposal("2026-01-02T09:00")]
    every = ledger(
        *sent, done("2026-11-22", proposal_id=sent[0].id, price_yen=6_000), done("2026-10-01", price_yen=50_000),
        done("2025-11-23", proposal_id=sent[0].id, price_yen=4_000), done("2025-11-22", proposal_id=sent[0].id, price_yen=9),
        done("2026-11-23", proposal_id=sent[0].id, price_yen=9), done("2026-05-01", proposal_id=sent[1].id),
    )  # fmt: skip
    assert categories(every, NOW.date()) == [Category("美容", 2, 10_000), Category(None, 2, 50_000)]
