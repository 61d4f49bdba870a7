"""The status as one line, as for tmux."""

from __future__ import annotations

from datetime import timedelta

from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.work.clocks import due, to_rate
from procw_tui.present.criteria.table import criterion_short
from procw_tui.present.language import _, n_
from procw_tui.present.sentences import scoreboard
from procw_tui.present.sentences.alarms import alarm_lines
from procw_tui.present.sentences.rounds import round_text
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.signs import AT_RISK

SEPARATOR = " | "
TOMORROW, THREE_DAYS = timedelta(days=1), timedelta(days=3)


def status_line(shown: View) -> str:
    """What needs the user now, in one line; empty where nothing does."""
    parts = alarm_lines(shown)
    if shown.replies.waiting and shown.replies.oldest_minutes is not None:
        age = figures.span(shown.replies.oldest_minutes)
        parts.append(unanswered(len(shown.replies.waiting)).format(age=age))
    return SEPARATOR.join([*parts, *day_parts(shown)])


def unanswered(number: int) -> str:
    """How many wait, with `{age}` for how long the oldest does."""
    told = n_("{n} unanswered (since {age})", "{n} unanswered (oldest {age})", number)
    return told.format(n=number, age="{age}")


def day_parts(shown: View) -> list[str]:
    """What of the line stays the same all day."""
    return [*_due_parts(shown), *_round_parts(shown)]


def _due_parts(shown: View) -> list[str]:
    """Deliveries due by tomorrow or overdue, and ratings that close within three days."""
    parts = []
    dues = [clock for clock in due(shown.ledger, shown.today) if clock.on - shown.today <= TOMORROW]
    if dues:
        when = figures.in_days((dues[0].on - shown.today).days)
        parts.append(n_("{n} delivery ({when})", "{n} deliveries (first {when})", len(dues)).format(
            n=len(dues), when=when))  # fmt: skip
    closing = [clock for clock in to_rate(shown.ledger, shown.today) if clock.on - shown.today <= THREE_DAYS]
    if closing:
        first = closing[0]
        told = _("rate by {day}: {client}")
        parts.append(
            told.format(day=figures.day(first.on, shown.today), client=labels.client(first.contract.client))
        )
    return parts


def _round_parts(shown: View) -> list[str]:
    """A result to log, and what a near cut-off endangers: later on only what is met today."""
    at, near = shown.board, shown.phase.name == "closing"
    parts = []
    if shown.phase.name == "asking":
        name = figures.round_name(shown.phase.round.month)
        parts.append(_("Did the mail of the {round} come?").format(round=name))
    chars = scoreboard.signs(at)
    short = at.at_cutoff.named("short")
    unsure = [
        each.id for each in at.at_cutoff.standings if each.state == "unknown" and each.cut and each.covered
    ]
    risky = [
        name for name in CRITERIA
        if chars[name] == AT_RISK or name in unsure or (near and name in short)
    ]  # fmt: skip
    if risky:
        names = " ".join(f"{chars[name]} {criterion_short(name)}" for name in risky)
        parts.append(f"{names} ({round_text(at)})")
    return parts
