"""Where the user's ledger is, and what somebody names."""

from __future__ import annotations

from pathlib import Path


def default_file() -> Path:
    """`procw.json` in the platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("procw-tui") / "procw.json"


def place_named(name: str) -> Path:
    """A path as somebody named it."""
    try:
        return Path(name).expanduser()
    except RuntimeError:  # no such user: then ~ is part of the name
        return Path(name)
