"""What the paste dialog asks: who in a thread is the user, which page it is, what the parts of a row are."""

from __future__ import annotations

from abc import abstractmethod
from typing import cast

from textual import work

from procw_tui.domain.intake.names import names_of
from procw_tui.domain.intake.shapes import parts_of
from procw_tui.domain.intake.words import PAGES, Page
from procw_tui.domain.record.names import fold
from procw_tui.present.cells import clip, visible
from procw_tui.present.forms.pasted import Pasted
from procw_tui.present.words import intake as words
from procw_tui.present.words.language import _
from procw_tui.tui.dialogs.bursts import BurstScreen
from procw_tui.tui.dialogs.pick import Option, PickDialog
from procw_tui.tui.widgets.record_list import RecordList

LISTS = tuple(page for page in PAGES if page != "thread")
LONGEST = 60


class PasteQuestions(BurstScreen):
    """Asks one thing after the other, and has the text read again with each answer."""

    pasted: Pasted

    @abstractmethod
    def draw(self) -> None:
        """Everything anew."""

    @abstractmethod
    def say(self, text: str) -> None:
        """A sentence in place of what is told about the row."""

    @work
    async def ask_which(self, text: str) -> None:
        """A text that came while another one is looked at: nothing of the first goes without a word."""
        options = [
            ("first", _("Go on with the first; paste the second after it is saved")),
            ("second", _("Read the second instead; nothing of the first is saved")),
        ]
        if await self._pick(_("A second text was pasted"), options) == "second":
            self.take(text)

    @work
    async def ask_who(self, senders: tuple[str, ...]) -> None:
        """Who in a thread is the user."""
        clients = names_of(self.host.view.ledger).clients
        likely = sorted(senders, key=lambda name: fold(name) in clients)
        options = [(name, visible(clip(name, LONGEST))) for name in likely]
        nobody = ("", _("none of them: all are clients"))
        options.insert(0 if len(senders) == 1 else len(options), nobody)
        choice = await self._pick(_("Which of them is you? It is remembered."), options)
        if choice is not None:
            self.pasted.answer(self.host.view.ledger, me=choice, nobody=not choice)
            self.draw()

    def action_who(self) -> None:
        """Say anew who in a thread is the user."""
        senders = self.pasted.senders()
        if senders:
            self.ask_who(senders)

    @work
    async def action_page(self) -> None:
        """Which page it is, where it was taken for another one."""
        if not self.waits:
            await self._ask_page(PAGES)

    async def _ask_page(self, pages: tuple[Page, ...]) -> Page | None:
        choice = await self._pick(_("Which page is it?"), [(page, words.page_name(page)) for page in pages])
        page = cast("Page | None", choice)
        if page is not None:
            self.pasted.answer(self.host.view.ledger, page=page)
            self.draw()
        return page

    @work
    async def action_mark(self) -> None:
        """Say of one row what each of its cells is; the shape is remembered."""
        row, reading = self.pasted.row_to_mark(self.query_one(RecordList).current), self.pasted.reading
        if row is None or reading is None:
            self.say(_("There is no row here whose parts could be marked."))
            return
        page = reading.page if reading.page in LISTS else await self._ask_page(LISTS)
        parts: list[str] = []
        for cell in row.cells if page is not None else ():
            assert page is not None  # noqa: S101 - else there is no cell
            title = _("What is this? {text}").format(text=visible(clip(cell.text, LONGEST)))
            choice = await self._pick(title, [(str(part), words.part_name(part)) for part in parts_of(page)])
            if choice is None:
                return
            parts.append(choice)
        if page is not None:
            self.pasted.mark(self.host.view.ledger, page, parts)
            self.draw()

    async def _pick(self, title: str, options: list[Option]) -> str | None:
        self.host.hold_keys()
        return await self.app.push_screen_wait(PickDialog(title, options))
