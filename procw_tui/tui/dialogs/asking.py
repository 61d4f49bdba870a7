"""The one way to ask: the act waits for the answer, the keys for the dialog."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

from textual.app import App

from procw_tui.present.paint import Line
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.terminal.key_queue import KeyQueue

from .dialog import Dialog
from .pick import KEYS, Option, PickDialog
from .waiting import WaitDialog

Answer = TypeVar("Answer")

_act: ContextVar[object] = ContextVar("act")
"""The act that is being carried out: it holds the keys."""


class Asking:
    """Runs what may ask, one question after the other.

    What is typed while a dialog opens is kept for it, and what is typed behind an answer for what the act
    does with it: another question, or its end.
    """

    def __init__(self, app: App[Any], keys: KeyQueue) -> None:
        self._app = app
        self._keys = keys
        self.open: list[Dialog[Any]] = []
        """The dialogs that were not left yet, the one on top last."""

    def run(self, act: Coroutine[Any, Any, None]) -> None:
        """Carry out an act that may ask."""
        self._keys.hold(act)
        self._app.run_worker(self._carried_out(act))

    async def _carried_out(self, act: Coroutine[Any, Any, None]) -> None:
        _act.set(act)
        try:
            await act
        finally:
            self._keys.go_on(act)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """What a dialog was closed with; only inside an act that `run` carries out."""
        act = _act.get()
        answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()

        def answered(given: Answer | None) -> None:
            if not answer.done():  # the app may be leaving
                answer.set_result(given)

        def left() -> None:
            self._keys.hold(act)
            self.open.remove(dialog)

        self._keys.hold(act)
        self.open.append(dialog)
        dialog.when_left = left
        await self._app.push_screen(dialog, answered)
        self._keys.go_on(act)
        return await answer

    def once_free(
        self, refused: Refused, session: Session, again: Callable[[], None], say: Callable[[str], None]
    ) -> None:
        """Say why something was refused.

        What somebody else stands in the way of, who uses the file, is done again once that one is done; it is
        said only where the user does not wait.
        """
        if refused.locked:
            self.run(self._once_free(refused, session, again, say))
        else:
            say(refused.text)

    async def _once_free(
        self, refused: Refused, session: Session, again: Callable[[], None], say: Callable[[str], None]
    ) -> None:
        if await self.ask(WaitDialog(session.store)):
            again()
        else:
            say(refused.text)

    async def pick(
        self, title: str, options: Sequence[Option], told: Sequence[Line] = (), keys: str = KEYS
    ) -> str | None:
        """One of several options, by its value; `told` and `keys` as in PickDialog."""
        return await self.ask(PickDialog(title, options, told, keys))
