"""What a row says: the same for every page that lists contracts, applications, ratings or months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.times import JST
from procw_tui.domain.typed import when
from procw_tui.domain.typed.amounts import yen

from .cells import UNKNOWN, Cell
from .names import Names, named, without_behind
from .rows import Row
from .shapes import Part, Shape
from .words import ITEMS, Page, SiteWords

Doubt = Literal[
    "which_client", "which_amount", "which_day", "day_assumed", "no_day", "several_fit", "title_cut",
    "names_unnamed", "differs", "unknown_state", "summed", "month_runs", "adds_up_otherwise",
    "several_senders", "same_as_typed",
]  # fmt: skip

DAY_PARTS = frozenset({"day", "started", "due", "closed"})
DAYS = frozenset({"due", "sent", "started", "delivered", "accepted", "ended", "opened"})
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
    doubts: tuple[Doubt, ...] = ()


class RowReader:
    """Reads rows of a page. `shape` is how the user has marked such a row."""

    def __init__(
        self, page: Page, words: SiteWords, names: Names, now: datetime, shape: Shape | None
    ) -> None:
        self._page = page
        self._words = words
        self._names = names
        self._now = now
        self._shape = shape

    def facts(self, row: Row) -> RowFacts:
        """What a row says."""
        cells: Sequence[Cell] = row.cells
        if self._shape is not None and len(cells) == len(self._shape.parts):
            cells = [
                self._marked(cell, part) for cell, part in zip(cells, self._shape.parts, strict=True)
                if part != "nothing"
            ]  # fmt: skip
        doubts: list[Doubt] = []
        client, title = self._names_in(cells, doubts)
        if not self._word(cells) and any(cell.label == "state" for cell in cells):
            doubts.append("unknown_state")
        return RowFacts(
            row.lines, client, title, self._word(cells), self._yen(cells, doubts),
            any(cell.label == "hourly" for cell in cells),
            {cell.label: _date(cell.value) for cell in cells if cell.label in DAYS and _is_day(cell)},
            next((cell.value for cell in cells if cell.label == "sent" and cell.kind == "moment"), None),
            tuple(cell.value for cell in cells if _is_day(cell) and cell.label not in {*DAYS, UNKNOWN}),
            self._stars(cells),
            next((cell.value for cell in cells if cell.kind == "month"), ""),
            doubts=tuple(doubts),
        )  # fmt: skip

    def _marked(self, cell: Cell, part: Part) -> Cell:
        """A cell as the user has marked its place."""
        if part == "amount" and cell.kind != "yen":
            return _read_as(cell, "yen", lambda: yen("price_yen", cell.text))
        if part in DAY_PARTS:
            ahead = part == "due"
            read = cell if _is_day(cell) else _read_as(
                cell, "day", lambda: when.day(cell.text, self._now, ahead=ahead))  # fmt: skip
            return read._replace(label=part) if part in {"started", "due"} and _is_day(read) else read
        if part in {"client", "title"}:
            return cell._replace(kind="text", label=part)
        return cell._replace(kind="text", label="state") if part == "state" and cell.kind != "state" else cell

    def _names_in(self, cells: Sequence[Cell], doubts: list[Doubt]) -> tuple[str, str]:
        labelled = {cell.label: cell.text for cell in cells if cell.label in {"client", "title"}}
        client, title = labelled.get("client", ""), labelled.get("title", "")
        if not (client and title):
            free = [cell for cell in cells if cell.kind == "text" and not cell.label]
            texts = [cell.text for cell in free]
            if client or title:
                rest = texts[0] if texts else ""
                client, title = client or rest, title or rest
            else:
                first = self._page != "applications"
                alone = len(free) == 1 and not any(_shares_piece(free[0], cell) for cell in cells)
                both = named(texts, self._names, self._words, client_first=first, alone=alone)
                client, title = both.client, both.title
                if not both.sure:
                    doubts.append("which_client")
        return without_behind(client, self._names, self._words), title

    def _word(self, cells: Sequence[Cell]) -> str:
        known = self._words.states.get(self._page, {})
        return next((cell.value for cell in cells if cell.kind == "state" and cell.value in known), "")

    def _yen(self, cells: Sequence[Cell], doubts: list[Doubt]) -> int | None:
        amounts = [cell for cell in cells if cell.kind == "yen" and cell.label != UNKNOWN]
        priced = [cell for cell in amounts if cell.label == "price"] or [
            cell for cell in amounts if cell.label != "hourly"
        ]
        if len({cell.value for cell in priced}) > 1:
            doubts.append("which_amount")
        return priced[0].value if priced else amounts[0].value if amounts else None

    def _stars(self, cells: Sequence[Cell]) -> dict[str, int]:
        found = {
            cell.label: cell.value for cell in cells
            if cell.kind == "number" and cell.label in {*ITEMS, OVERALL}
        }  # fmt: skip
        bare = [cell.value for cell in cells if cell.kind == "number" and not cell.label]
        if not found and len(bare) == 1:
            found[OVERALL] = bare[0]
        elif not found and len(bare) in {len(ITEMS), len(ITEMS) + 1}:  # the site's order, the overall first
            found = dict(zip(ITEMS, bare[-len(ITEMS) :], strict=True))
        return found


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
