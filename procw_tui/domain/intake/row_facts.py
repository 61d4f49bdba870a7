"""What a row says: the same for every page that lists contracts, applications, ratings or months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.times import JST
from procw_tui.domain.typed import when
from procw_tui.domain.typed.amounts import with_tax, yen

from .candidates import Doubt
from .cells import UNKNOWN, Cell
from .names import Names, Weigher, without_behind
from .rows import FEW_TEXTS, MONEY, Row
from .shapes import Part, Shape
from .words import ITEMS, Page, SiteWords

DAY_PARTS = frozenset({"day", "started", "due", "closed"})
DAYS = frozenset({"due", "sent", "started", "delivered", "accepted", "ended", "opened"})
SAID_DAYS = DAYS | {UNKNOWN, "other"}
"""Labels of days: what has another one, or none, may be the day that is looked for."""
OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row's client, title, state (its word), amount, days by what they mean, stars in tenths, month."""

    lines: frozenset[int]
    client: str = ""
    title: str = ""
    word: str = ""
    yen: int | None = None
    hourly: bool = False
    days: Mapping[str, date] = field(default_factory=dict)
    sent_at: datetime | None = None
    loose: tuple[date | datetime, ...] = ()
    """Days and moments that nothing names."""
    stars: Mapping[str, int] = field(default_factory=dict)
    month: str = ""
    letter: str = ""
    net: bool = False
    """Whether only what is left after the fee is said."""
    doubts: tuple[Doubt, ...] = ()
    left: tuple[str, ...] = ()
    """What was not read: a text that is neither client nor job, a state that is not known."""


class RowReader:
    """Reads the rows of a page. `shape` is how the user has marked such a row."""

    def __init__(
        self, page: Page, words: SiteWords, names: Names, now: datetime, shape: Shape | None
    ) -> None:
        self._page = page
        self._words = words
        self._names = names
        self._now = now
        self._shape = shape

    def facts(self, rows: Sequence[Row]) -> list[RowFacts]:
        """What each row says; what stands in the same place of other rows tells which is the client."""
        marked = [(row, self._cells(row)) for row in rows]
        tags = _in_every_row([cells for _row, cells in marked])
        marked = [(row, [cell for cell in cells if fold(cell.text) not in tags]) for row, cells in marked]
        weigher = Weigher(
            self._names, self._words, ([cell.text for cell in _free(cells)] for _row, cells in marked)
        )
        if self._page == "reviews":  # no amounts there, and a title is only told
            marked = [(row, [cell._replace(beside="") for cell in cells]) for row, cells in marked]
        mixed = sum(any(map(weigher.is_in_title, cells)) for _row, cells in marked)
        layout = mixed == len(marked) > 1  # each row of a page is written so
        return [self._facts(row, cells, weigher, layout=layout) for row, cells in marked]

    def _cells(self, row: Row) -> Sequence[Cell]:
        if self._shape is None or len(row.cells) != len(self._shape.parts):
            return [self._ahead(cell) for cell in row.cells]
        return [
            self._marked(cell, part) for cell, part in zip(row.cells, self._shape.parts, strict=True)
            if part != "nothing"
        ]  # fmt: skip

    def _ahead(self, cell: Cell) -> Cell:
        """A due day without its year lies ahead."""
        if cell.short and cell.label == "due":
            return _read_as(cell, "day", lambda: when.day(cell.text, self._now, ahead=True))
        return cell

    def _facts(self, row: Row, cells: Sequence[Cell], weigher: Weigher, *, layout: bool) -> RowFacts:
        doubts: list[Doubt] = ["in_title"] if not layout and any(map(weigher.is_in_title, cells)) else []
        left: list[str] = []
        client, title = self._names_in(cells, weigher, doubts, left)
        word = self._word(cells)
        unknown = [cell.text for cell in cells if self._is_strange(cell)]
        if not word and unknown:
            doubts.append("unknown_state")
            left += unknown
        if any(cell.short and _is_day(cell) and cell.label not in {"due", UNKNOWN} for cell in cells):
            doubts.append("no_year")
        stars = self._stars(cells, doubts)
        return RowFacts(
            row.lines, client, title, word, self._yen(cells, doubts),
            any(cell.label == "hourly" for cell in cells),
            {cell.label: _date(cell.value) for cell in cells if cell.label in DAYS and _is_day(cell)},
            next((cell.value for cell in cells if cell.label == "sent" and cell.kind == "moment"), None),
            tuple(cell.value for cell in cells if _is_day(cell) and cell.label not in SAID_DAYS),
            stars,
            next((cell.value for cell in cells if cell.kind == "month"), ""),
            net=any(cell.label == "net" and cell.kind == "yen" for cell in cells),
            doubts=tuple(doubts), left=tuple(left),
        )  # fmt: skip

    def _marked(self, cell: Cell, part: Part) -> Cell:
        """A cell as the user has marked its place."""
        if part == "amount":
            read = cell if cell.kind == "yen" else _read_as(
                cell, "yen", lambda: yen("price_yen", cell.text))  # fmt: skip
            return read._replace(label="price")
        if part in DAY_PARTS:
            ahead = part == "due"
            read = cell if _is_day(cell) and not (cell.short and ahead) else _read_as(
                cell, "day", lambda: when.day(cell.text, self._now, ahead=ahead))  # fmt: skip
            read = read._replace(short=False)  # the user has seen it
            return read._replace(label=part) if part in {"started", "due"} and _is_day(read) else read
        if part in {"client", "title"}:
            return cell._replace(kind="text", label=part)
        return cell._replace(kind="text", label="state") if part == "state" and cell.kind != "state" else cell

    def _names_in(
        self, cells: Sequence[Cell], weigher: Weigher, doubts: list[Doubt], left: list[str]
    ) -> tuple[str, str]:
        named = [cell for cell in cells if cell.label in {"client", "title"} and cell.kind == "text"]
        labelled = {cell.label: cell.text for cell in named}
        client, title = labelled.get("client", ""), labelled.get("title", "")
        if not (client and title):
            free = _free(cells)
            texts = [cell.text for cell in free]
            if client or title:
                rest = texts[0] if texts else ""
                client, title = client or rest, title or rest
                if rest and len(texts) > 1:
                    doubts.append("which_client")
            else:
                first = self._page != "applications"
                alone = len(free) == 1 and not any(_shares_piece(free[0], cell) for cell in cells)
                both = weigher.named(texts, client_first=first, alone=alone)
                client, title = both.client, both.title
                left += [cell.text for cell in free if cell.kind == "text" and cell.text in both.left]
                if fold(client) in self._words.categories:  # beside the title, or the title itself
                    client, title, left[:] = "", title or client, [*left, *([client] if title else [])]
                elif not both.sure or (client and fold(title) in self._words.categories):
                    doubts.append("which_client")
        return without_behind(client, self._names, self._words), title

    def _is_strange(self, cell: Cell) -> bool:
        """A state that is not known, or none of this page's."""
        if cell.kind != "state":
            return cell.label == "state"
        return cell.value not in self._words.states.get(self._page, {})

    def _word(self, cells: Sequence[Cell]) -> str:
        known = self._words.states.get(self._page, {})
        return next((cell.value for cell in cells if cell.kind == "state" and cell.value in known), "")

    def _yen(self, cells: Sequence[Cell], doubts: list[Doubt]) -> int | None:
        """What was agreed, with tax: by its label, else the one amount that no label calls something else."""
        amounts = [self._amount(cell) for cell in cells if cell.kind == "yen" or cell.label in MONEY]
        amounts = [cell for cell in amounts if cell.kind == "yen" and cell.label not in {"client", "title"}]
        priced = [cell.value for cell in amounts if cell.label == "price"]
        untaxed = [with_tax(cell.value) for cell in amounts if cell.label == "untaxed"]
        if not priced and untaxed:
            priced = untaxed
        if not priced:
            said = {"pay", "net", "fee", "untaxed", "hourly", UNKNOWN}
            priced = [cell.value for cell in amounts if cell.label not in said]
            unsaid = [cell.value for cell in amounts if cell.label == "pay"]
            if self._page == "earnings" and (priced or unsaid):
                doubts.append("may_be_net")
            priced = priced or unsaid or [cell.value for cell in amounts if cell.label == "hourly"]
        if len(set(priced)) > 1:
            doubts.append("which_amount")
        return priced[0] if priced else None

    @staticmethod
    def _amount(cell: Cell) -> Cell:
        """A number in a column of money is an amount, though no 円 stands behind it."""
        if cell.kind == "yen":
            return cell
        return _read_as(cell, "yen", lambda: yen("price_yen", cell.text))

    def _stars(self, cells: Sequence[Cell], doubts: list[Doubt]) -> dict[str, int]:
        found = {
            cell.label: cell.value for cell in cells
            if cell.kind == "number" and cell.label in {*ITEMS, OVERALL}
        }  # fmt: skip
        bare = [cell.value for cell in cells if cell.kind == "number" and not cell.label]
        if not found and len(bare) in {1, 2} and len(set(bare)) == 1:  # as signs, and as a number
            found[OVERALL] = bare[0]
        elif not found and len(bare) in {len(ITEMS), len(ITEMS) + 1}:  # the site's order, the overall first
            found = dict(zip(ITEMS, bare[-len(ITEMS) :], strict=True))
        elif (bare and not found) or (OVERALL in found and any(each != found[OVERALL] for each in bare)):
            found.setdefault(OVERALL, bare[0])
            doubts.append("which_stars")
        return found


def _free(cells: Sequence[Cell]) -> list[Cell]:
    """The texts that no label names; sentences among them where there are not two."""
    once = {fold(cell.text): cell for cell in reversed(cells) if cell.kind == "text" and not cell.label}
    texts = [cell for cell in cells if cell in once.values()]
    named = sum(cell.label in {"client", "title"} for cell in cells)
    if len(texts) + named >= FEW_TEXTS:
        return texts
    return [cell for cell in cells if cell.kind in {"text", "prose"} and not cell.label][
        : FEW_TEXTS - named or None
    ]


def _in_every_row(rows: Sequence[Sequence[Cell]]) -> frozenset[str]:
    """Texts that stand in each of several rows beside two others: tags and buttons."""
    texts = [[fold(cell.text) for cell in _free(cells)] for cells in rows]
    if len(rows) < FEW_TEXTS or any(len(each) <= FEW_TEXTS for each in texts):
        return frozenset()
    return frozenset(texts[0]).intersection(*texts)


def _shares_piece(one: Cell, other: Cell) -> bool:
    return one is not other and (one.line, one.column) == (other.line, other.column)


def _is_day(cell: Cell) -> bool:
    return cell.kind in {"day", "moment"}


def _date(value: date | datetime) -> date:
    return value.astimezone(JST).date() if isinstance(value, datetime) else value


def _read_as(cell: Cell, kind: Any, read: Any) -> Cell:
    try:
        return cell._replace(kind=kind, value=read())
    except Invalid:
        return cell._replace(kind="text", label="nothing")
