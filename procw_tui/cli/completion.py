"""`completion`: Tab in a shell, set up once by one command."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, global_options, say
from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.language import _
from procw_tui.store import files

from .shells import SHELLS, script_of


def commands(program: Program) -> list[click.Command]:
    """The one command."""

    @click.command("completion", help=_("Let Tab complete commands, choices, ids and clients in your shell."))
    @click.argument("shell", type=click.Choice(tuple(SHELLS)), required=False)
    @click.option("--print", "only_print", is_flag=True, help=_("Print the script; nothing is set up."))
    @global_options
    @click.pass_context
    def command(context: click.Context, shell: str | None, *, only_print: bool) -> None:
        shell = shell or Path(program.environment.get("SHELL", "")).name
        if shell not in SHELLS:
            raise click.UsageError(_("Which shell? Name bash, zsh or fish."))
        script = script_of(shell, context.find_root().command)
        if only_print:
            click.echo(script, nl=False)
            return
        try:
            place, begun, line = _set_up(shell, script, program)
        except OSError as error:
            at = files.place_of(error, Path.home())
            raise StoreError("failed_write", path=at, detail=error.strerror) from None
        say(_("Written: {path}").format(path=place))
        if begun is not None and line:
            say(_("Added to {path}: {line}").format(path=begun, line=line))
        elif begun is not None:
            say(_("{path} reads it already.").format(path=begun))
        say(_("The next {shell} that you open completes procw-tui.").format(shell=shell))

    return [command]


def _set_up(shell: str, script: str, program: Program) -> tuple[Path, Path | None, str]:
    """Write a shell's script; where it is, the file with which the shell starts, the line added to that."""
    home = Path.home()
    if shell == "fish":  # reads what lies there
        config = Path(program.environment.get("XDG_CONFIG_HOME") or home / ".config")
        return _written(config / "fish" / "completions" / "procw-tui.fish", script), None, ""
    from platformdirs import user_data_path

    place = user_data_path("procw-tui") / f"completion.{shell}"
    begun = home / ".bashrc"
    if shell == "zsh":
        begun = Path(program.environment.get("ZDOTDIR") or home) / ".zshrc"
    quoted = shlex.quote(str(place))
    line = f"[ -r {quoted} ] && . {quoted}"
    _written(place, script)
    try:
        return place, begun, line if _added(begun, os.fsencode(line)) else ""
    except OSError as error:
        told = _("{path} can't be written ({detail}). Add this line to it: {line}")
        raise Impossible(told.format(path=begun, detail=error.strerror, line=line)) from None


def _added(begun: Path, line: bytes) -> bool:
    """Add a line to a file, unless it is there; whether it was not."""
    with begun.open("ab+") as file:
        file.seek(0)
        present = file.read()
        if line in map(bytes.strip, present.splitlines()):
            return False
        file.write(b"\n" * (present[-1:] not in {b"", b"\n"}) + line + b"\n")
    return True


def _written(place: Path, script: str) -> Path:
    files.make_folder(place.parent)  # it may be that of the ledger
    files.replace(place, script.encode(), keep_previous=False)
    return place
