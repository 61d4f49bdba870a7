"""Some questions, one after the other, each answered in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one

from procw_tui.present.language import _
from procw_tui.present.paint import line, paragraph
from procw_tui.tui.widgets.field_input import FieldInput
from procw_tui.tui.widgets.lines import LineView

from .dialog import Dialog

Question = tuple[str, str]
"""What is asked, and an example."""


class QuestionsDialog(Dialog[list[str]]):
    """Enter goes on, after the last question with all answers; Esc goes back, before the first with none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", show=False, priority=True),
        Binding("escape", "previous", show=False, priority=True),
    ]

    input = query_one("#answer", FieldInput)

    def __init__(self, title: str, questions: Sequence[Question], begun: Sequence[str] = ()) -> None:
        """`begun`: what was answered before."""
        super().__init__()
        self._title = title
        self._questions = questions
        self._answers = [begun[number] if number < len(begun) else "" for number in range(len(questions))]
        self._index = 0

    def compose(self) -> ComposeResult:
        """The title, the question, the line to type in, the keys."""
        with Vertical(id="pick"):
            yield LineView(id="title")
            yield LineView(id="told")
            yield FieldInput(id="answer", compact=True)
            yield LineView(id="help")

    def on_mount(self) -> None:
        """The first question."""
        self.input.cursor_blink = False
        self._ask()

    def _ask(self) -> None:
        cells = self.app.size.width
        goes_on = self._index + 1 < len(self._questions)
        enter = _(" next   ") if goes_on else _(" done   ")
        keys = line("  ", (_("Enter"), "key"), (enter, "dim"), (_("Esc"), "key"), (_(" back"), "dim"))
        self.query_one("#help", LineView).show([keys])
        question, example = self._questions[self._index]
        number = f"{self._index + 1}/{len(self._questions)}"
        self.query_one("#title", LineView).show([line("  ", (self._title, "head"), "  ", (number, "dim"))])
        told = paragraph(question, cells, "strong", "  ")
        if example:
            told += paragraph(_("e.g. {example}").format(example=example), cells, "dim", "  ")
        view = self.query_one("#told", LineView)
        view.styles.height = len(told)
        view.show(told)
        self.input.value = self._answers[self._index]
        self.input.focus()

    @property
    def answers(self) -> list[str]:
        """What is answered so far, the line that is being typed as well."""
        if self.is_current:
            self._answers[self._index] = self.input.value
        return list(self._answers)

    def action_next(self) -> None:
        """The next question, or all answers."""
        if not self.is_current:
            return
        answers = self.answers
        if self._index + 1 < len(self._questions):
            self._index += 1
            self._ask()
        else:
            self.leave_with(answers)

    def action_previous(self) -> None:
        """The question before, or none at all."""
        if not self.is_current:
            return
        self._answers = self.answers
        if self._index:
            self._index -= 1
            self._ask()
        else:
            self.leave_with(None)
