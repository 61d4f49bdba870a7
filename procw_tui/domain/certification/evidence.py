"""The records behind a standing: those that count, those that don't and why, and when each leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Opening, ProfileEdit, Record, Review, Scout, Tally
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import last_day, leaves_on, month_of, year_before
from procw_tui.domain.work.clocks import lately_accepted, rating_clock, reviewed
from procw_tui.domain.work.months import MonthGross, gross_of, months_in_window

from .assumptions import readings
from .counts import ended_by, latest_opening, parts_that_count
from .indexes import counts_as_completed, scout_excuses, tallies

Excuse = Literal[
    "", "partly", "left", "running", "hourly", "contest", "task", "flyer", "office", "closed_job",
    "said_no", "repeat", "copied", "no_item", "future", "not_open", "no_price", "overruled", "other_part",
]  # fmt: skip

LATELY = timedelta(days=90)
"""What has left the window is still shown for so long."""


class Piece(NamedTuple):
    """One record, or a month's gross, under a standing.

    `on`: the day that the window looks at. `excuse`: why it does not count; empty where it does, `partly`
    where a window cuts it. `against`: it lowers the figure. `leaves`: the first day without it.
    """

    on: date
    subject: Record | MonthGross
    excuse: Excuse = ""
    against: bool = False
    leaves: date | None = None

    @property
    def key(self) -> str:
        """What the piece is known by."""
        return self.subject.id if isinstance(self.subject, Record) else self.subject.month

    @property
    def counts(self) -> bool:
        """Whether it enters the figure, wholly or in part."""
        return self.excuse in {"", "partly"}


def evidence(ledger: Ledger, criterion: str, day: date, rules: Rules) -> list[Piece]:
    """The pieces of a criterion on a day, the latest first."""
    finders: dict[str, Callable[[Ledger, date], list[Piece]]] = {
        "completion": _completion,
        "rating": lambda ledger, day: _stars(ledger, day, "rating"),
        "earnings_rank": _earnings,
        "scouts": _scouts,
        "communication": lambda ledger, day: _stars(ledger, day, "communication"),
        "profile": lambda ledger, day: _profile(ledger, day, rules),
    }
    return sorted(finders[criterion](ledger, day), key=lambda piece: piece.on, reverse=True)


def _in_window(piece: Piece, day: date) -> list[Piece]:
    """The piece as the year window of a day sees it; nothing where it left long ago."""
    if piece.on > day:
        return [piece._replace(excuse="future")]
    leaves = leaves_on(piece.on)
    if leaves <= day:
        return [piece._replace(excuse="left", against=False, leaves=leaves)] if day - leaves <= LATELY else []
    return [piece._replace(leaves=leaves if piece.counts else None)]


def _tallied(ledger: Ledger, day: date, *fields: str) -> list[Piece]:
    found: list[Piece] = []
    for tally in ledger.index(tallies, Tally):
        if any(getattr(tally, name) for name in fields):
            cut = tally.from_ <= year_before(day)
            against = bool(tally.ended_midway) and "ended_midway" in fields
            found += _in_window(Piece(tally.to, tally, "partly" if cut else "", against), day)
    return found


def _completion(ledger: Ledger, day: date) -> list[Piece]:
    read = readings(ledger)
    found = _tallied(ledger, day, "completed", "ended_midway")
    for contract in ledger.all(Contract):
        if contract.started_on > day:
            found.append(Piece(contract.started_on, contract, "future"))
        elif contract.closed_on is None or not ended_by(contract, day):
            kind = contract.type if contract.type != "fixed" else "running"
            counted = read.count_running and kind == "running"
            found.append(Piece(contract.started_on, contract, "" if counted else kind, counted))
        elif contract.type != "fixed":
            found += _in_window(Piece(contract.closed_on, contract, contract.type), day)
        else:
            done = counts_as_completed(contract, milestone_completes=read.milestone_completes)
            found += _in_window(Piece(contract.closed_on, contract, "", not done), day)
    return found


def _stars(ledger: Ledger, day: date, which: str) -> list[Piece]:
    opening = latest_opening(ledger, day, f"{which}_shown")
    found: list[Piece] = []
    if opening is not None:
        lower = getattr(opening, f"{which}_below_five")
        found.append(Piece(opening.as_of, opening, "", bool(lower)))
    for review in ledger.all(Review):
        value = review.overall_tenths if which == "rating" else review.communication
        excuse: Excuse = ""
        if review.opened_on > day:
            excuse = "future"
        elif opening is not None and review.opened_on <= opening.as_of:
            excuse = "copied"
        elif value is None:
            excuse = "no_item"
        lowers = not excuse and value is not None and value < (50 if which == "rating" else 5)
        found.append(Piece(review.opened_on, review, excuse, lowers))
    return found + _not_open(ledger, day)


def _not_open(ledger: Ledger, day: date) -> list[Piece]:
    """Contracts whose rating, if the client gave one, is still hidden; `on` is the day it opens."""
    there = reviewed(ledger, day)
    found = []
    for contract in lately_accepted(ledger, day):
        clock = rating_clock(contract, day)
        if clock is not None and clock.opens >= day and contract.id not in there:
            found.append(Piece(clock.opens, contract, "not_open"))
    return found


def _scouts(ledger: Ledger, day: date) -> list[Piece]:
    found = _tallied(ledger, day, "scouts")
    excuses = scout_excuses(ledger)
    for scout in ledger.all(Scout):
        excuse: Excuse = excuses.get(scout.id, "")  # type: ignore[assignment]
        found += _in_window(Piece(scout.received_on, scout, excuse), day)
    return found


def _earnings(ledger: Ledger, day: date) -> list[Piece]:
    """Months by gross; the contracts of a month that lack a price are named, because they lower it unseen."""
    found = []
    for month in months_in_window(day):
        gross = gross_of(ledger, month, day, day)
        if gross is not None:
            found.append(Piece(last_day(month), gross, leaves=gross.leaves_on))
    typed = {piece.key for piece in found if isinstance(piece.subject, MonthGross) and piece.subject.typed}
    for contract in ledger.all(Contract):
        accepted = contract.accepted_on
        if accepted is None or contract.price_yen is not None or month_of(accepted) in typed:
            continue
        if year_before(day) < accepted <= day:
            found.append(Piece(accepted, contract, "no_price"))
    return found


def _profile(ledger: Ledger, day: date, rules: Rules) -> list[Piece]:
    opening = latest_opening(ledger, day, "profile_filled")
    since = opening.as_of if opening is not None and not opening.profile_filled else date.min
    current = parts_that_count(ledger, day)
    found = [
        Piece(o.as_of, o, "" if o is opening else "overruled", o is opening and not o.profile_filled)
        for o in ledger.all(Opening)
        if o.profile_filled is not None and o.as_of <= day
    ]
    for edit in ledger.all(ProfileEdit):
        parts = set(edit.parts or ())
        excuse: Excuse = ""
        if edit.edited_on > day:
            excuse = "future"
        elif edit.edited_on < since:
            excuse = "overruled"
        elif not parts & set(rules.profile_parts):
            excuse = "other_part"
        elif all(current.get(part) != edit.edited_on for part in parts & set(rules.profile_parts)):
            excuse = "overruled"
        found.append(Piece(edit.edited_on, edit, excuse))
    return found


def heaviest(pieces: list[Piece], criterion: str) -> Piece | None:
    """The piece that pulls the standing down most: the lowest rating, or the midway end that leaves last.

    Of copied figures the lowest rating that was listed with them.
    """
    against = [piece for piece in pieces if piece.against and piece.counts]
    if criterion in {"rating", "communication"}:
        worst = min((lowest_tenths(each, criterion) for each in against), default=None)
        return next((each for each in against if lowest_tenths(each, criterion) == worst), None)
    return max(against, key=lambda piece: piece.on, default=None) if criterion == "completion" else None


def lowest_tenths(piece: Piece, which: str) -> int:
    """The rating of a review in tenths, or the lowest that was listed with copied figures."""
    subject = piece.subject
    if isinstance(subject, Review):
        return subject.overall_tenths if which == "rating" else 10 * (subject.communication or 0)
    return min(getattr(subject, f"{which}_below_five", None) or (50,))
