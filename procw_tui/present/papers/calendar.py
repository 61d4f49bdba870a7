"""The agenda as a calendar file that a phone subscribes to."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar import Calendar, Event

from procw_tui.domain.certification.agenda import Coming, agenda
from procw_tui.domain.certification.rounds import Round
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.values import moment
from procw_tui.present.cells import visible
from procw_tui.present.language import N_, _, language
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

SUMMARIES = {
    "due": N_("Due: {about}"), "rate": N_("Last day to rate: {about}"),
    "escrow": N_("The escrow lapses: {about}"), "midway_end": N_("Answer the midway-end request: {about}"),
    "cutoff": N_("{about}: the last day that counts"), "result": N_("{about}: the mail comes by about now"),
}  # fmt: skip


def calendar(view: View) -> bytes:
    """RFC 5545. An event keeps its UID, and its stamp as long as nothing of it has changed."""
    made = Calendar()
    made.add("prodid", "-//procw-tui//agenda//" + language().upper())
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Pro Crowdworker"))
    made.add("x-wr-timezone", "Asia/Tokyo")
    for each in agenda(view.ledger, view.now, view.rules):
        made.add_component(_event(view, each))
    return bytes(made.to_ical())


def _event(view: View, each: Coming) -> Event:
    event = Event()
    event.add("uid", f"{each.id}@procw-tui")
    event.add("summary", _(SUMMARIES[each.what]).format(about=_about(each)))
    event.add("dtstart", each.on.astimezone(UTC) if isinstance(each.on, datetime) else each.on)
    event.add("dtstamp", _changed(view, each))
    event.add("transp", "TRANSPARENT")
    return event


def _about(each: Coming) -> str:
    if isinstance(each.about, Round):
        return figures.round_name_with_year(each.about.month)
    title = visible(each.about.title or "")
    return f"{labels.client(each.about.client)} / {title}" if title else labels.client(each.about.client)


def _changed(view: View, each: Coming) -> datetime:
    """When the record was changed last; of a round the moment at which its year begins."""
    if isinstance(each.about, Round):
        return datetime(each.about.begins.year, each.about.begins.month, each.about.begins.day, tzinfo=UTC)
    try:
        return moment("changed_at", each.about.changed_at or "").astimezone(UTC)
    except Invalid:  # written by hand
        return view.now.astimezone(UTC)
