"""Import, export, and files that can't be used."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.test_commands import LOGS, Cli, cli

__all__ = ["cli"]


def test_ids_from_an_import_are_data(cli: Cli, tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"kind": "scout", "received_on": "2026-10-01", "id": "\\u001b[31mred"}\n')
    assert cli("import", str(lines)).code == 0
    assert "\x1b" not in cli("edit", "\x1b[31mred", "--client", "A").out
    lines.write_text('{"kind": [], "id": "1"}\n{"kind": "scout", "received_on": "2026-10-01", "id": ""}\n')
    assert cli("import", str(lines)).err.count(":1:") == 1


def test_export_and_import(cli: Cli, tmp_path: Path) -> None:
    for kind, options in LOGS.items():
        cli("log", kind, *options)
    out = tmp_path / "out.jsonl"
    assert cli("export", "-o", str(out)).code == 0
    before = cli("export").out
    assert out.read_text() == before
    copy = ["--db", str(tmp_path / "copy.json")]
    assert cli("import", str(out), "--dry-run", *copy).code == 0
    assert cli("export", *copy).out == ""
    assert cli("import", str(out), *copy).out.startswith(f"{len(LOGS)} records")
    assert cli("export", *copy).out == before
    assert cli("import", str(out), *copy).out.startswith("0 records")
    assert cli("export", "--kind", "scout").out.count("\n") == 1


def test_an_import_with_a_bad_line_takes_nothing(cli: Cli, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"kind": "scout", "received_on": "2026-11-22"}\n{"kind": "dream"}\n{"kind": "scout"}\n')
    ran = cli("import", str(bad))
    assert ran.code == 1
    assert f"{bad}:2" in ran.err
    assert f"{bad}:3" in ran.err
    assert cli("export").out == ""


def test_import_from_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO('\ufeff{"received_on": "2026-11-22"}\r\n'.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert cli("import", "-", "--kind", "scout").code == 0
    assert len(cli("list", "scout", "--json").json) == 1


def test_reading_commands_write_nothing(cli: Cli, tmp_path: Path) -> None:
    for arguments in (
        ["status"],
        ["status", "--json"],
        ["status", "--line"],
        ["list", "scout"],
        ["export"],
        [],
    ):
        assert cli(*arguments).code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file(cli: Cli, tmp_path: Path) -> None:
    cli("log", "scout")
    (tmp_path / "procw.json").chmod(0o444)
    assert cli("status").code == 0
    ran = cli("log", "scout")
    assert ran.code == 1
    assert "read-only" in ran.err
    assert len(cli("list", "scout", "--json").json) == 1


@pytest.mark.parametrize(
    ("content", "says"), [(b"{", "Damaged"), (b'{"meta": {"1": {"schema": 9}}}', "newer")]
)
def test_a_file_that_can_not_be_used(cli: Cli, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "procw.json").write_bytes(content)
    for arguments in (["status"], ["log", "scout"], ["list", "scout"], ["undo"]):
        ran = cli(*arguments)
        assert ran.code == 1
        assert says in ran.err
    assert (tmp_path / "procw.json").read_bytes() == content
    assert cli("--help").code == 0


def test_a_path_that_is_a_folder(cli: Cli, tmp_path: Path) -> None:
    assert "folder" in cli("log", "scout", "--db", str(tmp_path)).err
