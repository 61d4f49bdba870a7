"""Seeded ledgers of any size, shaped like a long career."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from procw_tui.store.codec import decode
from procw_tui.store.content import dump
from procw_tui.store.documents import document
from procw_tui.store.file_tables import file_tables_of
from tests.make_demo import NOW

KINDS = ("message", "message", "proposal", "proposal", "proposal", "contract", "review", "scout")


def write(path: Path, size: int) -> Path:
    """A file of so many records over the last ten years, as the program leaves it."""
    rng = random.Random(size)  # noqa: S311 - not cryptography
    tables: dict[str, dict[str, Any]] = {}
    for _ in range(size):
        kind = rng.choice(KINDS)
        at = NOW - timedelta(minutes=rng.randrange(60, 60 * 24 * 3650))
        table = tables.setdefault(kind, {})
        doc = {"id": str(uuid.UUID(int=rng.getrandbits(128), version=4)), **_fields(kind, at, rng)}
        table[str(len(table) + 1)] = document(decode(kind, doc), None, at.isoformat())
    written = file_tables_of(tables)
    path.write_bytes(dump(written.by_name, written.chain.named()))
    return path


def _fields(kind: str, at: Any, rng: random.Random) -> dict[str, Any]:
    day = at.date().isoformat()
    client = f"取引先 {rng.randrange(300)}"
    if kind == "message":
        return {"client": client, "received_at": at.isoformat(), "state": "answered",
                "replied_at": (at + timedelta(minutes=rng.randrange(1, 59))).isoformat()}  # fmt: skip
    if kind == "proposal":
        return {"sent_at": at.isoformat(), "client": client, "title": f"記事 {rng.randrange(999)}",
                "price_yen": rng.randrange(3, 40) * 1000,
                "outcome": rng.choices(("no_answer", "lost", "won"), (70, 27, 3))[0]}  # fmt: skip
    if kind == "contract":
        return {"client": client, "type": "fixed", "started_on": day, "accepted_on": day, "i_rated_on": day,
                "outcome": "completed", "price_yen": rng.randrange(3, 40) * 1000}  # fmt: skip
    if kind == "review":
        return {"client": client, "opened_on": day, "overall": rng.choice((5.0, 5.0, 5.0, 4.8, 4.6))}
    return {"received_on": day, "client": client}
