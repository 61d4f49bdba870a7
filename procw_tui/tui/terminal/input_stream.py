"""What a terminal sends, told apart before Textual sees it: keys, pasted texts, and answers that are neither.

Textual 8.2.8's parser issues what it does not understand as keys: a late answer to a colour question logs
a reply, an arrow key that comes in two pieces deletes a record, a key report that it can't read ends the
program.
Here a sequence is whole before it goes on, whatever pieces it comes in, and goes on only where it is a key, a
report of the mouse, of the size or of the focus.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal, NamedTuple

ESCAPE, BELL, INTERRUPT = "\x1b", "\x07", "\x03"
CANCEL = frozenset("\x18\x1a")
"""What ends any sequence, says ECMA-48."""
STRING_STARTS, STRING_END = frozenset("]PX^_"), "\x9c"
"""What begins, behind an Esc, a string that is no key: OSC, DCS, SOS, PM, APC; ST in one character."""
ONE_CHARACTER = {"\x8f": "O", "\x90": "P", "\x98": "X", "\x9b": "[", "\x9d": "]", "\x9e": "^", "\x9f": "_"}
"""The same beginnings without an Esc."""
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

ESCAPE_SECONDS = 0.1
"""An Esc with nothing behind it is the key."""
AFTER_ESCAPE_SECONDS = 0.5
"""So long after that key, what would begin a sequence behind it still does: a slow line tears them apart."""
GIVE_UP_SECONDS = 2.0
"""A sequence or a paste without its end."""
LATE_SECONDS = 0.3
"""The same where its Esc was taken for the key: what is behind it comes at once, or it was typed."""
LEAST_TEXT = 2
"""So many characters that no key of the table has, one behind the other, are a text."""
LAST_ASCII, BROKEN = 0x7F, "\ufffd"

_KEY_REPORT = re.compile(r"\x1b\[(\d*)(?::[\d:]*)?(?:;(\d*)(?::(\d+))?)?(?:;([\d:]*))?([u~ABCDEFHPQRS])")
_PASSED = re.compile(
    r"\x1b\[(?:[IO]"  # the focus came or went
    r"|<\d+;-?\d+;-?\d+[Mm]"  # the mouse
    r"|\?(?:2026|2048);\d\$y"  # whether the terminal draws frames whole, and tells of its size
    r"|48;\d+(?::\d+)*;\d+(?::\d+)*;\d+(?::\d+)*;\d+(?::\d+)*t)"  # its size
)
_OLD_MOUSE = "\x1b[M"
RELEASED = "3"
LARGEST = 0x10FFFF


class Keys(NamedTuple):
    """Characters and whole sequences for the parser, each on its own."""

    parts: tuple[str, ...]


class Text(NamedTuple):
    """A text, pasted or committed by an input method."""

    text: str
    marked: bool
    """Whether the terminal marked it as pasted."""


Token = Keys | Text
State = Literal["ground", "escape", "csi", "ss3", "string", "paste"]


class InputStream:
    """Takes what was read, at a moment by a clock that only goes on, and gives what it is."""

    def __init__(self) -> None:
        self._state: State = "ground"
        self._held = ""
        """The sequence, string or text that has begun."""
        self._since = 0.0
        """When the last of it came; of a string when it began."""
        self._escaped = -AFTER_ESCAPE_SECONDS
        """When the key Esc was last given out."""
        self._late = False
        """Whether the text of a paste without an end was given out already."""
        self._torn = False
        """Whether the Esc of the sequence was given out as the key."""
        self._old_mouse = 0
        self._tokens: list[Token] = []

    def feed(self, read: str, now: float) -> list[Token]:
        """What has become plain with this read."""
        self.tick(now, take=False)
        for char in read:
            self._take(char, now)
        return self._given()

    def tick(self, now: float, *, take: bool = True) -> list[Token]:
        """What has become plain by waiting."""
        waited = now - self._since
        if self._state == "escape" and waited >= ESCAPE_SECONDS:
            self._key(ESCAPE)
            self._escaped = self._since
            self._to_ground()
        elif self._state in {"csi", "ss3", "string"} and waited >= (
            LATE_SECONDS if self._torn else GIVE_UP_SECONDS
        ):
            self._to_ground()
        elif self._state == "paste" and waited >= GIVE_UP_SECONDS:
            if self._held or not self._late:
                self._give_paste()
                self._late, self._since = True, now
            else:
                self._to_ground()
        return self._given() if take else []

    def _given(self) -> list[Token]:
        parts, self._tokens = self._tokens, []
        return [
            token for part in parts for token in (_told_apart(part) if isinstance(part, Keys) else [part])
        ]

    def _take(self, char: str, now: float) -> None:
        if self._state == "paste":
            self._in_paste(char, now)
        elif self._state == "string":
            self._in_string(char, now)
        elif char in CANCEL and self._state != "ground":
            self._to_ground()
        elif char == ESCAPE:
            if self._state == "escape":  # twice: the first was the key
                self._key(ESCAPE)
            self._begin("escape", ESCAPE, now)
        elif self._state == "ground":
            self._in_ground(char, now)
        else:
            self._in_sequence(char, now)

    def _in_ground(self, char: str, now: float) -> None:
        if self._old_mouse:  # button and place, a character each
            self._old_mouse -= 1
        elif char in ONE_CHARACTER:
            self._start(ONE_CHARACTER[char], now)
        elif now - self._escaped < AFTER_ESCAPE_SECONDS and self._starts(char):
            self._escaped = -AFTER_ESCAPE_SECONDS
            self._start(char, now)
            self._torn = True
        else:
            self._key(char)

    def _in_sequence(self, char: str, now: float) -> None:
        if self._state == "escape":
            self._behind_escape(char, now)
        elif self._state == "csi":
            self._in_csi(char, now)
        else:
            self._sequence(self._held + char)

    @staticmethod
    def _starts(char: str) -> bool:
        return char in STRING_STARTS or char in "[O"

    def _start(self, char: str, now: float) -> None:
        state: State = "csi" if char == "[" else "ss3" if char == "O" else "string"
        self._begin(state, ESCAPE + char, now)

    def _behind_escape(self, char: str, now: float) -> None:
        if self._starts(char):
            self._start(char, now)
        else:  # Esc, and a key soon behind it
            self._key(ESCAPE)
            self._to_ground()
            self._key(char)

    def _in_csi(self, char: str, now: float) -> None:
        self._held += char
        if not self._torn:
            self._since = now
        if "@" <= char <= "~" and not (char == "[" and self._held == "\x1b[["):
            self._sequence(self._held)
        elif not " " <= char <= "?" and char != "[":  # no part of a sequence: it has failed
            self._to_ground()

    def _sequence(self, sequence: str) -> None:
        self._to_ground()
        if sequence == PASTE_BEGINS:
            self._state, self._late = "paste", False
        elif sequence == _OLD_MOUSE:
            self._old_mouse = 3
        else:
            known = as_key(sequence)
            if known:
                self._key(known)

    def _in_string(self, char: str, now: float) -> None:
        escaped, self._held = self._held.endswith(ESCAPE), char
        if escaped and char != "\\":  # another sequence has begun: the string is over
            self._begin("escape", ESCAPE, now)
            self._behind_escape(char, now)
        elif char in {BELL, STRING_END} or escaped or char in CANCEL:
            self._to_ground()

    def _in_paste(self, char: str, now: float) -> None:
        self._since = now
        if char == INTERRUPT and self._late:
            self._give_paste()
            self._to_ground()
            self._key(char)
            return
        self._held += char
        if self._held.endswith(PASTE_ENDS):
            self._held = self._held[: -len(PASTE_ENDS)]
            if self._held or not self._late:
                self._give_paste()
            self._to_ground()

    def _give_paste(self) -> None:
        self._tokens.append(Text(_as_text(self._held), marked=True))
        self._held = ""

    def _begin(self, state: State, held: str, now: float) -> None:
        self._state, self._held, self._since, self._torn = state, held, now, False

    def _to_ground(self) -> None:
        self._state, self._held, self._late, self._torn = "ground", "", False, False

    def _key(self, part: str) -> None:
        last = self._tokens[-1] if self._tokens else None
        if isinstance(last, Keys):
            self._tokens[-1] = Keys((*last.parts, part))
        else:
            self._tokens.append(Keys((part,)))


def _told_apart(keys: Keys) -> list[Token]:
    """Several characters that no key has, one behind the other, are what an input method committed."""
    tokens: list[Token] = []
    for is_text, group in groupby(keys.parts, key=_is_text):
        parts = tuple(group)
        if is_text and len(parts) >= LEAST_TEXT:
            tokens.append(Text("".join(parts), marked=False))
        else:
            tokens.append(Keys(parts))
    return tokens


def _is_text(part: str) -> bool:
    return len(part) == 1 and ord(part) > LAST_ASCII and part.isprintable() and part != BROKEN


def as_key(sequence: str) -> str:
    """A whole sequence as the parser understands it; empty where it is neither a key nor a report it needs.

    Of a key report (kitty's protocol) the letter of another layout and the kind of event are left out, and a
    release is no key.
    """
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

    if sequence in ANSI_SEQUENCES_KEYS or _PASSED.fullmatch(sequence):
        return sequence
    report = _KEY_REPORT.fullmatch(sequence)
    if report is None or report[3] == RELEASED:
        return ""
    code, modifiers, text, end = report[1], report[2] or "", report[4] or "", report[5]
    points = [point for point in (code, *text.split(":")) if point]
    if any(not 0 < int(point) <= LARGEST or 0xD800 <= int(point) <= 0xDFFF for point in points):  # noqa: PLR2004
        return ""
    if not code and not modifiers:
        return ""
    known = ";".join(filter(None, (code or "1", modifiers or ("1" if text else ""), text)))
    return f"\x1b[{known}{end}"


def _as_text(pasted: str) -> str:
    """Without anything that a terminal would obey; a tab and the ends of lines are text."""
    lines = pasted.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or (char >= " " and char != "\x7f"))
