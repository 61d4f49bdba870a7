"""Pages as they really come: noise, long titles, states as headings, two ways to read. Each kind once or twice.

`WAITS` marks a row that is left out until somebody has looked at it.
"""

from __future__ import annotations

from typing import Any

import pytest

from procw_tui.domain.intake.reading import Reading
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Message, Setting
from tests.domain.intake.reading import of, understood
from tests.make import d, m

WAITS = "waits"
DUE = {"due_on": d("2026-12-05")}

CONTRACTS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "cells with line breaks": (
        ("契約名\tクライアント\t契約金額\t状態\n翻訳の校正\n(固定報酬制)\t甲野書店\t10,000円\n(税込)\t進行中\n完了予定日: 2026年12月05日(土)\n"
        "商品紹介の記事\n(固定報酬制)\t丙山\t20,000円\n(税込)\t検収中\n完了予定日: 2026年12月05日(土)"),
        [{"client": "甲野書店", "title": "翻訳の校正", "price_yen": 10_000, **DUE},
         {"client": "丙山", "title": "商品紹介の記事", "delivered_on": d("2026-11-22"), **DUE}]),
    "labels over two lines": (
        "甲野書店\t翻訳の校正\t固定報酬: 10,000円\n完了予定日: 2026年12月05日(土)\t検収中",
        [{"client": "甲野書店", "title": "翻訳の校正", "price_yen": 10_000, "delivered_on": d("2026-11-22"), **DUE}]),
    "buttons and counters": (
        ("全31件中 1件〜20件\n契約詳細\n甲野書店\n翻訳の校正\n進行中\n10,000円\n完了予定日: 2026年12月05日(土)\n残り13日\n契約詳細\n"
        "丙山\nLPの原稿\n検収中\n5,000円\n完了予定日: 2026年12月05日(土)\n残り13日\n他の29件を表示"),
        [{"client": "甲野書店", "title": "翻訳の校正", **DUE}, {"client": "丙山", "title": "LPの原稿", "price_yen": 5_000}]),
    "a title that is a sentence": (
        "甲野書店\tライターを募集します。初心者歓迎！\t進行中\t10,000円",
        [{"client": "甲野書店", "title": "ライターを募集します。初心者歓迎！", "price_yen": 10_000}]),
    "a title with amounts and days": (
        "【継続】文字起こし 60分 11/30 3,000円♪\n甲野書店\n進行中\n10,000円\n完了予定日: 2026年12月05日(土)",
        [{"client": "甲野書店", "title": "【継続】文字起こし 60分 11/30 3,000円♪", "price_yen": 10_000, **DUE}]),
    "states as headings": (
        "進行中\n甲野書店\n翻訳の校正\n10,000円\n丙山\nLPの原稿\n5,000円\n検収中\n丁川商会\nバナー作成\n7,000円",
        [{"client": "甲野書店", "delivered_on": None}, {"client": "丙山", "delivered_on": None},
         {"client": "丁川商会", "delivered_on": d("2026-11-22")}]),
    "single wide blanks": (
        "甲野書店　翻訳の校正　進行中　１０，０００円　完了予定日：２０２６年１２月０５日（土）",
        [{"client": "甲野書店", "title": "翻訳の校正", "price_yen": 10_000, **DUE}]),
    "what can't be seen at the ends": ("\u200b甲野書店\u200b\t\ufeff翻訳の校正\u00ad\t進行中\t10,000円", [{"client": "甲野書店", "title": "翻訳の校正"}]),
    "a due day without its year": ("相手\t契約名\t納期\n甲野書店\t翻訳の校正\t1/10", [{"client": "甲野書店", "due_on": d("2027-01-10")}]),
    "an end that is asked for": (
        "甲野書店\t翻訳の校正\t10,000円\t契約終了同意待ち", [{"client": "甲野書店", "outcome": "running", "termination_requested_at": m("2026-11-22 21:30")}]),
    "what only its place tells": ("丙山\t丁川\t進行中\t10,000円", [{"client": "丙山", WAITS: True}]),
    "told by the column": ("甲野書店\t翻訳の校正\t進行中\t10,000円\n丙山\tポピー\t進行中\t5,000円",
                           [{"client": "甲野書店"}, {"client": "丙山", "title": "ポピー", WAITS: False}]),
    "over on a day that nobody says": ("甲野書店\t翻訳の校正\t完了\t10,000円", [{"client": "甲野書店", WAITS: True}]),
}  # fmt: skip
OTHERS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "応募一覧\n翻訳の校正\n甲野書店\n応募中\n2026年11月20日\n応募者 12 人\nLPの原稿\n丙山\n契約待ち\n2026年11月19日\n応募者 3 人": (
        "applications", [{"client": "甲野書店", "sent_at": m("2026-11-20 12:00"), "outcome": "pending"},
                         {"client": "丙山", "title": "LPの原稿", "outcome": "talking"}]),
    "応募一覧\n翻訳の校正\t甲野書店\t募集が終了しました\t2026年11月20日": ("ended", [{"outcome": "no_answer"}]),
    "応募一覧\n翻訳の校正\t甲野書店\t応募中\t11/20": ("no year", [{"client": "甲野書店", WAITS: True}]),
    "応募一覧\n仕事名\tクライアント\t状態\n翻訳の校正\t甲野書店\t応募中": ("no day", [{"sent_at": m("2026-11-22 21:30"), WAITS: False}]),
    "評価一覧\n総合評価 4.9 (52件)\n甲野書店\n翻訳の校正\n総合評価 4.8\n2026年11月10日\nまたお願いします！\n丙山\nLPの原稿\n総合評価 5.0\n2026年10月10日\nありがとうございました♪": (
        "ratings", [{"client": "甲野書店", "overall": 48}, {"client": "丙山", "overall": 50, "opened_on": d("2026-10-10")}]),
    "みんなの評価\n総合評価\n4.9\n52件\n★★★★★ 5.0 甲野書店 2026年11月10日": ("signs", [{"client": "甲野書店", "overall": 50}]),
    "評価一覧\n【急募】LPの原稿をお願いします！\n甲野書店\n5\n5\n5\n4\n5\n2026年11月10日": (
        "five bare stars", [{"client": "甲野書店", "communication": 4, "partnership": 5}]),
    "報酬一覧\n月\t受取金額\t契約金額(税込)\n2026年10月\t30,030円\t38,500円": ("gross beside net", [{"month": "2026-10", "gross_yen": 38_500}]),
    "報酬一覧\n契約金額（税込）\n2026年10月分\t38,500円\n2026年9月分\t11,000円": (
        "a heading of amounts", [{"month": "2026-10", "gross_yen": 38_500}, {"month": "2026-09", "gross_yen": 11_000}]),
    "報酬一覧\n2026年10月\t38,500円": ("perhaps net", [{"gross_yen": 38_500, WAITS: True}]),
    "報酬\n検収日\tクライアント\t仕事\t税抜金額\n2026年10月30日\t甲野書店\t翻訳の校正\t30,000円": (
        "without tax", [{"client": "甲野書店", "price_yen": 33_000, "accepted_on": d("2026-10-30")}]),
}  # fmt: skip
TEXTS = [(name, f"契約一覧\n{text}", rows) for name, (text, rows) in CONTRACTS.items()]
TEXTS += [(name, text, rows) for text, (name, rows) in OTHERS.items()]


@pytest.mark.parametrize(("text", "rows"), [each[1:] for each in TEXTS], ids=[each[0] for each in TEXTS])
def test_what_comes_of_a_page(text: str, rows: list[dict[str, Any]]) -> None:
    reading = understood(text)
    assert len(reading.items) == len(rows)
    for item, row in zip(reading.items, rows, strict=True):
        expected = {name: value for name, value in row.items() if name != WAITS}
        assert {name: getattr(item.record, name) for name in expected} == expected
        assert item.doubtful == row.get(WAITS, False)
    once = reading.change(Ledger({}), {}).applied(Ledger({}))
    again = understood(text, once).change(once, {}).applied(once)
    assert again == once


def test_only_net_is_refused() -> None:
    reading = understood("報酬一覧\n月\t受取金額\n2026年10月\t30,030円")
    assert [each.reason.reason for each in reading.refused] == ["only_net"]


@pytest.mark.parametrize("text", [
    "契約一覧\n甲野書店\t翻訳の校正\t10,000円\t謎の状態", "契約一覧\n相手\t契約名\t状態\n甲野書店\t翻訳の校正\t謎の状態",
])  # fmt: skip
def test_a_state_that_is_not_known_is_named(text: str) -> None:
    (item,) = understood(text).items
    assert (item.left, item.doubtful) == (("謎の状態",), False)


def test_a_job_that_cuts_in_is_not_read_in_silence() -> None:
    """Three texts, two of them jobs: nothing tells which is the title."""
    (item,) = understood(
        "応募した仕事\n記事作成\n甲野書店 (52件の評価)\n1記事 3,000円\n応募中\n2026/11/20"
    ).items
    assert item.doubtful
    assert getattr(item.record, "client", "") == "甲野書店"


THREADS = {
    "with san": "メッセージ詳細\n甲野書店さん\n2026年11月21日 09:00\nお願いします。\n山田さん\n2026年11月21日 09:40\n承知しました。",
    "in two lines": "メッセージ詳細\n甲野書店\n採用担当 佐藤\n2026年11月21日 09:00\nお願いします\n山田\nライター\n2026年11月21日 09:40\n承知しました",
    "beside system lines": "甲野書店\n2026年11月21日 09:00\nお願いします\n山田\n2026年11月21日 09:40\n承知しました\n契約が成立しました\n2026年11月22日 10:00",
    "with pictures": "送信者画像\n甲野書店\n2026年11月21日 09:00 既読\nお願いします\n送信者画像\n山田\n2026年11月21日 09:40\n承知しました",
    "days above clocks": "2026年11月21日(土)\n甲野書店\n09:00\nおはようございます\n山田 09:40\n承知しました",
}  # fmt: skip


@pytest.mark.parametrize("text", THREADS.values(), ids=THREADS)
def test_a_thread(text: str) -> None:
    reading = understood(text, me="山田")
    after = reading.change(Ledger({}), {}).applied(Ledger({}))
    (made,) = of(Message, after)
    assert (made.client, made.received_at, made.replied_at) == (
        "甲野書店", m("2026-11-21 09:00"), m("2026-11-21 09:40"),
    )  # fmt: skip
    assert {record.kind for record in after if not isinstance(record, Setting)} == {"message"}


def test_a_list_of_threads_is_refused() -> None:
    reading: Reading = understood(
        "メッセージ一覧\n受信箱\n甲野書店\n2026年11月22日 09:10\n記事のご相談", me="山田"
    )
    assert (reading.threads, reading.items) == (True, ())


HARD: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "an empty cell": ("応募一覧\n仕事名\tクライアント\t応募金額\t応募日\t状態\nコラム執筆\t\t10,000円\t2026/11/05\t応募中",
                      [{"client": None, "title": "コラム執筆", "price_yen": 10_000}]),
    "a column without a name": ("契約一覧\n\t仕事名\tクライアント\t契約金額\t状態\n1\tコラム執筆\thana_8712\t33,000円\t進行中",
                                [{"client": "hana_8712", "title": "コラム執筆"}]),
    "a footer": ("契約一覧\n料理コラムの執筆\nkitchen_lab\n進行中\n15,000円\n会社概要\n株式会社クラウドワークス\n© CrowdWorks Inc.",
                 [{"client": "kitchen_lab", "price_yen": 15_000}]),
    "the user's own name": ("山田ことば さん\n契約一覧\n料理コラムの執筆\nkitchen_lab\n15,000円\n進行中", [{"client": "kitchen_lab"}]),
    "two pages": ("契約一覧\n料理コラムの執筆\tkitchen_lab\t15,000円\t進行中\n評価一覧\nみどり工房\t商品説明の執筆\t★★★★★ 5.0\t2026年11月10日",
                  [{"kind": "contract"}, {"kind": "review", "overall": 50}]),
    "a state of another page": ("応募一覧\n記事の作成\tみどり工房\t5,000円\t2026/11/10\t完了\nロゴの作成\tminato\t5,000円\t2026/11/10\t終了",
                                [{"kind": "proposal", "outcome": "pending"}, {"kind": "proposal"}]),
    "a state in a title": ("応募一覧\n【募集終了】プレスリリースの校正\tみどり工房\t応募中\t33,000円\t2026/11/20",
                           [{"title": "【募集終了】プレスリリースの校正", "outcome": "pending"}]),
    "a label in a title": ("契約一覧\ntoto555\tクライアント 対応メールの作成\t進行中\t5,000円",
                           [{"client": "toto555", "title": "クライアント 対応メールの作成"}]),
    "a value with a colon in a title": ("契約一覧\nminato\t納期：2026/12/01 記事の執筆\t進行中\t5,000円",
                                        [{"title": "納期：2026/12/01 記事の執筆", "due_on": None}]),
    "an amount at the edge of a title": ("契約一覧\nSEOライター募集 1記事 3,000円\nみどり工房\n進行中", [{"client": "みどり工房", WAITS: True}]),
    "a sum": ("契約一覧\n仕事名\tクライアント\t契約金額\t状態\n料理コラムの執筆\tkitchen_lab\t15,000円\t進行中\n合計\t15,000円", [{"client": "kitchen_lab"}]),
    "a mean and how stars are spread": (
        "みんなの評価\n総合評価 4.9\n評価数 52\n★5 48\n★4 3\nみどり工房\t商品説明8本の執筆\t★5.0\t2026年11月10日", [{"client": "みどり工房", "overall": 50}]),
    "line breaks in names": (
        "終了した契約\n仕事名\tクライアント\t契約金額\t状態\t完了日\nブログ記事のリライト\t株式会社\nミナト\t11,000円\t完了\t2026年11月01日",
        [{"client": "株式会社ミナト", "price_yen": 11_000, "accepted_on": d("2026-11-01")}]),
    "with and without tax": ("契約一覧\n料理コラムの執筆\tkitchen_lab\t進行中\t13,636円（税抜）\t15,000円（税込）", [{"price_yen": 15_000}]),
    "two amounts in one": ("契約一覧\n料理コラムの執筆\tkitchen_lab\t進行中\t15,000円（税込 16,500円）", [{"price_yen": 16_500}]),
    "over, nobody says how": ("終了した契約\n仕事名\tクライアント\t契約金額\t終了日\n料理コラムの執筆\tkitchen_lab\t15,000円\t2026/11/20",
                              [{"client": "kitchen_lab", WAITS: True}]),
    "headings with counts": ("応募一覧\n応募中（1件）\n旅行記事の執筆\tたびノート\t2026年11月20日\n不採用（1件）\n料理コラムの執筆\tkitchen_lab\t2026年11月18日",
                             [{"outcome": "pending"}, {"outcome": "lost"}]),
    "tabs above the list": ("契約一覧\nすべて\n進行中\n終了\n料理コラムの執筆\nkitchen_lab\n15,000円\n進行中\nロゴ作成\nminato\n22,000円\n納品済み",
                            [{"delivered_on": None}, {"client": "minato", "delivered_on": d("2026-11-22")}]),
    "by the hour": ("契約一覧\n経理サポート\t大空商事\t1,500円/時間\t進行中", [{"type": "hourly", "price_yen": None}]),
    "rows that contradict each other": (
        "契約一覧\nそらのね\tうたかた\t進行中\t5,000円\nみどり工房\t記事の作成\t進行中\t5,000円\nロゴの作成\tうみの家\t進行中\t5,000円",
        [{WAITS: True}, {"client": "みどり工房"}, {"client": "うみの家"}]),
    "one piece a line, the title first, tabs and links around": (
        ("契約一覧\n進行中の契約 終了した契約\n検索結果 2件\n通販サイトの説明文\n固定報酬制\nクライアント\nminato_plan\n契約日\n2026年10月03日\n"
        "契約金額\n44,000円 (税込)\nステータス\n作業中\nメッセージを見る\n秋のチラシ\n固定報酬制\nクライアント\nyamada_shop\n契約日\n2026年11月05日\n"
        "契約金額\n33,000円 (税込)\nステータス\n仮払い待ち\nメッセージを見る\nヘルプ よくある質問 利用規約"),
        [{"client": "minato_plan", "title": "通販サイトの説明文", "price_yen": 44_000},
         {"client": "yamada_shop", "title": "秋のチラシ", "price_yen": 33_000}]),
    "a heading and a tab above titles": (
        ("応募・スカウト管理\n応募中\n旅行記事の執筆\n固定報酬制 50,000円\ntravel_note\n応募日:2026年11月18日\n選考中\n店のLP\n固定報酬制 80,000円\n"
        "green_koumuten\n応募日:2026年11月10日\n落選"),
        [{"client": "travel_note", "title": "旅行記事の執筆", "price_yen": 50_000, "outcome": "pending"},
         {"client": "green_koumuten", "title": "店のLP", "price_yen": 80_000, "outcome": "lost"}]),
    "a title called as a category": (
        "契約一覧\nデザイン\nクライアント\n海辺社\n契約金額\n50,000円\nステータス\n進行中\n契約日\n2026/11/02", [{"client": "海辺社", "title": "デザイン"}]),
    "a column of categories": (
        "応募した仕事\nすべて 選考中 契約 落選\n旅行記事の執筆\tライティング\t30,000円\t選考中\t応募日 2026/11/18\n店のLP\tデザイン\t要相談\t落選\t応募日 2026/11/10",
        [{"client": None, "title": "旅行記事の執筆"}, {"client": None, "title": "店のLP", "price_yen": None, "outcome": "lost"}]),
    "two days": ("応募一覧\n旅行記事のライター募集\tたびノート\t2026年11月01日\t2026年11月20日\t応募中", [{WAITS: True}]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), HARD.values(), ids=HARD)
def test_what_comes_of_a_hard_page(text: str, rows: list[dict[str, Any]]) -> None:
    test_what_comes_of_a_page(text, rows)


def test_rows_alike_are_two_and_a_page_copied_twice_is_one() -> None:
    row = "記事作成\tkitchen_lab\t完了\t5,000円\t検収日: 2026年11月20日\n"
    assert len(understood(f"終了した契約\n{row}{row}").items) == 2
    assert len(understood(f"終了した契約\n{row}終了した契約\n{row}").items) == 1


def test_a_thread_of_last_year_waits() -> None:
    text = "メッセージ詳細\nみどり工房\n12月20日 10:11\nA\n山田ことば\n12月20日 14:05\nB"
    assert [item.doubtful for item in understood(text).items] == [True]
