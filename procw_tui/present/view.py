"""Everything that the screens show of one ledger at one moment, each part computed when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from procw_tui.domain.certification.criteria import Board, board, evidence, trend
from procw_tui.domain.certification.criterion import Point
from procw_tui.domain.certification.forecast import Holding, Outlook, first_to_hold, forecast, pace
from procw_tui.domain.certification.pace import Pace
from procw_tui.domain.certification.phases import Past, Phase, past_round, past_rounds, phase
from procw_tui.domain.certification.standing import At
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.ledger.hypotheses import imagine
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import acts_put_off
from procw_tui.domain.record.records import Record, Setting
from procw_tui.domain.record.rules import CriterionId, Rules
from procw_tui.domain.record.settings import LOOKS
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.months import gross_of
from procw_tui.domain.work.proposals import Proposals, proposals
from procw_tui.domain.work.replies import Replies, replies
from procw_tui.domain.work.terminations import Alarm, alarms
from procw_tui.knowledge import Knowledge

if TYPE_CHECKING:
    from procw_tui.domain.coach.action import Action

T = TypeVar("T")


class View:
    """One ledger at one moment; in what-if as it would be, with the pace of what really was."""

    def __init__(
        self,
        ledger: Ledger,
        now: datetime,
        knowledge: Knowledge,
        hypotheses: Sequence[Record] | None = None,
    ) -> None:
        self.real = ledger
        self.ledger = ledger if not hypotheses else imagine(ledger, hypotheses)
        self.hypotheses = hypotheses
        """The records imagined; None outside what-if."""
        self.now = now
        self.knowledge = knowledge
        self._made: dict[Hashable, object] = {}

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now.date()

    @cached_property
    def is_new(self) -> bool:
        """Whether nothing is logged but how the program is to look and sound."""
        return all(isinstance(each, Setting) and each.key in LOOKS for each in self.ledger)

    def once(self, key: Hashable, build: Callable[[], T]) -> T:
        """What `build` makes of this ledger at this moment, made when first asked for."""
        if key not in self._made:
            self._made[key] = build()
        return cast("T", self._made[key])

    @property
    def rules(self) -> Rules:
        """The rules of the certification."""
        return self.knowledge.rules

    @property
    def practices(self) -> Sequence[Practice]:
        """Every practice."""
        return self.knowledge.practices

    @property
    def at(self) -> At:
        """What a standing of today is asked of."""
        return At(self.ledger, self.today, self.today, self.rules)

    @cached_property
    def board(self) -> Board:
        """The scoreboard."""
        return board(self.ledger, self.today, self.rules)

    @cached_property
    def phase(self) -> Phase:
        """Where the day stands in the year of reviews."""
        return phase(self.ledger, self.today, self.rules)

    @cached_property
    def pace(self) -> Pace:
        """The pace of the last 90 days."""
        return pace(self.real, self.today)

    @cached_property
    def forecast(self) -> list[Outlook]:
        """The next four rounds."""
        return forecast(self.ledger, self.today, self.rules, self.pace)

    @cached_property
    def holding(self) -> Holding | None:
        """The first round at which all that can be known would hold."""
        return first_to_hold(self.forecast)

    @cached_property
    def past(self) -> list[Past]:
        """The rounds that are past, the latest first."""
        return past_rounds(self.ledger, self.today, self.rules)

    @cached_property
    def phase_round(self) -> Past:
        """What the records foretell of the round that the phase is about, and what came."""
        return past_round(self.ledger, self.phase.round, self.today, self.rules)

    def evidence(self, criterion: CriterionId) -> list[Piece]:
        """The records behind a standing."""
        return self.once(
            ("evidence", criterion), lambda: evidence(self.ledger, criterion, self.today, self.rules)
        )

    def trend(self, criterion: CriterionId) -> list[Point]:
        """How a standing went over twelve months."""
        return self.once(("trend", criterion), lambda: trend(self.ledger, criterion, self.today, self.rules))

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
    def every_action(self) -> list[Action]:
        """Every act of the coach, put off or not, the next one first."""
        from procw_tui.domain.coach.ranking import ranked  # a line for tmux needs no coach

        return ranked(self.ledger, self.now, self.rules, self.forecast, self.practices)

    @cached_property
    def actions(self) -> list[Action]:
        """Those that are not put off."""
        from procw_tui.domain.coach.ranking import is_off

        off = acts_put_off(self.ledger, self.today)
        return [each for each in self.every_action if not is_off(each, off)]

    @cached_property
    def actions_off(self) -> list[Action]:
        """Those that would come and are put off."""
        ready = {each.id for each in self.actions}
        return [each for each in self.every_action if each.id not in ready]

    @cached_property
    def next_action(self) -> Action | None:
        """The one to do now; None where nothing is left that could change a criterion."""
        from procw_tui.domain.coach.ranking import first

        return first(self.actions)

    @cached_property
    def month_gross(self) -> int:
        """This month's gross so far: what was typed for it, else its accepted contracts."""
        found = gross_of(self.ledger, month_of(self.today), self.today, self.today)
        return found.gross if found is not None else 0
