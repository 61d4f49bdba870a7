"""One line to type in: keeps every line of a paste, and has its caret where the input method looks for it."""

from __future__ import annotations

from textual.events import Paste
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input

from procw_tui.present.cells import width
from procw_tui.present.forms.form import to_edit


class FieldInput(Input):
    """An input of a form."""

    class SeveralLines(Message):
        """A text of several lines was pasted into one line: whoever owns the input asks what is meant."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: Paste) -> None:
        """In place of Textual's own, which takes the first line and drops the others."""
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if "\n" in text:
            self.post_message(self.SeveralLines(text))
        else:
            self.insert_text_at_cursor(to_edit(text))
        event.stop()
        event.prevent_default()

    @property
    def cursor_screen_offset(self) -> Offset:
        """The caret's cell: an input method opens its window there.

        Textual's own says one cell further at the end of the text.
        """
        x, y, _width, _height = self.content_region
        return Offset(x + width(self.value[: self.cursor_position]) - self.scroll_offset.x, y)

    def bring_caret(self) -> None:
        """Tell the terminal where the caret is, once the input stands in its place."""
        self.app.cursor_position = self.cursor_screen_offset
        self.refresh()
