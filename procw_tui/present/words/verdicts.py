"""Whether a record counts, or why not: in a cell, and in a sentence."""

from __future__ import annotations

from datetime import date

from procw_tui.domain.certification.window import Verdict
from procw_tui.present.commands import KEY
from procw_tui.present.language import N_, _

SHORT: dict[Verdict, str] = {
    "counts": N_("counts"), "partly": N_("counts in part"), "left": N_("has left"),
    "running": N_("still running"),
    "hourly": N_("no: hourly"), "contest": N_("no: contest"), "task": N_("no: task"),
    "flyer": N_("no: 見てみて!"), "office": N_("no: the office"), "closed_job": N_("no: closed job"),
    "said_no": N_("no: your word"),
    "repeat": N_("no: a repeat"), "copied": N_("in copied figures"), "no_item": N_("no such item"),
    "future": N_("not yet: future"), "not_open": N_("not yet open"), "no_price": N_("no price"),
    "no_acceptance": N_("not accepted yet"),
    "overruled": N_("overruled later"), "other_part": N_("no: other part"),
}  # fmt: skip

SENTENCE: dict[Verdict, str] = {
    "counts": N_("It counts."),
    "partly": N_("The window cuts this span: a likely part of it counts ({key:assumption})."),
    "left": N_("It has left the one-year window."),
    "running": N_("Contracts still running stay out (assumed: {key:assumption})."),
    "hourly": N_("Hourly work stays out of the completion rate."),
    "contest": N_("Contests stay out of the completion rate."),
    "task": N_("Tasks stay out of the completion rate."),
    "flyer": N_("見てみて! requests do not count as scouts."),
    "office": N_("Scouts of the CrowdWorks office do not count."),
    "closed_job": N_("You have invitations to 非公開 jobs left out ({key:assumption})."),
    "said_no": N_("You said that it does not count."),
    "repeat": N_("You have repeated direct requests (相談) of one client left out ({key:assumption})."),
    "copied": N_("It is in the figures copied from the site on a later day, and is not added again."),
    "no_item": N_("This review has no communication item."),
    "future": N_("Its day lies ahead: it counts from then on."),
    "not_open": N_("If the client has rated, it opens by itself on {day}; at once when both have rated."),
    "no_acceptance": N_("Without the day of its acceptance no month has it: {key:edit} adds it."),
    "no_price": N_("Without a price it adds nothing to its month: {key:edit} adds one."),
    "overruled": N_("Something logged later stands instead of it."),
    "other_part": N_("Only skills, results and self-PR are asked for."),
}  # fmt: skip


def verdict(code: Verdict) -> str:
    """In a cell."""
    return _(SHORT[code])


def verdict_sentence(code: Verdict, day: date) -> str:
    """In a sentence; `day` is that of the piece."""
    return _(SENTENCE[code]).format(key=KEY, day=day.isoformat())
