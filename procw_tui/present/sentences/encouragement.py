"""A word of encouragement that rests on a fact of the user's own; never a streak."""

from __future__ import annotations

from collections.abc import Iterator

from procw_tui.domain.work.luck import chance_of_none
from procw_tui.present.language import _, n_
from procw_tui.present.view import View
from procw_tui.present.words import figures

LEAST = 5
"""Fewer than so many tell nothing."""
LONG_RUN = 89
MOST_WITHIN = 0.8


def encouragement(view: View) -> str:
    """One that holds today, another each day; empty where the ledger tells none yet."""
    facts = list(_facts(view))
    return facts[view.today.toordinal() % len(facts)] if facts else ""


def _facts(view: View) -> Iterator[str]:
    since = view.proposals.decided.since_last_hit
    if LEAST <= since <= LONG_RUN:
        through = 100 - round(100 * chance_of_none(since))
        yield n_("{n} without a contract: at one in thirty, {through} of 100 have had one by now.",
                 "{n} without a contract: at one in thirty, {through} of 100 have had one by now.",
                 since).format(n=since, through=through)  # fmt: skip
    completion = view.board.today.of("completion")
    if (
        completion.state == "met"
        and completion.low is not None
        and completion.exact
        and completion.n >= LEAST
    ):
        yield _("{percent} delivered, of {n} contracts in a year: people can rely on you.").format(
            percent=figures.percent(completion.low.value), n=completion.n
        )
    replies = view.replies
    if replies.within_target is not None and replies.within_target >= MOST_WITHIN and replies.n >= LEAST:
        yield _("{percent} of {n} messages answered within {target}: your own target.").format(
            percent=figures.percent(100 * replies.within_target, 0), n=replies.n,
            target=figures.span(replies.target_minutes),
        )  # fmt: skip
    rating = view.board.today.of("rating")
    if rating.state == "met" and rating.low is not None and rating.n >= LEAST:
        yield _("{stars} over {n} ratings: that stays, whatever a round brings.").format(
            stars=figures.stars(rating.low.value), n=rating.n
        )
    if view.proposals.hits:
        hits = view.proposals.hits
        yield n_("{n} contract came from your proposals.",
                 "{n} contracts came from your proposals.", hits).format(n=hits)  # fmt: skip
