"""A mail of the site that waits: say what it says and who it is about, Enter takes it."""

from __future__ import annotations

from typing import Any, ClassVar, cast, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize

from procw_tui.domain.intake.items import Item
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.record.codes import Means
from procw_tui.domain.record.records import Inbox, MailRule
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.commands import aliases
from procw_tui.present.forms.mailed import Mailed, Part, TextLine
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Role, keys_line
from procw_tui.present.words import labels
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.widgets.lines import LineView
from procw_tui.tui.widgets.record_list import RecordList

from .asking import Asking
from .dialog import Dialog
from .preview import Preview
from .questions import QuestionsDialog

PARTS: tuple[Part, ...] = get_args(Part)


class MailDialog(Dialog[Change | None]):
    """Shows one mail; closed with what was saved, with None where it waits on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("space,right,ideographic_space", "other(1)", show=False),
        Binding("left", "other(-1)", show=False),
        Binding(aliases("t"), "means", show=False),
        Binding(aliases("k"), "mark", show=False),
        Binding(aliases("D"), "throw_away", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, waiting: Inbox, session: Session, asking: Asking) -> None:
        super().__init__()
        self._session = session
        self._asking = asking
        self.mailed = Mailed(waiting, KNOWLEDGE.mail_words, lambda: session.view.now, session.view.ledger)

    def compose(self) -> ComposeResult:
        """What it says, what it would do, the mail itself, why, and the keys."""
        yield Preview(id="pick")

    def on_mount(self) -> None:
        """The cursor begins on what it would do, else on its subject."""
        self.query_one(RecordList).when_moved = self._show_detail
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """As many rows as there is room for."""
        self._draw()

    def _draw(self) -> None:
        self.query_one(Preview).draw(self.mailed, self._keys())

    def _draw_anew(self) -> None:
        """What it would do is another: the cursor stays on its line of the mail."""
        options = self.query_one(RecordList)
        row = options.current
        self._draw()
        rows = self.mailed.rows()
        if isinstance(row, TextLine) and row in rows:
            options.cursor = rows.index(row)

    def _show_detail(self, row: Any) -> None:
        """The detail follows the cursor."""
        self.query_one("#told", LineView).show(self.mailed.detail(row, self.app.size.width))

    def _keys(self) -> Line:
        take = _("remember") if self.mailed.means == "ignored" else _("take")
        save = [(_("Enter"), take)] if self.mailed.can_be_saved else []
        other = [("Space", _("otherwise"))] if self.mailed.each.items else []
        return keys_line([
            *save, *other, ("t", _("meaning")), ("k", _("names")), ("D", _("delete")),
            (_("Esc"), _("later")),
        ])  # fmt: skip

    def tell(self, text: str) -> None:
        """A sentence in place of what is told about the row."""
        self.say(text)

    def say(self, text: str, role: Role = "bad") -> None:
        """The same, in that role."""
        self.query_one(Preview).say(text, role)

    def action_other(self, by: int) -> None:
        """Another way to take the item under the cursor."""
        self.mailed.otherwise(self.query_one(RecordList).current, by)
        self._draw()

    def action_means(self) -> None:
        """Say what has happened."""
        self._asking.run(self._ask_means())

    async def _ask_means(self) -> None:
        every = [(str(means), labels.choice(MailRule.kind, "means", means)) for means in get_args(Means)]
        choice = await self._asking.pick(_("What does such a mail mean? It is remembered."), every)
        if choice is not None:
            self.mailed.say_means(cast("Means", choice), self._session.view.ledger)
            self._draw_anew()

    def action_mark(self) -> None:
        """Say that the line under the cursor names the client or the job."""
        row = self.query_one(RecordList).current
        if isinstance(row, TextLine):
            self._asking.run(self._ask_part(row))
        elif isinstance(row, Item):
            self.say(_("Move to the line of the mail that names the client or the job."))

    async def _ask_part(self, row: TextLine) -> None:
        options = [(str(part), self.mailed.part_name(part)) for part in PARTS]
        choice = await self._asking.pick(_("What does this line name?"), options)
        if choice is None:
            return
        part = cast("Part", choice)
        told = _("Keep only the name: {line}").format(line=visible(row.text.strip()))
        title = self.mailed.part_name(part)
        given = await self._asking.ask(QuestionsDialog(title, [(told, "")], [self.mailed.guess(part, row)]))
        if given is None:
            return
        if not self.mailed.mark(part, row, given[0], self._session.view.ledger):
            self._draw()
            self.say(_("That does not stand on this line."))
            return
        if self.mailed.means is None:
            await self._ask_means()
        self._draw_anew()

    def action_save(self) -> None:
        """Take it, and keep how such mails are read."""
        if not self.is_current:
            return
        if self.mailed.means is None:
            self.action_means()
        elif not self.mailed.can_be_saved:
            self.say(_("Nothing of it can be saved: t says otherwise, k names client and job."))
        else:
            self._commit(self.mailed.change)

    def action_throw_away(self) -> None:
        """It does not wait any more."""
        if self.is_current:
            self._commit(self.mailed.thrown_away)

    def _commit(self, build: Any) -> None:
        try:
            change = self._session.commit(build)
        except Refused as refused:
            self._asking.once_free(refused, self._session, lambda: self._commit(build), self.say)
        else:
            self.leave_with(change)

    def action_close(self) -> None:
        """It waits on."""
        self.leave_with(None)
