"""プロフィール&自己PR: filled in [O]. That it must be edited within the year is nowhere said [A].

An opening that says "not filled" overrules edits before its day; edits on its day count as after it.
"""

from __future__ import annotations

from datetime import date

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Opening, ProfileEdit
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import year_before

from .assumptions import readings
from .criterion import Criterion
from .openings import latest_opening
from .standing import At, Standing, State
from .window import Piece, Verdict


def parts_needed(rules: Rules) -> tuple[str, ...]:
    """The parts that must be filled in."""
    return tuple(rules.criteria["profile"]["parts"])


def profile_edits(ledger: Ledger) -> list[ProfileEdit]:
    """Profile edits by day."""
    return ledger.index(_by_day, ProfileEdit)


def _by_day(ledger: Ledger) -> list[ProfileEdit]:
    return sorted(ledger.all(ProfileEdit), key=lambda edit: edit.edited_on)


def parts_edited(ledger: Ledger, upto: date, since: date = date.min) -> dict[str, date]:
    """Each part of the profile that was edited in those days, with the last day of it."""
    edited: dict[str, date] = {}
    for edit in profile_edits(ledger):
        if since <= edit.edited_on <= upto:
            edited.update(dict.fromkeys(edit.parts or (), edit.edited_on))
    return edited


def parts_that_count(ledger: Ledger, upto: date) -> dict[str, date]:
    """The same, without what was edited before the site said "not filled"."""
    opening = latest_opening(ledger, upto, "profile_filled")
    unfilled = opening is not None and not opening.profile_filled
    return parts_edited(ledger, upto, opening.as_of if opening and unfilled else date.min)


def parts_missing(ledger: Ledger, day: date, rules: Rules) -> list[str]:
    """The parts of the profile of which no edit is known since the site said "not filled"."""
    known = parts_that_count(ledger, day)
    return [part for part in parts_needed(rules) if part not in known]


def standing(at: At) -> Standing:
    """Met where the site shows it filled, or every part was edited."""
    ledger, known_by = at.ledger, at.known_by
    opening = latest_opening(ledger, known_by, "profile_filled")
    edited = parts_edited(ledger, known_by)
    whole = not parts_missing(ledger, known_by, at.rules)
    if whole or (opening is not None and opening.profile_filled):
        state: State = "met"
    else:
        state = "unknown" if opening is None else "short"
    if state == "met" and readings(ledger).profile_yearly:
        last = max(edited.values(), default=None)
        state = "unknown" if last is None else "met" if last > year_before(at.cutoff) else "short"
    return Standing("profile", state, n=len(edited), covered=state != "unknown")


def evidence(ledger: Ledger, day: date, rules: Rules) -> list[Piece]:
    """Edits and what the site showed."""
    opening = latest_opening(ledger, day, "profile_filled")
    since = opening.as_of if opening is not None and not opening.profile_filled else date.min
    current, asked = parts_that_count(ledger, day), set(parts_needed(rules))
    pieces = [
        Piece(o.as_of, o, "counts" if o is opening else "overruled", o is opening and not o.profile_filled)
        for o in ledger.all(Opening)
        if o.profile_filled is not None and o.as_of <= day
    ]
    for edit in ledger.all(ProfileEdit):
        parts = set(edit.parts or ())
        verdict: Verdict = "counts"
        if edit.edited_on > day:
            verdict = "future"
        elif edit.edited_on < since:
            verdict = "overruled"
        elif not parts & asked:
            verdict = "other_part"
        elif all(current.get(part) != edit.edited_on for part in parts & asked):
            verdict = "overruled"
        pieces.append(Piece(edit.edited_on, edit, verdict))
    return pieces


CRITERION = Criterion(
    "profile", lambda _ledger, _rules: None, standing, lambda at, _pace: standing(at), evidence
)
