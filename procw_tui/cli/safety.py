"""`backup`, `restore`, `doctor`: what is kept, what is wrong, and how to get it back."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator

import click

from procw_tui import __version__
from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, global_options, say
from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.language import _, n_
from procw_tui.present.words import doctor, errors
from procw_tui.store import backups, examination, files, repair

from . import terminal


def commands(program: Program) -> list[click.Command]:
    """The commands that keep."""
    return [_backup(program), _restore(program), _doctor(program)]


def _backup(program: Program) -> click.Command:
    @click.command("backup", help=_("List the backups, the newest first."))
    @global_options
    def command() -> None:
        _tell_of_missing(program)
        listed = backups.listed(program.path)
        if not listed:
            say(_("There is no backup yet: one is made each day that something is logged."))
        for each in listed:
            say(doctor.backup_line(each.name, each.records, each.size))

    return command


def _restore(program: Program) -> click.Command:
    @click.command("restore", help=_("Put a backup back; what is there now is kept as a backup."))
    @click.argument("name", metavar="NAME")
    @global_options
    def command(name: str) -> None:
        found = backups.find(program.path, name)
        content = found.path.read_bytes()
        _tell_of_missing(program)
        try:
            kept = backups.put_back(program.path, content, program.clock(), "replaced")
        except OSError as error:
            raise StoreError(
                "failed_write", path=files.place_of(error, program.path), detail=error.strerror
            ) from None
        told = n_("Put back: {name}, {n} record.", "Put back: {name}, {n} records.", found.records or 0)
        say(told.format(name=found.name, n=found.records))
        if kept is not None:
            say(_("What was there is kept: procw-tui restore {name}").format(name=kept.name))

    return command


def _tell_of_missing(program: Program) -> None:
    """What was logged last and is nowhere: from now on nothing would say so."""
    if missing := backups.missing(program.path):
        click.echo(doctor.lacking(missing), err=True)


def _doctor(program: Program) -> click.Command:
    @click.command("doctor", help=_("What is wrong with file, backups and terminal, and what to do."))
    @click.option("--repair", "mend", is_flag=True, help=_("Write a repaired copy; the damaged one is kept."))
    @global_options
    def command(*, mend: bool) -> None:
        if mend:
            _mend(program)
        say(doctor.program_line(__version__, platform.python_version(), program.path.absolute().parent))
        found = examination.findings(program.path)
        for finding in found:
            say(doctor.finding_line(finding.what, finding.facts, well=finding.well))
        for name, value, well in terminal.looked_at():
            say(doctor.terminal_line(name, value, well=well))
        ill = {finding.what: finding.facts for finding in found if not finding.well}
        if "foreign" in ill:
            raise Impossible(doctor.foreign_advice(ill["foreign"]["user"], ill["foreign"]["files"]))
        if ill and not ill.keys() & {"file", "journal"}:
            raise Impossible(doctor.lesser_advice(ill))
        if ill:
            best = repair.best(program.path)
            advice = (
                doctor.advice(best.source, best.records, best.lost, best.missing)
                if best
                else doctor.no_advice()
            )
            raise Impossible(advice)

    return command


def _mend(program: Program) -> None:
    """Repair what is damaged; nothing where all is well."""
    if all(finding.well for finding in examination.findings(program.path)):
        say(_("Nothing needs repair."))
        return
    try:
        for told in _mended(program):
            say(told)
    except OSError as error:
        raise StoreError(
            "failed_write", path=files.place_of(error, program.path), detail=error.strerror
        ) from None


def _mended(program: Program) -> Iterator[str]:
    """Each thing that is put right, what stands in the way first."""
    moved = repair.set_aside(program.path)
    if moved:
        yield _("Moved aside: {names}").format(names=", ".join(moved))
    found = {finding.what: finding.well for finding in examination.findings(program.path)}
    if not found["private"]:
        repair.make_private(program.path)
        yield _("The files are private now.")
    if not (found["file"] and found["journal"]) or found.keys() & {"short", "of_another"}:
        made, kept = repair.repair(program.path, program.clock())
        yield doctor.repaired(made.source, made.records, made.lost, made.missing)
        if kept is not None:
            yield _("What was there is kept: {path}").format(path=kept)
    if spoilt := backups.spoilt(program.path):
        yield from doctor.mended(*repair.mend_backups(program.path, spoilt, program.clock()))


def offer(program: Program, error: StoreError) -> bool:
    """At the start of the app, on a terminal: offer the best that can be made of a damaged ledger."""
    if not sys.stdin.isatty():
        return False
    if error.trouble == "newer_schema":
        click.echo(errors.trouble(error), err=True)
        program.look_at(newer=click.confirm(_("Open it to look at only?"), default=False, err=True))
        return program.view_newer
    if error.trouble not in {"damaged", "empty_with_backup"}:
        return False
    best = repair.best(program.path)
    if best is None or not best.records:
        return False
    click.echo(errors.trouble(error), err=True)
    click.echo(doctor.advice(best.source, best.records, best.lost, best.missing), err=True)
    if not click.confirm(_("Put that in place now? What is there is kept."), default=False, err=True):
        return False
    _mend(program)
    return True
