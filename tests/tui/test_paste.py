"""The paste dialog: see what was understood, choose, mark, save; and pastes in other places."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from procw_tui.domain.record.records import Contract, Message, Proposal
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form import FormDialog
from procw_tui.tui.dialogs.paste import PasteDialog
from tests.domain.intake.reading import ME, page
from tests.make import contract
from tests.tui.conftest import screen_text, words
from tests.tui.test_app import fresh, put
from tests.tui.test_evening import paste

SIZE = (80, 24)


async def burst(pilot: Pilot[None], text: str) -> None:
    """A paste of a terminal that does not mark it."""
    names = {"\n": "enter", "\t": "tab", " ": "space"}
    for char in text:
        pilot.app.post_message(events.Key(names.get(char, char), char))
    await pilot.pause(0.2)


async def test_a_page_is_shown_before_it_is_saved(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        assert "Copy a page of the site" in words(empty)
        await paste(pilot, page("contracts_running.lines"))
        assert "Read as list of contracts: new Contract 4" in words(empty)
        assert fresh(empty).ledger.count("contract") == 0
        await pilot.press("enter")
        assert fresh(empty).ledger.count("contract") == 4
        assert "Pasted: Contract 4" in words(empty)
        await pilot.press("u")
        assert fresh(empty).ledger.count("contract") == 0
        assert "Taken back (paste): Contract 4" in words(empty)


async def test_the_same_again_changes_nothing(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        for _ in range(2):
            await pilot.press("v")
            await paste(pilot, page("contracts_running.tabs"))
            await pilot.press("enter")
        assert "the ledger knows all of it" in words(empty)
        assert fresh(empty).ledger.count("contract") == 4


async def test_a_paste_on_a_screen_is_a_page(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        for room in "14":
            await pilot.press(room)
            await paste(pilot, page("applications.tabs"))
            assert isinstance(empty.screen, PasteDialog)
            await pilot.press("escape")
        await pilot.press("v", "enter")
        assert fresh(empty).ledger.count("proposal") == 4


async def test_a_paste_that_comes_as_keys(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await burst(pilot, "契約一覧\nみどり工房\t商品説明10本\t進行中\t22,000円\nq\n")
        for _ in range(50):
            if "new Contract 1" in words(empty):
                break
            await pilot.pause(0.1)
        await pilot.press("enter")
        assert [c.client for c in fresh(empty).ledger.all(Contract)] == ["みどり工房"]


async def test_what_differs_is_kept_until_chosen(empty: ProcwApp) -> None:
    put(
        empty,
        contract(
            "2026-11-01", client="みどり工房", title="商品説明10本", price_yen=20_000, due_on="2026-12-05"
        ),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "契約一覧\nみどり工房\t商品説明10本\t進行中\t22,000円")
        assert "the record says otherwise" in words(empty)
        assert "left out 1" in words(empty)
        await pilot.press("space")
        assert "changed Contract 1" in words(empty)
        await pilot.press("left", "right", "enter")
        assert [c.price_yen for c in fresh(empty).ledger.all(Contract)] == [22_000]


async def test_who_is_the_user_is_asked_once(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, page("thread_waiting.tabs"))
        assert "Which of them is you?" in words(empty)
        assert ME in screen_text(empty)
        await pilot.press("2", "enter")
        assert {m.client for m in fresh(empty).ledger.all(Message)} == {"North & Co"}
        await pilot.press("v")
        await paste(pilot, page("thread_answered.tabs"))
        assert "Which of them is you?" not in words(empty)
        assert fresh(empty).ledger.setting("my_name") == ME


async def test_a_row_is_marked_once(empty: ProcwApp) -> None:
    """Neither a state nor 円: k says what each part is, and the next page needs no telling."""
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "猫カフェの記事\tねこの手\t6000\t11/20\n英文メール\tことのは\t15000\t11/19")
        assert "none of the known pages" in words(empty)
        assert "1: 猫カフェの記事" in words(empty)
        await pilot.press("k", "2")
        await pilot.press("2", "1", "3", "5")
        assert "new Proposal 2" in words(empty)
        await pilot.press("enter", "v")
        await paste(pilot, "翻訳\tさくら社\t9000\t11/21")
        await pilot.press("enter")
        assert {(p.title, p.client, p.price_yen) for p in fresh(empty).ledger.all(Proposal)} == {
            ("猫カフェの記事", "ねこの手", 6000), ("英文メール", "ことのは", 15000), ("翻訳", "さくら社", 9000),
        }  # fmt: skip


async def test_enter_saves_nothing_where_all_is_left_out(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "契約一覧\n甲野商店\tA記事\t進行中\t5,000円")
        await pilot.press("space", "enter")
        assert isinstance(empty.screen, PasteDialog)
        assert "Space takes a row in" in words(empty)
        await pilot.press("space", "enter")
        assert fresh(empty).ledger.count("contract") == 1


async def test_what_may_be_read_in_two_ways_waits_until_it_is_looked_at(empty: ProcwApp) -> None:
    text = "契約一覧\n乙川\t丙田\t進行中\t33,000円"
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, text)
        assert "nothing tells which is the client" in words(empty)
        await pilot.press("enter")
        assert (fresh(empty).ledger.count("contract"), fresh(empty).ledger.count("inbox")) == (0, 1)
        await pilot.press("1", "i")
        assert "to look at" in words(empty)
        await pilot.press("escape", "v", "2")
        assert "waits" in words(empty)
        await pilot.press("a", "enter")
        assert (fresh(empty).ledger.count("contract"), fresh(empty).ledger.count("inbox")) == (1, 0)
        await pilot.press("u")
        assert (fresh(empty).ledger.count("contract"), fresh(empty).ledger.count("inbox")) == (0, 1)
        await pilot.press("i", "end", "D")
        assert fresh(empty).ledger.count("inbox") == 0


SHEET = """2026年 案件管理表,,,,
応募日,取引先,案件,受注金額,担当
2026/11/20,甲野商店,A記事の作成,"33,000円（税込）",佐藤
11/21,丙田,C記事,5000,
合計,,,38000,
"""


async def test_a_sheet_is_taken_from_a_file(
    empty: ProcwApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "sales.csv"
    sheet.write_bytes(SHEET.encode("cp932"))
    async with empty.run_test(size=SIZE) as pilot:
        monkeypatch.chdir(tmp_path)
        await pilot.press("I", *sheet.name, "enter")
        assert "sheet of Proposal: new Proposal 2" in words(empty)
        assert "not ours: 担当" in words(empty)
        await pilot.press("k", "9", "enter")
        made = list(fresh(empty).ledger.all(Proposal))
        assert [(p.client, p.title, p.price_yen) for p in made] == [
            ("甲野商店", "A記事の作成", 33_000), ("丙田", "C記事", 5_000),
        ]  # fmt: skip
        await pilot.press("I", *"none.csv", "enter")
        assert "No such file" in words(empty)
        await pilot.press("ctrl+u", *sheet.name, "enter")  # asked again at once
        assert "known already 2" in words(empty)


async def test_what_a_pasted_sheet_does_not_say_is_asked_once(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "取引先\t案件\t受注金額\t備考\n甲野商店\tA記事\t5000\tx")
        await pilot.press("t", "6")
        assert "No column says" in words(empty)
        await pilot.press(*"2026-11-20", "enter", "enter")
        (made,) = fresh(empty).ledger.all(Proposal)
        assert (made.client, made.sent_at.day, made.note) == ("甲野商店", 20, "x")


async def test_a_large_sheet_is_read_beside_the_keys(empty: ProcwApp) -> None:
    rows = "".join(f"2026-11-01\t会社{n}\t{'記事' * 40}{n}\t5000\n" for n in range(1_600))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "応募日\t取引先\t案件\t受注金額\n" + rows)
        for _ in range(100):
            await pilot.pause(0.1)
            if "new Proposal 1600" in words(empty):
                break
        assert "new Proposal 1600" in words(empty)


@pytest.mark.parametrize(("choice", "kind"), [("1", "contract"), ("2", "proposal")])
async def test_a_second_text_does_not_push_the_first_out_unasked(
    empty: ProcwApp, choice: str, kind: str
) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, page("contracts_running.tabs"))
        await paste(pilot, page("applications.tabs"))
        assert "A second text was pasted" in words(empty)
        await pilot.press(choice, "enter")
        found = fresh(empty).ledger
        assert [each for each in ("contract", "proposal") if found.count(each)] == [kind]


async def test_another_page_than_it_was_taken_for(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, "みどり工房\t商品説明\t完了\t22,000円\t2026/11/20")
        assert "Read as list of contracts" in words(empty)
        await pilot.press("t", "2")
        assert "Read as list of applications" in words(empty)
        await pilot.press("t", "escape", "k", "escape", "escape")
        assert empty.screen is empty.main


@pytest.mark.parametrize("text", [
    "今日はいい天気です", "\x1b[31m\x00", "﻿", "\u202e\u200b" * 50, "x" * 20_000, "\n" * 500,
    "契約一覧\n" + "\t".join(["進行中"] * 200), "ã\x81\x82ã\x82\x8b",
])  # fmt: skip
async def test_what_is_no_page_does_no_harm(empty: ProcwApp, text: str) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await paste(pilot, text)
        await pilot.press("down", "up", "space", "k", "escape", "enter")
        assert "\x1b" not in screen_text(empty)
        assert [r for r in fresh(empty).ledger if r.kind != "setting"] == []


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (120, 40)])
async def test_other_sizes(empty: ProcwApp, size: tuple[int, int]) -> None:
    async with empty.run_test(size=size) as pilot:
        await pilot.press("v")
        await paste(pilot, page("contracts_running.lines"))
        await pilot.resize_terminal(30, 8)
        await pilot.press("down", "space", "space", "enter")
        assert fresh(empty).ledger.count("contract") == 4


@pytest.mark.parametrize(("choice", "client"), [("1", "one\ntwo"), ("2", "one")])
async def test_several_lines_into_one_are_asked_about(empty: ProcwApp, choice: str, client: str) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await paste(pilot, "one\r\ntwo\r\n")
        assert "2 lines were pasted" in words(empty)
        await pilot.press(choice, "ctrl+s")
        assert [p.client for p in fresh(empty).ledger.all(Proposal)] == [client]


async def test_several_lines_into_a_row_may_be_a_page(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p", *"A")
        await paste(pilot, page("contracts_running.tabs"))
        await pilot.press("3")
        assert "new Contract 4" in words(empty)
        await pilot.press("enter", "p")
        assert fresh(empty).ledger.count("contract") == 4
        assert isinstance(empty.screen, FormDialog)
        assert empty.screen.form.texts["client"] == "A"


async def test_one_line_with_its_break_is_one_line(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await paste(pilot, "Acme\n")
        await pilot.press("enter", "enter")
        assert [p.client for p in fresh(empty).ledger.all(Proposal)] == ["Acme"]
