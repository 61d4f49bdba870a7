"""The key that checks a letter."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.record.records import Contract, Proposal
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.forms.form import Form, from_edit, to_edit
from procw_tui.present.language import _
from procw_tui.present.sentences.records import record_summary
from procw_tui.tui.desk import Desk

LETTER, FORM = "letter", "Form proposal"
"""The drafts of a new letter, and of the form that it goes into."""


async def check_letter(desk: Desk) -> None:
    """A new letter, one that begins from one that won, or that of the proposal under the cursor."""
    from procw_tui.domain.letter.frame import winners  # no letter is read for the first frame

    proposal = _proposal(desk)
    won = winners(desk.view.ledger, proposal.category if proposal is not None else None)
    options = [("new", _("A new letter"))]
    if proposal is not None:
        options.append(("this", _("The letter of: {what}").format(what=record_summary(proposal))))
    if won:
        options.append(("won", _("A new letter that begins from one that brought a contract")))
    choice = await desk.pick(_("Check a letter"), options) if len(options) > 1 else "new"
    if choice == "won":
        await _begin_from(desk, won)
    elif choice is not None:
        await _open(desk, proposal if choice == "this" else None)


def _proposal(desk: Desk) -> Proposal | None:
    """The one under the cursor, or the one that brought the contract there."""
    current = desk.current
    if isinstance(current, Contract) and current.proposal_id:
        current = desk.view.ledger.find(current.proposal_id, Proposal.kind)
    return current if isinstance(current, Proposal) else None


async def _begin_from(desk: Desk, won: Sequence[Proposal]) -> None:
    """Which of them: the other client's name, job, figures and links come as open places."""
    from procw_tui.domain.letter.frame import frame
    from procw_tui.domain.letter.known import known_from

    options = [(each.id, record_summary(each)) for each in won]
    chosen = await desk.pick(_("Begin from which letter?"), options)
    found = next((each for each in won if each.id == chosen), None)
    if found is not None:
        text = frame(found, known_from(desk.view.ledger), KNOWLEDGE.letter_words)
        await _open(desk, None, text)


async def _open(desk: Desk, proposal: Proposal | None, begin_with: str = "") -> None:
    from procw_tui.tui.dialogs.letter import LetterDialog  # no dialog is needed for the first frame

    dialog = LetterDialog(proposal, desk.session, desk.asking, begin_with)
    change = await desk.ask(dialog)
    if change is not None:
        desk.say_taken(change)
    elif dialog.sent:
        await _log_sent(desk, dialog.texts["text"], dialog.texts["posting"])
    elif desk.session.drafts.get(dialog.draft_name):
        desk.say_kept()


async def _log_sent(desk: Desk, text: str, posting: str) -> None:
    """The proposal that a letter was sent with; once it is logged, the letter is no draft any more."""
    drafts = desk.session.drafts
    form, before = Form("proposal", desk.view.now), dict(drafts.get(FORM) or {})
    form.handed = {"text": to_edit(text), "posting": to_edit(posting)}
    change = await desk.fill(form)
    logged = [op.after for op in change.ops if isinstance(op.after, Proposal)] if change is not None else []
    if any((each.text or "").strip() == from_edit(form.texts["text"]).strip() for each in logged):
        drafts.drop(LETTER)
        return
    left = dict(drafts.get(FORM) or {})
    edited = {
        row: from_edit(left[row]) for row, given in form.handed.items() if left.get(row, given) != given
    }
    if edited:  # what was typed over in the form goes on as the letter's draft
        drafts.keep(LETTER, {**(drafts.get(LETTER) or {}), **edited})
    rest = {row: typed for row, typed in left.items() if row not in form.handed}
    drafts.keep(FORM, rest | {row: before[row] for row in form.handed if row in before})
