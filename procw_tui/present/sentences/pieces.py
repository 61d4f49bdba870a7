"""A piece of evidence in few words, as its criterion sees it."""

from __future__ import annotations

from procw_tui.domain.certification.window import Piece
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CriterionId
from procw_tui.domain.work.months import MonthGross
from procw_tui.present.cells import visible
from procw_tui.present.criteria.table import words_of
from procw_tui.present.sentences.records import record_summary
from procw_tui.present.words import figures, labels


def piece_text(piece: Piece, name: CriterionId) -> str:
    """A piece in few words, as the criterion sees it."""
    own, subject = words_of(name).piece(piece), piece.subject
    if own:
        return own
    if isinstance(subject, MonthGross):
        return figures.yen(subject.gross)
    if isinstance(subject, Contract):
        return "  ".join(filter(None, (labels.client(subject.client), visible(subject.title or ""))))
    return record_summary(subject)
