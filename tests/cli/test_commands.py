"""The command line, in one process: exit codes, what is printed, what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from procw_tui.bootstrap import Program
from procw_tui.cli.main import MODULES, run
from procw_tui.domain.record.fields import typed_fields
from procw_tui.domain.record.kinds import KINDS


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Ran]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv("PROCW_DB", str(tmp_path / "procw.json"))
    monkeypatch.setenv("PROCW_LANG", "en")
    monkeypatch.setenv("PROCW_NOW", "2026-11-22T21:30+09:00")

    def call(*arguments: str, lang: str = "en") -> Ran:
        monkeypatch.setenv("PROCW_LANG", lang)
        code = run(arguments)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    return call


LOGS: dict[str, list[str]] = {
    "proposal": ["--client", "A", "--title", "T", "--price-yen", "1.2万", "--practices", "answer-fast"],
    "message": ["--client", "A", "--at", "9:10-14:05"], "contract": ["--client", "A", "--type", "hourly"],
    "review": ["--overall", "4.8", "--communication", "5"], "scout": ["--client", "A", "--at", "昨日"],
    "earning": ["--month", "2026-10", "--gross-yen", "42000"], "profile-edit": ["--parts", "skills results"],
    "assessment": ["--month", "2026-10", "--result", "none"],
    "opening": ["--rating-shown", "4.9", "--rating-count", "98", "--profile-filled", "yes"],
    "tally": ["--from", "2026-10-01", "--to", "2026-10-31", "--completed", "3"],
    "gap": ["--from", "2026-10-01", "--to", "2026-10-31", "--happened", "nothing"],
    "practice-state": ["--practice", "answer-fast", "--state", "habit"], "day-note": ["--text", "quiet"],
    "snooze": ["--action", "profile", "--until", "明日"], "setting": ["--key", "weekly_goal", "--value", "12"],
    "mail-rule": ["--subject", "{client}様から連絡*", "--means", "message"],
}  # fmt: skip


def test_every_kind_has_a_command() -> None:
    assert {kind.replace("-", "_") for kind in LOGS} == {kind for kind, cls in KINDS.items() if cls.is_logged}


@pytest.mark.parametrize("kind", LOGS)
def test_log_list_edit_delete_undo_redo(cli: Cli, kind: str) -> None:
    logged = cli("log", kind, *LOGS[kind], "--note", "n")
    assert logged.code == 0, logged.err
    record_id, line = logged.out.splitlines()
    (doc,) = cli("list", kind, "--json").json
    assert (doc["id"], doc["kind"], doc["note"]) == (record_id, kind.replace("-", "_"), "n")
    assert line
    assert record_id[:8] in cli("list", kind).out
    assert cli("edit", record_id[:8], "--note", "other").code == 0
    assert cli("list", kind, "--json").json[0]["note"] == "other"
    assert cli("edit", record_id, "--note", "").code == 0
    assert "note" not in cli("list", kind, "--json").json[0]
    assert cli("delete", record_id).code == 0
    assert cli("list", kind, "--json").json == []
    for _ in range(3):
        assert cli("undo").code == 0
    assert cli("list", kind, "--json").json[0]["note"] == "n"
    assert cli("redo").code == 0
    assert cli("list", kind, "--json").json[0]["note"] == "other"


def test_the_fields_of_a_kind_are_its_options(cli: Cli) -> None:
    for kind in map(str, LOGS):
        shown = cli("log", kind.replace("_", "-"), "--help").out
        for field in typed_fields(kind.replace("-", "_")):
            assert "--" + field.name.replace("_", "-") in shown


@pytest.mark.parametrize(("arguments", "code", "says"), [
    (["log", "scout", "--at", "someday"], 2, "someday"), (["log", "review", "--skill", "6"], 2, "Skill"),
    (["log", "proposal", "--price-yen", "-5"], 2, "Price"), (["log", "message"], 2, "--client"),
    (["log", "scout", "--colour", "red"], 2, "--colour"), (["log", "dream"], 2, "dream"), (["dance"], 2, "dance"),
    (["log", "earning", "--month", "2026-13", "--gross-yen", "5"], 2, "Month"),
    (["log", "contract", "--client", "A", "--type", "fixed", "--at", "2026-11-02", "--ended-on", "2026-11-01"], 1,
     "Ended on"),
    (["log", "message", "--client", "A", "--at", "14:00", "--replied-at", "13:00"], 1, "Replied"),
    (["log", "opening", "--rating-shown", "4.9"], 1, "Number of ratings"),
    (["log", "opening", "--rating-shown", "4.9", "--rating-count", "1"], 1, "add up"),
    (["log", "setting", "--key", "cutoff_days", "--value", "31"], 1, "30"),
    (["log", "setting", "--key", "cutoff_days", "--value", "soon"], 2, "soon"),
    (["log", "practice-state", "--practice", "sleep", "--state", "habit"], 1, "sleep"),
    (["log", "reply"], 1, "Nobody"), (["log", "reply", "--client", "Z"], 1, "Z"),
    (["log", "termination"], 2, "--client"), (["log", "termination", "--client", "Z", "--answered"], 1, "open"),
    (["edit", "nothing", "--note", "x"], 1, "nothing"), (["edit", "nothing"], 2, "field"),
    (["delete", "nothing"], 1, "nothing"), (["undo"], 1, "nothing"), (["redo"], 1, "nothing"),
    (["list", "dream"], 2, "dream"), (["status", "--as-of", "someday"], 2, "someday"),
    (["import", "/nowhere.jsonl"], 1, "/nowhere.jsonl"), (["status", "--lang", "fr"], 2, "fr"),
    (["log", "scout", "--at", "11/20", "--received-on", "11/21"], 2, "--received-on"),
    (["delete", ""], 1, ""), (["log", "snooze", "--action", "a", "--at", "11/22"], 2, "moment"),
])  # fmt: skip
def test_bad_input(cli: Cli, arguments: list[str], code: int, says: str) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert cli("export").out == ""


def test_bad_input_is_answered_in_japanese(cli: Cli) -> None:
    assert "日時として読めません" in cli("log", "scout", "--at", "someday", lang="ja").err
    assert "というオプションはありません" in cli("log", "scout", "--colour", "red", lang="ja").err
    assert "使い方" in cli("--help", lang="ja").out
    assert "余分な引数" in cli("export", "x", lang="ja").err
    assert "どれでもありません" in cli("export", "--format", "x", lang="ja").err
    assert "もしかして" in cli("log", "--clent", lang="ja").err


def test_every_command_of_a_module_is_offered() -> None:
    program = Program((), {})
    made = {
        command.name for name in set(MODULES.values())
        for command in import_module(f"procw_tui.cli.{name}").commands(program)
    }  # fmt: skip
    assert made == set(MODULES)


def test_a_client_is_renamed_in_every_record(cli: Cli) -> None:
    cli("log", "proposal", "--client", "青空商会", "--title", "T")
    cli("log", "message", "--client", "青空商会 様", "--at", "9:00")
    assert cli("rename", "青空商会", "青空").code == 0
    assert {
        doc["client"] for kind in ("proposal", "message") for doc in cli("list", kind, "--json").json
    } == {"青空"}
    assert cli("rename", "海", "空").code == 1


def test_a_reply_answers_every_message_received_by_then(cli: Cli) -> None:
    for client, at in (("A", "9:00"), ("A", "10:00"), ("B", "8:00"), ("A", "20:00")):
        cli("log", "message", "--client", client, "--at", at)
    assert len(cli("log", "reply", "--client", "A", "--at", "12:00").out.splitlines()) == 3
    waiting = [doc for doc in cli("list", "message", "--json").json if doc["state"] == "waiting"]
    assert [doc["client"] for doc in waiting] == ["A", "B"]
    cli("log", "reply")
    waiting = [doc for doc in cli("list", "message", "--json").json if doc["state"] == "waiting"]
    assert [doc["client"] for doc in waiting] == ["A"]


def test_a_termination_request_and_its_answer(cli: Cli) -> None:
    made = cli("log", "termination", "--client", "Z", "--at", "昨日 23:10").out.splitlines()[0]
    (alarm,) = cli("status", "--json").json["alarms"]
    assert alarm == {"kind": "termination", "deadline": "2026-11-28T23:10+09:00", "record": made}
    assert cli("status", "--line").out.startswith("Z:")
    cli("log", "termination", "--contract", made, "--answered")
    assert cli("status", "--json").json["alarms"] == []


@pytest.mark.parametrize("arguments", [
    ["log", "termination", "--contract", ""], ["export", "-o", "LEDGER"], ["export", "-o", "LEDGER.bak"],
    ["log", "message", "--client", ""], ["log", "day-note", "--text", ""], ["status", "--db", ""],
    ["log", "tally", "--from", "2026-01-01", "--to", "2026-01-31", "--completed", "9" * 5000],
    ["log", "proposal", "--price-yen", "9" * 5000], ["status", "--db", "/etc/passwd/x"], ["status", "--db", "n" * 300],
    ["import", "a\0b"], ["export", "-o", "a\0b"], ["status", "--db", "a\0b"],
])  # fmt: skip
def test_more_bad_input(cli: Cli, tmp_path: Path, arguments: list[str]) -> None:
    cli("log", "contract", "--client", "A", "--type", "fixed")
    cli("log", "scout")
    before = cli("export").out
    ran = cli(*[word.replace("LEDGER", str(tmp_path / "procw.json")) for word in arguments])
    assert ran.code in {1, 2} or (ran.code == 0 and "/etc" in arguments[-1])
    assert cli("export").out == before


def test_a_setting_named_with_dashes_keeps_its_value(cli: Cli) -> None:
    cli("log", "setting", "--key", "weekly-goal", "--value", "5")
    assert cli("list", "setting", "--json").json[0]["value"] == 5


def test_an_options_value_is_not_taken_for_the_file(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("log", "proposal", "--title", "--db", "--client", "XX").code == 0
    assert cli("list", "proposal", "--json").json[0]["title"] == "--db"
    assert not (tmp_path / "--client").exists()


def test_underscores_are_dashes(cli: Cli) -> None:
    assert cli("log", "profile_edit", "--parts", "self_pr").code == 0
    assert cli("list", "profile_edit", "--json").json[0]["parts"] == ["self_pr"]


def test_several_contracts_are_listed(cli: Cli) -> None:
    ids = [cli("log", "contract", "--client", "A", "--type", "fixed").out.split()[0] for _ in range(2)]
    ran = cli("log", "termination", "--client", "A")
    assert ran.code == 1
    assert all(each in ran.err for each in ids)
    assert cli("log", "termination", "--contract", ids[1], "--by", "me").code == 0
    assert cli("status", "--json").json["alarms"] == []


def test_markup_and_controls_are_shown_and_kept(cli: Cli) -> None:
    title = "[bold]応募[/bold] \x1b[31m\x07"
    ran = cli("log", "proposal", "--title", title)
    assert "\x1b" not in ran.out
    assert cli("list", "proposal", "--json").json[0]["title"] == title
    assert "\x1b" not in cli("list", "proposal").out


def test_what_looks_odd_is_kept_with_a_warning(cli: Cli) -> None:
    ran = cli("log", "tally", "--from", "2025-11-23", "--to", "2026-11-22", "--scouts", "5")
    assert ran.code == 0
    assert "month" in ran.err
    assert "future" in cli("log", "scout", "--at", "2027-01-01").err


def test_a_clock_that_can_not_be_read(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROCW_NOW", "soon")
    assert cli("status").code == 2


def test_the_language_is_saved_and_overruled(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    cli("log", "setting", "--key", "language", "--value", "en")
    monkeypatch.delenv("PROCW_LANG")
    run(["status", "--json"])
    assert json.loads(capfd.readouterr().out)["language"] == "en"
    assert cli("status", "--json", "--lang", "ja").json["language"] == "ja"


def test_without_a_terminal_the_status_is_printed(cli: Cli) -> None:
    assert cli().out == cli("status").out
    assert "Completion rate" in cli("demo").out


def test_the_newest_comes_first(cli: Cli) -> None:
    for day in ("11/20", "11/22", "11/21"):
        cli("log", "scout", "--at", day)
    assert [doc["received_on"] for doc in cli("list", "scout", "--json").json] == [
        "2026-11-22", "2026-11-21", "2026-11-20",
    ]  # fmt: skip


def test_a_line_for_tmux_is_no_format(cli: Cli) -> None:
    cli("log", "message", "--client", "#[fg=red]#{p900:x}", "--at", "2026-11-20 10:00")
    cli(
        "log",
        "contract",
        "--client",
        "#(id)",
        "--type",
        "fixed",
        "--at",
        "2026-11-01",
        "--due-on",
        "2026-11-22",
    )
    cli("log", "contract", "--client", "#(id)", "--type", "fixed", "--at", "2026-10-01", "--accepted-on",
        "2026-10-24", "--outcome", "completed")  # fmt: skip
    line = cli("status", "--line").out
    assert "#" in line
    assert "#" not in line.replace("##", "")
    assert cli("status", "--line", "--plain").out == line.replace("##", "#")


def test_what_is_logged_in_told_days_is_said_to_come_on_top(cli: Cli) -> None:
    year = ("--from", "2025-11-23", "--to", "2026-11-22")
    assert cli("log", "tally", *year, "--scouts", "6").code == 0
    assert "on top" in cli("log", "scout", "--at", "2026-05-01").err
    assert cli("log", "scout", "--at", "2026-05-02", "--among").err == ""
    (tally,) = cli("list", "tally", "--json").json
    assert tally["scouts"] == 5
    assert cli("log", "tally", *year, "--scouts", "9").code == 1
    shorter = cli("log", "tally", "--from", "2026-01-01", "--to", "2026-05-31", "--scouts", "2", "--replace")
    assert shorter.code == 1
    assert "more days" in shorter.err
    replaced = cli("log", "tally", *year, "--scouts", "9", "--replace")
    assert replaced.code == 0
    assert "In place of" in replaced.err
    assert [each["scouts"] for each in cli("list", "tally", "--json").json] == [9]


def test_days_to_come_are_no_days_without_a_record(cli: Cli) -> None:
    ran = cli("log", "gap", "--from", "2026-12-01", "--to", "2026-12-30", "--happened", "nothing")
    assert ran.code == 1
    assert "future" in ran.err
    past = ("log", "gap", "--from", "2026-09-01", "--to", "2026-09-30", "--happened")
    assert cli(*past, "unlogged").code == 0
    assert "In place of" in cli(*past, "nothing").err
    assert [each["happened"] for each in cli("list", "gap", "--json").json] == ["nothing"]
