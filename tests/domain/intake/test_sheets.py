"""Sheets: our own to the letter, and those that freelancers keep; nothing twice, nothing wrong in silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procw_tui.domain.intake.reading import Reading, read_table
from procw_tui.domain.intake.sheets import SheetAsked
from procw_tui.domain.intake.tables import kind_of_table
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.renaming import renamed
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Contract, Earning, Message, Proposal, Record, Review
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.words.sheets import sheet_words
from procw_tui.store.sheets import written
from tests.domain.intake.reading import against, of
from tests.domain.strategies import ledgers
from tests.make import d, m, message, proposal

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def read(kind: str, text: str, ledger: Ledger | None = None, **asked: Any) -> Reading:
    words = sheet_words(kind, KNOWLEDGE.site_words)
    return read_table(text, kind, against(ledger or Ledger({})), words, SheetAsked(**asked))


def taken(kind: str, text: str, ledger: Ledger | None = None, **asked: Any) -> Ledger:
    """The ledger after the sheet, as `import` takes it: nothing doubtful, nothing where a row is bad."""
    before = ledger or Ledger({})
    reading = read(kind, text, before, **asked)
    assert reading.refused == ()
    return reading.change(before, {}).applied(before)


def said(record: Any, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


@given(ledgers)
def test_our_own_sheets_give_the_same_ledger(records: list[Record]) -> None:
    before = Ledger.of(records)
    after = Ledger({})
    for kind in KINDS:
        mine = list(before.all(KINDS[kind]))
        if mine:
            after = taken(kind, written(kind, mine, mark=True).decode(), after)
    assert after == before


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_any_text_survives_and_none_begins_a_formula(client: str, subject: str, note: str | None) -> None:
    mine = message(f"x{client}", "2026-11-22T10:00:30", subject=subject, note=note)
    sheet = written("message", [mine]).decode()
    assert list(taken("message", sheet)) == [mine]
    cells = [cell for line in csv.reader(io.StringIO(sheet, newline="")) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "begun", ["=", "+", "-", "@", "\t", "\r", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_begins_as_a_spreadsheet_would_obey(begun: str) -> None:
    record = proposal("2026-11-20T10:00", client=f"{begun}1+1")
    sheet = written("proposal", [record]).decode()
    assert f"'{begun}1+1" in sheet
    assert [each.client for each in of(Proposal, taken("proposal", sheet))] == [f"{begun}1+1"]


def test_columns_are_called_what_freelancers_call_them() -> None:
    text = '応募日,取引先,案件,受注金額,状況,備考,担当\n2026/11/20,甲野商店,A記事,"9,900",応募中,急ぎ,佐藤\n'
    (made,) = of(Proposal, taken("proposal", text))
    assert said(made, "client", "title", "price_yen", "outcome", "note") == (
        "甲野商店", "A記事", 9_900, "pending", "急ぎ",
    )  # fmt: skip
    sheet = read("proposal", text).sheet
    assert sheet is not None
    assert sheet.unknown == ("担当",)
    (kept,) = of(Proposal, taken("proposal", text, in_note=True))
    assert kept.note == "急ぎ\n担当: 佐藤"


def test_english_columns() -> None:
    text = "Client,Project,Amount,Start,Due date,Status\nAcme Ltd,Logo,33000,2026/11/01,12/5,In progress\n"
    (made,) = of(Contract, taken("contract", text))
    assert said(made, "client", "title", "price_yen", "due_on", "outcome", "type") == (
        "Acme Ltd", "Logo", 33_000, d("2026-12-05"), "running", "fixed",
    )  # fmt: skip
    (item,) = read("contract", text).open_items
    assert "type_assumed" in item.doubts


def test_titles_above_blank_rows_and_sums() -> None:
    text = '2026年 売上管理表,\n,\n月,報酬額\n2026年9月,"11,000"\n\n2026年10月,"38,500"\n合計,"49,500"\n'
    assert [said(each, "month", "gross_yen") for each in of(Earning, taken("earning", text))] == [
        ("2026-09", 11_000), ("2026-10", 38_500),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["月,売上,手数料,手取り\n2026年10月,38500,8470,30030\n", "月,税抜\n202610,35000\n",
                                  "月,契約金額(税抜)\n2026/10/01,35000.0\n", "月,手取り,売上\n2026年10月分,30030,38500\n", "年,月,売上\n2026,10,38500\n",
                                  "2026年 売上,\n月,売上\n10月,38500\n", "月,金額,消費税,税込\n2026-10,35000,3500,38500\n"])  # fmt: skip
def test_of_several_amounts_the_gross_with_tax_is_taken(text: str) -> None:
    assert [said(each, "month", "gross_yen") for each in of(Earning, taken("earning", text))] == [
        ("2026-10", 38_500)
    ]


def test_an_amount_that_may_be_net_waits_and_one_that_is_net_is_refused() -> None:
    reading = read("earning", "月,報酬\n2026年10月,30030\n")
    assert [item.doubtful for item in reading.open_items] == [True]
    kept = reading.change(Ledger({}), {}).applied(Ledger({}))
    assert (kept.count("earning"), kept.count("inbox")) == (0, 1)
    assert reading.change(Ledger({}), {}, doubtful=True).applied(Ledger({})).count("earning") == 1
    net = read("earning", "月,手取り\n2026年10月,30030\n")
    assert [each.reason.reason for each in net.refused] == ["only_net"]


def test_payments_of_one_month_add_up() -> None:
    (made,) = of(Earning, taken("earning", "月,売上\n2026年10月,10000\n2026年10月,28500\n"))
    assert made.gross_yen == 38_500


@pytest.mark.parametrize(("word", "outcome"), [
    ("応募済み", "pending"), ("落選", "lost"), ("契約待ち", "talking"), ("採用", "won"), ("Won", "won"), ("no reply", "no_answer"),
])  # fmt: skip
def test_states_in_any_words(word: str, outcome: str) -> None:
    text = f"応募日,クライアント,仕事,結果\n2026/11/20,甲野商店,A記事,{word}\n"
    assert [each.outcome for each in of(Proposal, taken("proposal", text))] == [outcome]


def test_a_state_that_is_not_known_is_named_and_the_row_taken_without_it() -> None:
    reading = read("proposal", "応募日,クライアント,仕事,結果\n2026/11/20,甲野商店,A記事,謎\n")
    (item,) = reading.open_items
    assert (item.doubts, item.left, item.doubtful) == (("unknown_state",), ("謎",), False)


def test_what_no_column_says_is_asked_once_for_all_rows() -> None:
    text = "クライアント,仕事,金額\n甲野商店,A記事,11000\n"
    sheet = read("proposal", text).sheet
    assert sheet is not None
    assert (sheet.missing, sheet.candidates) == (("sent_at",), ())
    (made,) = of(Proposal, taken("proposal", text, given={"sent_at": "2026-11-20"}))
    assert made.sent_at.date() == d("2026-11-20")
    closed = (
        "クライアント,仕事,契約金額,開始日,検収日,状態\n甲野商店,A記事,11000,2026/10/01,2026/10/30,完了\n"
    )
    (contract,) = of(Contract, taken("contract", closed, given={"type": "fixed"}))
    assert said(contract, "type", "outcome", "accepted_on") == ("fixed", "completed", d("2026-10-30"))


def test_a_contract_over_on_a_day_that_nobody_says_waits() -> None:
    reading = read("contract", "クライアント,仕事,契約金額,状態\n甲野商店,A記事,11000,完了\n")
    assert [item.doubtful for item in reading.open_items] == [True]


@pytest.mark.parametrize("moment", [
    "2026/11/20 0:00:00", "20261120", "2026.11.20", "令和8年11月20日", "R8.11.20", "2026/11/19 24:00", "2026年11月20日(金) 午後2時",
])  # fmt: skip
def test_days_as_spreadsheets_write_them(moment: str) -> None:
    (made,) = of(Proposal, taken("proposal", f"応募日,クライアント,仕事\n{moment},甲野商店,A記事\n"))
    assert made.sent_at.date() == d("2026-11-20")


def test_a_day_without_its_year_waits_but_a_due_day_lies_ahead() -> None:
    reading = read("proposal", "応募日,クライアント,仕事\n11/20,甲野商店,A記事\n")
    assert [item.doubts for item in reading.open_items] == [("no_year",)]
    (made,) = of(
        Contract, taken("contract", "開始日,クライアント,仕事,納期\n2026/11/01,甲野商店,A記事,1/10\n")
    )
    assert made.due_on == d("2027-01-10")


@pytest.mark.parametrize(("text", "line"), [
    ('応募日,クライアント,仕事,金額\n2026/11/20,"甲野商店,A記事,11000\n2026/11/21,乙川,B記事,5000\n', 2),
    ('応募日,クライアント,仕事,金額\n2026/11/19,丙田,C記事,1\n2026/11/20,"甲野商店,A記事,11000\n2026/11/21,"乙川",B記事,5000\n', 3),
    ("応募日,クライアント,仕事,金額\n2026/11/20,甲野商店,A記事,12,000\n", 2),
    ('応募日,クライアント,仕事,金額\n2026/11/20,甲野商店,A記事,"12,00"\n', 2),
    ('応募日,クライアント,仕事,金額\n2026/11/20,甲野商店,A記事,"1,2000"\n', 2),
    ("応募日,クライアント,仕事,金額\nいつか,甲野商店,A記事,1\n", 2),
])  # fmt: skip
def test_what_can_not_be_read_is_refused_with_its_line(text: str, line: int) -> None:
    assert [min(each.lines) + 1 for each in read("proposal", text).refused] == [line]


def test_a_sheet_that_names_its_separator_and_one_with_semicolons() -> None:
    for text in (
        "sep=;\n応募日;クライアント;仕事\n2026/11/20;甲野, 商店;A記事\n",
        "応募日\t仕事\n2026/11/20\tA, B, C\n",
    ):
        assert taken("proposal", text).count("proposal") == 1


def test_the_kind_is_told_by_the_columns() -> None:
    every = {kind: sheet_words(kind, KNOWLEDGE.site_words) for kind in KINDS}
    assert kind_of_table("月,売上\n2026年10月,1\n", every) == "earning"
    assert kind_of_table("応募日,クライアント,仕事,結果\n", every) == "proposal"
    assert kind_of_table("評価日,クライアント,総合評価\n", every) == "review"
    assert kind_of_table("クライアント,仕事,契約金額,開始日,納期,検収日\n", every) == "contract"
    assert kind_of_table("天気\n雨\n", every) is None


def test_what_is_no_sheet_of_the_kind() -> None:
    with pytest.raises(Invalid, match="no_columns"):
        read("scout", "weather\nrain\n")
    with pytest.raises(Invalid, match="column_twice"):
        read("scout", "received_on,received_on\n2026-11-22,2026-11-21\n")
    assert read("proposal", "title,sent_at,price_yen\nq,2026-11-20," + "9" * 5000 + "\n").refused


CONTRACT = "取引先,案件,受注金額,状況,契約日,検収日"
WAITING = {
    "a state that is not known": f"{CONTRACT}\nA社,ロゴ,1000,保留,2026/11/2,", "a day to come": f"{CONTRACT}\nA社,ロゴ,1000,,2026/11/2,2026/12/25",
    "state against day": f"{CONTRACT}\nA社,ロゴ,1000,進行中,2026/11/2,2026/11/20", "over without a day": f"{CONTRACT}\nA社,ロゴ,1000,完了,2026/11/2,",
    "ended somehow": "取引先,案件,開始日,終了日\nA社,ロゴ,2026/10/1,2026/10/20",
}  # fmt: skip


@pytest.mark.parametrize("text", WAITING.values(), ids=WAITING)
def test_what_may_mean_two_things_waits(text: str) -> None:
    reading = read("contract", text)
    assert [item.doubtful for item in reading.open_items] == [True]
    assert reading.change(Ledger({}), {}, doubtful=True).applied(Ledger({})).count("contract") == 1


@pytest.mark.parametrize(("state", "outcome"), [
    ("途中終了(合意)", "ended_midway"), ("完了(検収済)", "completed"), ("完了！", "completed"), ("キャンセル済み", "ended_midway"),
    ("検収済み", "completed"),
])  # fmt: skip
def test_a_state_however_it_is_put(state: str, outcome: str) -> None:
    (made,) = of(Contract, taken("contract", f"{CONTRACT}\nA社,ロゴ,1000,{state},2026/11/2,2026/11/20"))
    assert made.outcome == outcome


@pytest.mark.parametrize("row", [
    "10月合計,,1000,,,", "合　計,,1000,,,", "合計(税込),,1000,,,", "今月計,,1000,,,", "消費税,,100,,,", "2026年10月,,,,,", "※進行中は税込,,,,,",
    "7,,,,,", "取引先,案件,受注金額,状況,契約日,検収日",
])  # fmt: skip
def test_rows_between_and_below_are_passed_over(row: str) -> None:
    text = f"{CONTRACT}\nA社,ロゴ,1000,進行中,2026/11/2,\n{row}\nB社,バナー,2000,進行中,2026/11/3,\n"
    assert [each.client for each in of(Contract, taken("contract", text))] == ["A社", "B社"]


def test_planned_days_are_not_done() -> None:
    (made,) = of(
        Contract, taken("contract", "取引先,案件,契約日,納品日(予定)\nA社,ロゴ,2026/11/1,2026/11/20")
    )
    assert (made.delivered_on, made.due_on) == (None, d("2026-11-20"))
    (other,) = of(
        Contract, taken("contract", "取引先,案件,契約日,検収日（見込）\nA社,ロゴ,2026/11/1,2026/12/5")
    )
    assert (other.accepted_on, other.outcome) == (None, "running")


def test_a_month_without_its_year_waits() -> None:
    assert [item.doubts for item in read("earning", "月,売上\n9月,1000\n").open_items] == [("no_year",)]


def test_a_stated_beginning_replaces_an_assumed_one() -> None:
    before = taken("contract", "取引先,案件,受注金額,状況\nA社,ロゴ,1000,進行中\n")
    text = f"{CONTRACT}\nA社,ロゴ,1000,完了,2026/11/1,2026/11/22\n"
    after = taken("contract", text, before)
    (made,) = of(Contract, after)
    assert (made.started_on, made.accepted_on, made.assumed) == (d("2026-11-01"), d("2026-11-22"), ("type",))
    assert taken("contract", text, after) == after


def test_a_guessed_delivery_does_not_bar_the_stated_acceptance() -> None:
    before = taken("contract", f"{CONTRACT}\nA社,ロゴ,,納品済み,2026/11/1,\n")
    (made,) = of(Contract, taken("contract", f"{CONTRACT}\nA社,ロゴ,,完了,2026/11/1,2026/11/20\n", before))
    assert (made.delivered_on, made.accepted_on) == (None, d("2026-11-20"))


def test_a_job_that_was_changed_in_the_sheet_is_no_second_one_in_silence() -> None:
    head = "取引先,案件,受注金額,状況,納期\n"
    before = taken("contract", head + "A社,ロゴ,1000,進行中,2026/11/25\n")
    moved = read("contract", head + "A社,ロゴ,1000,進行中,2026/11/30\n", before)
    assert [item.doubtful for item in moved.open_items] == [True]
    begun = taken("contract", f"{CONTRACT}\nA社,バナー,1000,進行中,2026/11/1,\n")
    assert taken("contract", f"{CONTRACT}\nA社,バナー,2000,進行中,2026/11/1,\n", begun).count("contract") == 1


def test_a_reply_of_the_same_day() -> None:
    (made,) = taken("message", "クライアント,受信日時,返信日時\nA社,2026/11/20 9:10,14:05\n")
    assert getattr(made, "replied_at").hour == 14  # noqa: B009
    assert getattr(made, "replied_at").day == 20  # noqa: B009


def test_the_users_own_numbers_are_no_ids() -> None:
    text = "ID,クライアント,案件,金額,契約日,状態\n1,{},ロゴ,1000,2026/11/{},進行中\n"
    once = taken("contract", text.format("A社", 1))
    assert taken("contract", text.format("B社", 2), once).count("contract") == 2


def test_five_items_and_the_overall_as_the_site_shows_them() -> None:
    head = "評価日,クライアント,スキル,クオリティ,スケジュール,コミュニケーション,パートナーシップ,総合評価\n"
    (made,) = of(Review, taken("review", head + "2026/10/1,A社,5,5,5,4,5,4.8\n"))
    assert (made.communication, made.overall, made.overall_tenths) == (4, None, 48)


def test_a_quote_that_another_row_closes() -> None:
    text = (
        f'{CONTRACT},備考\nA社,ロゴ,1000,進行中,2026/11/1,,"要確認\nB社,バナー,2000,進行中,2026/11/2,,急ぎ"\n'
    )
    assert [each.reason.reason for each in read("contract", text).refused] == ["open_quote"]


def test_states_and_days_tell_proposals_from_contracts() -> None:
    every = {kind: sheet_words(kind, KNOWLEDGE.site_words) for kind in KINDS}
    sent = "応募日,案件名,クライアント,提案金額,結果,契約日,納期\n2026/11/01,記事執筆,A社,10000,不採用,,\n"
    assert kind_of_table(sent, every) in {"proposal", None}
    begun = "日付,取引先,案件,受注金額,状況,契約日\n2026/11/2,A社,チラシ,1000,進行中,2026/11/1\n"
    assert kind_of_table(begun, every) == "contract"


def test_a_sheet_that_comes_again_after_the_job_went_on() -> None:
    head = "クライアント,仕事,契約金額,type,開始日,納期,検収日,状態\n"
    before = taken("contract", head + "甲野商店,A記事,11000,fixed,2026/11/01,2026/11/20,,進行中\n")
    after = taken(
        "contract", head + "甲野商店,A記事,11000,fixed,2026/11/01,2026/11/20,2026/11/19,完了\n", before
    )
    (made,) = of(Contract, after)
    assert said(made, "outcome", "accepted_on") == ("completed", d("2026-11-19"))
    older = taken("contract", head + "甲野商店,A記事,11000,fixed,2026/11/01,2026/11/20,,進行中\n", after)
    assert older == after
    next_month = taken("contract", head + "甲野商店,A記事,11000,fixed,2026/12/01,2026/12/20,,進行中\n", after)
    assert next_month.count("contract") == 2
    rated = taken("review", "評価日,クライアント,総合評価\n2026/11/10,甲野商店,4.8\n", after)
    finer = taken(
        "review", "評価日,クライアント,総合評価,コミュニケーション\n2026/11/10,甲野商店,4.8,5\n", rated
    )
    assert [said(each, "overall", "communication") for each in of(Review, finer)] == [(48, 5)]


def test_two_rows_alike_are_two_records_and_again_the_same_two() -> None:
    text = "応募日,クライアント,仕事\n2026/11/20,甲野商店,A記事\n2026/11/20,甲野商店,A記事\n,,\n"
    once = taken("proposal", text)
    assert once.count("proposal") == 2
    assert taken("proposal", text, once) == once


def test_a_job_is_one_when_its_contract_comes() -> None:
    sent = taken("proposal", "応募日,クライアント,仕事\n2026/11/01,甲野商店,A記事\n")
    after = taken("contract", "開始日,クライアント,仕事\n2026/11/05,甲野商店 様,Ａ記事\n", sent)
    (job,), (contract,) = of(Proposal, after), of(Contract, after)
    assert (job.outcome, contract.proposal_id) == ("won", job.id)


HEADS = {
    "proposal": ("応募日", "クライアント", "仕事", "金額", "状況"), "contract": ("開始日", "クライアント", "仕事", "契約金額", "納期"),
}  # fmt: skip
CLIENTS = st.sampled_from(["甲野商店", "乙川", "North & Co", "ねこ屋"])
ROWS = st.lists(st.tuples(
    st.sampled_from(["2026/11/01", "2026/11/02", "2026/10/20"]), CLIENTS,
    st.sampled_from(["A記事", "B記事の作成", "ロゴ, 2案"]), st.integers(1, 99_999).map(str),
), max_size=8)  # fmt: skip


def sheet(kind: str, rows: Sequence[tuple[str, ...]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADS[kind][:4], *rows])
    return out.getvalue()


@settings(max_examples=60)
@given(st.sampled_from(["proposal", "contract"]), ROWS, st.randoms(use_true_random=False))
def test_a_sheet_again_in_any_order_changes_nothing(
    kind: str, rows: list[tuple[str, ...]], random: Any
) -> None:
    once = taken(kind, sheet(kind, rows))
    assert once.count(kind) == len(rows)
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert taken(kind, sheet(kind, shuffled), once) == once
    some = shuffled[: len(shuffled) // 2]
    assert taken(kind, sheet(kind, some), once) == once


def test_thousands_of_rows() -> None:
    rows = [("2026/11/01", f"会社{number}", f"記事{number}", "5000") for number in range(4_000)]
    assert len(read("contract", sheet("contract", rows)).items) == 4_000


def test_a_client_called_as_a_sum_and_a_row_that_is_one() -> None:
    text = (
        "No.,クライアント,契約名,契約日,完了日,金額\n1,合計商事,計,2025/12/20,2026/1/10,10000円\n"
        ",,2026年1月分合計,,,10000\n,税込合計,,,,10000\n3,,,2026年3月,,\n"
    )
    assert [said(each, "client", "title") for each in taken("contract", text).all(Contract)] == [
        ("合計商事", "計")
    ]


def test_ditto_marks_say_what_stands_above() -> None:
    text = "クライアント,契約名,契約日,完了日,金額\n青空,ロゴ,2025/12/20,2026/1/10,10000\n〃,バナー,〃,同上,5000\n"
    assert [said(each, "client", "started_on", "accepted_on") for each in taken("contract", text).all(Contract)] == [
        ("青空", d("2025-12-20"), d("2026-01-10"))
    ] * 2  # fmt: skip


def test_a_year_between_rows_holds_below_and_a_due_day_lies_after_the_beginning() -> None:
    text = "クライアント,契約名,契約日,納期\n2024年,,,\n青空,ロゴ,12/20,1/8\n2025年,,,\n青空,本,1/5,1/8\n"
    found = taken("contract", text).all(Contract)
    assert [said(each, "started_on", "due_on") for each in found] == [
        (d("2024-12-20"), d("2025-01-08")), (d("2025-01-05"), d("2025-01-08")),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["2026年度", "2025年4月〜2026年3月", "2025年10月1日から"])
def test_a_title_that_tells_no_one_year_gives_none(title: str) -> None:
    text = f"{title},,\nクライアント,案件,応募日\n青空,ロゴ,11/20\n"
    assert [item.doubts for item in read("proposal", text).items] == [("no_year",)]


@pytest.mark.parametrize("unit", ["千円", "万円", "USD", "$"])
def test_another_unit_in_a_column_is_not_taken_for_yen(unit: str) -> None:
    text = f"クライアント,案件,応募日,金額({unit})\n青空,ロゴ,2026/11/20,30\n"
    assert [each.price_yen for each in taken("proposal", text).all(Proposal)] == [None]


def test_a_reply_on_a_day_without_its_time_says_only_that_it_came() -> None:
    text = "クライアント,受信日時,返信日時\n青空,2026/11/20 10:00,2026/11/21\n海,2026/11/20 10:00,11:30\n"
    found = taken("message", text).all(Message)
    assert [(each.client, each.state, each.replied_at is not None) for each in found] == [
        ("青空", "answered", False), ("海", "answered", True),
    ]  # fmt: skip


def test_two_states_in_one_cell_are_not_guessed() -> None:
    text = (
        "クライアント,案件,応募日,状況\n青空,ロゴ,2026/11/20,採用(未契約)\n海,本,2026/11/20,不採用(11/22)\n"
    )
    assert [item.doubts for item in read("proposal", text).items] == [("unknown_state",), ()]


def test_a_dash_names_nobody() -> None:
    text = "クライアント,案件,応募日\n-,-,2026/11/20\n"
    assert [said(each, "client", "title") for each in taken("proposal", text).all(Proposal)] == [(None, None)]


def test_an_id_of_our_own_twice_in_one_file_is_refused() -> None:
    text = "id,sent_at,client\nx1,2026-11-20T12:00+09:00,A\nx1,2026-11-21T12:00+09:00,B\n"
    assert [(each.reason.reason, each.lines) for each in read("proposal", text).refused] == [
        ("twice_in_file", frozenset({1})), ("twice_in_file", frozenset({2})),
    ]  # fmt: skip


def test_a_quote_that_swallows_rows_of_few_columns_is_refused() -> None:
    text = (
        'client,sent_at\nA,2026-11-20T12:00\n"B,2026-11-20T12:00\nC,2026-11-20T12:00\nD",2026-11-20T12:00\n'
    )
    assert [each.reason.reason for each in read("proposal", text).refused] == ["open_quote"]


def test_a_rating_belongs_to_the_contract_that_closed_before_it() -> None:
    first = "クライアント,契約名,契約日,完了日\n青空,ロゴ,2026/1/5,2026/2/1\n青空,本,2026/3/5,2026/6/1\n"
    ledger = taken("contract", first)
    ledger = taken("review", "評価日,取引先,総合評価\n2026/2/3,青空,4.5\n", ledger)
    [review] = ledger.all(Review)
    assert [each.title for each in ledger.all(Contract) if each.id == review.contract_id] == ["ロゴ"]


@pytest.mark.parametrize("text", [
    "日付,時刻,相手,返信日時\n2026/11/20,9:10,青空,11:30\n", "日付,相手,受信,返信\n2026/11/20,青空,9:10,11時半\n",
    "受信日時,時刻,相手,返信日時\n2026年11月20日(金),9時10分,青空,11:30\n",
])  # fmt: skip
def test_a_day_and_its_time_in_two_columns(text: str) -> None:
    [found] = taken("message", text).all(Message)
    assert (found.received_at, found.replied_at) == (m("2026-11-20T09:10"), m("2026-11-20T11:30"))


def test_a_reply_past_midnight_came_the_next_day() -> None:
    [found] = taken("message", "日付,受信,返信,相手\n2026/11/20,23:30,0:10,青空\n").all(Message)
    assert found.replied_at == m("2026-11-21T00:10")


def test_a_sum_that_counts_is_no_record() -> None:
    text = "クライアント,案件名,契約日,契約金額\n青空,ロゴ,2026/11/1,5000\n合計 3件,,,5000\n,計2件,,5000\n"
    assert [each.title for each in taken("contract", text).all(Contract)] == ["ロゴ"]


def test_a_sheet_with_the_old_name_of_a_renamed_client_waits() -> None:
    text = "クライアント,案件名,契約日,契約金額,状況\nA社,ロゴ,2026/11/1,5000,進行中\n"
    before = taken("contract", text)
    after = renamed(before, "A社", "株式会社A").applied(before)
    [item] = read("contract", text.replace("進行中", "完了"), after).items
    assert "other_client" in item.doubts
    assert item.doubtful
