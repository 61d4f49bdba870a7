"""Where files are: the user's ledger, and what the program brings along."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def default_file() -> Path:
    """`procw.json` in the platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("procw-tui") / "procw.json"


def data_file(name: str) -> Path:
    """A file of data/: inside the package when installed, beside it in a checkout."""
    installed = PACKAGE / "data" / name
    return installed if installed.exists() else PACKAGE.parent / "data" / name
