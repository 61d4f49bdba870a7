"""What is asked about a sheet: which of two readings, of which kind, what its columns are and lack."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from procw_tui.domain.intake.sheets import Sheet
from procw_tui.domain.record.fields import typed_fields
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import clip, visible
from procw_tui.present.language import _
from procw_tui.present.words import errors, labels
from procw_tui.present.words.sheets import readings_of
from procw_tui.store import files
from procw_tui.store.incoming.charset import texts_of
from procw_tui.tui.session import Refused

from .asking import Asking
from .questions import QuestionsDialog

LISTED = ("proposal", "contract", "earning", "review", "message", "scout")
"""Kinds of which freelancers keep sheets."""
NOTE, LEFT = "+note", ""
LONGEST = 40
EXAMPLES = {
    "sent_at": "2026-11-20", "received_at": "2026-11-20 14:05", "opened_on": "2026-11-20",
    "received_on": "2026-11-20", "month": "2026-10", "gross_yen": "38500",
}  # fmt: skip


class Columns(NamedTuple):
    """What columns are: the field of each by its folded name; whether those of none go to the note."""

    columns: dict[str, str]
    in_note: bool


async def sheet_in(asking: Asking, path: str) -> tuple[str, str] | None:
    """The text of a file and the kind of its records; None where that was not said; Refused."""
    texts = _texts_in(path)
    known = readings_of(texts, Path(path).stem, None, KNOWLEDGE.site_words)
    if len(known) == 1:
        return known[0]
    text = texts[0] if len(texts) == 1 else await _which_reading(asking, texts)
    kind = await which_kind(asking) if text is not None else None
    return (text, kind) if text is not None and kind is not None else None


def _texts_in(path: str) -> list[str]:
    """What a file may say."""
    try:
        content = files.read_bytes(Path(path).expanduser())
        if content is not None:
            return texts_of(content)
    except StoreError as trouble:
        raise Refused(errors.trouble(trouble)) from None
    except Invalid as reason:
        raise Refused(f"{visible(path)}: {errors.invalid(reason)}") from None
    raise Refused(errors.trouble(StoreError("no_such_file", path=path)))


async def _which_reading(asking: Asking, texts: list[str]) -> str | None:
    """Of a file that can be read in two ways the one that makes sense."""
    options = [(str(at), visible(clip(" ".join(text.split()), LONGEST))) for at, text in enumerate(texts)]
    choice = await asking.pick(_("Which of these makes sense?"), options)
    return texts[int(choice)] if choice is not None else None


async def which_kind(asking: Asking) -> str | None:
    """What the rows of a sheet are."""
    return await asking.pick(_("What does it list?"), [(kind, labels.kind(kind)) for kind in LISTED])


async def what_is_missing(asking: Asking, sheet: Sheet) -> dict[str, str] | None:
    """What is to hold for every row, by field; None where it was not said."""
    asked = [(labels.field(name), EXAMPLES.get(name, "")) for name in sheet.missing]
    answers = await asking.ask(QuestionsDialog(_("No column says this; type it once for all rows"), asked))
    if answers is None:
        return None
    return {name: text for name, text in zip(sheet.missing, answers, strict=True) if text.strip()}


async def what_columns(asking: Asking, sheet: Sheet) -> Columns | None:
    """What each column is that is not known; None where one was left open."""
    fields = [(field.name, labels.field(field.name)) for field in typed_fields(sheet.kind)]
    others = [(NOTE, _("nothing of these; keep it in the note")), (LEFT, _("nothing of these; leave it out"))]
    found: dict[str, str] = {}
    in_note = False
    for name in sheet.unknown:
        title = _("What is this column? {name}").format(name=visible(clip(name, LONGEST)))
        choice = await asking.pick(title, [*others, *fields])
        if choice is None:
            return None
        in_note = in_note or choice == NOTE
        if choice not in {NOTE, LEFT}:
            found[fold(name)] = choice
    return Columns(found, in_note)
