"""What was typed and not saved: what each draft is of, and the key that takes it up again."""

from __future__ import annotations

import re
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import KINDS
from procw_tui.present.cells import visible
from procw_tui.present.commands import BY_ID, CommandId, key_of
from procw_tui.present.language import N_, _
from procw_tui.present.words import labels

from .records import record_summary

DIALOGS: dict[str, tuple[str, CommandId]] = {
    "letter": (N_("letter"), "letter"), "night": (N_("the evening"), "night"),
    "paste": (N_("paste"), "paste"),
    "GuideDialog": (N_("The first evening"), "opening"), "CheckUpForm": (N_("the comparison"), "opening"),
    "MonthsForm": (N_("months"), "opening"), "SettingsForm": (N_("settings"), "settings"),
    "TerminationForm": (N_("midway-end request"), "termination"),
}  # fmt: skip
"""By the first word of the name that a draft is kept under."""


_OTHER = re.compile(r" \(\d+\)$")


def other(number: int) -> str:
    """Behind the name of a draft that stood where another session kept its own."""
    return f" ({number})"


def first_of(name: str) -> str:
    """The name of the draft that a key takes up, of one that stood there before."""
    return _OTHER.sub("", name)


class DraftWords(NamedTuple):
    """What a draft is of, and the key; empty where it is taken up on its record."""

    of: str
    key: str

    def __str__(self) -> str:
        return f"{self.of} {self.key}".strip()


def draft_words(ledger: Ledger, name: str) -> DraftWords:
    """Of a draft by the name that it is kept under: a dialog's, a kind's, or a record's id."""
    if name != first_of(name):
        of, _key = draft_words(ledger, first_of(name))
        return DraftWords(f"{of}{name.removeprefix(first_of(name))}", "")
    first, _blank, rest = name.partition(" ")
    if first in DIALOGS:
        words, command = DIALOGS[first]
        return DraftWords(_("draft of {what}").format(what=_(words)), key_of(command))
    record = ledger.find(name)
    if record is not None:
        return DraftWords(_("edit of {what}").format(what=record_summary(record)), "")
    of_kind = BY_ID[rest] if rest in BY_ID else BY_ID["other"]
    kind = labels.kind(rest) if rest in KINDS else visible(rest or name)
    return DraftWords(_("draft of {what}").format(what=kind), of_kind.shown_key)
