"""What the screens say of the site's mails, before anybody opens one."""

from __future__ import annotations

from datetime import date

from procw_tui.domain.ledger.by_mail import in_queue, read_up_to
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.times import JST
from procw_tui.knowledge import Knowledge
from procw_tui.present.language import _, n_
from procw_tui.present.words import figures


def source_words(ledger: Ledger, today: date) -> str:
    """Up to when mails tell what came; empty where none was read."""
    at = read_up_to(ledger)
    if at is None:
        return ""
    local = at.astimezone(JST)
    when = f"{local:%H:%M}" if local.date() == today else figures.moment(at, today)
    return _("from mails up to {moment}").format(moment=when)


def queue_words(ledger: Ledger, knowledge: Knowledge) -> str:
    """How many mails wait, those that nobody has said the reading of by themselves; empty for none."""
    queue = in_queue(ledger)
    if not queue:
        return ""
    from procw_tui.domain.intake.mails import not_understood

    unknown = len(not_understood(ledger, knowledge.mail_words))
    known = len(queue) - unknown
    told = [unknown_words(unknown)] if unknown else []
    if known:
        told.append(n_("{n} mail to confirm", "{n} mails to confirm", known).format(n=known))
    return "   ".join(told)


def unknown_words(number: int) -> str:
    """That nobody has said yet how so many mails are read; empty for none."""
    told = n_(
        "{n} mail: not known yet how to read it",
        "{n} mails: not known yet how to read them",
        number,
    )
    return told.format(n=number) if number else ""
