"""One client, one name; one event, one record: whatever comes again, in whichever spelling, changes nothing."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procw_tui.domain.intake.reading import read_table
from procw_tui.domain.intake.sheets import SheetAsked
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.jobs import same_as
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.recent import recent
from procw_tui.domain.ledger.renaming import renamed
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, sought, who
from procw_tui.domain.record.records import Contract, Proposal, Review
from procw_tui.domain.work.contracts import running_for
from procw_tui.domain.work.replies import replies, reply
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.forms.termination import TerminationForm
from procw_tui.present.words.sheets import sheet_words
from tests.domain.intake.reading import against, of, pasted, understood
from tests.make import contract, d, done, earning, m, message, part, proposal, review
from tests.make_demo import NOW

NAME = "パン屋ベル〜本店"
SPELLINGS = {
    "nfd": unicodedata.normalize("NFD", NAME), "half": "ﾊﾟﾝ屋ﾍﾞﾙ～本店", "blanks": "\u3000 パン屋ベル〜本店 \u3000",
    "zero width": "パン\u200b屋\u00adベル〜本店\ufeff", "variation": "パン屋\ufe00ベル〜本\U000e0100店", "sama": "パン屋ベル〜本店 様",
    "san": "パン屋ベル～本店\u3000さん", "onchu": "パン屋ベル~本店 御中",
}  # fmt: skip
OTHERS = ("ぱん屋べる〜本店", "パン屋ベル〜支店", "パン屋 ベル〜本店", "様", "さん", "パン屋ベル様〜本店")


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
class TestOneClient:
    """Every way in knows it by each spelling; what is stored stays as it was typed."""

    def test_by_name(self, spelling: str) -> None:
        assert who(spelling) == who(NAME)

    def test_as_somebody_who_waits(self, spelling: str) -> None:
        waiting = part(message(NAME, "2026-11-22 10:00"), message(spelling, "2026-11-22 11:00"))
        assert [wait.client for wait in replies(waiting, NOW).waiting] == [NAME]
        answered = reply(waiting, spelling, NOW).applied(waiting)
        assert replies(answered, NOW).waiting == ()
        assert {each.client for each in answered} == {NAME, spelling}  # type: ignore[attr-defined]

    def test_with_a_contract_that_runs(self, spelling: str) -> None:
        running = contract("2026-11-01", client=NAME)
        assert running_for(part(running), spelling) == [running]
        form = TerminationForm(part(running), NOW)
        form.fill({"client": spelling})
        (op,) = form.change(part(running)).ops
        assert op.record.id == running.id

    def test_in_a_form_and_on_the_command_line(self, spelling: str) -> None:
        there = proposal("2026-11-20 10:00", client=NAME, title="A記事")
        typed = proposal("2026-11-22 10:00", client=spelling, title="Ａ記事 ")
        assert same_as(part(there), typed) == [there]
        assert len(recent(part(there, typed), "client")) == 1

    def test_on_a_page_and_in_a_sheet(self, spelling: str) -> None:
        there = contract("2026-11-01", client=NAME, title="A記事", price_yen=11_000)
        page = f"契約一覧\nクライアント: {spelling}\n契約名: A記事\n契約金額: 11,000円\n状態: 検収中"
        assert pasted(page, part(there)).count("contract") == 1
        sheet = f'開始日,クライアント,仕事,金額\n2026/11/01,"{spelling}",A記事,10000\n'
        reading = read_table(sheet, "contract", against(part(there)), words("contract"), SheetAsked())
        assert reading.change(part(there), {}).applied(part(there)).count("contract") == 1

    def test_in_a_new_name(self, spelling: str) -> None:
        before = part(message(NAME, "2026-11-22 10:00"), contract("2026-11-01", client=spelling))
        after = renamed(before, spelling, "ベル").applied(before)
        assert {each.client for each in after} == {"ベル"}  # type: ignore[attr-defined]


def words(kind: str) -> Any:
    return sheet_words(kind, KNOWLEDGE.site_words)


@pytest.mark.parametrize("other", OTHERS)
def test_another_name_is_another_client(other: str) -> None:
    assert who(other) != who(NAME)


def test_dashes_are_one_and_behind_kana_a_long_vowel() -> None:
    assert len({who(f"A{dash}B") for dash in "-\u2010\u2013\u2014\u2015\u2212\uff0d"}) == 1
    assert len({who(f"スーパ{dash}玉") for dash in "ー-\u2010\u2013\u2014\u2212\uff70"}) == 1
    assert who("様") == "様"
    assert sought("ねこや") == sought("ネコヤ")
    assert who("ねこや") != who("ネコヤ")


@given(st.text(max_size=12))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert who(who(text)) == who(text) or who(text).endswith(("さん", "様", "御中"))


@pytest.mark.parametrize("client", ["", " ", "\u3000", "\u200b", "\ufe0f"])
def test_a_client_of_blanks_is_refused(client: str) -> None:
    with pytest.raises(Invalid):
        changes.log(Ledger({}), message(client, "2026-11-22 10:00"))
    with pytest.raises(Invalid):
        renamed(part(message("A", "2026-11-22 10:00")), "A", client)


CLIENTS = st.sampled_from(["甲野商店", "乙川", "North & Co", "株式会社ことのは"])
TITLES = st.sampled_from(
    [
        "A記事の作成",
        "バナー 3本",
        "【急募】ライター募集 3,000円！",
        "ご相談ください。",
        "Webサイトの翻訳 11/30",
    ]
)
DAYS = st.integers(1, 22).map(lambda number: f"2026-11-{number:02}")
STATES = {"running": "進行中", "delivered": "検収中", "completed": "完了", "ended_midway": "契約途中終了"}


ENDS: dict[str, dict[str, Any]] = {
    "running": {}, "delivered": {"delivered_on": "2026-11-22"},
    "completed": {"outcome": "completed", "accepted_on": "2026-11-22"},
    "ended_midway": {"outcome": "ended_midway", "ended_on": "2026-11-22"},
}  # fmt: skip


@st.composite
def a_contract(draw: st.DrawFn) -> Contract:
    began, price = draw(DAYS), draw(st.integers(1, 99_999))
    state = draw(st.sampled_from(list(STATES)))
    values = ENDS[state] | ({"due_on": "2026-12-24"} if draw(st.booleans()) else {})
    return contract(began, client=draw(CLIENTS), title=draw(TITLES), price_yen=price, **values)


def state_of(each: Contract) -> str:
    if each.outcome != "running":
        return STATES[each.outcome]
    return STATES["delivered" if each.delivered_on else "running"]


def contracts_page(every: list[Contract], layout: str) -> str:
    """The list as the site shows it: with labels, so that nothing hangs on places."""
    rows = []
    for each in every:
        due = [f"完了予定日: {each.due_on:%Y年%m月%d日}"] if each.due_on else []
        closed = [f"完了日: {each.closed_on:%Y年%m月%d日}"] if each.closed_on else []
        began = [f"契約日: {each.started_on:%Y年%m月%d日}"]
        rows.append(
            [each.client, each.title or "", state_of(each), f"{each.price_yen:,}円", *began, *due, *closed]
        )
    mark = "\t" if layout == "tabs" else "\n"
    return "契約一覧\n" + "\n".join(mark.join(row) for row in rows)


TWINS = st.tuples(st.sampled_from(list(STATES)), st.booleans())


@settings(max_examples=50)
@given(st.lists(TWINS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_contracts_that_are_alike_are_told_by_their_stage_and_due_day(
    every: list[tuple[str, bool]], random: Any
) -> None:
    known = part(*(
        contract("2026-11-01", client="甲野商店", title="A記事の作成", price_yen=1,
                 **ENDS[state], **({"due_on": "2026-12-24"} if due else {}))
        for state, due in every
    ))  # fmt: skip
    shuffled = [*known.all(Contract)]
    random.shuffle(shuffled)
    for shown in (shuffled, shuffled[: len(shuffled) // 2]):
        assert pasted(contracts_page(shown, "tabs"), known) == known


@settings(max_examples=60)
@given(
    st.lists(a_contract(), max_size=6), st.sampled_from(["tabs", "lines"]), st.randoms(use_true_random=False)
)
def test_a_list_of_contracts_that_is_known_changes_nothing(
    every: list[Contract], layout: str, random: Any
) -> None:
    before = part(*every)
    shuffled = [*before.all(Contract)]
    random.shuffle(shuffled)
    for shown in (shuffled, shuffled[: len(shuffled) // 2]):
        after = pasted(contracts_page(shown, layout), before)
        assert after == before


@st.composite
def an_application(draw: st.DrawFn) -> Proposal:
    state = draw(st.sampled_from(["pending", "talking", "won", "lost", "no_answer"]))
    return proposal(f"{draw(DAYS)} 12:00", client=draw(CLIENTS), title=draw(TITLES), outcome=state,
                    price_yen=draw(st.integers(1, 99_999)))  # fmt: skip


APPLIED = {
    "pending": "応募中",
    "talking": "条件交渉",
    "won": "契約",
    "lost": "不採用",
    "no_answer": "募集終了",
}


@settings(max_examples=60)
@given(st.lists(an_application(), max_size=6), st.randoms(use_true_random=False))
def test_a_list_of_applications_that_is_known_changes_nothing(every: list[Proposal], random: Any) -> None:
    before = part(*every)
    shuffled = [*every]
    random.shuffle(shuffled)
    rows = [
        f"{each.title}\t{each.client}\t{APPLIED[each.outcome]}\t{each.price_yen:,}円\t{each.sent_at:%Y/%m/%d}" for each in shuffled
    ]  # fmt: skip
    head = "応募一覧\n仕事名\tクライアント\t状態\t応募金額\t応募日\n"
    assert pasted(head + "\n".join(rows), before) == before


@settings(max_examples=40)
@given(st.lists(st.tuples(DAYS, CLIENTS, st.integers(10, 50)), max_size=5, unique_by=lambda each: each[:2]))
def test_a_list_of_ratings_that_is_known_changes_nothing(every: list[tuple[str, str, int]]) -> None:
    before = part(*(review(day, client=client, overall=stars, **NONE) for day, client, stars in every))
    rows = [
        f"クライアント: {each.client}\n総合評価: {(each.overall or 0) / 10:.1f}\n評価日: {each.opened_on:%Y年%m月%d日}\nありがとうございました！"
        for each in before.all(Review)
    ]  # fmt: skip
    assert pasted("評価一覧\n" + "\n".join(rows), before) == before


NONE: dict[str, Any] = dict.fromkeys(("skill", "quality", "schedule", "communication", "partnership"))


def test_months_that_are_known_change_nothing() -> None:
    before = part(earning("2026-09", 11_000), earning("2026-10", 38_500))
    page = (
        "報酬一覧\n月\t受取金額\t契約金額(税込)\n2026年10月\t30,030円\t38,500円\n2026年9月\t8,580円\t11,000円"
    )
    assert pasted(page, before) == before


def test_the_number_of_the_site_decides() -> None:
    there = contract("2026-11-01", client="甲野商店", title="A記事", site_id="123")
    sheet = "サイトの番号,開始日,クライアント,仕事\n123,2026/11/02,甲野商店,B記事\n124,2026/11/01,甲野商店,A記事\n"
    reading = read_table(sheet, "contract", against(part(there)), words("contract"), SheetAsked())
    first, second = reading.items
    assert first.record.id == there.id
    assert second.record.id != there.id


def test_a_day_that_was_assumed_contradicts_nothing_and_is_told_later() -> None:
    """Pasted without a day, then with one: one record, and the day is the stated one."""
    first = pasted("応募一覧\n仕事名\tクライアント\t状態\n猫の記事\tねこ屋\t応募中", Ledger({}))
    (made,) = of(Proposal, first)
    assert (made.sent_at, made.assumed) == (NOW, ("sent_at",))
    after = pasted(
        "応募一覧\n仕事名\tクライアント\t状態\t応募日\n猫の記事\tねこ屋\t応募中\t2026/11/20", first
    )
    (told,) = of(Proposal, after)
    assert (told.id, told.sent_at.date(), told.assumed) == (made.id, d("2026-11-20"), None)


def test_what_differs_is_shown_and_chosen() -> None:
    there = done("2026-11-20", client="甲野商店", title="A記事", price_yen=10_000)
    (item,) = understood(
        "契約一覧\n甲野商店\tA記事\t完了\t11,000円\t完了日: 2026年11月20日", part(there)
    ).open_items
    assert ("differs" in item.doubts, item.doubtful) == (True, False)
    assert item.options[0].ops == ()


def test_a_job_applied_for_on_another_day_is_another_one() -> None:
    there = proposal("2026-11-01 12:00", client="甲野商店", title="A記事")
    reading = understood("応募一覧\n甲野商店\tA記事\t応募中\t2026/11/20", part(there))
    (item,) = reading.open_items
    assert (item.doubts, item.options[0].act) == (("alike",), "new")
    near = understood("応募一覧\n甲野商店\tA記事\t応募中\t2026/11/02", part(there))
    assert [each.doubtful for each in near.open_items] == [True]
    assert m("2026-11-01 12:00") == there.sent_at


def test_what_was_assumed_is_stated_once_somebody_sets_it() -> None:
    first = pasted("契約一覧\n甲野商店\tA記事\t検収中\t5,000円", Ledger({}))
    (made,) = of(Contract, first)
    assert made.assumed == ("type", "delivered_on", "started_on")
    edited = changes.edit(first, made.id, {"started_on": d("2026-11-01")}).applied(first)
    assert [each.assumed for each in of(Contract, edited)] == [("type", "delivered_on")]
