"""A look back on the screen: counts, the six at both ends, what moved them, the next step."""

from __future__ import annotations

from procw_tui.domain.certification.look_back import LookBack
from procw_tui.present import report
from procw_tui.present.paint import EMPTY, Lines, cell, heading, line, number_cell, paragraph, sign
from procw_tui.present.view import View
from procw_tui.present.words.language import _

NAME, FIGURE, COUNT = 26, 16, 5
COLUMNS = 3


def page(view: View, found: LookBack, cells: int) -> Lines:
    """The whole page, to scroll through."""
    shown = report.page(view, found)
    hint = line("  ", ("Tab", "key"), (_(" week / round  "), "dim"), ("[", "key"), (_(" earlier  "), "dim"),
                ("]", "key"), (_(" later"), "dim"))  # fmt: skip
    lines: Lines = [heading(shown.title), hint, EMPTY, *_counts(shown, cells), EMPTY, *_six(shown)]
    if shown.moved:
        lines += [EMPTY, heading(_("What moved them"))]
    for name, pieces in shown.moved:
        lines += paragraph(name, cells, "strong")
        lines += [each for piece in pieces for each in paragraph(piece, cells, indent="      ")]
    if shown.next_step is not None:
        what, why = shown.next_step
        lines += [
            EMPTY,
            heading(_("The next step")),
            *paragraph(what, cells, "strong"),
            *paragraph(why, cells),
        ]
    return lines


def _counts(shown: report.Page, cells: int) -> Lines:
    if not shown.counts:
        return paragraph(_("Nothing: days without a log are unknown, never bad."), cells, "dim")
    parts = [
        (cell(name, 20, "dim"), number_cell(str(count), COUNT, "strong")) for name, count in shown.counts
    ]
    columns = max(1, (cells - 2) // 27)
    return [
        line("  ", *(span for pair in parts[start : start + columns] for span in (*pair, ("  ", ""))))
        for start in range(0, len(parts), columns)
    ]


def _six(shown: report.Page) -> Lines:
    head = line(
        "    ",
        cell(_("Criterion"), NAME, "dim"),
        cell(_("before"), FIGURE, "dim"),
        (report.last_column(shown), "dim"),
    )
    rows = [
        line(
            "    ", cell(row.name, NAME), sign(row.before[0]), cell(row.before[1:], FIGURE - 1),
            sign(row.after[0]), (row.after[1:], "strong" if row.after != row.before else ""),
        )
        for row in shown.rows
    ]  # fmt: skip
    return [head, *rows]
