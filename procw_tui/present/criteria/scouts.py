"""スカウト数 in words."""

from __future__ import annotations

from datetime import date

from procw_tui.domain.certification.criteria import Board, leaving
from procw_tui.domain.certification.scouts import needed, scout_debt
from procw_tui.domain.certification.window import Leaving
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import Rules
from procw_tui.present.commands import KEY
from procw_tui.present.language import N_, _, n_, p_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures

from .words import CriterionWords, interval, point


def _slack(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing, then = board.today.of("scouts"), board.at_cutoff.of("scouts")
    if then.cut and not then.exact:
        return _("likely {range} at the cut-off").format(range=interval(then, figures.count))
    if standing.state != "met":
        missing = scout_debt(ledger, board.day, board.round.cutoff, rules).at_cutoff
        return n_("{n} more by the cut-off", "{n} more by the cut-off", missing).format(n=missing)
    gone = leaving(ledger, "scouts", board.day, board.round.cutoff)
    if gone:
        return _first_leaving(gone, board.day)
    spare = (standing.low.top if standing.low is not None else 0) - needed(rules)
    return n_("{n} to spare", "{n} to spare", spare).format(n=spare) if spare else _("just enough")


def _first_leaving(gone: list[Leaving], today: date) -> str:
    count = sum(each.on == gone[0].on for each in gone)
    return n_("{n} leaves on {day}", "{n} leave on {day}", count).format(
        n=count, day=figures.day(gone[0].on, today)
    )


def _takes(view: View) -> str:
    debt = scout_debt(view.ledger, view.today, view.board.round.cutoff, view.rules)
    then, cutoff = view.board.at_cutoff.of("scouts"), figures.day(view.board.round.cutoff, view.today)
    if then.cut and not then.exact:
        told = _("Likely {range} by {day}: on which days some of them were is not known. By month it is "
                 "exact for longer ({key:opening}).")  # fmt: skip
        return told.format(range=interval(then, figures.count), day=cutoff, key=KEY)
    parts = []
    if debt.leaving:
        parts.append(
            n_("{n} leaves the window by {day}.", "{n} leave the window by {day}.", debt.leaving)
            .format(n=debt.leaving, day=figures.day(view.board.round.cutoff, view.today))
        )  # fmt: skip
    if debt.at_cutoff:
        parts.append(
            n_("{n} more is needed by {day}.", "{n} more are needed by {day}.", debt.at_cutoff)
            .format(n=debt.at_cutoff, day=figures.day(view.board.round.cutoff, view.today))
        )  # fmt: skip
    else:
        parts.append(_("Enough until the cut-off."))
    return sentences(*parts)


WORDS = CriterionWords(
    name=N_("Scouts received"),
    short=lambda: p_("short", "Scouts"),
    today=lambda standing: interval(standing, figures.count),
    target=lambda _ledger, rules: str(needed(rules)),
    slack=_slack,
    what_it_takes=_takes,
    explanation=lambda: _(
        "In the past year a client wrote to you first (相談). 見てみて! and those of the office do not count."
    ),
    point=lambda each: point(each, figures.count),
    leaving="each",
    cutoff_figure=True,
)
