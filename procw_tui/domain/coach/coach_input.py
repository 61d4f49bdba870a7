"""What the coach reckons from: the ledger at a moment, and the standings at the coming rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from procw_tui.domain.certification.criteria import earnings_bar
from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.certification.rounds import Round
from procw_tui.domain.certification.standing import At, Standing
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CriterionId, Rules
from procw_tui.domain.record.times import DAY, start_of
from procw_tui.domain.work.contracts import running

from .action import Sureness

Footing = Literal["fails", "open", "holds"]
Hand = Literal["mine", "clients", "luck"]
"""In whose hand it lies that an act has its effect."""

SURENESS: dict[tuple[Footing, Hand], Sureness] = {
    ("fails", "mine"): Sureness.SURELY, ("fails", "clients"): Sureness.LIKELY,
    ("fails", "luck"): Sureness.MAYBE,
    ("open", "mine"): Sureness.KEEPS, ("open", "clients"): Sureness.MAYBE, ("open", "luck"): Sureness.MAYBE,
}  # fmt: skip


BY_RECORDS: frozenset[CriterionId] = frozenset({"completion", "rating", "scouts", "communication"})
"""Criteria that a part of the records tells nothing of; the others can stay unknown with all of them."""
AHEAD = 2
"""Rounds to look ahead: what would not hold in a year is no matter of this evening."""


class Target(NamedTuple):
    """A criterion that would not hold at a round, and how an act of that lead could change it."""

    round: Round
    footing: Footing
    next: bool
    """Whether the round is the next one."""

    def sureness(self, hand: Hand) -> Sureness:
        """How surely; for a later round never more than perhaps."""
        return SURENESS[self.footing, hand] if self.next else Sureness.MAYBE


class CoachInput(NamedTuple):
    """One ledger at one moment, with the standings at the next rounds if nothing new happens."""

    ledger: Ledger
    now: datetime
    rules: Rules
    outlooks: Sequence[Outlook]
    practices: Sequence[Practice]

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now.date()

    def at(self, cutoff: date) -> At:
        """What today's records are asked of at a cut-off."""
        return At(self.ledger, self.today, cutoff, self.rules)

    @property
    def open_contracts(self) -> list[Contract]:
        """Those that run, and of which no later end is logged: the standings count that one already."""
        return [each for each in running(self.ledger, self.today) if each.outcome == "running"]

    @property
    def next_round(self) -> Round:
        """The next one whose cut-off is not past."""
        return self.outlooks[0].round

    def reachable(self, lead: timedelta) -> Iterator[tuple[int, Outlook]]:
        """The coming rounds that something begun today, and done after so long, still counts for."""
        for number, outlook in enumerate(self.outlooks):
            if outlook.round.cutoff >= self.today + lead:
                yield number, outlook

    def round_after(self, lead: timedelta) -> Round:
        """The first of them; the last known one where all come too soon."""
        return next((outlook.round for _, outlook in self.reachable(lead)), self.outlooks[-1].round)

    def target(self, criterion: CriterionId, lead: timedelta = timedelta()) -> Target | None:
        """The first of the next two reachable rounds at which a criterion would not hold."""
        for number, outlook in islice(self.reachable(lead), AHEAD):
            if not outlook.still.of(criterion).covered and criterion in BY_RECORDS:
                continue  # nothing is known of it: more records come first
            footing = self.footing(criterion, outlook)
            if footing != "holds":
                return Target(outlook.round, footing, number == 0)
        return None

    def footing(self, criterion: CriterionId, outlook: Outlook) -> Footing:
        """How a criterion would stand at a round; what reports put out of reach fails too."""
        standing = outlook.still.of(criterion)
        if standing.state == "met":
            return "holds"
        return "fails" if standing.state == "short" or self._out_of_reach(standing) else "open"

    def _out_of_reach(self, standing: Standing) -> bool:
        bar = self.bar
        return (
            standing.id == "earnings_rank" and bar is not None
            and standing.high is not None and standing.high.top < bar
        )  # fmt: skip

    @property
    def bar(self) -> int | None:
        """The gross of a month to reach."""
        return earnings_bar(self.ledger, self.today, self.rules)


def day_end(day: date) -> datetime:
    """The deadline of a day: its 24:00 in Japan."""
    return start_of(day + DAY)
