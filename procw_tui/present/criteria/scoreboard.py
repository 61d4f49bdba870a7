"""The scoreboard's words: a row for each criterion, and the counts of its signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from procw_tui.domain.certification.counts import latest_opening, parts_edited, star_target, stars
from procw_tui.domain.certification.criteria import Board, Judged, Ratio, Standing
from procw_tui.domain.certification.debts import parts_missing, scout_debt, setbacks, star_debt
from procw_tui.domain.certification.leaving import Leaving, leaving
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import CRITERIA, Band, Rules
from procw_tui.domain.record.times import year_before
from procw_tui.domain.work.months import best_month
from procw_tui.present.words import figures, labels
from procw_tui.present.words.language import _, n_

MET, AT_RISK, SHORT, UNKNOWN = "✓", "▴", "✗", "?"
SIGNS = {"met": MET, "short": SHORT, "unknown": UNKNOWN}
PLAIN = {MET: "+", AT_RISK: "!", SHORT: "-", UNKNOWN: "?"}
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


def target_text(ledger: Ledger, name: str, rules: Rules) -> str:
    """The cell `needed`."""
    if name in {"rating", "communication"}:
        return f"{star_target(ledger, rules, name) / 100:.2f}"
    department = ledger.setting("department")
    return {
        "completion": f"{rules.completion_percent} %",
        "earnings_rank": _("rank {n}").format(n=rules.rank_for(str(department) if department else None)),
        "scouts": str(rules.scouts),
        "profile": _("filled"),
    }[name]


def row(ledger: Ledger, board: Board, rules: Rules, name: str) -> Row:
    """One row of the scoreboard."""
    today, then = board.today.of(name), board.at_cutoff.of(name)
    cutoff = SIGNS[then.state]
    if name == "scouts" and then.low and then.state != "met":
        cutoff = f"{cutoff} {today_text(then)}"
    return Row(
        name, sign(today, then), labels.criterion(name), today_text(today), target_text(ledger, name, rules),
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
    return _stars(ledger, board, name, rules)


def _completion(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("completion")
    if standing.low is None:
        return _("no fixed-price contract ended yet")
    now, after_one, _two = setbacks(ledger, board.day, board.day, rules)
    if standing.state == "met":
        return _("next midway end: {percent}").format(percent=figures.percent(after_one.percent.value))
    return n_(
        "{n} more delivery makes {percent} %", "{n} more deliveries make {percent} %", now.repair
    ).format(n=now.repair, percent=rules.completion_percent)


def _stars(ledger: Ledger, board: Board, name: str, rules: Rules) -> str:
    standing = board.today.of(name)
    debt = star_debt(ledger, board.day, name, rules)
    if debt is None:
        return _("no ratings yet")
    target = star_target(ledger, rules, name)
    shown = f"{target / 100:.2f}"
    if standing.state == "met":
        return n_("{n} one-star goes below {target}", "{n} one-stars go below {target}", debt.sink).format(
            n=debt.sink, target=shown
        )
    total, count = stars(ledger, board.day, name)
    if standing.state == "short" and 100 * total.low >= GREY_FROM * 10 * count:
        return n_(
            "{n} more five-star (shown as {shown})", "{n} more five-stars (shown as {shown})", debt.needed
        ).format(n=debt.needed, shown=f"{target / 100:.1f}")
    return n_("{n} more five-star makes {target}", "{n} more five-stars make {target}", debt.needed).format(
        n=debt.needed, target=shown
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
        return _("as much as was enough")
    if standing.state == "short":
        return _("no more than was refused")
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
        missing = scout_debt(ledger, board.day, board.round.cutoff, rules).at_cutoff
        return n_("{n} more by the cut-off", "{n} more by the cut-off", missing).format(n=missing)
    gone = leaving(ledger, "scouts", board.day, board.round.cutoff)
    if gone:
        return _first_leaving(gone, board.day)
    spare = standing.low.top - rules.scouts
    return n_("{n} to spare", "{n} to spare", spare).format(n=spare) if spare else _("just enough")


def _profile(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("profile")
    opening = latest_opening(ledger, board.day, "profile_filled")
    last = max(parts_edited(ledger, board.day).values(), default=None)
    missing = parts_missing(ledger, board.day, rules)
    if standing.state != "met" and missing and not (opening and opening.profile_filled):
        return _("missing: {parts}").format(
            parts=" ".join(labels.choice("profile_edit", "parts", part) for part in missing)
        )
    if last is None:
        return _("as the site shows") if standing.state == "met" else _("no edit logged")
    if last <= year_before(board.day):
        return _("last edit over 12 months ago") + f" {AT_RISK}"
    return _("last edit {day}").format(day=figures.day(last, board.day))
