"""What each cell of a row is: as the user has marked it once, for the pages where the words don't tell."""

from __future__ import annotations

from typing import Literal, NamedTuple, cast, get_args

from .words import PAGES, Page

Part = Literal["client", "title", "amount", "state", "day", "started", "due", "closed", "nothing"]
PARTS: tuple[Part, ...] = get_args(Part)
CONTRACT_DAYS: frozenset[Part] = frozenset({"started", "due", "closed"})
"""A contract has several days; on the other pages there is one that matters."""


def parts_of(page: Page) -> tuple[Part, ...]:
    """What a cell can be on a page."""
    own: frozenset[Part] = frozenset({"day"}) if page in {"contracts", "earnings"} else CONTRACT_DAYS
    return tuple(part for part in PARTS if part not in own)


class Shape(NamedTuple):
    """The parts of a row's cells, in order, on a page of that kind."""

    page: Page
    parts: tuple[Part, ...]


def shapes_from(text: str | None) -> dict[Page, Shape]:
    """The shapes kept in the setting `paste_shapes`: `applications=title,client,day;contracts=...`.

    What can't be read is left out: it is asked for again.
    """
    found: dict[Page, Shape] = {}
    for entry in (text or "").split(";"):
        page, _, parts = entry.strip().partition("=")
        names = tuple(parts.split(","))
        if page in PAGES and all(name in PARTS for name in names):
            found[page] = Shape(page, cast("tuple[Part, ...]", names))
    return found


def shapes_text(shapes: dict[Page, Shape]) -> str:
    """The shapes as that setting keeps them."""
    return ";".join(f"{page}={','.join(shape.parts)}" for page, shape in sorted(shapes.items()))
