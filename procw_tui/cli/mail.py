"""`procw-tui mail`: the site's mails, from a mailer's pipe or from where they lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, global_options, say
from procw_tui.domain.intake.mails import Taken, confirm_all, take
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.sentences import mails as words
from procw_tui.present.words import errors
from procw_tui.store.incoming.gathering import Gathered, MailFolder, gathered
from procw_tui.store.incoming.mailboxes import in_stream, letters
from procw_tui.store.paths import place_named

STREAM = "-"


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    return [_mail(program)]


def _mail(program: Program) -> click.Command:
    @click.command(
        "mail", help=_("Read the site's mails into the ledger: - from a mailer, a file, or a folder.")
    )
    @click.argument("source", metavar="[FILE|FOLDER|-]", default="")
    @click.option("--dry-run", is_flag=True, help=_("Show what would come; save nothing."))
    @click.option("--yes", is_flag=True, help=_("Save what waits to be confirmed as well."))
    @click.option("--take-doubtful", is_flag=True, help=_("Save what may be read in two ways as well."))
    @global_options
    def command(source: str, *, dry_run: bool, yes: bool, take_doubtful: bool) -> int:
        where = _where(program, source)
        if where == STREAM:
            return _handed_over(program, dry_run=dry_run, yes=yes, doubtful=take_doubtful)
        folder = MailFolder(Path(where), program.path, KNOWLEDGE.mail_words) if Path(where).is_dir() else None
        ledger = program.store.ledger
        if folder is not None:
            look = folder.gather(ledger)
        else:
            look = gathered(letters(Path(where)), KNOWLEDGE.mail_words)
            if look.unreadable and not look.names:
                raise Impossible(words.unreadable_words(look.unreadable[0]))
        if folder is not None and folder.is_read(look, ledger) and not yes:
            _say_nothing_new(program)
            return 0
        for line in _taken(program, look, dry_run=dry_run, yes=yes, doubtful=take_doubtful):
            say(line)
        if folder is not None and not dry_run:
            folder.remember(look, program.store.ledger)
        return 0

    return command


def _say_nothing_new(program: Program) -> None:
    """Of a folder in which everything was read, by the rules as they are."""
    say(words.nothing_new())
    for line in words.waiting(program.store.ledger, KNOWLEDGE.mail_words, program.clock()):
        say(line)


def _where(program: Program, source: str) -> str:
    """What is named, else the folder of the settings, else what a mailer hands over."""
    if source:
        return source
    folder = str(program.store.ledger.setting("mail_folder") or "")
    if folder:
        return str(place_named(folder))
    if not sys.stdin.isatty():
        return STREAM
    raise Impossible(_("No mail folder is set: name one, or set it with log setting --key mail_folder."))


def _handed_over(program: Program, *, dry_run: bool, yes: bool, doubtful: bool) -> int:
    """Mails from a pipe: done, or to be tried again. A mailer must never lose one because of this program."""
    try:
        look = gathered(in_stream(sys.stdin.buffer), KNOWLEDGE.mail_words)
        told = _taken(program, look, dry_run=dry_run, yes=yes, doubtful=doubtful)
    except StoreError as error:
        told, code = [errors.trouble(error)], os.EX_TEMPFAIL
    except Exception as error:  # noqa: BLE001 - whatever it is, the mail stays with the mailer
        told, code = (
            [_("The mail could not be taken in: {detail}").format(detail=repr(error))],
            os.EX_TEMPFAIL,
        )
    else:
        code = os.EX_OK
    try:
        for line in told:
            click.echo(visible(line), err=code != os.EX_OK)
        sys.stdout.flush()
    except OSError:  # what is durable is done, whether or not anybody reads of it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the exit's flush
    return code


def _taken(program: Program, look: Gathered, *, dry_run: bool, yes: bool, doubtful: bool) -> list[str]:
    """Take in what is found; what came of it."""
    now, told = program.clock(), list[Taken]()

    def build(ledger: Ledger) -> Change:
        taken = take(ledger, look.mails, KNOWLEDGE.mail_words, now)
        told[:] = [taken]
        if not yes:
            return taken.change
        return confirm_all(taken, ledger, KNOWLEDGE.mail_words, now, doubtful=doubtful)

    if dry_run:
        change, ledger = build(program.store.ledger), program.store.ledger
    else:
        change, ledger = program.store.commit(build), program.store.ledger
    shown = change.applied(ledger) if dry_run else ledger
    return [
        *words.came(told[0], change, look.foreign, look.unreadable, dry_run=dry_run),
        *words.waiting(shown, KNOWLEDGE.mail_words, now),
    ]
