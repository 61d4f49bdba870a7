"""`procw-tui report`: a span of days as Markdown or a page, the year's income, the agenda as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, global_options, say, write_out
from procw_tui.cli.show import newer_option, to_look_at
from procw_tui.domain.certification.look_back import (
    LookBack,
    Period,
    look_back,
    month,
    round_so_far,
    week,
    year,
)
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import _
from procw_tui.present.report import as_markdown, page
from procw_tui.present.view import View
from procw_tui.store.sheets import table

MOST_BACK = 1000
SPANS: dict[str, Callable[[date, int], Period]] = {"week": week, "month": month, "year": year}


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    return [_report(program)]


def _report(program: Program) -> click.Command:
    @click.command(
        "report", help=_("What changed, what moved which criterion, and the next step, as Markdown.")
    )
    @click.option("--week", "of", flag_value="week", help=_("The past seven days (the default)."))
    @click.option("--round", "of", flag_value="round", help=_("The round so far."))
    @click.option("--month", "of", flag_value="month", help=_("The calendar month so far."))
    @click.option(
        "--year", "of", flag_value="year", help=_("The calendar year so far (the default of --csv).")
    )
    @click.option("--back", type=int, default=0, metavar="N", help=_("So many of them ago."))
    @click.option("--html", "form", flag_value="html", help=_("A page to look at and to print, with charts."))
    @click.option(
        "--csv", "form", flag_value="csv", help=_("Income and fees, with the columns that freee imports.")
    )
    @click.option("--ics", "form", flag_value="ics", help=_("What is due and the rounds, for a calendar."))
    @click.option("--bom", is_flag=True, help=_("Mark CSV as UTF-8, as Excel wants it."))
    @click.option("-o", "--output", metavar="FILE", help=_("Where to; without it to standard output."))
    @newer_option
    @global_options
    def command(  # noqa: PLR0913 - an option each
        of: str | None, back: int, form: str | None, output: str | None, *, bom: bool, newer: bool
    ) -> None:
        shown = View(to_look_at(program, newer=newer), program.clock(), KNOWLEDGE)
        period = _period(shown, of or ("year" if form == "csv" else "week"), back)
        if form is None and output is None:
            for line in _markdown(shown, period).split("\n"):
                say(line)
        else:
            write_out(program, output, _written(shown, period, form, bom=bom))

    return command


def _period(view: View, of: str, back: int) -> Period:
    """The span that is meant; Impossible where there is none so far back."""
    if not 0 <= back <= MOST_BACK:
        raise Impossible(_("There is nothing so far back."))
    period = (
        round_so_far(view.ledger, view.today, view.rules, back)
        if of == "round"
        else SPANS[of](view.today, back)
    )
    if period is None:
        raise Impossible(_("There is nothing so far back."))
    return period


def _looked_back(view: View, period: Period) -> LookBack:
    return look_back(view.ledger, period, view.rules)


def _markdown(view: View, period: Period) -> str:
    return as_markdown(page(view, _looked_back(view, period)))


def _written(view: View, period: Period, form: str | None, *, bom: bool) -> bytes:
    """The report in its form; the libraries of each are read where they are needed alone."""
    if form == "html":
        from procw_tui.present.papers.page import as_html

        return as_html(view, _looked_back(view, period)).encode()
    if form == "ics":
        from procw_tui.present.papers.calendar import calendar

        return calendar(view)
    if form == "csv":
        from procw_tui.present.papers.books import COLUMNS, books

        return table(COLUMNS, books(view.ledger, period.first, period.last), mark=bom)
    return f"{_markdown(view, period)}\n".encode()
