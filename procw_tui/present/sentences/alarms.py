"""A client's midway-end request and how long is left to answer."""

from __future__ import annotations

from datetime import datetime

from procw_tui.domain.work.terminations import Alarm
from procw_tui.present.language import _
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels


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
