"""What the ledger has to say about a row while it is typed."""

from __future__ import annotations

from datetime import timedelta

from procw_tui.domain.ledger.jobs import same_as
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Proposal
from procw_tui.domain.work.contracts import running_for
from procw_tui.present.forms.form import Form, from_edit
from procw_tui.present.language import _
from procw_tui.present.words import figures


def note(form: Form, field: Field, ledger: Ledger) -> str:
    """A sentence about the row; empty where there is none."""
    if form.kind != Proposal.kind or "client" not in form.texts:
        return ""
    client = from_edit(form.texts["client"]).strip()
    if field.attr == "follow_up_on":
        return _follow_up(form, client, ledger)
    title = from_edit(form.texts["title"]).strip()
    still = field.attr in {"client", "title"} or (field.attr == "price_yen" and not form.texts["price_yen"])
    if still and client and title:
        typed = Proposal(
            id=form.record.id if form.record else "", sent_at=form.now, client=client, title=title
        )
        before = same_as(ledger, typed)
        if before:
            day = figures.day(before[-1].sent_at.date(), form.now.date())
            return _("You already applied there on {day}.").format(day=day)
    return ""


def _follow_up(form: Form, client: str, ledger: Ledger) -> str:
    """Only where a contract runs: a stranger who does not answer has answered."""
    if form.texts["follow_up_on"].strip():
        return ""
    if not client or not running_for(ledger, client):
        return _("Only where a contract with that client runs; strangers are not reminded.")
    try:
        sent = form.read(next(each for each in form.fields if each.attr == "sent_at"))
    except Invalid:
        return ""
    on = sent.date() + timedelta(days=ledger.number("follow_up_days"))
    return _("A contract with them runs: {day} would be your usual day.").format(
        day=figures.day(on, form.now.date())
    )
