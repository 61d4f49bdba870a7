"""The keys that work on the selected rows."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.certification.phases import Past
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.evening.stages import (
    all_to_stage,
    likeliest,
    next_stages,
    stages_of_all,
    to_stage_instead,
)
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.renaming import records_of
from procw_tui.domain.record.records import Contract, Inbox, Message, Proposal, Record, Review
from procw_tui.domain.work.clients import Client
from procw_tui.domain.work.money import MonthMoney
from procw_tui.domain.work.months import MonthGross
from procw_tui.domain.work.replies import answered_all
from procw_tui.present.commands import KEY
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.renaming import RenameForm
from procw_tui.present.language import N_, _
from procw_tui.present.sentences.changes import what_changed
from procw_tui.present.sentences.records import record_summary
from procw_tui.tui.desk import Desk, Staged
from procw_tui.tui.dialogs.pick import Option

STAGE = {
    "talking": N_("in talks"), "won": N_("a contract"), "lost": N_("turned down"),
    "no_answer": N_("no answer"),
    "withdrawn": N_("withdrawn by me"), "delivered": N_("delivered"), "accepted": N_("accepted"),
    "i_rated": N_("I rated"), "ended_midway": N_("ended midway"),
    "answered": N_("request answered"),
}  # fmt: skip


async def edit(desk: Desk) -> None:
    """Edit the selected record; a month of contracts opens to type its gross, a client to its contracts."""
    current = desk.current
    if isinstance(current, Inbox):
        await desk.look_at(current)
    elif isinstance(current, Record):
        await desk.fill(Form(current.kind, desk.view.now, current))
    elif isinstance(current, MonthMoney):
        await _fill_month(desk, "earning", current.month)
    elif isinstance(current, Piece) and isinstance(current.subject, MonthGross):
        await _fill_month(desk, "earning", current.subject.month)
    elif isinstance(current, Past):
        await _fill_month(desk, "assessment", current.round.month)
    elif isinstance(current, Client):
        desk.rooms.work.show_contracts_of(current)
        desk.refresh()
    elif isinstance(current, Outlook):
        desk.say(_("This round is still to come."), "dim")


async def _fill_month(desk: Desk, kind: str, month: str) -> None:
    form = Form(kind, desk.view.now)
    form.prefill({"month": month})
    await desk.fill(form)


async def next_stage(desk: Desk) -> None:
    """The likeliest next stage at once; of several that are selected, a choice.

    Pressed again, before anything else has changed: a choice of what comes after it, or instead of it.
    """
    records = _left(desk) or _staged(desk)
    if len(records) != 1:
        await _choose_stage(desk, records)
        return
    (record,) = records
    last = desk.staged
    if last is not None and last.ledger is desk.view.ledger and last.before.id == record.id:
        others = _others(record, last)
        if others:
            await _choose_again(desk, record, last, others)
            return
    stage = likeliest(record, desk.view.now, desk.view.ledger.number("give_up_days"))
    if stage is not None:
        change = _to_stage(desk, [record.id], stage)
        gone = change is not None and record.id not in {each.id for each in _staged(desk)}
        left_at = desk.key if gone else ""
        desk.staged = Staged(record, stage, change, desk.view.ledger, left_at) if change is not None else None
    elif isinstance(record, Contract):
        await _log_rating(desk, record)
    else:
        desk.say(_("This one is decided."), "dim")


def _left(desk: Desk) -> list[Proposal | Contract]:
    """What the key was pressed for just now, where its row has left the list and the cursor has not moved."""
    last = desk.staged
    if last is None or not last.left_at or last.ledger is not desk.view.ledger or last.left_at != desk.key:
        return []
    found = desk.view.ledger.find(last.before.id, last.before.kind)
    return [found] if isinstance(found, Proposal | Contract) else []


def _staged(desk: Desk) -> list[Proposal | Contract]:
    return [record for record in desk.meant() if isinstance(record, Proposal | Contract)]


def _others(record: Proposal | Contract, last: Staged) -> list[Option]:
    """What can come next now, else what could have come in place of what the first press did."""
    after = next_stages(record)
    instead = (each for each in next_stages(last.before) if each not in {*after, last.stage})
    return [
        *((stage, _(STAGE[stage])) for stage in after),
        *((stage, _("instead: {stage}").format(stage=_(STAGE[stage]))) for stage in instead),
    ]


async def _choose_again(
    desk: Desk, record: Proposal | Contract, last: Staged, others: Sequence[Option]
) -> None:
    title = _("Next stage: {what}").format(what=record_summary(record))
    stage = await desk.pick(title, others)
    if stage is not None:
        _to_stage(desk, [record.id], stage, last=None if stage in next_stages(record) else last)
        desk.staged = None


async def _choose_stage(desk: Desk, records: Sequence[Proposal | Contract]) -> None:
    """Of the stages that the records can come to; each with how many of them."""
    stages = stages_of_all(records, desk.view.now, desk.view.ledger.number("give_up_days"))
    if not stages:
        decided = _("This one is decided.") if len(records) == 1 else _("Nothing here has a next stage.")
        desk.say(decided, "dim")
        return
    several = len(records) > 1
    options = [
        (stage, f"{_(STAGE[stage])}  ({len(ids)})" if several else _(STAGE[stage]))
        for stage, ids in stages.items()
    ]
    stage = await desk.pick(_("Next stage"), options)
    if stage is not None:
        _to_stage(desk, stages[stage], stage)


def _to_stage(
    desk: Desk, record_ids: Sequence[str], stage: str, *, last: Staged | None = None
) -> Change | None:
    """Bring records to a stage, or in place of what the key did `last`; None where it could not be done."""
    now = desk.view.now.replace(second=0, microsecond=0)
    done = _("Next stage: {what}").format(what=_(STAGE[stage]))
    with_contract, more = _("(and its contract)"), _("{key:stage} again: choose").format(key=KEY)
    made: list[Change] = []

    def build(ledger: Ledger) -> Change:
        if last is not None:
            return to_stage_instead(ledger, last.change, record_ids[0], stage, now)
        return all_to_stage(ledger, record_ids, stage, now)

    def sentence(change: Change) -> str:
        made.append(change)
        what = record_summary(change.ops[-1].record) if len(record_ids) == 1 else what_changed(change)
        begun = any(op.before is None and isinstance(op.after, Contract) for op in change.ops)
        again = more if len(record_ids) == 1 and _goes_on(change, record_ids[0], stage) else ""
        parts = (done, with_contract if begun else "", again, what)
        return "  ".join(filter(None, parts))

    desk.record_meant(build, sentence)
    return made[0] if made else None


def _goes_on(change: Change, record_id: str, stage: str) -> bool:
    """Whether the key has a choice to offer once more: what comes next, or what could have come instead."""
    op = next(op for op in change.ops if op.record.id == record_id)
    if not isinstance(op.before, Proposal | Contract) or not isinstance(op.after, Proposal | Contract):
        return False
    return bool(next_stages(op.after)) or any(each != stage for each in next_stages(op.before))


async def _log_rating(desk: Desk, contract: Contract) -> None:
    """After everything else the client's rating comes; once it has, there is nothing more."""
    if any(review.contract_id == contract.id for review in desk.view.ledger.all(Review)):
        desk.say(_("This one is finished."), "dim")
        return
    form = Form("review", desk.view.now)
    form.prefill({"client": contract.client})
    form.linked["contract_id"] = contract.id
    await desk.fill(form)


def answer_all(desk: Desk) -> None:
    """What waits, or what of it is selected, was answered at a time unknown."""
    clients = None
    if desk.room.selected:
        clients = {record.client for record in desk.meant() if isinstance(record, Message)}
    if not desk.view.replies.waiting or clients == set():
        desk.say(_("Nobody waits for a reply."), "dim")
        return
    now = desk.view.now
    desk.record_meant(lambda ledger: answered_all(ledger, now, clients))


def delete(desk: Desk) -> None:
    """Delete what is selected, else the record under the cursor; undo brings it back."""
    ids = [record.id for record in desk.meant()]
    if ids:
        desk.record_meant(lambda ledger: changes.delete(ledger, ids))
    else:
        desk.say(_("There is no record here."), "dim")


async def rename(desk: Desk) -> None:
    """Another name for the client of the record under the cursor, in every record."""
    client = getattr(desk.current, "client", None)
    if not client or not records_of(desk.view.ledger, client):
        desk.say(_("There is no client here."), "dim")
    else:
        await desk.fill(RenameForm(client, desk.view.ledger, desk.view.now))


def next_section(desk: Desk) -> None:
    """The next list of a screen that has several; of a look back the round instead of the week."""
    desk.room.next_section(desk.view)
    desk.select_none()
