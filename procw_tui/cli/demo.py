"""`procw-tui demo`."""

from __future__ import annotations

import click

from procw_tui.bootstrap import Program, demo_program, run_app
from procw_tui.cli.common import global_options
from procw_tui.cli.show import opened_or_shown
from procw_tui.present.language import N_, _

GREETING = N_("A demo: nothing of yours is touched. q leaves it.")


def commands(program: Program) -> list[click.Command]:
    """The one command."""

    @click.command("demo", help=_("Open the app on a throw-away copy of the demo data."))
    @global_options
    def demo() -> int:
        with demo_program(program) as throw_away:
            return opened_or_shown(throw_away, lambda: run_app(throw_away, _(GREETING)))

    return [demo]
