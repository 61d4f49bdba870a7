"""How a list is shown: filtered as one types, sorted, with some of it selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import is_not
from typing import Any, NamedTuple

from procw_tui.domain.record.names import sought
from procw_tui.domain.record.records import Contract, Message, Proposal, Record
from procw_tui.present.cells import visible
from procw_tui.present.commands import KEY
from procw_tui.present.language import _, language, n_
from procw_tui.present.paint import Line, Span, line
from procw_tui.present.sentences.records import record_line

from .words import labels

SORTS: dict[str, tuple[str, ...]] = {
    "proposals": ("sent_at", "client", "title", "price_yen", "outcome", "category", "route"),
    "replies": ("received_at", "client", "replied_at", "state", "subject"),
    "work": ("started_on", "client", "title", "price_yen", "due_on", "outcome", "opened_on", "overall",
             "received_on", "source"),
}  # fmt: skip
"""By what the lists can be sorted: fields of their records."""

MARK: Span = ("x ", "key")


class Listing(NamedTuple):
    """A filter, and a field to sort by; an empty one keeps the list's own order."""

    text: str = ""
    sort: str = ""
    backwards: bool = False
    where: tuple[str, str | None] | None = None
    """A field and its exact value: what is behind a figure."""

    @property
    def words(self) -> list[str]:
        """What every row shown must hold."""
        return sought(self.text).split()

    def sorted_by(self, field: str) -> Listing:
        """Sorted by a field; the same field again turns the order round, and a third time ends it."""
        if field != self.sort:
            return self._replace(sort=field, backwards=False)
        return self._replace(sort="", backwards=False) if self.backwards else self._replace(backwards=True)


class Haystacks:
    """The text of every row as it is compared, folded once for each version of a record."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Record, str]] = {}
        self._language = ""
        self._rows: Sequence[Any] = ()
        self._texts: list[str] = []

    def every(self, rows: Sequence[Any]) -> list[str]:
        """What a filter looks for in each of the rows; of the same rows it is asked key by key."""
        self.warm(())
        if len(rows) != len(self._texts) or any(map(is_not, rows, self._rows)):
            self._rows, self._texts = rows, [self.of(row) for row in rows]
        return self._texts

    def of(self, row: Any) -> str:
        """What a filter looks for in a row."""
        if not isinstance(row, Record):
            return sought(str(getattr(row, "month", row)))
        known = self._known.get(row.id)
        if known is None or known[0] is not row:
            known = self._known[row.id] = (row, sought(_text_of(row)))
        return known[1]

    def warm(self, rows: Iterable[Any]) -> None:
        """Fold everything before the first key of a filter comes."""
        if self._language != language():  # the words of outcomes and states are the language's
            self._known.clear()
            self._rows, self._texts = (), []
            self._language = language()
        for row in rows:
            self.of(row)


def _text_of(record: Record) -> str:
    """Every column, and what is not shown for want of room."""
    note = record.note or ""
    if isinstance(record, Proposal):
        route = labels.choice("proposal", "route", record.route) if record.route else ""
        outcome = labels.choice("proposal", "outcome", record.outcome)
        return (f"{record.title or ''} {record.client or ''} {record.category or ''} {outcome} {route} "
                f"{_days(record.sent_at)} {_yen(record.price_yen)} {note}")  # fmt: skip
    if isinstance(record, Message):
        state = labels.choice("message", "state", record.state)
        return f"{record.client} {record.subject or ''} {state} {_days(record.received_at)} {note}"
    if isinstance(record, Contract):
        kind = labels.choice("contract", "type", record.type)
        return (f"{record.client} {record.title or ''} {labels.contract_state(record)} {kind} "
                f"{_days(record.started_on)} {_yen(record.price_yen)} {note}")  # fmt: skip
    return f"{record_line(record)} {note}"


def _days(value: date | datetime) -> str:
    year, month, day = value.year, value.month, value.day  # strftime takes five times as long
    return f"{month}/{day} {month:02}/{day:02} {year}-{month:02}-{day:02}"


def _yen(value: int | None) -> str:
    return "" if value is None else f"{value} {value:,}"


def listed(rows: Sequence[Any], listing: Listing, haystacks: Haystacks) -> Sequence[Any]:
    """The rows that hold every word of the filter, in the order asked for."""
    words = listing.words
    if listing.where is not None:
        field, value = listing.where
        rows = [row for row in rows if getattr(row, field, None) == value]
    if words:
        first, *others = words
        found = [(row, text) for row, text in zip(rows, haystacks.every(rows), strict=True) if first in text]
        rows = [row for row, text in found if _holds(text, others)]
    return _sorted(rows, listing) if listing.sort else rows


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _sorted(rows: Sequence[Any], listing: Listing) -> list[Any]:
    """Dates and numbers the largest first, words by their letters; what has none stands at the end."""
    valued = [(value, row) for row in rows if (value := getattr(row, listing.sort, None)) is not None]
    others = [row for row in rows if getattr(row, listing.sort, None) is None]
    texts = bool(valued) and isinstance(valued[0][0], str)
    valued.sort(key=lambda each: each[0], reverse=texts == listing.backwards)
    return [row for _value, row in valued] + others


def sorts(room: str, rows: Sequence[Any]) -> list[str]:
    """The fields by which the rows of a room can be sorted."""
    return [name for name in SORTS.get(room, ()) if rows and hasattr(rows[0], name)]


def told(listing: Listing, shown: int, every: int, selected: int) -> Line:
    """What the list shows just now: the filter, how many, the order, how many are selected."""
    parts: list[Span] = []
    if listing.where is not None:
        field, value = listing.where
        name = visible(labels.choice("proposal", field, value)) if value is not None else "-"
        parts.append((f"{labels.field(field)}: {name}   ", "key"))
    if listing.words:
        parts.append((_("Filter: {text}").format(text=visible(listing.text.strip())) + "   ", "key"))
    if parts:
        parts.append((f"{shown}/{every}   ", "dim"))
    if listing.sort:
        text = _("sorted by {field}").format(field=labels.field(listing.sort))
        turned = _(" backwards") if listing.backwards else ""
        parts.append((f"{text}{turned}   ", "dim"))
    if selected:
        parts.append((n_("{n} selected", "{n} selected", selected).format(n=selected), "key"))
    return line("  ", *parts) if parts else ()


def marked(shown: Line) -> Line:
    """A row that is selected: the mark takes the place of its indent."""
    text, role = shown[0]
    rest = text[len(MARK[0]) :]
    return (MARK, *([(rest, role)] if rest else []), *shown[1:])


def nothing_found(listing: Listing) -> str:
    """A filter that matches nothing says so."""
    return _(
        "Nothing here holds '{text}'. {key:back} shows all again, {key:filter} changes the filter."
    ).format(key=KEY, text=visible(listing.text.strip()))
