"""Who comes back: client by client, what repeats bring, and what a category pays."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.work.clients import LEAST, Client, categories, clients, repeats
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Lines, Role, Span, cell, line, line_width, number_cell, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

COLUMNS = (10, 13, 7, 11, 12)
"""Contracts, yen, stars, replies, last contact: those that have no room go, the last first."""
YEN = COLUMNS[1]
LEAST_NAME, NAME = 14, 30


def rows(view: View) -> Sequence[Client]:
    """Those that brought most first."""
    return view.once("clients", lambda: clients(view.ledger, view.now))


def share(view: View, cells: int) -> Lines:
    """What clients who came again bring, of all; from five contracts on."""
    of = repeats(rows(view))
    if of.of_contracts < LEAST:
        return []
    told = _("Clients who came again: {n} of {of} contracts ({share})").format(
        n=of.contracts, of=of.of_contracts, share=figures.percent(100 * of.contracts / of.of_contracts, 0)
    )
    if of.of_yen:
        money = figures.percent(100 * of.yen / of.of_yen, 0)
        told += _(", {share} of the money").format(share=money)
    return paragraph(told, cells, indent="  ")


def _row(name: str, texts: Sequence[str], cells: int, roles: Sequence[Role]) -> Line:
    room = cells - 2 - LEAST_NAME
    widths = [each for number, each in enumerate(COLUMNS) if sum(COLUMNS[: number + 1]) <= room]
    name_cells = min(NAME, cells - 2 - sum(widths))
    spans = zip(texts, widths, roles[1:], strict=False)
    return line("  ", cell(name, name_cells - 1, roles[0]), " ",
                *(number_cell(text, each, role) for text, each, role in spans))  # fmt: skip


def table_head(cells: int) -> Line:
    """The column names."""
    names = (_("contracts"), _("accepted yen"), _("stars"), _("replied in"), _("last"))
    roles: list[Role] = ["dim"] * (len(COLUMNS) + 1)
    return _row(labels.field("client"), names, cells, roles)


def client_row(client: Client, cells: int) -> Line:
    """One client; how many run now stands behind the contracts."""
    count = f"{client.contracts - client.open} (+{client.open})" if client.open else str(client.contracts)
    role: Role = "strong" if client.contracts > 1 else ""
    texts = (
        count, figures.yen(client.yen), f"{client.stars:.2f}" if client.stars is not None else "-",
        figures.span(client.reply_minutes) if client.reply_minutes is not None else "-",
        client.last.isoformat() if client.last else "-",
    )  # fmt: skip
    return _row(labels.client(client.name), texts, cells, (role, role, "", "", "", "dim"))


def by_category(view: View, cells: int) -> Lines:
    """What a category brought over the year, and a contract of it on average; from five contracts on."""
    known = [each for each in categories(view.ledger, view.today) if each.contracts]
    if sum(each.contracts for each in known) < LEAST:
        return []
    title = line("  ", (_("A year by category"), "head"))
    about: Span = (_("   yen a contract"), "dim")
    shown: Lines = [(*title, about) if line_width((*title, about)) <= cells else title]
    room = max(0, min(NAME, cells - 2 - 6 - YEN - YEN))
    for each in known:
        few: Role = "dim" if each.contracts < LEAST else ""
        name = visible(labels.choice("proposal", "category", each.name)) if each.name else _("not said")
        shown.append(line(
            "  ", cell(name, room, few), number_cell(str(each.contracts), 6, few),
            number_cell(figures.yen(each.yen), YEN, few),
            number_cell(figures.yen(each.yen // each.contracts), YEN, few),
        ))  # fmt: skip
    return shown
