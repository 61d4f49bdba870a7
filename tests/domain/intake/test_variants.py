"""Pages that are made otherwise than one thinks: nothing is misread in silence, nothing lost, nothing twice."""

from __future__ import annotations

import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Message, Proposal, Review
from tests.domain.intake.reading import ME, of, page, pasted, understood
from tests.make import contract, done, ledger, proposal, review


def one(found: Ledger, client: str) -> list[Contract]:
    return [each for each in found.all(Contract) if each.client == client]


def test_the_next_of_a_series_is_another_contract() -> None:
    """Every week the same job: each row is its own, also beside one that was typed by hand."""
    typed = done("2026-11-01", client="みどり工房", title="週1本", price_yen=5000)
    rows = "".join(
        f"みどり工房\t週1本\t完了\t5,000円\t完了日: 2026年{day}\n" for day in ("11月08日", "11月01日")
    )
    after = pasted("終了した契約\n" + rows, ledger(typed))
    assert sorted(c.accepted_on.day for c in one(after, "みどり工房") if c.accepted_on) == [1, 8]
    running = pasted("契約一覧\nみどり工房\t週1本\t進行中\t5,000円", ledger(typed))
    assert [c.outcome for c in one(running, "みどり工房")] == ["completed", "running"]


def test_completed_and_ended_midway_never_agree_in_silence() -> None:
    typed = done("2026-11-01", client="みどり工房", title="A", price_yen=5000)
    text = "終了した契約\nみどり工房\tA\t契約途中終了\t5,000円\t終了日: 2026年11月01日"
    reading = understood(text, ledger(typed))
    (item,) = reading.open_items
    assert item.uncertain
    assert [option.act for option in item.options] == ["keep", "overwrite", "new"]
    (kept,) = one(pasted(text, ledger(typed)), "みどり工房")
    assert kept.outcome == "completed"
    changed = reading.change(ledger(typed), {item.key: "overwrite"}).applied(ledger(typed))
    assert [c.outcome for c in one(changed, "みどり工房")] == ["ended_midway"]


def test_a_row_that_was_over_before_is_not_the_contract_that_runs() -> None:
    running = contract("2026-11-01", client="みどり工房", title="月4本", price_yen=5000)
    after = pasted("終了した契約\nみどり工房\t月4本\t完了\t5,000円\t完了日: 2026年10月20日", ledger(running))
    assert after.find(running.id) == running
    assert len(one(after, "みどり工房")) == 2


def test_a_number_of_this_week_gets_no_name_of_last_winter() -> None:
    number = contract("2026-11-21", client="-", accepted_on="2026-11-21", outcome="completed")
    after = pasted("終了した契約\nたびノート\tA\t完了\t5,000円\t完了日: 2026年01月15日", ledger(number))
    assert after.find(number.id) == number
    assert len(one(after, "たびノート")) == 1


def test_what_was_typed_for_a_number_stays() -> None:
    mine = proposal("2026-11-22 21:00", price_yen=5000, text="letter")
    after = pasted("応募した仕事\n2026/11/22 応募中 花水木サロン  美容サロンの紹介記事", ledger(mine))
    named = after.find(mine.id)
    assert isinstance(named, Proposal)
    assert (named.client, named.price_yen, named.text) == ("花水木サロン", 5000, "letter")


def test_a_name_for_a_number_may_be_refused() -> None:
    mine = proposal("2026-11-22 21:00")
    reading = understood("応募した仕事\n2026/11/22 応募中 花水木サロン  美容サロンの紹介記事", ledger(mine))
    (item,) = reading.open_items
    assert [option.act for option in item.options] == ["name", "new", "skip"]
    after = reading.change(ledger(mine), {item.key: "new"}).applied(ledger(mine))
    assert len(of(Proposal, after)) == 2


def test_a_choice_that_is_no_more_there_leaves_the_record_alone() -> None:
    """Left out while it was new; then another session logs it: it is not overwritten."""
    text = "契約一覧\nみどり工房\t商品説明10本\t進行中\t22,000円"
    (item,) = understood(text).open_items
    mine = contract("2026-11-20", client="みどり工房", title="商品説明10本", price_yen=20_000)
    later = understood(text, ledger(mine))
    assert later.change(ledger(mine), {item.key: "skip"}).ops == ()


def test_two_messages_of_one_minute() -> None:
    text = "North & Co\t2026年11月22日 16:20\nA\nNorth & Co\t2026年11月22日 16:20\nB\n"
    mine = f"{ME}\t2026年11月21日 17:00\nx\n"
    first = pasted(text + mine, Ledger({}))
    after = pasted(f"{text}{ME}\t2026年11月22日 17:00\nOK\n{mine}", first)
    assert [each.state for each in of(Message, after)] == ["answered", "answered"]


def test_a_first_message_of_somebody_new() -> None:
    """The user's name is known and not among the senders: all of it is the client's."""
    before = pasted(page("thread_answered.tabs"), Ledger({}))
    reading = understood("さくら堂\n2026年11月22日 18:00\nはじめまして。", before, me="")
    assert reading.senders == ()
    assert [getattr(item.record, "client", "") for item in reading.open_items] == ["さくら堂"]
    nobody = understood("さくら堂\n2026年11月22日 18:00\nはじめまして。", me="", nobody=True)
    assert len(nobody.open_items) == 1


def test_a_moment_to_come_is_no_message() -> None:
    text = f"みどり工房 2026年11月20日 10:11\nA\n{ME} 2026年11月20日 14:05\n次回打ち合わせ\n2026年11月25日 14:00\n"
    assert len(understood(text).open_items) == 1


@pytest.mark.parametrize("when", ["11/21 09:00", "2時間前", "2026年11月20日(金) 午後1:11", "昨日 9:10"])
def test_moments_of_a_thread_in_other_forms(when: str) -> None:
    text = f"みどり工房\t2026年11月19日 10:11\nA\n{ME}\t2026年11月19日 14:05\nB\nみどり工房\t{when}\nC\n"
    assert [getattr(i.record, "state", "") for i in understood(text).open_items] == ["answered", "waiting"]


def test_a_rating_typed_a_day_off_waits_until_somebody_says_whether_it_is_the_same() -> None:
    before = ledger(review("2026-11-11", client="みどり工房"))
    reading = understood("評価一覧\nみどり工房\tA\t総合評価: 5.0\t評価日: 2026年11月10日", before)
    (item,) = reading.open_items
    assert "near_day" in item.doubts
    assert [option.act for option in item.options] == ["new", "keep", "skip"]
    after = reading.change(before, {}).applied(before)
    assert (after.count("review"), after.count("inbox")) == (1, 1)
    same = reading.change(before, {item.key: "keep"}).applied(before)
    assert (same.count("review"), same.count("inbox")) == (1, 0)


def test_five_items_say_more_finely_what_an_overall_said() -> None:
    finer = pasted(page("reviews_items.tabs"), pasted(page("reviews_overall.tabs"), Ledger({})))
    assert sorted((each.schedule, each.overall) for each in of(Review, finer)) == [(4, None), (5, None)]


def test_a_page_copied_twice_in_one_paste() -> None:
    for name in ("contracts_running", "applications", "reviews_items", "earnings_months"):
        once = len(understood(page(f"{name}.tabs")).items)
        assert len(understood(page(f"{name}.tabs") + page(f"{name}.tabs")).items) == once, name


def test_several_payments_of_a_month_are_added_up() -> None:
    (item,) = understood("報酬一覧\n2026年10月 60,000円\n2026年10月 72,000円").open_items
    assert getattr(item.record, "gross_yen", 0) == 132_000
    assert item.uncertain


@pytest.mark.parametrize("text", [
    "契約一覧\n進行中\n終了\n\nみどり工房\n商品説明\n進行中\n22,000円\n\nNorth & Co\nSaaS\n納品済み\n45,000円\n",
    "契約一覧\n進行中\n\nみどり工房\n商品説明\n22,000円\n進行中\n\nNorth & Co\nSaaS\n45,000円\n納品済み\n",
])  # fmt: skip
def test_the_tabs_above_a_list_are_no_states(text: str) -> None:
    after = pasted(text, Ledger({}))
    assert [(c.client, c.price_yen, c.delivered_on is not None) for c in of(Contract, after)] == [
        ("みどり工房", 22_000, False), ("North & Co", 45_000, True),
    ]  # fmt: skip


def test_blocks_that_begin_with_a_day_or_an_amount() -> None:
    text = (
        "終了した契約\n2026年10月30日\nみどり工房\nA\n18,000円\n完了\n2026年10月15日\nたびノート\nB\n32,000円\n"
        "契約途中終了\n2026年09月15日\n町の電器店\nC\n9,000円\n完了"
    )
    after = pasted(text, Ledger({}))
    assert [(c.client, str(c.closed_on)) for c in of(Contract, after)] == [
        ("みどり工房", "2026-10-30"), ("たびノート", "2026-10-15"), ("町の電器店", "2026-09-15"),
    ]  # fmt: skip
    months = understood("報酬一覧\n132,000円\n2026年10月\n98,000円\n2026年09月").open_items
    assert [(getattr(i.record, "month", ""), getattr(i.record, "gross_yen", 0)) for i in months] == [
        ("2026-10", 132_000), ("2026-09", 98_000),
    ]  # fmt: skip


def test_headings_and_labels_that_are_not_known() -> None:
    text = (
        "契約一覧\n仕事名\tクライアント\t契約金額\t状態\t操作\n商品説明10本\tみどり工房\t22,000円\t進行中\t-"
    )
    (made,) = of(Contract, pasted(text, Ledger({})))
    assert (made.client, made.title) == ("みどり工房", "商品説明10本")
    listed = (
        "応募した仕事\n仕事名: 美容\nクライアント: 花水木\n掲載日: 2026年11月01日\n応募期限: 2026年11月30日\n"
        "応募日: 2026年11月20日\n応募金額: 12,000円\nステータス: 応募中"
    )
    (sent,) = of(Proposal, pasted(listed, Ledger({})))
    assert (sent.title, sent.client, str(sent.sent_at.date())) == ("美容", "花水木", "2026-11-20")
    (unsure,) = understood("応募した仕事\n仕事名: A\n応募日: 2026/11/20\nステータス: 謎の状態").open_items
    assert "unknown_state" in unsure.doubts


@pytest.mark.parametrize("line", [
    "みどり工房\tA\t進行中\t9,999,999,999,999円", "みどり工房\tA\t完了\t1円\t完了日: 9999年12月01日",
    "みどり工房\tA\t完了\t1円\t完了日: 2026年02月30日",
])  # fmt: skip
def test_one_row_that_can_not_be_bars_no_other(line: str) -> None:
    text = f"契約一覧\n{line}\nNorth & Co\tB\t進行中\t5,000円"
    after = pasted(text, Ledger({}))
    assert "North & Co" in {c.client for c in of(Contract, after)}
    assert pasted("報酬一覧\n2026年10月 5,000円\n9999年12月 1円", Ledger({})).count("earning") == 1


def test_a_job_called_like_a_state_changes_no_other() -> None:
    known = ledger(proposal("2026-11-01 10:00", client="A", title="契約"))
    after = pasted(page("applications.tabs"), known)
    assert {p.client: p.outcome for p in of(Proposal, after)}["たびノート"] == "won"


def test_a_cut_title_and_later_the_whole_of_it() -> None:
    first = pasted("契約一覧\nみどり工房\t商品説明10本を季節\u2026\t進行中\t22,000円", Ledger({}))
    after = pasted("契約一覧\nみどり工房\t商品説明10本を季節ごとに書く\t進行中\t22,000円", first)
    assert [c.title for c in of(Contract, after)] == ["商品説明10本を季節ごとに書く"]


def test_long_lines_and_long_prose_take_no_time() -> None:
    understood("応募した仕事\n応募中 " + "あ " * 15_000 + "1,000円")
    understood("\n".join(f"今日は{n}回目の散歩で、とても良い天気だった" for n in range(10_000)))
