"""The rooms of one screen, each made once."""

from __future__ import annotations

from typing import assert_never

from procw_tui.present.commands import RoomId

from .assumptions import AssumptionsRoom
from .board import BoardRoom
from .day import DayRoom
from .evidence import EvidenceRoom
from .habits import HabitsRoom
from .mindset import MindsetRoom
from .open_things import OpenRoom
from .proposals import ProposalsRoom
from .rates import RatesRoom
from .replies import RepliesRoom
from .report import ReportRoom
from .room import Room
from .rounds import RoundsRoom
from .today import TodayRoom
from .work import WorkRoom


class Rooms:
    """Every room by its name, so that what is particular to one can be asked of it."""

    def __init__(self) -> None:
        self.today = TodayRoom()
        self.board = BoardRoom()
        self.replies = RepliesRoom()
        self.proposals = ProposalsRoom()
        self.work = WorkRoom()
        self.mindset = MindsetRoom()
        self.evidence = EvidenceRoom()
        self.rounds = RoundsRoom()
        self.assumptions = AssumptionsRoom()
        self.open = OpenRoom()
        self.day = DayRoom()
        self.rates = RatesRoom()
        self.habits = HabitsRoom()
        self.report = ReportRoom()

    def of(self, room: RoomId) -> Room:  # noqa: C901, PLR0912 - a table
        """The room of an id."""
        match room:
            case "today":
                return self.today
            case "board":
                return self.board
            case "replies":
                return self.replies
            case "proposals":
                return self.proposals
            case "work":
                return self.work
            case "mindset":
                return self.mindset
            case "evidence":
                return self.evidence
            case "rounds":
                return self.rounds
            case "assumptions":
                return self.assumptions
            case "open":
                return self.open
            case "day":
                return self.day
            case "rates":
                return self.rates
            case "habits":
                return self.habits
            case "report":
                return self.report
        assert_never(room)
