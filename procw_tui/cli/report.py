"""`procw-tui report`: a week or a round as Markdown."""

from __future__ import annotations

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, global_options, say
from procw_tui.cli.show import newer_option, to_look_at
from procw_tui.domain.certification.look_back import look_back, round_so_far, week
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import _
from procw_tui.present.report import as_markdown, page
from procw_tui.present.view import View

MOST_BACK = 1000


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    return [_report(program)]


def _report(program: Program) -> click.Command:
    @click.command(
        "report", help=_("What changed, what moved which criterion, and the next step, as Markdown.")
    )
    @click.option(
        "--week", "of", flag_value="week", default="week", help=_("The past seven days (the default).")
    )
    @click.option("--round", "of", flag_value="round", help=_("The round so far."))
    @click.option("--back", type=int, default=0, metavar="N", help=_("So many weeks or rounds ago."))
    @newer_option
    @global_options
    def command(of: str, back: int, *, newer: bool) -> None:
        shown = View(to_look_at(program, newer=newer), program.clock(), KNOWLEDGE)
        today = shown.today
        if not 0 <= back <= MOST_BACK:
            raise Impossible(_("There is nothing so far back."))
        span = week(today, back) if of == "week" else round_so_far(shown.ledger, today, shown.rules, back)
        if span is None:
            raise Impossible(_("There is nothing so far back."))
        for line in as_markdown(page(shown, look_back(shown.ledger, span, shown.rules))).split("\n"):
            say(line)

    return command
