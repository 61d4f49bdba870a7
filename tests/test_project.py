"""What holds of the project as a whole: layers, what a command loads, and no network."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from procw_tui import __version__
from procw_tui.present.commands import ROOMS
from tests import make_demo
from tests.make_screenshots import FOLDER, SCENES

ROOT = Path(__file__).parent.parent


HEAVY = ("textual", "rich", "tinydb", "tempfile", "importlib.metadata", "dateutil.parser", "dateutil.tz")


@pytest.mark.parametrize(("arguments", "forbidden"), [
    (["status", "--line"], HEAVY), (["status", "--json"], HEAVY), (["list", "scout"], HEAVY),
    (["log", "scout"], ("textual", "rich")), (["--help"], HEAVY),
])  # fmt: skip
def test_a_command_loads_only_what_it_uses(
    tmp_path: Path, arguments: list[str], forbidden: tuple[str, ...]
) -> None:
    code = (
        "import sys; from procw_tui.cli.main import run; run(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sorted(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--db", str(tmp_path / "a.json")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(ran.stderr.split())
    assert "procw_tui.domain.ledger.ledger" in loaded
    assert [name for name in forbidden if name in loaded] == []


def test_no_network_code() -> None:
    """Nothing of ours imports a way onto the network."""
    names = {"socket", "http", "urllib", "ssl", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
    for path in ROOT.glob("procw_tui/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            assert not {module.split(".")[0] for module in modules} & names, path


def test_the_demo_is_what_its_script_makes() -> None:
    assert make_demo.TARGET.read_bytes() == make_demo.content()


def test_the_demo_is_a_believable_year() -> None:
    counts = {kind: len(table) for kind, table in make_demo.tables().items()}
    assert (counts["proposal"], counts["message"], counts["contract"]) == (250, 400, 40)


def test_pictures_of_every_screen_in_both_languages_and_sizes() -> None:
    names = {path.stem for path in FOLDER.glob("*.svg")}
    rooms = {f"{room}-{language}-{size}" for room in ROOMS for language in ("ja", "en")
             for size in ("80x24", "120x40")}  # fmt: skip
    scenes = {f"{scene.name}-{language}-80x24" for scene in SCENES for language in ("ja", "en")}
    assert rooms | scenes <= names


def test_the_changelog_names_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_registry_is_named() -> None:
    for name in ("constraints.txt", "pyproject.toml", "Makefile", "README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "/" + "simple" not in text
        assert "://" + "pypi" not in text
