"""The scoreboard: would I be certified."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.earnings import months_with_gross
from procw_tui.domain.leaving import leaving
from procw_tui.domain.rules import CRITERIA
from procw_tui.present import figures, labels, lines, scoreboard
from procw_tui.present.language import _, n_
from procw_tui.present.paint import EMPTY, Line, Lines, cell, line, number_cell, paragraph, sign
from procw_tui.present.status import judged_text
from procw_tui.present.view import View

NAME, TODAY, TARGET, THEN = 22, 11, 9, 6
MOST_LEAVING = 4


def head(view: View, cells: int) -> Lines:
    """The counts of signs, the frozen figures of a round under judgement, and the column names."""
    shown = [line("  ", (judged_text(view.board), "strong")), EMPTY]
    if view.board.judging is not None:
        shown += [*_judging(view, cells), EMPTY]
    if view.board.today.of("rating").low is None:
        shown += [line("  ", (_("No ratings yet: o copies the figures that the site shows."), "key")), EMPTY]
    return [*shown, table_head(cells)]


def _judging(view: View, cells: int) -> Lines:
    assert view.board.judging is not None  # noqa: S101 - head() asks
    judged, frozen = view.board.judging
    title = _("{round} (figures of {begins} to {cutoff}, assumed): {tally}").format(
        round=figures.round_name(judged.month), begins=judged.begins, cutoff=judged.cutoff,
        tally=scoreboard.tally_of(frozen),
    )  # fmt: skip
    words = _("The mail usually comes by about the 6th. Without one nothing is decided until the month is "
              "over. Look for the mark on your profile as well.")  # fmt: skip
    return [line("  ", (title, "strong")), *paragraph(words, cells, "dim"),
            line("    ", (_("log what came: {key}").format(key="k"), "key"))]  # fmt: skip


def _slack(cells: int) -> int:
    return cells - 3 - NAME - TODAY - TARGET - 2 - THEN


def table_head(cells: int) -> Line:
    """The table's column names."""
    return line(
        "   ", cell(_("criterion"), NAME, "dim"), number_cell(_("today"), TODAY, "dim"),
        number_cell(_("needed"), TARGET, "dim"), "  ", cell(_("room"), _slack(cells), "dim"),
        (_("then"), "dim"),
    )  # fmt: skip


def rows(_view: View) -> Sequence[str]:
    """The six criteria."""
    return CRITERIA


def row(view: View, name: str, cells: int) -> Line:
    """One criterion."""
    shown = scoreboard.row(view.ledger, view.board, view.rules, name)
    mark, *rest = shown.at_cutoff.split(" ", 1)
    return line(
        " ", sign(shown.sign), " ", cell(shown.name, NAME), number_cell(shown.today, TODAY, "strong"),
        number_cell(shown.target, TARGET, "dim"), "  ", cell(shown.slack, _slack(cells) - 1), " ",
        sign(mark), (f" {rest[0]}" if rest else "", ""),
    )  # fmt: skip


def detail(view: View, name: str, cells: int) -> Lines:
    """What the criterion rests on, and what leaves the window before the cut-off."""
    standing = view.board.today.of(name)
    shown = [line("  ", (labels.criterion(name), "head"), (f"  n {standing.n}", "dim"))]
    shown += paragraph(explanation(view, name), cells)
    gone = leaving(view.ledger, name, view.today, view.board.round.cutoff)
    if gone:
        words = n_(
            "{n} record leaves the window by the cut-off:",
            "{n} records leave the window by the cut-off:",
            len(gone),
        )
        shown.append(line("    ", words.format(n=len(gone))))
    for each in gone[:MOST_LEAVING]:
        record = view.ledger.find(each.what)
        what = lines.summary(record) if record else each.what
        on = figures.short_day(each.on)
        first, *rest = paragraph(what, cells - 14, indent="") or [()]
        shown.append(line("      ", (on, "warn"), "  ", *first))
        shown += [line("             ", *more) for more in rest]
    if len(gone) > MOST_LEAVING:
        shown.append(line("      ", (_("and {n} more").format(n=len(gone) - MOST_LEAVING), "dim")))
    return shown


def explanation(view: View, name: str) -> str:
    """What counts for a criterion and what does not."""
    if name == "earnings_rank":
        months = months_with_gross(view.ledger, view.today, view.today)
        listed = "  ".join(f"{m.month} {figures.short_yen(m.gross)}" for m in months[-6:])
        return (
            _("The rank is shown nowhere, to nobody. One good month of the past year is enough.")
            + f" {listed}"
        )
    return {
        "completion": _("Fixed-price contracts of the past year: delivered, against ended midway. "
                        "Hourly, contest and task work stay out."),
        "rating": _("The mean of all reviews of all time; it never ages out."),
        "scouts": _("相談 of clients in the past year. 見てみて! and those of the office do not count."),
        "communication": _("The mean of the communication item of all reviews (assumed)."),
        "profile": _("Skills, results and self-PR filled in. An edit once a year is advised (assumed)."),
    }[name]  # fmt: skip
