"""The next round, the one under judgement, and the first that would hold."""

from __future__ import annotations

from procw_tui.domain.certification.criteria import Board, criterion
from procw_tui.present.criteria.table import criterion_names
from procw_tui.present.language import _, n_
from procw_tui.present.view import View
from procw_tui.present.words import figures

from . import scoreboard


def days_left(at: Board) -> int:
    """Days to the cut-off of the next round."""
    return (at.round.cutoff - at.day).days


def round_text(at: Board) -> str:
    """`Jan round 39 days`; while one is judged, that first."""
    left = days_left(at)
    days = n_("{n} day", "{n} days", left).format(n=left) if left else _("last day")
    coming = f"{figures.round_name(at.round.month)} {days}"
    if at.judging is None:
        return coming
    return _("{round} awaited").format(round=figures.round_name(at.judging[0].month)) + f"  {coming}"


def round_short(at: Board) -> str:
    """The same where there is little room."""
    if at.judging is None:
        return round_text(at)
    return _("{judged} awaited {coming} {left}").format(
        judged=figures.month_name(at.judging[0].month), coming=figures.month_name(at.round.month),
        left=figures.span(days_left(at) * figures.DAY),
    )  # fmt: skip


def judged_text(at: Board) -> str:
    """`Today ✓5 ?1   Jan round ✓4 ✗1 ?1   (up to 2026-12-31, assumed)`."""
    return _("Today {today}   {round} {then}   (up to {cutoff}, assumed)").format(
        today=scoreboard.tally_of(at.today), round=figures.round_name(at.round.month),
        then=scoreboard.tally_of(at.at_cutoff), cutoff=figures.day(at.round.cutoff, at.day),
    )  # fmt: skip


def holding(shown: View) -> str:
    """The first round at which all that can be known would hold, as a sentence."""
    held = shown.holding
    if held is None:
        still = shown.forecast[0].still
        unknown = [name for name in still.named("unknown") if not criterion(name).hidden]
        if unknown and not still.named("short"):
            return _("Not decided yet: {names}.").format(names=criterion_names(unknown))
        return _("As things stand, at none of the next four rounds would all six be met.")
    name = figures.round_name_with_year(held.round.month)
    if held.at_pace:
        return _("At the pace of the last 90 days, all that can be known would hold at the {round}.").format(
            round=name
        )
    return _("With nothing new, all that can be known would hold at the {round}.").format(round=name)
