"""Ledgers of any shape, for the properties."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from procw_tui.domain.record.checks import check
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    Earning,
    Gap,
    Opening,
    ProfileEdit,
    Record,
    Review,
    Scout,
    Setting,
    Tally,
)

FIRST = date(2022, 11, 1)
ids = st.uuids().map(str)
days = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))
months = days.map(lambda day: day.isoformat()[:7])
maybe_day = st.none() | days
star = st.sampled_from([1, 3, 4, 5, 5, 5, 5, 5])
parts = st.lists(st.sampled_from(["skills", "results", "self_pr", "portfolio"]), unique=True).map(tuple)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    started = draw(days)
    steps: dict[str, Any] = {}
    for name in ("delivered_on", "accepted_on", "ended_on"):
        if draw(st.booleans()):
            steps[name] = max([started, *steps.values()]) + timedelta(days=draw(st.integers(0, 90)))
    return Contract(
        id=draw(ids), client="A", started_on=started, price_yen=draw(st.none() | st.integers(0, 200_000)),
        type=draw(st.sampled_from(["fixed", "fixed", "fixed", "hourly", "task"])), **steps,
        outcome=draw(st.sampled_from(["running", "completed", "completed", "ended_midway"])),
        milestone_paid=draw(st.none() | st.booleans()),
    )  # fmt: skip


reviews = st.builds(
    Review, id=ids, opened_on=days, skill=star, quality=star, schedule=star, communication=star,
    partnership=star,
) | st.builds(Review, id=ids, opened_on=days, overall=st.integers(10, 50), communication=st.none() | star)  # fmt: skip
scouts = st.builds(
    Scout, id=ids, received_on=days, source=st.sampled_from(["direct", "flyer", "office", "closed_job"]),
    counts=st.sampled_from(["auto", "auto", "yes", "no"]), client=st.sampled_from([None, "A", "B", "C"]),
)  # fmt: skip
tallies = st.builds(
    lambda id, a, b, **rest: Tally(id=id, from_=min(a, b), to=max(a, b), **rest),  # noqa: A006
    id=ids, a=days, b=days, completed=st.none() | st.integers(0, 9),
    ended_midway=st.none() | st.integers(0, 2), scouts=st.none() | st.integers(0, 6),
)  # fmt: skip
gaps = st.builds(
    lambda id, a, b, what: Gap(id=id, from_=min(a, b), to=max(a, b), happened=what),  # noqa: A006
    id=ids, a=days, b=days, what=st.sampled_from(["nothing", "unlogged"]),
)  # fmt: skip
beginnings = st.builds(
    Setting, id=ids, key=st.sampled_from(["joined_on", "complete_since"]), value=days.map(date.isoformat),
)  # fmt: skip
"""When she registered and from when on she logs everything: mostly early, so that windows are covered."""
early = st.builds(
    Setting, id=ids, key=st.sampled_from(["joined_on", "complete_since"]),
    value=st.integers(0, 120).map(lambda n: (FIRST + timedelta(days=n)).isoformat()),
)  # fmt: skip
openings = st.builds(
    Opening, id=ids, as_of=days, rating_shown=st.none() | st.integers(44, 50).map(lambda n: 10 * n) | st.integers(480, 500), rating_count=st.integers(1, 12),
    communication_shown=st.none() | st.integers(44, 50).map(lambda n: 10 * n), communication_count=st.integers(1, 12),
    profile_filled=st.none() | st.booleans(),
)  # fmt: skip
earnings = st.builds(Earning, id=ids, month=months, gross_yen=st.integers(0, 200_000))
edits = st.builds(ProfileEdit, id=ids, edited_on=days, parts=parts)
switches = st.builds(
    Setting, id=ids, value=st.booleans(),
    key=st.sampled_from(["count_running", "milestone_completes", "rounded_means", "count_repeats",
                         "count_closed_jobs", "profile_yearly"]),
)  # fmt: skip
results = st.builds(
    Assessment, id=ids, month=st.sampled_from(["2023-10", "2024-01", "2024-04", "2024-07", "2024-10"]),
    result=st.sampled_from(["none", "none", "pro", "top"]), mail_on=st.none(),
)  # fmt: skip


def possible(record: Record) -> bool:
    try:
        check(record)
    except Invalid:
        return False
    return True


def tidy(records: list[Record]) -> list[Record]:
    """Only possible records, half openings made whole or dropped, one record a month or round."""
    kept: dict[Any, Record] = {}
    for record in records:
        if isinstance(record, Opening):
            gone: dict[str, Any] = {f"{which}_count": None for which in ("rating", "communication")
                    if getattr(record, f"{which}_shown") is None}  # fmt: skip
            record = dataclasses.replace(record, **gone)  # noqa: PLW2901 - the same opening, made whole
        key = (record.kind, getattr(record, record.alone_by)) if record.alone_by else record.id
        if isinstance(record, Opening):
            key = ("opening", record.as_of)  # two of one day are told apart by the order logged
        if possible(record):
            kept[key] = record
    return list(kept.values())


ledgers = st.builds(
    lambda some, more, when: tidy([*some, *more, *when]),
    st.lists(
        st.one_of(contracts(), contracts(), reviews, scouts, openings, earnings, edits, results, switches),
        min_size=5, max_size=40,
    ),
    st.lists(tallies, max_size=3),
    st.lists(beginnings | early | early | gaps, max_size=4),
)  # fmt: skip
