"""The table of the words of the six criteria."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from procw_tui.domain.certification.criteria import Board
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CriterionId, Rules
from procw_tui.present.language import _
from procw_tui.present.view import View

from . import communication, completion, earnings_rank, in_part, profile, rating, scouts
from .words import CriterionWords


def words_of(name: CriterionId) -> CriterionWords:
    """The words of a criterion. A seventh is one more module and one more case."""
    match name:
        case "completion":
            return completion.WORDS
        case "rating":
            return rating.WORDS
        case "earnings_rank":
            return earnings_rank.WORDS
        case "scouts":
            return scouts.WORDS
        case "communication":
            return communication.WORDS
        case "profile":
            return profile.WORDS
    assert_never(name)


def criterion_name(name: CriterionId) -> str:
    """A criterion, in the site's own term."""
    return _(words_of(name).name)


def criterion_names(names: Iterable[CriterionId]) -> str:
    """Several criteria, one after the other."""
    return _(", ").join(map(criterion_name, names))


def criterion_short(name: CriterionId) -> str:
    """A criterion where there is little room."""
    return words_of(name).short()


def what_it_takes(view: View, name: CriterionId) -> str:
    """What it takes to meet a criterion, and what a setback would cost; what lacks where records do."""
    standing = view.board.today.of(name)
    if in_part.is_in_part(standing):
        return in_part.what_it_takes(view, words_of(name), standing)
    return words_of(name).what_it_takes(view)


def slack_text(ledger: Ledger, board: Board, rules: Rules, name: CriterionId) -> str:
    """How much room there is, or what is missing; that records lack, where they do."""
    standing = board.today.of(name)
    if in_part.is_in_part(standing):
        return in_part.slack(standing)
    return words_of(name).slack(ledger, board, rules)
