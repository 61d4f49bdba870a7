"""Lines of pasted text as cells: states, amounts, days, labels and text, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Literal, NamedTuple

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.times import JST
from procw_tui.domain.record.values import FIRST_YEAR, LAST_YEAR
from procw_tui.domain.typed import when
from procw_tui.domain.typed.amounts import yen

from .words import SiteWords

CellKind = Literal[
    "state", "yen", "day", "moment", "month", "number", "label", "noise", "page", "prose", "text"
]
SILENT: frozenset[CellKind] = frozenset({"noise", "page", "prose"})
"""Cells that are part of no row."""
VALUES: frozenset[CellKind] = frozenset({"yen", "day", "moment", "month", "number"})
LONGEST_LABEL = 14
UNKNOWN = "unknown"
"""The name of a label that the words don't tell: what stands behind it is nothing that is looked for."""
LONGEST_TOKEN = 40
"""Characters: a longer word is text and nothing else."""

_APART = re.compile(r"\t+| {2,}|\u00a0{2,}")
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:\([^)]{1,3}\))?")
_SHORT_DAY = re.compile(r"(?:\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}日)(?:\([^)]{1,3}\))?")
_RELATIVE = re.compile(r"今日|昨日|一昨日|\d{1,3}日前")
_AGO = re.compile(r"\d{1,3}(?:時間|分)前")
_MONTH = re.compile(r"(\d{4})(?:年|[-/])(\d{1,2})月?")
_TIME = re.compile(r"(午前|午後)?(\d{1,2}):(\d{2})(?::\d{2})?")
HALF_DAY = 12
_YEN = re.compile(r"(?:¥[\d,.]+|[\d,.]+万?円)(?:\(?(?:税込|税抜)\)?)?(?:/(?:時間?|h|hour))?")
_STARS = re.compile(r"(?:\u2605|\u2606|星)?(\d(?:\.\d)?)(?:点|/5)?|(\u2605{1,5})\u2606{0,4}")
_MARKED = re.compile(r"[\[【〔(]([^\]】〕)]{1,10})[\]】〕)](.+)")
_VALUED = re.compile(r"([^\d¥￥]{1,12})([¥￥]?\d[\d,]*円.*|¥.*|\d{4}[年/].*)")
_BRACKETS = "[]【】〔〕()「」"
_SENTENCE = "。"  # ends no name


class Cell(NamedTuple):
    """One thing on a line. `label` names what the site calls it; `column` counts the pieces of the line."""

    kind: CellKind
    text: str
    line: int
    column: int
    value: Any = None
    label: str = ""


class Reader:
    """Turns lines into cells. `known`: the ledger's names and titles, folded: text whatever they say."""

    def __init__(self, words: SiteWords, now: datetime, known: frozenset[str]) -> None:
        self._words = words
        self._now = now
        self._known = known

    def line(self, text: str, number: int) -> list[Cell]:
        """The cells of one line; a label gives its name to the value behind it."""
        found: list[Cell] = []
        for column, piece in enumerate(_APART.split(text.strip())):
            if piece.strip():
                found += self._piece(piece.strip(), number, column)
        return list(_labelled(found))

    def _piece(self, piece: str, number: int, column: int) -> list[Cell]:
        whole = self._whole(piece)
        if whole is not None:
            return [Cell(whole[0], piece, number, column, whole[1])]
        if _SENTENCE in piece:
            return [Cell("prose", piece, number, column)]
        cells = [Cell(kind, text, number, column, value) for kind, text, value in self._tokens(piece)]
        return _settled([self._quiet(cell) for cell in cells])

    def _whole(self, piece: str) -> tuple[CellKind, Any] | None:
        """What a piece is as a whole, where it is one of the known words or names."""
        if len(piece) > LONGEST_TOKEN:
            return ("text", None) if fold(piece) in self._known else None
        folded = fold(piece)
        bare = folded.rstrip(":").strip()
        if folded in self._words.every_state:  # before names: a job that is called so is rarer than a state
            return "state", folded
        if folded in self._known:
            return "text", None
        if folded in self._words.noise:
            return "noise", None
        if bare in self._words.labels:
            return "label", self._words.labels[bare]
        return ("page", self._words.pages[folded]) if folded in self._words.pages else None

    def _quiet(self, cell: Cell) -> Cell:
        """A button behind a value is no name, and neither are signs without a letter."""
        silent = fold(cell.text) in self._words.noise or (
            cell.kind == "text" and not any(map(str.isalnum, cell.text))
        )
        return cell._replace(kind="noise") if silent else cell

    def _tokens(self, piece: str) -> Iterator[tuple[CellKind, str, Any]]:
        """The words of a piece, those that are text joined again."""
        words = [part for word in piece.split(" ") for part in self._parted(word)]
        text: list[str] = []
        at = 0
        while at < len(words):
            token, taken = self._token(words, at)
            if token is None:
                text.append(words[at])
            else:
                if any(text):
                    yield "text", " ".join(text).strip(), None
                text = []
                yield token[0], " ".join(words[at : at + taken]), token[1]
            at += taken
        if any(text):
            yield "text", " ".join(text).strip(), None

    def _parted(self, word: str) -> list[str]:
        """`完了予定日:2026/12/05`, `契約金額22,000円` as label and value; `[進行中]名前` as two words."""
        head, colon, rest = word.replace("\uff1a", ":").partition(":")
        if colon and rest and (fold(head) in self._words.labels or _names_a_value(fold(head), fold(rest))):
            return [f"{head}:", rest]
        marked = _MARKED.fullmatch(word)
        if marked and fold(marked[1]) in self._words.every_state:
            return [marked[1], marked[2]]
        valued = _VALUED.fullmatch(word)
        if valued and fold(valued[1]) in self._words.labels:
            return [f"{valued[1]}:", valued[2]]
        return [word]

    def _token(self, words: list[str], at: int) -> tuple[tuple[CellKind, Any] | None, int]:
        """The token that begins at a word, and how many words it takes."""
        if not words[at] or len(words[at]) > LONGEST_TOKEN:
            return None, 1
        word = fold(words[at])
        if word.strip(_BRACKETS) in self._words.every_state:
            return ("state", word.strip(_BRACKETS)), 1
        if word.rstrip(":") in self._words.labels and (word.endswith(":") or (at == 0 and len(words) > 1)):
            return ("label", self._words.labels[word.rstrip(":")]), 1
        if word.endswith(":") and len(word) <= LONGEST_LABEL and at + 1 < len(words):
            return ("label", UNKNOWN), 1
        day = _day(word) or self._short_day(word)
        clock = _clock(fold(words[at + 1])) if day and at + 1 < len(words) else None
        if day is not None and clock is not None:
            return ("moment", datetime.combine(day, clock, JST)), 2
        return (("day", day), 1) if day is not None else (self._value(word), 1)

    def _short_day(self, word: str) -> date | None:
        """A day without its year, or one that is told from today."""
        if _SHORT_DAY.fullmatch(word) or _RELATIVE.fullmatch(word):
            try:
                return when.day(word, self._now)
            except Invalid:
                return None
        return None

    def _value(self, word: str) -> tuple[CellKind, Any] | None:
        if _YEN.fullmatch(word):
            try:
                return "yen", yen("price_yen", re.sub(r"[()]|/.*$|税込", "", word))
            except Invalid:
                return None
        month = _MONTH.fullmatch(word)
        if month and 1 <= int(month[2]) <= 12 and FIRST_YEAR <= int(month[1]) <= LAST_YEAR:  # noqa: PLR2004
            return "month", f"{month[1]}-{int(month[2]):02}"
        if _AGO.fullmatch(word):
            return "moment", when.moment(word, self._now)
        stars = _STARS.fullmatch(word)
        return ("number", len(stars[2]) * 10 if stars[2] else round(float(stars[1]) * 10)) if stars else None


def _names_a_value(head: str, rest: str) -> bool:
    """Whether an unknown word before a colon names a day or an amount, and is no time of day or address."""
    return (
        1 < len(head) < LONGEST_LABEL and not head.isdecimal() and bool(_DAY.match(rest) or _YEN.match(rest))
    )


def _day(word: str) -> date | None:
    match = _DAY.fullmatch(word)
    try:
        found = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
    return found if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _clock(word: str) -> time | None:
    match = _TIME.fullmatch(word)
    try:
        later = HALF_DAY if match and match[1] == "午後" and int(match[2]) < HALF_DAY else 0
        return time(int(match[2]) + later, int(match[3])) if match else None
    except ValueError:
        return None


def _settled(cells: list[Cell]) -> list[Cell]:
    """A state or a value with text on both sides, or a bare number beside text, is part of that text."""
    kinds = [cell.kind for cell in cells]

    def in_text(at: int) -> bool:
        before, after = at > 0 and kinds[at - 1] == "text", at + 1 < len(kinds) and kinds[at + 1] == "text"
        loose = kinds[at] == "number"
        labelled = at > 0 and kinds[at - 1] == "label"
        if kinds[at] in {"label", "text"} or labelled:
            return False
        return (before and after) or (loose and (before or after))

    if not any(map(in_text, range(len(cells)))):
        return cells
    joined: list[Cell] = []
    for at, cell in enumerate(cells):
        each = cell._replace(kind="text", value=None) if in_text(at) else cell
        if joined and joined[-1].kind == each.kind == "text":
            before = joined.pop()
            each = before._replace(text=f"{before.text} {each.text}")
        joined.append(each)
    return joined


def _labelled(cells: list[Cell]) -> Iterator[Cell]:
    """Values with the name of the label before them; a label that stands alone stays."""
    name = ""
    for at, cell in enumerate(cells):
        if cell.kind == "label":
            follows = cells[at + 1].kind if at + 1 < len(cells) else "label"
            if follows == "label":
                yield cell
                name = ""
            else:
                name = cell.value
        elif name and cell.kind in SILENT and cell.column == cells[at - 1].column:
            yield cell._replace(kind="text", value=None, label=name)
            name = ""
        else:
            yield cell._replace(label=name) if name else cell
            name = ""
