"""`procw-tui log KIND ...`: one record of any kind, durable before the exit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import (
    Impossible,
    ToldBefore,
    Unreadable,
    among_option,
    contract_of,
    global_options,
)
from procw_tui.cli.fields import field_options, option_name, read_values, report
from procw_tui.domain.certification.rounds import setting_set
from procw_tui.domain.evening.quiet import gap_said
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.jobs import with_its_job
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.tallies import of_the_same, replacing, stated
from procw_tui.domain.record.codes import Side
from procw_tui.domain.record.fields import typed_fields
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Contract, Gap, Record, Scout, Setting, Tally
from procw_tui.domain.typed import when
from procw_tui.domain.work.contracts import running_for
from procw_tui.domain.work.replies import reply, waiting_longest
from procw_tui.domain.work.terminations import termination_answered, termination_requested
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.sentences.changes import done
from procw_tui.present.sentences.records import record_line, record_summary
from procw_tui.present.words import labels

from . import completions, night

_CLIENTS = completions.of_field(next(f for f in typed_fields("message") if f.name == "client"))
SPANS = frozenset({"tally", "gap"})
"""Kinds whose own day begins a span: it is asked for, today is no default."""


def commands(program: Program) -> list[click.Command]:
    """The one group `log` with a command for each kind."""

    @click.group("log", help=_("Log one record."), context_settings={"token_normalize_func": _with_dashes})
    @global_options
    def group() -> None:
        pass

    for kind, cls in KINDS.items():
        if not cls.is_logged:
            continue
        group.add_command(_log_command(program, kind))
    group.add_command(_reply_command(program))
    group.add_command(_termination_command(program))
    group.add_command(night.command(program))
    return [group]


def _with_dashes(name: str) -> str:
    """`profile_edit` and `--price_yen` are understood as well."""
    return name.replace("_", "-")


def _at_option() -> Callable[[Any], Any]:
    return click.option("--at", metavar="WHEN", help=_("The record's own moment or day; now if left out."))


def _log_command(program: Program, kind: str) -> click.Command:
    @click.command(kind.replace("_", "-"), help=labels.kind(kind))
    @_at_option()
    @field_options(kind)
    @_own_option(kind)
    @global_options
    def command(at: str | None, *, replace: bool = False, among: bool = False, **texts: Any) -> None:
        record = _new_record(kind, at, texts, program.clock())
        known, told = KNOWLEDGE.practice_ids, ToldBefore(among=among)
        if isinstance(record, Gap) and record.to > program.clock().date():
            raise Invalid("to", "is_to_come", value=record.to)

        def build(ledger: Ledger) -> changes.Change:
            from procw_tui.domain.record.checks import check

            check(record, known)
            if isinstance(record, Setting):
                return setting_set(ledger, record)
            if isinstance(record, Gap):
                return gap_said(ledger, record)
            if isinstance(record, Tally):
                return _told_once(ledger, record, replace=replace)
            return told(ledger, with_its_job(ledger, changes.log(ledger, record)))

        change = program.store.commit(build)
        told.tell()
        if not among:
            _tell_replaced(change)
        logged = change._replace(ops=tuple(op for op in change.ops if op.record.kind == kind)[-1:])
        report(program, logged, record_line(logged.ops[0].record))

    return command


def _tell_replaced(change: changes.Change) -> None:
    """What stands no more: of a tally only what is told anew."""
    for op in change.ops:
        if isinstance(op.before, Tally):
            left = stated(op.after) if isinstance(op.after, Tally) else set()
            empty: dict[str, Any] = dict.fromkeys(left)
            was = dataclasses.replace(op.before, **empty)
            click.echo(_("In place of: {what}").format(what=record_line(was)), err=True)
        elif isinstance(op.before, Gap):
            click.echo(_("In place of: {what}").format(what=record_line(op.before)), err=True)


def _own_option(kind: str) -> Callable[[Any], Any]:
    """`--replace` of a tally, `--among` of what a tally may have counted."""
    if kind in {Contract.kind, Scout.kind}:
        return among_option
    if kind != Tally.kind:
        return lambda command: command
    words = _("In place of what another tally tells of the same days.")
    return click.option("--replace", is_flag=True, help=words)


def _told_once(ledger: Ledger, tally: Tally, *, replace: bool) -> changes.Change:
    """The same thing is not told twice without a word."""
    others = of_the_same(ledger, tally)
    if others and not replace:
        raise Invalid("from", "told_twice", first=others[0].from_, last=others[0].to)
    for other in others:
        if other.from_ < tally.from_ or other.to > tally.to:
            raise Invalid("from", "told_of_more", first=other.from_, last=other.to)
    return replacing(ledger, tally)


def _new_record(kind: str, at: str | None, texts: dict[str, Any], now: datetime) -> Record:
    values = read_values(kind, texts, now)
    cls = KINDS[kind]
    own = next((f for f in typed_fields(kind) if f.attr == cls.own), None)
    if own is not None and own.attr in values and at is not None:
        raise click.UsageError(_("Give either --at or {option}.").format(option=option_name(own)))
    if own is not None and own.attr not in values:
        values.update(_own(kind, own.attr, at, texts, now))
        if kind == Contract.kind and at is None:
            values["assumed"] = (own.attr,)
    elif at is not None and own is None:
        raise click.UsageError(_("{kind} has no moment of its own.").format(kind=labels.kind(kind)))
    if kind == "message" and values.get("replied_at") is not None:
        values.setdefault("state", "answered")
    for field in typed_fields(kind):
        if field.required and values.get(field.attr) is None:
            raise click.UsageError(_("{option} is missing.").format(option=option_name(field)))
    return cls(id=changes.new_id(), **values)


def _own(kind: str, attr: str, at: str | None, texts: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The record's own moment or day from `--at`; a message's may be a span, up to its reply."""
    own = next(f for f in typed_fields(kind) if f.attr == attr)
    if at is None and (not own.required or own.type == "Month" or kind in SPANS):
        return {}
    try:
        if kind == "message" and at is not None and when.is_span(at) and texts.get("replied_at") is None:
            received, replied = when.span(at, now)
            return {"received_at": received, "replied_at": replied}
    except Invalid as error:
        raise Unreadable(error) from None
    return read_values(kind, {attr: at or "now"}, now)


def _moment(text: str | None, now: datetime) -> datetime:
    try:
        return when.moment(text or "", now)
    except Invalid as error:
        raise Unreadable(error) from None


def _reply_command(program: Program) -> click.Command:
    @click.command("reply", help=_("Answer all messages of a client, else of the one waiting longest."))
    @click.option("--client", help=labels.field("client"), shell_complete=_CLIENTS)
    @_at_option()
    @global_options
    def command(client: str | None, at: str | None) -> None:
        moment = _moment(at, program.clock())

        def build(ledger: Ledger) -> changes.Change:
            name = client if client is not None else waiting_longest(ledger, moment)
            if name is None:
                raise Impossible(_("Nobody waits for a reply."))
            return reply(ledger, name, moment)

        change = program.store.commit(build)
        report(program, change, done(change))

    return command


def _termination_command(program: Program) -> click.Command:
    @click.command("termination", help=_("A midway-end request, or its answer."))
    @click.option("--client", help=labels.field("client"), shell_complete=_CLIENTS)
    @click.option(
        "--contract",
        "contract_id",
        metavar="ID",
        shell_complete=completions.ids,
        help=_("The contract, where a client has several."),
    )
    @click.option("--by", type=click.Choice(["client", "me"]), default="client", help=_("Who asked for it."))
    @click.option("--answered", is_flag=True, help=_("The request has been answered."))
    @_at_option()
    @global_options
    def command(
        client: str | None, contract_id: str | None, by: Side, at: str | None, *, answered: bool
    ) -> None:
        if (client is None) == (contract_id is None):
            raise click.UsageError(_("Give either --client or --contract."))
        moment = _moment(at, program.clock())

        def build(ledger: Ledger) -> changes.Change:
            contract = _contract(ledger, client, contract_id, requested=answered)
            if answered:
                return termination_answered(ledger, contract or "", moment)
            return termination_requested(ledger, contract or client or "", moment, by)

        change = program.store.commit(build)
        report(program, change, done(change))

    return command


def _contract(ledger: Ledger, client: str | None, contract_id: str | None, *, requested: bool) -> str | None:
    """The id of the running contract that is meant; None where the client has none."""
    if contract_id is not None:
        return contract_of(ledger, contract_id).id
    running = running_for(ledger, client or "")
    open_requests = [c for c in running if c.termination_requested_at and not c.termination_answered_at]
    candidates = open_requests if requested else running
    if len(candidates) > 1:
        listed = "\n".join(f"{visible(c.id)}  {record_summary(c)}" for c in candidates)
        raise Impossible(_("This client has several contracts; say which with --contract:") + "\n" + listed)
    if requested and not candidates:
        raise Impossible(_("This client has no open midway-end request."))
    return candidates[0].id if candidates else None
