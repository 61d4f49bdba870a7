"""A form at the foot of the screen: one row a field, one input that moves from row to row.

One input instead of one a field opens as fast for seventeen fields as for three.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.events import Key, Paste, Resize
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input

from procw_tui.domain.changes import Change
from procw_tui.domain.fields import Field
from procw_tui.domain.ledger import Ledger
from procw_tui.present.cells import clip, fit, visible
from procw_tui.present.forms import Form, to_edit
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Role, line
from procw_tui.tui.host import Host, Refused
from procw_tui.tui.widgets.lines import LineView

LABEL = 32
RECENT = 200
COMPLETED = frozenset({"client", "title", "category"})
FRAME = 5  # title, hint, keys, and two rows of what is behind


class FieldInput(Input):
    """An input that keeps every line of what is pasted: line breaks become their pictures."""

    async def action_submit(self) -> None:
        """Enter saves the form at once, before any key behind it."""
        await self.screen.run_action("save")

    def _on_paste(self, event: Paste) -> None:
        self.insert_text_at_cursor(to_edit(event.text.replace("\r\n", "\n").rstrip("\n")))
        event.stop()
        event.prevent_default()


class FormDialog(ModalScreen[Change | None]):
    """Fills in a form. Enter saves the whole; Esc closes and keeps what was typed as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "row(1)", show=False),
        Binding("shift+tab,up", "row(-1)", show=False),
        Binding("pagedown", "row(8)", show=False),
        Binding("pageup", "row(-8)", show=False),
        Binding("enter", "save", show=False),
        Binding("escape", "close", show=False),
    ]

    rows = query_one("#rows", LineView)
    input = query_one("#input", FieldInput)
    hint = query_one("#hint", LineView)

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.index = form.first_missing()
        self._top = 0

    def compose(self) -> ComposeResult:
        """Title, rows with the input over one of them, what was understood, keys."""
        with Vertical(id="form"):
            yield LineView(id="title")
            with Container(id="body"):
                yield LineView(id="rows")
                yield FieldInput(id="input", compact=True)
            yield LineView(id="hint")
            yield LineView(id="help")

    @property
    def host(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    @property
    def draft_key(self) -> str:
        """What a draft is kept under."""
        return self.form.record.id if self.form.record else f"{type(self.form).__name__} {self.form.title}"

    def on_mount(self) -> None:
        """Take up the draft, if there is one, and go to the first row that needs typing."""
        draft = self.host.drafts.pop(self.draft_key, None) if self.host.view.hypotheses is None else None
        if draft is not None:
            self.form.fill(draft)
            self.index = self.form.first_missing()
        self.input.cursor_blink = False
        title = line("  ", (self.form.title, "head"), "   ", (self.form.aside, "dim"))
        self.query_one("#title", LineView).show([title])
        enter, escape = self.form.save_words
        if self.host.view.hypotheses is not None:
            enter = _("imagine it; nothing is saved")
        keys = ((_("Enter"), enter), ("Tab", _("next row")), (_("Esc"), escape))
        spans = [span for key, label in keys for span in ((key, "key"), (f" {label}   ", "dim"))]
        self.query_one("#help", LineView).show([(("  ", ""), *cast("Line", tuple(spans)))])
        self._lay_out(self.app.size.height)
        self._go_to(self.index)
        self.host.keys_go_on()

    def on_resize(self, event: Resize) -> None:
        """As many rows as there is room for."""
        self._lay_out(event.size.height)
        self._go_to(self.index)

    def _lay_out(self, height: int) -> None:
        self._shown = max(1, min(len(self.form.fields), height - FRAME))
        self.query_one("#body", Container).styles.height = self._shown
        self.query_one("#form", Vertical).styles.height = self._shown + 3

    @property
    def field(self) -> Field:
        """The field of the current row."""
        return self.form.fields[self.index]

    def _go_to(self, index: int) -> None:
        """Put the input over a row; a row of choices needs none."""
        self.index = max(0, min(index, len(self.form.fields) - 1))
        self._top = max(self.index - self._shown + 1, min(self._top, self.index))
        choices = self.form.choices(self.field)
        self.input.display = not choices
        if choices:
            self.set_focus(None)
        else:
            with self.input.prevent(Input.Changed):
                self.input.suggester = self._suggester()
                self.input.value = self.form.texts[self.field.attr]
            self.input.cursor_position = len(self.input.value)
            self.input.styles.offset = (LABEL, self.index - self._top)
            self.set_focus(self.input)
        self._draw()

    def _suggester(self) -> SuggestFromList | None:
        if self.field.attr not in COMPLETED:
            return None
        found: dict[str, None] = {}
        for record in reversed(list(self.host.view.ledger)[-RECENT:]):
            value = getattr(record, self.field.attr, None)
            if value:
                found[visible(value)] = None
        return SuggestFromList(found, case_sensitive=False) if found else None

    def _draw(self) -> None:
        """The rows that fit, and what was understood of the current one."""
        fields = self.form.fields[self._top : self._top + self._shown]
        self.rows.show([self._row(self._top + number, field) for number, field in enumerate(fields)])
        self._show_hint(self._choices_hint() or self.form.hint(self.field))

    def _row(self, number: int, field: Field) -> Line:
        here = number == self.index
        label = self.form.label(field) + ("*" if field.required else "")
        text = self.form.texts[field.attr]
        role: Role = "" if text else "dim"
        if not text:
            text = self.form.shown_default(field)
        elif self.form.choices(field):
            text = self.form.choice_label(field, text)
        if here and self.form.choices(field):
            text = f"< {text or '-'} >"
        return line("  ", (fit(label, LABEL - 3), "key" if here else "dim"), " ", (visible(text), role))

    def _choices_hint(self) -> str:
        choices = self.form.choices(self.field)
        each = max(8, (self.app.size.width - 4) // max(1, len(choices)) - 4)
        return "  ".join(
            f"{number} {clip(self.form.choice_label(self.field, value), each)}"
            for number, value in enumerate(choices, 1)
        )

    def _show_hint(self, text: str, role: Role = "dim") -> None:
        self.hint.show([line("  ", (clip(text, self.app.size.width - 3), role))])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, and show what it is understood as."""
        self.form.texts[self.field.attr] = event.value
        self._show_hint(self.form.hint(self.field))

    def on_key(self, event: Key) -> None:
        """On a row of choices: left and right, blank, or a digit."""
        blank = ("",) if self.field.attr not in self.form.never_blank else ()
        choices = (*blank, *self.form.choices(self.field))
        if not self.form.choices(self.field):
            return
        now = self.form.texts[self.field.attr]
        at = choices.index(now) if now in choices else 0
        if event.key in {"right", "space", "left"}:
            at = (at + (-1 if event.key == "left" else 1)) % len(choices)
        elif event.character and event.character.isdecimal():
            at = int(event.character) - 1 + len(blank)
            if not 0 <= at < len(choices):
                return
        else:
            return
        event.stop()
        self.form.texts[self.field.attr] = choices[at]
        self._draw()

    def action_row(self, by: int) -> None:
        """Another row."""
        self._go_to(self.index + by)

    def action_save(self) -> None:
        """Make it durable, or show what is wrong and stay. A second Enter on its way saves nothing more."""
        if not self.is_current:
            return

        def build(ledger: Ledger) -> Change:
            return self.form.change(ledger)

        try:
            self._leave_with(self.host.commit(build))
        except Refused as refused:
            at = _index_of(self.form.fields, refused.field)
            if at is not None:
                self._go_to(at)
            self._show_hint(refused.text, "bad")

    def action_close(self) -> None:
        """Close; what was typed is kept."""
        if not self.is_current:
            return
        if self.form.typed and self.host.view.hypotheses is None:  # what is imagined is never kept
            self.host.drafts[self.draft_key] = self.form.typed
        self._leave_with(None)

    def _leave_with(self, change: Change | None) -> None:
        """Close; the keys behind the one that did it are for what comes then."""
        self.host.keys_go_on()
        self.dismiss(change)


def _index_of(fields: Iterable[Field], name: str) -> int | None:
    return next((number for number, field in enumerate(fields) if field.name == name), None)
