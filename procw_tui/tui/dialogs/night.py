"""夜の記録: one strip of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste, Resize

from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.present.cells import visible
from procw_tui.present.commands import aliases
from procw_tui.present.forms.night import NightStrip, contract_name
from procw_tui.present.language import _
from procw_tui.present.paint import Line, keys_line, paragraph
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.widgets.lines import LineView

from .asking import Asking
from .drafted import Drafted

OTHER = "other"
DRAFT = "night"


class NightDialog(Drafted):
    """Digits fill the field, Tab goes on, Enter saves them all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right,down,space,ideographic_space", "field(1)", show=False),
        Binding("shift+tab,left,up", "field(-1)", show=False),
        Binding("backspace", "erase", show=False),
        Binding(aliases("left_square_bracket"), "day(-1)", show=False),
        Binding(aliases("right_square_bracket"), "day(1)", show=False),
        Binding("enter,ctrl+s,f2", "save", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, strip: NightStrip, session: Session, asking: Asking) -> None:
        super().__init__(session, asking)
        self.strip = strip

    def compose(self) -> ComposeResult:
        """Title, strip, hint, keys."""
        with Vertical(id="pick"):
            for name in ("title", "strip", "told", "help"):
                yield LineView(id=name)

    @property
    def draft_name(self) -> str:
        """There is one strip."""
        return DRAFT

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """The numbers and their day."""
        return self.strip.draft() if any(self.strip.texts) else {}

    def on_mount(self) -> None:
        """Take up what was typed before."""
        draft = self.session.drafts.get(DRAFT)
        if draft is not None:
            self.strip.take_up(draft)
        keys = ((_("digits"), _("fill")), ("Tab", _("next")), (_("Enter"), _("save")),
                (_("Esc"), _("close, kept as a draft")))  # fmt: skip
        self.query_one("#help", LineView).show([keys_line(keys)])
        self._say(self.strip.hint(self.app.size.width))
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Strip and hint as wide as there is room for."""
        self._say(self.strip.hint(event.size.width))
        self._draw()

    def _draw(self) -> None:
        self.query_one("#title", LineView).show([self.strip.title()])
        lines = self.strip.strip(self.session.view.ledger, self.app.size.width)
        view = self.query_one("#strip", LineView)
        view.styles.height = len(lines)
        view.show(lines)

    def _say(self, told: list[Line]) -> None:
        view = self.query_one("#told", LineView)
        view.styles.height = len(told)
        view.show(told)

    def on_key(self, event: Key) -> None:
        """A digit, half- or full-width."""
        if event.character and self.strip.digit(event.character):
            event.stop()
            self._draw()

    def on_paste(self, event: Paste) -> None:
        """A page that is pasted here is read; the numbers stay as a draft."""
        event.stop()
        if event.text.strip().isdecimal():  # an input method commits several digits at once
            for digit in event.text.strip():
                self.strip.digit(digit)
            self._draw()
            return
        self.page = event.text
        self.action_close()

    def action_field(self, by: int) -> None:
        """Another field."""
        self.strip.move(by)
        self._draw()

    def action_erase(self) -> None:
        """Take a digit back."""
        self.strip.erase()
        self._draw()

    def action_day(self, by: int) -> None:
        """Another day."""
        self.strip.other_day(by)
        self._draw()

    def action_save(self) -> None:
        """Make it durable; where it is not plain which contracts were delivered, ask first."""
        if self.is_current:
            self.asking.run(self._save())

    async def _save(self) -> None:
        chosen = await self._delivered()
        if chosen is not None:
            self._save_with(chosen)

    def _save_with(self, chosen: list[str]) -> None:
        def build(ledger: Ledger) -> Change:
            return self.strip.change(ledger, chosen)

        try:
            change = self.session.commit(build)
        except Refused as refused:
            cells = self.app.size.width
            self.asking.once_free(
                refused, self.session, lambda: self._save_with(chosen),
                lambda text: self._say(paragraph(text, cells, "bad", "  ")),
            )  # fmt: skip
            return
        self.leave_saved(change)

    async def _delivered(self) -> list[str] | None:
        """The ids of the contracts that were delivered, as far as they have a record; None where Esc was."""
        ledger = self.session.view.ledger
        running, chosen = self.strip.to_choose(ledger), list[str]()
        for _number in range(self.strip.more_delivered(ledger) if running else 0):
            options = [(c.id, visible(contract_name(c))) for c in running if c.id not in chosen]
            options.append((OTHER, _("none of these")))
            choice = await self.asking.pick(_("Which one was delivered?"), options)
            if choice is None:
                return None
            chosen.append(choice)
        return chosen
