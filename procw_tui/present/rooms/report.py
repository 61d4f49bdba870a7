"""A look back on the screen: counts, the six at both ends, what moved them, the next step."""

from __future__ import annotations

from procw_tui.domain.certification.look_back import LookBack, Period, look_back, round_so_far, week
from procw_tui.present import report
from procw_tui.present.commands import MainRoomId, key_of
from procw_tui.present.language import _, language
from procw_tui.present.paint import EMPTY, Lines, Space, cell, heading, line, number_cell, paragraph, sign
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.view import View

NAME, FIGURE, COUNT = 26, 16, 5
MOST_BACK = 40


def page(view: View, period: LookBack, cells: int) -> Lines:
    """The whole page, to scroll through."""
    shown = report.page(view, period)
    hint = line("  ", (key_of("section"), "key"), (_(" week / round  "), "dim"),
                (key_of("earlier"), "key"), (_(" earlier  "), "dim"),
                (key_of("later"), "key"), (_(" newer"), "dim"))  # fmt: skip
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
    if not shown.counts and shown.moved:
        return []
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


class ReportRoom(Room):
    """A week or a round looked back on."""

    id = "report"
    tab: MainRoomId = "today"
    has_list = False
    detail_rows = 0
    list_cells = TABLE_CELLS
    of_round = False
    back = 0

    def head(self, view: View, space: Space) -> Lines:
        """The whole page; the arrows scroll it."""
        cells = space.cells
        key = ("report", self.of_round, self.back, cells, language())
        return view.once(key, lambda: self._page(view, cells))

    def _page(self, view: View, cells: int) -> Lines:
        return page(view, look_back(view.ledger, self._period(view), view.rules), cells)

    def _period(self, view: View) -> Period:
        """As far back as there is a round."""
        whole = round_so_far(view.ledger, view.today, view.rules, self.back) if self.of_round else None
        return whole if whole is not None else week(view.today, self.back)

    def go(self, by: int) -> None:
        """A week or a round earlier or later, never past today's."""
        self.back = min(MOST_BACK, max(0, self.back - by))

    def next_section(self, view: View) -> None:
        """From the week to the round, and back."""
        del view
        self.of_round, self.back = not self.of_round, 0
