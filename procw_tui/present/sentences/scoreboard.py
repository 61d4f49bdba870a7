"""The scoreboard: a row of cells for each criterion, and the counts of their signs."""

from __future__ import annotations

from typing import NamedTuple

from procw_tui.domain.certification.criteria import Board, Judged
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CRITERIA, CriterionId, Rules
from procw_tui.present.criteria.in_part import is_in_part
from procw_tui.present.criteria.table import criterion_name, slack_text, words_of
from procw_tui.present.words.signs import AT_RISK, SIGNS


class Row(NamedTuple):
    """One criterion as a row of cells."""

    id: CriterionId
    sign: str
    name: str
    today: str
    target: str
    slack: str
    at_cutoff: str
    in_part: bool
    """Whether `today` is only the figure of what is logged."""


def sign(today: Standing, at_cutoff: Standing) -> str:
    """✓ ▴ ✗ ?: ▴ is met today, but not at the cut-off."""
    if today.state == "met" and at_cutoff.state != "met":
        return AT_RISK
    return SIGNS[today.state]


def signs(board: Board) -> dict[CriterionId, str]:
    """The sign of each criterion."""
    return {name: sign(board.today.of(name), board.at_cutoff.of(name)) for name in CRITERIA}


def tally_of(judged: Judged) -> str:
    """`✓4 ✗1 ?1`, never `4/6`: what is unknown is no failure."""
    states = [standing.state for standing in judged.standings]
    counts = ((char, states.count(state)) for state, char in SIGNS.items())
    return " ".join(f"{char}{count}" for char, count in counts if count)


def today_text(standing: Standing) -> str:
    """A criterion's figure, or the two ends of what it can be."""
    return words_of(standing.id).today(standing)


def row(ledger: Ledger, board: Board, rules: Rules, name: CriterionId) -> Row:
    """One row of the scoreboard."""
    today, then, words = board.today.of(name), board.at_cutoff.of(name), words_of(name)
    cutoff = SIGNS[then.state]
    if words.cutoff_figure and then.state != "met" and not is_in_part(then):
        cutoff = f"{cutoff} {today_text(then)}"
    return Row(
        name, sign(today, then), criterion_name(name), today_text(today), words.target(ledger, rules),
        slack_text(ledger, board, rules, name), cutoff, is_in_part(today),
    )  # fmt: skip


def rows(ledger: Ledger, board: Board, rules: Rules) -> list[Row]:
    """All six, in the order of the site."""
    return [row(ledger, board, rules, name) for name in CRITERIA]
