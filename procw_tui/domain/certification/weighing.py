"""What a client's midway-end request puts at stake: agreeing costs completion, silence stars as well."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import NamedTuple

from procw_tui.domain.certification.criteria import standing
from procw_tui.domain.ledger.hypotheses import hypothesis
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CriterionId, Rules

from .standing import At, Standing


class Weighing(NamedTuple):
    """Standings now, and after each way out.

    `agreed`: the completion rate once the contract has ended midway. `silent` and `silent_item`: the overall
    and the communication rating with one star in every item, which is what 168 hours of silence bring [O/W].
    """

    completion: Standing
    agreed: Standing
    rating: Standing
    silent: Standing
    communication: Standing
    silent_item: Standing


def weigh(ledger: Ledger, contract: Contract, day: date, rules: Rules) -> Weighing:
    """Today's figures, as if the contract ended today."""
    end = max(day, contract.started_on)
    ended = dataclasses.replace(contract, outcome="ended_midway", ended_on=end)
    agreed = ledger.with_puts([ended])
    silent = agreed.with_puts([hypothesis("review", day, stars=1)])

    def at(which: Ledger, name: CriterionId) -> Standing:
        return standing(At(which, day, day, rules), name)

    return Weighing(
        at(ledger, "completion"), at(agreed, "completion"), at(ledger, "rating"), at(silent, "rating"),
        at(ledger, "communication"), at(silent, "communication"),
    )  # fmt: skip
