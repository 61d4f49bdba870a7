"""What somebody is called for who does not look at the screen."""

from __future__ import annotations

from datetime import timedelta

from procw_tui.domain.work.replies import about_to_miss
from procw_tui.present.language import _
from procw_tui.present.sentences.alarms import alarm_text
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

LAST_DAY = timedelta(days=1)


def notices(shown: View) -> dict[str, str]:
    """The sentences by what each is about: replies about to miss their target, midway-end requests.

    A request has one when it is known and another in its last 24 hours; once the deadline is past, none.
    """
    told: dict[str, str] = {}
    for wait in about_to_miss(shown.replies, shown.now):
        left = figures.span(shown.replies.target_minutes - wait.minutes(shown.now))
        name = labels.client(wait.client)
        told[f"reply:{wait.messages[0].id}:{shown.replies.target_minutes}"] = _(
            "{client}: reply within {left}"
        ).format(client=name, left=left)
    for alarm in shown.alarms:
        left_over = alarm.deadline - shown.now
        if left_over > timedelta():
            stage = "last day" if left_over <= LAST_DAY else "open"
            told[f"midway:{alarm.contract.id}:{stage}"] = alarm_text(alarm, shown.now)
    return told
