"""Each page that is called supported, in three layouts: the same records come of each."""

from __future__ import annotations

from typing import Any

import pytest

from procw_tui.domain.intake.words import PAGES as KNOWN_PAGES
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record, Setting
from tests.domain.intake.reading import PAGES, page, pasted, understood
from tests.make import d, m

Expected = list[dict[str, Any]]

CONTRACT: dict[str, Any] = {"kind": "contract", "type": "fixed"}
RUNNING: Expected = [
    {**CONTRACT, "client": "みどり工房", "title": "商品説明10本", "price_yen": 22000, "outcome": "running",
     "due_on": d("2026-12-05"), "delivered_on": None},
    {**CONTRACT, "client": "North & Co", "title": "SaaS比較記事 5本", "price_yen": 45000, "outcome": "running",
     "due_on": d("2026-11-20"), "delivered_on": d("2026-11-22")},
    {**CONTRACT, "client": "花水木サロン", "title": "美容サロンの紹介記事", "price_yen": 12000,
     "due_on": d("2026-12-18"), "delivered_on": None},
    {**CONTRACT, "client": "青空商会", "title": "求人原稿のリライト", "price_yen": 8000,
     "delivered_on": d("2026-11-22")},
]  # fmt: skip
CLOSED: Expected = [
    {**CONTRACT, "client": "みどり工房", "title": "商品説明8本", "price_yen": 18000, "outcome": "completed",
     "accepted_on": d("2026-10-30")},
    {**CONTRACT, "client": "たびノート", "title": "旅行記事 月4本", "price_yen": 32000, "outcome": "completed",
     "accepted_on": d("2026-10-15")},
]  # fmt: skip
MIDWAY: dict[str, Any] = {
    **CONTRACT, "client": "町の電器店", "title": "チラシの文案", "price_yen": 9000, "outcome": "ended_midway",
    "ended_on": d("2026-09-12"),
}  # fmt: skip


def application(day: str, client: str, title: str, price: int, outcome: str) -> dict[str, Any]:
    return {"kind": "proposal", "sent_at": m(day), "client": client, "title": title, "price_yen": price,
            "outcome": outcome}  # fmt: skip


def rating(day: str, client: str, **stars: int) -> dict[str, Any]:
    return {"kind": "review", "opened_on": d(day), "client": client, **stars}


def answer(client: str, received: str, replied: str | None) -> dict[str, Any]:
    return {"kind": "message", "client": client, "received_at": m(received),
            "replied_at": m(replied) if replied else None,
            "state": "answered" if replied else "waiting"}  # fmt: skip


FIVES = {"skill": 5, "quality": 5, "schedule": 5, "communication": 5, "partnership": 5}
EXPECTED: dict[str, Expected] = {
    "contracts_running": RUNNING,
    "contracts_fullwidth": [{**RUNNING[0], "title": "商品説明１０本"}],
    "contracts_hourly": [
        {"kind": "contract", "client": "データの森", "title": "データ入力", "type": "hourly", "price_yen": None},
        {"kind": "contract", "client": "タビスル編集室", "title": "校正の手伝い", "type": "hourly"},
    ],
    "contracts_closed": [*CLOSED, MIDWAY],
    "applications": [
        application("2026-11-22 12:00", "花水木サロン", "美容サロンの紹介記事", 12000, "pending"),
        application("2026-11-21 12:00", "North & Co", "SaaS比較記事 5本", 45000, "talking"),
        application("2026-10-29 12:00", "けんこう出版", "医療コラム 監修つき", 20000, "lost"),
        application("2026-10-30 12:00", "たびノート", "旅行記事 月4本", 32000, "won"),
    ],
    "applications_no_day": [
        {**application("2026-11-22 21:30", "ねこの手", "猫カフェの記事", 6000, "pending"), "assumed": ("sent_at",)},
        {**application("2026-11-22 21:30", "株式会社ことのは", "英文メールの翻訳", 15000, "pending"), "assumed": ("sent_at",)},
    ],
    "application_page": [
        {**application("2026-11-22 20:15", "花水木サロン", "美容サロンの紹介記事", 12000, "pending"),
         "text": "はじめまして。ライターの山田と申します。\n募集要項を拝見し、応募いたしました。\n\n"
                 "・美容の記事を3年書いています"},
    ],
    "reviews_items": [
        rating("2026-11-10", "みどり工房", **{**FIVES, "schedule": 4}), rating("2026-10-28", "たびノート", **FIVES),
    ],
    "reviews_overall": [
        rating("2026-11-10", "みどり工房", overall=48, communication=5),
        rating("2026-10-28", "たびノート", overall=50, communication=5),
    ],
    "earnings_months": [
        {"kind": "earning", "month": month, "gross_yen": gross}
        for month, gross in (("2026-10", 132000), ("2026-09", 98000), ("2026-08", 68000))
    ],
    "earnings_accepted": CLOSED,
    "thread_answered": [
        answer("みどり工房", "2026-09-29 10:11", "2026-09-29 14:05"),
        answer("みどり工房", "2026-09-30 09:00", "2026-10-01 08:40"),
        answer("みどり工房", "2026-09-30 09:20", "2026-10-01 08:40"),
    ],
    "thread_waiting": [
        answer("North & Co", "2026-11-21 18:30", "2026-11-21 19:02"),
        answer("North & Co", "2026-11-22 16:20", None),
    ],
}  # fmt: skip
LAYOUTS = ("tabs", "lines", "loose")
TEXTS = [(name, layout) for name in EXPECTED for layout in LAYOUTS]


def saved(ledger: Ledger) -> list[Record]:
    return [record for record in ledger if not isinstance(record, Setting)]


def as_said(record: Record, said: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in said}


def test_every_fixture_has_its_expectation() -> None:
    assert {path.stem for path in PAGES.iterdir()} == {f"{name}.{layout}" for name, layout in TEXTS}
    assert len(EXPECTED) >= 10
    assert {name.partition("_")[0] for name in EXPECTED} >= {"contracts", "applications", "thread"}
    assert len(KNOWN_PAGES) == 5


@pytest.mark.parametrize(("name", "layout"), TEXTS)
def test_a_page_gives_its_records(name: str, layout: str) -> None:
    after = saved(pasted(page(f"{name}.{layout}"), Ledger({})))
    assert [as_said(each, said) for each, said in zip(after, EXPECTED[name], strict=True)] == EXPECTED[name]


@pytest.mark.parametrize(("name", "layout"), TEXTS)
def test_nothing_of_a_known_page_is_unread(name: str, layout: str) -> None:
    reading = understood(page(f"{name}.{layout}"))
    assert (reading.unread, reading.refused) == ((), ())


@pytest.mark.parametrize(("name", "layout"), TEXTS)
def test_the_same_page_again_changes_nothing(name: str, layout: str) -> None:
    once = pasted(page(f"{name}.{layout}"), Ledger({}))
    again = understood(page(f"{name}.{layout}"), once).change(once, {})
    assert again.ops == ()


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("other", LAYOUTS)
def test_the_same_page_in_another_browser_changes_nothing(name: str, other: str) -> None:
    once = pasted(page(f"{name}.tabs"), Ledger({}))
    assert understood(page(f"{name}.{other}"), once).change(once, {}).ops == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_windows_line_ends_make_no_difference(layout: str) -> None:
    text = page(f"contracts_running.{layout}")
    unix, windows = understood(text), understood(text.replace("\n", "\r\n"))
    assert [item.record.kind for item in unix.items] == [item.record.kind for item in windows.items]
    assert len(windows.items) == 4
