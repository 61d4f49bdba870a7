"""Several sessions over one file: whatever they do in whatever order, all of them end with the same records."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Scout
from procw_tui.store import backups
from procw_tui.store.store import Store
from tests.make import scout
from tests.make_demo import NOW
from tests.store.test_store import logging

SESSIONS = 3
WHO = st.integers(0, SESSIONS - 1)
WHICH = st.integers(0, 1000)


class Sessions(RuleBasedStateMachine):
    """The model: the note of each scout by its id."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.json"
        self.now = NOW
        self.stores = [Store(self.path, self.clock) for _ in range(SESSIONS)]
        self.notes: dict[str, str | None] = {}

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    @rule(who=WHO)
    def log(self, who: int) -> None:
        record = scout("2026-11-20", note=f"{len(self.notes)}")
        self.stores[who].commit(logging(record))
        self.notes[record.id] = record.note

    @rule(who=WHO, which=WHICH, note=st.sampled_from(["a", "b"]))
    def edit(self, who: int, which: int, note: str) -> None:
        if self.notes:
            record_id = sorted(self.notes)[which % len(self.notes)]
            self.stores[who].commit(lambda ledger: changes.edit(ledger, record_id, {"note": note}))
            self.notes[record_id] = note

    @rule(who=WHO, which=WHICH)
    def delete(self, who: int, which: int) -> None:
        if self.notes:
            record_id = sorted(self.notes)[which % len(self.notes)]
            self.stores[who].commit(lambda ledger: changes.delete(ledger, [record_id]))
            del self.notes[record_id]

    @rule(who=WHO)
    def fold(self, who: int) -> None:
        self.stores[who].settle()

    @rule(who=WHO)
    def look(self, who: int) -> None:
        self.stores[who].refresh()

    @rule(who=WHO)
    def begin_anew(self, who: int) -> None:
        """A session that was killed and opened again."""
        self.stores[who] = Store(self.path, self.clock)

    @rule()
    def put_back(self) -> None:
        """A restore of what is in force: another file and another journal under the open sessions."""
        newest = Store(self.path, self.clock)
        newest.settle()
        if self.path.exists():
            backups.put_back(self.path, self.path.read_bytes(), self.clock(), "replaced")

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.found(Store(self.path, self.clock)) == self.notes

    def found(self, store: Store) -> dict[str, str | None]:
        return {each.id: each.note for each in store.ledger.all(Scout)}

    def teardown(self) -> None:
        for store in self.stores:
            store.refresh()
            assert self.found(store) == self.notes
        self.folder.cleanup()


TestSessions = Sessions.TestCase
TestSessions.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
