"""Proposals: how is the thirty going, told straight about luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.record.records import Proposal, Record
from procw_tui.domain.work.luck import chance_of_none
from procw_tui.domain.work.proposals import THIRTY, Proposals, newest_first, silent, silent_count
from procw_tui.present.cells import visible, width
from procw_tui.present.columns import shared, widest
from procw_tui.present.commands import KEY, key_of
from procw_tui.present.criteria.completion import before_taking
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    bar,
    cell,
    flowed,
    line,
    number_cell,
    paragraph,
)
from procw_tui.present.pictures.proposals import picture
from procw_tui.present.rooms.room import NARROW, TABLE_CELLS, Room, price_cells
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

from . import rates

BAR, BESIDE_BAR, TALL = 30, 26, 30
DAY, OUTCOME = 7, 14
RARE = 89
"""So long a run happens to one in twenty at one hit in thirty; up to then nothing needs changing."""
OUTCOME_ROLE: dict[str, Role] = {"won": "good", "talking": "strong", "lost": "dim", "no_answer": "dim",
                                 "withdrawn": "dim"}  # fmt: skip


def head(view: View, cells: int) -> Lines:
    """The run since the last contract, how likely it is, and the rate with its interval."""
    if not view.proposals.sent:
        told = _("No proposals yet. Press {key:proposal} when you have sent one.").format(key=KEY)
        return [line("  ", (told, "dim")), EMPTY]
    since = view.proposals.decided.since_last_hit
    run = bar(since, THIRTY, max(0, min(BAR, cells - BESIDE_BAR)))
    return [
        line("  ", (_("One in thirty"), "head"), "   ", *run, f"  {since}/{THIRTY}"),
        *paragraph(luck(view.proposals), cells, indent="    "),
        *paragraph(_rate(view.proposals), cells, "dim", indent="    "),
        *_silent(view, cells),
        EMPTY,
        table_head(view, cells),
    ]


def _silent(view: View, cells: int) -> Lines:
    """Proposals that never had an answer offer to be closed, all at once."""
    days = view.ledger.number("give_up_days")
    n = silent_count(view.ledger, view.now, days)
    if not n:
        return []
    told = n_("{n} silent for {days} days or more:", "{n} silent for {days} days or more:", n).format(
        n=n, days=days
    )
    keys = line((f"{key_of('select-all')} {key_of('stage')}", "key"), (_("  then 1: no answer"), "dim"))
    return flowed([line("    ", told), keys], cells)


def _rate(sent: Proposals) -> str:
    """The rate of the decided ones with its interval, and how many are open."""
    decided = sent.decided
    open_ones = n_("{n} is open.", "{n} are open.", sent.open).format(n=sent.open) if sent.open else ""
    if decided.rate is None or decided.low is None or decided.high is None:
        return open_ones
    rate = _("{hits} of {n} decided ({rate}; the true rate lies between {low} and {high}).").format(
        hits=sent.hits, n=decided.n, rate=figures.percent(100 * decided.rate),
        low=figures.percent(100 * decided.low), high=figures.percent(100 * decided.high),
    )  # fmt: skip
    return sentences(rate, open_ones)


def luck(sent: Proposals) -> str:
    """What a run without a contract means at one hit in thirty; what is open is no loss."""
    since = sent.decided.since_last_hit
    if not sent.decided.n:
        return _("None is decided yet.")
    if since == 0:
        return _("The last proposal that was decided brought a contract.")
    chance = figures.chance(chance_of_none(since))
    told = n_(
        "At one in thirty, {n} without a contract happens {chance} of the time.",
        "At one in thirty, {n} in a row without a contract happens {chance} of the time.",
        since,
    ).format(n=since, chance=chance)
    if since < RARE:
        return sentences(told, _("Nothing needs changing yet."))
    return sentences(
        told, _("That is hardly luck: change the letter, the postings you choose or the sample you show.")
    )


def _widths(view: View, cells: int, price: int) -> list[int]:
    """The cells of job and client, a blank behind each."""
    return shared(view.once("widths of proposals", lambda: _wanted(view)), cells - 2 - 8 - 2 - price - 14)


def _wanted(view: View) -> list[int]:
    rows = newest_first(view.ledger)
    names = widest(rows, name_of), widest(rows, lambda each: labels.client(each.client))
    heads = labels.field("title"), labels.field("client")
    return [max(name, width(head)) + 2 for name, head in zip(names, heads, strict=True)]


def table_head(view: View, cells: int) -> Line:
    """The table's column names."""
    if cells < NARROW:
        return line("  ", cell(_("sent"), DAY, "dim"), (labels.field("title"), "dim"))
    price = price_cells(view, Proposal)
    title, client = _widths(view, cells, price)
    return line(
        "  ", cell(_("sent"), 8, "dim"), cell(labels.field("title"), title, "dim"),
        cell(labels.field("client"), client, "dim"), number_cell(_("price"), price, "dim"), "  ",
        (_("outcome"), "dim"),
    )  # fmt: skip


def name_of(record: Proposal) -> str:
    """The job; where neither it nor the client was said, that it is still to come."""
    return visible(record.title or "") if record.title or record.client else labels.client("-")


def proposal_row(view: View, record: Proposal, cells: int) -> Line:
    """One proposal; ▴ beside the outcome where it has been silent for longer than the user waits."""
    late = silent(record, view.now, view.ledger.number("give_up_days"))
    outcome: Line = (
        (_outcome(record), OUTCOME_ROLE.get(record.outcome, "")), ("▴" if late else "", "warn")
    )  # fmt: skip
    day = figures.short_day(record.sent_at.date())
    if cells < NARROW:
        name = cell(name_of(record), cells - 2 - DAY - OUTCOME)
        return line("  ", cell(day, DAY, "dim"), name, " ", *outcome)
    price_room = price_cells(view, Proposal)
    title, client = _widths(view, cells, price_room)
    price = f"{record.price_yen:,}" if record.price_yen is not None else ""
    return line(
        "  ", cell(day, 8, "dim"),
        cell(name_of(record), title - 1), " ",
        cell(labels.client(record.client), client - 1), " ",
        number_cell(price, price_room), "  ",
        *outcome,
    )  # fmt: skip


def _outcome(record: Proposal) -> str:
    told = labels.choice("proposal", "outcome", record.outcome)
    return f"{told} ✓" if record.outcome == "won" else told


class ProposalsRoom(Room):
    """How is the thirty going."""

    id = tab = "proposals"
    list_cells = TABLE_CELLS

    def head(self, view: View, space: Space) -> Lines:
        """The run, its odds and the rate; the year week by week where there is room for it."""
        shown = head(view, space.cells)
        if space.rows < TALL or not view.proposals.sent:
            return shown
        *above, names = shown
        return [*above, *picture(view, space.cells), EMPTY, names]

    def rows(self, view: View) -> Sequence[Record]:
        """The newest first."""
        return newest_first(view.ledger)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One proposal."""
        return proposal_row(view, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """The record; of one in talks what taking it would put at stake; beside the list the rates."""
        shown = super().detail(view, row, space)
        if isinstance(row, Proposal) and row.outcome == "talking":
            shown = [*shown, *paragraph(before_taking(view), space.cells, indent="  ")]
        return [*shown, EMPTY, *rates.side(view, space.cells)] if space.wide and row else shown
