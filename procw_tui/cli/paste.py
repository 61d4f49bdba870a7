"""`procw-tui paste`: text copied from the site."""

from __future__ import annotations

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, content_of, global_options, say
from procw_tui.cli.fields import warn
from procw_tui.domain.intake.reading import Against, Asked, Reading, read
from procw_tui.domain.intake.words import PAGES, Page
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Setting
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.sentences import intake
from procw_tui.present.sentences.changes import done

MOST_WARNINGS = 20


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    return [_paste(program)]


def text_of(content: bytes) -> str:
    """What a browser or an editor saved: UTF-8, UTF-16 with its mark, or Japanese Windows' Shift_JIS."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _paste(program: Program) -> click.Command:
    @click.command("paste", help=_("Take over text copied from the site; shows it, saves with --yes."))
    @click.argument("source", metavar="[FILE]", default="-")
    @click.option("--yes", is_flag=True, help=_("Save what was understood."))
    @click.option("--me", metavar="NAME", help=_("Which sender in a thread is you; remembered."))
    @click.option(
        "--page", type=click.Choice(PAGES), help=_("Which page it is, where it is taken for another.")
    )
    @global_options
    def command(source: str, *, yes: bool, me: str | None, page: Page | None) -> None:
        text = text_of(content_of(source))
        asked = Asked(page, me or "")

        def understood(ledger: Ledger) -> Reading:
            return _answered(read(text, Against(KNOWLEDGE.site_words, ledger, program.clock()), asked), me)

        if not yes:
            reading = understood(program.store.ledger)
            for line in intake.as_text(reading):
                say(line)
            if any(item.options[0].op for item in reading.open_items):
                say(_("Nothing was saved; --yes saves it."))
            return

        taken: list[Reading] = []

        def build(ledger: Ledger) -> Change:
            taken[:] = [understood(ledger)]
            return taken[0].change(ledger, {})

        change = program.store.commit(build)
        for line in intake.as_text(taken[0]):
            say(line)
        say(done(change))
        records = [op.after for op in change.ops if op.after and not isinstance(op.after, Setting)]
        warn(program, records[:MOST_WARNINGS])

    return command


def _answered(reading: Reading, me: str | None) -> Reading:
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
