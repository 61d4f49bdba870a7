"""A monkey at the keys: seeded, thousands of keys, pastes, sizes and another session's changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import data_file
from procw_tui.present.commands import COMMANDS
from procw_tui.store.codec import content
from procw_tui.store.store import Store
from procw_tui.tui.app import ProcwApp
from tests.domain.intake.reading import PAGES
from tests.make import message, scout
from tests.make_demo import NOW
from tests.tui.conftest import app_on

STEPS, KEYS_A_STEP = 24, 12
OWN = [
    key for command in COMMANDS for key in command.keys.split(",") if command.id not in {"quit", "palette"}
]
MOVES = ["up", "down", "left", "right", "tab", "shift+tab", "enter", "enter", "escape", "space", "backspace",
         "pageup", "pagedown", "home", "end", "ctrl+l", "ctrl+c", "delete", "f1"]  # fmt: skip
TEXT = [*"abz0123456789:/-.[]'あうｐ３。「é漢", "\u200b"]
SIZES = [(80, 24), (120, 40), (40, 10), (20, 5), (200, 60), (10, 3)]
SNIPPETS = ["", "x", "two\nlines", "\x1b[31mred", "\u202e", "進行中\t1円", "9:10-14:05", "\n" * 9, "é" * 300]


def _meaning(ledger: Ledger) -> dict[str, dict[str, object]]:
    """What a ledger says, without when each record was last touched."""
    return {record.id: content(record) for record in ledger}


def _flip(store: Store, times: int | None, *, back: bool) -> int:
    """Undo or redo so often, or as often as there is anything."""
    done = 0
    while times is None or done < times:
        try:
            _ = store.undo() if back else store.redo()
        except StoreError:
            break
        done += 1
    return done


async def type_fast(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Keys as a slow line delivers them, all at once; waits until the last one has made its way."""
    app = pilot.app
    assert isinstance(app, ProcwApp)
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        app.post_message(events.Key(name, key_to_character(name)))
    await pilot.pause()
    while not app.keys.idle:
        await pilot.pause(0.002)
    await pilot.pause()


async def _step(pilot: Pilot[None], dice: random.Random, path: Path) -> None:
    """A few keys, or something that happens between them."""
    kind = dice.random()
    if kind < 0.08:
        await pilot.resize_terminal(*dice.choice(SIZES))
    elif kind < 0.2:
        text = (
            dice.choice(sorted(PAGES.iterdir())).read_text(encoding="utf-8")
            if kind < 0.15
            else dice.choice(SNIPPETS)
        )
        (pilot.app.focused or pilot.app.screen).post_message(events.Paste(text))
        await pilot.pause()
    elif kind < 0.24:
        made = dice.choice([message("他の人", "2026-11-22T10:00"), scout("2026-11-22")])
        Store(path, lambda: NOW).commit(lambda ledger: changes.log(ledger, made))
    else:
        pool = dice.choice([OWN, OWN, MOVES, TEXT])
        await type_fast(pilot, [dice.choice(pool) for _ in range(KEYS_A_STEP)])


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_breaks_and_the_history_explains_everything(tmp_path: Path, seed: int) -> None:
    """No exception; the file is whole; undoing all of it leads back to the start, redoing it to the end."""
    dice = random.Random(seed)  # noqa: S311 - a monkey, not a secret
    path = tmp_path / "ledger.json"
    if seed % 2:
        path.write_bytes(data_file("demo.json").read_bytes())
    begun = _meaning(Store(path, lambda: NOW).ledger)
    app = app_on(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(STEPS):
            await _step(pilot, dice, path)
            assert app.return_code is None
        await pilot.press(*["escape"] * 6)
    store = Store(path, lambda: NOW)
    end = _meaning(store.ledger)
    app.store.refresh()
    assert _meaning(app.store.ledger) == end
    undone = _flip(store, None, back=True)
    assert undone
    assert _meaning(store.ledger) == begun
    assert _flip(store, undone, back=False) == undone
    assert _meaning(store.ledger) == end
