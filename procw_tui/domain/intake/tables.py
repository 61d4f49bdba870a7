"""A sheet as a table: its rows, the head among them, and which field each column is."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from procw_tui.domain.record.fields import FIELDS, KEPT_BY_STORE, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import fold

from .cells import bare

SEPARATORS = ",;\t"
LOOKED_AT = 20  # rows among which the head is
MONEY = frozenset({"taxed", "net", "fee", "untaxed", "pay"})
"""Columns of money that say otherwise than `price_yen` and `gross_yen` what they are."""
YEAR = "year"
"""A column that says the year of the months beside it."""
DAY, CLOCK = "the day", "the time"
"""Columns that say a moment in two parts."""
ASSUMABLE = frozenset({"type", "started_on"})
"""What a contract needs and a sheet need not say."""
NAMES = frozenset({"", "client", "title", "note", YEAR, DAY, CLOCK})
"""Columns that do not tell what a sheet lists."""
UNDATED = 3  # columns: what a sheet of a kind lacks that does not say its own day
AGREED = frozenset({"price_yen", "gross_yen"})
DONE = frozenset({"delivered_on", "accepted_on", "ended_on"})
_SEP = re.compile(r"\ufeff?sep=(?P<mark>.)\r?\n", re.IGNORECASE)
_BEHIND = re.compile(r"\((?P<told>[^()]*)\)$")
_UNTAXED, _NET = re.compile("税抜|税別|外税"), re.compile("手取|手数料(?!込)|差引|net")
_OTHER_UNIT = re.compile("千円|万円|ドル|usd|eur|\\$|元")
_PLANNED = re.compile("予定|見込|目標")
YEAR_TOLD = re.compile(r"(?P<year>20\d\d) ?年(?!度|\d)")
_RANGE = re.compile("[~〜]|から|年.*年|\\d月\\d")


class SheetWords(NamedTuple):
    """What sheets of a kind may say, folded."""

    columns: Mapping[str, str]
    """The field, one of `MONEY`, `YEAR` or `CLOCK`, by what a column is called."""
    choices: Mapping[tuple[str, str], str]
    """The choice by field and words."""
    states: Mapping[str, str]
    """The state by its words."""
    sums: frozenset[str]
    """What begins a row that adds up others."""
    loose: frozenset[str] = frozenset()
    """Words for the day of whatever a sheet lists: where another column says it, they are none of ours."""


class SheetRow(NamedTuple):
    """A row with something in it: the number of its line, from 1, and its cells."""

    number: int
    cells: list[str]


class Column(NamedTuple):
    """What a column is called, and the field's name, one of `MONEY`, `YEAR`, `DAY`, `CLOCK` or nothing."""

    name: str
    part: str


class BadRow(NamedTuple):
    """A row that can't be read: the number of its line, from 1."""

    number: int
    reason: Invalid


class Table(NamedTuple):
    """A head and the rows below it."""

    columns: list[Column]
    body: list[SheetRow]
    bad: list[BadRow]
    own: bool
    """Whether the program wrote it: every column is called as its field."""
    year: str
    """The year that a title above the head says; empty where none does."""


def table_of(text: str, kind: str, words: SheetWords, columns: Mapping[str, str]) -> Table:
    """The table in a text; Invalid where no row names columns of the kind. `columns`: as the user said."""
    rows, bad = _grid(text)
    at, head = head_of(kind, rows, words, columns)
    twice = next((part for part in _once(head) if _once(head).count(part) > 1), None)
    if twice is not None:
        raise Invalid(twice, "column_twice")
    names = {field.name for field in FIELDS[kind]}
    own = all(cell.lstrip("\ufeff") in names for cell in rows[at].cells)
    if not own:  # the user's own numbers are no ids of ours
        head = [column._replace(part="") if column.part in KEPT_BY_STORE else column for column in head]
    titles = [fold(cell) for row in rows[:at] for cell in row.cells]
    years = {
        found["year"] for cell in titles if (found := YEAR_TOLD.search(cell)) and not _RANGE.search(cell)
    }
    return Table(
        head, [row for row in rows[at + 1 :] if row.cells != rows[at].cells], bad, own,
        next(iter(years)) if len(years) == 1 else "",
    )  # fmt: skip


def _once(head: Sequence[Column]) -> list[str]:
    """The parts that only one column may be."""
    return [column.part for column in head if column.part and column.part not in AGREED | MONEY]


def _grid(text: str) -> tuple[list[SheetRow], list[BadRow]]:
    """The rows with something in them, and what can't be one: a quote that is left open swallows lines."""
    told = _SEP.match(text)
    body = text[told.end() :] if told else text.removeprefix("\ufeff")
    separator = told["mark"] if told else _separator(body)
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    sheet = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    above = 1 if told else 0
    rows: list[SheetRow] = []
    bad: list[BadRow] = []
    begun = 0
    try:
        for cells in sheet:
            number, begun = above + begun + 1, sheet.line_num
            if any(map(bare, cells)):
                rows.append(SheetRow(number, cells))
    except csv.Error:
        bad.append(BadRow(above + begun + 1, Invalid("", "open_quote")))
    usual = Counter(len(row.cells) for row in rows).most_common(1)[0][0] if rows else 0
    swallowing = [row for row in rows if any(_swallows(cell, separator, usual) for cell in row.cells)]
    bad += [BadRow(row.number, Invalid("", "open_quote")) for row in swallowing]
    return [row for row in rows if row not in swallowing], bad


def _swallows(cell: str, separator: str, usual: int) -> bool:
    """Whether a cell holds rows below it, of so many cells: its quote was closed by one of theirs."""
    inside = [line.count(separator) for line in cell.split("\n")[1:]]
    return usual > 1 and any(number in {usual - 1, usual - 2} and number for number in inside)


def _separator(text: str) -> str:
    """What the first lines have most of, the same number each; a comma where nothing tells."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    counts = {mark: Counter(line.count(mark) for line in lines if mark in line) for mark in SEPARATORS}

    def evenly(mark: str) -> int:
        return max((times * (number + 1) for number, times in counts[mark].items()), default=0)

    return max(SEPARATORS, key=evenly)


def head_of(
    kind: str, rows: Sequence[SheetRow], words: SheetWords, said: Mapping[str, str]
) -> tuple[int, list[Column]]:
    """The number of the row that names most columns, and the columns; Invalid where none names any."""
    best, at = list[Column](), 0
    for number, row in enumerate(rows[:LOOKED_AT]):
        columns = columns_of(kind, row.cells, words, said)
        known = sum(bool(column.part) for column in columns)
        filled = sum(bool(column.name) for column in columns)
        if known > sum(bool(column.part) for column in best) and (known > 1 or 2 * known >= filled):
            best, at = columns, number
    if not best:
        raise Invalid("", "no_columns", kind=kind)
    return at, best


def columns_of(kind: str, cells: Sequence[str], words: SheetWords, said: Mapping[str, str]) -> list[Column]:
    """What the cells of a head are; a loose word for a day gives way to another column that says it.

    Where that may hold times alone, the loose one is their day.
    """
    columns = [_column(kind, cell, words, said) for cell in cells]
    sure = {column.part for column in columns if fold(column.name) not in words.loose}
    own = own_field(kind)
    instead = DAY if own is not None and own.type == "Moment" else ""
    return [
        column._replace(part=instead) if fold(column.name) in words.loose and column.part in sure else column
        for column in columns
    ]


def own_field(kind: str) -> Field | None:
    """The field of a kind's own moment or day, where it has one."""
    return next((field for field in FIELDS[kind] if field.attr == KINDS[kind].own), None)


def _column(kind: str, cell: str, words: SheetWords, said: Mapping[str, str]) -> Column:
    name = bare(cell)
    folded = fold(name)
    names = {field.name for field in FIELDS[kind]}
    if folded in said:
        return Column(name, said[folded])
    exact = folded.replace(" ", "_").replace("-", "_")
    if exact in names and exact != "id":
        return Column(name, exact)
    if name == "id":
        return Column(name, "id")
    if folded in words.columns:
        return Column(name, words.columns[folded])
    behind = _BEHIND.search(folded)
    if behind is None:
        return Column(name, "")
    part = words.columns.get(folded[: behind.start()].strip(), "")
    return Column(name, _finer(part, behind["told"], names))


def _finer(part: str, told: str, names: set[str]) -> str:
    """What brackets behind a name make of it: before tax, after the fee, planned."""
    if part in AGREED | MONEY and _OTHER_UNIT.search(told):
        return ""
    if part in AGREED:
        return "untaxed" if _UNTAXED.search(told) else "net" if _NET.search(told) else part
    if part in DONE and _PLANNED.search(told):
        return "due_on" if part == "delivered_on" and "due_on" in names else ""
    return part


def is_said(field: Field, said: set[str], kind: str) -> bool:
    """Whether a field that a record needs is in a sheet, or follows from what is."""
    if field.name in said or field.name == "id" or (kind == "contract" and field.name in ASSUMABLE):
        return True
    return field.name == "gross_yen" and bool(said & {"taxed", "untaxed", "pay", "net"})


def kind_of_table(text: str, words: Mapping[str, SheetWords]) -> str | None:
    """The one kind whose columns and states a sheet names best; None where several fit as well, or none."""
    rows, _bad = _grid(text)
    fits: dict[str, int] = {}
    for kind, its_words in words.items():
        try:
            at, columns = head_of(kind, rows, its_words, {})
        except Invalid:
            continue
        said = {column.part for column in columns}
        if all(is_said(field, said, kind) for field in FIELDS[kind] if field.required) and said - NAMES:
            cells = {fold(bare(cell)) for row in rows[at + 1 : at + LOOKED_AT] for cell in row.cells}
            known = sum(bool(column.part) for column in columns)
            known -= UNDATED * (KINDS[kind].own not in said)  # what tells nearly every sheet of a kind
            fits[kind] = known + 2 * len(cells & its_words.states.keys())
    best = sorted(fits, key=lambda kind: -fits[kind])
    alone = len(best) == 1 or (len(best) > 1 and fits[best[0]] > fits[best[1]])
    return best[0] if alone else None


def has_head(text: str, kind: str, words: SheetWords) -> bool:
    """Whether a text is a sheet of a kind."""
    try:
        head_of(kind, _grid(text)[0], words, {})
    except Invalid:
        return False
    return True
