"""A terminal driver for slow and broken lines.

Textual's own dies of one byte of invalid UTF-8 (a Shift_JIS paste is enough), spins for ever once the line
is gone, and sends every cell of a region that was redrawn. This one replaces what can't be decoded, ends
the app on end of input, and sends only the cells that changed.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import time
from codecs import getincrementaldecoder
from typing import Any

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .cell_diff import CellDiff, harmless
from .input_stream import BELL, ESCAPE, InputStream, Text, Token
from .key_queue import BURST
from .typed import Key, Paste

# Private parts of Textual 8.2.8, each without a public way:
#   _parser.ParseError, _xterm_parser.XTermParser   the input loop is ours, the keys' names are Textual's
#   _ansi_sequences.ANSI_SEQUENCES_KEYS             which sequences are keys
#   Driver._debug, _app, _loop                      what the parser is told; how the input thread ends the app
#   Driver._mouse, LinuxDriver._get_terminal_size, _disable_mouse_support   what it asks, what it leaves on
#   App._driver                                     the driver that was made of the class given to the app

READ_BYTES = 4096
POLL_SECONDS = 0.05
_FORGET = re.compile(r"\x1b\[\?1049[hl]|\x1b\[2J")


class KeyReader:
    """Events out of what was told apart; the names of keys are those of Textual's parser."""

    def __init__(self, debug: bool) -> None:  # noqa: FBT001 - as the driver has it
        self._debug = debug
        self._parser = XTermParser(debug)

    def read(self, token: Token) -> list[Message]:
        """The events of a token; none where the parser understands nothing of it."""
        if isinstance(token, Text):
            return [Paste(token.text, marked=token.marked)]
        return [event for part in token.parts for event in self._events(part)]

    def _events(self, part: str) -> list[Message]:
        if part == ESCAPE:  # the parser would wait for more
            return [events.Key("escape", ESCAPE)]
        try:
            return list(self._parser.feed(part))
        except (ValueError, OverflowError, KeyError, ParseError):
            self._parser = XTermParser(self._debug)
            return []


def with_others(read: list[Message]) -> list[Message]:
    """Each key of one read told how many others came with it: a text that is not marked comes as keys."""
    others = sum(isinstance(each, events.Key | events.Paste) for each in read) - 1
    found: list[Message] = []
    behind_escape = False
    for each in read:
        if isinstance(each, events.Key):
            # Alt and a letter are told so too: what it ends by itself is asked first
            found.append(Key(each.key, each.character, max(others, BURST) if behind_escape else others))
            behind_escape = each.key == "escape"
        else:
            found.append(each)
    return found


class LineDriver(LinuxDriver):
    """The driver for SSH."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._diff = CellDiff()

    def write(self, data: str) -> None:
        """Send what changes a cell; what draws nothing passes as it is, the bell too, which is no text."""
        if _FORGET.search(data):
            self._diff.forget()
        super().write(data if data == BELL else self._diff.reduce(data))

    def forget_screen(self) -> None:
        """The terminal shows something else now: send every cell of the next frames."""
        self._diff.forget()

    def pass_on(self, sequence: str) -> None:
        """Send what changes no cell."""
        super().write(sequence)

    def process_message(self, message: Any) -> None:
        """A resized terminal keeps nothing of what it showed."""
        if isinstance(message, events.Resize):
            self._diff.forget()
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read keys until the line or the app ends."""
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        stream, keys = InputStream(), KeyReader(self._debug)
        selector = selectors.DefaultSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        try:
            while not self.exit_event.is_set():
                read = ""
                if selector.select(POLL_SECONDS):
                    data = self._read()
                    if not data:
                        self._line_is_gone()
                        return
                    read = decode(data)
                now = time.monotonic()
                tokens = [*stream.feed(read, now), *stream.tick(now)]
                for event in with_others([event for token in tokens for event in keys.read(token)]):
                    self.process_message(event)
        finally:
            selector.close()

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, READ_BYTES)
        except OSError:
            return b""

    def _get_terminal_size(self) -> tuple[int, int]:
        """That of the terminal itself; the environment's may be that of another one."""
        with contextlib.suppress(OSError):
            columns, rows = os.get_terminal_size(self.fileno)
            if columns and rows:
                return columns, rows
        return super()._get_terminal_size()

    def _disable_mouse_support(self) -> None:
        """Textual leaves the pixels of the mouse on."""
        super()._disable_mouse_support()
        if self._mouse:
            self.write("\x1b[?1016l")

    def _line_is_gone(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._app.exit)


def show_notice(app: App[Any], text: str, *, in_tmux: bool) -> None:
    """A notice of the terminal (OSC 9); tmux hands it on where `allow-passthrough` is set."""
    driver = app._driver  # noqa: SLF001 - see above
    if isinstance(driver, LineDriver):
        notice = f"\x1b]9;{harmless(text)}\a"
        driver.pass_on(f"\x1bPtmux;{notice.replace(ESCAPE, ESCAPE * 2)}\x1b\\" if in_tmux else notice)


def forget_screen(app: App[Any]) -> None:
    """Something else has drawn on the terminal: send every cell of the next frame."""
    driver = app._driver  # noqa: SLF001 - see above
    if isinstance(driver, LineDriver):
        driver.forget_screen()
