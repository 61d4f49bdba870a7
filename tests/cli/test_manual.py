"""`help` and `completion`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_paste import run


def out(ran: subprocess.CompletedProcess[bytes]) -> str:
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def test_topics_are_listed_and_shown(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    assert "procw-tui help mails " in out(run(db, "help", "--lang", "en"))
    assert out(run(db, "help", "mails", "--lang", "en")).startswith("The site's mails\n----------------\n")
    assert out(run(db, "help", "mails", "--lang", "ja")).startswith("サイトからのメール\n")
    assert not db.exists()


def test_a_command_is_a_topic_too(tmp_path: Path) -> None:
    assert out(run(tmp_path / "a.json", "help", "undo", "--lang", "en")).startswith("Usage: procw-tui undo")
    assert "Usage: procw-tui log proposal" in out(
        run(tmp_path / "a.json", "help", "log", "proposal", "--lang", "en")
    )


def test_what_is_no_topic_is_said(tmp_path: Path) -> None:
    ran = run(tmp_path / "a.json", "help", "nothing", "--lang", "en")
    assert ran.returncode == 2
    assert "There is no topic of that name. There are: install, " in ran.stderr.decode()


ASKED = {
    "bash": ["bash", "-i", "-c", "complete -p procw-tui"],
    "zsh": ["zsh", "-i", "-c", "print -r -- $_comps[procw-tui]"],
    "fish": ["fish", "-c", "complete -C 'procw-tui und'"],
}


@pytest.mark.parametrize("shell", ASKED)
def test_one_command_lets_tab_complete_in_the_next_shell(tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    home = tmp_path / "home of O'Neil"
    home.mkdir()
    begun = home / f".{shell}rc"
    begun.write_text("export KEPT=1")
    names: dict[str, Any] = {
        "HOME": str(home), "SHELL": f"/usr/bin/{shell}", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "",
        "XDG_CACHE_HOME": str(tmp_path),
    }  # fmt: skip
    first = out(run(tmp_path / "a.json", "completion", **names))
    once = begun.read_text()
    second = out(run(tmp_path / "a.json", "completion", **names))
    assert first.endswith(f"The next {shell} that you open completes procw-tui.\n")
    assert begun.read_text() == once
    assert once.startswith("export KEPT=1")
    assert ("reads it already" in second) == (shell != "fish")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **names, "PATH": path, "LANG": "C.UTF-8"}
    asked = subprocess.run(
        ASKED[shell], env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert ("undo" if shell == "fish" else "_procw_tui_completion") in asked.stdout.decode(), asked.stderr


def test_a_shell_that_is_not_known_is_asked_for(tmp_path: Path) -> None:
    ran = run(tmp_path / "a.json", "completion", "--lang", "en", SHELL="/bin/tcsh", HOME=str(tmp_path))
    assert ran.returncode == 2
    assert "Which shell? Name bash, zsh or fish." in ran.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file")
    ran = run(tmp_path / "a.json", "completion", "bash", "--lang", "en", HOME=str(tmp_path), XDG_DATA_HOME="")
    assert ran.returncode == 1
    assert ".local" in ran.stderr.decode()
    assert "Traceback" not in ran.stderr.decode()


def test_a_start_file_that_can_not_be_written_leaves_the_line_to_add(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    ran = run(tmp_path / "a.json", "completion", "bash", "--lang", "en", HOME=str(tmp_path), XDG_DATA_HOME="")
    assert ran.returncode == 1
    assert "Add this line to it: [ -r " in ran.stderr.decode()
    assert (tmp_path / ".local/share/procw-tui").stat().st_mode & 0o777 == 0o700


def test_the_script_alone_is_printed(tmp_path: Path) -> None:
    shown = out(run(tmp_path / "a.json", "completion", "zsh", "--print", HOME=str(tmp_path)))
    assert shown.startswith("#compdef procw-tui\n")
    assert list(tmp_path.iterdir()) == []
