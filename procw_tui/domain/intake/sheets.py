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
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from procw_tui.domain.record.codes import AHEAD
from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.settings import setting_named
from procw_tui.domain.record.times import JST
from procw_tui.domain.record.values import reader
from procw_tui.domain.typed import entry, when
from procw_tui.domain.typed.amounts import with_tax, yen

from .candidates import Candidate, Doubt
from .cells import bare
from .states import CLOSED, settle
from .tables import (
    AGREED,
    CLOCK,
    DAY,
    DONE,
    MONEY,
    YEAR,
    YEAR_TOLD,
    BadRow,
    Column,
    SheetRow,
    SheetWords,
    Table,
    columns_of,
    is_said,
    own_field,
    table_of,
)
from .words import ITEMS

NAMESPACE = uuid.UUID("5f0d8f8c-6a0b-4c0e-9f7e-6d2a0b7c1a11")
SIGNS = {"Star": 1, "Tenths": 10, "Shown": 100}
"""What one sign of a star is in each type of stars."""
LONGEST_NUMBER = 20  # characters; Python refuses to read thousands of digits
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NO_YEAR = re.compile(r"\d{1,2}\s?(?:[/月-]\s?\d{1,2}(?:日|(?!\d))|月?(?:分|度)?$)")
_MONTH_AND_DAY = re.compile(r"^([01]\d)([0-3]\d)$")
_ANY_CLOCK = re.compile("[:時]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SIGNED = re.compile("\u2605{1,5}\u2606{0,4}")
_BRACKETS = re.compile(r"\([^()]*\)$")
_ENDING = re.compile("(?:済み?|しました|になりました|した)$")
PUNCTUATION = "!\u3002.\u2026 "
NOTHING = frozenset({"-", "--", "\u30fc", "\u672a\u5b9a", "\u306a\u3057", "n/a", "na", "\u4e0d\u660e", "/"})
"""What people type where there is nothing."""
_SUM = re.compile(
    r"(?:\d{4}年(?:度)?|\d{1,2}月(?:分|度)?|今月|今期|月間|年間|上期|下期|売上|税込|税抜|総|grand)*"
    r"(?:合計|小計|総計|総額|累計|平均|計|total)(?:額|金額)?(?:\(.*\))?:?(?:\d+(?:件|名|本))?|消費税額?(?:\(.*\))?"
)
_FILLED_IN = re.compile(
    r"[\d.,¥円%/:+ -]*|\d+(?:件|名|個|本)|true|false|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?", re.IGNORECASE
)
DITTO = frozenset({"\u3003", "\u540c\u4e0a", "\u2033"})
"""As in the row above."""


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
    ids = Counter(each.values["id"] for each in found if "id" in each.values)
    bad += [
        BadRow(min(each.lines) + 1, Invalid("id", "twice_in_file", value=each.values["id"]))
        for each in found if ids[each.values.get("id")] > 1
    ]  # fmt: skip
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
        self._needs_client = "client" in self._fields and self._fields["client"].required
        self._above: list[str] = []

    def is_passed_over(self, cells: Sequence[str]) -> bool:
        """Whether a row is a sum, a heading between rows, or holds only what was filled in beforehand.

        A heading with a year holds for the rows below it; another head names the columns from there on.
        """
        filled = [(at, fold(bare(cell)).replace(" ", "")) for at, cell in enumerate(cells) if bare(cell)]
        words = [word for _at, word in filled if not _FILLED_IN.fullmatch(word)]
        if len(filled) == 1 and len(self._columns) > 1:
            year = YEAR_TOLD.search(filled[0][1])
            self._year = year["year"] if year is not None else self._year
            return not self._is_enough(filled[0][0])
        if words and all(_is_sum(word, self._words) for word in words):
            return True
        if not words and self._needs_client and all(self._part(at) != "client" for at, _word in filled):
            return True
        if not filled or not self._columns_in([cells[filled[0][0]]])[0].part:
            return False
        columns = self._columns_in(cells)
        if sum(bool(column.part) for column in columns) == len(filled):
            self._columns = columns
            return True
        return False

    def _columns_in(self, cells: Sequence[str]) -> list[Column]:
        return columns_of(self._kind, cells, self._words, self._asked.columns)

    def _is_enough(self, at: int) -> bool:
        """Whether one cell says all that a record of the kind needs."""
        needed = {field.name for field in self._fields.values() if field.required and field.name != "id"}
        return at < len(self._columns) and needed == {self._columns[at].part}

    def candidate(self, row: SheetRow) -> Candidate:
        """What a row says; Invalid on the first cell that can't be read."""
        self._refuse_more(row)
        cells = row.cells if self._own else self._with_moment(self._filled_down(row.cells))
        about = ""
        values: dict[str, Any] = {}
        doubts: list[Doubt] = []
        left: list[str] = []
        money: dict[str, list[int]] = {}
        notes: list[str] = []
        given = dict(self._asked.given)
        self._row_year = self._year
        self._untimed = False
        for column, cell in zip(self._columns, cells, strict=False):
            text = (cell if self._own else bare(cell)).removeprefix("'")
            if (cell if self._own else text) == "" or column.name == "kind" or self._is_nothing(column, text):
                continue
            if column.part == YEAR:
                self._row_year = _four_digits(text)
            elif column.part in {DAY, CLOCK}:
                continue  # joined with the other half
            elif not column.part:
                self._not_ours(column.name, text, notes)
            elif column.part == "title" and "title" not in self._fields:
                about = text
            elif column.part in MONEY or (column.part in AGREED and not self._own):
                money.setdefault(_money_of(column.part, text), []).append(self._yen(column.part, text))
                given.pop(column.part, None)
            else:
                self._take(self._fields[column.part], text, values, doubts, left)
                given.pop(column.part, None)
        for name, text in given.items():
            self._take(self._fields[name], text, values, doubts, left)
        self._agreed(money, values, doubts)
        if notes:
            values["note"] = "\n".join([*filter(None, [values.get("note")]), *notes])
        return replace(self._settled(row, values, doubts, left), about=about)

    def _filled_down(self, cells: list[str]) -> list[str]:
        """The cells of a row, ditto marks as what stands above them, and a year down to the next one."""
        above = self._above + [""] * len(cells)
        filled = [
            above[at] if cell.strip() in DITTO or (self._part(at) == YEAR and not bare(cell)) else cell
            for at, cell in enumerate(cells)
        ]
        self._above = filled
        return filled

    def _with_moment(self, cells: list[str]) -> list[str]:
        """The cells, the day and the time of the row's own moment put together where each has its column."""
        parts = {column.part: at for at, column in enumerate(self._columns) if at < len(cells)}
        own = own_field(self._kind)
        at = parts.get(own.name) if own is not None else None
        if at is None or own is None or own.type != "Moment":
            return cells
        said = bare(cells[at])
        day, clock = (bare(cells[parts[part]]) if part in parts else "" for part in (DAY, CLOCK))
        if day and when.is_clock(said):
            said = f"{day} {said}"
        elif clock and said and not _ANY_CLOCK.search(when.folded(said)):
            said = f"{said} {clock}"
        return [*cells[:at], said, *cells[at + 1 :]]

    def _part(self, at: int) -> str:
        return self._columns[at].part if at < len(self._columns) else ""

    def _is_nothing(self, column: Column, text: str) -> bool:
        """Whether a cell says that there is nothing: a dash where a day or a number is wanted."""
        field = self._fields.get(column.part)
        named = column.part in {"client", "title"}
        wanted = (
            named
            or column.part in MONEY | AGREED
            or (field is not None and field.type not in {"Text", "Stamp"})
        )
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
        told = money.get("agreed", [])[:1]
        if "taxed" in money and told and agreed and agreed[0] not in {told[0], with_tax(told[0])}:
            doubts.append("which_amount")  # a running sum, or of several
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
        text = _MONTH_AND_DAY.sub(r"\1/\2", when.folded(text))
        typed = text
        if field.name == "replied_at":
            self._untimed = _ANY_CLOCK.search(typed) is None
        if field.type == "Moment" and when.is_clock(typed):
            came = values.get("received_at")
            if came is None or field.name == "received_at":
                raise Invalid(field.name, "unreadable_when", value=text)
            found = when.moment(f"{came.date().isoformat()} {typed}", self._now, field.name)
            return (found if found >= came else found + timedelta(days=1)).isoformat()  # past midnight
        if when.is_spoken(typed) or (field.type == "Day" and when.is_clock(typed)):
            raise Invalid(field.name, "unreadable_when", value=text)
        if not _NO_YEAR.match(typed):
            return text
        ahead = field.name in AHEAD
        began = values.get("started_on") if ahead else None
        if began is not None:  # the next one from there on
            noon = datetime(began.year, began.month, began.day, 12, tzinfo=JST)
            return when.day(typed, noon, field.name, ahead=True).isoformat()
        if self._row_year:
            month = field.type == "Month"
            return f"{self._row_year}年{typed}" if month else f"{self._row_year}/{_slashes(typed)}"
        if not ahead:
            doubts.append("no_year")
        return text

    def _state(self, field: Field, text: str) -> str | None:
        """What a state means, however it is put: without what stands in brackets, and its ending."""
        word = fold(text).strip(PUNCTUATION)
        short = _BRACKETS.sub("", word).strip(PUNCTUATION)
        inside = _BRACKETS.search(word)
        if inside is not None and word not in self._words.states:
            other, own = self._state(field, inside[0][1:-1]), self._state(field, short)
            if inside[0].startswith("(未") or (other is not None and other != own):
                return None  # two states in one
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
            return reader(field)(
                field.name, entry.setting_value(key, text, self._now) if key is not None else text
            )
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
            and field.type in {"Count", "Star", "Tenths", "Shown", "Yen"}
        ):
            plain = float(told) if "." in told else int(told)
        elif field.type == "bool" and told in {"true", "false"}:
            plain = told == "true"
        try:
            if not (field.type == "Moment" and _DAY.fullmatch(told)):  # a day alone is its noon
                return reader(field)(field.name, plain)
        except Invalid:
            pass
        if field.type in SIGNS and _SIGNED.fullmatch(told):
            return told.count("\u2605") * SIGNS[field.type]
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
        elif self._kind == "message" and values.get("replied_at"):
            values.setdefault("state", "answered")
            if self._untimed:  # on a day: nobody knows how long it took
                del values["replied_at"]
        given = {**assumed, **values}
        for field in self._fields.values():
            if field.required and field.name != "id" and given.get(field.attr) is None:
                raise Invalid(field.name, "missing")
        if self._own and not values.get("id"):
            values.pop("id", None)
        lines = frozenset({row.number - 1})
        return Candidate(self._kind, values, lines, assumed, tuple(dict.fromkeys(doubts)), tuple(left))


def _is_sum(word: str, words: SheetWords) -> bool:
    """Whether a word names a sum."""
    return word.rstrip(":") in words.sums or _SUM.fullmatch(word) is not None


def _money_of(part: str, text: str) -> str:
    """What an amount is: what stands beside it outdoes the name of its column."""
    if part in AGREED:
        return "agreed"
    return "taxed" if part == "untaxed" and "税込" in text else part


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
