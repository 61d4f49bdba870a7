"""Calls somebody who does not look at the screen, by the bell or by a notice of the terminal."""

from __future__ import annotations

from typing import Any

from textual.app import App

from procw_tui.present.cells import clip
from procw_tui.present.language import _
from procw_tui.present.sentences.notices import notices

from .session import Session
from .terminal.driver import show_notice

EVERY_SECONDS = 60.0
MOST_CELLS = 200
"""Of a notice."""


class Notices:
    """What was there when the app was opened is on the screen; what comes after that is told once."""

    def __init__(self, app: App[Any], session: Session, *, in_tmux: bool) -> None:
        self._app = app
        self._session = session
        self._in_tmux = in_tmux
        self._known: set[str] = set()

    def begin(self) -> None:
        """From the first frame on."""
        self._known.update(notices(self._session.view))
        self._app.set_interval(EVERY_SECONDS, self.look)

    def look(self) -> None:
        """Tell what is new, by the setting; nothing in what-if, where nothing of it is so."""
        view = self._session.view
        if view.hypotheses is not None:
            return
        found = notices(view)
        fresh = [text for name, text in found.items() if name not in self._known]
        self._known.update(found)
        way = view.ledger.setting("notice")
        if not fresh or way == "off":
            return
        if way == "osc9":
            text = clip(f"procw-tui: {_(', ').join(fresh)}", MOST_CELLS)
            show_notice(self._app, text, in_tmux=self._in_tmux)
        else:
            self._app.bell()
