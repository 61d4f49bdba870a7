"""A process that logs, edits, deletes and folds at random, and says of each change when it was acknowledged."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Scout
from procw_tui.store.store import Store
from tests.make_demo import NOW

Model = dict[str, str]
"""The client of each scout, by id."""


def model_of(ledger: Ledger) -> Model:
    """What a ledger holds."""
    return {scout.id: scout.client or "" for scout in ledger.all(Scout)}


def _change(dice: random.Random, ledger: Ledger) -> Change:
    scouts = list(ledger.all(Scout))
    kind = dice.random()
    if kind < 0.5 or not scouts:
        made = Scout(
            id=changes.new_id(), received_on=NOW.date(), client=str(dice.random()) * dice.randrange(1, 9)
        )
        return changes.log(ledger, made)
    chosen = dice.choice(scouts)
    if kind < 0.8:
        return changes.edit(ledger, chosen.id, {"client": str(dice.random())})
    return changes.delete(ledger, [chosen.id])


def _words(change: Change) -> str:
    return ";".join(
        f"{op.record.id}={op.after.client if isinstance(op.after, Scout) else '-'}" for op in change.ops
    )


def applied(model: Model, words: str) -> Model:
    """A model with a change in it, as the worker said it."""
    found = dict(model)
    for part in words.split(";"):
        record_id, _, client = part.partition("=")
        if client == "-":
            found.pop(record_id, None)
        else:
            found[record_id] = client
    return found


def run(path: Path, seed: int, out: int, slow: float = 0) -> None:
    """Work until killed. Writes `try ...` before and `done` after each change is durable."""
    if slow:
        for name in ("fsync", "fdatasync"):
            setattr(os, name, _slowed(getattr(os, name), slow))
    dice = random.Random(seed)  # noqa: S311 - seeded on purpose
    store = Store(path, lambda: NOW)
    while True:

        def build(ledger: Ledger) -> Change:
            change = _change(dice, ledger)
            os.write(out, f"try {_words(change)}\n".encode())
            return change

        store.commit(build)
        os.write(out, b"done\n")
        if dice.random() < 0.1:
            store.settle()


def _slowed(real: Callable[[int], None], seconds: float) -> Callable[[int], None]:
    def slow(descriptor: int) -> None:
        time.sleep(seconds)
        real(descriptor)
        time.sleep(seconds)

    return slow


def after(model: Model, said: str) -> tuple[Model, Model]:
    """What a worker left: all that was acknowledged, and the same with the change under way."""
    under_way = ""
    for line in said.split("\n")[:-1]:
        if line.startswith("try "):
            under_way = line.removeprefix("try ")
        elif line == "done":
            model, under_way = applied(model, under_way), ""
    return model, applied(model, under_way) if under_way else model
