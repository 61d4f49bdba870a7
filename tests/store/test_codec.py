"""Record <-> JSON, total and strict."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Message, Record
from procw_tui.store.codec import content, decode, encode
from tests.make import d, m, message, scout, setting

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "Text": st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    "Practice": st.text("abc-", min_size=1, max_size=9),
    "Moment": st.datetimes(m("2001-01-01T00:00").replace(tzinfo=None), m("2100-01-01T00:00").replace(tzinfo=None))
    .map(lambda at: at.replace(microsecond=0, tzinfo=m("2026-01-01T00:00").tzinfo)),
    "Day": st.dates(d("1900-01-01"), d("2999-12-31")), "Month": st.dates(d("1900-01-01"), d("2999-12-31")).map(
        lambda day: day.isoformat()[:7]),
    "Stamp": st.just("2026-11-22T21:30:00+09:00"), "Yen": st.integers(0, 10**12), "Count": st.integers(1, 10**6), "Star": st.integers(1, 5),
    "Tenths": st.integers(10, 50), "Shown": st.integers(100, 500), "bool": st.booleans(),
    "Value": st.integers() | st.booleans() | st.text(max_size=5),
}  # fmt: skip


def of(field: Field) -> st.SearchStrategy[Any]:
    one = st.sampled_from(field.choices) if field.choices else VALUES[field.type]
    value = st.lists(one, max_size=3).map(tuple) if field.many else one
    return value if field.required else st.just(field.default) | value


def records(kind: str) -> st.SearchStrategy[Record]:
    return st.builds(KINDS[kind], **{field.attr: of(field) for field in FIELDS[kind]})


@pytest.mark.parametrize("kind", KINDS)
def test_there_and_back_through_bytes(kind: str) -> None:
    @given(records(kind))
    def check(record: Record) -> None:
        assert decode(kind, orjson.loads(orjson.dumps(encode(record))), strict=True) == record

    check()


def test_absent_fields_are_left_out() -> None:
    assert encode(scout("2026-11-22")) | {"id": ""} == {"id": "", "received_on": "2026-11-22"}
    assert encode(message("A", "2026-11-22T10:00"))["state"] == "waiting"


def test_the_tables_of_a_message_follows_from_its_reply() -> None:
    doc = {"id": "1", "client": "A", "received_at": "2026-11-22T10:00"}
    assert decode("message", doc).state == "waiting"  # type: ignore[attr-defined]
    answered = decode("message", {**doc, "replied_at": "2026-11-22T11:00+09:00"})
    assert isinstance(answered, Message)
    assert answered.state == "answered"


def test_a_moment_of_another_clock_is_japans() -> None:
    doc = {"id": "1", "client": "A", "received_at": "2026-11-22T01:00Z"}
    assert encode(decode("message", doc))["received_at"] == "2026-11-22T10:00+09:00"


@pytest.mark.parametrize(("kind", "doc", "field", "reason"), [
    ("scout", {}, "received_on", "missing"), ("scout", {"received_on": "2026-02-30"}, "received_on", "not_a_day"),
    ("scout", {"received_on": 5}, "received_on", "not_a_day"),
    ("scout", {"received_on": "20261122"}, "received_on", "not_a_day"),
    ("scout", {"received_on": "2026-11-22", "source": "x"}, "source", "not_a_choice"),
    ("scout", {"received_on": "2026-11-22", "source": []}, "source", "not_a_choice"),
    ("scout", {"received_on": "2026-11-22", "colour": 1}, "colour", "unknown_field"),
    ("message", {"client": "A", "received_at": "now"}, "received_at", "not_a_moment"),
    ("message", {"client": 5, "received_at": "2026-11-22T10:00"}, "client", "not_text"),
    ("review", {"opened_on": "2026-11-22", "skill": 6}, "skill", "too_large"),
    ("review", {"opened_on": "2026-11-22", "skill": 4.5}, "skill", "not_a_number"),
    ("review", {"opened_on": "2026-11-22", "skill": True}, "skill", "not_a_number"),
    ("review", {"opened_on": "2026-11-22", "overall": 4.55}, "overall", "not_one_decimal"),
    ("earning", {"month": "2026-13", "gross_yen": 1}, "month", "not_a_month"),
    ("earning", {"month": "2026-1", "gross_yen": 1}, "month", "not_a_month"),
    ("earning", {"month": "2026-10", "gross_yen": -1}, "gross_yen", "too_small"),
    ("contract", {"client": "A", "type": "fixed", "started_on": "2026-11-22", "milestone_paid": 1},
     "milestone_paid", "not_yes_or_no"),
    ("proposal", {"sent_at": "2026-11-22T10:00", "practices": "a"}, "practices", "not_a_list"),
])  # fmt: skip
def test_what_is_refused(kind: str, doc: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        decode(kind, {"id": "1", **doc}, strict=True)
    assert (error.value.field, error.value.reason) == (field, reason)


def test_content_says_nothing_of_when_it_was_taken() -> None:
    assert "changed_at" not in content(setting("weekly_goal", 5))
