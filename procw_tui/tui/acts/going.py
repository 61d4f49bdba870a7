"""The keys that open what is behind a figure, and lead back."""

from __future__ import annotations

from typing import TypeVar

from procw_tui.domain.certification.assumptions import Assumption
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.present.forms.form import Form
from procw_tui.present.forms.special import SettingsForm
from procw_tui.present.listing import Listing
from procw_tui.tui.desk import Acts
from procw_tui.tui.screens.inner_rooms import AssumptionsRoom, EvidenceRoom, RoundsRoom
from procw_tui.tui.screens.more_rooms import OpenRoom, RatesRoom
from procw_tui.tui.screens.room import Room

R = TypeVar("R", bound=Room)

ABOUT_ROOM = {"work": "earnings_rank", "replies": "replies"}
FORM_OF_KEY = {"o": "opening", "e": "log('earning')"}


class InnerActs(Acts):
    """Evidence, rounds, assumptions."""

    def action_evidence(self) -> None:
        """The records behind the selected criterion, or the rounds."""
        selected = self.records.current
        if selected in CRITERIA:
            room = self._inner(EvidenceRoom)
            room.criterion = selected
            self.enter(room)
        elif selected is not None:
            self.enter(self._inner(RoundsRoom))

    def action_assumptions(self) -> None:
        """What is assumed here: of the selected criterion first."""
        about = ABOUT_ROOM.get(self.room.id)
        if self.room.id == "board" and self.records.current in CRITERIA:
            about = self.records.current
        elif self.room.id == "evidence":
            about = self._inner(EvidenceRoom).criterion
        room = self._inner(AssumptionsRoom)
        room.criterion = about
        self.enter(room)

    def action_rates(self) -> None:
        """The rates behind the thirty."""
        self.enter(self._inner(RatesRoom))

    def action_open_things(self) -> None:
        """Everything that is open."""
        if self.room.id != OpenRoom.id:
            self.enter(self._inner(OpenRoom))

    def _inner(self, cls: type[R]) -> R:
        room = self.rooms[cls.id]
        assert isinstance(room, cls)  # noqa: S101 - all_rooms() makes each of its class
        return room

    def enter(self, inner: Room) -> None:
        """Open a room from the one that is shown; from an inner one, Esc leads to where that was opened."""
        if self.room is not inner:
            inner.tab, inner.outer = self.room.tab or self.room.id, self.room.id
        inner.selected = frozenset()
        self.forget_cursor(inner.id)
        self.show_room(inner.id)

    def action_back(self) -> None:
        """All rows again, then to the room that this one was opened from; from the board out of what-if."""
        if self.room.selected:
            self.room.selected = frozenset()
            self.refresh_room()
        elif self.room.listing != Listing():
            self.room.listing = Listing()
            self.refresh_room()
        elif self.room.outer:
            self.show_room(self.room.outer)
        elif self.view.hypotheses is not None:
            self.end_what_if()

    async def action_change(self) -> None:
        """Have the selected assumption read otherwise."""
        selected = self.records.current
        if not isinstance(selected, Assumption):
            return
        if selected.setting is not None:
            form: Form = SettingsForm(self.view.ledger, self.view.now)
            form.begin_at = selected.setting
            self.open_form(form)
        elif selected.key is not None:
            await self.run_action(FORM_OF_KEY[selected.key])
