"""The program's entry: language first, then the commands in it, then what went wrong as a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from procw_tui.bootstrap import Program, run_app, speak_utf8
from procw_tui.cli.common import global_options
from procw_tui.cli.words import translate_click
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.cells import visible
from procw_tui.present.language import _, language
from procw_tui.present.words import errors

FAILED, MISUSED = 1, 2


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code: 0 done, 1 not possible, 2 wrong usage."""
    speak_utf8()
    program = Program(arguments, os.environ)
    try:
        program.begin()
    except Invalid as error:
        return _complain(errors.invalid(error), MISUSED)
    translate_click(language())
    if program.is_completing:
        from procw_tui.cli.shells import register

        register()
    try:
        return _carried_out(program, arguments)
    finally:
        _tell_of_file(program)
        program.settle()


def _tell_of_file(program: Program) -> None:
    """What the ledger was found to be, where a command has read it; nothing to a shell that completes."""
    found = None if program.is_completing else program.news()
    if found is not None:
        click.echo(visible(errors.found(found.what, found.source, program.kept, found.missing)), err=True)


def _carried_out(program: Program, arguments: Sequence[str]) -> int:
    """One command, and what went wrong as a sentence and an exit code."""
    try:
        result = command_line(program).main(
            list(arguments), prog_name="procw-tui", standalone_mode=False, obj=program
        )
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return FAILED
    except Invalid as error:
        return _complain(errors.invalid(error), FAILED)
    except StoreError as error:
        return _complain(errors.trouble(error), FAILED)
    except SystemExit:  # click's way out of a broken pipe
        return 0
    except OSError as error:
        return _can_not_print(error)
    return result if isinstance(result, int) else 0


def _can_not_print(error: OSError) -> int:
    """Standard output is full or gone. What a command saves is durable before it prints."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the exit's flush
    if isinstance(error, BrokenPipeError):
        return 0
    return _complain(_("Can't write to standard output: {detail}").format(detail=error.strerror), FAILED)


def _complain(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


MODULES = {
    "status": "show", "list": "show", "log": "log", "edit": "change", "rename": "change", "mail": "mail",
    "delete": "change", "undo": "change", "redo": "change", "paste": "paste",
    "check-letter": "letter", "report": "report",
    "import": "transfer", "export": "transfer", "merge": "transfer",
    "backup": "safety", "restore": "safety", "doctor": "safety", "demo": "demo",
    "completion": "completion", "help": "manual",
}  # fmt: skip
"""Where each command lives: only the module of the one that is called is loaded."""


class _Commands(click.Group):
    """The commands, each made when it is called or listed."""

    program: Program

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        del ctx
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"procw_tui.cli.{MODULES[cmd_name]}")
        found: list[click.Command] = module.commands(self.program)
        return next(command for command in found if command.name == cmd_name)


def command_line(program: Program) -> click.Group:
    """All commands, their help in the language in force."""

    @click.group(
        cls=_Commands,
        invoke_without_command=True,
        help=_("A coach for the CrowdWorks pro certification. Without a command it opens the app."),
    )
    @global_options
    @click.version_option(_version(), message="procw-tui %(version)s", help=_("Show the version."))
    @click.pass_context
    def group(context: click.Context) -> int:
        if context.invoked_subcommand is not None:
            return 0
        from procw_tui.cli.show import opened_or_shown

        return opened_or_shown(program, lambda: _opened(program))

    group.program = program
    return group


def _opened(program: Program) -> int:
    """The app; where the ledger is damaged, what can be made of it is offered first."""
    try:
        return run_app(program)
    except StoreError as error:
        from procw_tui.cli.safety import offer

        if not offer(program, error):
            raise
        program.forget()
        return run_app(program)


def _version() -> str:
    from procw_tui import __version__

    return __version__
