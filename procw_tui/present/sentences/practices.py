"""A practice in words: the question after some weeks of trying it."""

from __future__ import annotations

from procw_tui.domain.evening.practices import WEEK, Practice, states, step
from procw_tui.present.cells import visible
from procw_tui.present.language import language, n_
from procw_tui.present.view import View


def own_step(view: View, practice: Practice) -> str:
    """The next step, in the user's own words where there are some: safe to show, on one line."""
    return visible(step(practice, view.ledger, language()).replace("\n", " "))


def look_back_question(view: View, practice: Practice) -> str:
    """Whether it shall stay, after as many weeks as there were."""
    state = states(view.ledger).get(practice.id)
    since = state.since if state is not None and state.since is not None else view.today - WEEK
    weeks = max(1, (view.today - since) // WEEK)
    told = n_(
        "A week with '{practice}': shall it stay?", "{n} weeks with '{practice}': shall it stay?", weeks
    )
    return told.format(n=weeks, practice=practice.title[language()])
