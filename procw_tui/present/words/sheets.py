"""What hand-made sheets call columns and choices, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.domain.record.fields import FIELDS
from procw_tui.domain.record.names import fold
from procw_tui.present.language import language, set_language

from . import labels

FIELD_OF: dict[str, tuple[str, ...]] = {
    "price": ("price_yen", "gross_yen"), "state": ("outcome", "state"), "due": ("due_on",),
    "sent": ("sent_at",), "started": ("started_on",), "delivered": ("delivered_on",),
    "accepted": ("accepted_on",), "ended": ("ended_on",), "opened": ("opened_on",), "letter": ("text",),
}  # fmt: skip
"""The fields that a label of the site stands for, where it is called otherwise."""


def columns(kind: str, site_labels: Mapping[str, str]) -> dict[str, str]:
    """Folded words of a column and the field that it is: the site's labels, then those of the forms."""
    names = {field.name for field in FIELDS[kind]}
    found: dict[str, str] = {}
    for word, part in site_labels.items():
        name = next((name for name in FIELD_OF.get(part, (part,)) if name in names), None)
        if name is not None:
            found[word] = name
    for _language in _each_language():
        found.update({fold(labels.field(name)): name for name in names})
    return found


def choices(kind: str) -> dict[tuple[str, str], str]:
    """Folded words of a choice, by field, and the choice that it is."""
    names: dict[tuple[str, str], str] = {}
    for _language in _each_language():
        for field in FIELDS[kind]:
            for value in field.choices:
                names[field.name, fold(labels.choice(kind, field.name, value))] = value
    return names


def kind_of(name: str) -> str | None:
    """The kind that a file is named after, in either language."""
    wanted = fold(name).replace("-", "_").replace(" ", "_")
    if wanted in FIELDS:
        return wanted
    for _language in _each_language():
        for kind in FIELDS:
            if fold(labels.kind(kind)) == fold(name):
                return kind
    return None


def _each_language() -> Iterator[str]:
    """Each language in turn; afterwards the one that was in force."""
    before = language()
    try:
        for code in LANGUAGES:
            set_language(code)
            yield code
    finally:
        set_language(before)
