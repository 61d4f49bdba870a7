"""Charts as static SVG, drawn by pygal; the page that they stand in gives them their colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Comment, Element

import pygal
from pygal.style import Style

from procw_tui.domain.certification import completion, mean_stars, scouts
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CriterionId, Rules
from procw_tui.domain.work.proposals import weeks
from procw_tui.domain.work.replies import habits
from procw_tui.present.criteria.words import is_nothing
from procw_tui.present.language import _, p_
from procw_tui.present.pictures.earnings import scale
from procw_tui.present.pictures.replies import BANDS, FEW
from procw_tui.present.view import View
from procw_tui.present.words import figures

WIDE, NARROW, HEIGHT = 900, 440, 220
WEEKS = 52


class Drawn(NamedTuple):
    """A criterion that is drawn: what is needed, and how its figure is written."""

    needed: Callable[[Ledger, Rules], float]
    written: Callable[[float], str]


def _percent(value: float) -> str:
    return figures.percent(value, 0).removesuffix(" %")


DRAWN: dict[CriterionId, Drawn] = {
    "completion": Drawn(lambda _ledger, rules: completion.needed(rules), _percent),
    "rating": Drawn(lambda ledger, rules: mean_stars.needed(ledger, rules, "rating"), figures.stars),
    "scouts": Drawn(lambda _ledger, rules: scouts.needed(rules), figures.count),
    "communication": Drawn(
        lambda ledger, rules: mean_stars.needed(ledger, rules, "communication"), figures.stars
    ),
}
"""The earnings are months of yen and have a chart of their own; the profile has no figure."""


def _chart(kind: type[pygal.graph.graph.Graph], width: int, **options: object) -> pygal.graph.graph.Graph:
    """A chart without script, colours or address of its own."""
    return kind(
        js=(), css=(), no_prefix=True, disable_xml_declaration=True, explicit_size=False, width=width,
        height=HEIGHT, margin=8, spacing=6, truncate_label=-1, truncate_legend=-1, legend_at_bottom=True,
        style=Style(font_family="inherit", value_font_family="inherit", value_font_size=11), **options,
    )  # fmt: skip


def criterion(view: View, name: CriterionId) -> str:
    """Its figure of what is logged at twelve month ends, and what is needed; empty where there is none."""
    points = view.trend(name)
    values = [_value(point.standing) for point in points]
    drawn = DRAWN.get(name)
    if drawn is None or all(value is None for value in values):
        return ""
    needed = drawn.needed(view.ledger, view.rules)
    known = [needed, *(value for value in values if value is not None)]
    chart = _chart(pygal.Line, NARROW, show_legend=False, formatter=drawn.written)
    chart.x_labels = [figures.narrow_month(point.month) for point in points]
    least = 0 if name == "scouts" else min(known)  # of a count nought is a figure
    chart.y_labels = _ticks({least, needed, max(known)}, drawn.written)
    chart.range = (least, max(known))
    chart.add(_("needed"), [needed] * len(points), show_dots=False)
    chart.add(_("at each month's end"), values, dots_size=3)
    return _svg(chart)


def _ticks(values: Iterable[float], written: Callable[[float], str]) -> list[dict[str, object]]:
    return [{"value": value, "label": written(value)} for value in sorted(values)]


def _value(standing: Standing) -> float | None:
    known = standing.logged
    return None if known is None or is_nothing(standing) else (known.low.value + known.high.value) / 2


def earnings(view: View) -> str:
    """The gross of twelve months, and the ends of the band that is reported, or the own bar."""
    points = view.trend("earnings_rank")
    if all(point.gross is None for point in points):
        return ""
    at = scale(view)
    chart = _chart(
        pygal.Bar, WIDE, show_legend=False, formatter=_yen, print_values=True, print_values_position="top"
    )
    chart.x_labels = [figures.narrow_month(point.month) for point in points]
    chart.y_labels = _ticks({0, at.low, at.high, at.top}, _yen)
    chart.y_labels_major = sorted({at.low, at.high} - {0})
    chart.add(_("gross"), [point.gross for point in points])
    return _svg(chart)


def _yen(value: float) -> str:
    return figures.short_yen(round(value)) if value else "0"


def proposals(view: View) -> str:
    """How many were sent in each week of a year, those that brought a contract apart."""
    shown = weeks(view.ledger, view.now, WEEKS)
    if not any(week.sent for week in shown):
        return ""
    chart = _chart(pygal.StackedBar, WIDE, show_minor_x_labels=False, formatter=_whole)
    chart.x_labels = [figures.month_day(week.monday) for week in shown]
    firsts = [now for before, now in pairwise(shown) if before.monday.month != now.monday.month]
    chart.x_labels_major = [figures.month_day(week.monday) for week in firsts]
    chart.y_labels = _ticks({0, max(week.sent for week in shown)}, _whole)
    chart.add(_("with a contract"), [week.won or None for week in shown])
    chart.add(_("without"), [week.sent - week.won or None for week in shown])
    return _svg(chart)


def replies(view: View) -> str:
    """How many replies took how long; those past the target apart."""
    minutes = view.once("reply habits", lambda: habits(view.ledger, view.now)).minutes
    if len(minutes) < FEW:
        return ""
    target = view.replies.target_minutes
    ends = sorted({*(end for end in BANDS if end < target), target})
    reached = [0, *(bisect_right(minutes, end) for end in ends)]
    counts = [now - before for before, now in pairwise(reached)]
    chart = _chart(
        pygal.StackedBar, WIDE, show_legend=False, print_values=True, formatter=_whole, print_zeroes=False
    )
    upto = [_("up to {span}").format(span=figures.span(end)) for end in ends]
    chart.x_labels = [*upto, p_("reply", "later")]
    chart.y_labels = _ticks({0, max(*counts, len(minutes) - reached[-1])}, _whole)
    chart.add(_("within the target"), [*(count or None for count in counts), None])
    chart.add(p_("reply", "later"), [None] * len(counts) + [len(minutes) - reached[-1] or None])
    return _svg(chart)


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _svg(chart: pygal.graph.graph.Graph) -> str:
    chart.add_xml_filter(_without_script)
    return str(chart.render(is_unicode=True))


def _without_script(root: Element) -> Element:
    """Pygal gives each chart a script with its settings, and comments with its address and the day."""
    for parent in root.iter():
        for child in list(parent):
            tag: object = child.tag  # a comment has a function there
            if tag is Comment or str(tag).endswith("script"):
                parent.remove(child)
    return root
