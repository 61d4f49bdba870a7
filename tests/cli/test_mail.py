"""`procw-tui mail`: in a mailer's pipe, and over files and folders."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from procw_tui.cli import main
from procw_tui.domain.record.records import Assessment, Inbox, Message, Proposal, Scout
from procw_tui.store import files
from tests.cli.test_paste import ledger_at
from tests.cli.test_paste import run as run_apart
from tests.make_demo import NOW
from tests.store.incoming.test_mail import bytes_of
from tests.store.incoming.test_mailboxes import maildir, mbox, state

MAIL = bytes_of("plain-utf8")
Ran = subprocess.CompletedProcess[bytes]
Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A command in this process, as `run_apart` has it in one of its own."""
    monkeypatch.setenv("PROCW_LANG", "en")
    monkeypatch.setenv("PROCW_NOW", NOW.isoformat())

    def call(db: Path, *arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setenv("PROCW_DB", str(db))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main.run(arguments)
        out, err = capfdbinary.readouterr()
        return Ran(arguments, code, out, err)

    return call


TEMPORARY = 75
RULE = ("log", "mail-rule", "--subject", "{client}様から新着メッセージ*", "--means", "message")


def certified() -> bytes:
    subject = "おめでとうございます！「プロクラウドワーカー」新規認定のお知らせ"
    return (
        f"From: no-reply@crowdworks.jp\nDate: Sun, 22 Nov 2026 09:00:00 +0900\nMessage-ID: <c@invented.invalid>\n"
        f"Subject: {subject}\nContent-Type: text/plain; charset=UTF-8\n\n"
        "2026年10月度審査\n今回の認定結果：プロクラウドワーカー\n"
    ).encode()


def test_a_mail_in_a_pipe_is_durable_when_it_is_done(tmp_path: Path, run: Run) -> None:
    db = tmp_path / "a.json"
    done = run(db, "mail", "-", stdin=MAIL)
    assert (done.returncode, done.stderr) == (0, b"")
    (scout,), (wrote,) = ledger_at(db).ledger.all(Scout), ledger_at(db).ledger.all(Message)
    assert (scout.site_id, wrote.site_id) == ("12345", "777")
    assert "taken in 1" in done.stdout.decode()
    again = run(db, "mail", "-", stdin=MAIL)
    assert (again.returncode, ledger_at(db).ledger.count("message")) == (0, 1)
    assert "known already 1" in again.stdout.decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\x00\xff" * 5000, b"Subject: x\n\n", bytes_of("no-mail"), bytes_of("sender-two")],
)
def test_what_is_no_mail_of_the_site_is_left_and_done(tmp_path: Path, content: bytes, run: Run) -> None:
    db = tmp_path / "a.json"
    done = run(db, "mail", "-", stdin=content)
    assert (done.returncode, done.stderr, db.exists()) == (0, b"", False)


def test_a_mailer_tries_again_while_the_ledger_is_busy(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "a.json"
    run(db, "log", "scout", "--client", "A")
    before = db.read_bytes()
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.2)
    with files.turn(db):
        busy = run(db, "mail", "-", stdin=MAIL)
    assert busy.returncode == TEMPORARY
    assert b"Traceback" not in busy.stderr
    assert db.read_bytes() == before
    assert run(db, "mail", "-", stdin=MAIL).returncode == 0


@pytest.mark.parametrize("how", ["damaged", "newer", "folder", "no_right"])
def test_a_mailer_tries_again_where_the_ledger_can_not_be_written(tmp_path: Path, how: str, run: Run) -> None:
    """A mail is never lost because the ledger is not what it should be."""
    db = tmp_path / "box" / "a.json"
    db.parent.mkdir()
    if how == "damaged":
        db.write_text("{")
    elif how == "newer":
        db.write_text(json.dumps({"meta": {"1": {"schema": 999}}}))
    elif how == "folder":
        db.mkdir()
    else:
        if os.geteuid() == 0:
            pytest.skip("root may write everywhere")
        db.parent.chmod(0o500)
    done = run(db, "mail", "-", stdin=MAIL)
    assert done.returncode == TEMPORARY
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_mailer_tries_again_on_a_full_disk(tmp_path: Path, run: Run) -> None:
    db = tmp_path / "a.json"
    code = (
        "import os, sys; from procw_tui.cli.main import run\n"
        f"def full(*_args): raise OSError({errno.ENOSPC}, 'No space left on device')\n"
        "os.fsync = full; os.fdatasync = full\n"
        "sys.exit(run(['mail', '-']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=MAIL, capture_output=True, check=False,
        env={**os.environ, "PROCW_DB": str(db), "PROCW_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == TEMPORARY
    assert b"Traceback" not in done.stderr
    assert run(db, "mail", "-", stdin=MAIL).returncode == 0
    assert ledger_at(db).ledger.count("message") == 1


def test_it_is_done_though_nobody_reads_of_it(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "procw_tui", "mail", "-"], input=MAIL, stdout=full, check=False,
            stderr=subprocess.PIPE, env={**os.environ, "PROCW_DB": str(db), "PROCW_LANG": "en"},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert ledger_at(db).ledger.count("message") == 1


def test_many_mailers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    mails = [MAIL.replace(b"plain-utf8", b"m%d" % n).replace(b"777", b"7%d" % n) for n in range(3)]
    with ThreadPoolExecutor(6) as mailers:
        codes = list(mailers.map(lambda mail: run_apart(db, "mail", "-", stdin=mail).returncode, mails * 2))
    again = [run_apart(db, "mail", "-", stdin=mail).returncode for mail in mails]
    assert set(codes) <= {0, TEMPORARY}
    assert set(again) == {0}
    assert ledger_at(db).ledger.count("message") == len(mails)


def test_every_way_a_mail_lies(tmp_path: Path, run: Run) -> None:
    """A file, an mbox, a folder and a Maildir bring the same mails once, and stay as they are."""
    db = tmp_path / "a.json"
    box = maildir(tmp_path / "box", "1.a", "2.b")
    (tmp_path / "one.eml").write_bytes(bytes_of("iso-2022-jp"))
    (tmp_path / "mbox").write_bytes(mbox(MAIL, bytes_of("iso-2022-jp"), bytes_of("forwarded-gmail-ja")))
    (tmp_path / "other.eml").write_bytes(bytes_of("forwarded-attached"))
    before = state(box)
    for place in (tmp_path / "one.eml", tmp_path / "mbox", box, tmp_path, tmp_path / "other.eml"):
        assert run(db, "mail", str(place)).returncode == 0
    assert ledger_at(db).ledger.count("message") == 2
    assert state(box) == before


def test_a_dry_run_saves_nothing(tmp_path: Path, run: Run) -> None:
    db, box = tmp_path / "a.json", maildir(tmp_path / "box", "1.a")
    shown = run(db, "mail", str(box), "--dry-run").stdout.decode()
    assert "+ Scout" in shown
    assert "Nothing was saved." in shown
    assert not db.exists()
    assert run(db, "mail", str(box)).returncode == 0
    assert ledger_at(db).ledger.count("scout") == 1


def test_the_folder_of_the_settings(tmp_path: Path, run: Run) -> None:
    db, box = tmp_path / "a.json", maildir(tmp_path / "box", "1.a")
    run(db, "log", "setting", "--key", "mail_folder", "--value", str(box))
    assert run(db, "mail").returncode == 0
    assert ledger_at(db).ledger.count("scout") == 1
    assert "nothing new" in run(db, "mail").stdout.decode()
    shutil.rmtree(box)
    gone = run(db, "mail")
    assert (gone.returncode, b"Traceback" in gone.stderr) == (1, False)


def test_without_a_folder_a_pipe_is_read(tmp_path: Path, run: Run) -> None:
    assert run(tmp_path / "a.json", "mail", stdin=MAIL).returncode == 0
    assert ledger_at(tmp_path / "a.json").ledger.count("scout") == 1


def test_what_waits_is_confirmed(tmp_path: Path, run: Run) -> None:
    db = tmp_path / "a.json"
    shown = run(db, "mail", "-", stdin=certified()).stdout.decode()
    assert "Certified" in shown
    assert "--yes saves" in shown
    assert ledger_at(db).ledger.count("assessment") == 0
    assert run(db, "mail", "-", "--yes", stdin=b"").returncode == 0
    (result,) = ledger_at(db).ledger.all(Assessment)
    assert (result.month, result.result) == ("2026-10", "pro")
    assert run(db, "undo").returncode == 0
    (waiting,) = ledger_at(db).ledger.all(Inbox)
    assert waiting.waits


def test_a_shape_that_is_said_is_tried_on_what_waits(tmp_path: Path, run: Run) -> None:
    db = tmp_path / "a.json"
    unknown = MAIL.replace("LP制作について相談がありました".encode(), "甲野様から新着メッセージ1件".encode())
    assert b"\xe7\x94\xb2" in unknown
    text = run(db, "mail", "-", stdin=unknown).stdout.decode()
    assert "not known yet how to read it" in text
    assert "procw-tui log mail-rule" in text
    rule = run(db, "log", "mail-rule", "--subject", "*{client}様から新着メッセージ*", "--means", "message")
    assert rule.returncode == 0
    run(db, "mail", "-", stdin=b"")
    (wrote,) = ledger_at(db).ledger.all(Message)
    assert wrote.client == "【クラウドワークス】甲野"
    rule_id = rule.stdout.decode().split()[0]
    assert (
        run(db, "edit", rule_id, "--subject", "【クラウドワークス】{client}様から新着メッセージ*").returncode
        == 0
    )
    other = (
        unknown.replace("甲野".encode(), "乙野".encode()).replace(b"21:04", b"21:40").replace(b"777", b"778")
    )
    run(db, "mail", "-", stdin=other)
    assert "乙野" in {each.client for each in ledger_at(db).ledger.all(Message)}
    assert run(db, "delete", rule_id).returncode == 0


def test_text_of_a_mail_is_shown_and_never_obeyed(tmp_path: Path, run: Run) -> None:
    db = tmp_path / "a.json"
    evil = MAIL.replace(b"LP", b"\x1b]52;c;aGk=\x07#[fg=red]\x1b[2J=1+1")
    done = run(db, "mail", "-", stdin=evil)
    assert b"\x1b" not in done.stdout
    assert b"\x07" not in done.stdout
    assert b"\x1b" not in run(db, "list", "message").stdout
    assert run(db, "export", "-o", str(tmp_path / "out"), "--format", "csv").returncode == 0


def test_what_came_by_mail_goes_out_and_in_again(tmp_path: Path, run: Run) -> None:
    db, other = tmp_path / "a.json", tmp_path / "b.json"
    run(db, *RULE)
    for name in ("plain-utf8", "no-subject", "no-date", "cp932"):
        run(db, "mail", "-", stdin=bytes_of(name))
    lines = run(db, "export").stdout
    (tmp_path / "out.jsonl").write_bytes(lines)
    assert run(other, "import", str(tmp_path / "out.jsonl")).returncode == 0
    assert sorted(run(other, "export").stdout.splitlines()) == sorted(lines.splitlines())
    assert run(other, "mail", "-", stdin=MAIL).returncode == 0
    assert ledger_at(other).ledger.count("message") == ledger_at(db).ledger.count("message")


@pytest.mark.parametrize("mailer", ["procmail", "maildrop"])
def test_a_real_mailer_delivers(tmp_path: Path, mailer: str) -> None:
    """The recipe of the README: a copy goes through the pipe, the mail itself into its box."""
    program = shutil.which(mailer)
    if program is None:
        pytest.skip(f"{mailer} is not installed")
    db, box = tmp_path / "a.json", tmp_path / "box"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    ours = f"{sys.executable} -m procw_tui mail -"
    if mailer == "procmail":
        recipe = (
            f"MAILDIR={tmp_path}\nDEFAULT={box}/\nLOGFILE={tmp_path}/log\nSHELL=/bin/sh\nPROCW_DB={db}\n"
            f"PROCW_NOW=2026-11-22T21:30+09:00\n:0 cw\n* ^From:.*@([a-z0-9.-]+\\.)?crowdworks\\.(co\\.)?jp\n| {ours}\n"
        )
        arguments = ["-m", str(tmp_path / "rc")]
    else:
        recipe = (
            f'PROCW_DB="{db}"\nPROCW_NOW="2026-11-22T21:30+09:00"\n'
            f'if (/^From:.*@([a-z0-9.-]+\\.)?crowdworks\\.(co\\.)?jp/)\n{{\n  cc "| {ours}"\n}}\nto "{box}"\n'
        )
        arguments = [str(tmp_path / "rc")]
    (tmp_path / "rc").write_text(recipe)
    (tmp_path / "rc").chmod(0o600)
    for content in (MAIL, bytes_of("sender-in-name")):
        environment = {**os.environ, "HOME": str(tmp_path), "LOGNAME": "root", "PYTHONPATH": str(Path.cwd())}
        subprocess.run(
            [program, *arguments], input=content.replace(b"\r\n", b"\n"), check=True, env=environment
        )
    assert ledger_at(db).ledger.count("message") == 1
    assert ledger_at(db).ledger.count("proposal") == len(list(ledger_at(db).ledger.all(Proposal))) == 0
    assert len(list((box / "new").iterdir())) == 2
