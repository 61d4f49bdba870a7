"""The keys of the practices: try, answer after a week, word the step anew, note on what it was tried."""

from __future__ import annotations

from typing import Any

from procw_tui.domain.coach.action import Action
from procw_tui.domain.evening.practices import (
    WEEK,
    Practice,
    at_hand,
    look_back_due,
    marks,
    states,
    step,
    trying,
)
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import putting_off
from procw_tui.domain.record.records import Message, PracticeState, ProfileEdit, Proposal
from procw_tui.present.forms.special import StepForm
from procw_tui.present.words import labels, practices
from procw_tui.present.words.language import _, language
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog

MARKS = ("trying", "habit", "not_for_me", "untried")


class PracticeActs(Acts):
    """What y, Y and Enter do to a practice."""

    def action_practice(self) -> None:
        """Mark it: trying first, then the next mark each time. After a week of trying the question."""
        view = self.view
        practice = self._practice()
        if practice is None:
            return
        if practice == look_back_due(view.practices, view.ledger, view.today):
            self._look_back(practice)
            return
        mark = marks(view.ledger).get(practice.id, "untried")
        if mark == "trying" and self._selected() != practice:
            self.say(_("It is being tried; after a week it is asked whether it stays."), "dim")
            return
        self._mark(practice, MARKS[(MARKS.index(mark) + 1) % len(MARKS)])

    def _practice(self) -> Practice | None:
        """The one under the cursor; elsewhere the one that is asked about, tried or suggested."""
        current, view = self._selected(), self.view
        if isinstance(current, Action):
            current = current.about
            return current if isinstance(current, Practice) else None
        if self.room.id == "coach":
            return None
        if isinstance(current, Practice):
            return current
        if not len(view.ledger):
            return None  # the welcome shows no practice yet
        return at_hand(view.practices, view.ledger, view.board.at_cutoff, view.today)

    def _mark(self, practice: Practice, state: Any) -> None:
        said = f"{practice.title[language()]}: {labels.choice('practice_state', 'state', state)}"
        today, view = self.view.today, self.view
        others = [each for each in trying(view.practices, view.ledger, today) if each != practice]
        if state == "trying" and others:
            said = "  ".join(
                (said, _("One at a time tells more: {n} are tried now.").format(n=len(others) + 1))
            )

        def build(ledger: Ledger) -> Change:
            before = states(ledger).get(practice.id)
            own = before.step if before is not None else None
            record = PracticeState(
                id=changes.new_id(), practice=practice.id, state=state, since=today, step=own
            )
            return changes.log(ledger, record, "practice")

        self.attempt(lambda: self.host.commit(build), lambda _change: said)

    def _look_back(self, practice: Practice) -> None:
        """One question a week."""
        options = [
            ("habit", _("Yes: it is a habit by now")), ("more", _("Try it for another week")),
            ("not_for_me", _("No: it is not for me")), ("untried", _("Later, another one first")),
        ]  # fmt: skip

        def chosen(choice: str | None) -> None:
            if choice == "more":
                until = self.view.today + WEEK
                said = _("For another week.")
                action = f"look_back:{practice.id}"
                self.attempt(
                    lambda: self.host.commit(lambda ledger: putting_off(ledger, action, until)),
                    lambda _change: said,
                )
            elif choice is not None:
                self._mark(practice, choice)

        self.host.hold_keys()
        title = practices.look_back_question(self.view, practice)
        self.app.push_screen(PickDialog(title, options), chosen)

    def action_reword(self) -> None:
        """The step of the practice under the cursor in one's own words."""
        practice = self._selected()
        if isinstance(practice, Practice):
            self.open_form(StepForm(practice, step(practice, self.view.ledger, language()), self.view.now))

    def action_tried(self) -> None:
        """The practice that is tried was tried on this record, or was not after all."""
        records = [each for each in self.meant() if isinstance(each, Proposal | Message | ProfileEdit)]
        kinds = {record.kind for record in records}
        found = [
            each
            for each in trying(self.view.practices, self.view.ledger, self.view.today)
            if each.tried_on in kinds
        ]
        if not found:
            self.say(_("No practice for this kind is being tried: y on Mindset begins one."), "dim")
        elif len(found) == 1:
            self._tried(found[0].id, [each.id for each in records if each.kind == found[0].tried_on])
        else:
            options = [(each.id, each.title[language()]) for each in found]
            self.host.hold_keys()
            self.app.push_screen(
                PickDialog(_("Tried on this one"), options),
                lambda name: self._tried(name, [each.id for each in records]) if name else None,
            )

    def _tried(self, practice: str, ids: list[str]) -> None:
        title = next(each.title[language()] for each in self.view.practices if each.id == practice)

        def build(ledger: Ledger) -> Change:
            ops = [op for each in ids for op in _toggled(ledger, each, practice).ops]
            return Change("practice", tuple(ops))

        def said(change: Change) -> str:
            now = [practice in (getattr(op.after, "practices", None) or ()) for op in change.ops]
            told = _("Tried on this one: {practice}") if all(now) else _("Not tried on this one: {practice}")
            return told.format(practice=title)

        self.attempt(lambda: self.host.commit(build), said)


def _toggled(ledger: Ledger, record_id: str, practice: str) -> Change:
    """The practice put to a record's, or taken from them."""
    record = ledger.find(record_id)
    before: tuple[str, ...] = getattr(record, "practices", None) or ()
    after = tuple(each for each in before if each != practice) if practice in before else (*before, practice)
    return changes.edit(ledger, record_id, {"practices": after or None}, "practice")
