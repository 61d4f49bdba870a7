"""A look at a file, a folder or a stream of mails: those of the site in it, and what else lies there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from procw_tui.domain.intake.mail import Mail, MailWords
from procw_tui.domain.intake.mails import Seen, is_ignored, rules_of
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import MailRule

from . import looked_at
from .looked_at import FOREIGN, NOTHING, Looked
from .mail import may_be_of_site, parsed, sender_at_a_glance
from .mailboxes import Letter, is_maildir, letters, stamp


@dataclass(slots=True)
class Gathered:
    """What a look has found. `foreign`: senders that are not the site, each with how many."""

    mails: list[Mail] = field(default_factory=list)
    foreign: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    names: dict[str, list[Mail]] = field(default_factory=dict)
    """The mails of the site in each letter, by its name."""


def gathered(found: Iterable[Letter], words: MailWords) -> Gathered:
    """The mails of the site among letters. What can't be read is named, and left."""
    look = Gathered()
    for letter in found:
        if letter.content is None:
            look.unreadable.append(letter.name)
            continue
        sender = sender_at_a_glance(letter.content)
        if sender and not may_be_of_site(letter.content):
            look.foreign[sender] += 1
            look.names[letter.name] = []
            continue
        read = parsed(letter.content, words)
        if not read.is_mail:  # it may be half there: it is looked at again
            look.unreadable.append(letter.name)
            continue
        look.mails += read.mails
        look.names[letter.name] = [*read.mails]
        if not read.mails:
            look.foreign[read.sender] += 1
    return look


class MailFolder:
    """A folder of mails that is looked at again and again; what was read of it is not read twice."""

    def __init__(self, path: Path, ledger: Path, words: MailWords) -> None:
        self.path = path
        self._words = words
        self._place = looked_at.place_of(path, ledger)
        self._stamp: tuple[int, ...] | None = None

    def has_changed(self) -> bool:
        """Whether a mail may have come since the last look of this session; StoreError as for `gather`."""
        return not is_maildir(self.path) or stamp(self.path) != self._stamp

    def forget(self) -> None:
        """What was found could not be taken in: it is looked for again."""
        self._stamp = None

    def gather(self, ledger: Ledger) -> Gathered:
        """The mails that are new in it; StoreError where it can't be looked at."""
        before = stamp(self.path) if is_maildir(self.path) else None
        look = gathered(letters(self.path, self._read_in(ledger)), self._words)
        self._stamp = before
        return look

    def remember(self, look: Gathered, ledger: Ledger) -> None:
        """What was read is noted in the ledger by now; what is no matter of it is passed over next time."""
        seen, rules = Seen(ledger), rules_of(ledger, self._words)
        fresh = {
            name: noted for name, mails in look.names.items()
            if (noted := self._noted(seen, rules, mails)) is not None
        }  # fmt: skip
        looked_at.save(self._place, Looked(self._way(ledger), {**self._read_in(ledger), **fresh}))

    def _noted(self, seen: Seen, rules: Sequence[MailRule], mails: Sequence[Mail]) -> str | None:
        """The id of the last of a letter's mails that left anything; None where one has still to be read."""
        if not mails:
            return FOREIGN
        every = [(mail, seen.find(mail)) for mail in mails]
        if any(noted is None and not is_ignored(mail, rules, self._words) for mail, noted in every):
            return None
        return next(filter(None, (noted for _mail, noted in reversed(every))), NOTHING)

    def is_read(self, look: Gathered, ledger: Ledger) -> bool:
        """Whether a look brought nothing, and what waits was read by the rules as they are."""
        return not look.names and looked_at.load(self._place).way == self._way(ledger)

    def _read_in(self, ledger: Ledger) -> dict[str, str]:
        """What need not be read again: the ledger has it, or by its rules as they are it is nothing."""
        looked = looked_at.load(self._place)
        same = looked.way == self._way(ledger)
        return {
            name: noted for name, noted in looked.names.items()
            if noted == FOREIGN or (same if noted == NOTHING else ledger.find(noted, "inbox") is not None)
        }  # fmt: skip

    def _way(self, ledger: Ledger) -> str:
        """What tells this way of reading from another: the rules."""
        rules: Mapping[str, None] = dict.fromkeys(str(rule) for rule in rules_of(ledger, self._words))
        return hashlib.sha256("\n".join(rules).encode(errors="surrogateescape")).hexdigest()[:16]
