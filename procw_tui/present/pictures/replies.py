"""How long replies took, as one bar, and on which weekdays and hours messages come."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from procw_tui.domain.work.replies import Habits, habits
from procw_tui.present.cells import width
from procw_tui.present.language import _, n_, p_
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Span,
    cell,
    line,
    line_width,
    number_cell,
)
from procw_tui.present.view import View
from procw_tui.present.words import figures
from procw_tui.present.words.signs import AT_RISK

BANDS = (15, 60, 180, 360, 720)
"""Minutes: up to so many, besides the user's own target."""
HOURS, EVERY = 24, 3
LABEL, DAY, LEAST_DAY, WEEK = 8, 5, 4, 7
FEW = 5
MOST_MINUTES, HOUR = 1000, 60


def picture(view: View, cells: int) -> Lines:
    """The bar with its target, then the week by hours; nothing where nothing is known."""
    known = view.once("reply habits", lambda: habits(view.ledger, view.now))
    return [*_bar(view, known, cells), *_week(known, cells)] if known.came else []


def _bar(view: View, known: Habits, cells: int) -> Lines:
    """Each band as long as its share; over it how long at most and how many, where there is room."""
    n, target = len(known.minutes), view.replies.target_minutes
    if n < FEW:
        return []
    ends = sorted({*(end for end in BANDS if end < target), target})
    counts = [bisect_right(known.minutes, end) for end in ends]
    counts = [upto - before for before, upto in pairwise([0, *counts, n])]
    names = [figures.span(end) for end in ends] + [p_("reply", "later")]
    room, late = cells - 4, counts[-1]
    edges = [sum(counts[:number]) * room // n for number in range(len(counts) + 1)]
    over: list[Span] = [("  ", "")]
    bars: list[Span] = [("  ", "")]
    parts = zip(names, counts, edges[:-1], edges[1:], strict=True)
    for number, (name, count, begins, ends_at) in enumerate(part for part in parts if part[2] < part[3]):
        long, text = ends_at - begins, f"{name} {count}"
        over.append(
            cell(text if width(text) < long else "", long, "warn" if ends_at == room and late else "dim")
        )
        bars.append(("#" * long, "bar") if number % 2 == 0 else ("-" * long, "trough"))
    return [_title(n, late, target, cells), tuple(over), tuple(bars), EMPTY]


def _title(n: int, late: int, target: int, cells: int) -> Line:
    told = n_("{n} over {target}", "{n} over {target}", late).format(n=late, target=figures.span(target))
    head: Line = line("  ", (_("How long replies took"), "head"))
    extra: list[Span] = [(_("   from {n}").format(n=n), "dim")]
    if late:
        extra.append((f"   {told} {AT_RISK}", "warn"))
    for each in extra:
        if line_width((*head, each)) <= cells:
            head = (*head, each)
    return head


def _week(known: Habits, cells: int) -> Lines:
    """How many came, by weekday and three hours; hours in which none ever came are left out."""
    each = min(DAY, max(LEAST_DAY, (cells - 2 - LABEL) // WEEK))
    names = [number_cell(_(figures.WEEKDAYS[day]), each, "dim") for day in range(WEEK)]
    shown: Lines = [line("  ", (_("When messages come"), "head")), line("  ", cell("", LABEL), *names)]
    most = max(_came(known, day, start) for day in range(WEEK) for start in range(0, HOURS, EVERY))
    for start in range(0, HOURS, EVERY):
        counts = [_came(known, day, start) for day in range(WEEK)]
        if any(counts):
            shown.append(line("  ", number_cell(f"{start}-{start + EVERY}", LABEL, "dim"),
                              *(_count(count, most, each) for count in counts)))  # fmt: skip
    return [*shown, _medians(known, each, cells)] if known.medians else shown


def _came(known: Habits, day: int, start: int) -> int:
    return sum(known.came.get((day, hour), 0) for hour in range(start, start + EVERY))


def _count(count: int, most: int, cells: int) -> Span:
    """Bright where many come, dim where hardly any."""
    role: Role = "strong" if 3 * count >= 2 * most else "" if 3 * count >= most else "dim"
    return number_cell(str(count) if count else "", cells, role)


def _medians(known: Habits, each: int, cells: int) -> Line:
    """All in minutes, or all in hours where one has more of them than fit."""
    hours = max(known.medians.values()) >= MOST_MINUTES
    per, unit = (HOUR, _("h")) if hours else (1, _("min"))
    texts = [f"{known.medians[day] / per:.0f}" if day in known.medians else "-" for day in range(WEEK)]
    shown = line("  ", cell(_("median"), LABEL), *(number_cell(text, each) for text in texts))
    known_unit: Line = (*shown, (f" {unit}", "dim"))
    return known_unit if line_width(known_unit) <= cells else shown
