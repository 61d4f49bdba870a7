"""Pasted rows beside what the ledger knows: nothing twice, nothing typed by hand overwritten."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.intake.items import Item
from procw_tui.domain.intake.shapes import Shape
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import stand_in
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Review
from tests.domain.intake.reading import ME, of, page, pasted, understood
from tests.make import contract, d, done, earning, ledger, m, message, proposal


def acts(items: list[Item]) -> list[list[str]]:
    return [[option.act for option in item.options] for item in items]


def test_a_contract_that_was_typed_goes_on() -> None:
    """The list says delivered; what was typed by hand stays, what was missing is filled in."""
    mine = contract("2026-11-01", client="North & Co", title="SaaS比較記事 5本", note="初回")
    after = pasted(page("contracts_running.tabs"), ledger(mine))
    known = after.find(mine.id)
    assert isinstance(known, Contract)
    assert (known.delivered_on, known.price_yen, known.due_on) == (d("2026-11-22"), 45000, d("2026-11-20"))
    assert (known.started_on, known.note) == (d("2026-11-01"), "初回")
    assert len(of(Contract, after)) == 4


def test_a_figure_typed_by_hand_is_only_overwritten_by_choice() -> None:
    mine = contract("2026-11-01", client="みどり工房", title="商品説明10本", price_yen=20000)
    reading = understood(page("contracts_running.tabs"), ledger(mine))
    item = next(each for each in reading.open_items if each.record.id == mine.id)
    assert "differs" in item.doubts
    assert item.uncertain
    kept = reading.change(ledger(mine), {}).applied(ledger(mine)).find(mine.id)
    overwritten = reading.change(ledger(mine), {item.key: "overwrite"}).applied(ledger(mine)).find(mine.id)
    assert isinstance(kept, Contract)
    assert isinstance(overwritten, Contract)
    assert (kept.price_yen, overwritten.price_yen) == (20000, 22000)
    assert item.options[1].act == "overwrite"


def test_a_closed_contract_is_not_opened_again() -> None:
    mine = done("2026-11-21", client="みどり工房", title="商品説明10本", price_yen=22000)
    after = pasted(page("contracts_running.tabs"), ledger(mine))
    known = after.find(mine.id)
    assert isinstance(known, Contract)
    assert (known.outcome, known.accepted_on, known.delivered_on) == ("completed", d("2026-11-21"), None)
    assert len(of(Contract, after)) == 4


def test_the_contracts_of_one_client_are_told_apart_by_title() -> None:
    one = contract("2026-11-01", client="みどり工房", title="商品説明8本")
    two = contract("2026-11-02", client="みどり工房", title="商品説明10本")
    after = pasted(page("contracts_running.tabs"), ledger(one, two))
    first, second = after.find(one.id), after.find(two.id)
    assert isinstance(first, Contract)
    assert isinstance(second, Contract)
    assert (first.price_yen, second.price_yen) == (None, 22000)


def test_a_cut_title_is_known_by_its_beginning() -> None:
    mine = contract("2026-11-01", client="みどり工房", title="商品説明10本を季節ごとに書く長い仕事")
    text = "契約一覧\nみどり工房\t商品説明10本を季節\u2026\t進行中\t22,000円"
    after = pasted(text, ledger(mine))
    assert [each.id for each in of(Contract, after)] == [mine.id]


def test_numbers_of_the_evening_get_their_names() -> None:
    """Three applications without names; the list brings them, and the thirty does not grow."""
    first = proposal("2026-11-22 21:00", client=None)
    second = proposal("2026-11-21 21:00", client=None)
    after = pasted(page("applications.tabs"), ledger(first, second))
    named, other = after.find(first.id), after.find(second.id)
    assert isinstance(named, Proposal)
    assert isinstance(other, Proposal)
    assert (named.client, other.client, other.outcome) == ("花水木サロン", "North & Co", "talking")
    assert named.sent_at == m("2026-11-22 21:00")
    assert len(of(Proposal, after)) == 4


def test_a_message_without_a_name_gets_one_from_its_thread() -> None:
    waiting = message(stand_in(()), "2026-11-22 21:00")
    after = pasted(page("thread_waiting.tabs"), ledger(waiting))
    known = after.find(waiting.id)
    assert isinstance(known, Message)
    assert known.client == "North & Co"
    assert len(of(Message, after)) == 2


def test_a_delivery_without_a_name_gets_one() -> None:
    mine = contract("2026-11-22", client="-", delivered_on="2026-11-22")
    after = pasted(page("contracts_running.tabs"), ledger(mine))
    known = after.find(mine.id)
    assert isinstance(known, Contract)
    assert (known.client, known.delivered_on) == ("North & Co", d("2026-11-22"))
    assert len(of(Contract, after)) == 4


def test_a_proposal_goes_on_and_never_back() -> None:
    pending = proposal("2026-11-21 20:00", client="North & Co", title="SaaS比較記事 5本")
    won = proposal("2026-11-22 20:00", client="花水木サロン", title="美容サロンの紹介記事", outcome="won")
    after = pasted(page("applications.tabs"), ledger(pending, won))
    forward, same = after.find(pending.id), after.find(won.id)
    assert isinstance(forward, Proposal)
    assert isinstance(same, Proposal)
    assert (forward.outcome, forward.sent_at) == ("talking", m("2026-11-21 20:00"))
    assert same.outcome == "won"


def test_a_reply_from_a_thread_answers_what_waits() -> None:
    waiting = message("みどり工房", "2026-09-29 10:11")
    after = pasted(page("thread_answered.tabs"), ledger(waiting))
    known = after.find(waiting.id)
    assert isinstance(known, Message)
    assert (known.replied_at, known.state) == (m("2026-09-29 14:05"), "answered")
    assert len(of(Message, after)) == 3


def test_a_message_logged_after_the_reply_still_waits() -> None:
    later = message("みどり工房", "2026-09-29 20:00")
    after = pasted(page("thread_answered.tabs"), ledger(later)).find(later.id)
    assert isinstance(after, Message)
    assert (after.state, after.received_at) == ("waiting", m("2026-09-29 20:00"))


def test_who_is_the_user_is_asked_once() -> None:
    reading = understood(page("thread_answered.tabs"), me="")
    assert (reading.senders, reading.items) == (("みどり工房", ME), ())
    after = pasted(page("thread_answered.tabs"), Ledger({}))
    assert after.setting("my_name") == ME
    later = understood(page("thread_waiting.tabs"), after, me="")
    assert (later.senders, len(later.items)) == ((), 2)


def test_a_months_sum_that_its_contracts_add_up_to_is_known() -> None:
    worked = done("2026-10-10", client="A", price_yen=132000)
    reading = understood("報酬一覧\n2026年10月 132,000円\n2026年09月 98,000円", ledger(worked))
    assert [item.record for item in reading.open_items if "2026-10" in str(item.key)] == []
    assert len(reading.open_items) == 1


def test_this_months_sum_is_left_out_unless_chosen() -> None:
    reading = understood("報酬一覧\n2026年11月 132,000円", ledger(earning("2026-10", 1)))
    assert [(item.doubtful, "month_runs" in item.doubts) for item in reading.open_items] == [(True, True)]


def test_a_rating_is_linked_to_its_contract() -> None:
    worked = done("2026-11-05", client="みどり工房", title="商品説明8本")
    after = pasted(page("reviews_items.tabs"), ledger(worked))
    linked = [each for each in of(Review, after) if each.contract_id == worked.id]
    assert [each.client for each in linked] == ["みどり工房"]


def test_one_undo_takes_all_of_it_back() -> None:
    before = ledger(contract("2026-11-01", client="みどり工房", title="商品説明10本"))
    change = understood(page("contracts_running.lines"), before).change(before, {})
    assert change.inverse().applied(change.applied(before)) == before


def test_a_row_marked_once_is_remembered() -> None:
    """Columns that the words don't tell: title, client, amount, an unnamed day."""
    text = "猫カフェの記事\tねこの手\t6000\t11/20\n英文メール\tことのは\t15000\t11/19"
    assert understood(text).items == ()
    shape = Shape("applications", ("title", "client", "amount", "day"))
    after = pasted(text, Ledger({}), page="applications", shape=shape)
    assert [(p.title, p.client, p.price_yen, p.sent_at.date()) for p in of(Proposal, after)] == [
        ("猫カフェの記事", "ねこの手", 6000, d("2026-11-20")), ("英文メール", "ことのは", 15000, d("2026-11-19")),
    ]  # fmt: skip
    more = pasted("翻訳\tさくら社\t9000\t11/21", after)
    assert len(of(Proposal, more)) == 3


def test_what_is_none_of_the_pages_is_handed_back() -> None:
    reading = understood("今日の天気は晴れです\n明日は雨でしょう")
    assert reading.page is None
    assert reading.items == ()
    assert [number for number, _text in reading.unread] == [0, 1]


def test_half_a_page_gives_what_is_on_it() -> None:
    half = page("contracts_running.lines")[: len(page("contracts_running.lines")) // 2]
    assert 1 <= len(understood(half).items) < 4


def test_mojibake_gives_nothing() -> None:
    broken = page("contracts_running.tabs").encode().decode("cp932", errors="replace")
    assert understood(broken).items == ()


def test_thousands_of_lines() -> None:
    rows = "".join(f"会社{n}\t記事{n}本\t進行中\t{1000 + n}円\n" for n in range(4_000))
    assert len(understood("契約一覧\n" + rows).items) == 4_000


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from([
        "進行中", "応募中", "22,000円", "2026年09月29日 10:11", "みどり工房", "\t", "  ", "契約一覧", "完了",
        "総合評価: 4.9", "\u2605\u2605\u2605", "応募文", "完了予定日: 2026年02月30日", "999999999999999999円", "3日前",
        "\x1b[31m", "\u202e", "\u200b", "2026年10月", "スキル 7", "e\u0301" * 5, "応募日", "評価一覧", ":",
    ]),
)  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=6), max_size=12), st.sampled_from(["\t", " ", "  ", "\n"]))
def test_whatever_is_pasted_one_undo_takes_it_back(lines: list[list[str]], apart: str) -> None:
    """Any text at all: no exception, and nothing that can't be taken back."""
    before = ledger(
        contract("2026-11-01", client="みどり工房", title="22,000円"), proposal("2026-11-20 10:00")
    )
    reading = understood("\n".join(apart.join(line) for line in lines), before)
    change = reading.change(before, {})
    after = change.applied(before)
    assert change.inverse().applied(after) == before
    assert {record.id for record in before} <= {record.id for record in after}


CLIENTS = st.sampled_from(["みどり工房", "North & Co", "株式会社ことのは", "青空商会", "A", "花水木 サロン"])
TITLES = st.sampled_from(
    ["商品説明10本", "SaaS比較記事 5本", "Webサイトの翻訳", "求人原稿", "ロゴ", "2026年度の手引き"]
)
JOB_ROWS = st.lists(st.tuples(
    CLIENTS, TITLES, st.sampled_from(["進行中", "納品済み", "仮払い待ち", "検収中"]), st.integers(1, 999_999),
), max_size=8, unique_by=lambda row: row[:2])  # fmt: skip


@given(JOB_ROWS, st.sampled_from(["\t", "\n"]), st.lists(st.tuples(CLIENTS, TITLES), max_size=3))
def test_what_was_pasted_is_known_afterwards(
    rows: list[tuple[str, str, str, int]], apart: str, known: list[tuple[str, str]]
) -> None:
    before = ledger(*(contract("2026-11-01", client=client, title=title) for client, title in known))
    text = "契約一覧\n" + "\n".join(apart.join((c, t, state, f"{yen:,}円")) for c, t, state, yen in rows)
    after = pasted(text, before)
    assert understood(text, after).change(after, {}).ops == ()
    assert len(of(Contract, after)) == len({*known, *(row[:2] for row in rows)}) + len(known) - len({*known})


def test_records_of_other_kinds_are_never_touched() -> None:
    note: Record = earning("2026-01", 5)
    after = pasted(page("applications.tabs"), ledger(note))
    assert after.find(note.id) == note
