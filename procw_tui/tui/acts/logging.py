"""The keys that log."""

from __future__ import annotations

import time
from functools import partial
from typing import cast

from procw_tui.domain.certification.rounds import latest_review, logging_result
from procw_tui.domain.evening.guide import is_new
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import Result
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Assessment, Contract, Message
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.replies import reply_now, waiting_longest
from procw_tui.domain.work.terminations import Alarm, termination_agreed, termination_answered
from procw_tui.present.criteria.completion import before_taking
from procw_tui.present.forms.check_up import CheckUpForm
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.months import STEPS, Counted, MonthsForm
from procw_tui.present.forms.termination import TerminationForm
from procw_tui.present.language import _
from procw_tui.present.paint import paragraph
from procw_tui.present.sentences.alarms import alarm_text
from procw_tui.present.sentences.weighing import weigh_words
from procw_tui.present.words import figures, labels
from procw_tui.tui.desk import Desk
from procw_tui.tui.session import Refused

from . import program

ELSEWHERE = frozenset({"practice_state", "snooze", "mail_rule", "setting"})
"""Kinds that are logged where they are at home, by keys of their own."""


async def log_proposal(desk: Desk) -> None:
    """A proposal that was sent."""
    await _log(desk, "proposal")


async def log_message(desk: Desk) -> None:
    """A message of a client."""
    await _log(desk, "message")


async def log_scout(desk: Desk) -> None:
    """A scout or a 相談."""
    await _log(desk, "scout")


async def log_contract(desk: Desk) -> None:
    """A contract, with what ending it midway would cost."""
    await _log(desk, Contract.kind)


async def log_month(desk: Desk) -> None:
    """A month's gross; this month's at first."""
    await _log(desk, "earning")


async def log_other(desk: Desk) -> None:
    """Choose any kind, then its form."""
    kinds = [kind for kind, cls in KINDS.items() if cls.is_logged and kind not in ELSEWHERE]
    kind = await desk.pick(_("Log"), [(kind, labels.kind(kind)) for kind in kinds])
    if kind is not None:
        await _log(desk, kind)


async def _log(desk: Desk, kind: str) -> None:
    form = Form(kind, desk.view.now)
    if kind == "earning":
        form.prefill({"month": month_of(desk.view.today)})
    if kind == Contract.kind:
        form.aside = before_taking(desk.view)
    await desk.fill(form)


async def copy_figures(desk: Desk) -> None:
    """The first evening's questions; once answered, four figures to compare, or months one by one."""
    view, left = desk.view, desk.session.drafts.get("GuideDialog")
    if left is not None or (view.board.today.of("rating").logged is None and not is_new(view.ledger)):
        await ask_first_questions(desk)
        return
    options = [
        ("check", _("Compare four figures with the site")),
        ("guide", _("The questions of the first evening")),
        ("months", _("Deliveries, scouts and gross by month")),
    ]  # fmt: skip
    choice = await desk.pick(_("Figures on the site"), options)
    if choice == "check":
        form = CheckUpForm(desk.view)
        change = await desk.fill(form)
        if change is not None and change.ops:
            desk.say_done(change, form.outcome())
        elif change is not None:
            desk.say(form.outcome(), "dim")
    elif choice == "guide":
        await ask_first_questions(desk)
    elif choice == "months":
        await tell_months(desk)


async def ask_first_questions(desk: Desk) -> None:
    """One question a screen; a look at the demo leads back to the question that it was opened from."""
    from procw_tui.tui.dialogs.guide import GuideDialog  # no dialog is needed for the first frame

    while True:
        dialog = GuideDialog(desk.session, desk.asking)
        await desk.ask(dialog)
        desk.refresh()
        desk.screen.said_at = time.monotonic()  # an Enter too many is none for the next act
        if not dialog.wants_demo:
            return
        program.show_demo(desk)


async def tell_months(desk: Desk) -> None:
    """The past year by month: deliveries, scouts, gross."""
    await desk.fill_pages([partial(_months, desk, step) for step in STEPS])


def _months(desk: Desk, counted: Counted) -> MonthsForm:
    return MonthsForm(counted, desk.view.now, desk.view.ledger)


def reply(desk: Desk) -> None:
    """Replied to the selected client, else to the one waiting longest."""
    current, now = desk.current, desk.view.now
    chosen = current.client if isinstance(current, Message) and current.state == "waiting" else None

    def build(ledger: Ledger) -> Change:
        client = chosen or waiting_longest(ledger, now)
        if client is None:
            raise Refused(_("Nobody waits for a reply."))
        return reply_now(ledger, client, now)

    desk.record(build)


async def log_termination(desk: Desk) -> None:
    """Answer the open midway-end request, or log a new one."""
    view = desk.view
    choice, options = "new", dict[str, str]()
    if view.alarms:
        alarm = _alarm(desk)
        options = {
            "answered": _("Answered; the contract goes on"),
            "agreed": _("Agreed; the contract has ended midway"),
            "new": _("Another request has come"),
        }
        told = [each for words in (alarm_text(alarm, view.now), *weigh_words(view, alarm.contract))
                for each in paragraph(words, desk.app.size.width, indent="  ")]  # fmt: skip
        choice = await desk.pick(_("Midway-end request"), [*options.items()], told) or ""
    if choice == "new":
        await desk.fill(TerminationForm(desk.view.ledger, desk.view.now))
    elif choice:
        answer = termination_answered if choice == "answered" else termination_agreed
        desk.record(lambda ledger: answer(ledger, alarm.contract.id, view.now), options[choice])


def _alarm(desk: Desk) -> Alarm:
    """Of several open requests that of the contract under the cursor, else the first to end."""
    current = desk.current
    return next((each for each in desk.view.alarms if each.contract == current), desk.view.alarms[0])


async def log_result(desk: Desk) -> None:
    """What the latest review brought: came, did not come, not yet."""
    each = latest_review(desk.view.today, desk.view.rules)
    name = _("What the {round} brought").format(round=figures.round_name_with_year(each.month))
    known = [result for result in desk.view.ledger.all(Assessment) if result.month == each.month]
    if known:
        told = labels.choice("assessment", "result", known[-1].result)
        name = _("{title} (logged: {result})").format(title=name, result=told)
    options = [
        ("pro", _("The mail came: certified")), ("top", _("The mail came: TOP class")),
        ("none", _("It did not come, and the mark is not there")), ("later", _("Not yet")),
        ("other", _("Another round")),
    ]  # fmt: skip
    choice = await desk.pick(name, options)
    if choice == "later":
        desk.say(_("Nothing was logged; it stays open."), "dim")
    elif choice == "other":
        await desk.fill(Form("assessment", desk.view.now))
    elif choice is not None:
        result, today = cast("Result", choice), desk.view.today
        desk.record(lambda ledger: logging_result(ledger, each.month, result, today))
