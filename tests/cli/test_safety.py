"""`backup`, `restore`, `doctor`, `merge`, CSV: nothing is lost, in the user's words and with the right exit codes."""

from __future__ import annotations

import contextlib
import os
import pty
import shutil
import stat
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from procw_tui.domain.record.records import Scout
from procw_tui.knowledge import data_file
from procw_tui.present.words import doctor
from procw_tui.store import content, examination, journal, repair
from procw_tui.store.store import Store
from tests.cli.test_paste import ledger_at, run
from tests.make import scout
from tests.make_demo import NOW
from tests.store.test_store import logging


def out(db: Path, *arguments: str, **environment: Any) -> str:
    ran = run(db, *arguments, **environment)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    for day in ("2026-11-20", "2026-11-21"):
        out(path, "log", "scout", "--at", day)
    return path


def test_a_backup_is_listed_and_put_back(db: Path) -> None:
    assert "2026-11-22.json" in out(db, "backup")
    out(db, "log", "scout", "--at", "2026-11-19")
    told = out(db, "restore", "2026-11-22")
    assert "Put back: 2026-11-22.json" in told
    kept = told.strip().splitlines()[-1].rpartition(" ")[2]
    assert len(ledger_at(db).ledger) < 3
    out(db, "restore", kept)
    assert len(ledger_at(db).ledger) == 3
    missing = run(db, "restore", "nonsense")
    assert (missing.returncode, b"No backup has the name" in missing.stderr) == (1, True)


def test_no_backup_yet(tmp_path: Path) -> None:
    assert "There is no backup yet" in out(tmp_path / "a.json", "backup")


@pytest.mark.parametrize("content", [b"", b"{", b"\x00" * 100, b"[]", b'{"scout": {"1": 5}}'])
def test_the_doctor_explains_and_repairs(db: Path, content: bytes) -> None:
    assert "Nothing needs repair." in out(db, "doctor", "--repair")
    db.write_bytes(content)
    for arguments in (("status",), ("log", "scout"), ("list", "scout"), ("export",)):
        refused = run(db, *arguments)
        assert (refused.returncode, b"doctor" in refused.stderr) == (1, True)
    assert db.read_bytes() == content
    told = run(db, "doctor")
    assert told.returncode == 1
    assert b"A repair can save" in told.stderr
    assert db.read_bytes() == content
    repaired = out(db, "doctor", "--repair")
    assert "Repaired" in repaired
    assert {s.received_on.day for s in ledger_at(db).ledger.all(Scout)} <= {20, 21}
    assert out(db, "doctor")
    assert (
        any(path.read_bytes() == content for path in db.with_name("a.json.backups").iterdir()) or not content
    )


def flipped(content: bytes) -> bytes:
    return content[:60] + bytes([content[60] ^ 4]) + content[61:]


@pytest.mark.parametrize("beside", [".bak", ".journal.bak", ".backups/2026-11-22.json"])
@pytest.mark.parametrize("spoilt", [flipped, lambda content: content[:-90]])
def test_the_doctor_names_an_older_version_that_is_spoilt_and_mends_it(
    db: Path, beside: str, spoilt: Callable[[bytes], bytes]
) -> None:
    target = Path(f"{db}{beside}")
    before = target.read_bytes()
    target.write_bytes(spoilt(before))
    told = run(db, "doctor")
    assert told.returncode == 1
    assert target.name in told.stdout.decode()
    mended = out(db, "doctor", "--repair")
    assert target.name in mended
    assert target.read_bytes() == before if "Corrected" in mended else not target.exists()
    assert "Nothing needs repair." in out(db, "doctor", "--repair")


def test_a_spoilt_copy_of_another_version_is_set_aside_and_never_thinned_out(db: Path) -> None:
    folder = db.with_name("a.json.backups")
    copy = folder / "2026-11-22T120000-apart.json"
    copy.write_bytes(b"{")
    assert "Set aside as damaged: 2026-11-22T120000-apart.json" in out(db, "doctor", "--repair")
    assert (folder / "2026-11-22T120000-apart-damaged.json").read_bytes() == b"{"
    out(db, "doctor")


PLACES = ["lock", "journal", "bak", "journal.bak", "drafts", "backups"]


@pytest.mark.parametrize("suffix", PLACES)
@pytest.mark.parametrize("what", ["folder", "fifo", "link"])
def test_the_doctor_names_what_stands_in_the_way_and_moves_it_aside(db: Path, suffix: str, what: str) -> None:
    place = db.with_name(f"a.json.{suffix}")
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    if what == "fifo":
        os.mkfifo(place)
    elif what == "link":
        place.symlink_to("nowhere")
    elif suffix == "backups":
        place.write_bytes(b"no folder")
    else:
        place.mkdir()
    names = [finding for finding in examination.findings(db) if not finding.well]
    assert names
    told = " ".join(doctor.finding_line(each.what, each.facts, well=False) for each in names)
    assert place.name in told
    assert "chmod" not in told
    assert place.name in repair.set_aside(db)
    repaired = {each.what for each in examination.findings(db) if not each.well}
    assert repaired <= {"short", "file"}
    assert os.path.lexists(db.with_name(f"{place.name}.aside"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_doctor_mends_a_lock_that_is_a_folder(db: Path, language: str) -> None:
    lock = db.with_name("a.json.lock")
    lock.unlink()
    lock.mkdir()
    told = run(db, "doctor", PROCW_LANG=language)
    assert told.returncode == 1
    assert "a.json.lock" in told.stdout.decode()
    out(db, "doctor", "--repair", PROCW_LANG=language)


@pytest.mark.parametrize(
    "spoilt", [lambda content: content[:30] + b"?!" + content[32:], lambda _content: b""]
)
def test_after_one_repair_of_a_journal_all_is_well(db: Path, spoilt: Callable[[bytes], bytes]) -> None:
    store = Store(db, lambda: NOW)
    store.commit(logging(scout("2026-11-17")))
    store.commit(logging(scout("2026-11-16")))
    journal.of(db).write_bytes(spoilt(journal.of(db).read_bytes()))
    assert run(db, "doctor").returncode == 1
    out(db, "doctor", "--repair")
    assert "Nothing needs repair." in out(db, "doctor", "--repair")


def test_only_what_is_damaged_is_set_aside(db: Path) -> None:
    daily = db.with_name("a.json.backups") / "2026-11-22.json"
    tables = orjson.loads(daily.read_bytes())
    tables["meta"]["1"]["schema"] = 99
    unsealed = orjson.dumps(tables)[: -content.AT_END]
    daily.write_bytes(unsealed + b'%08x"}}}' % zlib.crc32(unsealed))
    assert content.is_sealed(daily.read_bytes())
    assert "Nothing needs repair." in out(db, "doctor", "--repair")
    assert daily.exists()


def test_restore_and_backup_say_what_is_missing(db: Path) -> None:
    Store(db, lambda: NOW).commit(logging(scout("2026-11-17")))
    journal.of(db).unlink()
    assert "1 change that was logged last is missing" in run(db, "backup").stderr.decode()
    assert "1 change that was logged last is missing" in run(db, "restore", "2026-11-22").stderr.decode()
    out(db, "doctor")


@pytest.mark.parametrize("logs", [0, 2])
def test_the_doctor_names_a_journal_of_another_ledger(db: Path, tmp_path: Path, logs: int) -> None:
    other = Store(tmp_path / "other" / "b.json", lambda: NOW)
    other.commit(logging(scout("2026-10-01")))
    other.settle()
    for number in range(logs):
        other.commit(logging(scout("2026-10-02", client=str(number))))
    journal.of(db).write_bytes(journal.of(other.path).read_bytes())
    told = run(db, "doctor")
    assert told.returncode == 1
    assert "another version's" in told.stdout.decode()
    out(db, "log", "scout", "--at", "2026-11-18")
    assert len(ledger_at(db).ledger) == 3


def test_the_doctor_says_what_is_missing(db: Path) -> None:
    (tmp := Store(db, lambda: NOW)).commit(logging(scout("2026-11-17")))
    tmp.commit(logging(scout("2026-11-16")))
    journal.of(db).unlink()
    told = run(db, "doctor")
    assert told.returncode == 1
    assert "2 changes that were logged last are missing" in told.stdout.decode()
    assert "lacks what was logged last" in run(db, "log", "scout").stderr.decode()
    out(db, "doctor")


def test_csv_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    db, other = tmp_path / "demo.json", tmp_path / "other.json"
    db.write_bytes(data_file("demo.json").read_bytes())
    folder = tmp_path / "sheets"
    out(db, "export", "--format", "csv", "--bom", "-o", str(folder))
    assert (folder / "proposal.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE((folder / "proposal.csv").stat().st_mode) == 0o600
    out(other, "import", *map(str, sorted(folder.glob("*.csv"))))
    assert ledger_at(other).ledger == ledger_at(db).ledger
    assert run(db, "export", "--format", "csv").returncode == 2
    assert out(db, "export", "--format", "csv", "--kind", "scout").startswith("id,received_on,client")


def test_a_bad_sheet_is_named_line_by_line(tmp_path: Path) -> None:
    db, sheet = tmp_path / "a.json", tmp_path / "things.csv"
    sheet.write_text("client,title\nA,B\n")
    asked = run(db, "import", str(sheet))
    assert (asked.returncode, b"--kind" in asked.stderr) == (2, True)
    sheet.write_text("received_on\n2026-11-22\nnever\n")
    bad = run(db, "import", str(sheet), "--kind", "scout")
    assert bad.returncode == 1
    assert b"things.csv:3: Received on" in bad.stderr
    assert not db.exists()
    sheet.write_text("nothing\nof this\n")
    assert run(db, "import", str(sheet), "--kind", "scout").returncode == 1


def test_copies_are_merged(db: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.json"
    other.write_bytes(db.read_bytes())
    out(other, "log", "message", "--client", "A", "--at", "9:10")
    gone = next(iter(ledger_at(other).ledger.all(Scout)))
    out(other, "delete", gone.id, PROCW_NOW="2026-11-23T10:00+09:00")
    assert "Merged" in out(db, "merge", str(other))
    assert ledger_at(db).ledger == ledger_at(other).ledger
    assert "nothing new" in out(db, "merge", str(other))
    lines = tmp_path / "b.jsonl"
    out(other, "export", "-o", str(lines))
    assert "nothing new" in out(db, "merge", str(lines))
    assert run(db, "merge", str(tmp_path / "none.json")).returncode == 1


def test_a_newer_file_is_looked_at_and_not_written(db: Path) -> None:
    db.write_bytes(db.read_bytes().replace(b'"schema":1', b'"schema":9'))
    content = db.read_bytes()
    assert run(db, "list", "scout").returncode == 1
    looked = run(db, "list", "scout", "--newer")
    assert (looked.returncode, len(looked.stdout.splitlines())) == (0, 2)
    assert b"newer version" in looked.stderr
    refused = run(db, "log", "scout")
    assert (refused.returncode, b"newer version" in refused.stderr) == (1, True)
    assert db.read_bytes() == content


def test_everything_beside_the_file_is_private(db: Path) -> None:
    for path in db.parent.rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


@pytest.mark.parametrize("suffix", ["", ".journal", ".bak", ".lock", ".drafts", ".backups/2026-11-22.json"])
def test_an_export_never_goes_over_what_belongs_to_the_ledger(db: Path, suffix: str) -> None:
    refused = run(db, "export", "-o", f"{db}{suffix}")
    assert (refused.returncode, b"That is the ledger itself" in refused.stderr) == (1, True)
    assert len(ledger_at(db).ledger) == 2


def test_an_emptied_copy_is_merged(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_text('{"_default": {}}')
    assert run(db, "merge", str(copy)).returncode == 0
    assert len(ledger_at(db).ledger) == 2


def test_the_doctor_leaves_no_answer_of_a_slow_terminal_in_the_shell(db: Path) -> None:
    """A line with a second's delay: what the terminal answers is not typed into the prompt."""
    script = f"{sys.executable} -m procw_tui doctor; read -t 0.2 -r left; echo left=[$left]"
    child, terminal = pty.fork()
    if not child:
        os.execve("/bin/bash", ["bash", "--norc", "-c", script],  # noqa: S606
                  {**os.environ, "PROCW_DB": str(db), "PROCW_LANG": "en", "TERM": "xterm-256color"})  # fmt: skip
    said = b""
    with contextlib.suppress(OSError):  # Linux ends a terminal with EIO
        while chunk := os.read(terminal, 4096):
            said += chunk
            if b"\x1b[6n" in chunk:
                time.sleep(0.6)
                os.write(terminal, b"\x1b[5;3R")
    os.close(terminal)
    os.waitpid(child, 0)
    assert b"Cells of an ambiguous character: 2" in said
    assert b"left=[]" in said


@pytest.mark.parametrize(("answer", "said"), [
    ("echo 1", "What tmux draws: UTF-8"), ("echo 0", "What tmux draws: ASCII"), ("exit 1", None), ("echo", None),
])  # fmt: skip
def test_doctor_asks_tmux_what_it_draws(db: Path, tmp_path: Path, answer: str, said: str | None) -> None:
    tmux = tmp_path / "bin" / "tmux"
    tmux.parent.mkdir()
    tmux.write_text(f"#!/bin/sh\n{answer}\n")
    tmux.chmod(0o755)
    ran = run(db, "doctor", TMUX="x,1,0", PATH=f"{tmux.parent}{os.pathsep}{os.environ['PATH']}")
    told = [line for line in ran.stdout.decode().splitlines() if "tmux draws" in line]
    assert [line for line in told if said and said in line] == told
    assert bool(told) == (said is not None)
