"""The scoreboard's words: a row for each criterion, and the counts of its signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from procw_tui.domain.criteria import (
    Board,
    Judged,
    Ratio,
    Standing,
    completion_counts,
    latest_opening,
    parts_edited,
    stars,
)
from procw_tui.domain.earnings import best_month
from procw_tui.domain.leaving import Leaving, leaving
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.rules import CRITERIA, Band, Rules
from procw_tui.domain.stars import ceil_div, five_stars_needed, ratings_that_sink
from procw_tui.domain.times import year_before

from . import figures, labels
from .language import _, n_

MET, AT_RISK, SHORT, UNKNOWN = "✓", "▴", "✗", "?"
SIGNS = {"met": MET, "short": SHORT, "unknown": UNKNOWN}
PLAIN = {MET: "+", AT_RISK: "!", SHORT: "-", UNKNOWN: "?"}
ONE_STAR, FOUR_STARS = 10, 40
GREY_FROM = 475  # hundredths: from 4.75 the site shows 4.8


class Row(NamedTuple):
    """One criterion as a row of cells, and what it leans on."""

    id: str
    sign: str
    name: str
    today: str
    target: str
    slack: str
    at_cutoff: str


def sign(today: Standing, at_cutoff: Standing) -> str:
    """✓ ▴ ✗ ?: ▴ is met today, but not at the cut-off."""
    if today.state == "met" and at_cutoff.state != "met":
        return AT_RISK
    return SIGNS[today.state]


def signs(board: Board) -> dict[str, str]:
    """The sign of each criterion."""
    return {name: sign(board.today.of(name), board.at_cutoff.of(name)) for name in CRITERIA}


def tally_of(judged: Judged) -> str:
    """`✓4 ✗1 ?1`, never `4/6`: what is unknown is no failure."""
    states = [standing.state for standing in judged.standings]
    counts = ((SIGNS[state], states.count(state)) for state in ("met", "short", "unknown"))
    return " ".join(f"{char}{count}" for char, count in counts if count)


def figure(standing: Standing, low: Ratio, high: Ratio) -> str:
    """A criterion's figure, or the two ends of what it can be."""
    shown: dict[str, Callable[[float], str]] = {
        "completion": figures.percent,
        "rating": figures.stars,
        "communication": figures.stars,
    }
    if standing.id == "earnings_rank":
        return figures.short_yen(low.top)
    as_text = shown.get(standing.id, figures.count)
    first, last = as_text(low.value), as_text(high.value)
    return first if first == last else f"{first.removesuffix(' %')}-{last}"


def today_text(standing: Standing) -> str:
    """The cell `today`."""
    if standing.id == "profile":
        return {"met": _("filled"), "short": _("not filled"), "unknown": "-"}[standing.state]
    if standing.low is None or standing.high is None:
        return "-"
    return figure(standing, standing.low, standing.high)


def target_text(name: str, rules: Rules, department: str | None) -> str:
    """The cell `needed`."""
    return {
        "completion": f"{rules.completion_percent} %",
        "rating": f"{rules.rating_tenths / 10:.2f}",
        "communication": f"{rules.communication_tenths / 10:.2f}",
        "earnings_rank": _("rank {n}").format(n=rules.rank_for(department)),
        "scouts": str(rules.scouts),
        "profile": _("filled"),
    }[name]


def row(ledger: Ledger, board: Board, rules: Rules, name: str) -> Row:
    """One row of the scoreboard."""
    today, then = board.today.of(name), board.at_cutoff.of(name)
    cutoff = SIGNS[then.state]
    if name == "scouts" and then.low and then.state != "met":
        cutoff = f"{cutoff} {today_text(then)}"
    department = ledger.setting("department")
    return Row(
        name, sign(today, then), labels.criterion(name), today_text(today),
        target_text(name, rules, str(department) if department else None),
        slack(ledger, board, rules, name), cutoff,
    )  # fmt: skip


def rows(ledger: Ledger, board: Board, rules: Rules) -> list[Row]:
    """All six, in the order of the site."""
    return [row(ledger, board, rules, name) for name in CRITERIA]


def slack(ledger: Ledger, board: Board, rules: Rules, name: str) -> str:
    """How much room there is, or what is missing: one short sentence."""
    if name == "completion":
        return _completion(ledger, board, rules)
    if name == "earnings_rank":
        return _earnings(ledger, board, rules)
    if name == "scouts":
        return _scouts(ledger, board, rules)
    if name == "profile":
        return _profile(ledger, board, rules)
    target = rules.rating_tenths if name == "rating" else rules.communication_tenths
    return _stars(ledger, board, name, target)


def _completion(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("completion")
    if standing.low is None:
        return _("no fixed-price contract ended yet")
    completed, midway = completion_counts(ledger, board.day, board.day)
    target = rules.completion_percent
    if standing.state == "met":
        after = 100 * completed.low / (completed.low + midway.high + 1)
        return _("next midway end: {percent}").format(percent=figures.percent(after))
    missing = ceil_div(target * (completed.low + midway.high) - 100 * completed.low, 100 - target)
    return n_("{n} more delivery makes {percent} %", "{n} more deliveries make {percent} %", missing).format(
        n=missing, percent=target
    )


def _stars(ledger: Ledger, board: Board, name: str, target: int) -> str:
    standing = board.today.of(name)
    total, count = stars(ledger, board.day, name)
    if standing.low is None or standing.high is None:
        return _("no ratings yet")
    if standing.state == "met":
        sink = ratings_that_sink(total.low, count, ONE_STAR, target)
        return n_("{n} one-star goes below {target}", "{n} one-stars go below {target}", sink).format(
            n=sink, target=f"{target / 10:.2f}"
        )
    needed = five_stars_needed(total.low, count, target)
    if standing.state == "short" and 100 * total.low >= GREY_FROM * 10 * count:
        return n_(
            "shown as {shown}; {n} five-star makes {target}",
            "shown as {shown}; {n} five-stars make {target}",
            needed,
        ).format(n=needed, shown=f"{target / 10:.1f}", target=f"{target / 10:.2f}")
    return n_("{n} more five-star makes {target}", "{n} more five-stars make {target}", needed).format(
        n=needed, target=f"{target / 10:.2f}"
    )


def band_of(ledger: Ledger, rules: Rules) -> Band | None:
    """What is reported for the user's department, if anything is."""
    return rules.bands.get(str(ledger.setting("department")))


def _earnings(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("earnings_rank")
    best = best_month(ledger, board.day, board.day)
    if best is None:
        return _("no earnings logged")
    if standing.state == "met":
        return _("as much as brought the mark")
    if standing.state == "short":
        return _("no more than was not enough")
    band = band_of(ledger, rules)
    if band is not None and best.gross < band.hardly_below:
        return _("reported from {yen}").format(yen=figures.short_yen(band.hardly_below)) + f" {AT_RISK}"
    return _("the rank is shown nowhere")


def _first_leaving(gone: list[Leaving], today: date) -> str:
    count = sum(each.on == gone[0].on for each in gone)
    return n_("{n} leaves on {day}", "{n} leave on {day}", count).format(
        n=count, day=figures.day(gone[0].on, today)
    )


def _scouts(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("scouts")
    if standing.low is None:
        return _("nothing logged yet")
    if standing.state != "met":
        return n_("{n} more needed", "{n} more needed", rules.scouts - standing.low.top).format(
            n=rules.scouts - standing.low.top
        )
    gone = leaving(ledger, "scouts", board.day, board.round.cutoff)
    if gone:
        return _first_leaving(gone, board.day)
    spare = standing.low.top - rules.scouts
    return n_("{n} to spare", "{n} to spare", spare).format(n=spare) if spare else _("just enough")


def _profile(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("profile")
    opening = latest_opening(ledger, board.day, "profile_filled")
    since = opening.as_of if opening is not None and standing.state != "met" else date.min
    edited = parts_edited(ledger, board.day, since)
    if standing.state != "met":
        missing = [part for part in rules.profile_parts if part not in edited]
        return _("missing: {parts}").format(
            parts=" ".join(labels.choice("profile_edit", "parts", part) for part in missing)
        )
    last = max(edited.values(), default=None)
    if last is None:
        return _("as the site shows")
    if last <= year_before(board.day):
        return _("last edit over 12 months ago") + f" {AT_RISK}"
    return _("last edit {day}").format(day=figures.day(last, board.day))
