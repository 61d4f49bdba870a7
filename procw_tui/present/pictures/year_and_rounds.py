"""The six criteria over twelve months and the next four rounds: where each was, and where it will be."""

from __future__ import annotations

from procw_tui.domain.certification.criterion import Point
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.present.criteria.table import criterion_short, words_of
from procw_tui.present.criteria.words import is_nothing, known_in_part
from procw_tui.present.language import _, p_
from procw_tui.present.paint import (
    Line,
    Lines,
    Role,
    Span,
    cell,
    line,
    line_width,
    number_cell,
    right_aligned,
)
from procw_tui.present.view import View
from procw_tui.present.words import figures
from procw_tui.present.words.signs import SHORT, SIGNS

NAME, TARGET, MONTH, WIDER = 8, 5, 4, 5
LABEL = 2 + NAME + TARGET
MONTHS, COLUMNS = 12, 16
"""Of the past at most, and with the rounds."""


def picture(view: View, cells: int) -> Lines:
    """Month ends, then the rounds if nothing new happens; as many months as there is room for."""
    each = WIDER if cells >= LABEL + COLUMNS * WIDER + 1 else MONTH
    months = max(1, min(MONTHS, (cells - LABEL - 1) // each - len(view.forecast)))
    points = {name: view.trend(name)[-months:] for name in CRITERIA}
    title = line("  ", (_("Month ends and the coming rounds"), "head"))
    short: Span = (_("   ✗ short"), "dim")
    still = line((_("if nothing new happens"), "dim"))
    if line_width((*title, short)) <= cells:
        title = (*title, short)
    end = LABEL + (months + len(view.forecast)) * each + 1  # over the rounds, however wide the screen is
    shown = [right_aligned(title, still, end) if line_width((*title, *still)) < end else title]
    heads = [number_cell(figures.narrow_month(p.month), each, "dim") for p in points["completion"]]
    rounds = [number_cell(figures.narrow_month(o.round.month), each, "key") for o in view.forecast]
    shown.append(line("  ", cell("", NAME + TARGET), *heads, " ", *rounds))
    return [*shown, *(_row(view, name, points[name], each) for name in CRITERIA)]


def _row(view: View, name: CriterionId, points: list[Point], each: int) -> Line:
    past = [_gross(point) if point.gross is not None else _figure(point.standing) for point in points]
    coming = [_figure(outlook.still.of(name)) for outlook in view.forecast]
    return line(
        "  ", cell(_name(name), NAME), number_cell(_target(view, name), TARGET, "dim"),
        *(number_cell(text, each, role) for text, role in past), " ",
        *(number_cell(text, each, role) for text, role in coming),
    )  # fmt: skip


def _name(name: CriterionId) -> str:
    """A criterion in eight cells."""
    if name == "completion":
        return p_("narrow", "Compl.")
    return p_("narrow", "Profile") if name == "profile" else criterion_short(name)


def _target(view: View, name: CriterionId) -> str:
    """What has to be reached: of the earnings the own bar, else what is reported."""
    words = words_of(name)
    if name == "profile":
        return ""
    if name != "earnings_rank":
        return words.target(view.ledger, view.rules).replace(" ", "")
    band = view.rules.band(view.ledger.setting("department"))
    bar = view.ledger.number("earnings_bar_yen") or (band.hardly_below if band is not None else 0)
    return figures.narrow_yen(bar) if bar else ""


def _gross(point: Point) -> Span:
    return figures.narrow_number(point.gross or 0), ""


def _figure(standing: Standing) -> Span:
    """The figure, dim where it is only that of what is logged or a range; marked where it is short."""
    text = _text(standing)
    role: Role = "dim" if known_in_part(standing) or not standing.exact else ""
    if standing.state == "short":
        return f"{SHORT}{text}", "bad"
    return text, "dim" if text == "-" else role


def _text(standing: Standing) -> str:
    if standing.id == "profile":
        return SIGNS[standing.state].replace(SHORT, "")
    if standing.logged is None or is_nothing(standing):
        return "-"
    narrow = words_of(standing.id).narrow
    low, high = (narrow(end.value) for end in standing.logged)
    if low == high:
        return low
    both = f"{low}-{high}"
    return both if len(both) < MONTH else narrow((standing.logged.low.value + standing.logged.high.value) / 2)
