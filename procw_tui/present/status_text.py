"""`procw-tui status` as text: the scoreboard, where the day stands, what waits, how the thirty goes."""

from __future__ import annotations

from procw_tui.present.cells import fit, fit_right, width
from procw_tui.present.criteria import scoreboard
from procw_tui.present.paint import plain
from procw_tui.present.view import View

from . import status
from .sections import phase

PAGE = 100


def as_text(shown: View) -> list[str]:
    """Lines of text."""
    rows = scoreboard.rows(shown.ledger, shown.board, shown.rules)
    name_width, slack_width = max(width(row.name) for row in rows), max(width(row.slack) for row in rows)
    lines = [status.round_text(shown.board), status.judged_text(shown.board), ""]
    lines += [
        f"{row.sign} {fit(row.name, name_width)} {fit_right(row.today, 10)} {fit_right(row.target, 9)}"
        f"  {fit(row.slack, slack_width)}  {row.at_cutoff}"
        for row in rows
    ]
    told = [plain(line).strip() for line in phase.section(shown, PAGE, brief=True)]
    return [
        *lines,
        "",
        *status.alarm_lines(shown),
        *told,
        status.holding(shown),
        *status.figures_lines(shown),
    ]
