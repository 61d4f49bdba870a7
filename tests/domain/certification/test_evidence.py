"""The records behind a standing: what counts adds up to the figure, and what does not says why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from procw_tui.domain.certification.completion import completion_counts
from procw_tui.domain.certification.criteria import criterion, evidence, judge
from procw_tui.domain.certification.mean_stars import StarsId, stars
from procw_tui.domain.certification.scouts import scout_count
from procw_tui.domain.certification.standing import At
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Record, Review, Scout, Tally
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.work.months import MonthGross
from tests.domain.strategies import days, ledgers
from tests.make import (
    RULES,
    contract,
    d,
    done,
    earning,
    ledger,
    midway,
    opening,
    profile,
    review,
    scout,
    setting,
    tally,
)

TODAY = d("2026-11-22")


def pieces(criterion: CriterionId, *records: Record, day: date = TODAY) -> list[Piece]:
    return evidence(ledger(*records), criterion, day, RULES)


def verdicts(criterion: CriterionId, *records: Record) -> list[str]:
    return [piece.verdict for piece in pieces(criterion, *records)]


@given(ledgers, days)
def test_what_counts_adds_up_to_the_figure(records: list[Record], day: date) -> None:
    whole = Ledger.of(records)
    found = {name: [p for p in evidence(whole, name, day, RULES) if p.counts] for name in CRITERIA}
    single = [p for p in found["completion"] if isinstance(p.subject, Contract)]
    tallies = [p.subject for p in found["completion"] if isinstance(p.subject, Tally)]
    completed, midway_ends = completion_counts(At(whole, day, day, RULES))
    for count, logged, stated in (
        (completed, sum(not p.against for p in single), [t.completed for t in tallies]),
        (midway_ends, sum(p.against for p in single), [t.ended_midway for t in tallies]),
        (scout_count(At(whole, day, day, RULES)), sum(isinstance(p.subject, Scout) for p in found["scouts"]),
         [p.subject.scouts for p in found["scouts"] if isinstance(p.subject, Tally)]),
    ):  # fmt: skip
        assert logged <= count.low <= count.high <= logged + sum(number or 0 for number in stated)
    which: StarsId
    for which in ("rating", "communication"):
        counted = [p.subject for p in found[which]]
        reviews = sum(isinstance(subject, Review) for subject in counted)
        copied = sum(getattr(s, f"{which}_count") for s in counted if not isinstance(s, Review))
        assert stars(whole, day, which).ratings == reviews + copied
    months = [p.subject for p in found["earnings_rank"] if isinstance(p.subject, MonthGross)]
    assert judge(whole, day, day, RULES).of("earnings_rank").n == len(months)


@given(ledgers, days)
def test_every_piece_leaves_when_it_says(records: list[Record], day: date) -> None:
    whole = Ledger.of(records)
    names: tuple[CriterionId, ...] = ("completion", "scouts", "earnings_rank")
    for name in names:
        for piece in evidence(whole, name, day, RULES):
            if piece.counts and piece.leaves is not None:
                assert piece.leaves > day
                later = {p.key for p in evidence(whole, name, piece.leaves, RULES) if p.counts}
                assert piece.key not in later


def test_why_a_contract_does_not_count() -> None:
    assert verdicts(
        "completion", done("2026-11-10"), done("2026-11-09", type="hourly"), done("2026-11-08", type="contest"),
        done("2026-11-07", type="task"), contract("2026-11-06"), midway("2026-11-05"), done("2025-11-10"),
        done("2025-06-01"),
    ) == ["counts", "hourly", "contest", "task", "running", "counts", "left"]  # fmt: skip


def test_the_future_comes_first_and_does_not_count() -> None:
    (ahead, now) = pieces("scouts", scout("2026-11-22"), scout("2026-11-23"))
    assert (ahead.verdict, now.verdict, now.leaves) == ("future", "counts", d("2027-11-22"))


def test_why_a_scout_does_not_count() -> None:
    assert verdicts(
        "scouts", scout("2026-11-10"), scout("2026-11-09", source="flyer"), scout("2026-11-08", source="office"),
        scout("2026-11-07", source="closed_job"), scout("2026-11-06", counts="no"),
        scout("2026-11-05", source="office", counts="yes"),
    ) == ["counts", "flyer", "office", "counts", "said_no", "counts"]  # fmt: skip
    strict = (setting("count_repeats", value=False), setting("count_closed_jobs", value=False))
    assert verdicts(
        "scouts", scout("2026-11-10", client="A"), scout("2026-11-09", client="A"),
        scout("2026-11-08", source="closed_job"), *strict,
    ) == ["repeat", "counts", "closed_job"]  # fmt: skip


def test_reviews_before_the_figures_copied_from_the_site_are_not_added_again() -> None:
    found = pieces(
        "rating", review("2026-10-01"), review("2026-11-01", stars=4), review("2026-11-23"),
        opening("2026-10-01", rating_shown=490, rating_count=12),
    )  # fmt: skip
    assert [(p.subject.kind if isinstance(p.subject, Record) else "", p.verdict) for p in found] == [
        ("review", "future"), ("review", "counts"), ("opening", "counts"), ("review", "copied"),
    ]  # fmt: skip


def test_a_rating_that_is_not_open_yet() -> None:
    waiting = done("2026-11-01", i_rated_on="2026-11-02")
    reviewed = done("2026-11-01")
    found = pieces("rating", waiting, reviewed, review("2026-11-05", contract_id=reviewed.id))
    assert [(p.verdict, p.on) for p in found] == [("not_open", d("2026-12-02")), ("counts", d("2026-11-05"))]


def test_a_review_without_the_communication_item() -> None:
    only_overall = Review(id="a", opened_on=d("2026-11-01"), overall=48)
    assert verdicts("communication", only_overall) == ["no_item"]


def test_what_pulls_the_rating_down_most() -> None:
    worst = review("2026-09-12", stars=3)
    found = pieces("rating", review("2026-10-01"), worst, review("2026-10-02", stars=4))
    piece = criterion("rating").heaviest(found)
    assert piece is not None
    assert piece.subject is worst
    assert criterion("rating").heaviest(pieces("rating", review("2026-10-01"))) is None


def test_what_pulls_the_completion_rate_down_longest() -> None:
    last = midway("2026-09-12")
    piece = criterion("completion").heaviest(
        pieces("completion", midway("2026-01-12"), last, done("2026-10-01"))
    )
    assert piece is not None
    assert (piece.subject, piece.leaves) == (last, d("2027-09-12"))


def test_a_tally_that_the_window_cuts_counts_in_part() -> None:
    assert verdicts("scouts", tally("2025-11-01", "2025-11-30", scouts=2)) == ["partly"]
    assert verdicts("completion", tally("2025-12-01", "2025-12-31", completed=2)) == ["counts"]


def test_months_and_what_a_month_lacks() -> None:
    found = pieces("earnings_rank", earning("2026-10", 30_000), done("2026-11-02"), done("2026-10-02"))
    assert [(p.key if p.counts else "", p.verdict) for p in found] == [
        ("", "no_price"),
        ("2026-10", "counts"),
    ]


@pytest.mark.parametrize(("records", "expected"), [
    ((profile("2026-05-01", "skills"),), ["counts"]),
    ((profile("2026-05-01", "portfolio"),), ["other_part"]),
    ((opening("2026-06-01", profile_filled=False), profile("2026-05-01", "skills")), ["counts", "overruled"]),
    ((profile("2026-05-01", "skills"), profile("2026-05-02", "skills")), ["counts", "overruled"]),
    ((profile("2026-11-23", "skills"),), ["future"]),
])  # fmt: skip
def test_edits_of_the_profile(records: tuple[Record, ...], expected: list[str]) -> None:
    assert verdicts("profile", *records) == expected


def test_a_contract_without_a_price_is_named_on_the_day_it_is_accepted() -> None:
    today, tomorrow = done("2026-11-22"), done("2026-11-23")
    pieces = evidence(ledger(today, tomorrow), "earnings_rank", d("2026-11-22"), RULES)
    assert [(piece.key, piece.verdict) for piece in pieces] == [(today.id, "no_price")]


def test_a_month_leaves_with_its_last_day() -> None:
    (piece,) = evidence(ledger(earning("2026-03", 1)), "earnings_rank", d("2026-11-22"), RULES)
    assert (piece.on, piece.leaves) == (d("2026-03-31"), d("2027-03-31"))
