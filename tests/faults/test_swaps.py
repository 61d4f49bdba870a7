"""Files swapped under open sessions in all orders: nothing acknowledged is lost, and no two ledgers are mixed."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Scout
from procw_tui.store import backups, journal, repair
from procw_tui.store.loading import load
from procw_tui.store.merge import copy_of
from procw_tui.store.store import Store
from tests.faults.scale import times
from tests.make import scout
from tests.make_demo import NOW
from tests.store.test_store import logging

SESSIONS = 2
WHO, WHICH = st.integers(0, SESSIONS - 1), st.integers(0, 7)
PARTS = st.sampled_from(["file", "journal", "both"])

State = frozenset[tuple[str, str]]
"""Each record's id and note."""


class Snapshot(NamedTuple):
    """File and journal as they were at some time, here or of another ledger."""

    file: bytes
    journal: bytes | None


def state_of(ledger: Any) -> State:
    return frozenset((each.id, each.note or "") for each in ledger.all(Scout))


class Swaps(RuleBasedStateMachine):
    """Two sessions log, edit, fold, restore, merge and repair, while something else copies files about."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.json"
        self.now = NOW
        self.stores = [Store(self.path, self.clock) for _ in range(SESSIONS)]
        self.present: State = frozenset()
        self.known: set[State] = {self.present}
        self.puts = 0
        self.owed: set[tuple[str, str]] = set()
        self.snapshots: list[Snapshot] = []
        self.stores[0].commit(logging(scout("2026-11-20", note="first")))
        self.learn()
        self.snapshots += self.of_another_ledger()

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def of_another_ledger(self) -> list[Snapshot]:
        other = Store(Path(self.folder.name) / "other" / "b.json", self.clock)
        for number in range(3):
            other.commit(logging(scout("2026-10-01", note=f"other {number}")))
            self.known.add(state_of(other.ledger))
        early = self.snapshot(other.path)
        other.settle()
        return [early, self.snapshot(other.path)]

    def snapshot(self, path: Path) -> Snapshot:
        lines = journal.of(path)
        return Snapshot(path.read_bytes(), lines.read_bytes() if lines.exists() else None)

    def put(self, path: Path, content: bytes | None) -> None:
        """Put a copy in place, or nothing. It has its own date: here two things happen within one tick."""
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
            self.puts += 1
            os.utime(path, (self.puts, self.puts))

    def learn(self) -> None:
        """What a session made is a state that may be."""
        self.by_hand, self.logged = False, True
        self.present = state_of(load(self.path).ledger)
        self.known.add(self.present)

    def outside(self) -> None:
        """After something else wrote: each session looks, and settles at once where it alone knows."""
        before = self.present
        for store in self.stores:
            store.refresh()
            if store.is_ahead:
                store.settle()
        loaded = load(self.path)
        self.present, self.logged = state_of(loaded.ledger), False
        was_by_hand, self.by_hand = self.by_hand, loaded.found is not None and loaded.found.edited
        if not (was_by_hand and self.by_hand):  # one hand edit over another is nobody's log
            self.owed |= before - self.present

    @rule(who=WHO)
    def log(self, who: int) -> None:
        self.stores[who].commit(logging(scout("2026-11-20", note=f"{self.now}")))
        self.learn()

    @rule(who=WHO, which=WHICH)
    def edit(self, who: int, which: int) -> None:
        if self.present:
            record_id, _note = sorted(self.present)[which % len(self.present)]
            self.stores[who].commit(lambda ledger: changes.edit(ledger, record_id, {"note": f"{self.now}"}))
            self.learn()

    @rule(who=WHO)
    def fold(self, who: int) -> None:
        self.stores[who].settle()

    @rule()
    def copy_away(self) -> None:
        self.snapshots.append(self.snapshot(self.path))

    @rule(which=WHICH, parts=PARTS, who=WHO, first=st.sampled_from(["look", "log", "open"]))
    def swap(self, which: int, parts: str, who: int, first: str) -> None:
        """A copy comes by: of the file, of the journal, or of both.

        A session may log before it looks. Where only the file was swapped, after a log, none need have been open.
        """
        found = self.snapshots[which % len(self.snapshots)]
        if parts != "journal":
            self.put(self.path, found.file)
        if parts != "file":
            self.put(journal.of(self.path), found.journal)
        if first == "open" and parts == "file" and self.logged:
            self.stores = [Store(self.path, self.clock) for _ in range(SESSIONS)]
        if first == "log":
            record = scout("2026-11-20", note=f"{self.clock()}")
            self.stores[who].commit(logging(record))
            state = state_of(load(self.path).ledger)
            assert frozenset(each for each in state if each[0] != record.id) in self.known
            self.known.add(state)
        self.outside()

    @rule()
    def journal_vanishes(self) -> None:
        journal.of(self.path).unlink(missing_ok=True)
        self.outside()

    @rule(which=WHICH)
    def stock_tinydb_edits(self, which: int) -> None:
        """A hand edit of the file: its own lines stay."""
        with TinyDB(self.path) as stock:
            every = stock.table("scout").all()
            if not every:
                return
            chosen = every[which % len(every)]["id"]
            self.clock()
            stock.table("scout").update({"note": f"by hand {self.now}"}, where("id") == chosen)
        note = f"by hand {self.now}"
        for known in tuple(self.known):
            self.known.add(frozenset((each, note if each == chosen else old) for each, old in known))
        by_hand = state_of(load(self.path).ledger)
        assert {record_id for record_id, _ in by_hand} == {record_id for record_id, _ in self.present}
        self.present, self.by_hand, self.logged = by_hand, True, False
        for store in self.stores:
            store.refresh()

    @rule(which=WHICH)
    def restore(self, which: int) -> None:
        every = [each for each in backups.listed(self.path) if each.records is not None]
        if every:
            chosen = every[which % len(every)]
            wanted, before = state_of(load(chosen.path).ledger), self.present
            backups.put_back(self.path, chosen.path.read_bytes(), self.clock(), "replaced")
            assert state_of(load(self.path).ledger) == wanted
            self.learn()
            self.owed |= before - self.present

    @rule(who=WHO, which=WHICH)
    def merge(self, who: int, which: int) -> None:
        every = sorted(backups.folder_of(self.path).glob("*-apart*.json"))
        if every:
            copy = load(every[which % len(every)])
            self.stores[who].merge(copy_of(copy.ledger, copy.tables.by_name["deleted"].values()))
            self.learn()
            assert {each for each, _ in state_of(copy.ledger)} <= {each for each, _ in self.present}

    @rule()
    def repaired(self) -> None:
        repair.repair(self.path, self.clock())
        assert state_of(load(self.path).ledger) == self.present

    @rule(who=WHO)
    def begin_anew(self, who: int) -> None:
        """A session that was killed and opened again."""
        self.stores[who] = Store(self.path, self.clock)

    @invariant()
    def nothing_is_mixed(self) -> None:
        assert state_of(load(self.path).ledger) == self.present
        assert self.present in self.known

    @invariant()
    def nothing_is_lost(self) -> None:
        kept: set[tuple[str, str]] = set()
        for each in backups.folder_of(self.path).glob("*.json"):
            kept |= state_of(load(each).ledger)
        assert self.owed <= kept | self.present

    def teardown(self) -> None:
        try:
            for store in self.stores:
                store.refresh()
                assert state_of(store.ledger) == self.present
        finally:
            self.folder.cleanup()


TestSwaps = Swaps.TestCase
TestSwaps.settings = settings(max_examples=times(8, 1500), stateful_step_count=25, deadline=None)
