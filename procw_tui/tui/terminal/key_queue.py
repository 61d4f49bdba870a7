"""One key at a time.

Textual hands a key to the focused widget, which takes letters at once; Tab, Backspace and Enter travel up to
the app first. Keys that come in one burst, as over a slow line, so overtake each other, and letters typed
behind a key that opens a form are lost. Here the next key is given out only once the one before has made
its way, and once a form that it opened stands.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

PATIENCE = 0.5  # seconds: a key whose widget is gone reports no end


class KeyDone(Message, bubble=True):
    """Follows a key on its way up; when it reaches the app, the key has been dealt with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class OrderedKeys(App[None]):
    """An app whose keys never overtake each other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Key] = deque()
        self._number = 0
        self._under_way = False
        self._opening = False
        self._patience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Keys queue; everything else goes its way."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._waiting.append(event)
            await self._next_key()
        else:
            await super().on_event(event)

    async def _next_key(self) -> None:
        if self._under_way or self._opening or not self._waiting:
            return
        self._under_way = True
        self._number += 1
        target = self.focused or self.screen
        await super().on_event(self._waiting.popleft())
        target.post_message(KeyDone(self._number))
        if self._waiting:
            self._be_patient()

    def _be_patient(self) -> None:
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(PATIENCE, self.keys_go_on)

    async def on_key_done(self, event: KeyDone) -> None:
        """The key under way has been dealt with."""
        event.stop()
        if event.number == self._number:
            self._under_way = False
            await self._next_key()

    def hold_keys(self) -> None:
        """A dialog is being opened: what is typed meanwhile is meant for it."""
        self._opening = True
        self._be_patient()

    def keys_go_on(self) -> None:
        """The dialog stands, or one has closed: the next key may come."""
        self._opening = self._under_way = False
        self._number += 1
        self.call_later(self._next_key)
