"""Lines of pasted text as cells: states, amounts, days, labels and text, wherever they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
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
NAMES = frozenset({"client", "title"})
LONGEST_LABEL = 14
UNKNOWN = "unknown"
"""The name of a label that the words don't tell: what stands behind it is nothing that is looked for."""
LONGEST_TOKEN = 40
"""Characters: a longer word is text and nothing else."""

_APART = re.compile(r"\t+| {2,}|\u00a0{2,}|\u3000{2,}| +[|\uff5c] +")
_WIDE_BLANK = "\u3000"
TAB, BREAK, TWO_BLANKS = "\t", "\n", "  "
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
    r"(?:時給|\(?税込み?\)?)?-?(?:¥[\d,.]+|[\d,.]+万?円)(?:\(?(?:税込み?|税抜き?|税別)\)?|\+税)?(?:/(?:時間?|h|hour))?"
)
_TWO_AMOUNTS = re.compile(
    r"(?P<first>[¥\d,.]+万?円?)\((?:税込み?:?(?P<taxed>[¥\d,.]+万?円?)|(?:受取|手取り|報酬)[^()]*)\)"
)
_BEFORE_TAX = re.compile(r"\(?(?:税抜き?|税別)\)?|\+税")
_HOURLY = re.compile(r"時給|/(?:時間?|h|hour)")
_TAXED = re.compile("税込")
_WEEKDAY = re.compile(r"(?<=[\d日]) [(（][月火水木金土日][)）]")
_COLON = re.compile("[:\uff1a]")
_UNIT = re.compile(r" ?\((?:円|税込み?|日|jpy)\)$")
_COUNTED = re.compile(r" ?\(?\d+ ?(?:件|件の仕事)?\)?$")
_BULLETS = " \u25a0\u25a1\u25cf\u25cb\u25c6\u25c7\u25bc\u25b6\u30fb*-#>"
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
    beside: str = ""
    """The text that a value shares its piece with: it may be part of that."""


class _Piece(NamedTuple):
    """What is set apart on a line, as written and as cells."""

    text: str
    cells: list[Cell]


class Reader:
    """Turns lines into cells. `known`: the ledger's names and titles, folded: text whatever they say."""

    def __init__(self, words: SiteWords, now: datetime, known: frozenset[str]) -> None:
        self._words = words
        self._now = now
        self._known = known

    def lines(self, raw: Sequence[str]) -> list[list[Cell]]:
        """The cells of every line; a label gives its name to the value behind it.

        Amounts, days and states that stand alone elsewhere are part of the text that they stand beside.
        """
        read = [
            [_Piece(piece, self._piece(piece, number, column)) for column, piece in self._pieces(line)]
            for number, line in enumerate(self._with_whole_cells(raw))
        ]
        read = [line if len(line) == 1 else [self._in_table(piece) for piece in line] for line in read]
        _take_names_whole(read)
        alone = _settled_kinds([piece.cells for line in read for piece in line])
        return [
            list(
                _labelled([cell for piece in line for cell in _settled(piece, alone, in_table=len(line) > 1)])
            )
            for line in read
        ]

    def _with_whole_cells(self, raw: Sequence[str]) -> list[str]:
        """The lines of a table with a head, those of one row put together; the others are empty then."""
        found: list[str] = []
        tabs = 0
        begun: list[str] = []
        for line in raw:
            if not begun and self._is_head(line):
                tabs = line.count(TAB)
            if not tabs or (not begun and (line.count(TAB) >= tabs or not self._may_be_cut(line))):
                found.append(line)
                continue
            begun.append(line)
            if sum(each.count(TAB) for each in begun) == tabs:
                found += [BREAK.join(begun), *[""] * (len(begun) - 1)]
                begun = []
            elif not line.strip() or sum(each.count(TAB) for each in begun) > tabs:
                found += begun
                begun = []
        return found + begun

    def _is_head(self, line: str) -> bool:
        labels = [self._label(cell) for cell in line.split(TAB) if cell.strip()]
        return len(labels) > FEW_PIECES - 1 and sum(label is not None for label in labels) * 2 >= len(labels)

    def _may_be_cut(self, line: str) -> bool:
        """Whether a line may be the beginning of a row whose cell goes on below: it begins with a name."""
        first = bare(line.split(TAB, maxsplit=1)[0])
        if not first or self._begins_with_label(first):
            return False
        return all(cell.kind in {"text", "prose"} for cell in self._piece(first, 0, 0))

    def _in_table(self, piece: _Piece) -> _Piece:
        """A word that names a page names a column where others stand beside it."""
        word = fold(piece.text).rstrip(":").strip()
        if word in self._words.labels and piece.cells[0].kind == "page":
            label = piece.cells[0]._replace(kind="label", value=self._words.labels[word])
            return _Piece(piece.text, [label])
        return piece

    def _pieces(self, line: str) -> list[tuple[int, str]]:
        """What is set apart on a line, by column: an empty cell of a table is one too.

        Single wide blanks set apart where values stand between them.
        """
        if "\t" in line:
            cells = [self._one_cell(cell) for cell in line.split(TAB)]
            found = [(column, part) for column, cell in enumerate(cells) for part in _APART.split(cell)]
        else:
            found = list(enumerate(_APART.split(line.strip())))
        pieces = [(column, bare(piece)) for column, piece in found if bare(piece)]
        if len(pieces) == 1 and line.strip().count(_WIDE_BLANK) + 1 >= FEW_PIECES:
            wide = _clocks_with_days([piece for piece in map(bare, line.split(_WIDE_BLANK)) if piece])
            if any(cell.kind != "text" for piece in wide for cell in self._piece(piece, 0, 0)):
                return list(enumerate(wide))
        return [each for piece in pieces for each in self._in_parts(*piece)]

    def _one_cell(self, cell: str) -> str:
        """A cell that holds line breaks: its texts put together, what is not one of them apart."""
        if BREAK not in cell:
            return bare(cell)
        parts = [bare(part) for part in cell.split(BREAK)]
        kept = [part for part in parts if part and not self._words.is_noise(fold(part))]
        joined = kept[0] if kept else ""
        for before, part in pairwise(kept):
            texts = all(each.kind == "text" for half in (before, part) for each in self._piece(half, 0, 0))
            apart = " " if before[-1].isascii() and part[0].isascii() else ""
            joined += (apart if texts else TWO_BLANKS) + part
        return joined

    def _in_parts(self, column: int, piece: str) -> list[tuple[int, str]]:
        """Several labelled values with a slash between them are a piece each."""
        parts = [bare(part) for part in re.split("[/\uff0f]", piece)]
        labelled = all(_COLON.search(part) and self._begins_with_label(part) for part in parts)
        return [(column, part) for part in parts] if len(parts) > 1 and labelled else [(column, piece)]

    def _begins_with_label(self, piece: str) -> bool:
        return self._label(_COLON.split(piece, maxsplit=1)[0]) is not None

    def _label(self, text: str) -> str | None:
        """What a label names, also with its unit in brackets behind it."""
        folded = fold(text).rstrip(":").strip()
        return self._words.labels.get(folded) or self._words.labels.get(_UNIT.sub("", folded))

    def _piece(self, piece: str, number: int, column: int) -> list[Cell]:
        named = self._named_by_label(piece)
        if named is not None:
            return [Cell("text", named[1], number, column, label=named[0])]
        whole = self._whole(piece)
        if whole is not None:
            return [Cell(whole[0], piece, number, column, whole[1], label=_told_by(whole[0], piece))]
        if _SENTENCE.fullmatch(piece):
            return [Cell("prose", piece, number, column)]
        return [
            self._quiet(
                Cell(
                    kind, text, number, column, value, _told_by(kind, text), kind in DAYS and _is_short(text)
                )
            )
            for kind, text, value in self._tokens(piece)
        ]

    def _named_by_label(self, piece: str) -> tuple[str, str] | None:
        """The label and what stands behind it, to the letter, where it names a client or a job alone."""
        colon = _COLON.search(piece)
        label = self._label(piece[: colon.start()]) if colon is not None else None
        if colon is None or label not in NAMES:
            return None
        text = bare(piece[colon.end() :])
        others = [word.rpartition(" ")[2] for word in _COLON.split(text)[:-1]]
        return (label, text) if text and not any(self._label(other) for other in others) else None

    def _whole(self, piece: str) -> tuple[CellKind, Any] | None:
        """What a piece is as a whole, where it is one of the known words or names, or an amount."""
        folded = fold(piece)
        if len(piece) > LONGEST_TOKEN:
            if self._words.is_noise(folded):
                return "noise", None
            return ("text", None) if folded in self._known else None
        alone = folded.rstrip(":").strip()
        state = _COUNTED.sub("", folded.strip(_BULLETS)).strip(_BRACKETS)
        if state in self._words.every_state:  # before names: a job called so is rarer
            return "state", state
        if folded in self._known:
            return "text", None
        if self._words.is_noise(folded):
            return "noise", None
        if alone in self._words.pages and alone in self._words.labels:
            return "page", self._words.pages[alone]
        label = self._label(alone)
        if label is not None:
            return "label", label
        if folded in self._words.pages:
            return "page", self._words.pages[folded]
        amount = folded.replace(" ", "")
        return self._value(amount) if _YEN.fullmatch(amount) or _TWO_AMOUNTS.fullmatch(amount) else None

    def _quiet(self, cell: Cell) -> Cell:
        """A button behind a value is no name, and neither are signs without a letter."""
        silent = cell.kind == "text" and (
            fold(cell.text) in self._words.noise or not any(map(str.isalnum, cell.text))
        )
        return cell._replace(kind="noise") if silent else cell

    def _tokens(self, piece: str) -> Iterator[tuple[CellKind, str, Any]]:
        """The words of a piece, those that are text joined again."""
        words = [part for word in _WEEKDAY.sub("", piece).split(" ") for part in self._parted(word)]
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
        if word.rstrip(":") in self._words.labels and (
            word.endswith(":") or (at == 0 and self._is_value(behind))
        ):
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

    def _is_value(self, word: str) -> bool:
        return bool(word) and (self._day(word) is not None or self._value(word) is not None)

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
        two = _TWO_AMOUNTS.fullmatch(word)
        if two is not None:
            word = two["taxed"] or two["first"]
        if _YEN.fullmatch(word):
            plain = _BEFORE_TAX.sub("", re.sub(r"/.*$|^時給|^-", "", word))
            found = self._read(lambda: yen("price_yen", plain))
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


def _take_names_whole(read: Sequence[list[_Piece]]) -> None:
    """What stands in a column, or on the line below a label, that names clients or jobs, is one text."""
    columns: dict[int, str] = {}
    below = ""
    for line in read:
        labels = {p.cells[0].column: p.cells[0].value for p in line if p.cells[0].kind == "label"}
        if len(labels) > 1 and 2 * len(labels) >= len(line):
            columns, below = labels, ""
            continue
        for at, piece in enumerate(line):
            cells = piece.cells
            label = below if len(line) == 1 else columns.get(cells[0].column, "")
            loose = len(cells) > 1 or cells[0].kind == "prose"
            if label in NAMES and loose and not any(cell.kind == "label" for cell in cells):
                line[at] = _Piece(
                    piece.text, [cells[0]._replace(kind="text", text=piece.text, value=None, label="")]
                )
        if line:
            below = labels[next(iter(labels))] if len(line) == len(labels) == 1 else ""


def _told_by(kind: CellKind, text: str) -> str:
    """What an amount says about itself: by the hour, with tax or before it."""
    if kind != "yen":
        return ""
    folded = fold(text)
    if _HOURLY.search(folded):
        return "hourly"
    if _TAXED.search(folded):
        return "price"
    return "untaxed" if _BEFORE_TAX.search(folded) else ""


def _clocks_with_days(pieces: list[str]) -> list[str]:
    """Pieces with a time of day beside its day."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _TIME.fullmatch(fold(piece)):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _settled_kinds(pieces: Sequence[Sequence[Cell]]) -> frozenset[CellKind]:
    """The kinds of which at least as many stand in a piece of their own as beside a text."""
    alone: Counter[CellKind] = Counter()
    beside: Counter[CellKind] = Counter()
    for cells in pieces:
        kinds = {cell.kind for cell in cells if cell.kind in VALUES or cell.kind == "state"}
        if any(cell.kind == "text" for cell in cells):
            beside.update(kinds)
        else:
            alone.update(kinds)
    return frozenset(kind for kind, times in beside.items() if alone[kind] >= times)


def _settled(piece: _Piece, alone: frozenset[CellKind], *, in_table: bool) -> list[Cell]:
    """A state or a value with text on both sides, or a bare number beside text, is part of that text.

    So is one beside a text whose kind stands alone elsewhere, as of a title with an amount in it; and a label
    in a piece of a table that is a text for the rest.
    """
    cells = piece.cells
    kinds = [cell.kind for cell in cells]
    if "text" not in kinds or len(cells) == 1:
        return cells
    if _is_title(cells, in_table=in_table):
        return [cells[0]._replace(kind="text", text=piece.text, value=None, label="")]

    def in_text(at: int) -> bool:
        before, after = at > 0 and kinds[at - 1] == "text", at + 1 < len(kinds) and kinds[at + 1] == "text"
        if kinds[at] in {"label", "text"} or (at > 0 and kinds[at - 1] == "label"):
            return False
        stars = kinds[at] == "number" and _SIGNS.match(fold(cells[at].text)) is not None
        if kinds[at] in alone and "label" not in kinds and not stars:
            return True
        return (before and after) or (kinds[at] == "number" and not stars and (before or after))

    joined: list[Cell] = []
    for at, cell in enumerate(cells):
        each = cell._replace(kind="text", value=None, label="") if in_text(at) else cell
        if joined and joined[-1].kind == each.kind == "text":
            before = joined.pop()
            each = before._replace(text=f"{before.text} {each.text}")
        joined.append(each)
    if len(joined) == 1:
        return [joined[0]._replace(text=piece.text)]
    text = next(cell.text for cell in joined if cell.kind == "text")
    return [
        cell._replace(beside=text)
        if (cell.kind in VALUES or cell.kind == "state") and "label" not in kinds
        else cell
        for cell in joined
    ]


def _is_title(cells: Sequence[Cell], *, in_table: bool) -> bool:
    """Whether a piece with labels in it is a text for all that: `時給:1,500円 記事の執筆`."""
    labels = [at for at, cell in enumerate(cells) if cell.kind == "label"]
    texts = [at for at, cell in enumerate(cells) if cell.kind == "text"]
    free = [at for at in texts if at == 0 or cells[at - 1].kind != "label"]
    strange = any(cells[at].value == UNKNOWN for at in labels)
    return (bool(labels) and (strange if in_table else strange and bool(free))) or (
        in_table and bool(labels and free)
    )


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
            own = cell.label in {"untaxed", "hourly"}  # what an amount says of itself is finer
            yield cell._replace(label=name) if name and not own else cell
            name = ""
