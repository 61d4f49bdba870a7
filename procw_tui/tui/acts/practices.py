"""The keys of the practices: try, answer after a week, word the step anew."""

from __future__ import annotations

from procw_tui.domain.coach.action import Action
from procw_tui.domain.evening.practices import (
    WEEK,
    Practice,
    at_hand,
    look_back_due,
    marking,
    marks,
    next_mark,
    step,
    trying,
)
from procw_tui.domain.ledger.snoozes import putting_off
from procw_tui.domain.record.codes import PracticeMark
from procw_tui.present.forms.step import StepForm
from procw_tui.present.language import _, language
from procw_tui.present.sentences import practices
from procw_tui.present.words import labels
from procw_tui.tui.desk import Desk


async def mark(desk: Desk) -> None:
    """Trying first, then the next mark each time. After a week of trying the question."""
    view, practice = desk.view, _practice(desk)
    if practice is None:
        desk.say(_("There is no practice here."), "dim")
        return
    if practice == look_back_due(view.practices, view.ledger, view.today):
        await _look_back(desk, practice)
        return
    state = marks(view.ledger).get(practice.id, "untried")
    if state == "trying" and desk.current != practice:
        desk.say(_("It is being tried; after a week it is asked whether it stays."), "dim")
        return
    _mark(desk, practice, next_mark(state))


def _practice(desk: Desk) -> Practice | None:
    """The one under the cursor; elsewhere the one that is asked about, tried or suggested."""
    current, view = desk.current, desk.view
    if isinstance(current, Action):
        return current.about if isinstance(current.about, Practice) else None
    if desk.room is desk.rooms.open:
        return None
    if isinstance(current, Practice):
        return current
    if view.is_new:
        return None  # the welcome shows no practice yet
    return at_hand(view.practices, view.ledger, view.board.at_cutoff, view.today)


def _mark(desk: Desk, practice: Practice, state: PracticeMark) -> None:
    said = f"{practice.title[language()]}: {labels.choice('practice_state', 'state', state)}"
    today, view = desk.view.today, desk.view
    others = [each for each in trying(view.practices, view.ledger, today) if each != practice]
    if state == "trying" and others:
        more = _("One at a time tells more: {n} are tried now.").format(n=len(others) + 1)
        said = f"{said}  {more}"
    desk.record(lambda ledger: marking(ledger, practice, state, today), said)


async def _look_back(desk: Desk, practice: Practice) -> None:
    """One question a week."""
    marked: dict[str, tuple[PracticeMark, str]] = {
        "habit": ("habit", _("Yes: it is a habit by now")),
        "not_for_me": ("not_for_me", _("No: it is not for me")),
        "untried": ("untried", _("Later, another one first")),
    }
    options = [(choice, label) for choice, (_state, label) in marked.items()]
    options.insert(1, ("more", _("Try it for another week")))
    choice = await desk.pick(practices.look_back_question(desk.view, practice), options)
    if choice == "more":
        until, action = desk.view.today + WEEK, f"look_back:{practice.id}"
        desk.record(lambda ledger: putting_off(ledger, action, until), _("For another week."))
    elif choice is not None:
        _mark(desk, practice, marked[choice][0])


async def reword(desk: Desk) -> None:
    """The step of the practice under the cursor in one's own words."""
    practice = desk.current
    if isinstance(practice, Practice):
        words = step(practice, desk.view.ledger, language())
        await desk.fill(StepForm(practice, words, desk.view.now))
