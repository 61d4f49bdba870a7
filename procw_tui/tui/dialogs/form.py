"""A form at the foot of the screen: one row a field. Enter saves the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import Field
from procw_tui.present.forms.form import to_edit
from procw_tui.present.paint import keys_line, line
from procw_tui.present.words.language import _
from procw_tui.tui.dialogs.form_rows import FormRows
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.host import Refused
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.lines import LineView

PAUSE_SECONDS, AGAIN_SECONDS = 1.0, 3.0
LONG_TEXTS = frozenset({"text", "note"})


class FormDialog(FormRows):
    """Fills in a form. Enter saves the whole; Esc closes and keeps what was typed as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("escape", "close", show=False),
    ]

    _pause: Timer | None = None
    _again: Timer | None = None
    """Once the disk has no room: saved by itself as soon as there is, unless one types on."""

    @property
    def draft_key(self) -> str:
        """What a draft is kept under."""
        return (
            self.form.record.id
            if self.form.record
            else f"{type(self.form).__name__} {self.form.about or self.form.title}"
        )

    def on_mount(self) -> None:
        """Take up the draft, if there is one, and go to the first row that needs typing."""
        draft = self.host.drafts.get(self.draft_key) if self.host.view.hypotheses is None else None
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
        self.query_one("#help", LineView).show([keys_line(keys)])
        self._lay_out(self.app.size.height)
        self._go_to(self.index)
        self.host.keys_go_on()

    def _pick(self, digit: int) -> bool:
        """Fill the row with a name that is offered; saved at once where it was all that was missing."""
        if not 0 < digit <= len(self._offered()):
            return False
        was_missing = self.form.missing()
        self.form.texts[self.field.attr] = to_edit(self._names[digit - 1])
        if was_missing and not self.form.missing():
            self.action_save()
        else:
            missing = self.form.missing()
            self._go_to(missing[0] if missing else self.index + 1)
        return True

    def on_field_input_several_lines(self, event: FieldInput.SeveralLines) -> None:
        """Several lines into one: kept where the text may be long, else it is asked what is meant."""
        if self.field.attr in LONG_TEXTS:
            self.input.insert_text_at_cursor(to_edit(event.text))
            return

        def chosen(choice: str | None) -> None:
            if choice == "page":
                self.action_close()
                self.host.read_page(event.text)
            elif choice is not None:
                text = event.text if choice == "all" else event.text.partition("\n")[0]
                self.input.insert_text_at_cursor(to_edit(text))

        options = [
            ("all", _("Put all of them into this row")), ("first", _("Take the first line alone")),
            ("page", _("Read them as a page of the site")),
        ]  # fmt: skip
        n = event.text.count("\n") + 1
        self.host.hold_keys()
        self.app.push_screen(PickDialog(_("{n} lines were pasted").format(n=n), options), chosen)

    def action_save(self) -> None:
        """Make it durable, or show what is wrong and stay. A second Enter on its way saves nothing more."""
        if not self.is_current:
            return

        def build(ledger: Ledger) -> Change:
            return self.form.change(ledger)

        try:
            self.leave_with(self.host.commit(build))
        except Refused as refused:
            at = _index_of(self.form.fields, refused.field)
            if at is not None:
                self._go_to(at)
            self._show_hint(refused.text, "bad")
            if refused.later:
                self.keep_draft()
                self._again = self.set_timer(AGAIN_SECONDS, self.action_save)

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """The rows that the user has changed."""
        return self.form.typed

    def keep_draft(self) -> None:
        """Keep what was typed so far; what is imagined is never kept."""
        if self.host.view.hypotheses is None:
            super().keep_draft()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Once one pauses, what was typed is kept on disk: a line may be cut without a word.

        Textual calls the handler of the rows as well.
        """
        for timer in (self._pause, self._again):
            if timer is not None:
                timer.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self.keep_draft)


def _index_of(fields: Iterable[Field], name: str) -> int | None:
    return next((number for number, field in enumerate(fields) if field.name == name), None)
