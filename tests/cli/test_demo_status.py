"""Every figure of `status --json` for the demo, recounted by hand from the raw file."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from procw_tui.cli.main import run
from procw_tui.knowledge import data_file

Doc = dict[str, Any]
RAW: dict[str, dict[str, Doc]] = json.loads(data_file("demo.json").read_text())
FIRST, LAST = "2025-11-23", "2026-11-22"  # the one-year window of 2026-11-22


def docs(kind: str) -> list[Doc]:
    return list(RAW[kind].values())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doc]:
    copy = tmp_path_factory.mktemp("demo") / "demo.json"
    copy.write_bytes(data_file("demo.json").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROCW_NOW", "2026-11-22T21:30+09:00")
        yield status(copy)


def status(path: Path, *more: str) -> Doc:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run(["status", "--json", "--lang", "en", "--db", str(path), *more]) == 0
    found: Doc = json.loads(out.getvalue())
    return found


def criterion(shown: Doc, name: str) -> Doc:
    return next(each for each in shown["criteria"] if each["id"] == name)


def test_the_frame(shown: Doc) -> None:
    assert list(shown) == ["as_of", "language", "round", "judging", "certified", "met", "criteria", "replies",
                           "proposals", "alarms", "next_action", "forecast"]  # fmt: skip
    assert (shown["as_of"], shown["language"]) == ("2026-11-22", "en")
    assert shown["round"] == {"month": "2027-01", "cutoff": "2026-12-31", "days_left": 39}
    assert (shown["judging"], shown["certified"], shown["met"]) == (None, "none", 5)
    assert shown["alarms"] == []
    waiting = min(
        (doc for doc in docs("message") if doc["state"] == "waiting"), key=lambda doc: doc["received_at"]
    )
    assert shown["next_action"] == {
        "id": f"reply:{waiting['id']}", "text": "Reply to みどり工房.",
        "why": "It has been 21 h. A fast answer moves the communication rating most, and takes no skill.",
    }  # fmt: skip
    assert [each["id"] for each in shown["criteria"]] == [
        "completion", "rating", "earnings_rank", "scouts", "communication", "profile",
    ]  # fmt: skip


def test_completion(shown: Doc) -> None:
    """32 fixed-price contracts accepted in the window, one ended midway: 32 / 33."""
    fixed = [doc for doc in docs("contract") if doc["type"] == "fixed"]
    completed = [d for d in fixed if d.get("outcome") == "completed" and FIRST <= d["accepted_on"] <= LAST]
    midway = [d for d in fixed if d.get("outcome") == "ended_midway" and FIRST <= d["ended_on"] <= LAST]
    assert (len(completed), len(midway)) == (32, 1)
    leaving = sorted(
        (f"2026{d['accepted_on'][4:]}", d["id"]) for d in completed if d["accepted_on"] <= "2025-12-31"
    )
    assert criterion(shown, "completion") == {
        "id": "completion", "target": 90, "value": 96.97, "low": 96.97, "high": 96.97, "n": 33, "state": "met",
        "covered": True, "logged": 96.97,
        "at_cutoff": "met", "slack": "next midway end: 94.1 %",
        "leaving": [{"on": on, "what": what} for on, what in leaving],
    }  # fmt: skip
    assert round(3200 / 33, 2) == 96.97
    assert round(3200 / 34, 1) == 94.1


def test_the_two_ratings(shown: Doc) -> None:
    """The opening lists every lower rating, so its total is exact: 10 x 5.0 + 4.8 + 4.6 + 4.0 + 3.6 = 67.0."""
    names = ("skill", "quality", "schedule", "communication", "partnership")
    reviews = docs("review")
    assert len(reviews) == 23
    overall = 67.0 + sum(sum(doc[name] for name in names) / 5 for doc in reviews)
    communication = 12 * 5 + 2 * 4 + sum(doc["communication"] for doc in reviews)
    for name, total in (("rating", overall), ("communication", communication)):
        found = criterion(shown, name)
        mean = round(total / 37, 2)
        assert (found["value"], found["low"], found["high"], found["n"]) == (mean, mean, mean, 37)
        assert (found["target"], found["state"], found["at_cutoff"], found["leaving"]) == (
            4.8,
            "met",
            "met",
            [],
        )
    assert overall - 37 * 4.8 < 3.8 < communication - 37 * 4.8 < 2 * 3.8
    assert criterion(shown, "rating")["slack"] == "1 one-star goes below 4.80"
    assert criterion(shown, "communication")["slack"] == "2 one-stars go below 4.80"


def test_the_best_month(shown: Doc) -> None:
    gross: Counter[str] = Counter()
    for doc in docs("contract"):
        if "accepted_on" in doc:
            gross[doc["accepted_on"][:7]] += doc["price_yen"]
    assert gross.most_common(1) == [("2026-07", 56_000)]
    assert min(gross) >= "2025-12"
    assert criterion(shown, "earnings_rank") == {
        "id": "earnings_rank", "target": 200, "value": 56_000, "low": 56_000, "high": 56_000, "n": len(gross),
        "covered": True, "logged": 56_000,
        "state": "unknown", "at_cutoff": "unknown", "slack": "reported from ¥100,000 ▴",
        "leaving": [{"on": "2026-12-31", "what": "2025-12"}],
    }  # fmt: skip


def test_scouts(shown: Doc) -> None:
    counted = [doc for doc in docs("scout") if doc.get("source", "direct") in {"direct", "closed_job"}]
    assert len(counted) == 5
    leaving = {doc["received_on"]: doc["id"] for doc in counted if doc["received_on"] <= "2025-12-31"}
    assert criterion(shown, "scouts") == {
        "id": "scouts", "target": 5, "value": 5, "low": 5, "high": 5, "n": 5, "state": "met", "at_cutoff": "short",
        "covered": True, "logged": 5,
        "slack": "1 leaves on 12/2",
        "leaving": [{"on": "2026-12-02", "what": leaving["2025-12-02"]},
                    {"on": "2026-12-19", "what": leaving["2025-12-19"]}],
    }  # fmt: skip


def test_the_profile(shown: Doc) -> None:
    """Not filled on the first day; skills, results and self-PR were edited since, two more parts as well."""
    assert {part for doc in docs("profile_edit") for part in doc["parts"]} == {
        "skills", "results", "self_pr", "portfolio", "presentation",
    }  # fmt: skip
    assert criterion(shown, "profile") == {
        "id": "profile", "target": None, "value": None, "covered": True, "logged": None, "low": None, "high": None, "n": 5, "state": "met",
        "at_cutoff": "met", "slack": "last edit 6/14", "leaving": [],
    }  # fmt: skip


def test_replies(shown: Doc) -> None:
    now = datetime.fromisoformat("2026-11-22T21:30+09:00")
    minutes, waiting = [], []
    for doc in docs("message"):
        received = datetime.fromisoformat(doc["received_at"])
        if doc["state"] == "waiting":
            waiting.append((now - received).total_seconds() / 60)
        elif "replied_at" in doc:
            minutes.append((datetime.fromisoformat(doc["replied_at"]) - received).total_seconds() / 60)
    every = sorted(minutes + waiting)
    assert (waiting, len(every)) == ([21 * 60, 5 * 60], 394)
    assert shown["replies"] == {
        "waiting": 2, "oldest_minutes": 1260, "median_minutes": median(every),
        "p90_minutes": every[math.ceil(0.9 * 394) - 1],
        "within_target": round(sum(each <= 1440 for each in every) / 394, 4), "target_minutes": 1440, "n": 394,
    }  # fmt: skip


def test_proposals(shown: Doc) -> None:
    sent = sorted(docs("proposal"), key=lambda doc: str(doc["sent_at"]))
    outcomes = Counter(doc.get("outcome", "pending") for doc in sent)
    hits = [number for number, doc in enumerate(sent) if doc.get("outcome") == "won"]
    decided = [
        number for number, doc in enumerate(sent)
        if doc.get("outcome", "pending") not in {"pending", "talking"}
        or ("outcome" not in doc and doc["sent_at"] <= "2026-10-23T21:30+09:00")
    ]  # fmt: skip
    assert (len(sent), len(hits), len(sent) - 1 - hits[-1]) == (250, 9, 17)
    assert shown["proposals"] == {
        "sent": 250, "hits": 9, "pending": outcomes["pending"], "since_last_hit": 17, "rate": 0.036,
        "low": 0.0166, "high": 0.0672, "decided": len(decided),
        "decided_since_last_hit": sum(number > hits[-1] for number in decided),
    }  # fmt: skip


def test_a_day_under_judgement(tmp_path: Path) -> None:
    """On 6 October last year's window up to 30 September is judged; the result came into force on the 1st."""
    copy = tmp_path / "demo.json"
    data = {**RAW, "assessment": {}}
    copy.write_text(json.dumps(data))
    then = status(copy, "--as-of", "2026-10-06")
    assert (then["judging"]["month"], then["judging"]["cutoff"]) == ("2026-10", "2026-09-30")
    assert [each["id"] for each in then["judging"]["criteria"]] == [each["id"] for each in then["criteria"]]
    assert criterion(then["judging"], "scouts")["n"] == 4
    assert criterion(then, "scouts")["n"] == 5
    assert (then["certified"], then["round"]["month"]) == ("unknown", "2027-01")


def test_the_forecast_counts_the_scouts_still_inside(shown: Doc) -> None:
    """Scouts are the only criterion short: three of the five are left at each cut-off, or fewer."""
    assert [each["month"] for each in shown["forecast"]] == ["2027-01", "2027-04", "2027-07", "2027-10"]
    days = [
        doc["received_on"] for doc in docs("scout") if doc.get("source", "direct") in {"direct", "closed_job"}
    ]
    for each in shown["forecast"]:
        cutoff = each["cutoff"]
        left = sum(f"{int(cutoff[:4]) - 1}{cutoff[4:]}" < day <= LAST for day in days)
        assert left < 5
        assert (each["met"], each["holds"], each["holds_at_pace"]) == (4, False, False)
