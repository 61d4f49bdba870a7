"""`edit`, `delete`, `undo`, `redo`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, global_options, say
from procw_tui.cli.fields import option_name, read_values, report
from procw_tui.domain.certification.rounds import with_department_kept
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.renaming import records_of, renamed
from procw_tui.domain.record.checks import check
from procw_tui.domain.record.fields import Field, typed_fields
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import who
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.values import text
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import _
from procw_tui.present.sentences.changes import aside_line, done, redone, undone
from procw_tui.present.words import errors, labels

from . import completions


def commands(program: Program) -> list[click.Command]:
    """The commands that change what was logged."""
    return [_edit(program), _rename(program), _delete(program), _undo(program), _redo(program)]


def the_record(ledger: Ledger, record_id: str) -> Record:
    """The one record of an id, or of an id that begins so."""
    records = ledger.starting_with(record_id) if record_id else []
    if not records:
        raise Impossible(errors.gone(record_id))
    if len(records) > 1:
        raise Impossible(_("{n} records begin with {id}.").format(n=len(records), id=record_id))
    return records[0]


def _every_field() -> dict[str, Field]:
    """The fields of all kinds by name: which kind is meant shows only once the id is looked up."""
    return {field.attr: field for kind in KINDS for field in typed_fields(kind)}


def _all_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for attr, field in reversed(_every_field().items()):
        command = click.option(
            option_name(field), attr, multiple=field.many, help=labels.field(field.name),
            shell_complete=completions.of_field(field),
        )(command)  # fmt: skip
    return command


def _edit(program: Program) -> click.Command:
    @click.command("edit", help=_("Change fields of a record; an empty value clears one."))
    @click.argument("record_id", metavar="ID", shell_complete=completions.ids)
    @_all_options
    @global_options
    def command(record_id: str, **texts: Any) -> None:
        now = program.clock()
        given = {attr: value for attr, value in texts.items() if value not in {None, ()}}
        if not given:
            raise click.UsageError(_("Name a field to change."))
        known = KNOWLEDGE.practice_ids

        def build(ledger: Ledger) -> changes.Change:
            record = the_record(ledger, text("id", record_id))
            fields = {field.attr for field in typed_fields(record.kind)}
            for attr in given:
                if attr not in fields:
                    raise click.UsageError(
                        _("{kind} has no {option}.").format(
                            kind=labels.kind(record.kind), option=option_name(_every_field()[attr])
                        )
                    )
            key = getattr(record, "key", None)
            change = changes.edit(ledger, record.id, read_values(record.kind, given, now, key))
            if change.ops[-1].after is not None:
                check(change.ops[-1].after, known)
            return with_department_kept(ledger, change)

        change = program.store.commit(build)
        edited = change._replace(ops=change.ops[-1:])
        report(program, edited, done(edited))

    return command


def _rename(program: Program) -> click.Command:
    @click.command("rename", help=_("Another name for a client, in every record."))
    @click.argument("old", shell_complete=completions.clients)
    @click.argument("new")
    @global_options
    def command(old: str, new: str) -> None:
        said: list[str] = []

        def build(ledger: Ledger) -> changes.Change:
            other = who(new) != who(old) and records_of(ledger, new)
            said[:] = [_("That is another client's name: both are one from then on.")] if other else []
            return renamed(ledger, old, new.strip())

        say(done(program.store.commit(build)))
        for each in said:
            say(each)

    return command


def _delete(program: Program) -> click.Command:
    @click.command("delete", help=_("Remove records; undo brings them back."))
    @click.argument("record_ids", metavar="ID...", nargs=-1, required=True, shell_complete=completions.ids)
    @global_options
    def command(record_ids: tuple[str, ...]) -> None:
        def build(ledger: Ledger) -> changes.Change:
            found = dict.fromkeys(the_record(ledger, text("id", each)).id for each in record_ids)
            return with_department_kept(ledger, changes.delete(ledger, found))

        change = program.store.commit(build)
        report(program, change, done(change))

    return command


def _undo(program: Program) -> click.Command:
    @click.command("undo", help=_("Take back the last change, whoever made it."))
    @global_options
    def command() -> None:
        click.echo(undone(program.store.undo()))

    return command


def _redo(program: Program) -> click.Command:
    @click.command("redo", help=_("Put on again what was taken back."))
    @click.argument("number", metavar="[NUMBER]", type=int, required=False)
    @click.option(
        "--list", "listed", is_flag=True, help=_("What was taken back before something else was logged.")
    )
    @global_options
    def command(number: int | None, *, listed: bool) -> None:
        store = program.store
        if listed:
            for each in store.set_aside():
                say(f"{each.number}  {aside_line(each.at, each.change)}")
        else:
            say(redone(store.redo() if number is None else store.put_on_again(number)))

    return command
