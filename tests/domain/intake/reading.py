"""Short ways to read pasted text in tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from procw_tui.domain.intake.reading import Against, Asked, Reading, read
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.knowledge import KNOWLEDGE
from tests.make_demo import NOW

PAGES = Path(__file__).parents[2] / "pages"
ME = "山田ことば"


def against(ledger: Ledger, now: datetime = NOW) -> Against:
    return Against(KNOWLEDGE.site_words, ledger, now)


def understood(text: str, ledger: Ledger | None = None, **asked: object) -> Reading:
    """A text read against a ledger, with the answers that the user gave."""
    return read(text, against(ledger or Ledger({})), Asked(**{"me": ME, **asked}))  # type: ignore[arg-type]


def pasted(text: str, ledger: Ledger, **asked: object) -> Ledger:
    """The ledger after the paste, everything taken in its first way."""
    return understood(text, ledger, **asked).change(ledger, {}, doubtful=True).applied(ledger)


def of(cls: type[Any], found: Ledger) -> list[Any]:
    """The records of a kind."""
    return list(found.all(cls))


def page(name: str) -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")
