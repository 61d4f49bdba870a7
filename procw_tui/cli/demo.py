"""`procw-tui demo`."""

from __future__ import annotations

import sys

import click

from procw_tui.bootstrap import Program, demo_program, run_app
from procw_tui.cli.common import global_options
from procw_tui.cli.show import print_status
from procw_tui.present.language import _


def commands(program: Program) -> list[click.Command]:
    """The one command."""

    @click.command("demo", help=_("Open the app on a throw-away copy of the demo data."))
    @global_options
    def demo() -> int:
        with demo_program(program) as throw_away:
            if sys.stdout.isatty():
                return run_app(throw_away)
            print_status(throw_away)
            return 0

    return [demo]
