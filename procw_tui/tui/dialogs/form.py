"""A form at the foot of the screen: one row a field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Input

from procw_tui.domain.evening.counted_already import lessened, may_be_counted
from procw_tui.domain.ledger.changes import Change, RecordGone
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.present.forms.form import Form, to_edit
from procw_tui.present.language import _
from procw_tui.present.paint import Line, keys_line, line, line_width, paragraph
from procw_tui.present.sentences.records import record_line
from procw_tui.present.words import figures
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.widgets.field_input import FieldInput

from .asking import Asking
from .counted import ask_whether_counted
from .drafted import Drafted
from .form_rows import FormRows

PAUSE_SECONDS, AGAIN_SECONDS = 1.0, 3.0
LONG_TEXTS = frozenset({"text", "posting", "note"})


class FormDialog(Drafted):
    """Fills in a form.

    Enter goes on to the next row and saves on the last one; on an empty row where nothing is missing it saves
    at once, so that a log stays two keys. Ctrl+S saves from anywhere. Esc keeps what was typed as a draft.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", show=False),
        Binding("ctrl+s,f2", "save", show=False, priority=True),
        Binding("escape", "close", show=False),
        Binding("tab,down", "row(1)", show=False),
        Binding("shift+tab,up", "row(-1)", show=False),
        Binding("pagedown", "row(8)", show=False),
        Binding("pageup", "row(-8)", show=False),
    ]

    rows = query_one(FormRows)

    _pause: Timer | None = None
    _again: Timer | None = None
    """Once the disk has no room: saved by itself as soon as there is, unless one types on."""

    meant: Record | None = None
    """A record that is there already, and is to be opened instead."""
    _is_another = False
    _is_among: bool | None = None
    """Whether it is among a number that was told before; None as long as that was not asked."""
    _is_far = False
    """Whether a day that is far away is meant."""
    went_back = False
    """Closed by going up from the first row, to the page before this one."""

    def __init__(self, form: Form, session: Session, asking: Asking, *, page_before: bool = False) -> None:
        """`page_before`: up from the first row leads to the page before."""
        super().__init__(session, asking)
        self.form = form
        self._page_before = page_before

    def compose(self) -> ComposeResult:
        """The form at the foot of the screen."""
        yield FormRows(self.form, lambda: self.session.view.ledger, self.action_save, self.action_enter)

    @property
    def draft_name(self) -> str:
        """What a draft is kept under."""
        return (
            self.form.record.id
            if self.form.record
            else f"{type(self.form).__name__} {self.form.about or self.form.kind}"
        )

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """The rows that the user has changed."""
        return self.form.typed

    def keep_draft(self) -> None:
        """Keep what was typed so far; what is imagined is never kept."""
        if self.session.view.hypotheses is None:
            super().keep_draft()

    def on_mount(self) -> None:
        """Take up the draft, if there is one, and go to the first row that needs typing."""
        imagined = self.session.view.hypotheses is not None
        draft = None if imagined else self.session.drafts.get(self.draft_name)
        if draft is not None:
            self.form.fill(draft)
        self.form.fill(self.form.handed)
        title = line("  ", (self.form.title, "head"), "   ", (self.form.aside, "dim"))
        self.rows.begin(title, self._keys, self.app.size.height)

    def _keys(self) -> Line:
        """What Enter does here, and the other keys."""
        save, escape = self.form.save_words
        if self.session.view.hypotheses is not None:
            save, escape = _("imagine it; nothing is saved"), _("back")
        keys = [("^S", save)]
        if self._saves:
            keys = [(_("Enter"), save)]
        elif not self._is_wanting:
            keys.insert(0, (_("Enter"), _("next row")))
        if self._leads_back:
            keys.append((_("Up"), _("page before")))
        shown = keys_line([*keys, (_("Esc"), escape)])
        if line_width(shown) > self.app.size.width:
            shown = keys_line([*keys, (_("Esc"), _("later"))])
        return shown

    @property
    def _is_wanting(self) -> bool:
        """Whether this row must be filled in and is empty."""
        return not self.form.texts[self.rows.field.attr] and self.rows.index in self.form.missing()

    @property
    def _leads_back(self) -> bool:
        """Whether the page before is above this row."""
        return self._page_before and self.rows.index == 0

    @property
    def _saves(self) -> bool:
        """Whether Enter saves here: on the last row, and on an empty one where nothing is missing."""
        if self.rows.index == len(self.form.fields) - 1:
            return True
        return not self.form.texts[self.rows.field.attr] and not self.form.missing()

    def on_resize(self, event: Resize) -> None:
        """As many rows as there is room for."""
        self.rows.fit_to(event.size.height)

    def on_key(self, event: Key) -> None:
        """A row of choices takes keys without an input."""
        self.rows.choose(event)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Once one pauses, what was typed is kept on disk: a line may be cut without a word."""
        for timer in (self._pause, self._again):
            if timer is not None:
                timer.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self.keep_draft)

    def on_field_input_several_lines(self, event: FieldInput.SeveralLines) -> None:
        """Several lines into one: kept where the text may be long, else it is asked what is meant."""
        if self.rows.field.attr in LONG_TEXTS:
            self.rows.input.insert_text_at_cursor(to_edit(event.text))
        else:
            self.asking.run(self._take_lines(event.text))

    async def _take_lines(self, text: str) -> None:
        options = [
            ("all", _("Put all of them into this row")), ("first", _("Take the first line alone")),
            ("page", _("Read them as a page of the site")),
        ]  # fmt: skip
        title = _("{n} lines were pasted").format(n=text.count("\n") + 1)
        choice = await self.asking.pick(title, options)
        if choice == "page":
            self.page = text
            self.action_close()
        elif choice is not None:
            taken = text if choice == "all" else text.partition("\n")[0]
            self.rows.input.insert_text_at_cursor(to_edit(taken))

    def action_close(self) -> None:
        """Close; a name whose digit was typed is one."""
        self.rows.input.take_digit()
        super().action_close()

    def tell(self, text: str) -> None:
        """A sentence below the rows."""
        self.rows.show_hint(text)

    def action_row(self, by: int) -> None:
        """Another row; up from the first, the page before."""
        self.rows.input.take_digit()
        if self._leads_back and by == -1:
            self.went_back = True
            self.action_close()
        else:
            self.rows.move(by)

    def action_enter(self) -> None:
        """The next row, or save; a row that must be filled is not left empty."""
        if self._saves or self._is_wanting:
            self.action_save()
        else:
            self.rows.move(1)

    def action_save(self) -> None:
        """Make it durable, or show what is wrong and stay. A second Enter on its way saves nothing more."""
        if not self.is_current:
            return
        self.rows.input.take_digit()
        if self.session.view.hypotheses is not None:
            self._save()
            return
        twin = None if self._is_another else self.form.twin(self.session.view.ledger)
        far = None if self._is_far else self._far_away()
        if far is not None:
            self.asking.run(self._ask_whether_so_far(*far))
        elif twin is not None:
            self.asking.run(self._ask_whether_another(twin))
        elif self._is_among is None and self._may_be_counted():
            self.asking.run(self._ask_whether_counted())
        else:
            self._save()

    def _far_away(self) -> tuple[Field, date] | None:
        try:
            return self.form.far_away()
        except Invalid:
            return None  # saving tells why

    def _may_be_counted(self) -> int:
        if type(self.form) is not Form:
            return 0
        try:
            ledger = self.session.view.ledger
            return may_be_counted(ledger, self.form.change(ledger))
        except (Invalid, RecordGone):
            return 0  # saving tells why

    async def _ask_whether_counted(self) -> None:
        """One of a day that a number was told of: it is among that number, or comes on top."""
        choice = await ask_whether_counted(self.asking, self._may_be_counted())
        if choice is not None:
            self._is_among = choice
            self.action_save()

    async def _ask_whether_so_far(self, field: Field, day: date) -> None:
        """A day more than half a year away is soon a slip."""
        title = _("{name}: {day}, more than half a year away").format(
            name=self.form.label(field), day=figures.day_name(day)
        )
        if await self.asking.pick(title, [("yes", _("That is meant")), ("no", _("Correct it"))]) == "yes":
            self._is_far = True
            self.action_save()
        else:
            self.rows.go_to(self.form.fields.index(field))

    async def _ask_whether_another(self, twin: Record) -> None:
        """One of the same client and job is there: what is typed is another one, or meant for that one."""
        options = [("another", _("Another one; log it")), ("that", _("The same; open the one that is there"))]
        told = paragraph(record_line(twin), self.app.size.width, indent="  ")
        choice = await self.asking.pick(_("One of this client and job is there"), options, told)
        if choice == "another":
            self._is_another = True
            self.action_save()
        elif choice == "that":
            self.meant = twin
            self.action_close()

    def _save(self) -> None:
        def build(ledger: Ledger) -> Change:
            change = self.form.change(ledger)
            return lessened(ledger, change) if self._is_among else change

        try:
            self.leave_saved(self.session.commit(build))
        except Refused as refused:
            at = _index_of(self.form.fields, refused.field)
            if at is not None:
                self.rows.go_to(at)
            if refused.later:
                self.keep_draft()
            self.asking.once_free(
                refused, self.session, self.action_save, lambda text: self.rows.show_hint(text, "bad")
            )
            if refused.later and not refused.locked:
                self._again = self.set_timer(AGAIN_SECONDS, self.action_save)


def _index_of(fields: Iterable[Field], name: str) -> int | None:
    return next((number for number, field in enumerate(fields) if field.name == name), None)
