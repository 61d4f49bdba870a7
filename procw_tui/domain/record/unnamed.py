"""Clients whose name is still to come: a number typed at night is a record, its name follows by paste."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAMELESS = re.compile(r"-(?: \d+)?")


def is_nameless(client: str | None) -> bool:
    """Whether a record has no client's name yet."""
    return client is None or _NAMELESS.fullmatch(client) is not None


def nameless(taken: Iterable[str]) -> str:
    """A stand-in for a name that no other record has: waits are counted by client. `-`, `- 2`, `- 3`."""
    used = set(taken)
    number = 1
    while (name := "-" if number == 1 else f"- {number}") in used:
        number += 1
    return name
