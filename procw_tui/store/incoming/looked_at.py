"""Which mails of a folder were looked at, so that the next look reads only what is new.

It can be thrown away at any time: what the ledger has read it knows itself. A mail of the site that left
nothing in the ledger is looked at again as soon as mails are read in another way.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import orjson

NOTHING, FOREIGN = "", "-"
"""What a mail is noted by that left nothing in the ledger, and one that is not the site's."""


class Looked(NamedTuple):
    """What each name of a folder is noted by in the ledger, and in which way its mails were read."""

    way: str
    names: dict[str, str]


def load(place: Path) -> Looked:
    """What is known of a folder; nothing where it can't be read."""
    found: Any = None
    with contextlib.suppress(OSError, orjson.JSONDecodeError):
        found = orjson.loads(place.read_bytes())
    names = found.get("names") if isinstance(found, dict) else None
    if not isinstance(names, dict):
        return Looked("", {})
    return Looked(
        str(found.get("way")), {name: noted for name, noted in names.items() if isinstance(noted, str)}
    )


def save(place: Path, looked: Looked) -> None:
    """Keep it where that can be done."""
    content = orjson.dumps({"way": looked.way, "names": looked.names})
    with contextlib.suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = place.with_suffix(".part")
        beside.write_bytes(content)
        beside.replace(place)


def place_of(folder: Path, ledger: Path) -> Path:
    """Where it is kept for a folder and a ledger, among what may be thrown away."""
    from platformdirs import user_cache_path  # as in `paths`: only some commands need it

    name = hashlib.sha256(f"{folder.absolute()}\0{ledger.absolute()}".encode(errors="surrogateescape"))
    return user_cache_path("procw-tui") / f"mails-{name.hexdigest()[:16]}.json"
