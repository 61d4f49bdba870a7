"""What every command shares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from procw_tui.bootstrap import Program
from procw_tui.domain.evening.counted_already import lessened, may_be_counted
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.cells import visible
from procw_tui.present.language import _, n_
from procw_tui.present.words import errors
from procw_tui.store import files
from procw_tui.store.backups import belongings, folder_of
from procw_tui.store.incoming.charset import text_of

F = TypeVar("F", bound=Callable[..., Any])


def global_options(command: F) -> F:
    """`--db` and `--lang`, on the program and on every command; the program knows the language already."""
    command = click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, help=_("Language: ja or en.")
    )(command)
    return click.option(
        "--db", metavar="FILE", expose_value=False, callback=_name_file, help=_("The file to use.")
    )(command)


def _name_file(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Tell the program which file is meant."""
    if value == "":
        raise click.BadParameter(_("no file is named"), context, parameter)
    if value is not None:
        context.find_root().obj.name_file(value)


def among_option(command: F) -> F:
    """`--among`: what is logged was in a number that was told before."""
    words = _("It is among a number that you told: that becomes less by it.")
    return click.option("--among", is_flag=True, help=words)(command)


class ToldBefore:
    """What a command does with records of days that a number was told of: among it, or on top and said so."""

    def __init__(self, *, among: bool) -> None:
        self._among = among
        self._on_top = 0

    def __call__(self, ledger: Ledger, change: Change) -> Change:
        """The change as it is meant."""
        self._on_top = 0 if self._among else may_be_counted(ledger, change)
        return lessened(ledger, change) if self._among else change

    def tell(self) -> None:
        """On stderr, where some come on top of a told number."""
        if self._on_top:
            told = n_(
                "{n} of days that you told a number of: it comes on top of it, with --among it is one of it.",
                "{n} of days that you told a number of: they come on top of it, with --among they are of it.",
                self._on_top,
            )
            click.echo(told.format(n=self._on_top), err=True)


def contract_of(ledger: Ledger, text: str) -> Contract:
    """The one contract of an id, or of an id that begins so; Impossible where there is none."""
    contracts = [record for record in ledger.starting_with(text) if isinstance(record, Contract) and text]
    if len(contracts) != 1:
        raise Impossible(_("No contract has the id {id}.").format(id=text))
    return contracts[0]


def content_of(name: str) -> bytes:
    """A file's bytes, or standard input's for `-`."""
    if name == "-":
        return sys.stdin.buffer.read()
    content = files.read_bytes(Path(name))
    if content is None:
        raise StoreError("no_such_file", path=name)
    return content


class Unreadable(click.ClickException):
    """An option's value that can't be read."""

    exit_code = 2

    def __init__(self, error: Invalid) -> None:
        super().__init__(errors.invalid(error))

    def show(self, file: Any = None) -> None:
        """The sentence alone."""
        click.echo(self.message, err=True, file=file)


class Impossible(Unreadable):
    """Something that can be read, but not be done."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        click.ClickException.__init__(self, message)


def say(line: str) -> None:
    """A line for the user: text from records is shown, never obeyed."""
    click.echo(visible(line))


def text_in(source: str) -> str:
    """What a browser or an editor saved."""
    try:
        return text_of(content_of(source))
    except Invalid as reason:
        raise Impossible(errors.invalid(reason)) from None


def write_out(program: Program, output: str | None, content: bytes) -> None:
    """Write to a file, whole, or to standard output where none is named.

    Never over the ledger or what belongs to it, and into a device as it is.
    """
    if output is None or output == "-":
        sys.stdout.buffer.write(content)
        return
    target = Path(output)
    where = files.real(target)
    if where in belongings(program.path) or where.parent == folder_of(program.path):
        raise Impossible(_("That is the ledger itself: {path}").format(path=visible(output)))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            mode = target.stat().st_mode if target.exists() else files.PRIVATE_FILE
            files.replace(target, content, keep_previous=False)
            target.chmod(mode & 0o777)  # who reads a calendar over the web keeps the right to
    except OSError as error:
        raise StoreError("not_writable", path=target, detail=error.strerror) from None
