"""Replies: who waits, and how fast one answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Message, Record
from procw_tui.domain.record.times import JST
from procw_tui.domain.work.replies import answered_within
from procw_tui.present.cells import clip, visible, width
from procw_tui.present.columns import shared, widest
from procw_tui.present.commands import KEY
from procw_tui.present.language import _
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    Span,
    cell,
    flowed,
    line,
    number_cell,
    paragraph,
)
from procw_tui.present.pictures.replies import picture
from procw_tui.present.rooms.room import NARROW, TABLE_CELLS, Room
from procw_tui.present.sentences import mail_queue
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.signs import AT_RISK

FEW = 5
LEAST_CLIENT, BESIDE_CLIENT = 10, 44


def head(view: View, cells: int) -> Lines:
    """The figures, each with what it rests on."""
    standing = view.replies
    if not standing.n or standing.median_minutes is None or standing.p90_minutes is None:
        told = _("No messages yet. Press {key:message} when a client writes.").format(key=KEY)
        return [*paragraph(told, cells, "dim", "  "), EMPTY]
    told = _("from {n}, {open} of them still waiting") if standing.waiting else _("from {n}")
    n: Span = (told.format(n=standing.n, open=len(standing.waiting)), "dim")
    share = figures.percent(100 * (standing.within_target or 0), 0)
    within = _("answered within {target}: {share} (a target of your own)").format(
        target=figures.span(standing.target_minutes), share=share
    )
    role: Role = "dim" if standing.n < FEW else ""
    median = _("median {median}").format(median=figures.span(standing.median_minutes))
    most = _("nine in ten within {p90}").format(p90=figures.span(standing.p90_minutes))
    source = view.once("mails", lambda: mail_queue.source_words(view.ledger, view.today))
    about = "   ".join(filter(None, (within, source)))
    return [
        *flowed([line("  ", (_("{n} unanswered").format(n=len(standing.waiting)), "strong")),
                 line(_oldest(view, cells))], cells, "    "),
        *flowed([line("  ", (median, role)), line((most, role)), line(n)], cells, "    "),
        *paragraph(about, cells, "dim", "  "),
        EMPTY,
        table_head(view, cells),
    ]  # fmt: skip


def _oldest(view: View, cells: int) -> str:
    if not view.replies.waiting or view.replies.oldest_minutes is None:
        return ""
    wait = view.replies.waiting[0]
    client = clip(labels.client(wait.client), max(LEAST_CLIENT, cells - BESIDE_CLIENT))
    return _("the longest: {client}, {age}").format(
        client=client, age=figures.span(view.replies.oldest_minutes)
    )


def table_head(view: View, cells: int) -> Line:
    """The table's column names."""
    return line(
        "  ", cell(_("came"), _came(cells), "dim"),
        cell(labels.field("client"), _client(view, cells), "dim"),
        number_cell(_("took"), 12, "dim"), "  ", (labels.field("subject"), "dim"),
    )  # fmt: skip


def _client(view: View, cells: int) -> int:
    """The cells of the client, a blank behind it; the subject takes what is left."""
    return shared(view.once("widths of messages", lambda: _wanted(view)), cells - 2 - _came(cells) - 12 - 2)[
        0
    ]


def _came(cells: int) -> int:
    """The cells of the moment; where there is little room, of its day."""
    return 6 if cells < NARROW else 13


def _wanted(view: View) -> list[int]:
    rows = view.ledger.index(_ordered, Message)
    client = widest(rows, lambda each: labels.client(each.client))
    names = client, widest(rows, lambda each: each.subject or "")
    heads = labels.field("client"), labels.field("subject")
    return [max(name, width(head)) + 2 for name, head in zip(names, heads, strict=True)]


def _ordered(ledger: Ledger) -> list[Message]:
    by_moment = sorted(ledger.all(Message), key=lambda message: message.received_at)
    waiting = [message for message in by_moment if message.state == "waiting"]
    return waiting + [message for message in reversed(by_moment) if message.state != "waiting"]


def message_row(view: View, record: Message, cells: int) -> Line:
    """One message."""
    came = figures.short_moment(record.received_at)
    if cells < NARROW:
        came = figures.short_day(record.received_at.astimezone(JST).date())
    waits = record.state == "waiting"
    late = record.replied_at is not None and not answered_within(record, view.replies.target_minutes)
    return line(
        "  ", cell(came, _came(cells), "dim"),
        cell(labels.client(record.client), _client(view, cells) - 1, "strong" if waits else ""), " ",
        number_cell(took(view, record), 12, "warn" if waits or late else ""),
        (AT_RISK if late else " ", "warn"), " ",
        (visible(record.subject or ""), "dim"),
    )  # fmt: skip


def took(view: View, record: Message) -> str:
    """How long the reply took, or what there is instead."""
    if record.replied_at is not None:
        return figures.span((record.replied_at - record.received_at).total_seconds() / 60)
    if record.state == "waiting":
        if record.received_at > view.now:
            return _("later")
        age = figures.span((view.now - record.received_at).total_seconds() / 60)
        return _("{age} so far").format(age=age)
    return _("time unknown") if record.state == "answered" else _("not needed")


class RepliesRoom(Room):
    """Who waits."""

    id = tab = "replies"
    list_cells = TABLE_CELLS

    def head(self, view: View, space: Space) -> Lines:
        """The figures."""
        return head(view, space.cells)

    def rows(self, view: View) -> Sequence[Record]:
        """Unanswered first, the longest wait at the top; then the others, the newest first."""
        return view.ledger.index(_ordered, Message)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """The message; beside the list when messages come and how long replies took."""
        shown = super().detail(view, row, space)
        return [*shown, EMPTY, *picture(view, space.cells)] if space.wide else shown

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One message."""
        return message_row(view, row, cells)
