"""The sorted series behind the criteria, built once for each version of their tables."""

from __future__ import annotations

from .ledger import Ledger
from .records import Contract, Opening, ProfileEdit, Review, Scout, Tally
from .series import Series


def completions(ledger: Ledger) -> Series[Contract]:
    """Fixed-price contracts that came to an end; weights: completed, ended midway.

    One ended midway with a milestone paid counts as completed, on the day it ended.
    """
    return ledger.index(_completions, Contract)


def _completions(ledger: Ledger) -> Series[Contract]:
    events = []
    for contract in ledger.all(Contract):
        closed = contract.closed_on
        if contract.type == "fixed" and closed is not None:
            done = contract.outcome == "completed" or contract.milestone_paid is True
            events.append((closed, contract.started_on, (int(done), int(not done)), contract))
    return Series(events, 2)


def acceptances(ledger: Ledger) -> Series[Contract]:
    """Contracts of every type on the day they were accepted; weights: price, whether it is known."""
    return ledger.index(_acceptances, Contract)


def _acceptances(ledger: Ledger) -> Series[Contract]:
    return Series(
        [
            (c.accepted_on, c.started_on, (c.price_yen, 1), c)
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
        item = review.communication
        weights = (review.overall_tenths, 1, 10 * (item or 0), int(item is not None))
        events.append((review.opened_on, review.opened_on, weights, review))
    return Series(events, 4)


def scouts(ledger: Ledger) -> Series[Scout]:
    """The scouts that count."""
    return ledger.index(_scouts, Scout)


def _scouts(ledger: Ledger) -> Series[Scout]:
    return Series([(s.received_on, s.received_on, (1,), s) for s in ledger.all(Scout) if s.counted], 1)


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
