"""What a criterion says of itself. Each of the six is one module that makes one of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from procw_tui.domain.certification.criteria import Board
from procw_tui.domain.certification.criterion import Point
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import Rules
from procw_tui.present.language import N_, _
from procw_tui.present.view import View
from procw_tui.present.words import figures

STARS = frozenset({"rating", "communication"})
"""Whose figures have two decimals."""
LeavingLines = Literal["each", "number", "none"]
"""Whether what leaves the window is listed, counted, or told elsewhere."""


def _of_no_piece(_piece: Piece) -> str:
    return ""


class CriterionWords(NamedTuple):
    """The words of one criterion, in the language in force when they are asked for.

    `name`: the term of the site, to be translated. `short`: the same where there is little room.
    `today`: the figure of a standing. `target`: what is needed. `slack`: how much room there is, or what is
    missing: one short sentence. `what_it_takes`: what it takes to meet it, and what a setback would cost.
    `explanation`: what counts and what does not. `point`: a month of its trend. `narrow`: its figure in
    three cells.
    """

    name: str
    short: Callable[[], str]
    today: Callable[[Standing], str]
    target: Callable[[Ledger, Rules], str]
    slack: Callable[[Ledger, Board, Rules], str]
    what_it_takes: Callable[[View], str]
    explanation: Callable[[], str]
    point: Callable[[Point], str]
    narrow: Callable[[float], str] = figures.count
    piece: Callable[[Piece], str] = _of_no_piece
    """A piece as this criterion sees it; empty where it is told as any record is."""
    heaviest: Callable[[Piece], str] = _of_no_piece
    """The same of the piece that pulls it down most."""
    against: str = N_("counts, below 5")
    """Of a piece that counts and lowers the figure."""
    known: Callable[[View], str] | None = None
    """What is known of a bar that the site does not show."""
    leaving: LeavingLines = "none"
    cutoff_figure: bool = False
    """Whether the figure at the cut-off stands beside its sign where it is not met."""


def known_in_part(standing: Standing) -> bool:
    """Whether its figure is only that of what is logged, and tells nothing of the criterion."""
    return not standing.covered and standing.state != "met"


def is_nothing(standing: Standing) -> bool:
    """Whether nothing is logged of what is known in part: a zero would look like a figure."""
    logged = standing.logged
    return known_in_part(standing) and logged is not None and logged.high.top == 0


def figure_text(standing: Standing, text: str) -> str:
    """A figure; in brackets where it is only that of what is logged."""
    return f"({text})" if known_in_part(standing) else text


def interval(standing: Standing, as_text: Callable[[float], str]) -> str:
    """A figure, or the two ends of what it can be; a dash where nothing is known."""
    if standing.logged is None or is_nothing(standing):
        return "-"
    first, last = (as_text(end.value) for end in standing.logged)
    if first != last:
        first, last = first.removesuffix(" %").removesuffix(".0"), last.replace(".0 %", " %")
        return figure_text(standing, f"{first}-{last}")
    return figure_text(standing, first)


def point(at: Point, as_text: Callable[[float], str]) -> str:
    """A month of a trend; of a range its ends, of stars for want of room about its middle."""
    known = at.standing.logged
    if known is None or known_in_part(at.standing):
        return "-"
    first, last = (as_text(end.value) for end in known)
    if first == last:
        return first
    if at.standing.id in STARS:
        return f"{(known.low.value + known.high.value) / 2:.1f}"
    low, high = round(known.low.value), round(known.high.value)
    return f"{low}-{high}" if low != high else f"{low}"


def filled() -> str:
    """A profile that is filled in."""
    return _("filled")
