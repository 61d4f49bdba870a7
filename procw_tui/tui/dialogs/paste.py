"""Text copied from the site: paste it, see what was understood, Enter saves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Paste, Resize

from procw_tui.domain.evening.counted_already import lessened, may_be_counted
from procw_tui.domain.intake.rows import Row
from procw_tui.domain.intake.sheets import Sheet
from procw_tui.domain.intake.words import PAGES, Page
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.commands import aliases
from procw_tui.present.forms.pasted import Pasted
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Role, keys_line, line_width
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

from . import paste_questions as questions
from . import sheet_questions
from .asking import Asking
from .bursts import Burst
from .counted import ask_whether_counted
from .drafted import Drafted
from .preview import Preview

DRAFT = "paste"
LARGE = 150_000  # characters: what may take longer than a moment
BREAK = "\n"


class PasteDialog(Drafted):
    """Waits for a text, then shows what it would do. Esc keeps the text as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("space,right,ideographic_space", "other(1)", show=False),
        Binding("left", "other(-1)", show=False),
        Binding(aliases("t"), "page", show=False),
        Binding(aliases("k"), "mark", show=False),
        Binding(aliases("a"), "all", show=False),
        Binding(aliases("w"), "who", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(
        self, text: str, session: Session, asking: Asking, *, more: bool = False, kind: str = ""
    ) -> None:
        """`text`: the page, where it is here already. `more`: its beginning, the rest comes as keys.

        `kind`: what the rows of a sheet are.
        """
        super().__init__(session, asking)
        self._kind = kind
        self._begun = "" if more else text
        self._first = text if more else ""
        self._burst = Burst(self, self._take)
        self.pasted = Pasted(KNOWLEDGE.site_words, lambda: session.view.now)

    def compose(self) -> ComposeResult:
        """What was understood, item by item, why it is uncertain, and the keys."""
        yield Preview(id="pick")

    @property
    def draft_name(self) -> str:
        """There is one text."""
        return DRAFT

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """The text."""
        return {"text": self.pasted.text} if self.pasted.text else {}

    def on_mount(self) -> None:
        """A text that was left here with Esc is taken up again."""
        draft = self.session.drafts.get(DRAFT) or {}
        self.query_one(RecordList).when_moved = self._show_detail
        if self._first:
            self._draw()
            self._burst.add(self._first)
        else:
            self._take(self._begun or draft.get("text", ""))

    def on_resize(self, _event: Resize) -> None:
        """As many rows as there is room for."""
        self._draw()

    def on_key(self, event: Key) -> None:
        """While it waits for a text, keys are characters of one."""
        if self.waits or self._burst.gathering:
            self._burst.gather(event)

    def on_paste(self, event: Paste) -> None:
        """The text; nothing of one that is looked at goes without a word."""
        event.stop()
        if self._burst.gathering:
            self._burst.add(event.text)
            return
        reading = self.pasted.reading
        if reading is None or not reading.open_items or event.text == self.pasted.text:
            self._take(event.text)
        else:
            self.asking.run(self._take_second(event.text))

    async def _take_second(self, text: str) -> None:
        if await questions.wants_second(self.asking):
            self._take(text)

    @property
    def waits(self) -> bool:
        """Whether there is no text yet."""
        return self.pasted.reading is None

    def _take(self, text: str) -> None:
        """Read a text; who in a thread is the user, and what a sheet does not say, is asked at once."""
        if len(text) > LARGE:
            self.asking.run(self._take_large(text))
            return
        self.pasted.read(text, self.session.view.ledger, self._kind)
        self._taken()

    async def _take_large(self, text: str) -> None:
        """The same beside the keys: it may take a second."""
        self.say(_("Reading {n} lines ...").format(n=f"{text.count(BREAK) + 1:,}"), "dim")
        ledger = self.session.view.ledger
        await asyncio.to_thread(self.pasted.read, text, ledger, self._kind)
        self._taken()

    def _taken(self) -> None:
        self._draw()
        reading = self.pasted.reading
        if reading is not None and reading.senders:
            self.asking.run(self._ask_who(reading.senders))
        elif self.pasted.sheet is not None and self.pasted.sheet.missing:
            self.asking.run(self._ask_missing(self.pasted.sheet))

    async def _ask_missing(self, sheet: Sheet) -> None:
        """What every record needs and no column says, once for all rows."""
        given = await sheet_questions.what_is_missing(self.asking, sheet)
        if given is not None:
            self.pasted.as_sheet(self.session.view.ledger, sheet.kind, given={**sheet.asked.given, **given})
            self._draw()

    async def _ask_columns(self, sheet: Sheet) -> None:
        """What the columns are that are not known; it is remembered."""
        told = await sheet_questions.what_columns(self.asking, sheet)
        if told is not None:
            columns = {**sheet.asked.columns, **told.columns}
            self.pasted.as_sheet(self.session.view.ledger, sheet.kind, columns=columns, in_note=told.in_note)
            self._taken()

    async def _ask_who(self, senders: Sequence[str]) -> None:
        choice = await questions.who_is_me(self.asking, senders, self.session.view.ledger)
        if choice is not None:
            self.pasted.answer(self.session.view.ledger, me=choice, nobody=not choice)
            self._draw()

    def action_who(self) -> None:
        """Say anew who in a thread is the user."""
        senders = self.pasted.senders()
        if senders:
            self.asking.run(self._ask_who(senders))

    def action_page(self) -> None:
        """Which page it is, where it was taken for another one."""
        if not self.waits:
            self.asking.run(self._ask_page())

    async def _ask_page(self) -> None:
        choice = await questions.page_or_sheet(self.asking)
        if choice is None:
            return
        if choice in PAGES:
            self.pasted.answer(self.session.view.ledger, page=choice)
        else:
            self.pasted.as_sheet(self.session.view.ledger, choice)
        self._taken()

    def action_mark(self) -> None:
        """Say of one row what each of its cells is, of a sheet what its columns are; it is remembered."""
        if self.pasted.sheet is not None:
            if self.pasted.sheet.unknown:
                self.asking.run(self._ask_columns(self.pasted.sheet))
            else:
                self.say(_("Every column is known."))
            return
        row, reading = self.pasted.row_to_mark(self.query_one(RecordList).current), self.pasted.reading
        if row is None or reading is None:
            self.say(_("There is no row here whose parts could be marked."))
        else:
            self.asking.run(self._ask_parts(row, reading.page))

    async def _ask_parts(self, row: Row, page: Page | None) -> None:
        if page not in questions.LISTS:
            page = await questions.which_page(self.asking, questions.LISTS)
            if page is None:
                return
            self.pasted.answer(self.session.view.ledger, page=page)
            self._draw()
        parts = await questions.what_parts(self.asking, row, page)
        if parts is not None:
            self.pasted.mark(self.session.view.ledger, page, parts)
            self._draw()

    def _draw(self) -> None:
        """Everything anew; the cursor stays on its row."""
        self.query_one(Preview).draw(self.pasted, self._keys())

    def _show_detail(self, row: Any) -> None:
        """The detail follows the cursor."""
        self.query_one("#told", LineView).show(self.pasted.detail(row, self.app.size.width))

    def _keys(self) -> Line:
        keys = [(_("Esc"), _("close, kept as a draft") if self.waits else _("later"))]
        if not self.waits:
            last = ("w", _("who is me")) if self.pasted.senders() else ("k", _("mark a row"))
            if self.pasted.sheet is not None:
                last = ("k", _("columns"))
            save = [(_("Enter"), _("save"))] if self.pasted.can_be_saved else []
            every = [("a", _("take all"))] if self.pasted.waits else []
            other = ("t", _("another page"))
            whole = keys_line([*save, ("Space", _("otherwise")), *every, other, last, *keys])
            if line_width(whole) <= self.app.size.width:
                return whole
            keys = [*save, ("Space", _("otherwise")), *every, last, *keys]
        return keys_line(keys)

    def action_other(self, by: int) -> None:
        """Another way to take the item under the cursor."""
        self.pasted.otherwise(self.query_one(RecordList).current, by)
        self._draw()

    def action_all(self) -> None:
        """Take every row that waits."""
        self.pasted.take_all()
        self._draw()

    def action_save(self) -> None:
        """Make it durable."""
        reading = self.pasted.reading
        if reading is None or not self.is_current:
            return
        if reading.senders:
            self.action_who()
            return
        if reading.sheet is not None and reading.sheet.missing:
            self._taken()
            return
        if reading.sheet is not None and reading.refused:
            self.say(_("Rows that can't be read are marked in red; put them right first, nothing was saved."))
            return
        if not reading.items and not reading.me:
            self.say(_("Nothing of it was understood, so nothing was saved. The text is kept."))
            return
        if self.pasted.all_left_out():
            self.say(_("All that is new here is left out, so nothing would be saved. Space takes a row in."))
            return
        ledger = self.session.view.ledger
        counted = may_be_counted(ledger, self.pasted.change(ledger))
        if counted:
            self.asking.run(self._ask_whether_counted(counted))
        else:
            self._save(self.pasted.change)

    async def _ask_whether_counted(self, counted: int) -> None:
        """Some are of days that a number was told of: they are among that number, or come on top."""
        among = await ask_whether_counted(self.asking, counted)
        if among is not None:
            pasted = self.pasted.change
            self._save((lambda ledger: lessened(ledger, pasted(ledger))) if among else pasted)

    def _save(self, build: Callable[[Ledger], Change]) -> None:
        try:
            change = self.session.commit(build)
        except Refused as refused:
            self.asking.once_free(refused, self.session, lambda: self._save(build), self.say)
        else:
            self.leave_saved(change)

    def say(self, text: str, role: Role = "bad") -> None:
        """A sentence in place of what is told about the row."""
        self.query_one(Preview).say(text, role)
