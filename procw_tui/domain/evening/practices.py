"""The practices of a coach: which to try next, how far the user is, and what happened with and without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from procw_tui.domain.certification.criteria import Judged
from procw_tui.domain.ledger.changes import Change, log, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.snoozes import acts_put_off
from procw_tui.domain.record.codes import PracticeMark
from procw_tui.domain.record.records import Message, PracticeState, ProfileEdit, Proposal
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.work.luck import clopper_pearson
from procw_tui.domain.work.proposals import sent_by
from procw_tui.domain.work.replies import answered_within

WEEK = timedelta(days=7)
MARKS: tuple[PracticeMark, ...] = ("trying", "habit", "not_for_me", "untried")
ENOUGH = 20
"""From so many on, on either side, what happened with and without a practice is shown with its interval."""
TRIED_ON = {
    "ratings": "message", "scouts": "profile_edit", "earnings": "proposal", "proposals": "proposal",
    "requirements": "proposal", "portfolio": "proposal", "deck": "proposal", "mindset": "proposal",
}  # fmt: skip
"""By group: the kind of record that a practice is tried on."""


class Practice(NamedTuple):
    """One practice: the criteria that it moves, and its words by language (`ja`, `en`)."""

    id: str
    group: str
    criteria: tuple[CriterionId, ...]
    title: Mapping[str, str]
    body: Mapping[str, str]
    step: Mapping[str, str]

    @property
    def tried_on(self) -> str | None:
        """The kind of record that it is tried on; None for what one only has to know."""
        return TRIED_ON.get(self.group)


def practices_from(data: Mapping[str, Any]) -> tuple[Practice, ...]:
    """Practices out of the parsed practices.toml; KeyError where one lacks a part."""
    return tuple(
        Practice(entry["id"], entry["group"], tuple(entry["criteria"]),
                 entry["title"], entry["body"], entry["step"])
        for entry in data["practice"]
    )  # fmt: skip


def states(ledger: Ledger) -> dict[str, PracticeState]:
    """What the user said of each practice."""
    return {state.practice: state for state in ledger.all(PracticeState)}


def marks(ledger: Ledger) -> dict[str, str]:
    """How far the user is with each practice that was marked."""
    return {name: state.state for name, state in states(ledger).items()}


def step(practice: Practice, ledger: Ledger, language: str) -> str:
    """The next concrete step: in the user's own words where there are some."""
    state = states(ledger).get(practice.id)
    return (state.step if state is not None else None) or practice.step[language]


def weakest(at_cutoff: Judged) -> list[CriterionId]:
    """The criteria from the weakest to the strongest at the next cut-off; of equals in their own order."""
    rank = {"short": 0, "unknown": 1, "met": 2}
    return sorted(CRITERIA, key=lambda name: rank[at_cutoff.of(name).state])


def trying(known: Sequence[Practice], ledger: Ledger, today: date) -> list[Practice]:
    """The practices being tried by a day, the one begun last first."""
    by_id = states(ledger)
    begun = [p for p in known if p.id in by_id and by_id[p.id].state == "trying"]
    begun = [p for p in begun if (by_id[p.id].since or today) <= today]
    return sorted(begun, key=lambda p: by_id[p.id].since or date.min, reverse=True)


def suggested(known: Sequence[Practice], ledger: Ledger, at_cutoff: Judged, today: date) -> Practice | None:
    """The one untried practice for the weakest criterion that has one; those put off are left out."""
    marked = marks(ledger)
    off = acts_put_off(ledger, today)
    untried = [p for p in known if marked.get(p.id, "untried") == "untried" and f"practice:{p.id}" not in off]
    for name in weakest(at_cutoff):
        for practice in untried:
            if name in practice.criteria:
                return practice
    return next(iter(untried), None)


def look_back_due(known: Sequence[Practice], ledger: Ledger, today: date) -> Practice | None:
    """The practice tried for a week since it began, or since it was last asked about."""
    by_id, off = states(ledger), acts_put_off(ledger, today)
    for practice in trying(known, ledger, today):
        since = by_id[practice.id].since
        if (since is None or today >= since + WEEK) and f"look_back:{practice.id}" not in off:
            return practice
    return None


def at_hand(known: Sequence[Practice], ledger: Ledger, at_cutoff: Judged, today: date) -> Practice | None:
    """The practice that is asked about, else the one that is tried, else the one that is suggested."""
    asked, tried = look_back_due(known, ledger, today), trying(known, ledger, today)
    return asked or next(iter(tried), None) or suggested(known, ledger, at_cutoff, today)


def next_mark(state: str) -> PracticeMark:
    """The mark that follows when one is pressed again: trying, a habit, not for me, untried."""
    return MARKS[(MARKS.index(state) + 1) % len(MARKS)]


def marking(ledger: Ledger, practice: Practice, state: PracticeMark, today: date) -> Change:
    """The practice so marked from today on; its step stays as it was worded."""
    before = states(ledger).get(practice.id)
    own = before.step if before is not None else None
    record = PracticeState(id=new_id(), practice=practice.id, state=state, since=today, step=own)
    return log(ledger, record, "practice")


class Tried(NamedTuple):
    """How something went among so many: `hits` of `n`, with the exact 95 % interval from 20 on."""

    n: int
    hits: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """None below 20: so few tell nothing."""
        return clopper_pearson(self.hits, self.n) if self.n >= ENOUGH else None


class Comparison(NamedTuple):
    """With a practice and without it; what is counted follows from the kind it is tried on."""

    kind: str
    having: Tried
    lacking: Tried


def comparison(practice: Practice, ledger: Ledger, now: datetime) -> Comparison | None:
    """Proposals won, or messages answered within the target, with the practice and without.

    Profile edits have no outcome of their own: only how many there were. None where it is tried on nothing.
    """
    if practice.tried_on == "proposal":
        sent = sent_by(ledger, now)
        return Comparison("proposal", *_split(practice.id, sent, _won))
    if practice.tried_on == "message":
        target = ledger.number("reply_target_minutes")
        measured = [
            each for each in ledger.all(Message) if each.replied_at is not None and each.replied_at <= now
        ]
        return Comparison(
            "message", *_split(practice.id, measured, lambda each: answered_within(each, target))
        )
    if practice.tried_on == "profile_edit":
        edits = [each for each in ledger.all(ProfileEdit) if each.edited_on <= now.date()]
        return Comparison("profile_edit", *_split(practice.id, edits, lambda _each: False))
    return None


def _won(proposal: Proposal) -> bool:
    return proposal.outcome == "won"


def _split(practice: str, records: Iterable[Any], hit: Any) -> tuple[Tried, Tried]:
    counts = {True: [0, 0], False: [0, 0]}
    for record in records:
        with_it = practice in (record.practices or ())
        counts[with_it][0] += 1
        counts[with_it][1] += bool(hit(record))
    return Tried(*counts[True]), Tried(*counts[False])
