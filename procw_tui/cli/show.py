"""`status` and `list`: they write nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO, TypeVar

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Unreadable, global_options, say
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS, own_day
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.times import end_of, start_of
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import _
from procw_tui.present.view import View
from procw_tui.present.words import errors, labels

from . import completions

F = TypeVar("F", bound=Callable[..., Any])


def commands(program: Program) -> list[click.Command]:
    """The commands that show."""
    return [_status(program), _list(program)]


def newer_option(command: F) -> F:
    """`--newer`, for commands that write nothing."""
    told = _("Look at a file of a newer version as well, as far as it is understood.")
    return click.option("--newer", is_flag=True, help=told)(command)


def to_look_at(program: Program, *, newer: bool) -> Ledger:
    """The ledger for a command that writes nothing; one of a newer program only where that is asked for."""
    program.look_at(newer=newer)
    ledger = program.store.ledger
    if program.store.read_only is not None:
        click.echo(errors.trouble(program.store.read_only), err=True)
    return ledger


def _as_of(text: str | None, now: datetime) -> datetime:
    """The moment to judge by: now, or 24:00 of a day asked for by name."""
    if text is None:
        return now
    from procw_tui.domain.typed import when

    try:
        return end_of(when.day(text, now, "at"))
    except Invalid as error:
        raise Unreadable(error) from None


def print_status(program: Program) -> None:
    """The scoreboard as text."""
    from procw_tui.present.status.text import status_text

    for line in status_text(View(program.store.ledger, program.clock(), KNOWLEDGE)):
        say(line)


def opened_or_shown(program: Program, open_app: Callable[[], int]) -> int:
    """The app where there is a terminal to draw on and to type in, else the scoreboard; its exit code.

    1 where it could be drawn but nobody could press a key.
    """
    if not _is_terminal(sys.stdout) or os.environ.get("TERM") == "dumb":
        print_status(program)
        return 0
    if not _is_terminal(sys.stdin):
        told = _("The app needs a terminal to type in; `procw-tui status` shows the scoreboard.")
        click.echo(told, err=True)
        return 1
    return open_app()


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether it is one; a stream that was closed is None."""
    return stream is not None and stream.isatty()


def _status(program: Program) -> click.Command:
    @click.command("status", help=_("The scoreboard as text."))
    @click.option("--line", "as_line", is_flag=True, help=_("One line: only what needs you now."))
    @click.option("--plain", is_flag=True, help=_("The line as it is: for other bars than that of tmux."))
    @click.option("--json", "as_json", is_flag=True, help=_("For other programs."))
    @click.option("--as-of", metavar="DATE", help=_("Any day, up to its end in Japan."))
    @newer_option
    @global_options
    def command(*, as_line: bool, plain: bool, as_json: bool, as_of: str | None, newer: bool) -> None:
        now = _as_of(as_of, program.clock())
        shown = View(to_look_at(program, newer=newer), now, KNOWLEDGE)
        if as_json:  # each loads its own words alone: the line is drawn by tmux every few seconds
            from procw_tui.present.status.document import status_json

            _print_json(status_json(shown))
        elif as_line:
            from procw_tui.present.status.line import status_line

            line = status_line(shown)
            if line:
                say(line if plain else line.replace("#", "##"))  # a single one begins a format of tmux
        else:
            from procw_tui.present.status.text import status_text

            for line in status_text(shown):
                say(line)

    return command


def _print_json(value: object) -> None:
    import orjson

    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def newest_first(ledger: Ledger, kind: str) -> list[Record]:
    """The records of a kind by their own moment or day, the latest first."""

    def key(record: Record) -> tuple[str, str]:
        own = getattr(record, record.own) if record.own else None
        day = own_day(record)
        moment = own if isinstance(own, datetime) else start_of(day) if day else None
        return (moment.isoformat() if moment else "", record.changed_at or "")

    return sorted(ledger.all(KINDS[kind]), key=key, reverse=True)


def _list(program: Program) -> click.Command:
    @click.command("list", help=_("The records of a kind, newest first."))
    @click.argument("kind", metavar="KIND", shell_complete=completions.kinds)
    @click.option("--json", "as_json", is_flag=True, help=_("For other programs."))
    @click.option("--filter", "text", metavar="TEXT", default="", help=_("Only those that hold these words."))
    @newer_option
    @global_options
    def command(kind: str, text: str, *, as_json: bool, newer: bool) -> None:
        from procw_tui.present.listing import Haystacks, Listing, listed
        from procw_tui.present.sentences.records import record_summary, record_when

        name = the_kind(kind)
        records = listed(newest_first(to_look_at(program, newer=newer), name), Listing(text), Haystacks())
        if as_json:
            from procw_tui.store.transfer import record_line

            _print_json([record_line(record) for record in records])
            return
        for record in records:
            say("  ".join(filter(None, (record.id[:8], record_when(record), record_summary(record)))))

    return command


def the_kind(text: str) -> str:
    """A kind's name, with dashes or underscores, or as it is called in either language."""
    name = labels.kind_of(text) or ""
    if name not in KINDS:
        raise Unreadable(Invalid("kind", "not_a_choice", value=text, choices=" ".join(KINDS)))
    return name
