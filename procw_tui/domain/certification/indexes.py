"""The sorted series behind the criteria, built once for each version of their tables."""

from __future__ import annotations

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.series import Series
from procw_tui.domain.record.records import Contract, Opening, ProfileEdit, Review, Scout, Setting, Tally

from .assumptions import Readings, readings


def completions(ledger: Ledger) -> Series[Contract]:
    """Fixed-price contracts that came to an end; weights: completed, ended midway.

    One ended midway with a milestone paid counts as completed, on the day it ended [A].
    """
    return ledger.index(_completions, Contract, Setting)


def _completions(ledger: Ledger) -> Series[Contract]:
    milestone = readings(ledger).milestone_completes
    ended = (c for c in ledger.all(Contract) if c.type == "fixed" and c.outcome != "running")
    events = []
    for contract in ended:
        if (closed := contract.closed_on) is not None:
            done = contract.outcome == "completed" or counts_as_completed(
                contract, milestone_completes=milestone
            )
            events.append((closed, contract.started_on, contract, done, not done))
    return Series(events, 2)


def counts_as_completed(contract: Contract, *, milestone_completes: bool) -> bool:
    """Of a contract that came to an end: whether it counts for the completion rate, or against it."""
    return contract.outcome == "completed" or (contract.milestone_paid is True and milestone_completes)


def acceptances(ledger: Ledger) -> Series[Contract]:
    """Contracts of every type on the day they were accepted; weights: price, whether it is known."""
    return ledger.index(_acceptances, Contract)


def _acceptances(ledger: Ledger) -> Series[Contract]:
    return Series(
        [
            (c.accepted_on, c.started_on, c, c.price_yen, 1)
            for c in ledger.all(Contract)
            if c.accepted_on is not None and c.price_yen is not None
        ],
        2,
    )


def reviews(ledger: Ledger) -> Series[Review]:
    """Reviews on the day they opened; weights: overall, one, communication, whether it is there."""
    return ledger.index(_reviews, Review)


def _reviews(ledger: Ledger) -> Series[Review]:
    events = []
    for review in ledger.all(Review):
        day, item = review.opened_on, review.communication
        events.append((day, day, review, review.overall_tenths, 1, 10 * (item or 0), item is not None))
    return Series(events, 4)


def scouts(ledger: Ledger) -> Series[Scout]:
    """The scouts that count."""
    return ledger.index(_scouts, Scout, Setting)


def _scouts(ledger: Ledger) -> Series[Scout]:
    excuses = scout_excuses(ledger)
    return Series([(s.received_on, s.received_on, s, 1) for s in ledger.all(Scout) if s.id not in excuses], 1)


def scout_excuses(ledger: Ledger) -> dict[str, str]:
    """Why a scout doesn't count, by its id: said_no, flyer, office; closed_job, repeat where so read."""
    return ledger.index(_scout_excuses, Scout, Setting)


def _scout_excuses(ledger: Ledger) -> dict[str, str]:
    read = readings(ledger)
    plain = ("direct", "auto")
    odd = (s for s in ledger.all(Scout) if (s.source, s.counts) != plain)
    excuses = {scout.id: why for scout in odd if (why := _excuse(scout, read))}
    if not read.count_repeats:
        known: set[str] = set()
        for scout in sorted(ledger.all(Scout), key=lambda scout: scout.received_on):
            if scout.client in known and scout.counts == "auto":
                excuses.setdefault(scout.id, "repeat")
            if scout.client and scout.id not in excuses:
                known.add(scout.client)
    return excuses


def _excuse(scout: Scout, read: Readings) -> str:
    if scout.counts != "auto":
        return "" if scout.counts == "yes" else "said_no"
    if scout.source == "closed_job":
        return "" if read.count_closed_jobs else "closed_job"
    return "" if scout.source == "direct" else scout.source


def openings(ledger: Ledger) -> list[Opening]:
    """Openings by day; of one day's in the order logged."""
    return ledger.index(_openings, Opening)


def _openings(ledger: Ledger) -> list[Opening]:
    return sorted(ledger.all(Opening), key=lambda opening: opening.as_of)


def profile_edits(ledger: Ledger) -> list[ProfileEdit]:
    """Profile edits by day."""
    return ledger.index(_profile_edits, ProfileEdit)


def _profile_edits(ledger: Ledger) -> list[ProfileEdit]:
    return sorted(ledger.all(ProfileEdit), key=lambda edit: edit.edited_on)


def tallies(ledger: Ledger) -> list[Tally]:
    """Every tally."""
    return list(ledger.all(Tally))
