"""`procw-tui status` as text: the scoreboard, where the day stands, what waits, how the thirty goes."""

from __future__ import annotations

from procw_tui.domain.work.proposals import Proposals
from procw_tui.domain.work.replies import Replies
from procw_tui.present.cells import fit, fit_right, width
from procw_tui.present.language import _
from procw_tui.present.paint import plain
from procw_tui.present.sections import phase
from procw_tui.present.sentences import alarms, rounds, scoreboard
from procw_tui.present.view import View
from procw_tui.present.words import figures

PAGE = 100


def status_text(shown: View) -> list[str]:
    """Lines of text."""
    rows = scoreboard.rows(shown.ledger, shown.board, shown.rules)
    name_width, slack_width = max(width(row.name) for row in rows), max(width(row.slack) for row in rows)
    lines = [rounds.round_text(shown.board), rounds.judged_text(shown.board), ""]
    lines += [
        f"{row.sign} {fit(row.name, name_width)} {fit_right(row.today, 12)} {fit_right(row.target, 9)}"
        f"  {fit(row.slack, slack_width)}  {row.at_cutoff}"
        for row in rows
    ]
    told = [plain(line).strip() for line in phase.section(shown, PAGE, brief=True)]
    return [
        *lines,
        "",
        *alarms.alarm_lines(shown),
        *told,
        rounds.holding(shown),
        *_figures_lines(shown),
    ]


def _figures_lines(shown: View) -> list[str]:
    """The replies and the proposals."""
    return [_replies_line(shown.replies), _proposals_line(shown.proposals)]


def _replies_line(replies: Replies) -> str:
    if not replies.n or replies.median_minutes is None or replies.within_target is None:
        return _("Replies: no messages logged yet")
    return _("Replies: {waiting} unanswered, median {median}, {share} within {target} (from {n})").format(
        waiting=len(replies.waiting), median=figures.span(replies.median_minutes),
        share=figures.percent(100 * replies.within_target, 0), target=figures.span(replies.target_minutes),
        n=replies.n,
    )  # fmt: skip


def _proposals_line(proposals: Proposals) -> str:
    decided = proposals.decided
    if not proposals.sent:
        return _("Proposals: none logged yet")
    if decided.rate is None or decided.low is None or decided.high is None:
        return _("Proposals: none decided yet, {open} open").format(open=proposals.open)
    return _(
        "Proposals: {since} decided since the last contract, {rate} of {n} ({low} to {high}), {open} open"
    ).format(
        since=decided.since_last_hit, rate=figures.percent(100 * decided.rate), n=decided.n,
        low=figures.percent(100 * decided.low), high=figures.percent(100 * decided.high), open=proposals.open,
    )  # fmt: skip
