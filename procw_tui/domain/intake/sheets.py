"""Sheets as freelancers keep them, and our own: rows of a table as candidates.

Our own (each column is called as its field) is read to the letter. In any other, rows above the head, sums,
headings and blank rows are passed over, and columns that are not ours are named.
"""

from __future__ import annotations

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
from .tables import (
    AGREED,
    DONE,
    MONEY,
    YEAR,
    BadRow,
    Column,
    SheetRow,
    SheetWords,
    Table,
    columns_of,
    is_said,
    table_of,
)
from .words import ITEMS

NAMESPACE = uuid.UUID("5f0d8f8c-6a0b-4c0e-9f7e-6d2a0b7c1a11")
LONGEST_NUMBER = 20  # characters; Python refuses to read thousands of digits
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NO_YEAR = re.compile(r"\d{1,2}\s?(?:[/月-]\s?\d{1,2}(?:日|(?!\d))|月?(?:分|度)?$)")
_CLOCK = re.compile(r"(?:午前|午後)?\s?\d{1,2}(?::\d{2}(?::\d{2})?|時(?:\d{1,2}分?)?)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SIGNED = re.compile("\u2605{1,5}\u2606{0,4}")
_BRACKETS = re.compile(r"\([^()]*\)$")
_ENDING = re.compile("(?:済み?|しました|になりました|した)$")
PUNCTUATION = "!\u3002.\u2026 "
NOTHING = frozenset({"-", "--", "\u30fc", "\u672a\u5b9a", "\u306a\u3057", "n/a", "na", "\u4e0d\u660e", "/"})
"""What people type where there is nothing."""
_SUM = re.compile("合計|小計|総計|累計|平均|(?:^|[年月期])計$|消費税")


class SheetAsked(NamedTuple):
    """What the user says about a sheet."""

    given: Mapping[str, str] = {}
    """Values, as typed, of fields that it does not say: the same for every row."""
    columns: Mapping[str, str] = {}
    """What columns are, by their folded names, beside what `SheetWords` knows; empty: none of ours."""
    in_note: bool = False
    """Whether columns that are not ours are kept in the note."""


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
    table = table_of(text, kind, words, asked.columns)
    said = {column.part for column in table.columns} | set(asked.given)
    unknown = tuple(dict.fromkeys(each.name for each in table.columns if not each.part and each.name))
    missing = tuple(f.name for f in FIELDS[kind] if f.required and not is_said(f, said, kind))
    if missing and not table.own:
        return Sheet(kind, (), (), unknown, missing)
    rows = _RowReader(kind, table, words, now, asked)
    bad = list(table.bad)
    found: list[Candidate] = []
    for row in table.body:
        if table.own or not rows.is_passed_over(row.cells):
            try:
                found.append(rows.candidate(row))
            except Invalid as reason:
                bad.append(BadRow(row.number, reason))
    once = _once_a_key(found, own=table.own)
    return Sheet(kind, tuple(_with_ids(once)), tuple(sorted(bad)), () if table.own else unknown, ())


class _RowReader:
    """Reads the rows below a head."""

    def __init__(self, kind: str, table: Table, words: SheetWords, now: datetime, asked: SheetAsked) -> None:
        self._kind = kind
        self._columns = table.columns
        self._own = table.own
        self._year = table.year
        self._words = words
        self._now = now
        self._asked = asked
        self._fields = {field.name: field for field in FIELDS[kind]}

    def is_passed_over(self, cells: Sequence[str]) -> bool:
        """Whether a row is a sum, a heading between rows, or a number or month filled in beforehand.

        Another head names the columns from there on.
        """
        filled = [fold(bare(cell)).replace(" ", "") for cell in cells if bare(cell)]
        if len(filled) <= 1 and len(self._columns) > 1:
            return True
        if _is_sum(filled[0], self._words):
            return True
        columns = columns_of(self._kind, cells, self._words, self._asked.columns)
        if sum(bool(column.part) for column in columns) == len(filled):
            self._columns = columns
            return True
        return False

    def candidate(self, row: SheetRow) -> Candidate:
        """What a row says; Invalid on the first cell that can't be read."""
        self._refuse_more(row)
        values: dict[str, Any] = {}
        doubts: list[Doubt] = []
        left: list[str] = []
        money: dict[str, list[int]] = {}
        notes: list[str] = []
        given = dict(self._asked.given)
        self._row_year = self._year
        for column, cell in zip(self._columns, row.cells, strict=False):
            text = (cell if self._own else bare(cell)).removeprefix("'")
            if (cell if self._own else text) == "" or column.name == "kind" or self._is_nothing(column, text):
                continue
            if column.part == YEAR:
                self._row_year = _four_digits(text)
            elif not column.part:
                self._not_ours(column.name, text, notes)
            elif column.part in MONEY:
                money.setdefault(column.part, []).append(self._yen(column.part, text))
            elif column.part in AGREED and not self._own:
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

    def _is_nothing(self, column: Column, text: str) -> bool:
        """Whether a cell says that there is nothing: a dash where a day or a number is wanted."""
        field = self._fields.get(column.part)
        wanted = column.part in MONEY | AGREED or (field is not None and field.type not in {"Text", "Stamp"})
        return not self._own and wanted and fold(text) in NOTHING

    def _refuse_more(self, row: SheetRow) -> None:
        """A row with more cells than the head, or with fewer where one goes over lines, is none."""
        over = any("\n" in cell for cell in row.cells)
        if over and len(row.cells) != len(self._columns):
            raise Invalid("", "open_quote")
        for cell in row.cells[len(self._columns) :]:
            if bare(cell):
                raise Invalid("", "too_many_cells")

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
        agreed = money.get("taxed") or money.get("agreed")
        agreed = agreed or [with_tax(amount) for amount in money.get("untaxed", ())]
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
        if not self._own and not field.many and field.type in {"Day", "Moment", "Month"}:
            text = self._dated(field, text, values, doubts)
        values[field.attr] = self._value(field, text, values)

    def _dated(self, field: Field, text: str, values: Mapping[str, Any], doubts: list[Doubt]) -> str:
        """A day with its year, where the sheet says that somewhere; a time alone is of the day beside it."""
        typed = when.folded(text)
        if field.type == "Moment" and _CLOCK.fullmatch(typed):
            came = values.get("received_at")
            if came is None or field.name == "received_at":
                raise Invalid(field.name, "unreadable_when", value=text)
            return f"{came.date().isoformat()} {typed}"
        if field.type == "Day" and _CLOCK.fullmatch(typed):
            raise Invalid(field.name, "unreadable_when", value=text)
        if not _NO_YEAR.match(typed):
            return text
        if self._row_year:
            month = field.type == "Month"
            return f"{self._row_year}年{typed}" if month else f"{self._row_year}/{_slashes(typed)}"
        if field.name not in entry.AHEAD:
            doubts.append("no_year")
        return text

    def _state(self, field: Field, text: str) -> str | None:
        """What a state means, however it is put: without what stands in brackets, and its ending."""
        word = fold(text).strip(PUNCTUATION)
        short = _BRACKETS.sub("", word).strip(PUNCTUATION)
        for each in (word, short, _ENDING.sub("", short), _ENDING.sub("", short) + "済み"):
            found = self._words.choices.get((field.name, each)) or self._words.states.get(each)
            if found or each in field.choices:
                return found or each
        return None

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
            if not (field.type == "Moment" and _DAY.fullmatch(told)):  # a day alone is its noon
                return reader(field)(field.name, plain)
        except Invalid:
            pass
        if field.type == "Tenths" and _SIGNED.fullmatch(told):
            return told.count("\u2605") * 10
        return entry.value(field, _month_of(told, self._now) if field.type == "Month" else told, self._now)

    def _contract(self, values: dict[str, Any], doubts: list[Doubt]) -> dict[str, Any]:
        """What a contract's state means, and what it lacks; a day to come closes nothing in silence."""
        state = values.pop("outcome", None) or ""
        over = "accepted_on" in values or "ended_on" in values
        if over and state not in CLOSED:
            if state:
                doubts.append("contradicts")
            elif "accepted_on" not in values:
                doubts.append("how_ended")
            state = "completed"
        elif "unknown_state" in doubts:
            doubts.append("may_be_over")
        if any(values[name] > self._now.date() for name in DONE if name in values):
            doubts.append("in_future")
        assumed = settle(state, values, doubts, self._now)
        if "type" not in values:
            doubts.append("type_assumed")
        return assumed

    def _settled(
        self, row: SheetRow, values: dict[str, Any], doubts: list[Doubt], left: list[str]
    ) -> Candidate:
        """With what a state means, and what a contract needs that no column says."""
        assumed: dict[str, Any] = {}
        if self._kind == "contract" and not self._own:
            assumed = self._contract(values, doubts)
        elif self._kind == "review" and not self._own and all(item in values for item in ITEMS):
            values.pop("overall", None)  # the five say it
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


def _is_sum(word: str, words: SheetWords) -> bool:
    """Whether a row that begins so adds up others."""
    return word.rstrip(":") in words.sums or _SUM.search(word) is not None


def _four_digits(text: str) -> str:
    """A year, with or without \u5e74."""
    found = re.fullmatch(r"(20\d\d)\u5e74?", fold(text))
    return found[1] if found is not None else ""


def _slashes(day: str) -> str:
    """A day without year, its parts with slashes between them."""
    return re.sub(r"\s?[\u6708-]\s?", "/", day).rstrip("\u65e5")


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
