"""What a row says, whichever source it comes from: values by field, what of it is not sure, where it stood.

A source makes candidates and knows nothing of what the ledger holds beside names; matching takes them and
knows nothing of sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Doubt = Literal[
    "which_client", "which_amount", "which_stars", "may_be_net", "no_year", "no_day", "several_fit",
    "month_runs", "several_senders", "adds_up_otherwise", "near_day", "in_title", "several_days",
    "how_ended", "in_future", "contradicts", "may_be_over", "other_client",
    "which_day", "day_assumed", "title_cut", "names_unnamed", "differs", "unknown_state", "summed",
    "same_as_typed", "alike", "end_requested", "type_assumed", "job_goes_on",
    "no_date", "mail_in_future", "whose_side", "may_be_typed", "passed_on",
]  # fmt: skip
DOUBTFUL: frozenset[Doubt] = frozenset({
    "which_client", "which_amount", "which_stars", "may_be_net", "no_year", "no_day", "several_fit",
    "month_runs", "several_senders", "adds_up_otherwise", "near_day", "in_title", "several_days",
    "how_ended", "in_future", "contradicts", "may_be_over", "other_client",
    "no_date", "mail_in_future", "whose_side", "may_be_typed", "passed_on",
})  # fmt: skip
"""Two readings are possible: such a row waits until somebody has looked at it. The others are told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One contract, proposal, message, rating, month or other record as its source has it."""

    kind: str
    values: Mapping[str, Any]
    """What is stated, by field; what is not stated is not there."""
    lines: frozenset[int]
    """The numbers of the lines that it stood on, from 0."""
    assumed: Mapping[str, Any] = field(default_factory=dict)
    """What a record needs and the source does not say: it contradicts nothing."""
    doubts: tuple[Doubt, ...] = ()
    left: tuple[str, ...] = ()
    """What stood beside it and was not read, as a state that is not known."""
    about: str = ""
    """The title of the job that it is about, where its kind has none."""
    word: str = ""
    """The word of its state, where it is worth telling."""
    new_id: str = ""
    """The id that a record of it would have: the same each time that the same source is read."""
    is_of_today: bool = False
    """Whether its source shows how things are now: what is over without a day was so by today."""
    whole: bool = False
    """Whether the source shows all of that client at that time: what was typed beside it is the same."""
    timed: bool = False
    """Whether its source knows the minute: of that day's record that somebody typed, and that no such source
    has met yet, it is the same. A number in it is then of a thread, not of one message."""

    @property
    def client(self) -> str:
        """Whose it is, as written; empty where nobody is named."""
        return self.values.get("client") or ""

    @property
    def title(self) -> str:
        """Its job's title, as written."""
        return self.values.get("title") or self.about
