"""Lists: filtered over every column, sorted, and saying what they show."""

from __future__ import annotations

import dataclasses

import pytest

from procw_tui.present.language import set_language
from procw_tui.present.listing import Haystacks, Listing, listed, marked, sorts, told
from procw_tui.present.paint import line, plain
from tests.make import contract, message, proposal, scout

ROWS = [
    proposal("2026-11-22T10:00", client="みどり工房", title="商品説明１０本", price_yen=12_000, category="記事"),
    proposal("2026-11-21T10:00", client="North & Co", title="SaaS比較記事", price_yen=45_000, outcome="talking",
             route="scout"),
    proposal("2026-10-01T10:00", client="青空商会", title="チラシ", note="急ぎ"),
]  # fmt: skip


def titles(text: str, **how: object) -> list[str | None]:
    return [row.title for row in listed(ROWS, Listing(text, **how), Haystacks())]  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "found"), [
    ("", [0, 1, 2]), ("  ", [0, 1, 2]), ("みどり", [0]), ("10本", [0]), ("saas", [1]), ("ＳＡＡＳ", [1]),
    ("記事", [0, 1]), ("north 記事", [1]), ("12,000", [0]), ("45000", [1]), ("11/2", [0, 1]), ("2026-10", [2]),
    ("in talks", [1]), ("scouted", [1]), ("急ぎ", [2]), ("nothing", []), ("[b]", []),
])  # fmt: skip
def test_a_filter_looks_into_every_column(text: str, found: list[int]) -> None:
    assert titles(text) == [ROWS[number].title for number in found]


def test_a_filter_speaks_the_language_in_force() -> None:
    haystacks = Haystacks()
    haystacks.warm(ROWS)
    set_language("ja")
    assert [row.title for row in listed(ROWS, Listing("条件交渉"), haystacks)] == ["SaaS比較記事"]
    assert listed(ROWS, Listing("in talks"), haystacks) == []


def test_a_changed_record_is_folded_anew() -> None:
    haystacks = Haystacks()
    haystacks.warm(ROWS)
    changed = [dataclasses.replace(ROWS[0], title="別の仕事"), *ROWS[1:]]
    assert listed(changed, Listing("別の"), haystacks) == changed[:1]
    assert listed(changed, Listing("商品"), haystacks) == []


def test_other_kinds_are_found_by_their_line() -> None:
    rows = [
        scout("2026-11-01", client="A"),
        message("B", "2026-11-02T10:00", subject="修正"),
        contract("2026-01-05"),
    ]
    assert listed(rows, Listing("修正"), Haystacks()) == rows[1:2]
    assert listed(rows, Listing("fixed"), Haystacks()) == rows[2:]
    assert listed(rows, Listing("direct"), Haystacks()) == rows[:1]


def test_an_exact_value_of_a_field() -> None:
    assert titles("", where=("category", "記事")) == ["商品説明１０本"]
    assert titles("", where=("category", None)) == ["SaaS比較記事", "チラシ"]


@pytest.mark.parametrize(("field", "order"), [
    ("price_yen", [1, 0, 2]), ("sent_at", [0, 1, 2]), ("client", [1, 0, 2]), ("category", [0, 1, 2]),
])  # fmt: skip
def test_sorted_by_a_column(field: str, order: list[int]) -> None:
    """Numbers and days the largest first, words by their letters, what has none at the end."""
    assert titles("", sort=field) == [ROWS[number].title for number in order]


def test_the_same_column_again_turns_round_and_then_ends() -> None:
    once = Listing().sorted_by("price_yen")
    twice = once.sorted_by("price_yen")
    assert titles("", sort="price_yen", backwards=True) == ["商品説明１０本", "SaaS比較記事", "チラシ"]
    assert (twice.backwards, twice.sorted_by("price_yen")) == (True, Listing())
    assert twice.sorted_by("client") == Listing(sort="client")


def test_only_the_columns_that_are_there_can_be_sorted_by() -> None:
    assert sorts("work", [scout("2026-11-01")]) == ["client", "received_on", "source"]
    assert sorts("work", []) == []


def test_the_list_says_what_it_shows() -> None:
    shown = plain(told(Listing("みどり", "price_yen", backwards=True), 1, 3, 2))
    assert "Filter: みどり" in shown
    assert "1/3" in shown
    assert "sorted by Price with tax backwards" in shown
    assert "2 selected" in shown
    assert told(Listing(), 3, 3, 0) == ()
    assert "\x1b" not in plain(told(Listing("\x1b[31m"), 0, 3, 0))


def test_a_mark_takes_no_cell_of_its_own() -> None:
    row = line("  ", "a", ("b", "dim"))
    assert plain(marked(row)) == "x ab"
    assert plain(marked(line("    ", "a"))) == "x   a"


def test_rows_are_folded_once() -> None:
    """The first key after the opening finds everything folded: it looks up and no more."""
    rows = [proposal("2026-11-22T10:00", title=f"仕事{n}", client=f"会社{n % 50}") for n in range(200)]
    haystacks = Haystacks()
    haystacks.warm(rows)
    before = {row.id: haystacks.of(row) for row in rows}
    assert listed(rows, Listing("会社7 仕事1"), haystacks)
    assert all(haystacks.of(row) is before[row.id] for row in rows)
