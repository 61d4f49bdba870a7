"""Text copied from the site: paste it, see what was understood, Enter saves."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste, Resize

from procw_tui.domain.changes import Change
from procw_tui.domain.paste.shapes import PARTS
from procw_tui.domain.paste.words import PAGES, Page
from procw_tui.present.cells import clip, visible
from procw_tui.present.language import _
from procw_tui.present.pages import paste as words
from procw_tui.present.paint import Line, Span, paragraph
from procw_tui.present.pasted import Pasted
from procw_tui.store.knowledge import site_words
from procw_tui.tui.commands import aliases
from procw_tui.tui.host import Host, Refused
from procw_tui.tui.screens.dialogs.bursts import BurstScreen
from procw_tui.tui.screens.dialogs.pick import Option, PickDialog
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

DRAFT = "paste"
FRAME = 3  # title, keys, and the tabs of the screen behind
DETAIL = 3
LISTS = tuple(page for page in PAGES if page != "thread")
LONGEST = 60


class PasteDialog(BurstScreen[Change | None]):
    """Waits for a text, then shows what it would do. Esc keeps the text as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("space,right,ideographic_space", "other(1)", show=False),
        Binding("left", "other(-1)", show=False),
        Binding(aliases("t"), "page", show=False),
        Binding(aliases("k"), "mark", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._begun = text
        self.pasted = Pasted(site_words(), lambda: self.host.view.now)

    def compose(self) -> ComposeResult:
        """What was understood, item by item, why it is uncertain, and the keys."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield RecordList(id="options")
            yield LineView(id="told")
            yield LineView(id="help")

    @property
    def host(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    def on_mount(self) -> None:
        """A text that was left here with Esc is taken up again."""
        draft = self.host.drafts.pop(DRAFT, {})
        self.take(self._begun or draft.get("text", ""))
        self.host.keys_go_on()

    def on_resize(self, _event: Resize) -> None:
        """As many rows as there is room for."""
        self._draw()

    def on_paste(self, event: Paste) -> None:
        """The text."""
        event.stop()
        self.take(event.text)

    @property
    def waits(self) -> bool:
        """Whether there is no text yet."""
        return self.pasted.reading is None

    def take(self, text: str) -> None:
        """Read a text; who in a thread is the user is asked at once."""
        self.pasted.take(text, self.host.view.ledger)
        self._draw()
        if self.pasted.reading is not None and self.pasted.reading.senders:
            self._ask_who(self.pasted.reading.senders)

    def _draw(self) -> None:
        """Everything anew; the cursor stays on its row."""
        cells, room = self.app.size.width, self.app.size.height - FRAME
        rows, options = self.pasted.rows(), self.query_one(RecordList)
        title, told = self.query_one("#title", LineView), self.query_one("#told", LineView)
        head = self.pasted.title(cells)
        title.styles.height = len(head)
        title.show(head)
        below = min(DETAIL, max(0, room - len(head) - 2)) if rows else 0
        options.styles.height = max(1, min(len(rows), room - len(head) - below))
        options.show_rows(rows, lambda row: self.pasted.draw(row, cells), options.cursor)
        self.set_focus(options)
        told.styles.height = below
        told.display = below > 0
        told.show(self.pasted.detail(options.current, cells))
        self.query_one("#help", LineView).show([self._keys()])

    def on_record_list_moved(self, event: RecordList.Moved) -> None:
        """The detail follows the cursor."""
        self.query_one("#told", LineView).show(self.pasted.detail(event.row, self.app.size.width))

    def _keys(self) -> Line:
        keys = [(_("Esc"), _("close, kept as a draft") if self.waits else _("later"))]
        if not self.waits:
            keys = [(_("Enter"), _("save")), ("Space", _("otherwise")), ("t", _("another page")),
                    ("k", _("mark a row")), *keys]  # fmt: skip
        spans: list[Span] = [("  ", "")]
        for key, label in keys:
            spans += [(key, "key"), (f" {label}   ", "dim")]
        return tuple(spans)

    def action_other(self, by: int) -> None:
        """Another way to take the item under the cursor."""
        self.pasted.otherwise(self.query_one(RecordList).current, by)
        self._draw()

    @work
    async def _ask_who(self, senders: tuple[str, ...]) -> None:
        """Who in a thread is the user."""
        options = [(name, visible(clip(name, LONGEST))) for name in senders]
        choice = await self._pick(_("Which of them is you? It is remembered."), options)
        if choice is not None:
            self.pasted.answer(self.host.view.ledger, me=choice)
            self._draw()

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
            self._draw()
        return page

    @work
    async def action_mark(self) -> None:
        """Say of one row what each of its cells is; the shape is remembered."""
        row, reading = self.pasted.row_to_mark(self.query_one(RecordList).current), self.pasted.reading
        if row is None or reading is None:
            return
        page = reading.page if reading.page in LISTS else await self._ask_page(LISTS)
        parts: list[str] = []
        for cell in row.cells if page is not None else ():
            title = _("What is this? {text}").format(text=visible(clip(cell.text, LONGEST)))
            choice = await self._pick(title, [(str(part), words.part_name(part)) for part in PARTS])
            if choice is None:
                return
            parts.append(choice)
        if page is not None:
            self.pasted.mark(self.host.view.ledger, page, parts)
            self._draw()

    async def _pick(self, title: str, options: list[Option]) -> str | None:
        self.host.hold_keys()
        return await self.app.push_screen_wait(PickDialog(title, options))

    def action_save(self) -> None:
        """Make it durable."""
        if self.waits or not self.is_current:
            return
        try:
            change = self.host.commit(self.pasted.change)
        except Refused as refused:
            told = paragraph(refused.text, self.app.size.width, "bad", "  ")
            self.query_one("#title", LineView).show(told)
        else:
            self._leave_with(change)

    def action_close(self) -> None:
        """Close; the text is kept."""
        if self.pasted.text:
            self.host.drafts[DRAFT] = {"text": self.pasted.text}
        self._leave_with(None)

    def _leave_with(self, change: Change | None) -> None:
        if self.is_current:
            self.host.keys_go_on()
            self.dismiss(change)
