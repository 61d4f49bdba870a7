"""The site's mails: those that wait, a look for new ones, and how they are read."""

from __future__ import annotations

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.by_mail import in_queue
from procw_tui.domain.record.records import MailRule
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import clip
from procw_tui.present.commands import KEY
from procw_tui.present.forms.form import Form
from procw_tui.present.language import _
from procw_tui.tui.desk import Desk
from procw_tui.tui.dialogs.pick import Option

LOOK = "look"
ROOM = 20  # cells beside a title


async def open_mails(desk: Desk) -> None:
    """What waits and how mails are read, to choose from; with neither, how mails come in."""
    from procw_tui.domain.intake.mails import not_understood
    from procw_tui.present.sentences import mails

    ledger = desk.view.ledger
    waiting = {each.id: each for each in sorted(in_queue(ledger), key=lambda each: each.came_at)}
    rules = {each.id: each for each in ledger.all(MailRule)}
    unknown = {each.id for each in not_understood(ledger, KNOWLEDGE.mail_words)}
    options: list[Option] = [
        (each.id, mails.waiting_line(each, desk.view.today, is_known=each.id not in unknown))
        for each in waiting.values()
    ]
    options += [(each.id, mails.rule_line(each)) for each in rules.values()]
    if ledger.setting("mail_folder"):
        options.append((LOOK, _("Look for new mails now")))
    if not options:
        told = _("No mail waits. {key:settings} names a folder, procw-tui mail takes them from elsewhere.")
        desk.say(told.format(key=KEY), "dim")
        return
    choice = await desk.pick(_("The site's mails"), options)
    if choice == LOOK:
        desk.look_for_mails()
    elif choice in waiting:
        await desk.look_at(waiting[choice])
    elif choice in rules:
        await _change_rule(desk, rules[choice])


async def _change_rule(desk: Desk, rule: MailRule) -> None:
    """Edit how mails of a shape are read, or forget it; what waits is read anew at once."""
    from procw_tui.present.sentences import mails

    options = [
        ("edit", _("Edit how such mails are read")),
        ("delete", _("Forget it: such mails are asked about")),
    ]
    choice = await desk.pick(clip(mails.rule_line(rule), desk.app.size.width - ROOM), options)
    if choice == "edit":
        if await desk.fill(Form(MailRule.kind, desk.view.now, rule)) is not None:
            desk.read_mails_again()
    elif choice == "delete":
        desk.record(lambda ledger: changes.delete(ledger, [rule.id]))
