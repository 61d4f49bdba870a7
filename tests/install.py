"""Installs the built wheel and sdist in bare environments of each Python, and opens the demo in them.

python -m tests.install [PYTHON...]    those named, else each of python3.11 to python3.14 that is on the path
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.tui.line import Line

ROOT = Path(__file__).parent.parent
KNOWN = ("python3.11", "python3.12", "python3.13", "python3.14")
FIRST_WORDS = "The practice you try"


def _run(*command: str | Path) -> str:
    ran = subprocess.run(list(map(str, command)), check=False, capture_output=True, text=True, cwd=ROOT)
    if ran.returncode:
        raise SystemExit(f"{command}: {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def environment(python: str, folder: Path, *wanted: str | Path) -> Path:
    """A new virtual environment with what is wanted in it; its folder of programs."""
    _run(python, "-m", "venv", folder)
    constraints = ROOT / "constraints.txt"
    _run(
        folder / "bin" / "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        constraints,
        *wanted,
    )
    return folder / "bin"


def built(folder: Path) -> list[Path]:
    """The wheel and the sdist."""
    tools = environment(sys.executable, folder / "tools", "build")
    _run(tools / "python", "-m", "build", "--outdir", folder / "dist", ROOT)
    return sorted((folder / "dist").iterdir())


def opens_demo(program: Path, folder: Path) -> None:
    """The first screen comes, and q leaves it."""
    line = Line(folder / "procw.json", [str(program), "demo"])
    try:
        line.wait_for(FIRST_WORDS)
        line.keys(b"q")
        if line.ended(5) != 0:
            raise SystemExit(f"{program} demo did not end in order")
    finally:
        line.end()


def check(python: str, package: Path, folder: Path) -> str:
    """What an installed program says of itself, once it has opened the demo and told a page."""
    programs = environment(python, folder, package)
    opens_demo(programs / "procw-tui", folder)
    for arguments in (
        ["help", "glossary"],
        ["status", "--db", str(folder / "none.json")],
        ["completion", "bash", "--print"],
    ):
        _run(programs / "procw-tui", *arguments)
    told = _run(programs / "procw-tui", "doctor", "--lang", "en", "--db", folder / "none.json")
    return next(line for line in told.splitlines() if re.search(r"Python \d", line))


def main(pythons: Sequence[str]) -> int:
    """One line for each; the first that fails ends it."""
    pythons = pythons or [name for name in KNOWN if shutil.which(name)]
    if not pythons:
        raise SystemExit(f"none of {', '.join(KNOWN)} is on the path: name some")
    with tempfile.TemporaryDirectory() as name:
        packages = built(Path(name))
        for python in pythons:
            for package in packages:
                said = check(python, package, Path(tempfile.mkdtemp(dir=name)))
                print(f"{package.name}: {said}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
