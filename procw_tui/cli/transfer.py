"""`import` and `export`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from procw_tui.bootstrap import Session
from procw_tui.cli import completions
from procw_tui.cli.common import Impossible, global_options, say
from procw_tui.cli.fields import warn
from procw_tui.cli.show import the_kind
from procw_tui.domain.changes import Change
from procw_tui.domain.kinds import KINDS
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.records import Record
from procw_tui.domain.trouble import StoreError
from procw_tui.present import errors
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.store import files
from procw_tui.store.knowledge import practices
from procw_tui.store.transfer import Import, Line, export_lines, read_lines

MOST_WARNINGS = 20


def commands(session: Session) -> list[click.Command]:
    """The commands that carry records in and out."""
    return [_import(session), _export(session)]


def _lines_of(name: str) -> Iterator[Line]:
    if name == "-":
        content = sys.stdin.buffer.read()
    else:
        read = files.read_bytes(Path(name))
        if read is None:
            raise StoreError("no_such_file", path=name)
        content = read
    for number, text in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        yield Line(name, number, text.rstrip(b"\r"))


def _import(session: Session) -> click.Command:
    @click.command("import", help=_("Take records in from JSON Lines: all or nothing."))
    @click.argument("sources", metavar="FILE...", nargs=-1, required=True)
    @click.option(
        "--kind", shell_complete=completions.kinds, help=_("The kind of lines that don't name one.")
    )
    @click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
    @global_options
    def command(sources: tuple[str, ...], kind: str | None, *, dry_run: bool) -> None:
        name = the_kind(kind) if kind else None
        lines = [line for source in sources for line in _lines_of(source)]
        known = [practice.id for practice in practices()]
        taken: list[Import] = []

        def build(ledger: Ledger) -> Change:
            taken[:] = [_readable(read_lines(ledger, lines, known, name))]
            return taken[0].change(ledger)

        if dry_run:
            build(session.store.ledger)
        else:
            session.store.commit(build)
        records, skipped = taken[0].records, taken[0].skipped
        if dry_run:
            say(
                _("{n} records would be imported, {skipped} are known").format(
                    n=len(records), skipped=skipped
                )
            )
            return
        say(_("{n} records imported, {skipped} were known").format(n=len(records), skipped=skipped))
        warn(session, list(records[:MOST_WARNINGS]))

    return command


def _readable(read: Import) -> Import:
    """The import, or every bad line named and nothing done."""
    if not read.bad:
        return read
    named = [
        f"{visible(bad.line.source)}:{bad.line.number}: {errors.invalid(bad.reason)}" for bad in read.bad
    ]
    raise Impossible("\n".join([*named, errors.bad_lines(len(named))]))


def _write(session: Session, target: Path, content: bytes) -> None:
    """Write an export: whole, but never over the ledger or what belongs to it, and into a device as it is."""
    ledger = files.real(session.path)
    if files.real(target) in {ledger, files.backup_of(ledger), files.lock_of(ledger)}:
        raise Impossible(_("That is the ledger itself: {path}").format(path=visible(str(target))))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            files.replace(target, content, keep_previous=False)
    except OSError as error:
        raise StoreError("not_writable", path=target, detail=error.strerror) from None


def _export(session: Session) -> click.Command:
    @click.command("export", help=_("Write all records as JSON Lines."))
    @click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help=_("The form."))
    @click.option("--kind", shell_complete=completions.kinds, help=_("Only this kind."))
    @click.option("-o", "--output", metavar="PATH", help=_("A file; else standard output."))
    @global_options
    def command(form: str, kind: str | None, output: str | None) -> None:
        del form
        ledger = session.store.ledger
        records: Iterable[Record] = ledger.all(KINDS[the_kind(kind)]) if kind else ledger
        content = b"".join(export_lines(records))
        if output is None or output == "-":
            sys.stdout.buffer.write(content)
            return
        _write(session, Path(output), content)

    return command
