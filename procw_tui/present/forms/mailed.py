"""A mail that waits while one looks at it: what it would do, what one says of it, and its rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, NamedTuple

from procw_tui.domain.intake.items import Item, RefusedRow, Way
from procw_tui.domain.intake.mail import MailWords
from procw_tui.domain.intake.mails import (
    MailReader,
    Understood,
    confirmed,
    is_own,
    mail_of,
    names_in,
    said_in,
    take,
    titles_in,
)
from procw_tui.domain.intake.templates import line_template, plain, template_of
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change, RecordGone
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.checks import says_something
from procw_tui.domain.record.codes import Means
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Inbox, MailRule
from procw_tui.present.cells import clip, visible
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Lines, Span, line, paragraph
from procw_tui.present.sentences import intake, mails
from procw_tui.present.words import errors, labels

Part = Literal["client", "job"]
SUBJECT = -1
"""The number of the line that a mail's subject is."""
_IN_FRONT = re.compile("^【[^】]*】")
_IN_PARENTHESES = re.compile("[(（]([^()（）]+)[)）]")
_BEHIND = ("様", "さん", "御中", "さま")
_BEFORE = (":", "\uff1a")


class TextLine(NamedTuple):
    """A line of the mail."""

    number: int
    text: str


class Mailed:
    """Nothing of it is saved until `change` is committed."""

    def __init__(self, waiting: Inbox, words: MailWords, now: Callable[[], datetime], ledger: Ledger) -> None:
        self.waiting = waiting
        self._words = words
        self._now = now
        self._chosen: dict[Any, Way] = {}
        self._means: Means | None = None
        self._marked: dict[Part, tuple[int, str]] = {}
        self.each = self._read(ledger)

    @property
    def means(self) -> Means | None:
        """What the mail says has happened, as the user or a rule says."""
        return self._means or (self.each.said.means if self.each.said is not None else None)

    def say_means(self, means: Means, ledger: Ledger) -> None:
        """What has happened, as the user says."""
        self._means, self._chosen = means, {}
        subject = TextLine(SUBJECT, mail_of(self.waiting).subject)
        for part, value in self._likely(str(ledger.setting("my_name") or "")).items():
            if part not in self._marked:
                self.mark(part, subject, value, ledger)
        self.each = self._read(ledger)

    def _likely(self, me: str) -> dict[Part, str]:
        """What its subject most likely names: who has 様 behind, and what stands in brackets."""
        subject = mail_of(self.waiting).subject
        names = [name for name in names_in(subject) if who(name) != who(me)]
        titles = titles_in(subject)
        found: dict[Part, str] = {"client": names[0]} if len(names) == 1 else {}
        return found | ({"job": titles[0]} if len(titles) == 1 else {})

    def mark(self, part: Part, row: TextLine, value: str, ledger: Ledger) -> bool:
        """Where a client or a job is named; whether the value stands there and can be found by it again."""
        if not plain(value) or plain(value) not in plain(row.text):
            return False
        before = dict(self._marked)
        self._marked[part] = (row.number, value)
        if not self._finds_again(ledger):
            self._marked = before
            return False
        self.each = self._read(ledger)
        return True

    def _finds_again(self, ledger: Ledger) -> bool:
        """Whether the rule finds in this mail just what was marked."""
        found = said_in(mail_of(self.waiting), [self._made(ledger, "message")], self._words)
        return found is not None and all(
            plain(value) == plain(found.client if part == "client" else found.job)
            for part, (_number, value) in self._marked.items()
        )

    def rule(self, ledger: Ledger) -> MailRule | None:
        """How such mails are read from now on; None where nothing was said, or nothing that tells one."""
        rule = self._rule_here(ledger)
        return rule if rule is not None and says_something(rule.subject) else None

    def _rule_here(self, ledger: Ledger) -> MailRule | None:
        """How this mail is read."""
        means = self.means
        if means is None or (self._means is None and not self._marked):
            return None
        return self._made(ledger, means)

    def _made(self, ledger: Ledger, means: Means) -> MailRule:
        mail, said = mail_of(self.waiting), self._own_rule(ledger)
        in_subject = {
            part: value for part, (number, value) in self._marked.items()
            if number == SUBJECT or value in (names_in if part == "client" else titles_in)(mail.subject)
        }  # fmt: skip
        subject = template_of(mail.subject, {str(part): value for part, value in in_subject.items()})
        if said is not None and not in_subject:
            subject = said.subject
        lines = mail.text.split("\n")
        templates = {
            part: line_template(lines, number, part, value)
            for part, (number, value) in self._marked.items() if number != SUBJECT
        }  # fmt: skip
        return MailRule(
            id=said.id if said is not None else changes.new_id(), subject=subject, means=means,
            client_line=templates.get("client") or (said.client_line if said is not None else None),
            job_line=templates.get("job") or (said.job_line if said is not None else None),
        )  # fmt: skip

    def _own_rule(self, ledger: Ledger) -> MailRule | None:
        """The user's rule that reads it already, to be mended."""
        said = MailReader(ledger, self._words, self._now()).said(mail_of(self.waiting))
        found = ledger.find(said.rule, MailRule.kind) if said is not None and is_own(said.rule) else None
        return found if isinstance(found, MailRule) else None

    def _read(self, ledger: Ledger) -> Understood:
        self.each = Understood(mail_of(self.waiting), None)
        reader = MailReader(ledger, self._words, self._now())
        self.each = self._understood(reader, None)
        rule = self._rule_here(ledger)
        return self._understood(reader, rule) if rule is not None else self.each

    def _understood(self, reader: MailReader, rule: MailRule | None) -> Understood:
        (each,) = reader.understood([mail_of(self.waiting)], rule, {0: self.waiting})
        return each

    def change(self, ledger: Ledger) -> Change:
        """The rule, what is taken of this mail, and what the rule makes of the others that wait.

        RecordGone where another session has done something with it.
        """
        now = ledger.find(self.waiting.id, Inbox.kind)
        if not isinstance(now, Inbox) or not now.waits:
            raise RecordGone(self.waiting.id)
        rule = self.rule(ledger)
        if rule is None and self.means == "ignored":
            return self.thrown_away(ledger)
        ops = list(changes.log(ledger, rule, "mail").ops) if rule is not None else []
        after = Change("mail", tuple(ops)).applied(ledger)
        reader = MailReader(after, self._words, self._now())
        one_off = self._rule_here(ledger) if rule is None else None
        here = confirmed(self._understood(reader, one_off), self._chosen, self._now(), doubtful=True)
        after = Change("mail", tuple(here)).applied(after)
        others = take(after, (), self._words, self._now()).change
        return Change("mail", (*ops, *here, *others.ops, *others.beside))

    def thrown_away(self, ledger: Ledger) -> Change:
        """It does not wait any more, and nothing is taken of it."""
        return changes.delete(ledger, [self.waiting.id])

    @property
    def can_be_saved(self) -> bool:
        """Whether there is anything that Enter takes."""
        return self.means == "ignored" or bool(self.each.items)

    def rows(self) -> list[Any]:
        """What it would do, what can't be, then the mail itself."""
        mail = self.each.mail
        lines = mail.text.rstrip().split("\n")
        told = [
            TextLine(SUBJECT, mail.subject),
            *(TextLine(number, text) for number, text in enumerate(lines)),
        ]
        return [*self.each.items, *self.each.refused, *told]

    def first_line(self) -> int:
        """The row of the subject: what is looked at while nothing is understood."""
        return len(self.each.items) + len(self.each.refused)

    def guess(self, part: Part, row: TextLine) -> str:
        """What of a line is most likely the name: behind its label, without what follows a name.

        Of a job what stands in brackets, where anything does; never what the other part is.
        """
        text = _IN_FRONT.sub("", plain(row.text))
        titles = titles_in(text) or _IN_PARENTHESES.findall(text)
        for sign in _BEFORE:
            text = text.partition(sign)[2].strip() or text if sign in text else text
        ends = [text.find(end) for end in _BEHIND if text.find(end) > 0]
        name = text[: min(ends)].strip() if ends else text
        told = titles[0] if part == "job" and len(titles) == 1 else name
        others = {plain(value) for other, (_number, value) in self._marked.items() if other != part}
        return "" if told in others else told

    def otherwise(self, row: Any, by: int) -> None:
        """Another way to take an item."""
        if isinstance(row, Item):
            acts = [option.act for option in row.options]
            now = acts.index(intake.way_of(row, self._chosen, doubtful=True))
            self._chosen[row.key] = acts[(now + by) % len(acts)]

    def title(self, cells: int) -> Lines:
        """Whose mail it is and when, and what it is taken to say."""
        mail = self.each.mail
        sender = _("from {sender}").format(sender=visible(mail.sender))
        head = line("  ", (_("Mail"), "head"), "  ", mails.sent_words(self.each), "  ", (sender, "dim"))
        means = self.means
        says = (
            _("says: {means}").format(means=labels.choice(MailRule.kind, "means", means))
            if means is not None
            else _("not known yet: say what such a mail means")
        )
        shown: Lines = [head, *paragraph(says, cells, "strong" if means else "warn", "  ")]
        for lacks in self._lacking():
            shown += paragraph(lacks, cells, "warn", "  ")
        return shown

    def _lacking(self) -> list[str]:
        said = self.each.said
        if said is None or not said.lacking:
            return []
        names = _(", ").join(mails.lacks(name) for name in said.lacking)
        return [_("not found in it: {names}").format(names=names)]

    def draw(self, row: Any, cells: int) -> Line:
        """One row."""
        if isinstance(row, Item):
            return intake.item_line(row, intake.way_of(row, self._chosen, doubtful=True), cells)
        if isinstance(row, RefusedRow):
            return line("  ", (errors.invalid(row.reason), "bad"))
        text = clip(visible(row.text.replace("\t", "  ")), cells - 4)
        parts = [part for part, (number, _value) in self._marked.items() if number == row.number]
        marks: list[Span] = [(f"  {self.part_name(part)}", "key") for part in parts]
        return line("  ", (text, "strong" if row.number == SUBJECT else "dim"), *marks)

    @staticmethod
    def part_name(part: Part) -> str:
        """What can be marked."""
        return intake.part_name("client" if part == "client" else "title")

    def detail(self, row: Any, cells: int) -> Lines:
        """Why a row is uncertain, and what can be done with it."""
        if isinstance(row, Item):
            return intake.item_detail(row, intake.way_of(row, self._chosen, doubtful=True), cells)
        if not isinstance(row, TextLine):
            return []
        told = (
            _("t: say what the mail means. k: this line names the client or the job.")
            if self.means is None
            else _("k: this line names the client or the job, also in later mails like it.")
        )
        return paragraph(told, cells, "dim", "  ")
