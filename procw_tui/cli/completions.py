"""What Tab offers in a shell: kinds, choices, the names of clients, and the ids of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

import click

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.recent import SOURCES, recent
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import sought
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.cells import visible

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
MOST_IDS = 20
"""Ids offered, of each kind the last to come into the ledger."""


def _items(pairs: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    """What begins so."""
    from click.shell_completion import CompletionItem

    wanted = sought(begun)
    return [
        CompletionItem(value, help=told or None)
        for value, told in pairs
        if sought(value).startswith(wanted) and value == visible(value)
    ]


def _ledger(context: click.Context) -> Ledger:
    """The user's ledger; an empty one where it can't be read: Tab never complains."""
    try:
        return context.find_root().obj.store.ledger  # type: ignore[no-any-return]
    except StoreError:
        return Ledger({})


def kinds(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Kinds of records."""
    return _items(((kind.replace("_", "-"), "") for kind in KINDS), begun.replace("_", "-"))


def ids(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Ids, with the record beside each."""
    from procw_tui.present.sentences.records import record_line

    ledger = _ledger(context)
    if begun:
        found: Iterable[Record] = ledger.starting_with(begun)
    else:
        found = chain.from_iterable(ledger.lately(cls, MOST_IDS) for cls in KINDS.values())
    return _items(((each.id, visible(record_line(each))) for each in found), begun)


def clients(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The names of clients."""
    return _items(((name, "") for name in recent(_ledger(context), "client")), begun)


def of_field(field: Field) -> Complete | None:
    """What an option of a field offers; None where nothing is known."""
    if field.type == "bool" or field.choices:
        values = field.choices or ("yes", "no")
        return lambda _context, _parameter, begun: _items(((value, "") for value in values), begun)
    if field.attr in SOURCES:
        return lambda context, _parameter, begun: _items(
            ((name, "") for name in recent(_ledger(context), field.attr)), begun
        )
    return None
