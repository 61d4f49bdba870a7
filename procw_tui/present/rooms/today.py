"""Today: what do I do now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.criteria import below_reports
from procw_tui.domain.coach.action import Sureness
from procw_tui.domain.evening.night import evening_of, logged
from procw_tui.domain.ledger.days import rests
from procw_tui.domain.record.names import is_unnamed
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.times import month_of
from procw_tui.domain.work.clocks import Clock, due, to_rate
from procw_tui.domain.work.money import accepted_money, running_money
from procw_tui.domain.work.months import best_month
from procw_tui.domain.work.proposals import THIRTY, sent_this_week
from procw_tui.present.cells import visible
from procw_tui.present.columns import widest
from procw_tui.present.commands import key_of
from procw_tui.present.criteria.table import criterion_short
from procw_tui.present.forms.night import LABELS
from procw_tui.present.language import NAMES, _, n_, next_language
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Space,
    bar,
    cell,
    flowed,
    heading,
    line,
    line_width,
    paragraph,
    right_aligned,
    side_by_side,
    sign,
    with_key,
)
from procw_tui.present.rooms.room import NARROW, Room
from procw_tui.present.sections import phase, tip
from procw_tui.present.sentences import acts, mail_queue, scoreboard
from procw_tui.present.sentences.weighing import weigh_words
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.signs import AT_RISK

MOST = 3
THREE_LISTS = 66
"""Below so many cells the three lists stand below each other."""
MOST_OTHERS = 10


def page(view: View, cells: int, rows: int) -> Lines:
    """The whole screen, in the order of what matters; the tip only where all of it fits."""
    if view.is_new:
        return welcome(cells)
    now, *rest = _parts(view, cells)
    signs = _criteria(view, cells)
    parts = [part for part in ([now, signs, *rest] if cells < NARROW else [now, *rest, signs]) if part]
    extras = [part for part in (tip.lines(view, cells), _evening(view, cells)) if part]
    full = sum(map(len, (*parts, *extras))) + len(parts) + len(extras) - 1
    air = max(0, len(parts) - max(0, full - rows))  # so many of the parts keep the line behind them
    shown = [
        each for number, part in enumerate(parts) for each in [*part, *([EMPTY] if number < air else [])]
    ]
    for extra in extras:
        if len(shown) + len(extra) <= rows:
            shown += [*extra, EMPTY]
    return shown[:-1] if shown[-1] == EMPTY else shown


def main_column(view: View, cells: int) -> Lines:
    """The left column of a wide terminal."""
    if view.is_new:
        return welcome(cells)
    parts = (*_parts(view, cells), _evening(view, cells), _others(view, cells))
    return [each for part in parts if part for each in [*part, EMPTY]][:-1]


def _parts(view: View, cells: int) -> list[Lines]:
    parts = _now(view, cells), _phase(view, cells), _waiting(view, cells), _money(view, cells)
    return [*parts, _week(view, cells)]


def side_column(view: View, cells: int) -> Lines:
    """The right column: the six signs one below the other, and the tip."""
    shown = [heading(_("Criteria")), EMPTY]
    for row in scoreboard.rows(view.ledger, view.board, view.rules):
        shown += [
            line(
                "    ",
                sign(row.sign),
                " ",
                cell(row.name, 24),
                (row.today, "dim" if row.in_part else "strong"),
            ),
            line("      ", (row.slack, "dim")),
        ]
    return [*shown, EMPTY, *tip.lines(view, cells)] if not view.is_new else []


def welcome(cells: int) -> Lines:
    """An empty ledger: how to begin, and how to look first."""
    shown = [heading(_("Welcome")), EMPTY]
    why = _("Six criteria decide four times a year, and the site shows nobody how close they are. "
            "Log a little each evening; this program does the arithmetic.")  # fmt: skip
    shown += [*paragraph(why, cells), EMPTY]
    keys = (
        (key_of("do"), _("begin: one short question a screen, each can be skipped")),
        (key_of("demo"), _("look at a demo first; q comes back here")),
        (key_of("paste"), _("or paste a page of the site, or log what happened: ? shows every key")),
        (key_of("language"), NAMES[next_language()]),
    )
    for key, text in keys:
        first, *rest = paragraph(text, cells - 8, indent="")
        shown.append(line("    ", cell(key, 8, "key"), *first))
        shown += [line(" " * 12, *more) for more in rest]
    return shown


def _now(view: View, cells: int) -> Lines:
    """The one thing first: what to do with its key, and why; how many others there are."""
    action = view.next_action
    if action is None:
        shown = [
            _now_head(view, cells),
            *paragraph(_("Nothing waits. Have a good evening."), cells, "strong"),
        ]
        first = view.actions[:1]
        return shown + [each for act in first for each in paragraph(acts.text(view, act), cells, "dim")]
    words, key = acts.key_words(view, action)
    hint = line((f"{words} ", "dim"), (key, "key"))
    beside = 0 if cells < NARROW else line_width(hint) + 4
    done = paragraph(acts.text(view, action), cells - beside, "next")
    shown = [_now_head(view, cells), *with_key(done, hint, cells)]
    shown += paragraph(acts.why(view, action), cells)
    if cells >= NARROW and isinstance(action.about, Contract) and action.sureness == Sureness.AVERTS:
        shown += [each for words in weigh_words(view, action.about) for each in paragraph(words, cells)]
    return shown


def _now_head(view: View, cells: int) -> Line:
    """The heading, and at its right what else there is."""
    others = len(view.actions) - (view.next_action is not None)
    if not others and view.next_action is None:
        return heading(_("Next"))
    right = line(
        (n_("{n} other", "{n} others", others).format(n=others), "dim"),
        (_("  why "), "dim"), (key_of("open"), "key"),
        *(((_("  later "), "dim"), (key_of("put-off"), "key")) if view.next_action is not None else ()),
        ("  ", ""),
    )  # fmt: skip
    return right_aligned(heading(_("Next")), right, cells)


def _others(view: View, cells: int) -> Lines:
    """What comes after the next act, each with its deadline."""
    others = [each for each in view.actions if each != view.next_action][:MOST_OTHERS]
    if not others:
        return []
    rows = [
        line("    ", cell(acts.text(view, each), cells - 20), " ", (acts.deadline(view, each), "dim"))
        for each in others
    ]
    return [heading(_("After that")), *rows]


def _phase(view: View, cells: int) -> Lines:
    """What the day means for a round; while records are collected the tabs say it."""
    return [] if view.phase.name == "collecting" else phase.section(view, cells)


def _waiting(view: View, cells: int) -> Lines:
    """Three lists side by side: who waits, what is due, what can still be rated."""
    waiting = view.replies.waiting
    each = cells if cells < THREE_LISTS else cells // 3
    waits = [(labels.client(wait.client), figures.span(wait.minutes(view.now))) for wait in waiting[:MOST]]
    dues, rates = due(view.ledger, view.today), to_rate(view.ledger, view.today)
    columns = [
        _list(_("Unanswered"), len(waiting), _entries(waits, each)),
        _list(_("Due"), len(dues), _entries([_clock(view, clock) for clock in dues[:MOST]], each)),
        _list(_("To rate"), len(rates), _entries([_clock(view, clock) for clock in rates[:MOST]], each)),
    ]
    if each == cells:  # a narrow terminal has them below each other, those that have anything in them
        shown = [one for column in columns for one in column if len(column) > 1]
    else:
        shown = side_by_side(columns, cells)
    return [*shown, *_mails(view, cells)]


def _mails(view: View, cells: int) -> Lines:
    """Up to when mails tell who waits, and how many of them wait themselves."""
    source = view.once("mails", lambda: mail_queue.source_words(view.ledger, view.today))
    if not source:
        return []
    parts = [line("  ", (source, "dim"))]
    waits = view.once("mails that wait", lambda: mail_queue.queue_words(view.ledger, view.knowledge))
    if waits:
        parts.append(line((waits, "warn"), " ", (key_of("mails"), "key")))
    return flowed(parts, cells)


def _list(name: str, count: int, entries: Lines) -> Lines:
    return [(("  ", ""), (name, "head"), (f"  {count}", "strong" if count else "dim")), *entries]


def _entries(named: Sequence[tuple[str, str]], cells: int) -> Lines:
    """Names, each with its age or what is left; what that takes at most is kept free for it."""
    end = widest(named, lambda each: each[1])
    return [line("   ", cell(name, cells - 5 - end), " ", (left, "dim")) for name, left in named]


def _clock(view: View, clock: Clock) -> tuple[str, str]:
    name = visible(clock.contract.title or "") or labels.client(clock.contract.client)
    return name, figures.in_days((clock.on - view.today).days)


def _money(view: View, cells: int) -> Lines:
    """This month, where anything is logged of it: a zero would look like a figure; and the best month."""
    month = month_of(view.today)
    accepted, open_ones = (
        accepted_money(view.ledger, month, view.today),
        running_money(view.ledger, view.today),
    )
    expected = accepted.received + open_ones.received
    parts = [
        line("  ", (_("This month"), "head"), "  ",
             _("accepted {yen}").format(yen=figures.short_yen(view.month_gross))),
        line(_("running {yen}").format(yen=figures.short_yen(open_ones.gross))),
        line(_("to receive {yen}").format(yen=figures.short_yen(expected))),
    ]  # fmt: skip
    first = flowed(parts, cells, "    ")
    known = view.month_gross or any(not is_unnamed(each.client) for each in view.ledger.all(Contract))
    best = best_month(view.ledger, view.today, view.today)
    if best is None:
        return first if known else []
    text = _("best month {yen} ({month})").format(
        yen=figures.short_yen(best.gross), month=figures.month_name(best.month)
    )
    rest: Lines = []
    second = [line("    " if known else "  ", text)]
    if below_reports(view.ledger, view.today, view.rules):
        warning, *more = paragraph(_("below what certified writers report"), cells - 4, "dim", "")
        second.append(line((AT_RISK, "warn"), " ", *warning))
        rest = [line(" " * 6, *each) for each in more]
    return [*(first if known else []), *flowed(second, cells, "    "), *rest]


def _week(view: View, cells: int) -> Lines:
    goal, sent = view.ledger.number("weekly_goal"), sent_this_week(view.ledger, view.now)
    week = line(
        "  ", (_("Proposals"), "head"), "  ", *bar(sent, max(goal, 1), 12 if cells >= NARROW else 8), "  ",
        _("{sent}/{goal} this week").format(sent=sent, goal=goal),
    )  # fmt: skip
    return flowed([week, line((_run(view), "dim"))], cells, "   ")


def _run(view: View) -> str:
    """How many decided ones in a row brought no contract, beside the thirty that one aims for."""
    decided = view.proposals.decided
    if not decided.n:
        return ""
    if not decided.since_last_hit:
        return _("the last decided: a contract")
    return n_("{n} without a contract (aim 1 in {thirty})",
              "{n} without a contract (aim 1 in {thirty})",
              decided.since_last_hit).format(n=decided.since_last_hit, thirty=THIRTY)  # fmt: skip


def _criteria(view: View, cells: int) -> Lines:
    chars = scoreboard.signs(view.board)
    signs = [line(sign(chars[name]), f" {criterion_short(name)}") for name in CRITERIA]
    return flowed([line("  ", (_("Criteria"), "head")), *signs], cells)


def _evening(view: View, cells: int) -> Lines:
    """The strip of numbers: what the day has already, and the key for it."""
    day = evening_of(view.now)
    known = view.once("evening", lambda: logged(view.ledger, day, view.now))
    parts = [line("  ", (_("The evening"), "head"), " ")]
    if rests(view.ledger, day) is not None:
        parts.append(line((_("Day of rest"), "strong"), " "))
    for label, number in zip(LABELS[:-1], known, strict=True):  # a day of rest has words of its own
        parts.append(line((f"{_(label)} ", "dim"), (str(number), "strong") if number else ("_", "dim")))
    key = line((_("begin "), "dim"), (key_of("night"), "key"))
    return with_key(flowed(parts, cells), key, cells)


class TodayRoom(Room):
    """What do I do now."""

    id = tab = "today"
    has_list = False
    detail_rows = 0

    def head(self, view: View, space: Space) -> Lines:
        """Everything, or the left column of a wide terminal."""
        return main_column(view, space.cells) if space.wide else page(view, space.cells, space.rows)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """The right column of a wide terminal."""
        del row
        return side_column(view, space.cells) if space.wide else []
