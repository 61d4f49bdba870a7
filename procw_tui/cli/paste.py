"""`procw-tui paste`: text copied from the site."""

from __future__ import annotations

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import (
    Impossible,
    ToldBefore,
    among_option,
    global_options,
    say,
    text_in,
)
from procw_tui.cli.fields import warn
from procw_tui.domain.intake.reading import Against, Asked, Reading, read_any
from procw_tui.domain.intake.words import PAGES, Page
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Inbox, Setting
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.sentences import intake
from procw_tui.present.sentences.changes import done
from procw_tui.present.words.sheets import every_sheet

MOST_WARNINGS = 20


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    return [_paste(program)]


def _paste(program: Program) -> click.Command:
    @click.command("paste", help=_("Take over text copied from the site; shows it, saves with --yes."))
    @click.argument("source", metavar="[FILE]", default="-")
    @click.option("--yes", is_flag=True, help=_("Save what was understood."))
    @click.option("--take-doubtful", is_flag=True, help=_("Save what may be read in two ways as well."))
    @click.option("--waiting", is_flag=True, help=_("Read again what was left out to be looked at."))
    @click.option("--me", metavar="NAME", help=_("Which sender in a thread is you; remembered."))
    @click.option(
        "--page", type=click.Choice(PAGES), help=_("Which page it is, where it is taken for another.")
    )
    @among_option
    @global_options
    def command(  # noqa: PLR0913 - an option each
        source: str, *, yes: bool, take_doubtful: bool, waiting: bool, me: str | None, page: Page | None,
        among: bool,
    ) -> None:  # fmt: skip
        asked, told = Asked(page, me or ""), ToldBefore(among=among)
        if waiting:
            texts = [each.text for each in program.store.ledger.all(Inbox) if each.source != "mail"]
            for text in filter(None, texts):
                _read(program, text, asked, told if yes else None, doubtful=take_doubtful)
        else:
            _read(program, text_in(source), asked, told if yes else None, doubtful=take_doubtful)

    return command


def _read(program: Program, text: str, asked: Asked, told: ToldBefore | None, *, doubtful: bool) -> None:
    """Show what is understood of a text, and save it where it is meant to: with a word on told numbers."""
    words = KNOWLEDGE.site_words

    def understood(ledger: Ledger) -> Reading:
        return _answered(
            read_any(text, Against(words, ledger, program.clock()), asked, lambda: every_sheet(words)),
            asked.me,
        )

    if told is None:
        reading = understood(program.store.ledger)
        for line in intake.as_text(reading, doubtful=doubtful):
            say(line)
        if any(item.options[0].ops for item in reading.open_items):
            say(_("Nothing was saved; --yes saves it."))
        _tell_waiting(reading, doubtful=doubtful)
        return

    taken: list[Reading] = []

    def build(ledger: Ledger) -> Change:
        taken[:] = [understood(ledger)]
        return told(ledger, taken[0].change(ledger, {}, doubtful=doubtful))

    change = program.store.commit(build)
    told.tell()
    for line in intake.as_text(taken[0], doubtful=doubtful):
        say(line)
    say(done(change))
    _tell_waiting(taken[0], doubtful=doubtful)
    records = [op.after for op in change.ops if op.after and not isinstance(op.after, (Setting, Inbox))]
    warn(program, records[:MOST_WARNINGS])


def _tell_waiting(reading: Reading, *, doubtful: bool) -> None:
    """What of it is left out, and how it is fetched."""
    if reading.waiting({}, doubtful=doubtful):
        say(_("Rows marked ? are left out: --take-doubtful takes them; `paste --waiting` reads them again."))


def _answered(reading: Reading, me: str) -> Reading:
    """The reading, once it is known who in a thread is the user."""
    if not reading.senders:
        return reading
    names = "\n".join(f"  {visible(name)}" for name in reading.senders)
    asked = (
        _("None of them is {name}:").format(name=visible(me))
        if me
        else _("Say with --me which of them is you:")
    )
    raise Impossible(f"{asked}\n{names}")
