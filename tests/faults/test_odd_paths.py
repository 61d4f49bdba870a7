"""Something that is no plain file at the place of each file beside the ledger: a sentence, and nothing waits."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from procw_tui.cli.main import run

BESIDE = (".journal", ".lock", ".bak", ".drafts", ".journal.bak", ".backups")
COMMANDS = ("status", "log scout", "doctor", "backup", "export", "undo")


def _put(kind: str, path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(path)


@pytest.mark.parametrize("kind", ["folder", "fifo", "loop"])
@pytest.mark.parametrize("beside", BESIDE)
def test_an_odd_thing_beside_the_ledger(
    kind: str, beside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    monkeypatch.setenv("PROCW_DB", str(path))
    monkeypatch.setenv("PROCW_LANG", "en")
    assert run(["log", "scout", "--client", "A"]) == 0
    _put(kind, tmp_path / f"a.json{beside}")
    for command in COMMANDS:
        capfd.readouterr()
        code = run(command.split())
        out, err = capfd.readouterr()
        assert code in {0, 1}, command
        assert code == 0 or out or err, command
        assert "Traceback" not in err
    (tmp_path / f"a.json{beside}").rename(tmp_path / "away")
    assert run(["list", "scout"]) == 0
    assert "A" in capfd.readouterr().out


def test_a_stamp_that_is_no_moment_breaks_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    monkeypatch.setenv("PROCW_DB", str(path))
    for words in ("log opening --rating-shown 4.9 --rating-count 98", "log assessment --month 2026-10 --result none",
                  "log tally --from 2026-01-01 --to 2026-06-30 --scouts 3", "log scout"):  # fmt: skip
        assert run(words.split()) == 0
    path.write_text(path.read_text().replace('"changed_at":"20', '"changed_at":"soon 20'))
    (tmp_path / "a.json.journal").unlink(missing_ok=True)
    for command in ("status", "status --json", "list scout", "export", "log scout"):
        assert run(command.split()) == 0, command


def test_a_ledger_without_backups_is_well_and_an_odd_stamp_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    monkeypatch.setenv("PROCW_DB", str(path))
    monkeypatch.setenv("PROCW_LANG", "en")
    assert run(["log", "scout"]) == 0
    for other in tmp_path.glob("a.json.*"):
        shutil.rmtree(other) if other.is_dir() else other.unlink()
    capfd.readouterr()
    assert run(["doctor"]) == 0
    out, err = capfd.readouterr()
    assert "File: 1 record (" in out
    assert not err
    path.write_text(path.read_text().replace('"changed_at":"20', '"changed_at":"soon 20'))
    assert run(["doctor"]) == 1
    out, err = capfd.readouterr()
    assert "1 record was changed at no moment" in out
    assert "put right by hand" in err
