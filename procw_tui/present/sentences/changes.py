"""One sentence for a change: what was done, taken back, or put on again."""

from __future__ import annotations

from collections import Counter

from procw_tui.domain.ledger.changes import Change
from procw_tui.present.language import N_, _
from procw_tui.present.words import labels

from .records import record_summary

_SENTENCES = {
    "log": N_("Logged: {what}"), "edit": N_("Changed: {what}"), "delete": N_("Deleted: {what}"),
    "reply": N_("Replied: {what}"), "stage": N_("Next stage: {what}"),
    "termination": N_("Midway-end request: {what}"), "import": N_("Imported: {what}"),
    "setting": N_("Set: {what}"), "practice": N_("{what}"),
    "paste": N_("Pasted: {what}"), "night": N_("Logged tonight: {what}"), "again": N_("Logged again: {what}"),
    "rest": N_("Day of rest: {what}"), "check_up": N_("Compared with the site: {what}"),
    "merge": N_("Merged: {what}"), "snooze": N_("Put off: {what}"), "letter": N_("Letter kept: {what}"),
}  # fmt: skip


def what_changed(change: Change) -> str:
    """The one record of a change, or how many they are."""
    if not change.ops:
        return _("nothing new")
    if len(change.ops) > 1:
        kinds = Counter(op.record.kind for op in change.ops)
        return "  ".join(f"{labels.kind(kind)} {n}" for kind, n in kinds.items())
    return f"{labels.kind(change.ops[0].record.kind)}  {record_summary(change.ops[0].record)}"


_ACTS = {
    "log": N_("log"), "edit": N_("edit"), "delete": N_("deletion"), "reply": N_("reply"),
    "stage": N_("next stage"), "termination": N_("midway-end request"), "import": N_("import"),
    "setting": N_("setting"), "practice": N_("practice"), "paste": N_("paste"), "night": N_("the evening"),
    "again": N_("log"), "rest": N_("day of rest"), "check_up": N_("comparison"), "merge": N_("merge"),
    "snooze": N_("putting off"), "letter": N_("letter"),
}  # fmt: skip


def done(change: Change) -> str:
    """`Logged: Scout  青空商会`; of a reply only to whom."""
    told = what_changed(change)
    if change.kind == "reply":
        clients = dict.fromkeys(labels.client(getattr(op.record, "client", None)) for op in change.ops)
        told = _(", ").join(clients) or told
    return _(_SENTENCES[change.kind]).format(what=told)


def undone(change: Change) -> str:
    """What was taken back, and of which act."""
    return _("Taken back ({act}): {what}").format(act=_act(change), what=what_changed(change))


def redone(change: Change) -> str:
    """What was put on again."""
    return _("On again ({act}): {what}").format(act=_act(change), what=what_changed(change))


def _act(change: Change) -> str:
    return _(_ACTS.get(change.kind, change.kind))
