"""The status as JSON for other programs."""

from __future__ import annotations

from typing import Any

from procw_tui.domain.certification.criteria import Board, Judged, criterion, leaving
from procw_tui.domain.certification.forecast import Outlook, holds
from procw_tui.domain.certification.standing import Ratio, Standing
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.values import moment_json
from procw_tui.present.criteria.table import slack_text
from procw_tui.present.language import language
from procw_tui.present.sentences.rounds import days_left
from procw_tui.present.view import View


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _figure(value: Ratio | None, *, whole: bool) -> float | None:
    if value is None:
        return None
    return int(value.value) if whole else _rounded(value.value, 2)


def _logged(standing: Standing, *, whole: bool) -> float | None:
    """The figure of what is logged; None where only an interval of it is known."""
    known = standing.logged
    return _figure(known.low, whole=whole) if known is not None and known.exact else None


def _standing_json(standing: Standing, then: Standing, shown: View, at: Board) -> dict[str, Any]:
    its = criterion(standing.id)
    low, high = _figure(standing.low, whole=its.whole), _figure(standing.high, whole=its.whole)
    gone = leaving(shown.ledger, standing.id, at.day, at.round.cutoff)
    return {
        "id": standing.id, "target": its.needed(shown.ledger, shown.rules),
        "value": low if standing.exact else None,
        "low": low, "high": high, "n": standing.n, "state": standing.state, "at_cutoff": then.state,
        "covered": standing.covered, "logged": _logged(standing, whole=its.whole),
        "slack": slack_text(shown.ledger, at, shown.rules, standing.id),
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


def status_json(shown: View) -> dict[str, Any]:
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
                      "low": _rounded(sent.low, 4), "high": _rounded(sent.high, 4),
                      "decided": sent.decided.n,
                      "decided_since_last_hit": sent.decided.since_last_hit},
        "alarms": [{"kind": "termination", "deadline": moment_json(alarm.deadline),
                    "record": alarm.contract.id} for alarm in shown.alarms],
        "next_action": next_action(shown),
        "forecast": [_outlook(each) for each in shown.forecast],
    }  # fmt: skip


def next_action(shown: View) -> dict[str, str] | None:
    """The coach's next act; its words are loaded only where they are asked for."""
    from procw_tui.present.sentences import acts

    return acts.as_json(shown)


def _outlook(each: Outlook) -> dict[str, Any]:
    """A coming round: met at its cut-off if nothing new happens, and at the pace (null under five events)."""
    return {"month": each.round.month, "cutoff": each.round.cutoff.isoformat(), "met": each.still.met,
            "holds": _holds(each.still), "met_at_pace": each.paced.met if each.paced else None,
            "holds_at_pace": _holds(each.paced) if each.paced else None}  # fmt: skip


def _holds(judged: Judged) -> bool | None:
    """Whether all that can be known is met; None where nothing is short and something is unknown."""
    if holds(judged) or judged.named("short"):
        return holds(judged)
    return None
