"""Rounds as lines, on the scoreboard, in their own room and in the sections of a phase."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.certification.criteria import Judged
from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.certification.pace import LEAST_EVENTS
from procw_tui.domain.certification.phases import Past, cause, foretells
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.present.cells import clip
from procw_tui.present.commands import KEY
from procw_tui.present.criteria.table import criterion_names, criterion_short
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.paint import Line, Lines, Span, cell, line, sign
from procw_tui.present.sentences import scoreboard
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.signs import SIGNS

NAME, STILL, PACED = 18, 27, 30


def tally_spans(judged: Judged) -> list[Span]:
    """`✓4 ✗1 ?1`, each sign in its colour."""
    spans: list[Span] = []
    for part in scoreboard.tally_of(judged).split(" "):
        spans += [sign(part[0]), (f"{part[1:]} ", "")]
    return spans


def tally_cell(judged: Judged, cells: int) -> list[Span]:
    """The counts, and which criteria would be missing, as far as there is room."""
    room = cells - len(scoreboard.tally_of(judged)) - 1
    missing = " ".join(criterion_short(name) for name in judged.named("short"))
    return [*tally_spans(judged), cell(clip(missing, room - 1), room, "dim")]


def table_head(view: View) -> Line:
    """The two lines of a forecast, as columns."""
    if view.pace.tells:
        paced = n_("90-day pace (from {n} event)", "90-day pace (from {n} events)", view.pace.n).format(
            n=view.pace.n
        )
    else:
        paced = _("pace from {least} records on ({n})").format(n=view.pace.n, least=LEAST_EVENTS)
    return line("    ", cell("", NAME), cell(_("if nothing new happens"), STILL, "dim"), (paced, "dim"))


def outlook_row(outlook: Outlook) -> Line:
    """One coming round."""
    name = figures.round_name_with_year(outlook.round.month)
    paced: Sequence[Span] = tally_cell(outlook.paced, PACED) if outlook.paced else [("-", "dim")]
    return line("    ", cell(name, NAME), *tally_cell(outlook.still, STILL), *paced)


def short(view: View, rows: int) -> Lines:
    """The next rounds below the scoreboard: as many as there is room for."""
    _blank, *columns = table_head(view)
    title: Span = (cell(_("Coming rounds"), NAME + 2)[0], "head")
    return [line("  ", title, *columns[1:]), *[outlook_row(each) for each in view.forecast[:rows]]]


def holding_short(view: View) -> str:
    """The same where there is little room; empty where no round would hold."""
    held = view.holding
    if held is None:
        return ""
    month = figures.month_name(held.round.month)
    if held.at_pace:
        return _("at this pace: {month}").format(month=month)
    at = next(each.still for each in view.forecast if each.round == held.round)
    told = _("five hold in {month}") if "earnings_rank" in at.named("unknown") else _("all hold in {month}")
    return told.format(month=month)


def came(past: Past) -> Span:
    """What came of a past round."""
    if past.result is None:
        return _("not logged"), "dim"
    return labels.choice("assessment", "result", past.result.result), "strong"


def six(judged: Judged, cells: int) -> Lines:
    """The six criteria with sign and figure, as many beside each other as fit."""
    each = 24
    columns = max(1, (cells - 4) // each)
    shown: Lines = []
    for start in range(0, len(CRITERIA), columns):
        spans: list[Span] = [("    ", "")]
        for name in CRITERIA[start : start + columns]:
            standing = judged.of(name)
            figure = scoreboard.today_text(standing)
            spans += [sign(SIGNS[standing.state]),
                      cell(f" {criterion_short(name)} {figure}", each - 1)]  # fmt: skip
        shown.append(tuple(spans))
    return shown


def cause_text(past: Past) -> str:
    """Why it came out so, by elimination; what the records leave open stays open."""
    why = cause(past)
    if past.result is not None and past.result.result != "none":
        if why.against:
            return _("By the records {names} looked short: something may be missing in them.").format(
                names=criterion_names(why.against)
            )
        if not foretells(past):
            return ""
        return (
            _("Nothing spoke against it.")
            if past.foretold.named("unknown")
            else _("As the records foretold.")
        )
    if not foretells(past):
        return _("Too little was logged then to tell why.")
    if why.only == "earnings_rank":
        return _("The other five were met, so what is left is the earnings rank.")
    if why.short:
        short = _("By the records this was missing: {names}.").format(names=criterion_names(why.short))
        left = _("Open: {names}.").format(names=criterion_names(why.open)) if why.open else ""
        return sentences(short, left)
    if why.open:
        return _("One of these, which the records leave open: {names}.").format(
            names=criterion_names(why.open)
        )
    return _(
        "By the records all six were met: an assumption or a record may be off ({key:assumption})."
    ).format(key=KEY)
