"""A room: what the screen shows for one question, as lines; its rows, and how its list is shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import is_unnamed
from procw_tui.domain.record.records import Contract, Proposal, Record
from procw_tui.domain.work.clients import client
from procw_tui.present.cells import visible
from procw_tui.present.commands import CommandId, MainRoomId, RoomId
from procw_tui.present.language import _, n_
from procw_tui.present.listing import Listing
from procw_tui.present.paint import Line, Lines, Space, paragraph
from procw_tui.present.sentences.records import record_line
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

TEXT_CELLS, TABLE_CELLS = 60, 80
"""What a page of sentences, or rows of one text, needs; and what a table of many columns does."""

NARROW = 56
"""Below so many cells, as on a phone, a row is shown by what matters most of it."""


class Room(ABC):
    """One question's content, and what the user has chosen to see of it. Methods are given the view."""

    id: RoomId
    tab: MainRoomId
    """The tab that is marked: its own, else that of the room that it was opened from."""
    outer: RoomId | None = None
    """Of a room opened from another one: the one that Esc leads back to."""
    has_list = True
    detail_rows = 4
    """How many rows the detail has below the list; beside it, on a wide terminal, it has them all."""

    least_rows = 3
    """How many rows of the list matter more than the detail."""

    list_cells = TEXT_CELLS
    """The least cells of its list, or its page, beside which the detail stands; else that is below it."""

    listing = Listing()
    """How its list is shown."""
    selected: frozenset[str] = frozenset()
    """The keys of the rows that are marked."""

    def without_use(self, view: View) -> frozenset[CommandId]:
        """Commands of its own that can do nothing with the list that is shown."""
        del view
        return frozenset()

    def next_section(self, view: View) -> None:  # noqa: B027 - most have one list
        """The next of its lists that has anything in it, where it has several."""

    def show_all(self) -> None:
        """The list without its filter and order."""
        self.listing = Listing()

    def selection(self, view: View) -> list[Any]:
        """The rows that are marked and still there."""
        return [row for row in self.rows(view) if self.key(row) in self.selected] if self.selected else []

    @abstractmethod
    def head(self, view: View, space: Space) -> Lines:
        """What stands above the list, where the whole screen has so much space."""

    def rows(self, view: View) -> Sequence[Any]:
        """The rows of the list."""
        del view
        return ()

    def begins_at(self, view: View) -> str:
        """The key of the row that the cursor stands on at first; empty for the first one."""
        del view
        return ""

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One row."""
        del view, row, cells
        return ()

    def foot(self, view: View, space: Space) -> Lines:
        """What stands below the list where a wide terminal leaves room."""
        del view, space
        return []

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """What the row under the cursor has no room for."""
        return beside_row(view, row, space.cells) if isinstance(row, Record) else []

    def record(self, row: Any) -> Record | None:
        """The record behind a row, if there is one."""
        return row if isinstance(row, Record) else None

    def key(self, row: Any) -> str:
        """What a row is known by, so that the cursor stays on it."""
        return row.id if isinstance(row, Record) else str(row)


UNTOLD = frozenset({"type"})
"""What is assumed of nearly every contract that comes in: said where it comes in, and no more."""


def beside_row(view: View, record: Record, cells: int) -> Lines:
    """What a row of a list has no room for: its title whole, what was noted, and who the client is."""
    title = visible(getattr(record, "title", None) or getattr(record, "subject", None) or "")
    shown = paragraph(title, cells, "strong", "  ") if title else []
    return [
        *shown, *_client_lines(view, record, cells), *noted_lines(record, cells),
        *_posting_lines(view, record, cells),
    ]  # fmt: skip


def _posting_lines(view: View, record: Record, cells: int) -> Lines:
    """The posting of a proposal, or of the one that brought a contract: what was agreed to."""
    if isinstance(record, Contract) and record.proposal_id:
        found = view.ledger.find(record.proposal_id, Proposal.kind)
        record = found if found is not None else record
    if not isinstance(record, Proposal) or not record.posting:
        return []
    lines = [line for line in map(visible, record.posting.splitlines()) if line.strip()]
    told = [f"{labels.field('posting')}: {lines[0]}", *lines[1:]] if lines else []
    return [each for text in told for each in paragraph(text, cells, "dim")]


def _client_lines(view: View, record: Record, cells: int) -> Lines:
    """The client's history: contracts, their ratings, how fast they were answered, the last contact."""
    name = getattr(record, "client", None)
    if not name or is_unnamed(name):
        return []
    known = client(view.ledger, name, view.now)
    if known is None:
        told = _("{client}: no contract with them yet").format(client=labels.client(name))
        return paragraph(told, cells, "dim")
    parts = [
        n_("{n} contract with them", "{n} contracts with them", known.contracts).format(n=known.contracts)
    ]
    if known.stars is not None:
        stars = _("stars {stars} ({n})").format(stars=figures.stars(known.stars), n=known.ratings)
        parts.append(stars)
    if known.reply_minutes is not None:
        parts.append(_("replied in {span}").format(span=figures.span(known.reply_minutes)))
    if known.last is not None:
        parts.append(_("last {day}").format(day=figures.day(known.last, view.today)))
    return paragraph(f"{labels.client(name)}: {_(', ').join(parts)}", cells)


def record_lines(record: Record, cells: int) -> Lines:
    """A record in words: its line, and what was noted of it."""
    return [*paragraph(record_line(record), cells, "strong", "  "), *noted_lines(record, cells)]


def noted_lines(record: Record, cells: int) -> Lines:
    """Each long text of a record, and what of it nobody stated."""
    shown: Lines = []
    for name in ("note", "text"):
        text = getattr(record, name, None)
        if text:
            shown += paragraph(visible(text.replace("\n", " ")), cells, "dim")
    assumed = [labels.field(name) for name in getattr(record, "assumed", None) or () if name not in UNTOLD]
    if assumed:
        shown += paragraph(_("assumed: {fields}").format(fields=_(", ").join(assumed)), cells, "dim")
    return shown


LEAST_PRICE = 10


def _widest_proposal(ledger: Ledger) -> int:
    return max((len(f"{each.price_yen or 0:,}") for each in ledger.all(Proposal)), default=0)


def _widest_contract(ledger: Ledger) -> int:
    return max((len(f"{each.price_yen or 0:,}") for each in ledger.all(Contract)), default=0)


def price_cells(view: View, cls: type[Proposal | Contract]) -> int:
    """What the widest price of a kind takes, a blank before it included: money is never cut."""
    widest = view.ledger.index(_widest_proposal if cls is Proposal else _widest_contract, cls)
    return max(LEAST_PRICE, widest + 1)
