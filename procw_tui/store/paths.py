"""Where the user's ledger is."""

from __future__ import annotations

from pathlib import Path


def default_file() -> Path:
    """`procw.json` in the platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("procw-tui") / "procw.json"
