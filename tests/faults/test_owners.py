"""What root writes stays with the user whose ledger it is; what belongs to another user is not taken away."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from procw_tui.cli.main import run
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import files

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

    def child() -> None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
        os._exit(act())

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(30)
    return process.exitcode


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
