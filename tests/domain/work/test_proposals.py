"""The figures of the proposal log, against counting one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import ProposalOutcome
from procw_tui.domain.record.records import Proposal
from procw_tui.domain.work.proposals import is_decided, proposals
from tests.make_demo import NOW

OUTCOMES = get_args(ProposalOutcome)


@given(st.lists(st.tuples(st.integers(-2000, 90_000), st.sampled_from(OUTCOMES)), max_size=25))
def test_the_figures_are_those_of_counting_one_by_one(every: list[tuple[int, Any]]) -> None:
    """Also with some dated ahead, several at one moment, and silence that begins to count at this minute."""
    month = 60 * 24 * 30
    records = [
        Proposal(id=f"{number}", sent_at=NOW - timedelta(minutes=minutes), outcome=outcome)
        for number, (minutes, outcome) in enumerate([*every, (month, "pending"), (month - 1, "pending")])
    ]
    found = proposals(Ledger.of(records), NOW)
    known = sorted((each for each in records if each.sent_at <= NOW), key=lambda each: each.sent_at)
    done = [each for each in known if is_decided(each, NOW, 30)]
    last = max((each.sent_at for each in known if each.outcome == "won"), default=None)
    assert (found.sent, found.hits) == (len(known), sum(each.outcome == "won" for each in known))
    assert found.pending == sum(each.outcome == "pending" for each in known)
    assert found.since_last_hit == sum(last is None or each.sent_at > last for each in known)
    assert (found.decided.n, found.decided.hits) == (len(done), found.hits)
    assert found.decided.since_last_hit == sum(last is None or each.sent_at > last for each in done)
