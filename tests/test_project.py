"""What holds of the project as a whole: layers, what a command loads, and no network."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import procw_tui
from procw_tui import __version__
from procw_tui.cli.main import MODULES
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


def test_the_app_loads_what_its_first_screen_shows() -> None:
    code = "import sys, procw_tui.tui.app; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    later = ("procw_tui.domain.intake", "procw_tui.domain.letter", "procw_tui.store.incoming", "email.parser",
             "inscriptis", "pygal", "icalendar", "jinja2", "markdown_it.main")  # fmt: skip
    assert [name for name in ran.stdout.split() if name.startswith(later)] == []


MOST_METHODS = 45


def _classes() -> list[type]:
    """Every class of ours."""
    names = [each.name for each in pkgutil.walk_packages(procw_tui.__path__, "procw_tui.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    return [
        each for module in modules for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    ]  # fmt: skip


def _is_ours(cls: type) -> bool:
    return cls.__module__.startswith("procw_tui")


def test_parts_are_put_together_not_inherited() -> None:
    for cls in _classes():
        assert len([base for base in cls.__bases__ if _is_ours(base)]) <= 1, cls


def test_no_class_does_everything() -> None:
    for cls in _classes():
        methods = {
            name for base in cls.__mro__ if _is_ours(base) for name, value in vars(base).items()
            if inspect.isfunction(value) or isinstance(value, property | classmethod | staticmethod)
        }  # fmt: skip
        assert len(methods) <= MOST_METHODS, cls


def test_nothing_outside_the_terminal_stands_in_for_a_private_part_of_textual() -> None:
    for cls in _classes():
        if cls.__module__.startswith("procw_tui.tui.terminal"):
            continue
        theirs = {
            name for base in cls.__mro__ if base.__module__.startswith("textual") for name in vars(base)
        }
        own = {name for name in vars(cls) if name.startswith("_") and not name.startswith("__")}
        # what Textual's own metaclasses write into every class of an app
        written = {name for name in own if name.startswith(("_decorated", "_css", "_has", "_inherit", "_merged",
                                                            "_reactives", "_computes"))}  # fmt: skip
        assert (own - written) & theirs == set(), cls


def test_private_modules_of_textual_are_imported_in_the_terminal_alone() -> None:
    for path in ROOT.glob("procw_tui/**/*.py"):
        if path.parent.name != "terminal":
            assert "textual._" not in path.read_text(encoding="utf-8"), path


def test_every_field_of_a_record_says_what_it_is() -> None:
    tree = ast.parse((ROOT / "procw_tui/domain/record/records.py").read_text(encoding="utf-8"))
    for cls in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for field, told in zip(cls.body, [*cls.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign) and "ClassVar" not in ast.unparse(field.annotation):
                assert isinstance(told, ast.Expr), f"{cls.name}.{ast.unparse(field.target)}"


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


READMES = {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("README*.md"))}


def test_both_readmes_show_pictures_that_are_there_and_the_same_commands() -> None:
    assert set(READMES) == {"README.md", "README.ja.md"}
    said: list[set[str]] = []
    for name, text in READMES.items():
        pictures = re.findall(r"\((screenshots/[^)]+)\)", text)
        assert len(pictures) == 4, name
        assert all((ROOT / picture).exists() for picture in pictures), name
        blocks = "\n".join(re.findall(r"```\n(.*?)```", text, re.DOTALL))
        said.append(set(re.findall(r"^procw-tui ([a-z-]+)", blocks, re.MULTILINE)))
        assert said[-1] <= set(MODULES), name
        assert f"({next(other for other in READMES if other != name)})" in text.splitlines()[0]
    assert said[0] == said[1]


def test_no_registry_is_named() -> None:
    for name in ("constraints.txt", "pyproject.toml", "Makefile", *READMES):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "/" + "simple" not in text
        assert "://" + "pypi" not in text
