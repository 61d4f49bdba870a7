"""Mindset (コツ): what should I try."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from procw_tui.domain.practices import Practice, marks, tip_of_the_day
from procw_tui.present import labels
from procw_tui.present.language import _, language
from procw_tui.present.paint import EMPTY, Line, Lines, Role, cell, line, paragraph
from procw_tui.present.view import View

MARK_ROLE: dict[str, Role] = {"untried": "dim", "trying": "strong", "habit": "good", "not_for_me": "dim"}


def head(view: View, cells: int) -> Lines:
    """The tip of the day, and how many practices stand where."""
    marked = marks(view.ledger)
    counts = Counter(marked.get(each.id, "untried") for each in view.practices)
    progress = "   ".join(
        f"{labels.choice('practice_state', 'state', name)} {counts[name]}" for name in MARK_ROLE
    )
    shown: Lines = []
    tip = tip_of_the_day(view.practices, view.ledger, view.board, view.today)
    if tip is not None:
        shown += [line("  ", (_("Today's tip"), "head"), "  ", tip.title[language()])]
        shown += [*paragraph(tip.step[language()], cells), EMPTY]
    return [*shown, line("  ", (progress, "dim")), EMPTY]


def rows(view: View) -> Sequence[Practice]:
    """Every practice, by group."""
    return view.practices


def row(view: View, practice: Practice, cells: int) -> Line:
    """One practice: its mark, title and group."""
    mark = marks(view.ledger).get(practice.id, "untried")
    title = max(30, cells - 2 - 14 - 22)
    return line(
        "  ", cell(labels.choice("practice_state", "state", mark), 14, MARK_ROLE[mark]),
        cell(practice.title[language()], title - 1), " ", (labels.group(practice.group), "dim"),
    )  # fmt: skip


def detail(practice: Practice, cells: int) -> Lines:
    """What it is about, what it moves, and the next step."""
    moves = " ".join(labels.criterion(name) for name in practice.criteria)
    return [
        line("  ", (practice.title[language()], "strong")),
        *paragraph(practice.body[language()], cells),
        EMPTY,
        *paragraph(_("Next step: {step}").format(step=practice.step[language()]), cells, "key"),
        *paragraph(_("Moves: {criteria}").format(criteria=moves), cells, "dim"),
    ]
