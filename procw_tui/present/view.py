"""Everything that the screens show of one ledger at one moment, each part computed when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from procw_tui.domain.alarms import Alarm, alarms
from procw_tui.domain.criteria import Board, board
from procw_tui.domain.earnings import gross_of
from procw_tui.domain.ledger import Ledger
from procw_tui.domain.practices import Practice
from procw_tui.domain.proposals import Proposals, proposals
from procw_tui.domain.replies import Replies, replies
from procw_tui.domain.rules import Rules
from procw_tui.domain.times import month_of


class View:
    """One ledger at one moment."""

    def __init__(self, ledger: Ledger, now: datetime, rules: Rules, practices: Sequence[Practice]) -> None:
        self.ledger = ledger
        self.now = now
        self.rules = rules
        self.practices = practices

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now.date()

    @cached_property
    def board(self) -> Board:
        """The scoreboard."""
        return board(self.ledger, self.today, self.rules)

    @cached_property
    def replies(self) -> Replies:
        """The reply figures."""
        return replies(self.ledger, self.now)

    @cached_property
    def proposals(self) -> Proposals:
        """The proposal figures."""
        return proposals(self.ledger, self.now)

    @cached_property
    def alarms(self) -> list[Alarm]:
        """Open midway-end requests of clients."""
        return alarms(self.ledger, self.now)

    @cached_property
    def month_gross(self) -> int:
        """This month's gross so far: what was typed for it, else its accepted contracts."""
        found = gross_of(self.ledger, month_of(self.today), self.today, self.today)
        return found.gross if found is not None else 0
