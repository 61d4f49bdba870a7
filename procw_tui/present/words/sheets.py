"""What hand-made sheets call columns and choices, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from procw_tui.domain.intake.tables import CLOCK, MONEY, YEAR, SheetWords, has_head, kind_of_table, own_field
from procw_tui.domain.intake.words import SiteWords
from procw_tui.domain.record.codes import ProposalOutcome
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import fold
from procw_tui.present.language import each_language

from . import labels

FIELD_OF: dict[str, tuple[str, ...]] = {
    "price": ("price_yen", "gross_yen"), "state": ("outcome", "state"), "due": ("due_on",),
    "sent": ("sent_at",), "started": ("started_on",), "delivered": ("delivered_on",),
    "accepted": ("accepted_on",), "ended": ("ended_on",), "opened": ("opened_on",), "letter": ("text",),
    "clock": (CLOCK,),
}  # fmt: skip
"""The fields that a word of the site stands for, where it is called otherwise."""


def sheet_words(kind: str, words: SiteWords) -> SheetWords:
    """What a sheet of a kind may say: as the site, freelancers and the forms call it, in each language."""
    states = {word: state for page in PAGES_OF.get(kind, ()) for word, state in words.states[page].items()}
    known = {"contract": CONTRACT_STATES, "proposal": frozenset(get_args(ProposalOutcome))}.get(
        kind, frozenset()
    )
    states |= {word: state for word, state in words.sheets["states"].items() if state in known}
    chosen = (
        {("type", word): value for word, value in words.sheets["types"].items()} if kind == "contract" else {}
    )
    sums = frozenset(words.sheets["sums"])
    loose = frozenset(word for word, part in words.sheets["columns"].items() if part == "own")
    return SheetWords(_columns(kind, words), {**_choices(kind), **chosen}, states, sums, loose)


def every_sheet(words: SiteWords) -> dict[str, SheetWords]:
    """The same of every kind that a sheet may list."""
    return {kind: sheet_words(kind, words) for kind, cls in KINDS.items() if cls.is_logged}


def readings_of(texts: Sequence[str], name: str, kind: str | None, words: SiteWords) -> list[tuple[str, str]]:
    """The texts, of several that a file may hold, whose head makes sense, each with the kind of its records.

    The kind is the one given, the one that the file is named after, or the one that its columns tell.
    """
    every = every_sheet(words)
    kinds = ((text, kind or labels.kind_of(name) or kind_of_table(text, every)) for text in texts)
    return [(text, each) for text, each in kinds if each is not None and has_head(text, each, every[each])]


PAGES_OF = {"contract": ("contracts",), "proposal": ("applications",)}
CONTRACT_STATES = frozenset({"running", "delivered", "completed", "ended_midway"})


def _columns(kind: str, words: SiteWords) -> dict[str, str]:
    """Folded words of a column and the field that it is: the site's, those of sheets, those of the forms."""
    names = {field.name for field in FIELDS[kind]}
    money = MONEY if names & {"price_yen", "gross_yen"} else frozenset()
    money |= {YEAR} if "month" in names else set()
    field = own_field(kind)
    money |= {CLOCK} if field is not None and field.type == "Moment" else set()
    own = field.name if field is not None else ""
    found: dict[str, str] = {}
    for word, part in (*words.labels.items(), *words.sheets["columns"].items()):
        fields = (own,) if part == "own" and own else FIELD_OF.get(part, (part,))
        name = next((name for name in fields if name in names or name in money), None)
        if part == "title" and kind == "review":
            name = part  # of the job that it is about
        if name is not None:
            found.setdefault(word, name)
    for _language in each_language():
        found.update({fold(labels.field(name)): name for name in names})
    return found


def _choices(kind: str) -> dict[tuple[str, str], str]:
    """Folded words of a choice, by field, and the choice that it is."""
    names: dict[tuple[str, str], str] = {}
    for _language in each_language():
        for field in FIELDS[kind]:
            for value in field.choices:
                names[field.name, fold(labels.choice(kind, field.name, value))] = value
    return names
