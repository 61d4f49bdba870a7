"""The ranking: every act, what it moves, how surely, by which round, until when, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.coach.action import Action, Sureness
from procw_tui.present import coach, figures, labels
from procw_tui.present.language import _, n_
from procw_tui.present.paint import Line, Lines, Role, cell, line, number_cell, paragraph
from procw_tui.present.takes import takes
from procw_tui.present.view import View

SURE_ROLE: dict[Sureness, Role] = {
    Sureness.AVERTS: "bad", Sureness.SURELY: "good", Sureness.LIKELY: "good", Sureness.KEEPS: "",
    Sureness.MAYBE: "",
    Sureness.NOTHING: "dim",
}  # fmt: skip
MOVES, SURE, ROUND, UNTIL, MINUTES = 14, 9, 6, 12, 4


def head(view: View, cells: int) -> Lines:
    """How they are ranked, and the columns."""
    told = _("First what most surely changes a criterion that would fail at the {round}, then what has the "
             "nearest deadline, then what is shorter.")  # fmt: skip
    words = told.format(round=figures.round_name(view.board.round.month))
    if not view.actions:
        words = _("Nothing waits. Have a good evening.")
    shown = paragraph(words, cells, "dim", "  ")
    text = _text(cells)
    columns = line(
        "  ", cell(_("what"), text, "dim"), cell(_("moves"), MOVES, "dim"), cell(_("surely"), SURE, "dim"),
        cell(_("round"), ROUND, "dim"), cell(_("until"), UNTIL, "dim"), number_cell(_("min"), MINUTES, "dim"),
    )  # fmt: skip
    return [*shown, columns]


def _text(cells: int) -> int:
    return max(16, cells - 2 - MOVES - SURE - ROUND - UNTIL - MINUTES - 2)


def rows(view: View) -> Sequence[Action]:
    """The next one first."""
    return view.actions


def row(view: View, action: Action, cells: int) -> Line:
    """One act."""
    role: Role = "strong" if action == view.next_action else ""
    return line(
        "  ", cell(coach.text(view, action), _text(cells) - 1, role), " ", cell(coach.moves(action), MOVES),
        cell(coach.sureness(action), SURE, SURE_ROLE[action.sureness]),
        cell(figures.month_name(action.round.month), ROUND, "dim"),
        cell(coach.deadline(view, action), UNTIL), number_cell(str(action.minutes), MINUTES, "dim"),
    )  # fmt: skip


def detail(view: View, action: Action, cells: int) -> Lines:
    """The act in full, why, where its criterion stands, and the keys."""
    shown = paragraph(coach.text(view, action), cells, "strong", "  ")
    shown += paragraph(coach.why(view, action), cells, indent="  ")
    if action.criterion is not None:
        standing = _("{name}: {takes}").format(
            name=labels.criterion(action.criterion), takes=takes(view, action.criterion)
        )
        shown += paragraph(standing, cells, "dim", "  ")
    off = _("Already put off, for good or until a day: {n}").format(n=len(view.put_off))
    words, key = coach.key_words(view, action)
    told = n_("{key} {words}, about {n} minute", "{key} {words}, about {n} minutes", action.minutes)
    shown += paragraph(told.format(key="Enter", words=words, n=action.minutes), cells, "key", "  ")
    del key
    return [*shown, *(paragraph(off, cells, "dim", "  ") if view.put_off else [])]
