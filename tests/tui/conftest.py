"""The app over a seeded store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from procw_tui.knowledge import data_file
from procw_tui.present.paint import plain
from procw_tui.store.store import Store
from procw_tui.tui.acts import coach as coach_acts
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.widgets.lines import LineView
from tests.make_demo import NOW

Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


def app_on(path: Path, now: datetime = NOW) -> ProcwApp:
    return ProcwApp(Store(path, lambda: now), lambda: now)


@pytest.fixture(autouse=True)
def _quick_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot presses Enter again sooner than anybody."""
    monkeypatch.setattr(coach_acts, "PAUSE_SECONDS", 0.0)


@pytest.fixture
def demo(tmp_path: Path) -> ProcwApp:
    path = tmp_path / "demo.json"
    path.write_bytes(data_file("demo.json").read_bytes())
    return app_on(path)


@pytest.fixture
def empty(tmp_path: Path) -> ProcwApp:
    return app_on(tmp_path / "procw.json")


def screen_text(app: ProcwApp) -> str:
    """What stands on the screen on top, line by line."""
    views = app.screen.query(LineView)
    return "\n".join(
        plain(view.line_at(number)) for view in views if view.display
        for number in range(min(60, view.virtual_size.height))
    )  # fmt: skip


def words(app: ProcwApp) -> str:
    """The same in one line, its blanks as one."""
    return " ".join(screen_text(app).split())
