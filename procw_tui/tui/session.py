"""The app's one ledger: the view of it, every change to it, and what-if, which changes nothing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from procw_tui.domain.evening.warnings import doubts
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.repeat import KEPT as REPEATED
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.view import View
from procw_tui.present.words import errors
from procw_tui.store import drafts
from procw_tui.store.store import Store
from procw_tui.tui.host import Refused
from procw_tui.tui.terminal.key_queue import OrderedKeys

PASSING = frozenset({"failed_write", "not_writable", "locked"})
"""Troubles of the disk that may pass."""
DOUBTED = frozenset({"log", "again", "edit", "termination"})
"""Changes that say something new about a record; a next stage or a reply makes nothing doubtful."""


class Keeping(OrderedKeys):
    """An app over a store."""

    def __init__(self, store: Store, clock: Callable[[], datetime], **options: Any) -> None:
        super().__init__(**options)
        self.store = store
        self.clock = clock
        self._known: tuple[Ledger, datetime, View] | None = None
        self._hypotheses: list[Record] | None = None
        self.drafts: drafts.Drafts = drafts.load(store.path)
        self._draft_names = set(self.drafts)

    @abstractmethod
    def ledger_changed(self) -> None:
        """Everything on the screen follows the ledger."""

    @abstractmethod
    def after_change(self, change: Change) -> None:
        """What else follows from a change."""

    @abstractmethod
    def doubt(self, text: str) -> None:
        """Say what is doubtful about a record that was kept."""

    def last_logged(self) -> Record | None:
        """What `.` repeats: the last log that stands, by whomever."""
        return self.store.last_logged([cls.kind for cls in REPEATED])

    @property
    def last_change(self) -> datetime | None:
        """When something was last logged, by whomever."""
        return self.store.last_change

    @property
    def view(self) -> View:
        """The ledger at this minute, computed once."""
        now = self.clock()
        minute = now.replace(second=0, microsecond=0)
        if self._known is None or self._known[0] is not self.store.ledger or self._known[1] != minute:
            view = View(self.store.ledger, now, KNOWLEDGE, self._hypotheses)
            self._known = (self.store.ledger, minute, view)
        return self._known[2]

    def commit(self, build: Callable[[Ledger], Change]) -> Change:
        """Make a change durable; Refused, with the reason as a sentence, where it can't be.

        In what-if it is only imagined.
        """
        if self._hypotheses is not None:
            return self._imagined(build)
        change = self._durably(lambda: self.store.commit(build))
        if change.kind in DOUBTED:
            self._tell_doubts(change)
        return change

    def _tell_doubts(self, change: Change) -> None:
        for op in change.ops:
            if op.after is not None:
                for doubt in doubts(self.store.ledger, op.after, self.clock())[:1]:
                    self.call_after_refresh(self.doubt, errors.doubt(doubt))

    def fresh_draft(self, name: str) -> dict[str, str]:
        """A draft as it is on disk: another session may have gone on with it."""
        found = drafts.load(self.store.path).get(name, self.drafts.get(name))
        if found is not None:
            self.drafts[name] = found
        return found or {}

    def keep_drafts(self) -> None:
        """Half-filled forms outlive the session."""
        self._draft_names |= self.drafts.keys()
        drafts.save(self.store.path, self.drafts, self._draft_names)

    def imagine(self, records: list[Record] | None) -> None:
        """What-if with these records, which are never saved; None ends it."""
        self._hypotheses = records
        self._known = None
        self.ledger_changed()

    def _imagined(self, build: Callable[[Ledger], Change]) -> Change:
        try:
            change = build(self.view.ledger)
        except Invalid as error:
            raise Refused(errors.invalid(error), error.field) from None
        self.imagine([*(self._hypotheses or ()), *(op.after for op in change.ops if op.after)])
        self._tell_doubts(change)
        return change._replace(ops=())

    def undo(self) -> Change:
        """Take back the last change, whoever made it."""
        return self._durably(self.store.undo)

    def redo(self) -> Change:
        """Put it on again."""
        return self._durably(self.store.redo)

    def _durably(self, act: Callable[[], Change]) -> Change:
        before = self.store.ledger
        try:
            change = self._carried_out(act)
        except Refused:
            if self.store.ledger is not before:
                self.ledger_changed()  # what another session did was taken in on the way
            raise
        self.after_change(change)
        self.ledger_changed()
        return change

    def _carried_out(self, act: Callable[[], Change]) -> Change:
        try:
            return act()
        except Invalid as error:
            raise Refused(errors.invalid(error), error.field) from None
        except StoreError as error:
            raise Refused(errors.trouble(error), later=error.trouble in PASSING) from None
        except LookupError as error:
            raise Refused(errors.gone(str(error.args[0]))) from None
