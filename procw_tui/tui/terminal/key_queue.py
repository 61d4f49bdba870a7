"""One key at a time.

Textual hands a key to the focused widget, which takes letters at once; Tab, Backspace and Enter travel up to
the app first. Keys that come in one burst, as over a slow line, so overtake each other, and letters typed
behind a key that opens a form are lost. Here the next key is given out only once the one before has made
its way, and once a form that it opened stands.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

PATIENCE = 0.5  # seconds: a key whose widget is gone reports no end
QUIET = 0.2  # seconds without a key: what comes then was pressed by somebody
BURST = 3  # other keys at once

Typed = events.Key | events.Paste


class KeyDone(Message, bubble=True):
    """Follows a key on its way up; when it reaches the app, the key has been dealt with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class KeyQueue:
    """The keys of an app, which hands it every key and every KeyDone; `give` sends a key on its way."""

    def __init__(self, app: App[Any], give: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._waiting: deque[Typed] = deque()
        self._given: Typed | None = None
        self._dropping_until = 0.0
        self._last = time.monotonic()
        self._number = 0
        self._under_way = False
        self._holders: set[object] = set()
        self._patience: Timer | None = None

    @property
    def idle(self) -> bool:
        """Whether every key has been dealt with."""
        return not (self._waiting or self._under_way or self._holders)

    @property
    def quiet_for(self) -> float:
        """Seconds since the last key."""
        return time.monotonic() - self._last

    async def add(self, typed: Typed) -> None:
        """A key that was pressed, or a text that came among keys."""
        self._last = time.monotonic()
        if time.monotonic() < self._dropping_until:
            self._dropping_until = time.monotonic() + QUIET
            return
        self._waiting.append(typed)
        await self._next()

    @property
    def in_burst(self) -> bool:
        """Whether the key that was given last came with several others at once, as no finger types."""
        return getattr(self._given, "others", 0) >= BURST

    def drop_burst(self) -> None:
        """What came with that key is not meant: nothing of it goes anywhere, up to the next silence."""
        self._waiting.clear()
        self._dropping_until = time.monotonic() + QUIET

    async def done(self, event: KeyDone) -> None:
        """The key under way has been dealt with."""
        event.stop()
        if event.number == self._number:
            self._under_way = False
            await self._next()

    def hold(self, holder: object) -> None:
        """What is typed from now on is meant for what this holder brings, which does not stand yet."""
        self._holders.add(holder)
        self._be_patient()

    def go_on(self, holder: object) -> None:
        """It stands, or nothing comes: once nobody holds them, the keys go their way."""
        self._holders.discard(holder)
        if not self._holders:
            self._release()

    def _release(self) -> None:
        self._holders.clear()
        self._under_way = False
        self._number += 1
        self._app.call_later(self._next)

    async def _next(self) -> None:
        if self._under_way or self._holders or not self._waiting:
            return
        self._under_way = True
        self._number += 1
        target = self._app.focused or self._app.screen
        self._given = self._waiting.popleft()
        await self._give(self._given)
        target.post_message(KeyDone(self._number))
        if self._waiting:
            self._be_patient()

    def _be_patient(self) -> None:
        if self._patience is not None:
            self._patience.stop()
        self._patience = self._app.set_timer(PATIENCE, self._release)
