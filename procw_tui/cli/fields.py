"""The fields of a record as options: what they are called, and what was typed for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Unreadable, say
from procw_tui.domain.evening.warnings import warnings_about
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.record.fields import Field, typed_fields
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.settings import setting_named
from procw_tui.domain.typed import entry
from procw_tui.present.words import errors, labels

from . import completions

F = TypeVar("F", bound=Callable[..., Any])


def option_name(field: Field) -> str:
    """`--price-yen`."""
    return "--" + field.name.replace("_", "-")


def field_help(kind: str, field: Field) -> str:
    """The field's words and what it may hold."""
    if field.choices:
        return f"{labels.field(field.name)}: {', '.join(field.choices)}"
    shape = {"Moment": "WHEN", "Day": "WHEN", "Month": "YYYY-MM", "bool": "yes/no"}.get(field.type)
    own = field.name == "value" and kind == "setting"
    return labels.field(field.name) + (f" ({shape})" if shape and not own else "")


def field_options(kind: str) -> Callable[[F], F]:
    """An option for each field of a kind, all as text: `typed` reads them, here as in the forms."""

    def decorate(command: F) -> F:
        for field in reversed(typed_fields(kind)):
            option = click.option(
                option_name(field), field.attr, multiple=field.many, metavar=_metavar(field),
                help=field_help(kind, field), shell_complete=completions.of_field(field),
            )  # fmt: skip
            command = option(command)
        return command

    return decorate


def _metavar(field: Field) -> str:
    return {"Moment": "WHEN", "Day": "WHEN", "Month": "MONTH", "Yen": "YEN"}.get(field.type, "TEXT")


def read_values(kind: str, texts: Mapping[str, Any], now: datetime, key: str | None = None) -> dict[str, Any]:
    """The values of the options that were given; an empty text clears a field. Unreadable on a bad one."""
    values: dict[str, Any] = {}
    for field in typed_fields(kind):
        text = texts.get(field.attr)
        if text is None or text == ():
            continue
        joined = " ".join(text) if field.many else text
        if field.many and field.choices:
            joined = labels.as_codes(kind, field, joined)
        try:
            values[field.attr] = _read(field, joined, now, texts, key)
        except Invalid as error:
            raise Unreadable(error) from None
    return values


def _read(field: Field, text: str, now: datetime, texts: Mapping[str, Any], key: str | None) -> Any:
    if field.type == "Value":
        setting = setting_named(str(texts.get("key") or key or "").lower().replace("-", "_"))
        return entry.setting_value(setting, text, now) if text and setting is not None else None
    if text:
        return entry.value(field, text, now)
    if field.required:
        raise Invalid(field.name, "missing")
    return field.default


def report(program: Program, change: Change, line: str) -> None:
    """Print the ids and one line, and on stderr what looks odd about what was saved."""
    for op in change.ops:
        say(op.record.id)
    say(line)
    warn(program, [op.after for op in change.ops if op.after])


def warn(program: Program, records: list[Record]) -> None:
    """What looks odd, on stderr."""
    for record in records:
        for warned in warnings_about(program.store.ledger, record, program.clock()):
            click.echo(errors.warning(warned), err=True)
