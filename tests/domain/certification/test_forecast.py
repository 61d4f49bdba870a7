"""Standings at the coming rounds, what-if, and the first round to hold."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.completion import completions
from procw_tui.domain.certification.criteria import Judged, judge
from procw_tui.domain.certification.forecast import Holding, Outlook, first_to_hold, forecast, holds, pace
from procw_tui.domain.certification.mean_stars import reviews as every_review
from procw_tui.domain.certification.mean_stars import stars
from procw_tui.domain.certification.pace import Pace
from procw_tui.domain.certification.rounds import rounds_from
from procw_tui.domain.certification.scouts import counting_scouts
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.ledger.hypotheses import hypothesis, imagine
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.rules import CRITERIA
from tests.domain import brute
from tests.domain.strategies import days, ledgers
from tests.make import RULES, d, done, earning, ledger, midway, opening, part, profile, result, review, scout

TODAY = d("2026-11-22")
WHATS = ["scout", "acceptance", "midway", "review"]


def looking_ahead(whole: Ledger, day: date = TODAY) -> list[Outlook]:
    return forecast(whole, day, RULES, pace(whole, day))


@given(ledgers, days)
def test_nothing_new_is_todays_records_in_each_window(records: list[Record], day: date) -> None:
    whole = Ledger.of(records)
    for outlook in looking_ahead(whole, day):
        assert outlook.still == judge(whole, day, outlook.round.cutoff, RULES)


@given(ledgers, days)
def test_what_if_of_nothing_is_the_forecast(records: list[Record], day: date) -> None:
    whole = Ledger.of(records)
    at = pace(whole, day)
    assert forecast(imagine(whole, []), day, RULES, at) == forecast(whole, day, RULES, at)


@given(ledgers, days, st.lists(st.sampled_from(WHATS), max_size=6))
def test_what_if_is_what_logging_it_would_bring(records: list[Record], day: date, whats: list[str]) -> None:
    """At the pace of what really was; the ledger given stays as it is."""
    whole = Ledger.of(records)
    before = list(whole)
    more = [hypothesis(what, day) for what in whats]  # type: ignore[arg-type]
    imagined = forecast(imagine(whole, more), day, RULES, pace(whole, day))
    logged = forecast(Ledger.of([*records, *more]), day, RULES, pace(whole, day))
    assert [each.still for each in imagined] == [each.still for each in logged]
    assert list(whole) == before


@given(ledgers, days)
def test_the_pace_against_a_literal_reading(records: list[Record], day: date) -> None:
    """Every day until the cut-off brings a ninetieth of what the last 90 days brought."""
    whole, known = Ledger.of(records), brute.existing(records, day)
    lately = {day - timedelta(days=n) for n in range(90)}
    good, bad = brute.outcomes(known, lately)
    scouts = [s for s in brute.counting(known) if s.received_on in lately]
    reviews = [r for r in known if r.kind == "review" and r.opened_on in lately]
    at = pace(whole, day)
    assert at.totals(completions(whole)) == [good, bad]
    assert at.totals(counting_scouts(whole)) == [len(scouts)]
    assert at.totals(every_review(whole))[1] == len(reviews)
    assert at.tells == (good + bad + len(scouts) + len(reviews) >= 5)
    for outlook in looking_ahead(whole, day):
        assert (outlook.paced is not None) == at.tells
        if outlook.paced is not None:
            days_ahead = Fraction((outlook.round.cutoff - day).days, 90)
            now = brute.scouts(known, outlook.round.cutoff, day, brute.Begun(records, None))
            then, more = outlook.paced.of("scouts"), days_ahead * len(scouts)
            assert now.logged is not None
            assert then.logged is not None
            low, high = (end + more for end in now.logged)
            assert tuple(Fraction(*end) for end in then.logged) == (low, high)
            below = "short" if now.covered and high < 5 else "unknown"
            assert then.state == ("met" if low >= 5 else below)


@given(ledgers, days)
def test_ratings_at_the_pace(records: list[Record], day: date) -> None:
    whole = Ledger.of(records)
    at, (total, count) = pace(whole, day), stars(whole, day, "rating")
    overall, n, *_communication = at.totals(every_review(whole))
    for outlook in looking_ahead(whole, day):
        if outlook.paced is None or not (count or n):
            continue
        ahead = Fraction((outlook.round.cutoff - day).days, 90)
        if count + ahead * n:
            mean = (total.low + ahead * overall) / (count + ahead * n) / 10
            low = outlook.paced.of("rating").low
            assert low is not None
            assert Fraction(*low) == mean


def lately(*records: Record) -> Ledger:
    return ledger(*records, profile("2026-06-01", "skills", "results", "self_pr"))


def test_five_events_make_a_pace_and_four_do_not() -> None:
    four = lately(done("2026-11-01"), scout("2026-10-01"), review("2026-11-02"), midway("2026-11-03"))
    assert pace(four, TODAY).n == 4
    assert [each.paced for each in looking_ahead(four)] == [None] * 4
    five = four.with_puts([scout("2026-11-22")])
    assert all(each.paced for each in looking_ahead(five))
    assert pace(five.with_puts([scout("2026-08-24"), scout("2026-11-23")]), TODAY).n == 5  # too old, too new


def test_the_next_four_rounds() -> None:
    assert [each.round.month for each in looking_ahead(lately())] == [
        "2027-01",
        "2027-04",
        "2027-07",
        "2027-10",
    ]


def met_but(*records: Record) -> Ledger:
    """Everything but scouts and earnings is met."""
    return lately(
        *[done("2026-11-01") for _ in range(5)], *[review("2026-11-02") for _ in range(3)], *records
    )


def test_the_first_round_to_hold() -> None:
    now = met_but(*[scout("2026-06-01") for _ in range(5)])
    first = next(rounds_from(TODAY, RULES))
    assert first_to_hold(looking_ahead(now)) == Holding(first, at_pace=False)
    coming = met_but(*[scout("2026-10-01") for _ in range(3)])
    held = first_to_hold(looking_ahead(coming))
    assert held is not None
    assert (held.round.month, held.at_pace) == ("2027-04", True)  # 3 + 39/30 < 5 <= 3 + 129/30
    assert first_to_hold(looking_ahead(met_but())) is None


def test_a_known_refusal_keeps_a_round_from_holding_and_an_unknown_rank_does_not() -> None:
    def standings(earnings: str) -> Judged:
        each = [Standing(name, "met") for name in CRITERIA]
        each[2] = Standing("earnings_rank", earnings)  # type: ignore[arg-type]
        return judge(ledger(), TODAY, TODAY, RULES)._replace(standings=tuple(each))

    assert holds(standings("unknown"))
    assert holds(standings("met"))
    assert not holds(standings("short"))


def test_a_month_at_the_pace_may_be_the_best_one() -> None:
    """45,000 yen a month on from 15,000 now, once 40,000 was enough."""
    whole = lately(
        *[done("2026-11-01", price_yen=27_000) for _ in range(5)], earning("2026-02", 40_000),
        result("2026-04", "pro"), earning("2026-11", 15_000),
    )  # fmt: skip
    january = looking_ahead(whole)[0]
    assert january.paced is not None
    assert january.paced.of("earnings_rank").state == "met"
    last = looking_ahead(whole)[3]
    assert (
        last.still.of("earnings_rank").state == "short" or last.still.of("earnings_rank").state == "unknown"
    )
    assert last.paced is not None
    assert last.paced.of("earnings_rank").state == "met"


def test_an_empty_ledger_foresees_nothing() -> None:
    assert pace(part(), TODAY) == Pace(part(), TODAY, 0)
    for outlook in looking_ahead(part()):
        assert {standing.state for standing in outlook.still.standings} == {"unknown"}
        assert outlook.paced is None


@pytest.mark.parametrize("stars", [1, 5])
def test_a_hypothetical_review_has_every_item(stars: int) -> None:
    whole = imagine(ledger(opening("2026-01-01", rating_shown=490, rating_count=98)), [
        hypothesis("review", TODAY, stars)])  # fmt: skip
    judged = judge(whole, TODAY, TODAY, RULES)
    assert judged.of("rating").n == 99
    assert judged.of("communication").n == 1
