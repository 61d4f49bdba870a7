"""`procw-tui status`: the scoreboard as text, as one line, and as JSON for other programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from procw_tui.domain.certification.criteria import Board, criterion, leaving
from procw_tui.domain.certification.forecast import Outlook, holds
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.values import moment_json
from procw_tui.domain.work.clocks import due, to_rate
from procw_tui.domain.work.proposals import Proposals
from procw_tui.domain.work.replies import Replies
from procw_tui.domain.work.terminations import Alarm
from procw_tui.present.criteria.table import criterion_names, criterion_short, words_of
from procw_tui.present.words.language import _, language, n_
from procw_tui.present.words.signs import AT_RISK

from .criteria import scoreboard
from .view import View
from .words import figures, labels

TOMORROW, THREE_DAYS = timedelta(days=1), timedelta(days=3)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _standing_json(standing: Standing, then: Standing, shown: View, at: Board) -> dict[str, Any]:
    low = _rounded(standing.low.value, 2) if standing.low else None
    high = _rounded(standing.high.value, 2) if standing.high else None
    its = criterion(standing.id)
    if its.whole and low is not None and high is not None:
        low, high = int(low), int(high)
    gone = leaving(shown.ledger, standing.id, at.day, at.round.cutoff)
    return {
        "id": standing.id, "target": its.needed(shown.ledger, shown.rules),
        "value": low if standing.exact else None,
        "low": low, "high": high, "n": standing.n, "state": standing.state, "at_cutoff": then.state,
        "slack": words_of(standing.id).slack(shown.ledger, at, shown.rules),
        "leaving": [{"on": each.on.isoformat(), "what": each.what} for each in gone],
    }  # fmt: skip


def _criteria(shown: View, at: Board) -> list[dict[str, Any]]:
    return [_standing_json(at.today.of(name), at.at_cutoff.of(name), shown, at) for name in CRITERIA]


def _judging(shown: View) -> dict[str, Any] | None:
    if shown.board.judging is None:
        return None
    judged, frozen = shown.board.judging
    at = shown.board._replace(day=judged.cutoff, round=judged, today=frozen, at_cutoff=frozen)
    return {"month": judged.month, "cutoff": judged.cutoff.isoformat(), "met": frozen.met,
            "criteria": _criteria(shown, at)}  # fmt: skip


def as_json(shown: View) -> dict[str, Any]:
    """The status as other programs read it. Rounded last, after every comparison."""
    at, wait, sent = shown.board, shown.replies, shown.proposals
    return {
        "as_of": at.day.isoformat(), "language": language(),
        "round": {"month": at.round.month, "cutoff": at.round.cutoff.isoformat(),
                  "days_left": days_left(at)},
        "judging": _judging(shown), "certified": at.certified, "met": at.today.met,
        "criteria": _criteria(shown, at),
        "replies": {"waiting": len(wait.waiting), "oldest_minutes": _rounded(wait.oldest_minutes, 2),
                    "median_minutes": _rounded(wait.median_minutes, 2),
                    "p90_minutes": _rounded(wait.p90_minutes, 2),
                    "within_target": _rounded(wait.within_target, 4),
                    "target_minutes": wait.target_minutes, "n": wait.n},
        "proposals": {"sent": sent.sent, "hits": sent.hits, "pending": sent.pending,
                      "since_last_hit": sent.since_last_hit, "rate": _rounded(sent.rate, 4),
                      "low": _rounded(sent.low, 4), "high": _rounded(sent.high, 4)},
        "alarms": [{"kind": "termination", "deadline": moment_json(alarm.deadline),
                    "record": alarm.contract.id} for alarm in shown.alarms],
        "next_action": next_action(shown),
        "forecast": [_outlook(each) for each in shown.forecast],
    }  # fmt: skip


def next_action(shown: View) -> dict[str, str] | None:
    """The coach's next act; its words are loaded only where they are asked for."""
    from .words import acts as coach

    return coach.as_json(shown)


def _outlook(each: Outlook) -> dict[str, Any]:
    """A coming round: met at its cut-off if nothing new happens, and at the pace (null under five events)."""
    return {"month": each.round.month, "cutoff": each.round.cutoff.isoformat(), "met": each.still.met,
            "holds": holds(each.still), "met_at_pace": each.paced.met if each.paced else None,
            "holds_at_pace": holds(each.paced) if each.paced else None}  # fmt: skip


def days_left(at: Board) -> int:
    """Days to the cut-off of the next round."""
    return (at.round.cutoff - at.day).days


def round_text(at: Board) -> str:
    """`Jan round 39 days`; while one is judged, that first."""
    left = days_left(at)
    days = n_("{n} day", "{n} days", left).format(n=left) if left else _("last day")
    coming = f"{figures.round_name(at.round.month)} {days}"
    if at.judging is None:
        return coming
    return _("{round} awaited").format(round=figures.round_name(at.judging[0].month)) + f"  {coming}"


def round_short(at: Board) -> str:
    """The same where there is little room."""
    if at.judging is None:
        return round_text(at)
    return _("{judged} awaited {coming} {left}").format(
        judged=figures.month_name(at.judging[0].month), coming=figures.month_name(at.round.month),
        left=figures.span(days_left(at) * figures.DAY),
    )  # fmt: skip


def judged_text(at: Board) -> str:
    """`Today ✓5 ?1   Jan round ✓4 ✗1 ?1   (up to 2026-12-31, assumed)`."""
    return _("Today {today}   {round} {then}   (up to {cutoff}, assumed)").format(
        today=scoreboard.tally_of(at.today), round=figures.round_name(at.round.month),
        then=scoreboard.tally_of(at.at_cutoff), cutoff=figures.day(at.round.cutoff, at.day),
    )  # fmt: skip


def holding(shown: View) -> str:
    """The first round at which all that can be known would hold, as a sentence."""
    held = shown.holding
    if held is None:
        still = shown.forecast[0].still
        unknown = [name for name in still.named("unknown") if not criterion(name).hidden]
        if unknown and not still.named("short"):
            return _("Too little is known yet to tell of: {names}.").format(names=criterion_names(unknown))
        return _("None of the next four rounds holds yet: see what each one lacks.")
    name = figures.round_name_with_year(held.round.month)
    if held.at_pace:
        return _("At the pace of the last 90 days, all that can be known would hold at the {round}.").format(
            round=name
        )
    return _("With nothing new, all that can be known would hold at the {round}.").format(round=name)


def alarm_text(alarm: Alarm, now: datetime) -> str:
    """A client's midway-end request and its deadline."""
    left = (alarm.deadline - now).total_seconds() / 60
    name = labels.client(alarm.contract.client)
    if left < 0:
        return _("{client}: midway-end request, the deadline is past").format(client=name)
    return _("{client}: answer the midway-end request within {left} ({deadline})").format(
        client=name, left=figures.span(left), deadline=figures.moment(alarm.deadline, now.date())
    )


def alarm_short(alarm: Alarm, now: datetime) -> str:
    """The same where there is little room: how long is left first."""
    left = (alarm.deadline - now).total_seconds() / 60
    if left < 0:
        return _("midway end: overdue")
    return _("midway end: {left} left").format(left=figures.span(left))


def alarm_lines(shown: View) -> list[str]:
    """Each open midway-end request of a client's."""
    return [alarm_text(alarm, shown.now) for alarm in shown.alarms]


def figures_lines(shown: View) -> list[str]:
    """The replies and the proposals."""
    return [_replies_line(shown.replies), _proposals_line(shown.proposals)]


def _replies_line(found: Replies) -> str:
    if not found.n or found.median_minutes is None or found.within_target is None:
        return _("Replies: no messages logged yet")
    return _("Replies: {waiting} unanswered, median {median}, {share} within {target} (n {n})").format(
        waiting=len(found.waiting), median=figures.span(found.median_minutes),
        share=figures.percent(100 * found.within_target, 0), target=figures.span(found.target_minutes),
        n=found.n,
    )  # fmt: skip


def _proposals_line(found: Proposals) -> str:
    if found.rate is None or found.low is None or found.high is None:
        return _("Proposals: none logged yet")
    return _("Proposals: {since} since the last contract, {rate} of {sent} ({low} to {high})").format(
        since=found.since_last_hit, rate=figures.percent(100 * found.rate), sent=found.sent,
        low=figures.percent(100 * found.low), high=figures.percent(100 * found.high),
    )  # fmt: skip


def as_line(shown: View) -> str:
    """What needs the user now, in one line; empty where nothing does."""
    parts = alarm_lines(shown)
    found = shown.replies
    if found.waiting and found.oldest_minutes is not None:
        parts.append(
            n_("{n} unanswered (since {age})", "{n} unanswered (oldest {age})", len(found.waiting)).format(
                n=len(found.waiting), age=figures.span(found.oldest_minutes)
            )
        )
    return " | ".join([*parts, *_due_parts(shown), *_round_parts(shown)])


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
    risky = [name for name in CRITERIA if chars[name] == AT_RISK or (near and name in short)]
    if risky:
        names = " ".join(f"{chars[name]} {criterion_short(name)}" for name in risky)
        parts.append(f"{names} ({round_text(at)})")
    return parts
