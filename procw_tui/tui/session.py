"""One user at one ledger: the view of it, every change to it, what-if, which changes nothing, and drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path

from procw_tui.domain.evening.warnings import warnings_about
from procw_tui.domain.ledger.changes import Change, RecordGone
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.repeat import REPEATABLE
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Record, Setting, Tally
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.sentences.drafts import other
from procw_tui.present.view import View
from procw_tui.present.words import errors
from procw_tui.store import drafts
from procw_tui.store.store import Store

PASSING = frozenset({"failed_write", "not_writable", "locked"})
"""Troubles of the disk that may pass."""
WARNED = frozenset({"log", "again", "edit", "termination"})
"""Changes that say something new about a record; a next stage or a reply makes nothing doubtful."""


class Refused(Exception):  # noqa: N818 - it reads as what it says
    """Something that can't be done, as a sentence; `field` names the row of a form that is at fault.

    `later`: the disk said no, and may say yes in a while. `locked`: somebody else uses the file just now.
    """

    def __init__(self, text: str, field: str = "", *, later: bool = False, locked: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.later = later
        self.locked = locked


class Drafts:
    """What was typed into dialogs and not saved, by the dialog's name; it outlives the session.

    They are read as they are on disk, where other sessions keep theirs, and only the one that is kept or
    dropped is written. What another session has put under the same name meanwhile is neither dropped nor
    written over: it stays, as the other one of the two. What could not be written is tried again.
    """

    def __init__(self, store: Store) -> None:
        self._path = store.path
        self._seen: drafts.Drafts = {}
        """What this session last read or wrote of each."""
        self._unwritten: drafts.Drafts = {}
        self._undropped: set[str] = set()

    def _all(self) -> drafts.Drafts:
        found = {name: rows for name, rows in drafts.load(self._path).items() if name not in self._undropped}
        return found | self._unwritten

    def __iter__(self) -> Iterator[str]:
        """Their names, the latest kept last."""
        return iter(self._all())

    @property
    def is_written(self) -> bool:
        """Whether all that this session has kept is on disk."""
        return not self._unwritten

    def get(self, name: str) -> Mapping[str, str] | None:
        """What was typed, by row; None where nothing was."""
        found = self._all().get(name)
        if found is not None:
            self._seen[name] = found
        return found

    def keep(self, name: str, rows: Mapping[str, str]) -> None:
        """Keep what was typed, at once on disk; no rows are no draft."""
        if not rows:
            self.drop(name)
            return
        there = self._all().get(name)
        mine = {name: dict(rows)}
        if there is not None and there != self._seen.get(name) and there != mine[name]:
            names = (f"{name}{other(number)}" for number in count(2))
            mine = {next(each for each in names if each not in self._all()): there, **mine}
        self._seen[name] = mine[name]
        self._undropped.discard(name)
        self._write(mine)

    def swap(self, name: str, with_: str) -> None:
        """Each of two drafts under the other's name; of one that is not there the name is free."""
        there = self._all()
        mine = {to: there[name_] for name_, to in ((name, with_), (with_, name)) if name_ in there}
        self._seen |= mine
        self._undropped |= {name, with_} - mine.keys()
        self._write(mine)

    def drop(self, *names: str) -> None:
        """What is saved is no draft any more; what another session put there meanwhile is one."""
        there = self._all()
        dropped = {name for name in names if name in there and self._seen.get(name) == there[name]}
        for name in dropped:
            self._unwritten.pop(name, None)
            self._seen.pop(name, None)
        if dropped:
            self._undropped |= dropped
            self._write({})

    def _write(self, mine: drafts.Drafts) -> None:
        """Write these, what could not be written before, and what is to be dropped."""
        self._unwritten |= mine
        if drafts.save(self._path, self._unwritten, {*self._unwritten, *self._undropped}):
            self._unwritten, self._undropped = {}, set()


class Session:
    """A store with a clock.

    `on_change` follows every change of what is shown, `on_warning` is told what is doubtful about a record
    that was kept.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        editor: str,
        on_change: Callable[[], None],
        on_warning: Callable[[str], None],
    ) -> None:
        self.store = store
        self.clock = clock
        self.editor = editor
        """The user's own editor, as a command line; empty where none is set."""
        self.drafts = Drafts(store)
        self._on_change = on_change
        self._on_warning = on_warning
        self._known: tuple[Ledger, datetime, View] | None = None
        self._hypotheses: list[Record] | None = None

    @property
    def view(self) -> View:
        """The ledger at this minute, computed once."""
        now = self.clock()
        minute = now.replace(second=0, microsecond=0)
        if self._known is None or self._known[0] is not self.store.ledger or self._known[1] != minute:
            view = View(self.store.ledger, now, KNOWLEDGE, self._hypotheses)
            self._known = (self.store.ledger, minute, view)
        return self._known[2]

    def last_logged(self) -> Record | None:
        """The last log that stands and can be logged again, by whomever."""
        return self.store.last_logged([cls.kind for cls in REPEATABLE])

    @property
    def last_change(self) -> datetime | None:
        """When something was last logged, by whomever."""
        return self.store.last_change

    def commit(self, build: Callable[[Ledger], Change]) -> Change:
        """Make a change durable; Refused, with the reason as a sentence, where it can't be.

        In what-if it is only imagined.
        """
        if self._hypotheses is not None:
            return self._commit_imagined(build)
        change = self._durably(lambda: self.store.commit(build))
        if change.kind in WARNED:
            self._warn(change)
        return change

    def merge_kept(self, kept: Path) -> Change:
        """Fold in what another version had alone; Refused where it can't be read."""
        return self._durably(lambda: self.store.merge_kept(kept))

    def undo(self) -> Change:
        """Take back the last change, whoever made it; Refused where there is none."""
        return self._durably(self.store.undo)

    def redo(self) -> Change:
        """Put it on again; Refused where there is none."""
        return self._durably(self.store.redo)

    def put_on_again(self, number: int) -> Change:
        """Make a change once more that was set aside; Refused where its records have changed since."""
        return self._durably(lambda: self.store.put_on_again(number))

    def imagine(self, records: list[Record] | None) -> None:
        """What-if with these records, which are never saved; None ends it."""
        self._hypotheses = records
        self._known = None
        self._on_change()

    def take_in(self) -> bool:
        """What other sessions have changed; whether they have. StoreError where it can't be read."""
        changed = self.store.refresh()
        if changed:
            self._on_change()
        return changed

    def _commit_imagined(self, build: Callable[[Ledger], Change]) -> Change:
        change = _carried_out(lambda: build(self.view.ledger))
        self.imagine([*(self._hypotheses or ()), *(op.after for op in change.ops if op.after)])
        self._warn(change)
        return change._replace(ops=())

    def _warn(self, change: Change) -> None:
        for op in change.ops:
            lessened = isinstance(op.after, Tally) and op.before is not None
            if op.after is not None and not lessened:
                for warned in warnings_about(self.store.ledger, op.after, self.clock())[:1]:
                    self._on_warning(errors.warning(warned))

    def _durably(self, act: Callable[[], Change]) -> Change:
        before = self.store.ledger
        try:
            change = _carried_out(act)
        except Refused:
            if self.store.ledger is not before:
                self._on_change()  # what another session did was taken in on the way
            raise
        if any(isinstance(op.record, Setting) and op.record.key == "language" for op in change.ops):
            wanted = self.store.ledger.setting("language")
            if wanted:
                set_language(str(wanted))
        self._on_change()
        return change


def _carried_out(act: Callable[[], Change]) -> Change:
    try:
        return act()
    except Invalid as error:
        raise Refused(errors.invalid(error), error.field) from None
    except StoreError as error:
        later, locked = error.trouble in PASSING, error.trouble == "locked"
        raise Refused(errors.trouble(error), later=later, locked=locked) from None
    except RecordGone:
        raise Refused(errors.gone_meanwhile()) from None
