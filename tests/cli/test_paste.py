"""`procw-tui paste`, and the greeting at login."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procw_tui.domain.record.records import Contract, Message
from procw_tui.store.store import Store
from tests.domain.intake.reading import PAGES, page
from tests.make_demo import NOW


def run(
    db: Path, *arguments: str, stdin: bytes = b"", lang: str = "en", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "procw_tui", *arguments], input=stdin, capture_output=True, check=False,
        env={**os.environ, "PROCW_DB": str(db), "PROCW_LANG": lang, "PROCW_NOW": NOW.isoformat(), **environment},
    )  # fmt: skip


def ledger_at(db: Path) -> Store:
    return Store(db, lambda: NOW)


def test_it_shows_and_saves_only_with_yes(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    text = page("contracts_running.tabs").encode()
    shown = run(db, "paste", stdin=text)
    assert (shown.returncode, db.exists()) == (0, False)
    assert "new Contract 4" in shown.stdout.decode()
    assert "--yes saves it" in shown.stdout.decode()
    saved = run(db, "paste", "--yes", stdin=text)
    assert saved.returncode == 0
    assert "Pasted: Contract 4" in saved.stdout.decode()
    again = run(db, "paste", "--yes", stdin=text)
    assert "known already 4" in again.stdout.decode()
    assert len(ledger_at(db).ledger) == 4
    assert run(db, "undo").returncode == 0
    assert len(ledger_at(db).ledger) == 0


def test_a_file_in_the_encoding_of_japanese_windows(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(page("contracts_running.tabs").encode("cp932"))
    assert run(tmp_path / "a.json", "paste", str(file), "--yes").returncode == 0
    assert {c.client for c in ledger_at(tmp_path / "a.json").ledger.all(Contract)} >= {
        "みどり工房",
        "青空商会",
    }


def test_which_sender_is_the_user_is_asked_and_remembered(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    text = page("thread_waiting.lines").encode()
    asked = run(db, "paste", "--yes", stdin=text)
    assert asked.returncode == 1
    assert "--me" in asked.stderr.decode()
    assert "山田ことば" in asked.stderr.decode()
    assert run(db, "paste", "--yes", "--me", "山田ことば", stdin=text).returncode == 0
    assert run(db, "paste", "--yes", stdin=page("thread_answered.tabs").encode()).returncode == 0
    ledger = ledger_at(db).ledger
    assert ledger.setting("my_name") == "山田ことば"
    assert len(list(ledger.all(Message))) == 5
    assert run(db, "paste", "--me", "知らない人", stdin=text).returncode == 1


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe", b"\x00" * 100, b"\x1b[31m", "今日の天気".encode()])
def test_what_is_no_page_is_said_and_changes_nothing(tmp_path: Path, stdin: bytes) -> None:
    found = run(tmp_path / "a.json", "paste", "--yes", stdin=stdin)
    assert found.returncode == 0
    assert b"Traceback" not in found.stderr
    assert b"\x1b" not in found.stdout
    assert not (tmp_path / "a.json").exists()


def test_a_mess_is_refused(tmp_path: Path) -> None:
    for mess in (b"\x80\x81\xff", "契約一覧\n甲野商店".encode().decode("cp932", "replace").encode()):
        found = run(tmp_path / "a.json", "paste", "--yes", stdin=mess)
        assert (found.returncode, b"Traceback" in found.stderr) == (1, False)
    assert not (tmp_path / "a.json").exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    missing = run(tmp_path / "a.json", "paste", str(tmp_path / "none.txt"))
    assert missing.returncode == 1
    assert b"No such file" in missing.stderr
    assert run(tmp_path / "a.json", "paste", "--page", "nonsense").returncode == 2


def test_the_words_are_the_users(tmp_path: Path) -> None:
    shown = run(tmp_path / "a.json", "paste", str(PAGES / "applications.tabs.txt"), lang="ja")
    assert "応募一覧として読みました: 新しい応募 4" in shown.stdout.decode()


def test_the_greeting_is_silent_on_a_quiet_day(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    assert run(db, "status", "--line").stdout == b""
    run(db, "log", "message", "--client", "A", "--at", "9:10")
    assert "1 unanswered" in run(db, "status", "--line").stdout.decode()


def test_the_evening_in_numbers(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    logged = run(db, "log", "night", "--sent", "3", "--unanswered", "２", "--delivered", "1", "--scouts", "1")
    assert logged.stdout.decode() == "Logged tonight: Proposal 3  Message 2  Contract 1  Scout 1\n"
    assert b"nothing new" in run(db, "log", "night", "--sent", "3").stdout
    for wrong in ("-1", "x", "1.5"):
        assert run(db, "log", "night", "--sent", wrong).returncode == 2
    less = run(db, "log", "night", "--sent", "1")
    assert (less.returncode, "can't be less than the 3 logged" in less.stderr.decode()) == (1, True)
    assert len(run(db, "list", "proposal", "--filter", "no reply").stdout.splitlines()) == 3
    assert run(db, "list", "proposal", "--filter", "nobody").stdout == b""


def test_which_contract_was_delivered(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    for client in ("A", "B"):
        run(db, "log", "contract", "--client", client, "--type", "fixed")
    several = run(db, "log", "night", "--delivered", "1")
    assert (several.returncode, b"--contract" in several.stderr) == (1, True)
    chosen = next(c for c in ledger_at(db).ledger.all(Contract) if c.client == "B")
    assert run(db, "log", "night", "--delivered", "1", "--contract", chosen.id[:8]).returncode == 0
    assert [c.client for c in ledger_at(db).ledger.all(Contract) if c.delivered_on] == ["B"]
    assert run(db, "log", "night", "--delivered", "2", "--contract", "none").returncode == 1
