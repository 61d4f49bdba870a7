"""The keys that work on the selected row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from procw_tui.domain.certification.forecast import Outlook
from procw_tui.domain.certification.phases import Past
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.evening.stages import all_to_stage, likeliest, stages_of_all
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Review
from procw_tui.domain.work.money import MonthMoney
from procw_tui.domain.work.months import MonthGross
from procw_tui.domain.work.replies import answered_all
from procw_tui.present.forms.form import Form
from procw_tui.present.words import records as lines
from procw_tui.present.words.language import N_, _
from procw_tui.tui.desk import Acts
from procw_tui.tui.dialogs.pick import PickDialog
from procw_tui.tui.screens.more_rooms import ReportRoom
from procw_tui.tui.screens.rooms import MindsetRoom, WorkRoom

STAGE = {
    "talking": N_("in talks"), "won": N_("a contract"), "lost": N_("turned down"),
    "no_answer": N_("no answer"),
    "withdrawn": N_("withdrawn by me"), "delivered": N_("delivered"), "accepted": N_("accepted"),
    "i_rated": N_("I rated"), "ended_midway": N_("ended midway"),
    "answered": N_("request answered"),
}  # fmt: skip


class ListActs(Acts):
    """What the keys of a list do."""

    def action_open(self) -> None:
        """Edit the selected record; a month of contracts opens to type its gross instead."""
        selected = self._selected()
        if isinstance(selected, Record):
            self.open_form(Form(selected.kind, self.view.now, selected))
        elif isinstance(selected, MonthMoney):
            self._prefilled("earning", selected.month)
        elif isinstance(selected, Piece) and isinstance(selected.subject, MonthGross):
            self._prefilled("earning", selected.subject.month)
        elif isinstance(selected, Past):
            self._prefilled("assessment", selected.round.month)
        elif isinstance(selected, Outlook):
            self.say(_("This round is still to come."), "dim")

    def _prefilled(self, kind: str, month: str) -> None:
        form = Form(kind, self.view.now)
        form.prefill({"month": month})
        self.open_form(form)

    def action_stage(self) -> None:
        """The likeliest next stage at once; of several that are selected, a choice."""
        records = self._staged()
        if len(records) != 1:
            self._choose_stage(records)
            return
        (record,) = records
        stage = likeliest(record, self.view.now, self.view.ledger.number("give_up_days"))
        if stage is not None:
            self._to_stage([record.id], stage)
        elif isinstance(record, Contract):
            self._rating_came(record)
        else:
            self.say(_("This one is decided."), "dim")

    def action_outcome(self) -> None:
        """Choose among all that can come next."""
        self._choose_stage(self._staged())

    def _staged(self) -> list[Proposal | Contract]:
        return [record for record in self.meant() if isinstance(record, (Proposal, Contract))]

    def _choose_stage(self, records: Sequence[Proposal | Contract]) -> None:
        """Of the stages that the records can come to; each with how many of them."""
        stages = stages_of_all(records, self.view.now, self.view.ledger.number("give_up_days"))
        if not stages:
            self.say(
                _("This one is decided.") if len(records) == 1 else _("Nothing here has a next stage."), "dim"
            )
            return
        several = len(records) > 1
        options = [
            (stage, f"{_(STAGE[stage])}  ({len(ids)})" if several else _(STAGE[stage]))
            for stage, ids in stages.items()
        ]
        self.host.hold_keys()
        self.app.push_screen(
            PickDialog(_("Next stage"), options),
            lambda stage: self._to_stage(stages[stage], stage) if stage else None,
        )

    def _to_stage(self, record_ids: Sequence[str], stage: str) -> None:
        now = self.view.now.replace(second=0, microsecond=0)
        with_contract = _("(and its contract)")
        done = _("Next stage: {what}").format(what=_(STAGE[stage]))

        def words(change: Change) -> str:
            what = lines.summary(change.ops[-1].record) if len(record_ids) == 1 else lines.what(change)
            begun = any(op.before is None and isinstance(op.after, Contract) for op in change.ops)
            return f"{done}  {what}" + (f"  {with_contract}" if begun else "")

        self._attempt_on_selected(lambda ledger: all_to_stage(ledger, record_ids, stage, now), words)

    def _attempt_on_selected(
        self, build: Callable[[Ledger], Change], sentence: Callable[[Change], str] = lines.done
    ) -> None:
        """Do it, and once it is done nothing is selected any more."""

        def act() -> Change:
            change = self.host.commit(build)
            self.room.selected = frozenset()
            self.refresh_room()
            return change

        self.attempt(act, sentence)

    def action_answer_all(self) -> None:
        """What waits, or what of it is selected, was answered at a time unknown."""
        chosen = {m.client for m in self.meant() if isinstance(m, Message)} if self.room.selected else None
        if not self.view.replies.waiting or chosen == set():
            self.say(_("Nobody waits for a reply."), "dim")
            return
        self._attempt_on_selected(lambda ledger: answered_all(ledger, self.view.now, chosen))

    def _rating_came(self, contract: Contract) -> None:
        """After everything else the client's rating comes; once it has, there is nothing more."""
        if any(review.contract_id == contract.id for review in self.view.ledger.all(Review)):
            self.say(_("This one is finished."), "dim")
            return
        form = Form("review", self.view.now)
        form.prefill({"client": contract.client})
        form.linked["contract_id"] = contract.id
        self.open_form(form)

    def action_delete(self) -> None:
        """Delete what is selected, else the record under the cursor; undo brings it back."""
        ids = list(dict.fromkeys(record.id for record in self.meant()))
        if ids:
            self._attempt_on_selected(lambda ledger: changes.delete(ledger, ids))

    def action_section(self) -> None:
        """The next list of a screen that has several."""
        if isinstance(self.room, WorkRoom | MindsetRoom):
            self.room.next_section()
            self.show_room(self.room.id)
        elif isinstance(self.room, ReportRoom):
            self.room.turn()
            self.refresh_room()
