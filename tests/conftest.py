"""Fixtures: a fixed evening, a fresh language, and no blinking cursor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"
for _name in ("NO_COLOR", "COLORTERM", "PROCW_DB", "PROCW_LANG", "PROCW_NOW"):
    os.environ.pop(_name, None)

import pytest
from hypothesis import HealthCheck, settings
from textual.widgets import Input

from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.record.records import Record
from procw_tui.present.language import set_language
from procw_tui.store.store import Store
from tests.make_demo import NOW

settings.register_profile(
    "suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("suite")


def pytest_sessionstart() -> None:
    """What a run before in this process has cached is forgotten: `make mutants` judges in forks of one."""
    for name, module in list(sys.modules.items()):
        if name.startswith("procw_tui"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor is why pictures of screens flake."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _self: None)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Which mails were looked at is noted for each test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def store(tmp_path: Path, now: datetime) -> Store:
    return Store(tmp_path / "procw.json", lambda: now)


Fill = Callable[..., Store]


@pytest.fixture
def filled(store: Store) -> Fill:
    """Puts records into the store, and its file."""

    def fill(*records: Record) -> Store:
        store.commit(lambda _ledger: Change("log", tuple(Op(None, record) for record in records)))
        store.settle()
        return store

    return fill
