"""Text as it is compared: width, case and blanks play no part."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Half-width, small, single blanks, and nothing that can't be seen."""
    if text.isascii():
        return " ".join(text.casefold().split())
    wide = unicodedata.normalize("NFKC", text).casefold()
    if not wide.isprintable():
        wide = "".join(char for char in wide if unicodedata.category(char) != "Cf")
    return " ".join(wide.split())
