"""`procw-tui log night`: the evening in numbers, for a shell."""

from __future__ import annotations

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, Unreadable, contract_of, global_options, say
from procw_tui.domain.evening.night import Night, logged, night, undelivered
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.typed import when
from procw_tui.domain.typed.amounts import whole
from procw_tui.present.language import _
from procw_tui.present.sentences.changes import done
from procw_tui.present.sentences.records import record_summary
from procw_tui.present.words import labels

from . import completions

NUMBERS = ("sent", "unanswered", "delivered", "scouts")


def command(program: Program) -> click.Command:
    """The strip of numbers: each is the day's total."""

    @click.command("night", help=_("The day's totals in numbers; names can come later by paste."))
    @click.option("--sent", metavar="N", help=labels.field("sent"))
    @click.option("--unanswered", metavar="N", help=_("Clients that wait for a reply now."))
    @click.option("--delivered", metavar="N", help=labels.field("delivered"))
    @click.option("--scouts", metavar="N", help=labels.field("scouts"))
    @click.option(
        "--contract",
        "contracts",
        metavar="ID",
        multiple=True,
        shell_complete=completions.ids,
        help=_("Which contract was delivered, where several run."),
    )
    @click.option("--at", metavar="WHEN", help=_("The day; today if left out."))
    @global_options
    def night_command(contracts: tuple[str, ...], at: str | None, **texts: str | None) -> None:
        now = program.clock()
        try:
            numbers = Night(*(_number(name, texts[name]) for name in NUMBERS))
            day = when.day(at, now) if at else now.date()
        except Invalid as error:
            raise Unreadable(error) from None

        def build(ledger: Ledger) -> Change:
            chosen = [contract_of(ledger, each).id for each in contracts]
            more = (numbers.delivered or 0) - (logged(ledger, day, now).delivered or 0)
            running = undelivered(ledger, day)
            if not chosen and 0 < more < len(running):
                listed = "\n".join(f"{each.id}  {record_summary(each)}" for each in running)
                raise Impossible(_("Several contracts run; say which with --contract:") + "\n" + listed)
            return night(ledger, numbers, day, now, chosen)

        say(done(program.store.commit(build)))

    return night_command  # fmt: skip


def _number(name: str, text: str | None) -> int | None:
    number = None if text is None else whole(name, text)
    if number is not None and number < 0:
        raise Invalid(name, "too_small", value=text, least=0)
    return number
