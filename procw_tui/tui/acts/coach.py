"""The keys of the coach: do the next act, put it off."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.coach.action import Action
from procw_tui.domain.coach.ranking import can_wait, done_until
from procw_tui.domain.evening.open_things import OpenThing
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.evening.quiet import said
from procw_tui.domain.evening.stages import close_silent, to_expected_stage
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.snoozes import putting_off, waking
from procw_tui.domain.record.codes import Happened
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract, Snooze
from procw_tui.domain.record.times import start_of
from procw_tui.domain.work.replies import Wait, reply_to
from procw_tui.present.commands import KEY
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.put_off import PutOffForm
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.sentences import acts
from procw_tui.present.words import errors, figures, labels
from procw_tui.tui.desk import Desk

from . import going, letter, lists, logging

PAUSE_SECONDS = 0.7
"""An Enter so soon behind another one, or behind a log, is a key held down or one too many."""
STAGE_OF = {"deliver": "delivered", "rate": "i_rated"}


async def do_act(desk: Desk) -> None:
    """Record the act: the one under the cursor, on Today the next one. Others have a key of their own.

    What is open and no act is about is opened to edit.
    """
    if isinstance(desk.row, OpenThing):
        await lists.edit(desk)
        return
    pressed, before = time.monotonic(), desk.screen.said_at
    desk.screen.said_at = pressed
    if pressed - before < PAUSE_SECONDS:
        return
    action = _act(desk)
    if action is None:
        if desk.view.is_new:
            await logging.ask_first_questions(desk)
        else:
            desk.say(_("Nothing waits. Have a good evening."), "dim")
        return
    if action in desk.view.actions_off:
        desk.say(_("{key:put-off} wakes it").format(key=KEY), "dim")
    elif acts.command_of(desk.view, action) not in {"do", "reply"}:
        told, key = acts.key_words(desk.view, action)
        desk.say(_("{words}: {key}").format(words=told, key=key), "dim")
    elif action.kind in {"profile", "refresh"}:
        await _edit_profile(desk, action)
    elif action.kind == "letter":
        going.go_proposals(desk)
        await letter.check_letter(desk)
    elif isinstance(action.about, Span):
        await _say_of_quiet_days(desk, action.about)
    else:
        _record(desk, action)


def _act(desk: Desk) -> Action | None:
    """The one under the cursor; on Today the next one, on Mindset that of the practice."""
    if desk.room is desk.rooms.today:
        return None if desk.view.is_new else desk.view.next_action  # the welcome names its keys
    row = desk.row
    if isinstance(row, Action):
        return row
    same = (each for each in desk.view.actions if each.about == row)
    return next(same, None) if isinstance(row, Practice) else None


async def _say_of_quiet_days(desk: Desk, span: Span) -> None:
    options: list[tuple[Happened, str]] = [
        ("nothing", _("Nothing happened on those days")),
        ("unlogged", _("Something did, and was not logged")),
    ]
    days = _("{first} to {last}").format(first=span.first.isoformat(), last=span.last.isoformat())
    choice = await desk.pick(days, options)
    happened = next((value for value, _label in options if value == choice), None)
    if happened is not None:
        desk.record(lambda ledger: said(ledger, span, happened))


async def _edit_profile(desk: Desk, action: Action) -> None:
    form = Form("profile_edit", desk.view.now)
    if isinstance(action.about, tuple):
        parts = (labels.choice("profile_edit", "parts", str(part)) for part in action.about)
        form.prefill({"parts": " ".join(parts)})
    await desk.fill(form)


def _record(desk: Desk, action: Action) -> None:
    """What has happened to a record, or that it is done until a day."""
    view, about = desk.view, action.about
    now = view.now.replace(second=0, microsecond=0)
    until = done_until(action, view.today)
    done = _("Done: {what}").format(what=acts.text(view, action))
    if isinstance(about, Wait):
        desk.record(lambda ledger: reply_to(ledger, about, now))
    elif isinstance(about, Contract) and action.kind in STAGE_OF:
        stage = STAGE_OF[action.kind]
        desk.record(lambda ledger: to_expected_stage(ledger, about.id, stage, now), done)
    elif action.kind == "close_silent":
        _close_silent(desk, now)
    elif until is not None:
        desk.record(lambda ledger: putting_off(ledger, action.id, until, _("done")), done)


def _close_silent(desk: Desk, now: datetime) -> None:
    def sentence(change: Change) -> str:
        told = n_("Closed: {n} without an answer.", "Closed: {n} without an answer.", len(change.ops))
        return told.format(n=len(change.ops))

    after = desk.view.ledger.number("give_up_days")
    desk.attempt(lambda: desk.session.commit(lambda ledger: close_silent(ledger, now, after)), sentence)


async def put_off(desk: Desk) -> None:
    """Until a day or for good; an act that is put off is woken."""
    action = _act(desk)
    if action is None:
        desk.say(_("Nothing to put off."), "dim")
    elif action in desk.view.actions_off:
        woken = _("Not put off any more: {what}").format(what=acts.text(desk.view, action))
        desk.record(lambda ledger: waking(ledger, action.id), woken)
        desk.screen.put_cursor(desk.room, action.id)
    elif not can_wait(action):
        desk.say(_("This one can't be put off: unanswered, it ends with 1-star in every item."), "warn")
    else:
        await _ask_until(desk, action)


async def _ask_until(desk: Desk, action: Action) -> None:
    today = desk.view.today
    names = {1: _("tomorrow again ({day})"), 3: _("in three days ({day})"), 7: _("in a week ({day})")}
    options = [
        (str(days), told.format(day=figures.day(today + timedelta(days=days), today)))
        for days, told in names.items()
    ]
    options.append(("other", _("on another day, or never, with a reason")))
    title = _("Put off: {what}").format(what=acts.text(desk.view, action))
    choice = await desk.pick(title, options)
    if choice == "other":
        change = await desk.fill(PutOffForm(action.id, desk.view.now, acts.text(desk.view, action)))
        made = [op.after for op in change.ops if isinstance(op.after, Snooze)] if change is not None else []
        if change is not None and made and made[0].until is not None:
            desk.say_done(change, _comes_back(desk, action, made[0].until))
    elif choice is not None and action in desk.view.actions:
        _put_off(desk, action, today + timedelta(days=int(choice)))
    elif choice is not None:
        desk.say(errors.invalid(Invalid("", "changed_meanwhile")), "warn")


def _put_off(desk: Desk, action: Action, until: date) -> None:
    said = _comes_back(desk, action, until)
    desk.record(lambda ledger: putting_off(ledger, action.id, until), said)


def _comes_back(desk: Desk, action: Action, until: date) -> str:
    """When it does, and whether that is too late for it."""
    said = _("It comes back on {day}.").format(day=figures.day(until, desk.view.today))
    if action.deadline is None or not desk.view.now < action.deadline <= start_of(until):
        return said
    last = _("Its last day comes before that: {day}.").format(day=acts.deadline(desk.view, action))
    return sentences(said, last)
