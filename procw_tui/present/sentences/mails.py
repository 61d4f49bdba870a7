"""What came of a look at the site's mails, and what of them waits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from procw_tui.domain.intake.mail import MailWords
from procw_tui.domain.intake.mails import (
    MailReader,
    Taken,
    Understood,
    mail_of,
    worn_out,
)
from procw_tui.domain.ledger.by_mail import in_queue
from procw_tui.domain.ledger.changes import Change, Op
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Inbox, MailRule, Setting
from procw_tui.domain.record.times import JST
from procw_tui.present.cells import visible
from procw_tui.present.language import N_, _
from procw_tui.present.sentences import intake
from procw_tui.present.sentences.mail_queue import unknown_words
from procw_tui.present.sentences.records import record_line
from procw_tui.present.words import errors, figures, labels

LACKS = {
    "client": N_("the line that names the client"), "job": N_("the line that names the job"),
    "month": N_("the round"), "result": N_("the result"),
}  # fmt: skip
_SITE = re.compile("^【[^】]*】")
MOST_SENDERS = 5
MOST_LISTED = 20


def came(
    taken: Taken, change: Change, foreign: Mapping[str, int], unreadable: Sequence[str], *, dry_run: bool
) -> list[str]:
    """What a look has brought: each record, how many mails of which kind, and what was left."""
    shown = [_op_line(op) for op in change.ops if not isinstance(op.record, (Inbox, MailRule, Setting))]
    counts = [
        (_("taken in {n}"), len(taken.went_in)), (_("confirmed {n}"), _confirmed(change)),
        (_("to look at {n}"), len(taken.waits)),
        (_("known already {n}"), taken.known), (_("nothing for the ledger {n}"), taken.ignored),
        (_("not of the site {n}"), sum(foreign.values())), (_("unreadable {n}"), len(unreadable)),
    ]  # fmt: skip
    told = [words.format(n=n) for words, n in counts if n]
    shown.append(_("Mails: {counts}").format(counts=_(", ").join(told)) if told else nothing_new())
    if foreign:
        most = Counter(dict(foreign)).most_common(MOST_SENDERS)
        names = [f"{visible(name) or _('no sender')} {n}" for name, n in most]
        shown.append(_("Not of the site, nothing taken: {names}").format(names=_(", ").join(names)))
    shown += map(unreadable_words, unreadable[:MOST_LISTED])
    if dry_run:
        shown.append(_("Nothing was saved."))
    return shown


def unreadable_words(name: str) -> str:
    """That something is no mail, or can't be opened."""
    return _("Could not be read: {name}").format(name=visible(name))


def nothing_new() -> str:
    """That a look has brought nothing."""
    return _("Mails: {counts}").format(counts=_("nothing new"))


def _confirmed(change: Change) -> int:
    """How many of the queue are done by it."""
    return sum(isinstance(op.before, Inbox) and op.before.waits for op in change.ops)


def _op_line(op: Op) -> str:
    sign = "+" if op.before is None else "-" if op.after is None else "~"
    return f"{sign} {record_line(op.record)}"


def waiting(ledger: Ledger, words: MailWords, now: datetime) -> list[str]:
    """What waits: that which can be read with what it would do, and how many there is no rule for."""
    queue = sorted(in_queue(ledger), key=lambda each: each.came_at)
    reader = MailReader(ledger, words, now)
    readable = [each for each in queue if reader.said(mail_of(each)) is not None]
    known = reader.understood([mail_of(each) for each in readable], waiting=dict(enumerate(readable)))
    shown: list[str] = []
    for each in known[:MOST_LISTED]:
        shown.append(f"? {mail_line(each)}")
        shown += [f"    {line}" for line in would(each)]
    if known:
        shown.append(_("--yes saves what waits; with --take-doubtful also what may be read in two ways."))
    unknown = unknown_words(len(queue) - len(known))
    if unknown:
        told = _("V in the app shows them; or procw-tui log mail-rule says it.")
        shown += [unknown, f"    {told}"]
    return shown + [worn_out_words(rule) for rule in worn_out(ledger, words)]


def mail_line(each: Understood) -> str:
    """When a mail was sent and its subject."""
    return f"{sent_words(each)}  {visible(each.mail.subject) or _('no subject')}"


def sent_words(each: Understood) -> str:
    """When a mail was sent, as far as it says so."""
    at = each.waiting.came_at if each.waiting is not None else each.mail.sent_at
    return f"{at.astimezone(JST):%Y-%m-%d %H:%M}" if at is not None else _("no date")


def would(each: Understood) -> list[str]:
    """What a mail would do, why it waits, and what can't be."""
    shown: list[str] = []
    for item in each.items:
        act = item.options[0].act
        shown.append(f"{_(intake.ACT[act])}  {record_line(intake.shown_record(item, act))}")
        shown += intake.reasons(item)
    shown += [errors.invalid(row.reason) for row in each.refused]
    if each.said is not None and each.said.lacking:
        names = _(", ").join(map(lacks, each.said.lacking))
        shown.append(_("not found in it: {names}").format(names=names))
    return shown


def lacks(name: str) -> str:
    """What a rule should find in a mail and does not."""
    return _(LACKS[name])


def waiting_line(mail: Inbox, today: date, *, is_known: bool) -> str:
    """A mail that waits: when, whether it can be read, and its subject without the site's name."""
    state = _("to confirm") if is_known else _("how to read?")
    subject = _SITE.sub("", visible(mail.subject or "")) or _("no subject")
    return f"{figures.moment(mail.came_at, today)}  {state}  {subject}"


def rule_line(rule: MailRule) -> str:
    """How mails of a shape are read."""
    means = labels.choice(MailRule.kind, "means", rule.means)
    return f"{_('rule')}  {means}  {_SITE.sub('', visible(rule.subject))}"


def worn_out_words(rule: MailRule) -> str:
    """That a rule can't read the mails of its shape any more."""
    return _(
        "The rule {subject} could not read the last three mails of its shape: edit it or delete it."
    ).format(subject=visible(rule.subject))
