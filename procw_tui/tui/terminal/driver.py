"""A terminal driver for slow and broken lines.

Textual's own dies of one byte of invalid UTF-8 (a Shift_JIS paste is enough), spins for ever once the line
is gone, and sends every cell of a region that was redrawn. This one replaces what can't be decoded, ends
the app on end of input, and sends only the cells that changed.
"""

from __future__ import annotations

import os
import re
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste

from procw_tui.tui.terminal.cell_diff import CellDiff
from procw_tui.tui.terminal.marked_paste import MarkedPaste

# Private parts of Textual 8.2.8, each without a public way:
#   _parser.ParseError, _xterm_parser.XTermParser   the input loop is ours, the keys' names are Textual's
#   Driver._debug, _app, _loop                      what the parser is told; how the input thread ends the app
#   App._driver                                     the driver that was made of the class given to the app

READ_BYTES = 4096
POLL_SECONDS = 0.1
MORE_SECONDS = 0.05
LEAST_TEXT, LEAST_PAGE, LEAST_CHARS = 2, 40, 12
LAST_ASCII, BROKEN, MANY_BROKEN = 0x7F, "\ufffd", 8
_FORGET = re.compile(r"\x1b\[\?1049[hl]|\x1b\[2J")


def is_pasted(text: str) -> bool:
    """Whether a burst of input is text and no keys, though the terminal did not mark it as pasted.

    Obeyed as keys it would log, delete and quit. Several Japanese characters at once are a paste, or a word
    that an input method commits: text either way. So is a burst of several lines: nobody types so much
    between two reads.
    """
    if "\x1b" in text or len(text) < LEAST_TEXT:
        return False
    if any(ord(char) > LAST_ASCII and char != BROKEN for char in text) or text.count(BROKEN) >= MANY_BROKEN:
        return True
    lines = [line for line in re.split(r"[\r\n]", text) if line.strip()]
    return len(text) >= LEAST_PAGE and len(lines) > 1 and len(set(text)) > LEAST_CHARS


class LineDriver(LinuxDriver):
    """The driver for SSH."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._diff = CellDiff()

    def write(self, data: str) -> None:
        """Send what changes a cell; everything else passes as it is."""
        if _FORGET.search(data):
            self._diff.forget()
        super().write(self._diff.reduce(data))

    def forget_screen(self) -> None:
        """The terminal shows something else now: send every cell of the next frames."""
        self._diff.forget()

    def process_message(self, message: Any) -> None:
        """A resized terminal keeps nothing of what it showed."""
        from textual.events import Resize

        if isinstance(message, Resize):
            self._diff.forget()
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read keys until the line or the app ends."""
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        parser, marked = XTermParser(self._debug), MarkedPaste()
        selector = selectors.DefaultSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        try:
            while not self.exit_event.is_set():
                if selector.select(POLL_SECONDS):
                    try:
                        data = os.read(self.fileno, READ_BYTES)
                    except OSError:
                        data = b""
                    if not data:
                        self._line_is_gone()
                        return
                    text = decode(data)
                    if not marked.inside and is_pasted(text):
                        text = self._pasted(text, selector, decode)
                    text = marked.clean(text)
                    for event in parser.feed(text) if text else ():  # feeding nothing would end it
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        finally:
            selector.close()
            try:
                for _event in parser.feed(""):
                    pass
            except (EOFError, ParseError):
                pass

    def _pasted(self, text: str, selector: selectors.BaseSelector, decode: Callable[[bytes], str]) -> str:
        """Hand on a text as pasted, with all that follows at once; left is the Enter behind a single line."""
        while len(text) >= LEAST_PAGE and selector.select(MORE_SECONDS):
            data = os.read(self.fileno, READ_BYTES)
            if not data:
                break
            text += decode(data)
        body = text.rstrip("\r\n")
        lines = body.replace("\r\n", "\n").replace("\r", "\n")
        self.process_message(Paste(lines))
        return "" if "\n" in lines else text[len(body) :]

    def _line_is_gone(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._app.exit)


def forget_screen(app: App[Any]) -> None:
    """Something else has drawn on the terminal: send every cell of the next frame."""
    driver = app._driver  # noqa: SLF001 - see above
    if isinstance(driver, LineDriver):
        driver.forget_screen()
