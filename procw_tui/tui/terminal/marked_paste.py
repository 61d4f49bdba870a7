"""Texts that the terminal marks as pasted hold no escape but the one that ends them.

Textual's parser takes an escape in the midst of a paste for a key, and all behind it for keys as well: they
would log, delete and quit.
"""

from __future__ import annotations

ESCAPE, BEGIN, END = "\x1b", "\x1b[200~", "\x1b[201~"


class MarkedPaste:
    """Takes the escapes out of marked texts, over any number of reads; keys pass at once."""

    def __init__(self) -> None:
        self.inside = False
        """Whether what comes next is text."""
        self._held = ""
        """What may be the begun mark of a text's end."""
        self._passed = ""
        """What came last and may be the begun mark of a text."""

    def clean(self, read: str) -> str:
        """What was read, without escapes in texts."""
        text, self._held = self._held + read, ""
        cleaned: list[str] = []
        while text:
            part, text = self._text(text) if self.inside else self._keys(text)
            cleaned.append(part)
        return "".join(cleaned)

    def _keys(self, read: str) -> tuple[str, str]:
        """The keys up to a text, with its mark, and the rest."""
        before, begin, _rest = (self._passed + read).partition(BEGIN)
        self.inside = bool(begin)
        length = len(before + begin) - len(self._passed)
        self._passed = "" if begin else before[1 - len(BEGIN) :]
        return read[:length], read[length:]

    def _text(self, read: str) -> tuple[str, str]:
        """The text up to its end, with its mark, and the rest."""
        body, end, rest = read.partition(END)
        self.inside = not end
        if not end:
            begun = next((n for n in range(len(END) - 1, 0, -1) if body.endswith(END[:n])), 0)
            body, self._held = body[: len(body) - begun], body[len(body) - begun :]
        return body.replace(ESCAPE, "") + end, rest
