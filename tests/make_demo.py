"""Makes data/demo.json: about a year of a believable ライター, on the evening of 2026-11-22.

    python -m tests.make_demo

Seeded, so that the same script gives the same file; a test holds that it does.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from procw_tui.domain.record.checks import check
from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    DayNote,
    Message,
    Opening,
    PracticeState,
    ProfileEdit,
    Proposal,
    Record,
    Review,
    Scout,
    Setting,
    Tally,
)
from procw_tui.domain.record.times import JST
from procw_tui.domain.record.values import moment_json
from procw_tui.store.codec import encode

NOW = datetime(2026, 11, 22, 21, 30, tzinfo=JST)
TODAY = NOW.date()
FIRST = date(2025, 11, 24)
JOINED = date(2024, 5, 1)
WHOLE_SINCE = date(2025, 11, 23)
"""What she did before, she knows in numbers only."""
TARGET = Path(__file__).parent.parent / "data" / "demo.json"
SENT = 250

REGULARS = ("みどり工房", "青空商会", "North & Co", "花水木サロン", "たびノート", "くらし便り編集部")
OTHERS = ("こもれび薬局", "株式会社ヒノキ", "山手リフォーム", "まなびの杜", "Sora Design", "港町ベーカリー",
          "ペットと暮らす会", "はなまる保険", "タビスル編集室", "ことば舎", "日和インテリア", "Kumo Systems")  # fmt: skip
JOBS = {
    "美容": ("美容サロンの紹介記事", "スキンケア商品の比較記事", "ヘアケアコラム 3本"),
    "旅行": ("旅行記事 月4本", "温泉宿の紹介文 10件", "国内旅行のモデルコース記事"),
    "暮らし": ("収納アイデアの記事", "引っ越しの手続きまとめ", "商品説明 10本", "季節の家事コラム"),
    "ビジネス": ("SaaS比較記事 5本", "求人原稿のリライト", "導入事例のインタビュー記事", "メルマガ原稿 8通"),
    "健康": ("医療コラム 監修つき", "睡眠についての記事", "栄養士監修レシピの紹介文"),
}  # fmt: skip
SUBJECTS = ("納期のご相談", "原稿の確認", "修正のお願い", "次回のご依頼", "構成案について", "素材の共有")
HITS = (18, 41, 77, 96, 121, 158, 181, 204, 232)
PRICES = (4_000, 6_000, 8_000, 9_500, 12_000, 15_000, 20_000)


class Maker:
    """Collects records; every one is checked as if it were typed."""

    def __init__(self) -> None:
        self.random = random.Random(20261122)
        self.records: list[Record] = []

    def add(self, cls: type[Record], at: datetime, **values: Any) -> Record:
        """One record, saved some minutes after its moment."""
        record_id = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        record = cls(id=record_id, changed_at=moment_json(at + timedelta(minutes=3)), **values)
        check(record)
        self.records.append(record)
        return record

    def at(self, day: date, first_hour: int = 8, last_hour: int = 22) -> datetime:
        """A moment of a day."""
        hour, minute = self.random.randint(first_hour, last_hour), self.random.randint(0, 59)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=JST)

    def job(self) -> tuple[str, str]:
        """A category and a title in it."""
        category = self.random.choice(list(JOBS))
        return category, self.random.choice(JOBS[category])


def days(count: int, until: int = 1) -> Iterator[date]:
    """So many days spread evenly from the first to `until` days ago."""
    span = (TODAY - FIRST).days - until
    for number in range(count):
        yield FIRST + timedelta(days=number * span // (count - 1))


def add_proposals(make: Maker) -> None:
    """250 proposals with nine hits; the last seventeen without one."""
    for number, day in enumerate(days(SENT)):
        sent = make.at(day)
        category, title = make.job()
        client = make.random.choice((*REGULARS, *OTHERS))
        values: dict[str, Any] = {"outcome": "pending"}
        age = (TODAY - day).days
        if number in HITS:
            values = {"outcome": "won", "talking_at": sent + timedelta(days=1),
                      "decided_at": sent + timedelta(days=3)}  # fmt: skip
        elif age > 40:
            values["outcome"] = make.random.choices(("no_answer", "lost", "withdrawn"), (70, 27, 3))[0]
            values["decided_at"] = sent + timedelta(days=make.random.randint(2, 30))
        elif age > 4 and make.random.random() < 0.45:
            values = {"outcome": "lost", "decided_at": sent + timedelta(days=2)}
        elif number == SENT - 3:
            values = {"outcome": "talking", "talking_at": sent + timedelta(hours=12)}
        make.add(Proposal, sent, sent_at=sent, client=client, title=title, category=category,
                 route=make.random.choices(("apply", "consult", "closed"), (85, 10, 5))[0],
                 price_yen=make.random.choice(PRICES), **values)  # fmt: skip


def add_messages(make: Maker) -> None:
    """Some 400 messages: most answered within hours, a few left for a day, two still waiting."""
    for day in days(398):
        received = make.at(day, 7, 20)
        minutes = round(make.random.lognormvariate(4.1, 1.35))
        replied = received + timedelta(minutes=min(max(minutes, 2), 60 * 44))
        unknown = make.random.random() < 0.02
        make.add(Message, received, client=make.random.choice((*REGULARS, *OTHERS[:4])), received_at=received,
                 subject=make.random.choice(SUBJECTS), state="answered",
                 replied_at=None if unknown or replied > NOW else replied)  # fmt: skip
    for client, hours, subject in (("みどり工房", 21, "次回のご依頼"), ("North & Co", 5, "原稿の確認")):
        received = NOW - timedelta(hours=hours)
        make.add(Message, received, client=client, received_at=received, subject=subject)


def add_contracts(make: Maker) -> None:
    """40 contracts: most fixed and completed, one ended midway, three running."""
    for number, day in enumerate(days(36, until=30)):
        client = make.random.choice((*REGULARS, *REGULARS, *OTHERS))
        delivered = day + timedelta(days=make.random.randint(3, 9))
        accepted = delivered + timedelta(days=make.random.randint(1, 6))
        kind = "hourly" if number % 11 == 5 else "task" if number % 17 == 9 else "fixed"
        price = 24_000 if day.month == 7 and kind == "fixed" else make.random.choice(PRICES[:5])
        make.add(
            Contract, make.at(day), client=client, title=make.job()[1], type=kind, price_yen=price,
            started_on=day, escrow_on=day + timedelta(days=1), due_on=delivered + timedelta(days=1),
            delivered_on=delivered, accepted_on=accepted, outcome="completed",
            i_rated_on=None if kind == "task" else accepted + timedelta(days=1),
        )  # fmt: skip
    ended = date(2026, 5, 19)
    make.add(Contract, make.at(ended), client="はなまる保険", title="保険コラム 10本", type="fixed",
             price_yen=30_000, started_on=date(2026, 5, 2), ended_on=ended, outcome="ended_midway",
             termination_requested_at=make.at(date(2026, 5, 16)),
             termination_answered_at=make.at(ended), termination_by="client")  # fmt: skip
    accepted = date(2026, 10, 25)
    make.add(Contract, make.at(accepted), client="青空商会", title="季節の家事コラム", type="fixed",
             price_yen=8_000, started_on=date(2026, 10, 10), delivered_on=date(2026, 10, 22),
             accepted_on=accepted, outcome="completed")  # fmt: skip
    for client, title, price, due in (
        ("みどり工房", "商品説明 10本", 18_000, TODAY + timedelta(days=1)),
        ("くらし便り編集部", "引っ越しの手続きまとめ", 12_000, TODAY + timedelta(days=12)),
    ):  # fmt: skip
        make.add(Contract, NOW, client=client, title=title, type="fixed", price_yen=price,
                 started_on=TODAY - timedelta(days=6), escrow_on=TODAY - timedelta(days=5), due_on=due)  # fmt: skip


def add_reviews(make: Maker) -> None:
    """What the site showed at the start, then a review for about two in three contracts."""
    make.add(Opening, NOW, as_of=FIRST, rating_shown=480, rating_count=14, rating_below_five=(48, 46, 40, 36),
             communication_shown=490, communication_count=14, communication_below_five=(40, 40),
             profile_filled=False)  # fmt: skip
    done = [r for r in make.records if isinstance(r, Contract) and r.accepted_on and r.type != "task"]
    for number, contract in enumerate(done):
        opened = (
            contract.accepted_on + timedelta(days=make.random.randint(1, 12))
            if contract.accepted_on
            else TODAY
        )
        if number % 3 == 2 or opened > TODAY or contract.i_rated_on is None:
            continue
        items = [5, 5, 5, 5, 5]
        if number % 6 == 1:
            items[make.random.choice((1, 2))] = 4
        names = ("skill", "quality", "schedule", "communication", "partnership")
        make.add(Review, make.at(opened), client=contract.client, contract_id=contract.id, opened_on=opened,
                 **dict(zip(names, items, strict=True)))  # fmt: skip


def add_the_rest(make: Maker) -> None:
    """Scouts, two of which leave before the next cut-off, the profile, a round passed, settings."""
    for day, client, source in (
        (date(2025, 12, 2), "青空商会", "direct"), (date(2025, 12, 19), "North & Co", "direct"),
        (date(2026, 2, 14), "タビスル編集室", "flyer"), (date(2026, 3, 8), "みどり工房", "direct"),
        (date(2026, 6, 21), "ことば舎", "closed_job"), (date(2026, 8, 4), "クラウドワークス事務局", "office"),
        (date(2026, 10, 5), "くらし便り編集部", "direct"),
    ):  # fmt: skip
        make.add(Scout, make.at(day), received_on=day, client=client, source=source)
    for day, parts in (
        (date(2025, 12, 7), ("skills", "portfolio")), (date(2026, 2, 1), ("results",)),
        (date(2026, 6, 14), ("self_pr", "presentation")),
    ):  # fmt: skip
        make.add(ProfileEdit, make.at(day), edited_on=day, parts=parts)
    for month in ("2026-04", "2026-07", "2026-10"):
        decided = date(int(month[:4]), int(month[5:]), 28)
        make.add(Assessment, make.at(decided), month=month, result="none")
    for practice, state in (
        ("answer-fast", "habit"),
        ("portfolio-every-time", "trying"),
        ("specialise", "trying"),
    ):
        make.add(PracticeState, NOW, practice=practice, state=state, since=date(2026, 10, 3))
    make.add(DayNote, NOW, day=date(2026, 11, 21), text="応募を3件。資料を付けたのは一つだけ。")
    make.add(Setting, NOW, key="department", value="writer")
    make.add(Setting, NOW, key="joined_on", value=JOINED.isoformat())
    make.add(Setting, NOW, key="complete_since", value=WHOLE_SINCE.isoformat())
    make.add(Tally, NOW, from_=WHOLE_SINCE.replace(year=2024), to=WHOLE_SINCE - timedelta(days=1), completed=18,
             ended_midway=0, scouts=0)  # fmt: skip
    make.add(Setting, NOW, key="weekly_goal", value=12)


def tables() -> dict[str, dict[str, Any]]:
    """The file's tables."""
    make = Maker()
    for step in (add_proposals, add_messages, add_contracts, add_reviews, add_the_rest):
        step(make)
    made: dict[str, dict[str, Any]] = {}
    for record in make.records:
        table = made.setdefault(record.kind, {})
        table[str(len(table) + 1)] = encode(record)
    return {**made, "meta": {"1": {"schema": 1, "now": NOW.isoformat(timespec="minutes")}}}


def content() -> bytes:
    """The file's bytes: indented, so that a change of it can be read."""
    return orjson.dumps(tables(), option=orjson.OPT_INDENT_2) + b"\n"


if __name__ == "__main__":
    TARGET.write_bytes(content())
    print(f"{TARGET.name}: {sum(map(len, tables().values()))} records")
