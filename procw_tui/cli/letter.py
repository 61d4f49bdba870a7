"""`procw-tui check-letter`: a proposal's text, checked by words and places."""

from __future__ import annotations

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import global_options, say, text_in
from procw_tui.cli.show import newer_option, to_look_at
from procw_tui.domain.letter.check import check
from procw_tui.domain.letter.known import For, known_from
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import _
from procw_tui.present.words.letter import as_text


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    return [_check(program)]


def _check(program: Program) -> click.Command:
    @click.command("check-letter", help=_("Check a proposal's text before it is sent."))
    @click.argument("source", metavar="[FILE]", default="-")
    @click.option("--posting", metavar="FILE", help=_("The posting that it answers."))
    @click.option("--client", metavar="NAME", default="", help=_("Whom it is for."))
    @newer_option
    @global_options
    def command(source: str, posting: str | None, client: str, *, newer: bool) -> None:
        ledger = to_look_at(program, newer=newer)
        text, asked = text_in(source), text_in(posting) if posting else ""
        to = For(client, me=str(ledger.setting("my_name") or ""))
        for line in as_text(
            check(text, asked, known_from(ledger), to, KNOWLEDGE.letter_words), KNOWLEDGE.practices
        ):
            say(line)

    return command
