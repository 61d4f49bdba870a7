"""An act of the coach in words: what to do, why, the key that records it, and the numbers behind its rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.coach.action import Action, Bunch, Kind, Sureness
from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.record.names import is_unnamed
from procw_tui.domain.record.records import Contract, Proposal
from procw_tui.domain.record.times import JST
from procw_tui.domain.work.clocks import RATING_TIME
from procw_tui.domain.work.replies import Wait
from procw_tui.present.cells import clip, visible
from procw_tui.present.commands import KEY, CommandId, key_of
from procw_tui.present.criteria.table import criterion_short
from procw_tui.present.language import N_, _, n_
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

from . import practices, reasons

NAME_CELLS, MOST_NAMES = 24, 3
NEAR = timedelta(days=2)
"""So near a deadline has its hour."""
SURE = {
    Sureness.AVERTS: N_("urgent"), Sureness.SURELY: N_("in your hand"),
    Sureness.LIKELY: N_("likely"), Sureness.KEEPS: N_("keeps"), Sureness.MAYBE: N_("by luck"),
    Sureness.NOTHING: N_("none"),
}  # fmt: skip

TELLING = frozenset({"begin", "check_up", "result", "quiet"})
"""Acts that change what is known of a criterion."""

KEY_WORDS: dict[Kind, tuple[str, CommandId]] = {
    "termination": (N_("answer"), "termination"), "begin": (N_("answer"), "opening"),
    "reply": (N_("once replied"), "reply"), "repair": (N_("once sent"), "proposal"),
    "send": (N_("once sent"), "proposal"), "result": (N_("log it"), "result"),
    "check_up": (N_("compare"), "opening"), "practice": (N_("try it"), "practice"),
    "look_back": (N_("answer"), "practice"), "deliver": (N_("once delivered"), "do"),
    "rate": (N_("once rated"), "do"), "ask_rating": (N_("once asked"), "do"),
    "chase": (N_("once asked"), "do"), "follow_up": (N_("once written"), "do"),
    "look": (N_("once looked"), "do"), "profile": (N_("once edited"), "do"),
    "refresh": (N_("once edited"), "do"), "bunch": (N_("once planned"), "do"),
    "close_silent": (N_("close them"), "do"), "nudge": (N_("once written"), "do"),
    "escrow": (N_("once settled"), "do"), "invite": (N_("once asked"), "do"),
    "fives": (N_("once planned"), "do"), "letter": (N_("check letter"), "do"),
    "quiet": (N_("answer"), "do"), "missed": (N_("once seen"), "do"),
}  # fmt: skip
"""What the key beside an act is for, and the command that records it."""


def command_of(view: View, action: Action) -> CommandId:
    """The command that records an act: that of a reply is for the one waiting longest."""
    waits = view.replies.waiting
    if action.kind == "reply" and waits and action.about != waits[0]:
        return "do"
    return KEY_WORDS[action.kind][1]


def key_words(view: View, action: Action) -> tuple[str, str]:
    """The words before the key that records an act, and the key."""
    return _(KEY_WORDS[action.kind][0]), key_of(command_of(view, action))


def text(view: View, action: Action) -> str:
    """What to do, as a sentence."""
    about = action.about
    if isinstance(about, Wait):
        told = _("Reply to who waits.") if is_unnamed(about.client) else _("Reply to {client}.")
        return told.format(client=labels.client(about.client))
    if isinstance(about, Contract):
        return _CONTRACT[action.kind](view, action, about)
    if isinstance(about, Proposal):
        name = visible(about.title or "") or labels.client(about.client)
        return _("Ask {client} how it goes with {title}.").format(
            client=labels.client(about.client), title=name
        )
    if isinstance(about, Bunch):
        return _bunch(view, about)
    if isinstance(about, Span):
        return _quiet(view, about)
    if isinstance(about, Practice):
        return _practice(view, action, about)
    return _PLAIN[action.kind](view, action)


def why(view: View, action: Action) -> str:
    """Why just this."""
    return reasons.REASONS[action.kind](view, action)


def _termination(view: View, action: Action, contract: Contract) -> str:
    del view, action
    return _("Answer the midway-end request of {client}.").format(client=labels.client(contract.client))


def _deliver(view: View, action: Action, contract: Contract) -> str:
    del action
    name = visible(contract.title or "") or labels.client(contract.client)
    if contract.due_on is None:
        return _("Deliver {name}.").format(name=name)
    when = figures.in_days((contract.due_on - view.today).days)
    return _("Deliver {name}: {when}.").format(name=name, when=when)


def _rate(view: View, action: Action, contract: Contract) -> str:
    last = (action.deadline or view.now) - timedelta(minutes=1)
    return _("Rate {client}: {when} is the last day.").format(
        client=labels.client(contract.client), when=figures.day(last.astimezone(JST).date(), view.today)
    )


def _ask_rating(view: View, action: Action, contract: Contract) -> str:
    del view, action
    return _("Ask {client} for a rating.").format(client=labels.client(contract.client))


def _of_client(words: str) -> Callable[[View, Action, Contract], str]:
    def told(_view: View, _action: Action, contract: Contract) -> str:
        return _(words).format(client=labels.client(contract.client))

    return told


def _escrow(view: View, action: Action, contract: Contract) -> str:
    last = ((action.deadline or view.now) - timedelta(minutes=1)).astimezone(JST).date()
    return _("The escrow of {client} lapses on {day}: settle it before.").format(
        client=labels.client(contract.client), day=figures.day(last, view.today)
    )


def _missed(view: View, action: Action, contract: Contract) -> str:
    del action
    last = (contract.accepted_on or view.today) + RATING_TIME
    return _("The time to rate {client} was over on {day}.").format(
        client=labels.client(contract.client), day=figures.day(last, view.today)
    )


_CONTRACT: dict[str, Callable[[View, Action, Contract], str]] = {
    "termination": _termination, "deliver": _deliver, "rate": _rate, "ask_rating": _ask_rating,
    "chase": _of_client(N_("Ask the office to remind {client} to accept.")),
    "nudge": _of_client(N_("Write {client} a polite line: whether the delivery can be accepted.")),
    "escrow": _escrow, "missed": _missed,
}  # fmt: skip


def _bunch(view: View, bunch: Bunch) -> str:
    names = [visible(each.title or "") or labels.client(each.client) for each in bunch.contracts]
    del view
    return _("Have these accepted by the end of {month}: {names}.").format(
        month=figures.month_name(bunch.month), names=listed(names)
    )


def listed(names: Sequence[str]) -> str:
    """Names one after the other; of many how many more there are."""
    shown = _(", ").join(clip(name, NAME_CELLS) for name in names[:MOST_NAMES])
    if len(names) <= MOST_NAMES:
        return shown
    left = len(names) - MOST_NAMES
    return shown + n_(" and {n} more", " and {n} more", left).format(n=left)


def _clients(action: Action) -> str:
    about = action.about if isinstance(action.about, tuple) else ()
    return listed([labels.client(str(name)) for name in about])


def _invite(view: View, action: Action) -> str:
    del view
    return _("Let satisfied clients order the next job by a direct request (相談): {names}.").format(
        names=_clients(action)
    )


def _fives(view: View, action: Action) -> str:
    del view
    told = n_("{n} five-star is missing; it can come from {names}.",
              "{n} five-stars are missing; they can come from {names}.", action.number)  # fmt: skip
    return told.format(n=action.number, names=_clients(action))


def _letter(view: View, action: Action) -> str:
    del view, action
    words = _(
        "Change something: the letter ({key:letter} checks it), the postings you choose, or the sample."
    )
    return words.format(key=KEY)


def _quiet(view: View, span: Span) -> str:
    days = (span.last - span.first).days + 1
    return _("{n} days without a record since {day}: did nothing happen, or was it not logged?").format(
        n=days, day=figures.day(span.first, view.today)
    )


def _begin(view: View, action: Action) -> str:
    del view
    if action.about:
        return _("Answer what the ledger can't know: the questions of the first evening.")
    return _("Answer the questions of the first evening.")


def _practice(view: View, action: Action, practice: Practice) -> str:
    if action.kind == "look_back":
        return practices.look_back_question(view, practice)
    return practices.own_step(view, practice)


def _profile(view: View, action: Action) -> str:
    del view
    parts = action.about if isinstance(action.about, tuple) else ()
    named = _(", ").join(labels.choice("profile_edit", "parts", str(part)) for part in parts)
    return _("Fill in your profile: {parts}.").format(parts=named)


def _repair(view: View, action: Action) -> str:
    del view
    told = n_(
        "Win {n} more small fixed-price contract.", "Win {n} more small fixed-price contracts.", action.number
    )
    return told.format(n=action.number)


def _send(view: View, action: Action) -> str:
    goal = view.ledger.number("weekly_goal")
    return _("Send the next proposal: {sent} of {goal} this week.").format(
        sent=goal - action.number, goal=goal
    )


def _result(view: View, action: Action) -> str:
    del action
    name = figures.round_name(view.phase.round.month)
    return _("Log what the {round} brought.").format(round=name)


def _close_silent(view: View, action: Action) -> str:
    told = n_("Close {n} proposal that was silent for {days} days.",
              "Close {n} proposals that were silent for {days} days.", action.number)  # fmt: skip
    return told.format(n=action.number, days=view.ledger.number("give_up_days"))


def _always(words: str) -> Callable[[View, Action], str]:
    return lambda _view, _action: _(words)


_PLAIN: dict[str, Callable[[View, Action], str]] = {
    "begin": _begin,
    "invite": _invite,
    "fives": _fives,
    "letter": _letter,
    "profile": _profile,
    "repair": _repair,
    "send": _send,
    "result": _result,
    "refresh": _always(N_("Refresh your profile.")),
    "look": _always(N_("Look for a new direct request (相談) in the site's message list.")),
    "check_up": _always(N_("Compare four figures with the site.")),
    "close_silent": _close_silent,
}


def deadline(view: View, action: Action) -> str:
    """Until when, in short; a dash where there is none."""
    if action.deadline is None:
        return "-"
    local = action.deadline.astimezone(JST)
    if action.kind in {"reply", "termination"} and abs(local - view.now) < NEAR:
        return figures.short_moment(local)
    return figures.short_day((local - timedelta(minutes=1)).date())


def moves(action: Action) -> str:
    """The criterion that it moves, in short."""
    return "-" if action.criterion is None else criterion_short(action.criterion)


def sureness(action: Action) -> str:
    """How surely."""
    if action.kind in TELLING and action.sureness > Sureness.NOTHING:
        return _("tells")
    return _(SURE[action.sureness])


def as_json(view: View) -> dict[str, str] | None:
    """The next act for other programs."""
    action = view.next_action
    if action is None:
        return None
    return {"id": action.id, "text": text(view, action), "why": why(view, action)}
