"""The rows of a form, and the one input that moves from row to row.

One input instead of one a field opens as fast for seventeen fields as for three.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import Key, Paste
from textual.getters import query_one
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widgets import Input

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.recent import recent
from procw_tui.domain.record.fields import Field
from procw_tui.present.cells import clip, fit, visible, width
from procw_tui.present.forms.form import Form, to_edit
from procw_tui.present.forms.notes import note
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Role, line, paragraph
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.lines import LineView

LABEL = 32
MOST_OFFERED, LONGEST_OFFERED = 9, 22
PICK_SECONDS = 0.4
HINT_LINES = 2
FRAME = 5  # title, hint, keys, and two rows of what is behind


class FormInput(FieldInput):
    """The one input of a form. `pick` takes a digit typed into an empty row, where it stands for a name.

    It waits for a moment: a digit with more behind it begins a name of its own, as `3D studio`.
    """

    pick: Callable[[int], None] | None = None
    offers: Callable[[int], bool] = staticmethod(lambda _digit: False)
    """Whether a digit stands for a name."""
    submit: Callable[[], None] = staticmethod(lambda: None)
    """What Enter does, at once, before any key behind it."""
    _digit: tuple[int, str] | None = None
    _timer: Timer | None = None

    def on_paste(self, event: Paste) -> None:
        """A text behind a digit: both were typed, as by an input method."""
        if self._digit is not None:
            text, self._digit = self._digit[1], None
            self.insert_text_at_cursor(text)
        super().on_paste(event)

    async def action_submit(self) -> None:
        """Enter takes the name that a digit stands for, else it saves the form."""
        if not self.take_digit():
            self.submit()

    def on_key(self, event: Key) -> None:
        """A digit in an empty row waits; what is not one is the input's own."""
        digit = unicodedata.digit(event.character, None) if event.character and not self.value else None
        if self._digit is not None and (event.is_printable or event.key == "backspace"):
            text, self._digit = self._digit[1], None
            if event.key != "backspace":
                self.insert_text_at_cursor(text)
        elif self.pick is not None and not self.value and event.key == "space":
            self.pick = None  # what follows is typed, though it begins with a digit
            event.stop()
            event.prevent_default()
        elif digit is not None and self.pick is not None and self.offers(digit):
            self._digit = (digit, event.character or "")
            self._timer = self.set_timer(PICK_SECONDS, self.take_digit)
            event.stop()
            event.prevent_default()

    def take_digit(self) -> bool:
        """The digit that waits stands for a name now; whether there was one."""
        if self._timer is not None:
            self._timer.stop()
        digit, self._digit = self._digit, None
        if digit is None or self.pick is None or not self.offers(digit[0]):
            return False
        self.pick(digit[0])
        return True


class FormRows(Vertical):
    """Title, rows, what was understood of the current one, keys.

    `save` is called where nothing is missing any more after a name was taken by its digit, `enter` by Enter.
    """

    rows = query_one("#rows", LineView)
    input = query_one("#input", FormInput)
    hint = query_one("#hint", LineView)

    def __init__(
        self,
        form: Form,
        ledger: Callable[[], Ledger],
        save: Callable[[], None],
        enter: Callable[[], None],
    ) -> None:
        super().__init__(id="form")
        self.form = form
        self.index = form.first_missing()
        self._ledger = ledger
        self._save = save
        self._enter = enter
        self._keys: Callable[[], Line] = lambda: ()
        self._names: list[str] = []
        self._top = 0
        self._shown = 1

    def compose(self) -> ComposeResult:
        """The input lies over one of the rows."""
        yield LineView(id="title")
        with Container(id="body"):
            yield LineView(id="rows")
            yield FormInput(id="input", compact=True)
        yield LineView(id="hint")
        yield LineView(id="help")

    def begin(self, title: Line, keys: Callable[[], Line], height: int) -> None:
        """Everything in its place on a screen of so many rows; the first row to type in is current."""
        self.index = self.form.first_missing()
        self.input.cursor_blink = False
        self.input.submit = self._enter
        self.input.offers = lambda digit: 0 < digit <= len(self._offered())
        self.query_one("#title", LineView).show([title])
        self._keys = keys
        self.fit_to(height)

    def fit_to(self, height: int) -> None:
        """As many rows as there is room for."""
        self._shown = max(1, min(len(self.form.fields), height - FRAME))
        self.query_one("#body", Container).styles.height = self._shown
        self.styles.height = self._shown + 3
        self.go_to(self.index)

    @property
    def field(self) -> Field:
        """The field of the current row."""
        return self.form.fields[self.index]

    def go_to(self, index: int) -> None:
        """Put the input over a row; a row of choices needs none."""
        self.index = max(0, min(index, len(self.form.fields) - 1))
        last = len(self.form.fields) - self._shown
        self._top = max(self.index - self._shown + 1, min(self._top, self.index, last))
        choices = self.form.choices(self.field)
        self.input.display = not choices
        if choices:
            self.screen.set_focus(None)
        else:
            with self.input.prevent(Input.Changed):
                self._names = recent(self._ledger(), self.field.attr, self.form.kind)
                names = map(to_edit, self._names)
                self.input.suggester = SuggestFromList(names, case_sensitive=False) if self._names else None
                self.input.pick = self._pick if self._names else None
                self.input.value = self.form.texts[self.field.attr]
            self.input.cursor_position = len(self.input.value)
            self.input.styles.offset = (self._label_cells(), self.index - self._top)
            self.input.styles.width = self.app.size.width - self._label_cells() - 2
            self.screen.set_focus(self.input)
            self.call_after_refresh(self.input.bring_caret)
        self._draw()

    def _offered(self) -> list[str]:
        """The names that digits stand for while the row is empty: as many as can be shown."""
        if self.input.pick is None or self.form.texts[self.field.attr] or self.form.choices(self.field):
            return []
        offered: list[str] = []
        room = self.app.size.width - 3 - width(_("Space: a digit"))
        for number, name in enumerate(self._names[:MOST_OFFERED], 1):
            text = f"{number} {clip(visible(name), LONGEST_OFFERED)}  "
            room -= width(text)
            if room < 0:
                break
            offered.append(text)
        return offered

    def _told(self) -> str:
        """The names on offer, what the ledger says about the row, or what was understood of it."""
        offered = "".join(self._offered())
        told = f"{offered}{_('Space: a digit')}" if offered else ""
        told = told or note(self.form, self.field, self._ledger())
        return told or self.form.hint(self.field)

    def _draw(self) -> None:
        """The rows that fit, and what was understood of the current one."""
        fields = self.form.fields[self._top : self._top + self._shown]
        self.rows.show([self._row(self._top + number, field) for number, field in enumerate(fields)])
        self.show_hint(self._choices_hint() or self._told())
        self.query_one("#help", LineView).show([self._keys()])

    def _label_cells(self) -> int:
        """Where the values begin; on a narrow terminal earlier, so that they can be read."""
        return min(LABEL, self.app.size.width * 2 // 5)

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
        return line(
            "  ", (fit(label, self._label_cells() - 3), "key" if here else "dim"), " ", (visible(text), role)
        )

    def _choices_hint(self) -> str:
        choices = self.form.choices(self.field)
        each = max(8, (self.app.size.width - 4) // max(1, len(choices)) - 4)
        return "  ".join(
            f"{number} {clip(self.form.choice_label(self.field, value), each)}"
            for number, value in enumerate(choices, 1)
        )

    def show_hint(self, text: str, role: Role = "dim") -> None:
        """A sentence below the rows; what is wrong may take two lines."""
        cells = self.app.size.width
        most = HINT_LINES if role == "bad" and self.app.size.height > self._shown + FRAME else 1
        shown = (
            paragraph(text, cells, role, "  ")[:most]
            if most > 1
            else [line("  ", (clip(text, cells - 3), role))]
        )
        self.hint.styles.height = len(shown)
        self.styles.height = self._shown + 2 + len(shown)
        self.hint.show(shown)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, and show what it is understood as."""
        self.form.texts[self.field.attr] = event.value
        self.show_hint(self._told())
        self.query_one("#help", LineView).show([self._keys()])

    def choose(self, event: Key) -> None:
        """On a row of choices: left and right, blank, or a digit."""
        blank = ("",) if self.field.attr not in self.form.never_blank else ()
        choices = (*blank, *self.form.choices(self.field))
        if not self.form.choices(self.field):
            return
        now = self.form.texts[self.field.attr]
        at = choices.index(now) if now in choices else 0
        if event.key in {"right", "space", "ideographic_space", "left"}:
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

    def move(self, by: int) -> None:
        """Another row, round and round; a digit that waits is a name first."""
        if not self.input.take_digit():
            wanted, rows = self.index + by, len(self.form.fields)
            self.go_to(wanted % rows if abs(by) == 1 else wanted)

    def _pick(self, digit: int) -> None:
        """Fill the row with a name that is offered; saved at once where it was all that was missing."""
        was_missing = self.form.missing()
        self.form.texts[self.field.attr] = to_edit(self._names[digit - 1])
        missing = self.form.missing()
        if was_missing and not missing:
            self._save()
        else:
            self.go_to(missing[0] if missing else self.index + 1)
