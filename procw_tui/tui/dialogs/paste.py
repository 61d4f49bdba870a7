"""Text copied from the site: paste it, see what was understood, Enter saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste, Resize

from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.commands import aliases
from procw_tui.present.forms.pasted import Pasted
from procw_tui.present.paint import Line, keys_line, paragraph
from procw_tui.present.words.language import _
from procw_tui.tui.dialogs.paste_questions import PasteQuestions
from procw_tui.tui.host import Refused
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

DRAFT = "paste"
FRAME = 3  # title, keys, and the tabs of the screen behind
DETAIL = 3


class PasteDialog(PasteQuestions):
    """Waits for a text, then shows what it would do. Esc keeps the text as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("space,right,ideographic_space", "other(1)", show=False),
        Binding("left", "other(-1)", show=False),
        Binding(aliases("t"), "page", show=False),
        Binding(aliases("k"), "mark", show=False),
        Binding(aliases("w"), "who", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._begun = text
        self.pasted = Pasted(KNOWLEDGE.site_words, lambda: self.host.view.now)

    def compose(self) -> ComposeResult:
        """What was understood, item by item, why it is uncertain, and the keys."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield RecordList(id="options")
            yield LineView(id="told")
            yield LineView(id="help")

    @property
    def draft_key(self) -> str:
        """There is one text."""
        return DRAFT

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """The text."""
        return {"text": self.pasted.text} if self.pasted.text else {}

    def on_mount(self) -> None:
        """A text that was left here with Esc is taken up again."""
        draft = self.host.drafts.get(DRAFT, {})
        self.take(self._begun or draft.get("text", ""))
        self.host.keys_go_on()

    def on_resize(self, _event: Resize) -> None:
        """As many rows as there is room for."""
        self.draw()

    def on_paste(self, event: Paste) -> None:
        """The text."""
        event.stop()
        reading = self.pasted.reading
        if reading is None or not reading.open_items or event.text == self.pasted.text:
            self.take(event.text)
        else:
            self.ask_which(event.text)

    @property
    def waits(self) -> bool:
        """Whether there is no text yet."""
        return self.pasted.reading is None

    def take(self, text: str) -> None:
        """Read a text; who in a thread is the user is asked at once."""
        self.pasted.take(text, self.host.view.ledger)
        self.draw()
        if self.pasted.reading is not None and self.pasted.reading.senders:
            self.ask_who(self.pasted.reading.senders)

    def draw(self) -> None:
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
            last = ("w", _("who is me")) if self.pasted.senders() else ("k", _("mark a row"))
            keys = [(_("Enter"), _("save")), ("Space", _("otherwise")), ("t", _("another page")), last, *keys]
        return keys_line(keys)

    def action_other(self, by: int) -> None:
        """Another way to take the item under the cursor."""
        self.pasted.otherwise(self.query_one(RecordList).current, by)
        self.draw()

    def action_save(self) -> None:
        """Make it durable."""
        reading = self.pasted.reading
        if reading is None or not self.is_current:
            return
        if reading.senders:
            self.action_who()
            return
        if not reading.items and not reading.me:
            self.say(_("Nothing of it was understood, so nothing was saved. The text is kept."))
            return
        if self.pasted.all_left_out():
            self.say(_("All that is new here is left out, so nothing would be saved. Space takes a row in."))
            return
        try:
            change = self.host.commit(self.pasted.change)
        except Refused as refused:
            self.say(refused.text)
        else:
            self.leave_with(change)

    def say(self, text: str) -> None:
        """A sentence in place of what is told about the row."""
        told = self.query_one("#told", LineView)
        told.styles.height, told.display = DETAIL, True
        told.show(paragraph(text, self.app.size.width, "bad", "  "))
