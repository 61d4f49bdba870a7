"""Tab: what is offered, and that a name stays one word in each shell, whatever is in it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procw_tui.cli.shells import typed
from procw_tui.domain.record.records import Message
from tests.cli.test_paste import ledger_at, run

NAMES = ("Alpha, Beta", "O'Neil & Co", "Back\\slash", "co:lon", "Two words", 'Say "hi"', "D$HOME`x`", "Ba*",
         "みどり 工房", "~tilde", "Z$(touch pwned)", "a\\ b", "tail,", "!run")  # fmt: skip


def offered(db: Path, line: str) -> list[str]:
    ran = run(db, COMP_WORDS=line, _PROCW_TUI_COMPLETE="bash_complete")
    assert ran.returncode == 0
    return [each.partition(",")[2] for each in ran.stdout.decode().splitlines() if each]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a scout of each name."""
    path = tmp_path_factory.mktemp("names") / "a.json"
    lines = (f'{{"kind":"scout","received_on":"2026-11-20","client":{_json(name)}}}' for name in NAMES)
    run(path, "import", "-", stdin="\n".join(lines).encode())
    assert {scout.client for scout in ledger_at(path).ledger} == set(NAMES)  # type: ignore[attr-defined]
    return path


def _json(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_tab_completes_commands_kinds_choices_clients_and_ids(tmp_path: Path) -> None:
    db = tmp_path / "a.json"
    run(db, "log", "message", "--client", "North & Co")
    (message,) = ledger_at(db).ledger.all(Message)
    assert offered(db, "procw-tui pas") == ["paste"]
    assert "profile-edit" in offered(db, "procw-tui list prof")
    assert offered(db, "procw-tui log contract --type h") == ["hourly"]
    assert offered(db, "procw-tui log scout --client n") == [r"North\ \&\ Co"]
    assert offered(db, "procw-tui log reply --client=n") == [r"North\ \&\ Co"]
    assert offered(db, f"procw-tui delete {message.id[:4]}") == [message.id]
    assert offered(db, "procw-tui edit ") == [message.id]
    db.write_bytes(b"not json")
    assert offered(db, "procw-tui log scout --client n") == []


def completed(db: Path, begun: str, piece: str) -> list[str]:
    """What bash puts in place of the piece, by the script itself."""
    line = f"procw-tui log scout --client {begun}"
    script = f"""
        eval "$(_PROCW_TUI_COMPLETE=bash_source procw-tui)"
        COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}
        _procw_tui_completion procw-tui {shlex.quote(piece)}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "--norc", "-c", script], env={"PATH": path, "PROCW_DB": str(db), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout.splitlines()


def words_of(text: str) -> list[str]:
    """How bash itself splits a line."""
    ran = subprocess.run(
        ["bash", "--norc", "-c", f"printf '%s\\0' {text}"], capture_output=True, text=True, check=True
    )
    return ran.stdout.split("\0")[:-1]


def test_every_name_is_one_word_in_bash(db: Path) -> None:
    found = [words_of(each) for each in completed(db, "", "")]
    assert all(len(words) == 1 for words in found)
    assert {words[0] for words in found} == set(NAMES)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_open_quote_is_gone_on_with(db: Path, quote: str) -> None:
    every = completed(db, quote, "")
    assert {words_of(f"{quote}{each}{quote}")[0] for each in every if "!" not in each} == {
        name for name in NAMES if "!" not in name
    }


def test_bash_replaces_what_stands_behind_a_colon(db: Path) -> None:
    assert completed(db, "co:l", "l") == ["lon"]
    assert completed(db, "Two\\ w", "Two\\ w") == [r"Two\ words"]


def test_zsh_and_fish_are_given_the_name_as_it_is(db: Path) -> None:
    for shell, wanted in (("zsh", "plain\n{}\n_"), ("fish", "plain,{}")):
        line = "procw-tui log scout --client "
        ran = run(db, COMP_WORDS=line, _PROCW_TUI_COMPLETE=f"{shell}_complete")
        for name in NAMES:
            assert wanted.format(name) in ran.stdout.decode()
    ran = run(db, COMP_WORDS="procw-tui log scout --client=co:", _PROCW_TUI_COMPLETE="fish_complete")
    assert ran.stdout.decode() == "plain,--client=co:lon\n"
    ran = run(db, COMP_WORDS="procw-tui log scout --client=co:", _PROCW_TUI_COMPLETE="zsh_complete")
    assert ran.stdout.decode() == "plain\n--client=co:lon\n_\n"


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed here")
def test_every_name_is_one_word_in_fish(db: Path) -> None:
    script = "_PROCW_TUI_COMPLETE=fish_source procw-tui | source; complete -C 'procw-tui log scout --client '"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["fish", "--no-config", "-c", script], env={"PATH": path, "PROCW_DB": str(db), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(ran.stdout.splitlines()) == set(NAMES)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), max_size=4))
@example(["procw-tui", "it's", 'a"b'])
def test_a_line_that_was_quoted_is_read_as_it_was_meant(words: list[str]) -> None:
    line = shlex.join(words)
    assert typed(f"{line} ") == (words, "", "", "")
    if words:
        assert typed(line)[:2] == (words[:-1], words[-1])
        assert typed(line[:-1]).begun in {words[-1], words[-1][:-1]}
