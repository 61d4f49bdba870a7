"""The status line of the days to come, where nothing but ages can change before something is logged.

`store/glance.py` keeps it beside the ledger, so that a bar which asks every few seconds costs nothing.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import procw_tui
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.times import JST, start_of
from procw_tui.domain.work.replies import is_settled
from procw_tui.domain.work.terminations import none_ahead
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.cells import visible
from procw_tui.present.language import LOCALE_DIR, language
from procw_tui.present.view import View
from procw_tui.present.words import figures

from .line import day_parts, unanswered

DAYS = 4


def ahead(ledger: Ledger, now: datetime) -> dict[str, Any] | None:
    """What `store.glance.line` says from now on; None where the line may change within a day.

    Alarms count hours, and what is dated ahead comes at its minute.
    """
    if not is_settled(ledger, now) or not none_ahead(ledger, now):
        return None
    spoken, today = language(), now.astimezone(JST).date()
    views = [View(ledger, now, KNOWLEDGE)]
    views += [View(ledger, start_of(today + timedelta(days=n)), KNOWLEDGE) for n in range(1, DAYS)]
    waiting = views[0].replies.waiting
    found = {
        "since": now.isoformat(), "language": spoken,
        "saved_language": str(ledger.setting("language") or ""),
        "unanswered": unanswered(len(waiting)) if waiting else "",
        "oldest": waiting[0].since.isoformat() if waiting else None, "spans": figures.spans(),
        "days": {view.today.isoformat(): [visible(part) for part in day_parts(view)] for view in views},
    }  # fmt: skip
    return found if language() == spoken else None  # it may be made beside the keys


def made_with() -> list[Path]:
    """The files besides the ledger that it hangs on: what this program knows, its words, and its own code."""
    catalogues = LOCALE_DIR.glob("*/LC_MESSAGES/*.mo")
    modules = [getattr(each, "__file__", None) for name, each in sys.modules.items() if _is_ours(name)]
    return [data_file("criteria.toml"), *catalogues, *sorted(Path(each) for each in modules if each)]


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == procw_tui.__name__
