"""The six standings against a second, literal reading of the rules."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from procw_tui.domain.certification.criteria import judge
from procw_tui.domain.certification.rounds import next_round
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CRITERIA
from tests.domain import brute
from tests.domain.strategies import days, ledgers
from tests.make import RULES

EXAMPLES = 200


def begun(records: list[Record], on: date | None) -> Ledger:
    """The ledger of these records that began on a day."""
    return Ledger.of(()).with_puts(records, begun_on=on)


@settings(max_examples=EXAMPLES)
@given(ledgers, days.filter(lambda day: day >= date(2023, 6, 1)), st.none() | days)
def test_standings_are_those_of_the_literal_reading(
    records: list[Record], day: date, begun_on: date | None
) -> None:
    ledger = begun(records, begun_on)
    for cutoff in (day, next_round(ledger, day, RULES).cutoff):
        judged, expected = judge(ledger, day, cutoff, RULES), brute.six(records, day, cutoff, begun_on)
        for name in CRITERIA:
            standing, answer = judged.of(name), expected[name]
            shown = (
                standing.low and Fraction(*standing.low),
                standing.high and Fraction(*standing.high),
            )
            assert (standing.state, *shown) == (answer.state, answer.low, answer.high), name
            assert (standing.n, standing.covered) == (answer.n, answer.covered), name
            logged = standing.logged and tuple(Fraction(*end) for end in standing.logged)
            assert logged == answer.logged, name


@given(ledgers, days, st.none() | days)
def test_a_later_day_of_logging_changes_no_earlier_standing(
    records: list[Record], day: date, begun_on: date | None
) -> None:
    """What lies after a day does not exist for it."""
    known = [r for r in records if brute.own_day(r) is None or brute.own_day(r) <= day]  # type: ignore[operator]
    assert judge(begun(records, begun_on), day, day, RULES) == judge(begun(known, begun_on), day, day, RULES)
