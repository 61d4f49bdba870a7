"""What is asked about a page: which of two, who is the user, which page it is, what the parts of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from procw_tui.domain.intake.names import names_of
from procw_tui.domain.intake.rows import Row
from procw_tui.domain.intake.shapes import parts_of
from procw_tui.domain.intake.words import PAGES, Page
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold
from procw_tui.present.cells import clip, visible
from procw_tui.present.language import _
from procw_tui.present.sentences import intake
from procw_tui.present.words import labels

from . import sheet_questions
from .asking import Asking

LISTS = tuple(page for page in PAGES if page != "thread")
LONGEST = 60


async def wants_second(asking: Asking) -> bool:
    """Of a text that came while another one is looked at: whether it is read, and the first one left."""
    options = [
        ("first", _("Go on with the first; paste the second after it is saved")),
        ("second", _("Read the second instead; nothing of the first is saved")),
    ]
    return await asking.pick(_("A second text was pasted"), options) == "second"


async def who_is_me(asking: Asking, senders: Sequence[str], ledger: Ledger) -> str | None:
    """Which sender of a thread the user is; empty for none of them, None where it was not said."""
    clients = names_of(ledger).clients
    likely = sorted(senders, key=lambda name: fold(name) in clients)
    options = [(name, visible(clip(name, LONGEST))) for name in likely]
    nobody = ("", _("none of them: all are clients"))
    options.insert(0 if len(senders) == 1 else len(options), nobody)
    return await asking.pick(_("Which of them is you? It is remembered."), options)


async def which_page(asking: Asking, pages: Sequence[Page]) -> Page | None:
    """Which page a text is."""
    choice = await asking.pick(_("Which page is it?"), [(page, intake.page_name(page)) for page in pages])
    return cast("Page | None", choice)


async def page_or_sheet(asking: Asking) -> Any:
    """Which page a text is, or of which kind a sheet: the page, or the kind."""
    pages = [(str(page), intake.page_name(page)) for page in PAGES]
    sheets = [(kind, _("sheet of {kind}").format(kind=labels.kind(kind))) for kind in sheet_questions.LISTED]
    return await asking.pick(_("Which page is it?"), [*pages, *sheets])


async def what_parts(asking: Asking, row: Row, page: Page) -> list[str] | None:
    """What each cell of a row is; None where one was left open."""
    parts: list[str] = []
    for cell in row.cells:
        title = _("What is this? {text}").format(text=visible(clip(cell.text, LONGEST)))
        choice = await asking.pick(title, [(str(part), intake.part_name(part)) for part in parts_of(page)])
        if choice is None:
            return None
        parts.append(choice)
    return parts
