"""Work: what is running, and what did it earn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from procw_tui.domain.certification.scouts import not_counting
from procw_tui.domain.record.kinds import own_day
from procw_tui.domain.record.records import Contract, Earning, Record, Review, Scout, Tally
from procw_tui.domain.record.times import last_day, leaves_on, month_of
from procw_tui.domain.work.clients import Client
from procw_tui.domain.work.clocks import clocks_of
from procw_tui.domain.work.contracts import running
from procw_tui.domain.work.fees import received
from procw_tui.domain.work.money import MonthMoney, accepted_money, months_of_money, running_money
from procw_tui.domain.work.months import best_month, gross_of, months_in_window
from procw_tui.present.cells import visible, width
from procw_tui.present.columns import LOOKED_AT, shared, widest
from procw_tui.present.commands import KEY, CommandId, key_of
from procw_tui.present.language import N_, _, p_
from procw_tui.present.listing import Listing
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    Span,
    bar,
    cell,
    flowed,
    line,
    line_width,
    number_cell,
    paragraph,
)
from procw_tui.present.pictures import clients, earnings
from procw_tui.present.rooms.room import NARROW, TABLE_CELLS, Room, beside_row, price_cells, record_lines
from procw_tui.present.sentences.clocks import clock_words
from procw_tui.present.sentences.records import record_line, record_summary
from procw_tui.present.sentences.weighing import weigh_words
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

SECTIONS: tuple[type[Record | Client], ...] = (Contract, Review, Scout, Earning, Tally, Client)
CLOCKS = {
    "due": N_("due {day}"), "acceptance": N_("accept by {day}"), "escrow": N_("escrow to {day}"),
    "rating": N_("rate by {day}"), "opening": N_("opens {day}"),
}  # fmt: skip
STATE_ROLE: dict[str, Role] = {"running": "strong", "completed": "", "ended_midway": "bad"}
ALWAYS_SHOWN = 12
CLIENT, LEAST_CLIENT, DAY = 28, 10, 9


def head(view: View, cells: int, section: int) -> Lines:
    """The month's money, the best month of the window, and the tabs of the lists."""
    money = accepted_money(view.ledger, month_of(view.today), view.today)
    open_ones = running_money(view.ledger, view.today)
    parts = [
        line("  ", (_("This month"), "head"), "  ",
             _("accepted {yen}").format(yen=figures.short_yen(view.month_gross))),
        line(_("after the fee {yen}").format(yen=figures.short_yen(money.received))),
        line(_("running {yen}").format(yen=figures.short_yen(open_ones.gross))),
    ]  # fmt: skip
    above = clients.share(view, cells) if SECTIONS[section] is Client else []
    return [
        *flowed(parts, cells, "    "), *_best(view, cells), EMPTY, *_tabs(view, section, cells), *above,
        table_head(view, section, cells),
    ]  # fmt: skip


def _best(view: View, cells: int) -> Lines:
    best = best_month(view.ledger, view.today, view.today)
    if best is None:
        told = _("No earnings of the past year are logged yet. Press {key:contract} for a contract.").format(
            key=KEY
        )
        return paragraph(told, cells, "dim")
    told = _("best month {yen} ({month}), leaves on {day}").format(
        yen=figures.short_yen(best.gross),
        month=figures.month_name(best.month),
        day=figures.day(leaves_on(last_day(best.month)), view.today),
    )
    aim = view.ledger.number("earnings_bar_yen")
    mine = [line((_("my bar {yen}").format(yen=figures.short_yen(aim)), "dim"))] if aim else []
    *most, last = paragraph(told, cells)
    return [*most, *flowed([last, *mine], cells, "   ")]


def _tabs(view: View, section: int, cells: int) -> Lines:
    """The lists' names, each with how many it has; where there is little room the open one's alone."""
    told = flowed(_tab_names(view, section, every=True), cells - 2, " ", "")
    if len(told) > 1:
        told = flowed(_tab_names(view, section, every=False), cells - 2, " ", "")
    return [line("  ", *each) for each in told]


def _tab_names(view: View, section: int, *, every: bool) -> Lines:
    names: Lines = []
    for number in sections(view, section):
        cls = SECTIONS[number]
        role: Role = "key" if number == section else "dim"
        open_, close = "[]" if number == section else "  "
        count = f" {_count(view, number)}" if every or number == section else ""
        names.append(line((f"{open_}{_name(cls)}", role), (count, "dim"), (close, role)))
    return [*names, line((key_of("section"), "dim"))]


def sections(view: View, shown: int) -> list[int]:
    """The lists that have anything in them, the contracts, and the one that is shown."""
    return [number for number in range(len(SECTIONS)) if number in {0, shown} or _count(view, number)]


def _name(cls: type[Record | Client]) -> str:
    if issubclass(cls, Client):
        return _("Clients")
    return p_("tab", "Earnings") if cls is Earning else labels.kind(cls.kind)


def _count(view: View, section: int) -> int:
    return view.once(("work counts", section), lambda: _counted(view, SECTIONS[section]))


def _counted(view: View, cls: type[Record | Client]) -> int:
    if issubclass(cls, Client):
        return len(clients.rows(view))
    return len(months_of_money(view.ledger, view.today)) if cls is Earning else view.ledger.count(cls.kind)


def table_head(view: View, section: int, cells: int) -> Line:
    """The column names of a section."""
    if not _count(view, section):
        keys: dict[type[Record | Client], CommandId] = {
            Contract: "contract", Review: "other", Scout: "scout", Earning: "earning", Tally: "opening",
            Client: "contract",
        }  # fmt: skip
        return line(
            "  ", (_("Nothing here yet. Press {key}.").format(key=key_of(keys[SECTIONS[section]])), "dim")
        )
    if SECTIONS[section] is Earning:
        return earnings.table_head(view, cells)
    if SECTIONS[section] is Client:
        return clients.table_head(cells)
    if SECTIONS[section] is not Contract:
        return EMPTY
    client, title, price = _widths(view, cells)
    return line(
        "  ", *([cell(_("began"), DAY, "dim")] if price else []), cell(labels.field("client"), client, "dim"),
        *([cell(labels.field("title"), title, "dim")] if title else []),
        *([number_cell(_("price"), price, "dim")] if price else []), "  ", (labels.field("state"), "dim"),
    )  # fmt: skip


def _widths(view: View, cells: int) -> tuple[int, int, int]:
    """The cells of a contract's client and title, a blank behind each, and of its price."""
    client, title, state = view.once("widths of contracts", lambda: _wanted(view))
    price = price_cells(view, Contract)
    room = cells - 2 - DAY - price - 2 - state
    if room < CLIENT:  # the client alone, and below that neither day nor price
        price = price if room >= LEAST_CLIENT else 0
        room = cells - 2 - (DAY + price if price else 0) - 2 - state
        return max(LEAST_CLIENT, min(client, room)), 0, price
    client, title = shared((client, title), room)
    return client, title, price


def _wanted(view: View) -> list[int]:
    rows = _rows(view, SECTIONS.index(Contract))
    contracts = [row for row in rows[:LOOKED_AT] if isinstance(row, Contract)]
    names = widest(contracts, lambda c: labels.client(c.client)), widest(contracts, lambda c: c.title or "")
    heads = labels.field("client"), labels.field("title")
    texts = [max(name, width(head)) + 2 for name, head in zip(names, heads, strict=True)]
    return [*texts, max((line_width(_state(view, each)) for each in contracts), default=0)]


def _client(view: View, cls: type[Review | Scout], most: int) -> int:
    """The cells of a review's or a scout's client, a blank behind it."""
    rows = view.ledger.all(cls)
    found = view.once(("widths", cls), lambda: widest(rows, lambda each: labels.client(each.client)))
    return max(LEAST_CLIENT, min(found + 2, most))


def _rows(view: View, section: int) -> Sequence[Record | MonthMoney | Client]:
    cls = SECTIONS[section]
    if issubclass(cls, Client):
        return clients.rows(view)
    if cls is Earning:
        return months_of_money(view.ledger, view.today)
    open_ones = {c.id for c in running(view.ledger, view.today)} if cls is Contract else set()

    def key(record: Record) -> tuple[bool, date]:
        return (record.id in open_ones, own_day(record) or date.min)

    return sorted(view.ledger.all(cls), key=key, reverse=True)


def work_row(view: View, record: Record | MonthMoney | Client, cells: int) -> Line:
    """One record of a section."""
    if isinstance(record, Client):
        return clients.client_row(record, cells)
    if isinstance(record, Contract):
        return _contract(view, record, cells)
    if isinstance(record, Review):
        return _review(view, record, cells)
    if isinstance(record, Scout):
        return _scout(view, record, cells)
    if isinstance(record, Tally):
        return line("  ", record_summary(record))
    assert isinstance(record, MonthMoney)  # noqa: S101 - rows() gives nothing else
    return earnings.row(view, record, cells)


def _contract(view: View, record: Contract, cells: int) -> Line:
    price = f"{record.price_yen:,}" if record.price_yen is not None else ""
    client, title, price_room = _widths(view, cells)
    day: list[Span] = [cell(figures.short_day(record.started_on), DAY, "dim")] if price_room else []
    name: list[Span] = [cell(visible(record.title or ""), title - 1), (" ", "")] if title else []
    money: list[Span] = [number_cell(price, price_room)] if price_room else []
    return line(
        "  ", *day, cell(labels.client(record.client), client - 1), " ", *name, *money, "  ",
        *_state(view, record),
    )  # fmt: skip


def _state(view: View, record: Contract) -> Line:
    """What it is, and the day that it runs towards next."""
    clock = next(iter(clocks_of(record, view.today)), None)
    waits = _(CLOCKS[clock[0]]).format(day=figures.month_day(clock[1])) if clock else ""
    if record.i_rated_on is not None:
        waits = _("rated")
    late = clock is not None and clock[1] < view.today
    state = labels.contract_state(record)
    return (state, STATE_ROLE[record.outcome]), ("  ", ""), (waits, "warn" if late else "dim")


def _review(view: View, record: Review, cells: int) -> Line:
    items = (record.skill, record.quality, record.schedule, record.communication, record.partnership)
    each = " ".join(str(item) for item in items if item is not None)
    role: Role = "strong" if record.overall_tenths < 48 else ""  # noqa: PLR2004 - below the threshold
    day = _day_cell(record.opened_on, cells)
    client = _client(view, Review, cells - 2 - width(day[0]) - 6 - 3 - 9)
    return line(
        "  ", day, cell(labels.client(record.client), client),
        number_cell(f"{record.overall_tenths / 10:.1f}", 6, role), "   ", (each, "dim"),
    )  # fmt: skip


def _scout(view: View, record: Scout, cells: int) -> Line:
    counted = record.id not in not_counting(view.ledger)
    until = _("counts until {day}").format(day=leaves_on(record.received_on))
    counts = until if counted else _("does not count")
    gone = leaves_on(record.received_on) <= view.today
    day, source = _day_cell(record.received_on, cells), _source(view) if cells >= NARROW else 0
    client = _client(view, Scout, cells - 2 - width(day[0]) - source - width(until))
    return line(
        "  ", day, cell(labels.client(record.client), client),
        cell(labels.choice("scout", "source", record.source), source), ("" if gone else counts, "dim"),
    )  # fmt: skip


def _day_cell(day: date, cells: int) -> Span:
    """The day of a review or a scout; its year only where there is room."""
    return cell(day.isoformat(), 12, "dim") if cells >= NARROW else cell(figures.short_day(day), DAY, "dim")


def _source(view: View) -> int:
    """The cells of where a scout came from."""
    scouts = view.ledger.all(Scout)
    told = view.once("widest source", lambda: widest(
        scouts, lambda each: labels.choice("scout", "source", each.source)))  # fmt: skip
    return told + 2


def months(view: View, cells: int) -> Lines:
    """Gross and received by month of the past year, as bars: for the wide column."""
    window = months_in_window(view.today)[-ALWAYS_SHOWN:]
    by_month = {month: gross_of(view.ledger, month, view.today, view.today) for month in window}
    most = max((each.gross for each in by_month.values() if each), default=0)
    shown: Lines = [line("  ", (_("Months, gross with tax"), "head")), EMPTY]
    for month, each in by_month.items():
        if each is None:
            shown.append(line("  ", (month, "dim"), number_cell("-", 12, "dim")))
            continue
        shown.append(line("  ", (month, "dim"), number_cell(figures.yen(each.gross), 12), "  ",
                          *bar(each.gross, most, max(4, cells - 26))))  # fmt: skip
    return shown


def money_lines(record: Record, cells: int) -> Lines:
    """What a contract brings after the fee."""
    if not isinstance(record, Contract) or record.price_yen is None:
        return []
    got = received(record.price_yen, task=record.type == "task")
    told = _("{price}, received after the fee {got}")
    return paragraph(
        told.format(price=figures.yen(record.price_yen), got=figures.yen(got)), cells, indent="  "
    )


def month_lines(month: MonthMoney, cells: int) -> Lines:
    """A month's gross, what is left of it, and where the figure is from."""
    source = _("typed") if month.typed else _("from contracts")
    told = _("{month}: {yen} with tax ({source})").format(
        month=month.month, yen=figures.yen(month.gross), source=source
    )
    left = "" if month.received is None else _("after the fee {yen}").format(yen=figures.yen(month.received))
    return [*paragraph(told, cells, "strong", "  "), *(paragraph(left, cells, "", "  ") if left else [])]


def clock_lines(view: View, record: Record, cells: int) -> Lines:
    """What a contract runs towards; with an open midway-end request, what is at stake."""
    if not isinstance(record, Contract):
        return []
    told = clock_words(view, record)
    role: Role = ""
    if any(alarm.contract.id == record.id for alarm in view.alarms):
        told, role = weigh_words(view, record) + told, "warn"
    return [each for words in told for each in paragraph(words, cells, role, "  ")]


def _in_full(view: View, record: Record, cells: int) -> Lines:
    """What its row has no room for; of what has no client and no title, its line."""
    named = isinstance(record, Contract | Review | Scout)
    shown = beside_row(view, record, cells) if named else record_lines(record, cells)
    if isinstance(record, Review):
        shown = [*paragraph(record_line(record), cells, "strong", "  "), *shown]
    return shown


class WorkRoom(Room):
    """What is running and what did it earn: five lists, one at a time."""

    id = tab = "work"
    detail_rows = 6
    list_cells = TABLE_CELLS

    def __init__(self) -> None:
        self.section = 0
        self._of_client = False
        """Whether what is listed are the contracts of one client, opened from the clients."""

    def show_contracts_of(self, client: Client) -> None:
        """The contracts, filtered by a client's name."""
        self.section = SECTIONS.index(Contract)
        self.listing = Listing(text=client.name)
        self._of_client = True

    def show_all(self) -> None:
        """Without the filter; where that was a client's contracts, the clients again."""
        super().show_all()
        if self._of_client:
            self.section, self._of_client = SECTIONS.index(Client), False

    def without_use(self, view: View) -> frozenset[CommandId]:
        """Contracts alone have stages."""
        del view
        return frozenset() if SECTIONS[self.section] is Contract else frozenset({"stage"})

    def next_section(self, view: View) -> None:
        """The next of the lists that has anything in it."""
        every = sections(view, self.section)
        self.section = every[(every.index(self.section) + 1) % len(every)]

    def head(self, view: View, space: Space) -> Lines:
        """The month's money and the lists' names."""
        return head(view, space.cells, self.section)

    def rows(self, view: View) -> Sequence[Record | MonthMoney | Client]:
        """The list in force: running contracts first, then the newest; earnings by month."""
        return view.once(("work", self.section), lambda: _rows(view, self.section))

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One record."""
        return work_row(view, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """The record and its money; on a wide terminal the months as well."""
        record, cells = self.record(row), space.cells
        shown = (
            [*_in_full(view, record, cells), *money_lines(record, cells), *clock_lines(view, record, cells)]
            if record
            else []
        )
        if isinstance(row, MonthMoney):
            shown = [*month_lines(row, cells), *shown]
        if isinstance(row, Client):
            return clients.by_category(view, cells)
        beside = space.wide and not isinstance(row, MonthMoney)  # those are the list's own bars
        return [*shown, EMPTY, *months(view, cells)] if beside else shown

    def record(self, row: Any) -> Record | None:
        """A month's own record, where one was typed."""
        return row.typed if isinstance(row, MonthMoney) else super().record(row)

    def key(self, row: Any) -> str:
        """A month or a client is known by its name."""
        if isinstance(row, Client):
            return row.name
        return row.month if isinstance(row, MonthMoney) else super().key(row)
