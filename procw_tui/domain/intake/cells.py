"""Lines of pasted text as cells: states, amounts, days, labels and text, wherever they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, without_invisible
from procw_tui.domain.typed import when
from procw_tui.domain.typed.amounts import yen

from .words import SiteWords

CellKind = Literal[
    "state", "yen", "day", "moment", "month", "number", "label", "noise", "page", "prose", "text"
]
SILENT: frozenset[CellKind] = frozenset({"noise", "page", "prose"})
"""Cells that are part of no row."""
VALUES: frozenset[CellKind] = frozenset({"yen", "day", "moment", "month", "number"})
DAYS: frozenset[CellKind] = frozenset({"day", "moment"})
LONGEST_LABEL = 14
UNKNOWN = "unknown"
"""The name of a label that the words don't tell: what stands behind it is nothing that is looked for."""
LONGEST_TOKEN = 40
"""Characters: a longer word is text and nothing else."""

_APART = re.compile(r"\t+| {2,}|\u00a0{2,}|\u3000{2,}| +[|\uff5c] +")
_WIDE_BLANK = "\u3000"
FEW_PIECES = 3  # between single wide blanks: two may be a name and a family name
_DAY = re.compile(
    r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:\([^)]{1,3}\))?|(?:令和|R)(?:元|\d{1,2})[年./-].*",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(r"(?:\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}日)(?:\([^)]{1,3}\))?")
_RELATIVE = re.compile(r"今日|昨日|一昨日|\d{1,3}日前")
_AGO = re.compile(r"\d{1,3}(?:時間|分)前")
_MONTH = re.compile(r"\d{4}(?:年\d{1,2}(?:月(?:分|度)?)?|[-/]\d{1,2})")
_TIME = re.compile(r"(?:午前|午後)?\d{1,2}:\d{2}(?::\d{2})?")
_YEN = re.compile(
    r"(?:税込み?)?(?:¥[\d,.]+|[\d,.]+万?円)(?:\(?(?:税込み?|税抜き?|税別)\)?)?(?:/(?:時間?|h|hour))?"
)
_STARS = re.compile(
    r"(?:\u2605|\u2606|星)?(?P<number>\d(?:\.\d)?)(?:点|/5)?|(?P<signs>\u2605{1,5})\u2606{0,4}(?:\((?P<beside>\d(?:\.\d)?)\))?"
)
_SIGNS = re.compile(r"\u2605{1,5}\u2606{0,4}")
_DECIMAL = re.compile(r"\(?(\d(?:\.\d)?)\)?")
_MARKED = re.compile(r"[\[【〔(]([^\]】〕)]{1,10})[\]】〕)](.+)")
_VALUED = re.compile(r"([^\d¥￥\u2605]{1,12})([¥￥]?\d[\d,]*円.*|¥.*|\d{4}[年/].*|\u2605.*|\d(?:\.\d)?)")
_BRACKETS = "[]【】〔〕()「」"
_SENTENCE = re.compile(
    r".*。.*|.*(?:です|ます|ました|ません|ください|下さい|でした|ましょう|ませんか)[よねか]?"
    r"[！!？?\u266a\u2606\u2605\u301c~.\u30fb\u2026 ]*",
    re.DOTALL,
)
"""What ends no name: it is a comment, or a title where nothing else is one."""


class Cell(NamedTuple):
    """One thing on a line. `label` names what the site calls it; `column` counts the pieces of the line."""

    kind: CellKind
    text: str
    line: int
    column: int
    value: Any = None
    label: str = ""
    short: bool = False
    """A day without its year: the latest that is not to come, unless its label looks ahead."""


class Reader:
    """Turns lines into cells. `known`: the ledger's names and titles, folded: text whatever they say."""

    def __init__(self, words: SiteWords, now: datetime, known: frozenset[str]) -> None:
        self._words = words
        self._now = now
        self._known = known

    def lines(self, raw: Sequence[str]) -> list[list[Cell]]:
        """The cells of every line; a label gives its name to the value behind it.

        Amounts, days and states that stand alone elsewhere are part of the text that they stand behind.
        """
        read = [
            [self._piece(piece, number, column) for column, piece in enumerate(self._pieces(line))]
            for number, line in enumerate(raw)
        ]
        read = [line if len(line) == 1 else [self._in_table(cells) for cells in line] for line in read]
        alone = _settled_kinds([cells for line in read for cells in line])
        return [list(_labelled([cell for cells in line for cell in _settled(cells, alone)])) for line in read]

    def _in_table(self, cells: list[Cell]) -> list[Cell]:
        """A word that names a page names a column where others stand beside it."""
        word = fold(cells[0].text).rstrip(":").strip() if cells else ""
        if word in self._words.labels and cells[0].kind == "page":
            return [cells[0]._replace(kind="label", value=self._words.labels[word])]
        return cells

    def _pieces(self, line: str) -> list[str]:
        """What is set apart on a line; single wide blanks set apart where values stand between them."""
        text = line.strip()
        pieces = [piece for piece in map(bare, _APART.split(text)) if piece]
        if len(pieces) == 1 and text.count(_WIDE_BLANK) + 1 >= FEW_PIECES:
            wide = [piece for piece in map(bare, text.split(_WIDE_BLANK)) if piece]
            if any(cell.kind != "text" for piece in wide for cell in self._piece(piece, 0, 0)):
                return wide
        return pieces

    def _piece(self, piece: str, number: int, column: int) -> list[Cell]:
        whole = self._whole(piece)
        if whole is not None:
            return [Cell(whole[0], piece, number, column, whole[1])]
        if _SENTENCE.fullmatch(piece):
            return [Cell("prose", piece, number, column)]
        return [
            self._quiet(Cell(kind, text, number, column, value, short=kind in DAYS and _is_short(text)))
            for kind, text, value in self._tokens(piece)
        ]

    def _whole(self, piece: str) -> tuple[CellKind, Any] | None:
        """What a piece is as a whole, where it is one of the known words or names, or an amount."""
        folded = fold(piece)
        if len(piece) > LONGEST_TOKEN:
            if self._words.is_noise(folded):
                return "noise", None
            return ("text", None) if folded in self._known else None
        alone = folded.rstrip(":").strip()
        if folded.strip(_BRACKETS) in self._words.every_state:  # before names: a job called so is rarer
            return "state", folded.strip(_BRACKETS)
        if folded in self._known:
            return "text", None
        if self._words.is_noise(folded):
            return "noise", None
        if alone in self._words.pages and alone in self._words.labels:
            return "page", self._words.pages[alone]
        if alone in self._words.labels:
            return "label", self._words.labels[alone]
        if folded in self._words.pages:
            return "page", self._words.pages[folded]
        return self._value(folded.replace(" ", "")) if _YEN.fullmatch(folded.replace(" ", "")) else None

    def _quiet(self, cell: Cell) -> Cell:
        """A button behind a value is no name, and neither are signs without a letter."""
        silent = cell.kind == "text" and (
            fold(cell.text) in self._words.noise or not any(map(str.isalnum, cell.text))
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
        behind = fold(words[at + 1]) if at + 1 < len(words) else ""
        if word.strip(_BRACKETS) in self._words.every_state:
            return ("state", word.strip(_BRACKETS)), 1
        if word.rstrip(":") in self._words.labels and (word.endswith(":") or (at == 0 and len(words) > 1)):
            return ("label", self._words.labels[word.rstrip(":")]), 1
        if word.endswith(":") and len(word) <= LONGEST_LABEL and behind:
            return ("label", UNKNOWN), 1
        if _SIGNS.fullmatch(word) and _DECIMAL.fullmatch(behind):  # the stars, and their number
            return ("number", _stars(behind.strip("()"))), 2
        day = self._day(word)
        if day is not None and _TIME.fullmatch(behind):
            moment = self._read(lambda: when.moment(f"{day.isoformat()} {behind}", self._now))
            return (("moment", moment), 2) if moment is not None else (("day", day), 1)
        return (("day", day), 1) if day is not None else (self._value(word), 1)

    def _day(self, word: str) -> date | None:
        """A day; without its year the latest that is not to come, or one that is told from today."""
        if not any(form.fullmatch(word) for form in (_DAY, _SHORT_DAY, _RELATIVE)):
            return None
        found: date | None = self._read(lambda: when.day(word, self._now))
        return found

    @staticmethod
    def _read(read: Callable[[], Any]) -> Any:
        try:
            return read()
        except Invalid:
            return None

    def _value(self, word: str) -> tuple[CellKind, Any] | None:
        if _YEN.fullmatch(word):
            found = self._read(lambda: yen("price_yen", re.sub(r"/.*$", "", word)))
            return ("yen", found) if found is not None else None
        if _MONTH.fullmatch(word):
            found = self._read(lambda: when.month(word, self._now))
            return ("month", found) if found is not None else None
        if _AGO.fullmatch(word):
            return "moment", when.moment(word, self._now)
        return ("number", _stars(word)) if _STARS.fullmatch(word) else None


def _is_short(day: str) -> bool:
    return _SHORT_DAY.match(fold(day)) is not None


def bare(text: str) -> str:
    """A text without blanks and what can't be seen at its ends."""
    begin, end = 0, len(text)
    while begin < end and _is_nothing(text[begin]):
        begin += 1
    while end > begin and _is_nothing(text[end - 1]):
        end -= 1
    return text[begin:end]


def _is_nothing(char: str) -> bool:
    return not char.isalnum() and (char.isspace() or not without_invisible(char))


def _stars(word: str) -> int:
    """Tenths of a star: a number, or signs with or without one."""
    match = _STARS.fullmatch(word)
    if match is None:
        raise ValueError(word)
    number = match["number"] or match["beside"]
    return round(float(number) * 10) if number else len(match["signs"]) * 10


def _names_a_value(head: str, rest: str) -> bool:
    """Whether an unknown word before a colon names a day or an amount, and is no time of day or address."""
    return (
        1 < len(head) < LONGEST_LABEL and not head.isdecimal() and bool(_DAY.match(rest) or _YEN.match(rest))
    )


def _settled_kinds(pieces: Sequence[Sequence[Cell]]) -> frozenset[CellKind]:
    """The kinds of which at least as many stand in a piece of their own as behind a text."""
    alone: Counter[CellKind] = Counter()
    behind: Counter[CellKind] = Counter()
    for cells in pieces:
        kinds = {cell.kind for cell in cells if cell.kind in VALUES or cell.kind == "state"}
        if _begins_with_text(cells):
            behind.update(kinds)
        elif not any(cell.kind == "text" for cell in cells):
            alone.update(kinds)
    return frozenset(kind for kind, times in behind.items() if alone[kind] >= times)


def _begins_with_text(cells: Sequence[Cell]) -> bool:
    return len(cells) > 1 and cells[0].kind == "text"


def _settled(cells: list[Cell], alone: frozenset[CellKind]) -> list[Cell]:
    """A state or a value with text on both sides, or a bare number beside text, is part of that text.

    So is one behind a text whose kind stands alone elsewhere: of a title with an amount in it.
    """
    kinds = [cell.kind for cell in cells]
    titled = _begins_with_text(cells)

    def in_text(at: int) -> bool:
        before, after = at > 0 and kinds[at - 1] == "text", at + 1 < len(kinds) and kinds[at + 1] == "text"
        if kinds[at] in {"label", "text"} or (at > 0 and kinds[at - 1] == "label"):
            return False
        if titled and kinds[at] in alone and "label" not in kinds[:at]:
            return True
        loose = kinds[at] == "number" and not _SIGNS.match(fold(cells[at].text))
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
