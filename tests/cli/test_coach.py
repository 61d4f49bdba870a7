"""The coach on the command line: the next act, the letter check, the look back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import Cli, cli

LETTERS = Path(__file__).parent.parent / "letters"
__all__ = ["cli"]


def test_status_names_the_next_act(cli: Cli) -> None:
    cli("log", "message", "--client", "Bee", "--at", "9:00")
    action = cli("status", "--json").json["next_action"]
    assert action["id"].startswith("reply:")
    assert action["text"] == "Reply to Bee."
    assert "Bee" in cli("status", "--json", lang="ja").json["next_action"]["text"]
    cli("log", "reply")
    assert not (cli("status", "--json").json["next_action"] or {"id": ""})["id"].startswith("reply")


def test_an_act_that_is_put_off_is_not_the_next_one(cli: Cli) -> None:
    cli("log", "message", "--client", "Bee", "--at", "9:00")
    name = cli("status", "--json").json["next_action"]["id"]
    assert cli("log", "snooze", "--action", name, "--until", "2026-11-25").code == 0
    assert cli("status", "--json").json["next_action"]["id"] != name
    assert cli("status", "--json", "--as-of", "2026-11-25").json["next_action"]["id"] == name


def test_a_letter_is_checked_against_its_posting(cli: Cli, tmp_path: Path) -> None:
    cli("log", "contract", "--client", "青空商会", "--type", "fixed")
    before = (tmp_path / "procw.json").read_bytes()
    found = cli("check-letter", str(LETTERS / "bad_ja.txt"), "--posting", str(LETTERS / "bad_ja.posting.txt"),
                "--client", "花水木サロン")  # fmt: skip
    assert found.code == 0
    assert "line 1 | Another client's or job's name: 青空商会 | Leave no trace of copy and paste" in found.out
    assert "posting 7 | The posting names a format: Word | Send exactly the form that is asked" in found.out
    assert (tmp_path / "procw.json").read_bytes() == before
    assert cli("check-letter", str(LETTERS / "good_ja_short.txt")).out == "Nothing found.\n"


@pytest.mark.parametrize(("arguments", "code"), [
    (("/nowhere/letter.txt",), 1), (("--posting", "/nowhere", str(LETTERS / "bad_ja.txt")), 1), (("--nothing",), 2),
])  # fmt: skip
def test_a_letter_that_can_not_be_read_is_said(cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    ran = cli("check-letter", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_the_week_and_the_round_as_markdown(cli: Cli) -> None:
    cli("log", "scout", "--client", "Acme", "--at", "2026-11-20")
    cli("log", "scout", "--client", "Old", "--at", "2026-10-02")
    week, whole, before = (cli("report", *each).out for each in ((), ("--round",), ("--week", "--back", "1")))
    assert week.startswith("# The week of 11/16 to 11/22\n")
    assert "- 11/20 + Acme" in week
    assert "Old" not in week
    assert whole.startswith("# Jan 2027 round so far: 10/1 to 11/22\n")
    assert "- 10/2 + Old" in whole
    assert "## The next step" in week
    assert "## The next step" not in before
    assert cli("report", lang="ja").out.startswith("# 11/16～11/22 の週\n")


@pytest.mark.parametrize("back", ["-1", "100000"])
def test_there_is_nothing_so_far_back(cli: Cli, back: str) -> None:
    ran = cli("report", "--back", back)
    assert (ran.code, ran.out, ran.err) == (1, "", "There is nothing so far back.\n")
