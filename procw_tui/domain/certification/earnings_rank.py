"""獲得報酬額: a monthly rank in one's department, once in the past year [O]. Nobody is shown it.

Met or short only by what the user's own results say of such a best month: a round that certified bounds
the bar from above, one that did not although the other five were met bounds it from below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import last_day, month_of, year_before
from procw_tui.domain.work.months import (
    Best,
    MonthGross,
    acceptances,
    best_month,
    gross_of,
    months_in_window,
    months_with_gross,
)

from .coverage import Span, months_missing
from .criterion import Criterion
from .pace import Pace
from .rounds import results_by, round_of
from .standing import At, Figure, Ratio, Standing, State, covered_standing
from .window import Leaving, Piece

MONTHS_OF_PACE = 3

OthersMet = Callable[[At], bool]
"""Whether the other five are met: this module knows none of them."""


def rank_needed(ledger: Ledger, rules: Rules) -> int:
    """The monthly rank to reach; engineers have their own."""
    entry = rules.criteria["earnings_rank"]
    by_department: dict[str, int] = entry["threshold_by_department"]
    rank: int = by_department.get(str(ledger.setting("department")), entry["threshold"])
    return rank


class Bounds(NamedTuple):
    """What own results say of the bar, in yen of a best month: the most too little, the least enough."""

    too_little: int | None
    enough: int | None


def bounds(ledger: Ledger, known_by: date, rules: Rules, others_met: OthersMet) -> Bounds:
    """Over the best months of the rounds with a result in force on a day, whose gross is known whole.

    They belong to the department that the user was in then: one that came later says nothing of its bar.
    """
    shift = ledger.number("cutoff_days")

    def at_cutoff(month: str) -> At:
        cutoff = round_of(month, shift).cutoff
        return At(ledger, min(known_by, cutoff), cutoff, rules)

    own = {None, ledger.setting("department")}
    results = [r for r in results_by(ledger, known_by) if r.department in own]
    whole = [(r, at) for r in results if _known_whole(at := at_cutoff(r.month))]
    refused = [at for r, at in whole if r.result == "none" and others_met(at)]
    certifying = [at for r, at in whole if r.result != "none"]
    return Bounds(max(_best_of(refused), default=None), min(_best_of(certifying), default=None))


def _best_of(rounds: Iterable[At]) -> list[int]:
    best = [best_month(at.ledger, at.known_by, at.cutoff) for at in rounds]
    return [each.gross for each in best if each is not None]


def missing(at: At) -> list[Span]:
    """The days of a window of which the gross may lack."""
    return months_missing(at.ledger, at.known_by, at.cutoff)


def _known_whole(at: At) -> bool:
    return not missing(at)


def standing(at: At, others_met: OthersMet) -> Standing:
    """The best month of the window against the bounds; at least what is logged where gross may lack."""
    return _standing_of(at, best_month(at.ledger, at.known_by, at.cutoff), others_met)


def at_pace(at: At, pace: Pace, others_met: OthersMet) -> Standing:
    """A month at the pace counts from the first one that lies wholly ahead."""
    best = best_month(at.ledger, at.known_by, at.cutoff)
    gross, _priced = pace.totals(acceptances(pace.ledger))
    ahead = Best(month_of(at.cutoff), gross // MONTHS_OF_PACE, (best.months if best else 0) + 1)
    if ahead.month > month_of(at.known_by) and gross and (best is None or ahead.gross > best.gross):
        best = ahead
    return _standing_of(at, best, others_met)


def _standing_of(at: At, best: Best | None, others_met: OthersMet) -> Standing:
    covered = _known_whole(at)
    if best is None:
        return Standing("earnings_rank", "unknown", covered=covered)
    too_little, enough = bounds(at.ledger, at.known_by, at.rules, others_met)
    met = enough is not None and best.gross >= enough
    short = covered and too_little is not None and best.gross <= too_little
    state: State = "unknown" if met == short else "met" if met else "short"
    figure = Figure(Ratio(best.gross, 1), Ratio(best.gross, 1))
    if covered:
        return covered_standing("earnings_rank", state, figure, best.months)
    return Standing("earnings_rank", state, figure.low, n=best.months, covered=False, logged=figure)


def evidence(ledger: Ledger, day: date, _rules: Rules) -> list[Piece]:
    """Months by gross; the contracts of a month that lack a price are named, because they lower it unseen."""
    pieces = []
    for month in months_in_window(day):
        gross = gross_of(ledger, month, day, day)
        if gross is not None:
            pieces.append(Piece(last_day(month), gross, leaves=gross.leaves_on))
    typed = {piece.key for piece in pieces if isinstance(piece.subject, MonthGross) and piece.subject.typed}
    for contract in ledger.all(Contract):
        accepted = contract.accepted_on
        if accepted is None or contract.price_yen is not None or month_of(accepted) in typed:
            continue
        if year_before(day) < accepted <= day:
            pieces.append(Piece(accepted, contract, "no_price"))
    return pieces + [Piece(c.closed_on, c, "no_acceptance") for c in not_accepted(ledger, day) if c.closed_on]


def not_accepted(ledger: Ledger, day: date) -> list[Contract]:
    """Completed contracts of the window with a price and without a day of acceptance: no month has them."""
    return [
        c for c in ledger.all(Contract)
        if c.outcome == "completed" and c.accepted_on is None and c.price_yen is not None
        and c.closed_on is not None and year_before(day) < c.closed_on <= day
    ]  # fmt: skip


def leaving(ledger: Ledger, day: date) -> list[Leaving]:
    """Each month: by the id of its record where one was typed, else by its name."""
    months = months_with_gross(ledger, day, day)
    return [Leaving(m.leaves_on, m.typed.id if m.typed else m.month) for m in months]


def gross(ledger: Ledger, month: str, end: date) -> int | None:
    """A month's gross in yen up to a day."""
    each = gross_of(ledger, month, end, end)
    return each.gross if each is not None else None


class MonthDebt(NamedTuple):
    """This month's gross so far beside the best month of the window; `missing` yen until it is the best."""

    gross: int
    best: Best
    missing: int


def month_debt(ledger: Ledger, day: date) -> MonthDebt | None:
    """None where no gross is known in the window."""
    best = best_month(ledger, day, day)
    if best is None:
        return None
    so_far = gross(ledger, month_of(day), day) or 0
    return MonthDebt(so_far, best, max(0, best.gross - so_far))


def criterion(others_met: OthersMet) -> Criterion:
    """The criterion, told how the other five stand."""
    return Criterion(
        "earnings_rank",
        needed=rank_needed,
        standing=lambda at: standing(at, others_met),
        at_pace=lambda at, pace: at_pace(at, pace, others_met),
        evidence=evidence,
        leaving=leaving,
        missing=missing,
        gross=gross,
        whole=True,
        hidden=True,
        best_alone=True,
    )
