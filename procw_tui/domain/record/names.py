"""Who is who: text as it is compared, and clients whose name is still to come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_STAND_IN = re.compile(r"-(?: \d+)?")


def fold(text: str) -> str:
    """A text as it is compared: half-width, small, single blanks, and nothing that can't be seen."""
    if text.isascii():
        return " ".join(text.casefold().split())
    wide = unicodedata.normalize("NFKC", text).casefold()
    if not wide.isprintable():
        wide = "".join(char for char in wide if unicodedata.category(char) != "Cf")
    return " ".join(wide.split())


def is_unnamed(client: str | None) -> bool:
    """Whether a record has no client's name yet: a number typed at night, whose name follows by paste."""
    return client is None or _STAND_IN.fullmatch(client) is not None


def stand_in(taken: Iterable[str]) -> str:
    """A stand-in for a name that no other record has: waits are counted by client. `-`, `- 2`, `- 3`."""
    used = set(taken)
    number = 1
    while (name := "-" if number == 1 else f"- {number}") in used:
        number += 1
    return name
