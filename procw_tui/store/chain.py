"""Which ledger a version belongs to, and which changes brought it to where it is.

Numbers alone say little: two copies of a ledger that went on in two places count alike. So each change has a
key of its own beside its number, a file names the keys of its last changes, and each ledger has an identity.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple

KEPT = 200
"""So many keys a version keeps: a session that missed more changes is taken for one that went another way."""


class Chain(NamedTuple):
    """A ledger's identity, the number of its last change, and the keys of the last ones by their numbers.

    What a program without identities wrote has the identity ``""``; a key that nobody knows is missing.
    """

    ledger: str = ""
    seq: int = 0
    keys: Mapping[int, str] = {}

    @property
    def key(self) -> str:
        """The key of the last change; empty where nobody knows it."""
        return self.keys.get(self.seq, "")

    def with_change(self, seq: int, key: str) -> Chain:
        """The same, with one change more."""
        keys = {**self.keys, seq: key}
        return Chain(self.ledger, seq, dict(islice(keys.items(), max(0, len(keys) - KEPT), None)))

    def named(self) -> Chain:
        """The same, with an identity and a key for where it is: made once, when a ledger is first written."""
        keys = self.keys if self.key else {**self.keys, self.seq: new_key()}
        return Chain(self.ledger or uuid.uuid4().hex, self.seq, keys)

    def of_ledger(self, start: Chain) -> Chain:
        """The same, with the identity that a version before it was given."""
        return Chain(start.ledger, self.seq, dict(sorted({**start.keys, **self.keys}.items())))

    def has(self, other: Chain) -> bool:
        """Whether this one went on from where the other is, so that nothing of the other is missing here.

        An older program's file, which names no keys, is taken at its word.
        """
        if self.ledger and other.ledger and self.ledger != other.ledger:
            return False
        return self.keys.get(other.seq) == other.key if other.key else not other.ledger


def new_key() -> str:
    """A key that no other change has."""
    return uuid.uuid4().hex[:12]


def chain_of(tables: Mapping[str, Mapping[str, Any]]) -> Chain:
    """Where a file's tables are, as their `meta` says; what it says in another shape is not known."""
    said = tables.get("meta")
    metas = [meta for meta in said.values() if isinstance(meta, dict)] if isinstance(said, dict) else []
    numbers = [meta.get("seq") for meta in metas]
    seq = max((number for number in numbers if type(number) is int), default=0)
    meta = metas[0] if metas else {}
    ledger, keys = meta.get("ledger"), meta.get("keys")
    return Chain(
        ledger if isinstance(ledger, str) else "", seq,
        {int(number): key for number, key in keys.items() if number.isdecimal() and isinstance(key, str)}
        if isinstance(keys, dict) else {},
    )  # fmt: skip
