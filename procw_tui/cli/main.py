"""The program's entry: language first, then the commands in it, then what went wrong as a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from procw_tui.bootstrap import Session, run_app, speak_utf8
from procw_tui.cli import change, log, show, transfer
from procw_tui.cli.common import global_options
from procw_tui.cli.words import translate_click
from procw_tui.domain.invalid import Invalid
from procw_tui.domain.trouble import StoreError
from procw_tui.present import errors
from procw_tui.present.language import _, language

FAILED, MISUSED = 1, 2


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code: 0 done, 1 not possible, 2 wrong usage."""
    speak_utf8()
    session = Session(arguments, os.environ)
    try:
        session.begin()
    except Invalid as error:
        return _complain(errors.invalid(error), MISUSED)
    translate_click(language())
    try:
        result = program(session).main(list(arguments), prog_name="procw-tui", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return FAILED
    except Invalid as error:
        return _complain(errors.invalid(error), FAILED)
    except StoreError as error:
        return _complain(errors.trouble(error), FAILED)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the exit's flush
        return 0
    return result if isinstance(result, int) else 0


def _complain(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def program(session: Session) -> click.Group:
    """All commands, their help in the language in force."""

    @click.group(
        invoke_without_command=True,
        help=_("A coach for the CrowdWorks pro certification. Without a command it opens the app."),
    )
    @global_options
    @click.version_option(_version(), message="procw-tui %(version)s", help=_("Show the version."))
    @click.pass_context
    def group(context: click.Context) -> int:
        if context.invoked_subcommand is not None:
            return 0
        if not sys.stdout.isatty():
            show.print_status(session)
            return 0
        return run_app(session)

    @click.command(help=_("Open the app on a throw-away copy of the demo data."))
    @global_options
    def demo() -> int:
        from procw_tui.bootstrap import demo_session

        with demo_session(session) as throw_away:
            if sys.stdout.isatty():
                return run_app(throw_away)
            show.print_status(throw_away)
            return 0

    group.add_command(demo)
    for module in (log, change, show, transfer):
        for command in module.commands(session):
            group.add_command(command)
    return group


def _version() -> str:
    from procw_tui import __version__

    return __version__
