"""応募文チェック: the letter, the posting beside it, and what to look at again, as one types."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import TextArea

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.letter.check import check
from procw_tui.domain.letter.finding import Finding
from procw_tui.domain.letter.known import For, known_from
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Proposal
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.forms.form import to_area
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Span, keys_line, line
from procw_tui.present.sentences.drafts import first_of
from procw_tui.present.words import labels, letter
from procw_tui.store.incoming.charset import texts_of
from procw_tui.tui.session import Refused, Session
from procw_tui.tui.terminal.driver import forget_screen
from procw_tui.tui.terminal.editor import EditorError, edited
from procw_tui.tui.widgets.lines import LineView

from .asking import Asking
from .drafted import Drafted
from .questions import QuestionsDialog

CHECK_SECONDS, LONGEST_SECONDS = 0.3, 1.0
LEAST_TEXT = 5
FRAME = 4  # the tabs of the screen behind, title, keys, the line between
LETTER, POSTING, GAP = "text", "posting", "gap"
SIDES = (LETTER, POSTING)
NEW = "letter"


WAS = "was "
"""Before a side's name in a draft: what it began from."""


def _kept(proposal: Proposal | None) -> dict[str, str]:
    """What is kept with a proposal, by side."""
    if proposal is None:
        return dict.fromkeys(SIDES, "")
    return {LETTER: proposal.text or "", POSTING: proposal.posting or ""}


class LetterDialog(Drafted):
    """Types or takes a letter; Ctrl+S keeps it with its proposal, Esc keeps it as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn", show=False, priority=True),
        Binding("shift+tab", "turn", show=False, priority=True),
        Binding("ctrl+n", "next_finding", show=False, priority=True),
        Binding("ctrl+t", "gap", show=False, priority=True),
        Binding("ctrl+o", "editor", show=False, priority=True),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "close", show=False, priority=True),
    ]

    area = query_one("#area", TextArea)

    def __init__(
        self, proposal: Proposal | None, session: Session, asking: Asking, begin_with: str = ""
    ) -> None:
        """`begin_with` goes behind what a new letter has already."""
        super().__init__(session, asking)
        self.proposal = proposal
        self._begin_with = to_area(begin_with).strip("\n")
        self._was = _kept(proposal)
        """What each side was when it was begun: with a draft, as that has it."""
        self._expected = dict(self._was)
        """What stands in the ledger, as far as it was told."""
        self.texts = {side: to_area(was) for side, was in self._was.items()}
        self._begun = dict(self.texts)
        self._kept = dict(self.texts)
        self._gap: QuestionsDialog | None = None
        """The questions about a requirement that is not met, while they are asked."""
        self._gap_begun: Sequence[str] = ()
        self._told = ""
        self.sent = False
        """Whether a new letter is to be logged as a proposal."""
        self._side = LETTER
        self._findings: list[Finding] = []
        self._at = -1
        self._pause: Timer | None = None
        self._typed_since = 0.0

    def compose(self) -> ComposeResult:
        """Which text it is, the text, what was found, the keys."""
        with Vertical(id="letter"):
            yield LineView(id="title")
            yield TextArea(id="area", soft_wrap=True, show_line_numbers=False, compact=True)
            yield LineView(id="told")
            yield LineView(id="help")

    @property
    def draft_name(self) -> str:
        """One for each proposal, one for a new letter; that of a proposal that is gone is a new letter's."""
        proposal = self.proposal
        if proposal is None or self.session.view.ledger.find(proposal.id, Proposal.kind) is None:
            return NEW
        return f"{NEW} {proposal.id}"

    @property
    def draft_rows(self) -> Mapping[str, str]:
        """Both texts and the answers on the way, where anything was typed."""
        self._take_text()
        answers = self._gap.answers if self._gap is not None else self._gap_begun
        on_the_way = {f"{GAP}{number}": answer for number, answer in enumerate(answers) if answer}
        rows = {side: self.texts[side] for side in self._typed_over}
        return {**rows, **{f"{WAS}{side}": self._was[side] for side in rows}, **on_the_way}

    @property
    def _typed_over(self) -> list[str]:
        """The sides that are another text than they began with."""
        return [side for side in SIDES if self.texts[side] != self._begun[side]]

    def on_mount(self) -> None:
        """Take up what was typed before; known names are read once."""
        draft = self.session.drafts.get(self.draft_name) or {}
        for side in SIDES:
            if side in draft and draft[side] != draft.get(f"{WAS}{side}", ""):
                self._was[side] = draft.get(f"{WAS}{side}", self._was[side])
                self._expected[side] = self._was[side]
                self._begun[side] = to_area(self._was[side])
                self.texts[side] = to_area(draft[side])
        if self.proposal is None:
            self._take_up_orphans()
        self._gap_begun = [draft.get(f"{GAP}{number}", "") for number in range(len(letter.gap_questions()))]
        self._kept = dict(self.texts)
        above = self.texts[LETTER].rstrip()
        if self._begin_with and self._begin_with not in above:  # else it was begun from that before
            self.texts[LETTER] = "\n\n".join(filter(None, (above, self._begin_with)))
        self._known = known_from(self.session.view.ledger, self.proposal.id if self.proposal else None)
        self.area.cursor_blink = False
        self.query_one("#help", LineView).show([_keys()])
        self.area.load_text(self.texts[LETTER])
        if self._begin_with and above:
            begun = self.texts[LETTER].find(self._begin_with)
            self.area.move_cursor((self.texts[LETTER].count("\n", 0, begun), 0))
        self.area.focus()
        self._check()

    def _take_up_orphans(self) -> None:
        """The drafts for proposals that are gone go on behind the new letter's."""
        drafts, ledger = self.session.drafts, self.session.view.ledger
        for name in list(drafts):
            of = name.removeprefix(f"{NEW} ")
            if of != name and first_of(name) == name and ledger.find(of, Proposal.kind) is None:
                orphan = drafts.get(name) or {}
                for side in SIDES:
                    parts = (self.texts[side].rstrip(), to_area(orphan.get(side, "")))
                    self.texts[side] = "\n\n".join(filter(None, parts))
                drafts.keep(self.draft_name, dict(self.texts))
                drafts.drop(name)

    def on_resize(self, _event: Resize) -> None:
        """As many findings as there is room for."""
        self._draw()

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Checked once one stops typing for a moment."""
        self._told = ""
        if to_area(self.area.text) != self.area.text:
            self.area.load_text(to_area(self.area.text))
        now = time.monotonic()
        if self._pause is None:
            self._typed_since = now
        elif now - self._typed_since > LONGEST_SECONDS:
            return  # who types on and on is checked, and kept, all the same
        else:
            self._pause.stop()
        self._pause = self.set_timer(CHECK_SECONDS, self._check)

    def _take_text(self) -> None:
        if self.is_mounted:
            self.texts[self._side] = self.area.text

    @property
    def _to(self) -> For:
        """Whom the letter is for."""
        me = str(self.session.view.ledger.setting("my_name") or "")
        if self.proposal is None:
            return For(me=me)
        return For(self.proposal.client or "", self.proposal.title or "", me)

    def keep_draft(self) -> None:
        """What was typed for a proposal that is gone goes behind the new letter that is kept already."""
        if self.proposal is not None and self.draft_name == NEW:
            self._take_text()
            other = self.session.drafts.get(NEW) or {}
            for side in SIDES:
                self.texts[side] = "\n\n".join(filter(None, (other.get(side, ""), self.texts[side])))
            self.session.drafts.drop(f"{NEW} {self.proposal.id}")
            self.proposal, self._was = None, _kept(None)
            self._begun = dict(self._was)
            self.area.load_text(self.texts[self._side])
        super().keep_draft()

    def _check(self) -> None:
        self._pause = None
        self._take_text()
        findings = check(
            self.texts[LETTER], self.texts[POSTING], self._known, self._to, KNOWLEDGE.letter_words
        )
        if findings != self._findings:
            self._findings, self._at = findings, -1
        if self.texts != self._kept:  # a line may be cut without a word
            self._kept = dict(self.texts)
            self.keep_draft()
        self._draw()

    def _draw(self) -> None:
        cells, height = self.app.size.width, self.app.size.height
        self.query_one("#title", LineView).show([self._title()])
        told = letter.summary(self.texts[LETTER], self._findings, cells)
        if self._told:
            told = [line("  ", (self._told, "bad"))]
        room = max(1, height - FRAME - LEAST_TEXT)
        first = max(0, self._at - room + 1)
        rows = letter.rows(self._findings, self.session.view.practices, cells)
        for number, shown in list(enumerate(rows))[first : first + room]:
            told.append((*shown, ("", "next")) if number == self._at else shown)
        view = self.query_one("#told", LineView)
        view.styles.height = min(len(told), room)
        view.show(told)

    def _title(self) -> Line:
        spans: list[Span] = [("  ", "")]
        for side, name in ((LETTER, _("Letter")), (POSTING, _("Posting"))):
            chosen = side == self._side
            spans += [(f"[{name}]" if chosen else f" {name} ", "key" if chosen else "dim"), ("  ", "")]
        if self.proposal is not None:
            named = (self.proposal.title, labels.client(self.proposal.client))
            spans.append(("  ".join(visible(part) for part in named if part), "strong"))
        count = len(self._findings)
        if count:
            spans.append((_("   to look at again: {n}").format(n=count), "warn"))
        return tuple(spans)

    def action_turn(self) -> None:
        """From the letter to the posting, and back."""
        self._take_text()
        self._side = POSTING if self._side == LETTER else LETTER
        self.area.load_text(self.texts[self._side])
        self._draw()

    def action_next_finding(self) -> None:
        """Go to the place of the next finding."""
        if not self._findings:
            return
        self._at = (self._at + 1) % len(self._findings)
        finding = self._findings[self._at]
        side = POSTING if finding.in_posting else LETTER
        if side != self._side:
            self.action_turn()
        if finding.line:
            self.area.move_cursor((finding.line - 1, 0))
        self._draw()

    def action_gap(self) -> None:
        """Three questions about a requirement that is not met; the sentence goes in at the cursor."""
        self.asking.run(self._write_gap())

    async def _write_gap(self) -> None:
        title = _("A requirement that you do not meet")
        self._gap = QuestionsDialog(title, letter.gap_questions(), self._gap_begun)
        answers = await self.asking.ask(self._gap)
        self._gap_begun, self._gap = self._gap.answers, None
        self.keep_draft()
        if answers is None:
            return
        if not all(answer.strip(letter.ENDS) for answer in answers[:2]):
            self._say(_("The first two answers make the sentence; nothing was written."))
            return
        if self._side != LETTER:
            self.action_turn()
        if self.area.cursor_location == (0, 0):
            self.area.move_cursor(self.area.document.end)
        begun = self.area.cursor_location[1] > 0  # on a line of its own
        self.area.insert(("\n" if begun else "") + letter.gap_sentence(answers))
        self._gap_begun = []

    def action_editor(self) -> None:
        """The text that is shown, in the user's own editor."""
        self._take_text()
        self.keep_draft()
        try:
            saved = edited(self.app, self.session.editor, self.texts[self._side], _decoded)
            self.area.load_text(to_area(saved.text))
            self.area.move_cursor(self.area.document.end)
            if saved.trouble:
                self.call_after_refresh(self._say, saved.trouble)
        except EditorError as error:
            self.call_after_refresh(self._say, str(error))
        finally:
            forget_screen(self.app)
            self.refresh(layout=True)
        self._check()

    def _say(self, text: str) -> None:
        self._told = text
        self._draw()

    def action_save(self) -> None:
        """Keep the letter with its proposal; a new one's proposal is logged with it."""
        self._take_text()
        proposal, typed = self.proposal, {side: self.texts[side] for side in self._typed_over}
        if proposal is None:
            self.sent = bool(self.texts[LETTER].strip())
        if proposal is None or not typed:
            self.action_close()
            return

        def build(ledger: Ledger) -> Change:
            now_there = ledger.find(proposal.id, Proposal.kind)
            now = _kept(now_there) if isinstance(now_there, Proposal) else self._expected
            if any(now[side] != self._expected[side] for side in typed):
                self._expected |= now  # said once; the next ^S means it
                raise Refused(
                    _("The letter was changed elsewhere meanwhile; ^S again puts yours in its place.")
                )
            fields = {side: text or None for side, text in typed.items()}
            return changes.edit(ledger, proposal.id, fields, "letter")

        try:
            change: Change = self.session.commit(build)
        except Refused as refused:
            self.asking.once_free(refused, self.session, self.action_save, self._say)
            return
        self.leave_saved(change)


def _keys() -> Line:
    keys = (("Tab", _("letter / posting")), (_("Esc"), _("later")), ("^S", _("keep")), ("^N", _("next")),
            ("^T", _("unmet")), ("^O", _("editor")))  # fmt: skip
    return keys_line(keys, "  ")


def _decoded(content: bytes) -> str:
    """What an editor saved, in whichever encoding it writes."""
    try:
        return texts_of(content)[0]
    except Invalid:
        return content.decode(errors="replace")
