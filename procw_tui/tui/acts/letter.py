"""The key that checks a letter."""

from __future__ import annotations

from procw_tui.domain.record.records import Proposal
from procw_tui.present.forms.form import Form, to_edit
from procw_tui.present.language import _
from procw_tui.present.sentences.records import record_summary
from procw_tui.tui.desk import Desk


async def check_letter(desk: Desk) -> None:
    """A new letter, or the one of the proposal under the cursor."""
    proposal = desk.current
    if isinstance(proposal, Proposal):
        named = record_summary(proposal)
        options = [("new", _("A new letter")), ("this", _("The letter of: {what}").format(what=named))]
        choice = await desk.pick(_("Check a letter"), options)
        if choice is not None:
            await _open(desk, proposal if choice == "this" else None)
    else:
        await _open(desk, None)


async def _open(desk: Desk, proposal: Proposal | None) -> None:
    from procw_tui.tui.dialogs.letter import LetterDialog  # no dialog is needed for the first frame

    dialog = LetterDialog(proposal, desk.session, desk.asking)
    change = await desk.ask(dialog)
    if change is not None:
        desk.say_taken(change)
    elif dialog.sent:
        await _log_sent(desk, dialog.texts["text"])
    elif desk.session.drafts.get(dialog.draft_name):
        desk.say(_("Kept as a draft."), "dim")


async def _log_sent(desk: Desk, text: str) -> None:
    """The proposal that a letter was sent with; once it is logged, the letter is no draft any more."""
    form = Form("proposal", desk.view.now)
    form.fill({"text": to_edit(text)})
    if await desk.fill(form) is not None:
        desk.session.drafts.drop("letter")
