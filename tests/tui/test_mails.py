"""The site's mails in the app: they come by themselves, those that wait are looked at, and a shape is learnt."""

from __future__ import annotations

import asyncio
import shutil
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Inbox, MailRule, Message, Scout
from procw_tui.store import files
from procw_tui.store.incoming.gathering import Gathered, MailFolder
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.mail import MailDialog
from tests.make import message, proposal, setting
from tests.store.incoming.test_mail import bytes_of
from tests.store.incoming.test_mailboxes import maildir, state
from tests.tui.conftest import app_on, words
from tests.tui.test_app import fresh, put

SIZE = (80, 24)


def wrote(client: str, at: str = "21:04", text: str = "本文") -> bytes:
    """A mail whose subject is invented: nobody knows how the site's own is."""
    return (
        f"From: no-reply@crowdworks.jp\nDate: Sun, 22 Nov 2026 {at}:00 +0900\nMessage-ID: <{client}{at}@invented.invalid>\n"
        f"Subject: 【クラウドワークス】{client}様から新着メッセージ\nContent-Type: text/plain; charset=UTF-8\n\n{text}\n"
    ).encode()


def certified() -> bytes:
    return wrote("x").replace(
        "【クラウドワークス】x様から新着メッセージ".encode(), "「プロクラウドワーカー」新規認定のお知らせ".encode()
    ).replace("本文".encode(), "2026年10月度審査\n今回の認定結果：プロクラウドワーカー".encode())  # fmt: skip


def with_folder(app: ProcwApp, tmp_path: Path, *mails: bytes) -> Path:
    box = maildir(tmp_path / "box")
    for number, content in enumerate(mails):
        (box / "new" / f"{number}.m").write_bytes(content)
    put(app, setting("mail_folder", str(box)))
    return box


async def looked(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, ProcwApp)
    await app.workers.wait_for_complete()
    await pilot.pause()


def messages(app: ProcwApp) -> dict[str, str]:
    return {each.client: each.state for each in fresh(app).ledger.all(Message)}


async def test_mails_come_in_by_themselves(empty: ProcwApp, tmp_path: Path) -> None:
    box = with_folder(empty, tmp_path, bytes_of("plain-utf8"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        assert "From mails: Scout 1 Message 1" in words(empty)
        assert "from mails up to 21:04" in words(empty)
        assert messages(empty) == {"-": "waiting"}
        before = state(box)
        (box / "cur" / "9.m:2,S").write_bytes(bytes_of("iso-2022-jp"))
        empty.mail_watch.look()
        await looked(pilot)
        assert fresh(empty).ledger.count("scout") == 2
        assert [each for each in state(box) if "9.m" not in each[0] and "/cur" not in each[0]] == [
            each for each in before if "/cur" not in each[0]
        ]
        await pilot.press("u")
        assert fresh(empty).ledger.count("scout") == 1
        empty.mail_watch.look()
        await looked(pilot)
        assert fresh(empty).ledger.count("scout") == 1


async def test_without_a_folder_nothing_is_looked_at(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        assert "mails" not in words(empty)
        await pilot.press("V")
        assert "No mail waits. , names a folder" in words(empty)


async def test_a_folder_that_is_gone_is_said_once(empty: ProcwApp, tmp_path: Path) -> None:
    box = with_folder(empty, tmp_path)
    shutil.rmtree(box)
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        assert str(box)[:20] in words(empty)
        empty.main.unsay()
        empty.mail_watch.look()
        await looked(pilot)
        assert str(box)[:20] not in words(empty)


async def came_after_what_if(pilot: Pilot[None], app: ProcwApp) -> None:
    """Nothing so far, and all of it once that has ended."""
    assert fresh(app).ledger.count("scout") == 0
    await pilot.press("w")
    app.mail_watch.look()
    await looked(pilot)
    assert fresh(app).ledger.count("scout") == 1


async def test_nothing_comes_in_what_if(empty: ProcwApp, tmp_path: Path) -> None:
    put(empty, proposal("2026-11-01 10:00", client="A"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w")
        with_folder(empty, tmp_path, bytes_of("plain-utf8"))
        empty.mail_watch.look()
        await looked(pilot)
        await came_after_what_if(pilot, empty)


async def test_what_if_that_begins_while_a_folder_is_read_loses_nothing(
    empty: ProcwApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_folder(empty, tmp_path, bytes_of("plain-utf8"))
    put(empty, proposal("2026-11-01 10:00", client="A"))
    begun, goes_on = threading.Event(), threading.Event()
    gather = MailFolder.gather

    def slowly(self: MailFolder, ledger: Ledger) -> Gathered:
        begun.set()
        goes_on.wait(10)
        return gather(self, ledger)

    monkeypatch.setattr(MailFolder, "gather", slowly)
    async with empty.run_test(size=SIZE) as pilot:
        await asyncio.to_thread(begun.wait, 10)
        await pilot.press("2", "w")
        goes_on.set()
        await looked(pilot)
        await came_after_what_if(pilot, empty)


@pytest.mark.parametrize("name", ["~nosuchuser/x", "/dev/null", "", "a\0b"])
async def test_a_folder_that_can_not_be_is_no_folder(empty: ProcwApp, name: str) -> None:
    put(empty, setting("mail_folder", name))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("V", "1")
        assert pilot.app.return_code is None


async def test_what_another_session_has_dealt_with_is_not_taken_again(
    empty: ProcwApp, tmp_path: Path
) -> None:
    with_folder(empty, tmp_path, certified())
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("V", "1")
        (waiting,) = [each for each in fresh(empty).ledger.all(Inbox) if each.waits]
        fresh(empty).commit(lambda ledger: changes.delete(ledger, [waiting.id]))
        await pilot.press("enter")
        assert fresh(empty).ledger.count("assessment") == 0


@pytest.mark.parametrize(("subject", "means"), [("12345", "1"), ("*", "1"), ("甲野", "1"), ("12345", "e")])
async def test_a_subject_that_says_nothing_makes_no_rule(
    empty: ProcwApp, tmp_path: Path, subject: str, means: str
) -> None:
    odd = wrote("x").replace("【クラウドワークス】x様から新着メッセージ".encode(), subject.encode())
    with_folder(empty, tmp_path, odd)
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("V", "1", "t", means, "enter")
        assert not [each for each in fresh(empty).ledger.all(Inbox) if each.waits]
    for rule in fresh(empty).ledger.all(MailRule):
        assert rule.subject == subject


async def test_what_could_not_be_taken_in_is_looked_for_again(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(empty, tmp_path, bytes_of("plain-utf8"))
    with files.turn(empty.store.path):
        async with app_on(empty.store.path).run_test(size=SIZE) as pilot:
            await looked(pilot)
    assert fresh(empty).ledger.count("scout") == 0
    async with app_on(empty.store.path).run_test(size=SIZE) as pilot:
        await looked(pilot)
        assert fresh(empty).ledger.count("scout") == 1


async def test_an_evening_takes_one_key(empty: ProcwApp, tmp_path: Path) -> None:
    """Two messages and a 相談 came by mail, one reply went."""
    put(empty, MailRule(id="r", subject="【*】{client}様から新着メッセージ", means="message"))
    with_folder(empty, tmp_path, wrote("甲野", "19:00"), wrote("乙野", "20:00"), bytes_of("plain-utf8"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("r")
    assert messages(empty) == {"甲野": "answered", "乙野": "waiting", "-": "waiting"}
    assert fresh(empty).ledger.count("scout") == 1


async def test_a_shape_is_learnt_and_tried_on_what_waits(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(empty, tmp_path, wrote("甲野"), wrote("乙野", "21:10"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        assert "2 mails: not known yet how to read them" in words(empty)
        await pilot.press("V", "1")
        assert isinstance(empty.screen, MailDialog)
        assert "not known yet: say what such a mail means" in words(empty)
        await pilot.press("enter")  # asks what it says first
        assert "What does such a mail mean?" in words(empty)
        await pilot.press("1")
        assert "says: a client wrote" in words(empty)
        assert "甲野 Unanswered" in words(empty)
        await pilot.press("enter")
        assert messages(empty) == {"甲野": "waiting", "乙野": "waiting"}
        (rule,) = fresh(empty).ledger.all(MailRule)
        assert (rule.subject, rule.means) == ("【クラウドワークス】{client}様から新着メッセージ", "message")
        await pilot.press("u")
        assert messages(empty) == {}
        assert len([each for each in fresh(empty).ledger.all(Inbox) if each.waits]) == 2


async def test_a_name_on_a_line_is_marked(empty: ProcwApp, tmp_path: Path) -> None:
    subject = "【クラウドワークス】x様から新着メッセージ".encode()
    plain = [
        wrote(name, at, f"ご担当者\nお相手： {name} 様\n案件： {job}").replace(
            "【クラウドワークス】".encode() + f"{name}様から新着メッセージ".encode(), "新着メッセージのお知らせ".encode()
        )
        for name, at, job in (("甲野", "21:04", "LP"), ("乙野", "21:10", "記事"))
    ]  # fmt: skip
    assert subject not in plain[0]
    with_folder(empty, tmp_path, *plain)
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("V", "1", "t", "1", "home", "down", "down", "down", "k", "1")
        assert "Keep only the name" in words(empty)
        await pilot.press("enter", "down", "k", "2", "enter")
        assert "甲野 LP Unanswered" in words(empty)
        await pilot.press("enter")
        assert messages(empty) == {"甲野": "waiting", "乙野": "waiting"}
        assert {each.subject for each in fresh(empty).ledger.all(Message)} == {"LP", "記事"}


async def test_what_does_not_stand_there_is_not_marked(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(empty, tmp_path, wrote("甲野"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("V", "1", "k", "1", "x", "enter")
        assert "That does not stand on this line." in words(empty)
        await pilot.press("escape")
        assert fresh(empty).ledger.count("mail_rule") == 0


async def test_a_result_is_confirmed_and_another_mail_thrown_away(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(empty, tmp_path, certified(), wrote("甲野", "21:10"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        assert "1 mail to confirm" in words(empty)
        await pilot.press("V", "1", "enter")
        assert fresh(empty).ledger.count("assessment") == 1
        assert fresh(empty).ledger.count("mail_rule") == 0
        await pilot.press("V", "1", "D")
        assert not [each for each in fresh(empty).ledger.all(Inbox) if each.waits]


async def test_a_mail_is_opened_from_what_is_open(empty: ProcwApp, tmp_path: Path) -> None:
    put(empty, message("A", "2026-11-22 10:00"))
    with_folder(empty, tmp_path, certified())
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("i", "end", "v")
        assert isinstance(empty.screen, MailDialog)
        await pilot.press("escape", "D")
        assert not [each for each in fresh(empty).ledger.all(Inbox) if each.waits]
        empty.mail_watch.look()
        await looked(pilot)
        assert not [each for each in fresh(empty).ledger.all(Inbox) if each.waits]


async def test_a_rule_is_edited_and_what_waits_is_read_at_once(empty: ProcwApp, tmp_path: Path) -> None:
    put(empty, MailRule(id="r", subject="x", means="message"))
    with_folder(empty, tmp_path, wrote("甲野"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        await pilot.press("V", "2", "1", "end", "backspace", *"{client}様*", "ctrl+s")
        assert messages(empty) == {"【クラウドワークス】甲野": "waiting"}
        await pilot.press("V", "1", "2")
        assert fresh(empty).ledger.count("mail_rule") == 0


async def test_text_of_a_mail_is_only_text(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(
        empty,
        tmp_path,
        wrote("[red]甲\x1b[2J\x07", text="[bold]\x1b]0;x\x07 https://crowdworks.jp/messages/1"),
    )
    async with empty.run_test(size=(120, 40)) as pilot:
        await looked(pilot)
        await pilot.press("V", "1")
        assert "[bold]" in words(empty)
        assert "\x1b" not in words(empty)


async def test_each_size_and_language(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(empty, tmp_path, wrote("甲野" * 30, text="長い行" * 80), certified())
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
    for size in ((80, 24), (40, 20), (120, 40), (20, 5)):
        async with app_on(empty.store.path).run_test(size=size) as pilot:
            await pilot.press(
                "L", "V", "1", "t", "escape", "down", "k", "escape", "escape", "V", "2", "escape", "L"
            )
            assert pilot.app.return_code is None


async def test_scouts_by_mail_count(empty: ProcwApp, tmp_path: Path) -> None:
    with_folder(empty, tmp_path, bytes_of("plain-utf8"))
    async with empty.run_test(size=SIZE) as pilot:
        await looked(pilot)
        (came,) = fresh(empty).ledger.all(Scout)
        assert (came.source, came.client) == ("direct", "-")
        await pilot.press("3", "home", "C", *"甲野", "enter")
        assert {each.client for each in fresh(empty).ledger.all(Scout)} == {"甲野"}
