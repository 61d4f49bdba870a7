"""Worked cases of the rules, line by line, through `status --json`, on boxes in three time zones.

A case is a moment, records as JSON Lines have them, and what the status says; `criterion.key` reads a criterion.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from procw_tui.bootstrap import system_clock
from procw_tui.cli.main import run
from procw_tui.domain.record.rules import CRITERIA

Doc = dict[str, Any]
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles")
EVENING = "2026-11-22T21:30+09:00"
CUTOFF_MIDNIGHT = "2026-12-31T15:00Z"  # 00:00 on 1 January in Japan


@pytest.fixture(params=ZONES)
def box(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine set to a time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def done(day: str, **more: Any) -> Doc:
    return {"kind": "contract", "client": "A", "type": "fixed", "started_on": day, "accepted_on": day,
            "outcome": "completed", **more}  # fmt: skip


def midway(day: str, **more: Any) -> Doc:
    return {"kind": "contract", "client": "A", "type": "fixed", "started_on": day, "ended_on": day,
            "outcome": "ended_midway", **more}  # fmt: skip


def review(day: str, *items: int) -> Doc:
    names = ("skill", "quality", "schedule", "communication", "partnership")
    return {"kind": "review", "opened_on": day, **dict(zip(names, items or (5,) * 5, strict=True))}


def scout(day: str, **more: Any) -> Doc:
    return {"kind": "scout", "received_on": day, **more}


def opening(day: str, **more: Any) -> Doc:
    return {"kind": "opening", "as_of": day, **more}


def earning(month: str, gross: int) -> Doc:
    return {"kind": "earning", "month": month, "gross_yen": gross}


def profile(day: str, *parts: str) -> Doc:
    return {
        "kind": "profile_edit",
        "edited_on": day,
        "parts": list(parts or ("skills", "results", "self_pr")),
    }


def result(month: str, what: str, **more: Any) -> Doc:
    return {"kind": "assessment", "month": month, "result": what, **more}


def tally(first: str, last: str, **more: Any) -> Doc:
    return {"kind": "tally", "from": first, "to": last, **more}


def setting(key: str, value: Any) -> Doc:
    return {"kind": "setting", "key": key, "value": value}


def asked(moment: str, **more: Any) -> Doc:
    return {"kind": "contract", "client": "A", "type": "fixed", "started_on": "2026-11-01",
            "termination_requested_at": moment, **more}  # fmt: skip


FIVE_OTHERS = (
    *[scout("2025-10-01") for _ in range(5)], done("2025-10-01"), review("2025-10-01"), profile("2025-10-01"),
)  # fmt: skip


class Case(NamedTuple):
    name: str
    records: tuple[Doc, ...]
    expected: Doc
    now: str = EVENING
    everything: bool = True
    """Whether she says that nothing is missing; else only what is logged is known."""


EVERYTHING = (setting("joined_on", "2000-01-01"), setting("complete_since", "2000-01-01"))
YEAR = {"first": "2025-11-23", "last": "2026-11-22"}

COMPLETION = [
    Case("nine of ten is enough", (midway("2026-05-01"), *[done("2026-06-01")] * 9),
         {"completion.value": 90.0, "completion.state": "met", "completion.n": 10}),
    Case("eight of nine is not", (midway("2026-05-01"), *[done("2026-06-01")] * 8),
         {"completion.value": 88.89, "completion.state": "short"}),
    Case("hourly, contest and task stay out", tuple(done("2026-06-01", type=t) for t in ("hourly", "contest", "task")),
         {"completion.state": "unknown", "completion.low": None, "completion.n": 0}),
    Case("a paid milestone counts as a delivery", (midway("2026-06-01", milestone_paid=True),),
         {"completion.value": 100.0, "completion.state": "met"}),
    Case("running contracts stay out", (done("2026-06-01"), {**done("2026-06-02"), "outcome": "running",
         "accepted_on": None}), {"completion.n": 1}),
    Case("not accepted yet, it is dated by its delivery", ({**done("2025-11-01"), "accepted_on": None,
         "delivered_on": "2025-11-23"},), {"completion.n": 1, "completion.at_cutoff": "unknown"}),
    Case("the first day of the window", (done("2025-11-23"),), {"completion.n": 1}),
    Case("the day before it", (done("2025-11-22"),), {"completion.n": 0, "completion.state": "unknown"}),
    Case("29 February leaves on 1 March", (scout("2024-02-29"),), {"scouts.n": 1}, "2025-02-28T12:00+09:00"),
    Case("and not later", (scout("2024-02-29"),), {"scouts.n": 0}, "2025-03-01T12:00+09:00"),
    Case("a tally that the window cuts counts a likely part", (tally("2025-11-01", "2025-11-30", completed=20,
         ended_midway=1), done("2026-06-01")), {"completion.low": 75.0, "completion.high": 100.0,
         "completion.n": 11, "completion.value": None, "completion.state": "unknown"}),
    Case("a tally inside counts in full", (tally("2026-01-01", "2026-01-31", completed=9, ended_midway=1),),
         {"completion.value": 90.0}),
    Case("a window in which nothing happened is unknown, not 0 %", (done("2024-06-01"),),
         {"completion.state": "unknown", "completion.value": None}),
]  # fmt: skip
RATINGS = [
    Case("the mean of five items", (review("2026-06-01", 5, 5, 5, 4, 4),),
         {"rating.value": 4.6, "communication.value": 4.0}),
    Case("it never ages out", (review("2015-01-01"),), {"rating.value": 5.0, "rating.at_cutoff": "met"}),
    Case("4.80 exactly is met", tuple(review("2026-06-01", *[s] * 5) for s in (5, 5, 5, 5, 4)),
         {"rating.value": 4.8, "rating.state": "met"}),
    Case("4.75 is shown as 4.8 and is short", tuple(review("2026-06-01", *[s] * 5) for s in (5, 5, 5, 4)),
         {"rating.value": 4.75, "rating.state": "short"}),
    Case("a shown mean is an interval", (opening("2026-06-01", rating_shown=4.9, rating_count=98),),
         {"rating.low": 4.85, "rating.high": 4.95, "rating.value": None, "rating.state": "met"}),
    Case("4.8 shown may be below", (opening("2026-06-01", rating_shown=4.8, rating_count=20),),
         {"rating.low": 4.75, "rating.state": "unknown"}),
    Case("every lower rating listed makes it exact", (opening("2026-06-01", rating_shown=4.8, rating_count=20,
         rating_below_five=[3.0, 3.0]),), {"rating.value": 4.8, "rating.state": "met"}),
    Case("an opening stands for the reviews up to it", (review("2026-06-01", 1, 1, 1, 1, 1),
         opening("2026-06-01", rating_shown=5.0, rating_count=3), review("2026-06-02")), {"rating.n": 4}),
    Case("a second opening that states one figure leaves the other", (
         opening("2026-05-01", rating_shown=5.0, rating_count=3, communication_shown=5.0, communication_count=3),
         opening("2026-06-01", communication_shown=4.0, communication_count=4,
                 communication_below_five=[4.0] * 4)),
         {"rating.n": 3, "rating.value": 5.0, "communication.value": 4.0, "communication.n": 4}),
    Case("no reviews", (done("2026-06-01"),), {"rating.state": "unknown", "rating.n": 0}),
]  # fmt: skip
EARNINGS = [
    Case("the rank is shown to nobody", (earning("2026-08", 68_000),),
         {"earnings_rank.value": 68_000, "earnings_rank.state": "unknown", "earnings_rank.target": 200}),
    Case("engineers need rank 100", (setting("department", "engineer"),), {"earnings_rank.target": 100}),
    Case("no gross, no evidence", (), {"earnings_rank.state": "unknown", "earnings_rank.n": 0}),
    Case("as much as once was enough", (earning("2025-12", 50_000), result("2026-01", "pro"),
         earning("2026-08", 50_000)), {"earnings_rank.state": "met"}),
    Case("no more than was refused, with the other five met", (*FIVE_OTHERS, earning("2025-11", 60_000),
         result("2026-01", "none"), earning("2026-08", 60_000)), {"earnings_rank.state": "short"}),
    Case("refused for another reason says nothing", (earning("2025-11", 60_000), result("2026-01", "none"),
         earning("2026-08", 60_000)), {"earnings_rank.state": "unknown"}),
    Case("a month's contracts add up", (done("2026-08-01", price_yen=30_000), done("2026-08-31", price_yen=9_000,
         type="hourly")), {"earnings_rank.value": 39_000}),
    Case("what is typed stands instead", (done("2026-08-01", price_yen=30_000), earning("2026-08", 1)),
         {"earnings_rank.value": 1}),
    Case("one good month carries four reviews, then drops out", (earning("2025-12", 90_000),),
         {"earnings_rank.value": 90_000, "earnings_rank.leaving": [{"on": "2026-12-31", "what": "month"}]}),
]  # fmt: skip
OTHERS = [
    Case("five scouts", tuple(scout("2026-06-01") for _ in range(5)), {"scouts.state": "met", "scouts.value": 5}),
    Case("見てみて! and the office do not count", (scout("2026-06-01", source="flyer"),
         scout("2026-06-01", source="office")), {"scouts.value": 0, "scouts.state": "short"}),
    Case("closed jobs and repeats do", (scout("2026-06-01", source="closed_job", client="A"),
         scout("2026-06-01", client="A")), {"scouts.value": 2}),
    Case("the user's word holds", (scout("2026-06-01", counts="no"), scout("2026-06-01", source="flyer",
         counts="yes")), {"scouts.value": 1}),
    Case("where everything is logged, nothing logged means none", (), {"scouts.value": 0, "scouts.state": "short",
         "scouts.covered": True}),
    Case("what leaves before the cut-off", (scout("2025-12-02"), *[scout("2026-06-01")] * 4),
         {"scouts.state": "met", "scouts.at_cutoff": "short",
          "scouts.leaving": [{"on": "2026-12-02", "what": "record"}]}),
    Case("a record of the future counts nowhere", (scout("2026-11-23"), scout("2026-11-22")), {"scouts.n": 1}),
    Case("a profile once filled in stays so", (profile("2020-01-01"),), {"profile.state": "met", "profile.n": 3}),
    Case("not filled, says the site", (opening("2026-06-01", profile_filled=False), profile("2026-07-01", "skills")),
         {"profile.state": "short"}),
    Case("nothing known of the profile", (), {"profile.state": "unknown", "profile.value": None}),
]  # fmt: skip
PHASES = [
    Case("collecting", (scout("2026-06-01"),), {"judging": None, "round": {
         "month": "2027-01", "cutoff": "2026-12-31", "days_left": 39}}),
    Case("the last minute before the cut-off", (scout("2026-06-01"),), {"judging": None, "as_of": "2026-12-31",
         "round": {"month": "2027-01", "cutoff": "2026-12-31", "days_left": 0}}, "2026-12-31T14:59Z"),
    Case("at midnight in Japan it is under judgement", (scout("2026-06-01"), scout("2027-01-01")),
         {"as_of": "2027-01-01", "judging.month": "2027-01", "judging.cutoff": "2026-12-31", "scouts.n": 2,
          "judging.scouts.n": 1, "round": {"month": "2027-04", "cutoff": "2027-03-31", "days_left": 89}},
         CUTOFF_MIDNIGHT),
    Case("logged late but dated before, it is frozen anew", (scout("2026-06-01"), scout("2026-12-31")),
         {"judging.scouts.n": 2}, "2027-01-20T12:00+09:00"),
    Case("a result ends it from its mail on", (result("2027-01", "pro", mail_on="2027-01-05"),),
         {"judging": None, "certified": "pro"}, "2027-01-05T00:00+09:00"),
    Case("and not before", (result("2027-01", "pro", mail_on="2027-01-05"),),
         {"judging.month": "2027-01", "certified": "unknown"}, "2027-01-04T14:59Z"),
    Case("the month over, silence is final but not logged", (scout("2026-06-01"),),
         {"judging": None, "certified": "unknown"}, "2027-01-31T15:00Z"),
    Case("silence logged", (result("2027-01", "none"),), {"certified": "none"}, "2027-02-01T12:00+09:00"),
    Case("the later round decides", (result("2026-07", "top"), result("2026-10", "none")), {"certified": "none"}),
    Case("a cut-off moved by the user", (setting("cutoff_days", 5), scout("2027-01-05")),
         {"judging": None, "scouts.n": 1, "round": {"month": "2027-01", "cutoff": "2027-01-05", "days_left": 0}},
         "2027-01-05T12:00+09:00"),
]  # fmt: skip
ALARMS = [
    Case("a client's request runs 168 hours", (asked("2026-11-22T23:10+09:00"),), {"alarms": [
         {"kind": "termination", "deadline": "2026-11-29T23:10+09:00", "record": "record"}]},
         "2026-11-23T12:00+09:00"),
    Case("past its deadline it stays", (asked("2026-11-01T10:00+09:00"),), {"alarms": [
         {"kind": "termination", "deadline": "2026-11-08T10:00+09:00", "record": "record"}]}),
    Case("answered", (asked("2026-11-20T10:00+09:00", termination_answered_at="2026-11-21T10:00+09:00"),),
         {"alarms": []}),
    Case("the user's own request brings no 1-star", (asked("2026-11-20T10:00+09:00", termination_by="me"),),
         {"alarms": []}),
    Case("not yet asked", (asked("2026-11-22T21:31+09:00"),), {"alarms": []}),
    Case("the contract has ended", (asked("2026-11-20T10:00+09:00", outcome="ended_midway",
         ended_on="2026-11-22"),), {"alarms": []}),
]  # fmt: skip
COVERAGE = [
    Case("a single review says nothing", (review("2026-11-22"),), {"rating.state": "unknown", "rating.low": None,
         "rating.covered": False, "rating.logged": 5.0, "met": 0}, everything=False),
    Case("old contracts alone say nothing", tuple(done(f"2026-{n:02}-01") for n in range(1, 10)),
         {"completion.state": "unknown", "completion.low": None, "completion.high": None, "completion.value": None,
          "completion.covered": False, "completion.logged": 100.0, "completion.n": 9}, everything=False),
    Case("scouts are at least those that are logged", (scout("2026-06-01"), scout("2026-06-02")),
         {"scouts.state": "unknown", "scouts.low": 2, "scouts.high": None, "scouts.value": None,
          "scouts.covered": False, "scouts.logged": 2}, everything=False),
    Case("and five of them are enough", tuple(scout("2026-06-01") for _ in range(5)),
         {"scouts.state": "met", "scouts.low": 5, "scouts.high": None, "scouts.covered": False}, everything=False),
    Case("a year told in numbers", (tally(**YEAR, completed=24, ended_midway=1, scouts=6),
         opening("2026-11-22", rating_shown=4.9, rating_count=98)),
         {"completion.value": 96.0, "completion.state": "met", "completion.covered": True, "scouts.value": 6,
          "rating.state": "met", "rating.covered": True, "rating.logged": None, "communication.covered": False,
          "earnings_rank.covered": False}, everything=False),
    Case("the next evening", (tally(**YEAR, completed=24, ended_midway=1, scouts=6),),
         {"completion.state": "met", "completion.covered": True, "scouts.state": "met", "scouts.high": 6},
         "2026-11-23T21:30+09:00", everything=False),
    Case("the best month is at least what is logged", (earning("2026-08", 68_000),),
         {"earnings_rank.low": 68_000, "earnings_rank.high": None, "earnings_rank.logged": 68_000}, everything=False),
    Case("who registered today has nothing behind her", (setting("joined_on", "2026-11-22"),),
         {"scouts.value": 0, "completion.covered": True, "rating.covered": True, "rating.state": "unknown"},
         everything=False),
    Case("nothing is known of an empty ledger", (), {"scouts.state": "unknown", "met": 0}, everything=False),
]  # fmt: skip
CASES = [*COMPLETION, *RATINGS, *EARNINGS, *OTHERS, *PHASES, *ALARMS, *COVERAGE]


def read(status: Doc, path: str) -> Any:
    """`scouts.n`, `judging.scouts.n`, `round`."""
    value: Any = status
    for part in path.split("."):
        in_criteria = part in CRITERIA
        value = next(c for c in value["criteria"] if c["id"] == part) if in_criteria else value[part]
    return value


def without_ids(value: Any) -> Any:
    """Ids as the word `record`, months of the window as `month`: an import makes them."""
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    if isinstance(value, dict) and "what" in value:
        return {
            **value,
            "what": "month" if "leaving" not in value and value["on"] == "2026-12-31" else "record",
        }
    return {**value, "record": "record"} if isinstance(value, dict) and "record" in value else value


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
@pytest.mark.usefixtures("box")
def test_worked_case(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROCW_NOW", case.now)
    monkeypatch.setenv("PROCW_DB", str(tmp_path / "procw.json"))
    records = tmp_path / "records.jsonl"
    said = {each.get("key") for each in case.records}
    every = [*case.records, *(e for e in EVERYTHING if case.everything and e["key"] not in said)]
    records.write_text(
        "\n".join(json.dumps({k: v for k, v in each.items() if v is not None}) for each in every)
    )
    assert run(["import", str(records)]) == 0
    capfd.readouterr()
    assert run(["status", "--json"]) == 0
    status = json.loads(capfd.readouterr().out)
    assert {path: without_ids(read(status, path)) for path in case.expected} == case.expected


@pytest.mark.usefixtures("box")
def test_today_is_japans_on_any_box() -> None:
    now = system_clock()
    offset = now.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 9 * 3600
    assert abs((datetime.now(UTC) - now).total_seconds()) < 60
