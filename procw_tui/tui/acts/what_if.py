"""What-if: the logging keys add what never was, everything on the scoreboard moves, nothing is saved."""

from __future__ import annotations

from procw_tui.domain.ledger.hypotheses import What, hypothesis
from procw_tui.domain.record.records import Record
from procw_tui.present.commands import BY_ID, SAME
from procw_tui.present.words import records as lines
from procw_tui.present.words.language import _
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog

STARS = ("5", "4", "3", "2", "1")
HOLDS_IN = frozenset({"board", "evidence", "rounds", "assumptions"})
"""The rooms in which what-if goes on; leaving them ends it, so that nobody logs a real record into it."""


class WhatIfActs(Acts):
    """The mode, and the one way from a key to its command."""

    async def action_do(self, command_id: str) -> None:
        """Carry out a command of the table: in what-if its counterpart that saves nothing."""
        command = BY_ID[command_id]
        action = command.action
        if self.view.hypotheses is not None:
            action = command.what_if if command.what_if != SAME else action
            if not action:
                self.say(_("Not in what-if: w ends it, then you can log."), "warn")
                return
        await self.run_action(action)

    def action_what_if(self) -> None:
        """Begin, or end and forget."""
        if self.view.hypotheses is not None:
            self.end_what_if()
        elif "board" in {self.room.id, self.room.tab}:
            self.unsay()
            self.host.imagine([])

    def end_what_if(self) -> None:
        """Back to what really is."""
        if self.view.hypotheses is not None:
            self.host.imagine(None)
            self.say(_("What-if has ended. Nothing was saved."), "dim")

    def action_imagine(self, what: What) -> None:
        """One more scout, delivery or midway end."""
        self._add(hypothesis(what, self.view.today))

    def action_imagine_review(self) -> None:
        """A review: of how many stars?"""

        def chosen(stars: str | None) -> None:
            if stars is not None:
                self._add(hypothesis("review", self.view.today, int(stars)))

        options = [(stars, _("{n} stars in every item").format(n=stars)) for stars in STARS]
        self.host.hold_keys()
        self.app.push_screen(PickDialog(_("What if a rating came"), options, keys="54321"), chosen)

    def action_imagine_less(self) -> None:
        """Without the last of them."""
        imagined = list(self.view.hypotheses or ())
        if imagined:
            self.say(_("Not imagined any more: {what}").format(what=lines.line(imagined.pop())), "dim")
            self.host.imagine(imagined)

    def _add(self, record: Record) -> None:
        self.host.imagine([*(self.view.hypotheses or ()), record])
