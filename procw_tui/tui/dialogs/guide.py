"""The first evening: one question a screen, with the scoreboard below that fills as one answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Resize
from textual.getters import query_one
from textual.widgets import Input

from procw_tui.domain.evening.guide import QuestionId
from procw_tui.domain.record.invalid import Invalid
from procw_tui.present.commands import key_of, plain_key
from procw_tui.present.forms.form import to_edit
from procw_tui.present.forms.guide import Options, Question, asked, question
from procw_tui.present.language import _, language, set_language
from procw_tui.present.paint import EMPTY, Line, Lines, heading, keys_line, line, paragraph
from procw_tui.present.sections import guide_end, six
from procw_tui.present.words import errors
from procw_tui.present.words.signs import SIGNS
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.lines import LineView

from .asking import Asking
from .drafted import Drafted

AT = "at"
ROOMY = 20
"""Rows of a screen that has room for the six criteria as well."""


class GuideDialog(Drafted):
    """Enter saves the answer and goes on, an empty one leaves the question open; Up goes back, Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", show=False, priority=True),
        Binding("up,shift+tab", "previous", show=False, priority=True),
        Binding("escape", "close", show=False),
    ]

    input = query_one("#answer", FieldInput)
    wants_demo = False
    """Closed to look at the demo; the guide goes on after it."""

    def __init__(self, session: Session, asking: Asking) -> None:
        super().__init__(session, asking)
        self._at: QuestionId | None = None
        """The question that is shown; None at the end."""

    def compose(self) -> ComposeResult:
        """The question, the line to type in, what was understood, the six criteria, the keys."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield LineView(id="told")
            yield FieldInput(id="answer", compact=True)
            yield LineView(id="hint")
            yield LineView(id="board")
            yield LineView(id="help")

    @property
    def draft_name(self) -> str:
        """There is one guide."""
        return type(self).__name__

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """Where one is, and what stands in the line."""
        if self._at is None:
            return {}
        typed = self.input.value if self._options is None else ""
        known = self._question.known(self.session.view)
        return {AT: self._at, **({self._at: typed} if typed != known else {})}

    @property
    def _question(self) -> Question:
        assert self._at is not None  # noqa: S101 - at the end nothing is asked
        return question(self._at)

    @property
    def _options(self) -> Options | None:
        options = self._question.options if self._at is not None else None
        return options() if options is not None else None

    def on_mount(self) -> None:
        """The question that was left, else the first."""
        self.input.cursor_blink = False
        draft = self.session.drafts.get(self.draft_name) or {}
        names = asked(self.session.view)
        left = draft.get(AT)
        self._ask(next((name for name in names if name == left), names[0]), draft)

    def on_resize(self, _event: Resize) -> None:
        """Everything as wide as there is room for."""
        self._draw()

    def _ask(self, name: QuestionId | None, draft: Mapping[str, str] | None = None) -> None:
        self._at = name
        if name is not None and self._options is None:
            self.input.value = (draft or {}).get(name, self._question.known(self.session.view))
            self.input.cursor_position = len(self.input.value)
        self._draw()

    def _draw(self) -> None:
        view, cells = self.session.view, self.app.size.width
        types = self._at is not None and self._options is None
        self.input.display, self.input.disabled = types, not types
        if types:
            self.input.focus()
        self._show("title", [self._title()])
        self._show("told", self._told(cells))
        self._hint()
        self._show("board", [EMPTY, *six.lines(view, cells)] if self._has_room() else [])
        self._show("help", [keys_line(self._keys())])

    def _has_room(self) -> bool:
        """Whether the six rows fit below the question: on a small screen what is asked comes first."""
        return self._at is not None and self.app.size.height >= ROOMY

    def _title(self) -> Line:
        names = asked(self.session.view)
        if self._at is None:
            return heading(_("That is all"))
        number = names.index(self._at) + 1 if self._at in names else 1
        return line("  ", (_("The first evening"), "head"), (f"   {number}/{len(names)}", "dim"))

    def _told(self, cells: int) -> Lines:
        view = self.session.view
        if self._at is None:
            return guide_end.lines(view, cells)
        told = [EMPTY, *paragraph(_(self._question.title), cells, "strong", "  "),
                *paragraph(self._question.about(view), cells, "dim", "  ")]  # fmt: skip
        known = self._question.known(view)
        for number, (value, label) in enumerate(self._options or (), 1):
            chosen = value == known
            told.append(line("    ", (str(number), "key"), "  ", (label, "strong" if chosen else ""),
                             (f"  {SIGNS['met']}" if chosen else "", "good")))  # fmt: skip
        return told

    def _keys(self) -> Sequence[tuple[str, str]]:
        if self._at is None:
            return ((_("Enter"), _("to the screens")), (_("Up"), _("question before")))
        answers = _("next (empty: skip)") if self._options is None else _("skip")
        if self._options is not None and self._question.known(self.session.view):
            answers = _("next")
        choose = () if self._options is None else ((_("digits"), _("choose")),)
        demo = ((key_of("demo"), _("demo first")),) if self._options is not None else ()
        return (
            *choose,
            (_("Enter"), answers),
            (_("Up"), _("question before")),
            *demo,
            (_("Esc"), _("later")),
        )

    def _show(self, name: str, lines: Lines) -> None:
        view = self.query_one(f"#{name}", LineView)
        view.styles.height = len(lines)
        view.display = bool(lines)
        view.show(lines)

    def _hint(self, trouble: str = "") -> None:
        """What was understood of what is typed, or why it was not."""
        if self._at is None or self._options is not None:
            self._show("hint", paragraph(trouble, self.app.size.width, "bad", "  ") if trouble else [])
            return
        try:
            told = self._question.told(self.session.view, self.input.value)
        except Invalid as error:
            told = errors.invalid(error)
        self._show(
            "hint", paragraph(trouble or told or " ", self.app.size.width, "bad" if trouble else "dim", "  ")
        )

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Show at once what it means."""
        self._hint()

    def on_field_input_several_lines(self, event: FieldInput.SeveralLines) -> None:
        """Several lines into an answer are one, with blanks between."""
        self.input.insert_text_at_cursor(" ".join(to_edit(event.text).replace("\u240a", " ").split()))

    def on_key(self, event: Key) -> None:
        """A digit chooses at once; a letter opens the demo."""
        options = self._options
        if options is None or event.character is None:
            return
        key = plain_key(event.character)
        if key == key_of("demo"):
            event.stop()
            self.wants_demo = True
            self.action_close()
        elif key.isdecimal() and 1 <= int(key) <= len(options):
            event.stop()
            self._answer(options[int(key) - 1][0])

    def action_next(self) -> None:
        """Save what was typed and go on; at the end, leave."""
        if not self.is_current:
            return
        if self._at is None:
            self.session.drafts.drop(self.draft_name)
            self.leave_with(None)
        elif self._options is None:
            self._answer(self.input.value)
        elif self._at == "language":  # Enter says yes to the one that is shown, wherever it came from
            self._answer(language())
        else:
            self._go_on()

    def action_previous(self) -> None:
        """The question before."""
        names = asked(self.session.view)
        at = len(names) if self._at is None else names.index(self._at)
        if at:
            self._ask(names[at - 1])

    def _answer(self, text: str) -> None:
        try:
            self.session.commit(self._question.change(self.session.view, text))
        except Invalid as error:
            self._hint(errors.invalid(error))
        except Refused as refused:
            self.asking.once_free(refused, self.session, lambda: self._answer(text), self._hint)
        else:
            if self._at == "language":
                set_language(text)
            self._go_on()

    def _go_on(self) -> None:
        """The next question that applies: an answer may have made some needless."""
        order = get_args(QuestionId)
        behind = order[order.index(self._at) + 1 :] if self._at is not None else ()
        self._ask(next((name for name in asked(self.session.view) if name in behind), None))
