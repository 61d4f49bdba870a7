"""Sheets as freelancers keep them, and our own: rows of a table as candidates.

Our own has an `id` column: it is read to the letter, and each field must be one of the kind's. In any other,
rows above the head, sums and blank rows are passed over, and columns that are not ours are named.
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.settings import setting_named
from procw_tui.domain.record.values import reader
from procw_tui.domain.typed import entry, when
from procw_tui.domain.typed.amounts import with_tax, yen

from .candidates import Candidate, Doubt
from .cells import bare
from .states import CLOSED, settle

NAMESPACE = uuid.UUID("5f0d8f8c-6a0b-4c0e-9f7e-6d2a0b7c1a11")
SEPARATORS = ",;\t"
LOOKED_AT = 20  # rows among which the head is
LONGEST_NUMBER = 20  # characters; Python refuses to read thousands of digits
MONEY = frozenset({"net", "fee", "untaxed", "pay"})
"""Columns of money that are not what was agreed, with tax."""
NAMES = frozenset({"", "client", "title", "note"})
"""Columns that do not tell what a sheet lists."""
ASSUMABLE = frozenset({"type", "started_on"})
"""What a contract needs and a sheet need not say."""
_SEP = re.compile(r"\ufeff?sep=(?P<mark>.)\r?\n", re.IGNORECASE)
_BEHIND = re.compile(r"\((?P<told>[^()]*)\)$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NO_YEAR = re.compile(r"\d{1,2}\s?[/月-]\s?\d{1,2}(?:日|(?!\d))")
_UNTAXED = ("税抜", "税別", "外税")


class SheetWords(NamedTuple):
    """What sheets of a kind may say, folded."""

    columns: Mapping[str, str]
    """The field, or one of `MONEY`, by what a column is called."""
    choices: Mapping[tuple[str, str], str]
    """The choice by field and words."""
    states: Mapping[str, str]
    """The state by its words."""
    sums: frozenset[str]
    """What begins a row that adds up others."""


class SheetAsked(NamedTuple):
    """What the user says about a sheet."""

    given: Mapping[str, str] = {}
    """Values, as typed, of fields that it does not say: the same for every row."""
    columns: Mapping[str, str] = {}
    """What columns are, by their folded names, beside what `SheetWords` knows; empty: none of ours."""
    in_note: bool = False
    """Whether columns that are not ours are kept in the note."""


class BadRow(NamedTuple):
    """A row that can't be read: the number of its line, from 1."""

    number: int
    reason: Invalid


class Sheet(NamedTuple):
    """What was read of it."""

    kind: str
    candidates: tuple[Candidate, ...]
    bad: tuple[BadRow, ...]
    unknown: tuple[str, ...]
    """Columns that are not ours, as written."""
    missing: tuple[str, ...]
    """Fields that every record needs and no column says."""
    asked: SheetAsked = SheetAsked()
    """What was said about it."""


class _Row(NamedTuple):
    number: int
    cells: list[str]


class _Column(NamedTuple):
    name: str
    part: str
    """A field's name, one of `MONEY`, or empty."""


def columns_from(text: str, kind: str) -> dict[str, str]:
    """What the setting `sheet_columns` says of a kind's columns, by their folded names."""
    try:
        every = json.loads(text or "{}")
    except ValueError:
        return {}
    mine = every.get(kind) if isinstance(every, dict) else None
    known = {"", *MONEY, *(field.name for field in FIELDS[kind])}
    found = mine.items() if isinstance(mine, dict) else ()
    return {fold(str(name)): part for name, part in found if isinstance(part, str) and part in known}


def columns_text(text: str, kind: str, columns: Mapping[str, str]) -> str:
    """That setting with what a kind's columns are from now on."""
    try:
        every = json.loads(text or "{}")
    except ValueError:
        every = {}
    before = every if isinstance(every, dict) else {}
    return json.dumps({**before, kind: {**columns_from(text, kind), **columns}}, ensure_ascii=False)


def read_sheet(text: str, kind: str, words: SheetWords, now: datetime, asked: SheetAsked) -> Sheet:
    """The candidates of a sheet; Invalid where it has no head that names a column of the kind."""
    rows, broken = _grid(text)
    columns, body = _head(kind, rows, words, asked)
    own = any(column.part == "id" for column in columns)
    said = {column.part for column in columns} | set(asked.given)
    unknown = tuple(dict.fromkeys(column.name for column in columns if not column.part and column.name))
    missing = tuple(f.name for f in FIELDS[kind] if f.required and not _is_said(f, said, kind, own=own))
    if missing and not own:
        return Sheet(kind, (), (), unknown, missing)
    reader_of_rows = _RowReader(kind, columns, words, now, asked, own=own)
    bad = list(broken)
    found: list[Candidate] = []
    for row in body:
        if own or not reader_of_rows.adds_up(row.cells):
            try:
                found.append(reader_of_rows.candidate(row))
            except Invalid as reason:
                bad.append(BadRow(row.number, reason))
    once = _once_a_key(found, own=own)
    return Sheet(kind, tuple(_with_ids(once)), tuple(sorted(bad)), () if own else unknown, ())


def kind_of_head(text: str, words: Mapping[str, SheetWords]) -> str | None:
    """The one kind whose columns a sheet names best; None where several fit as well, or none."""
    rows, _broken = _grid(text)
    fits: dict[str, int] = {}
    for kind, its_words in words.items():
        try:
            columns, _body = _head(kind, rows, its_words, SheetAsked())
        except Invalid:
            continue
        said = {column.part for column in columns}
        enough = all(_is_said(field, said, kind, own=False) for field in FIELDS[kind] if field.required)
        if enough and said - NAMES:
            fits[kind] = sum(bool(column.part) for column in columns)
    best = sorted(fits, key=lambda kind: -fits[kind])
    alone = len(best) == 1 or (len(best) > 1 and fits[best[0]] > fits[best[1]])
    return best[0] if alone else None


def has_head(text: str, kind: str, words: SheetWords) -> bool:
    """Whether a text is a sheet of a kind."""
    try:
        _head(kind, _grid(text)[0], words, SheetAsked())
    except Invalid:
        return False
    return True


def _grid(text: str) -> tuple[list[_Row], list[BadRow]]:
    """The rows with something in them, and what can't be one: a quote that is left open swallows lines."""
    told = _SEP.match(text)
    body = text[told.end() :] if told else text.removeprefix("\ufeff")
    separator = told["mark"] if told else _separator(body)
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    sheet = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    above = 1 if told else 0
    rows: list[_Row] = []
    begun = 0
    try:
        for cells in sheet:
            if any(map(bare, cells)):
                rows.append(_Row(above + begun + 1, cells))
            begun = sheet.line_num
    except csv.Error:
        return rows, [BadRow(above + begun + 1, Invalid("", "open_quote"))]
    return rows, []


def _separator(text: str) -> str:
    """What the first lines have most of, the same number each; a comma where nothing tells."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    counts = {mark: Counter(line.count(mark) for line in lines if mark in line) for mark in SEPARATORS}
    return max(
        SEPARATORS, key=lambda mark: max((times * (n + 1) for n, times in counts[mark].items()), default=0)
    )


def _head(
    kind: str, rows: Sequence[_Row], words: SheetWords, asked: SheetAsked
) -> tuple[list[_Column], Sequence[_Row]]:
    """The columns, and the rows below them: the head is the row that names most of them."""
    best, at = list[_Column](), 0
    for number, row in enumerate(rows[:LOOKED_AT]):
        columns = [_column(kind, cell, words, asked) for cell in row.cells]
        known = sum(bool(column.part) for column in columns)
        filled = sum(bool(column.name) for column in columns)
        if known > sum(bool(column.part) for column in best) and (known > 1 or 2 * known >= filled):
            best, at = columns, number
    if not best:
        raise Invalid("", "no_columns", kind=kind)
    parts = [column.part for column in best if column.part and column.part not in {"price_yen", "gross_yen"}]
    twice = next((part for part in parts if parts.count(part) > 1), None)
    if twice is not None:
        raise Invalid(twice, "column_twice")
    return best, [row for row in rows[at + 1 :] if row.cells != rows[at].cells]


def _column(kind: str, cell: str, words: SheetWords, asked: SheetAsked) -> _Column:
    name = bare(cell)
    folded = fold(name)
    names = {field.name for field in FIELDS[kind]}
    if folded in asked.columns:
        return _Column(name, asked.columns[folded])
    exact = folded.replace(" ", "_").replace("-", "_")
    if exact in names:
        return _Column(name, exact)
    if folded in words.columns:
        return _Column(name, words.columns[folded])
    behind = _BEHIND.search(folded)
    part = words.columns.get(folded[: behind.start()].strip(), "") if behind else ""
    taxed = part in {"price_yen", "gross_yen"} and behind is not None and behind["told"].startswith(_UNTAXED)
    return _Column(name, "untaxed" if taxed else part)


def _is_said(field: Field, said: set[str], kind: str, *, own: bool) -> bool:
    """Whether a field that a record needs is in a sheet, or follows from what is."""
    if field.name in said or field.name == "id":
        return True
    if own or (kind == "contract" and field.name in ASSUMABLE):
        return kind == "contract" and field.name in ASSUMABLE and not own
    return field.name == "gross_yen" and bool(said & {"untaxed", "pay", "net"})


class _RowReader:
    """Reads the rows below a head."""

    def __init__(  # noqa: PLR0913 - all that a row's reading hangs on
        self, kind: str, columns: Sequence[_Column], words: SheetWords, now: datetime, asked: SheetAsked, *,
        own: bool,
    ) -> None:  # fmt: skip
        self._kind = kind
        self._columns = columns
        self._words = words
        self._now = now
        self._asked = asked
        self._own = own
        self._fields = {field.name: field for field in FIELDS[kind]}

    def adds_up(self, cells: Sequence[str]) -> bool:
        """Whether a row is a sum of others."""
        first = next((fold(bare(cell)) for cell in cells if bare(cell)), "")
        return first.rstrip(":") in self._words.sums

    def candidate(self, row: _Row) -> Candidate:
        """What a row says; Invalid on the first cell that can't be read."""
        self._refuse_more(row)
        values: dict[str, Any] = {}
        doubts: list[Doubt] = []
        left: list[str] = []
        money: dict[str, list[int]] = {}
        notes: list[str] = []
        given = dict(self._asked.given)
        for column, cell in zip(self._columns, row.cells, strict=False):
            text = (cell if self._own else bare(cell)).removeprefix("'")
            if (cell if self._own else text) == "" or column.name == "kind":
                continue
            if not column.part:
                self._not_ours(column.name, text, notes)
            elif column.part in MONEY:
                money.setdefault(column.part, []).append(self._yen(column.part, text))
            elif column.part in {"price_yen", "gross_yen"} and not self._own:
                money.setdefault("agreed", []).append(self._yen(column.part, text))
                given.pop(column.part, None)
            else:
                self._take(self._fields[column.part], text, values, doubts, left)
                given.pop(column.part, None)
        for name, text in given.items():
            self._take(self._fields[name], text, values, doubts, left)
        self._agreed(money, values, doubts)
        if notes:
            values["note"] = "\n".join([*filter(None, [values.get("note")]), *notes])
        return self._settled(row, values, doubts, left)

    def _refuse_more(self, row: _Row) -> None:
        """A row with more cells than the head, or with fewer where one goes over lines, is none."""
        over = any("\n" in cell for cell in row.cells)
        if over and len(row.cells) != len(self._columns):
            raise Invalid("", "open_quote")
        for cell in row.cells[len(self._columns) :]:
            if bare(cell):
                raise Invalid("+", "unknown_field", kind=self._kind)

    def _not_ours(self, name: str, text: str, notes: list[str]) -> None:
        if self._own:
            raise Invalid(name, "unknown_field", kind=self._kind)
        if self._asked.in_note:
            notes.append(f"{name}: {text}" if name else text)

    @staticmethod
    def _yen(name: str, text: str) -> int:
        return yen(name if name not in MONEY else "price_yen", text)

    def _agreed(self, money: dict[str, list[int]], values: dict[str, Any], doubts: list[Doubt]) -> None:
        """What was agreed, with tax, of all that a row says about money."""
        name = "gross_yen" if "gross_yen" in self._fields else "price_yen"
        agreed = money.get("agreed") or [with_tax(amount) for amount in money.get("untaxed", ())]
        if not agreed and money.get("pay"):
            agreed = money["pay"]
            doubts.append("may_be_net")
        if name not in self._fields or name in values:
            return
        if agreed:
            values[name] = reader(self._fields[name])(name, agreed[0])
            if len(set(agreed)) > 1:
                doubts.append("which_amount")
        elif "net" in money and name == "gross_yen":
            raise Invalid(name, "only_net")

    def _take(
        self, field: Field, text: str, values: dict[str, Any], doubts: list[Doubt], left: list[str]
    ) -> None:
        """The value of a cell."""
        if field.name in {"outcome", "state"} and field.choices and not self._own:
            state = self._state(field, text)
            if state is None:
                doubts.append("unknown_state")
                left.append(text)
            else:
                values[field.attr] = state
            return
        if field.type in {"Day", "Moment"} and field.name not in entry.AHEAD and not field.many:
            doubts += ["no_year"] if _NO_YEAR.match(when.folded(text)) and not self._own else []
        values[field.attr] = self._value(field, text, values)

    def _state(self, field: Field, text: str) -> str | None:
        word = fold(text)
        found = self._words.choices.get((field.name, word)) or self._words.states.get(word)
        return found or (word if word in field.choices else None)

    def _value(self, field: Field, text: str, values: Mapping[str, Any]) -> Any:
        """A cell as the program writes it, else as a person would."""
        if field.type in {"Text", "Stamp"} and not field.many:
            return reader(field)(field.name, text)
        if field.type == "Value":
            key = setting_named(str(values.get("key", "")))
            return reader(field)(field.name, entry.setting_value(key, text) if key is not None else text)
        if field.many:
            one = field._replace(many=False)
            return tuple(self._one(one, item) for item in text.split())
        return self._one(field, text.strip())

    def _one(self, field: Field, text: str) -> Any:
        told = self._words.choices.get((field.name, fold(text)), text)
        plain: Any = told
        if (
            len(told) <= LONGEST_NUMBER
            and _NUMBER.fullmatch(told)
            and field.type in {"Count", "Star", "Tenths", "Yen"}
        ):
            plain = float(told) if "." in told else int(told)
        elif field.type == "bool" and told in {"true", "false"}:
            plain = told == "true"
        try:
            return reader(field)(field.name, plain)
        except Invalid:
            return entry.value(
                field, _month_of(told, self._now) if field.type == "Month" else told, self._now
            )

    def _settled(self, row: _Row, values: dict[str, Any], doubts: list[Doubt], left: list[str]) -> Candidate:
        """With what a state means, and what a contract needs that no column says."""
        assumed: dict[str, Any] = {}
        if self._kind == "contract" and not self._own:
            state = values.pop("outcome", None) or ("completed" if values.get("accepted_on") else "")
            if state not in CLOSED and values.get("accepted_on"):
                state = "completed"
            assumed = settle(state, values, doubts, self._now)
            if "type" not in values:
                doubts.append("type_assumed")
        elif self._kind == "message" and values.get("replied_at") and "state" not in values:
            values["state"] = "answered"
        given = {**assumed, **values}
        for field in self._fields.values():
            if field.required and field.name != "id" and given.get(field.attr) is None:
                raise Invalid(field.name, "missing")
        if self._own and not values.get("id"):
            values.pop("id", None)
        lines = frozenset({row.number - 1})
        return Candidate(self._kind, values, lines, assumed, tuple(dict.fromkeys(doubts)), tuple(left))


def _month_of(text: str, now: datetime) -> str:
    """A month that a spreadsheet wrote as its first day."""
    try:
        day = when.day(text, now)
    except Invalid:
        return text
    has_year = not _NO_YEAR.match(when.folded(text))
    return f"{day.year}-{day.month:02}" if has_year and day.day == 1 else text


def _once_a_key(found: Sequence[Candidate], *, own: bool) -> list[Candidate]:
    """Of a kind with one record a month or key: amounts of a month add up, else the last row stands."""
    alone = KINDS[found[0].kind].alone_by if found else None
    if alone is None:
        return list(found)
    once: dict[Any, Candidate] = {}
    for each in found:
        key = each.values.get(alone)
        before = once.pop(key, None)
        if before is not None and each.kind == "earning" and not own:
            total = {**before.values, "gross_yen": before.values["gross_yen"] + each.values["gross_yen"]}
            doubts = tuple(dict.fromkeys((*before.doubts, *each.doubts, "summed")))
            each = replace(before, values=total, lines=before.lines | each.lines, doubts=doubts)  # noqa: PLW2901
        once[key] = each
    return list(once.values())


def _with_ids(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates with the id that their record would have: UUIDv5 of kind, fields and occurrence."""
    times: Counter[str] = Counter()
    for each in found:
        said = f"{each.kind} {sorted((name, str(value)) for name, value in each.values.items())}"
        times[said] += 1
        yield replace(each, new_id=str(uuid.uuid5(NAMESPACE, f"{said} {times[said]}")))
