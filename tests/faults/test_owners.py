"""What root writes stays with the user whose ledger it is; what belongs to another user is not taken away."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from procw_tui.cli.main import run
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import files
from procw_tui.store.store import Store
from tests.make import scout
from tests.store.test_store import logging

USER, OTHER = 12_345, 12_346
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of another user")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the user's that the user can reach."""
    monkeypatch.setenv("PROCW_LANG", "en")
    folder = Path(f"/tmp/{tmp_path.name}-{os.getpid()}")  # noqa: S108 - pytest's own folders are root's alone
    folder.mkdir(0o700)
    os.chown(folder, USER, USER)
    monkeypatch.setenv("PROCW_DB", str(folder / "deep" / "a.json"))
    yield folder
    shutil.rmtree(folder)


def _as(user: int, act: Callable[[], int]) -> int | None:
    """How an act of a user's ends, in a process of its own."""
    process = multiprocessing.get_context("fork").Process(target=lambda: os._exit(_as_here(user, act)))
    process.start()
    process.join(30)
    return process.exitcode


def _as_here(user: int, act: Callable[[], int]) -> int:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
    return act()


def _owners(folder: Path) -> set[int]:
    return {each.stat().st_uid for each in folder.rglob("*")}


@pytest.mark.parametrize("first", [0, USER], ids=["root first", "user first"])
def test_a_command_of_roots_locks_nobody_out(home: Path, first: int) -> None:
    commands = ["log scout", "log scout", "backup", "undo", "restore a.json.bak", "log scout"]
    log = partial(run, ["log", "scout"])
    if first:
        assert _as(first, log) == 0
    for command in commands:
        assert run(command.split()) == 0
    assert _owners(home) == {USER}
    assert _as(USER, log) == 0
    assert _as(USER, lambda: run(["doctor"])) in {0, 1}
    assert _owners(home) == {USER}


def test_a_file_is_not_taken_from_its_owner(home: Path) -> None:
    home.chmod(0o777)
    target = home / "shared.json"
    target.write_bytes(b"{}")
    target.chmod(0o666)
    os.chown(target, USER, USER)

    def act() -> int:
        with pytest.raises(StoreError) as refused:
            files.replace(target, b"mine")
        return int(refused.value.trouble != "foreign_owner")

    assert _as(OTHER, act) == 0
    assert target.read_bytes() == b"{}"
    assert not list(home.glob(".*.tmp"))


def test_doctor_names_what_is_anothers(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _as(USER, lambda: run(["log", "scout"])) == 0
    journal = home / "deep" / "a.json.journal"
    os.chown(journal, 0, 0)
    assert _as(USER, lambda: run(["doctor"])) == 1
    told = capfd.readouterr()
    assert f"closed to you: {journal}" in told.out
    assert f"sudo chown {USER} {journal}" in told.err


def test_root_follows_no_link_beside_a_ledger(home: Path, tmp_path: Path) -> None:
    """Else root would make, write or open to nobody what the user chose."""
    assert _as(USER, partial(run, ["log", "scout"])) == 0
    beside = home / "deep"
    known = tmp_path / "known"
    known.write_text("root's")
    known.chmod(0o644)
    for name in ("a.json.lock", "a.json.drafts", "a.json.backups/z.json", "a.json.journal"):
        for target in (known, tmp_path / "new"):
            (beside / name).unlink(missing_ok=True)
            (beside / name).symlink_to(target)
            assert run(["log", "scout"]) in {0, 1}
            assert run(["doctor", "--repair"]) in {0, 1}
    assert known.read_text() == "root's"
    assert known.stat().st_mode & 0o777 == 0o644
    assert known.stat().st_uid == 0
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "closed", ["a.json.journal", "a.json.lock", "a.json.backups", "a.json.bak", "a.json", "."]
)
def test_what_root_closed_is_named(home: Path, capfd: pytest.CaptureFixture[str], closed: str) -> None:
    for command in ("log scout", "log scout", "backup"):
        assert _as(USER, partial(run, command.split())) == 0
    path = (home / "deep" / closed).resolve()
    path.touch()
    os.chown(path, 0, 0)
    capfd.readouterr()
    for command in ("doctor", "status", "doctor --repair", "backup", "export", "log scout"):
        code = _as(USER, partial(run, command.split()))
        told = capfd.readouterr()
        assert code in {0, 1}, command
        assert "Traceback" not in told.err
        assert "standard output" not in told.err, command
        if command == "doctor":
            assert f"sudo chown {USER} {path}" in told.err
            assert "damaged" not in told.out


@pytest.mark.parametrize("closed", ["a.json.journal", "a.json", "."])
def test_an_open_ledger_that_root_closes_is_refused_with_a_reason(
    home: Path, now: datetime, closed: str
) -> None:
    """The app looks for others' changes all the time: it gets a sentence, not an OSError."""
    path = home / "deep" / "a.json"

    def act() -> int:
        store = Store(path, lambda: now)
        store.commit(logging(scout("2026-11-22")))
        gate.set()
        done.wait(20)
        with pytest.raises(StoreError):
            store.commit(logging(scout("2026-11-21")))
        with contextlib.suppress(StoreError):
            store.refresh()
        return 0

    context = multiprocessing.get_context("fork")
    gate, done = context.Event(), context.Event()
    process = context.Process(target=lambda: os._exit(_as_here(USER, act)))
    process.start()
    assert gate.wait(20)
    at = path.parent / closed
    if at.is_file():  # another file in its place, as a fold would make
        at.rename(at.with_suffix(".was"))
        at.write_bytes(at.with_suffix(".was").read_bytes() + b" ")
        at.chmod(0o600)
    else:
        os.chown(at, 0, 0)
    done.set()
    process.join(30)
    assert process.exitcode == 0
