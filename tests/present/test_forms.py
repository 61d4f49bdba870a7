"""Forms without a screen."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.fields import typed_fields
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Contract, Earning, Message, ProfileEdit, Proposal, Tally
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.forms.form import Form, from_edit, to_edit
from procw_tui.present.forms.months import MonthsForm
from procw_tui.present.forms.settings import SettingsForm
from procw_tui.present.forms.termination import TerminationForm
from procw_tui.present.language import set_language
from tests.make import contract, ledger, m, message, proposal, setting, tally

NOW = m("2026-11-22T21:30")


def filled(kind: str, record: Any = None, **texts: str) -> Form:
    form = Form(kind, NOW, record)
    form.fill(texts)
    return form


def saved(form: Form, into: Ledger | None = None) -> Ledger:
    before = into or ledger()
    return form.change(before).applied(before)


def test_every_kind_has_a_form_with_all_its_fields() -> None:
    for kind in KINDS:
        shown = {field.attr for field in Form(kind, NOW).fields}
        typed = {field.attr for field in typed_fields(kind) if not field.attr.endswith("_id")}
        assert shown == typed - {"practices"}  # asked for where one is being tried


def test_enter_alone_is_enough_where_a_default_exists() -> None:
    (record,) = saved(filled("proposal")).all(Proposal)
    assert record.sent_at == NOW
    assert filled("message").first_missing() == 0
    with pytest.raises(Invalid) as error:
        filled("message").values()
    assert error.value.field == "client"


def test_a_message_and_its_reply_in_one_line() -> None:
    form = filled("message", client="A", received_at="9:10-14:05")
    (record,) = saved(form).all(Message)
    assert (record.received_at, record.replied_at, record.state) == (
        m("2026-11-22T09:10"), m("2026-11-22T14:05"), "answered",
    )  # fmt: skip
    assert "2026-11-22 14:05" in form.hint(form.fields[1])


def test_editing_keeps_what_was_not_touched() -> None:
    record = proposal(
        "2026-11-20T10:00", client="A", text="two\nlines\t", price_yen=5000, practices=("answer-fast",)
    )
    form = filled("proposal", record, title="B")
    (after,) = saved(form, ledger(record)).all(Proposal)
    assert (after.title, after.text, after.price_yen, after.practices) == (
        "B",
        "two\nlines\t",
        5000,
        ("answer-fast",),
    )
    assert filled("proposal", record).values() == {}


def test_a_field_can_be_emptied() -> None:
    record = proposal("2026-11-20T10:00", client="A", outcome="lost")
    (after,) = saved(filled("proposal", record, client="", outcome=""), ledger(record)).all(Proposal)
    assert (after.client, after.outcome) == (None, "pending")


def test_a_required_field_can_not() -> None:
    record = message("A", "2026-11-20T10:00")
    with pytest.raises(Invalid, match="client"):
        filled("message", record, client=" ").values()


def test_hints_tell_what_was_understood() -> None:
    form = filled("contract", price_yen="10000税抜", due_on="昨日の夜")
    by_name = {field.attr: field for field in form.fields}
    assert form.hint(by_name["price_yen"]) == "¥11,000 with tax, ¥8,580 after the fee"
    assert "can't be read" in form.hint(by_name["due_on"])
    assert form.hint(by_name["client"]) == "needed"


def test_line_breaks_are_one_line_and_back() -> None:
    text = "a\r\nb\tc\x1b[31m"
    assert from_edit(to_edit(text)) == text
    assert to_edit(text).isprintable()


def test_settings() -> None:
    before = ledger(setting("weekly_goal", 12))
    form = SettingsForm(before, NOW)
    form.fill({"department": "engineer", "weekly_goal": "", "mouse": "yes", "earnings_bar_yen": "13万円"})
    after = saved(form, before)
    assert [after.setting(key) for key in ("department", "weekly_goal", "mouse", "earnings_bar_yen")] == [
        "engineer", 7, True, 130_000,
    ]  # fmt: skip
    form.fill({"cutoff_days": "31"})
    with pytest.raises(Invalid, match="too_large"):
        form.change(before)


def test_the_past_year_by_month() -> None:
    form = MonthsForm("completed", NOW)
    assert form.fields[0].attr == "2026-11"
    assert form.fields[12].attr == "2025-11"
    form.fill({"2026-11": "2", "2026-10": "3", "year": "40", "midway": "5/19 6/1"})
    with pytest.raises(Invalid, match="year_and_months"):
        saved(form)
    form.fill({"year": ""})
    after = saved(form)
    spans = {(t.from_.isoformat(), t.to.isoformat(), t.completed) for t in after.all(Tally)}
    assert spans == {
        ("2026-11-01", "2026-11-22", 2),
        ("2026-10-01", "2026-10-31", 3),
    }
    assert {t.ended_midway for t in after.all(Tally)} == {0}
    assert [c.outcome for c in after.all(Contract)] == ["ended_midway"] * 2
    assert saved(MonthsForm("scouts", NOW)) == ledger()


def test_months_typed_again_replace_what_was_typed_before() -> None:
    first = MonthsForm("completed", NOW)
    first.fill({"2026-11": "2", "2026-10": "3"})
    before = saved(first)
    again = MonthsForm("completed", NOW, before)
    assert (again.texts["2026-11"], again.texts["2026-10"]) == ("2", "3")
    assert again.change(before).ops == ()
    again.fill({"2026-10": "9", "2026-11": ""})
    assert [(t.from_.isoformat(), t.completed) for t in saved(again, before).all(Tally)] == [
        ("2026-10-01", 9)
    ]


def test_emptying_one_number_of_a_month_keeps_the_others() -> None:
    both = ledger(tally("2026-10-01", "2026-10-31", completed=3, ended_midway=1, scouts=2))
    form = MonthsForm("completed", NOW, both)
    form.fill({"2026-10": ""})
    (left,) = saved(form, both).all(Tally)
    assert (left.completed, left.ended_midway, left.scouts) == (None, 1, 2)


def test_the_whole_year_typed_another_day_stands_instead() -> None:
    first = MonthsForm("scouts", m("2026-11-21T20:00"))
    first.fill({"year": "20"})
    before = saved(first)
    again = MonthsForm("scouts", NOW, before)
    assert again.texts["year"] == "20"
    again.fill({"year": "21"})
    assert [(t.to.isoformat(), t.scouts) for t in saved(again, before).all(Tally)] == [("2026-11-22", 21)]


def test_a_midway_end_typed_twice_is_one() -> None:
    form = MonthsForm("completed", NOW)
    form.fill({"midway": "5/19 5/19"})
    before = saved(form)
    again = MonthsForm("completed", NOW, before)
    again.fill({"midway": "5/19 6/1"})
    assert saved(again, before).count("contract") == 2


def test_the_years_gross_by_month() -> None:
    form = MonthsForm("gross", NOW)
    form.fill({"2026-08": "6.8万", "2026-07": "56000"})
    assert {(e.month, e.gross_yen) for e in saved(form).all(Earning)} == {
        ("2026-08", 68_000),
        ("2026-07", 56_000),
    }


def test_a_midway_end_request() -> None:
    known = contract("2026-11-01", client="A", title="B")
    form = TerminationForm(ledger(known), NOW)
    form.fill({"at": "昨日 18:00"})
    (after,) = saved(form, ledger(known)).all(Contract)
    assert after.termination_requested_at == m("2026-11-21T18:00")
    other = TerminationForm(ledger(known), NOW)
    other.fill({"client": "Z"})
    assert {c.client: c.termination_requested_at for c in saved(other, ledger(known)).all(Contract)} == {
        "A": None,
        "Z": NOW,
    }
    new = TerminationForm(ledger(), NOW)
    with pytest.raises(Invalid, match="client"):
        new.change(ledger())
    new.fill({"client": "Z"})
    (made,) = saved(new).all(Contract)
    assert made.client == "Z"


def test_a_practice_noted_elsewhere_meanwhile_stays() -> None:
    sent = proposal("2026-11-20T10:00")
    form = Form("proposal", NOW, sent)
    form.ask_whether_tried(KNOWLEDGE.practices[0])
    form.fill({"tried": "yes"})
    now_there = dataclasses.replace(sent, practices=("repeat-contracts",))
    (op,) = form.change(ledger(now_there)).ops
    assert getattr(op.after, "practices", None) == ("repeat-contracts", KNOWLEDGE.practices[0].id)


@pytest.mark.parametrize(("language", "typed", "shown"), [
    ("ja", "スキル、自己PR", "スキル 自己PR"), ("en", "skills self-PR", "skills self-PR"),
    ("ja", "skills self_pr", "スキル 自己PR"), ("en", "スキル 自己PR", "skills self-PR"),
])  # fmt: skip
def test_several_choices_are_typed_and_shown_in_words(language: str, typed: str, shown: str) -> None:
    set_language(language)
    known = saved(filled("profile_edit", parts=typed))
    (edit,) = known.all(ProfileEdit)
    assert edit.parts == ("skills", "self_pr")
    assert Form("profile_edit", NOW, edit).texts["parts"] == shown
    fresh = Form("profile_edit", NOW)
    field = next(each for each in fresh.fields if each.attr == "parts")
    assert shown.rsplit(maxsplit=1)[-1] in fresh.hint(field)
