"""One sentence for a change: what was done, taken back, or put on again."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, assert_never

from procw_tui.domain.ledger.changes import Change, ChangeKind
from procw_tui.domain.record.records import Inbox
from procw_tui.present.cells import visible
from procw_tui.present.language import N_, _, n_, sentences
from procw_tui.present.words import labels

from .records import record_summary

MOST_NAMED = 3


class ChangeWords(NamedTuple):
    """In English; translated where they are shown."""

    done: str
    """Of what was done; `{what}` is the record, or how many."""
    act: str
    """What is taken back, in a word."""


def _words(kind: ChangeKind) -> ChangeWords:  # noqa: C901, PLR0912 - a table
    match kind:
        case "log":
            return ChangeWords(N_("Logged: {what}"), N_("log"))
        case "edit":
            return ChangeWords(N_("Changed: {what}"), N_("edit"))
        case "delete":
            return ChangeWords(N_("Deleted: {what}"), N_("deletion"))
        case "reply":
            return ChangeWords(N_("Replied: {what}"), N_("reply"))
        case "stage":
            return ChangeWords(N_("Next stage: {what}"), N_("next stage"))
        case "termination":
            return ChangeWords(N_("Midway-end request: {what}"), N_("midway-end request"))
        case "import":
            return ChangeWords(N_("Imported: {what}"), N_("import"))
        case "setting":
            return ChangeWords(N_("Set: {what}"), N_("setting"))
        case "practice":
            return ChangeWords(N_("{what}"), N_("practice"))
        case "paste":
            return ChangeWords(N_("Pasted: {what}"), N_("paste"))
        case "night":
            return ChangeWords(N_("Logged tonight: {what}"), N_("the evening"))
        case "again":
            return ChangeWords(N_("Logged again: {what}"), N_("log"))
        case "rest":
            return ChangeWords(N_("Day of rest: {what}"), N_("day of rest"))
        case "check_up":
            return ChangeWords(N_("Compared with the site: {what}"), N_("comparison"))
        case "merge":
            return ChangeWords(N_("Merged: {what}"), N_("merge"))
        case "snooze":
            return ChangeWords(N_("Put off: {what}"), N_("putting off"))
        case "rename":
            return ChangeWords(N_("Renamed: {what}"), N_("renaming"))
        case "guide":
            return ChangeWords(N_("Answered: {what}"), N_("an answer"))
        case "mail":
            return ChangeWords(N_("From mails: {what}"), N_("mails"))
        case "letter":
            return ChangeWords(N_("Letter kept: {what}"), N_("letter"))
    assert_never(kind)


def what_changed(change: Change) -> str:
    """The one record of a change, or how many they are."""
    if not change.ops:
        return _("nothing new")
    told = [
        op for op in change.ops if not isinstance(op.record, Inbox)
    ] or change.ops  # what was read is done
    if len(told) > 1:
        kinds = Counter(op.record.kind for op in told)
        return "  ".join(f"{labels.kind(kind)} {n}" for kind, n in kinds.items())
    return f"{labels.kind(told[0].record.kind)}  {record_summary(told[0].record)}"


def done(change: Change) -> str:
    """`Logged: Scout  青空商会`; of a reply only to whom."""
    told = what_changed(change)
    if change.kind == "rename" and change.ops:
        old, new = (getattr(each, "client", None) for each in (change.ops[0].before, change.ops[0].after))
        told = f"{labels.client(old)} > {labels.client(new)}  {told}"
    if change.kind == "reply":
        clients = dict.fromkeys(labels.client(getattr(op.record, "client", None)) for op in change.ops)
        told = _(", ").join(clients) or told
    return _(_words(change.kind).done).format(what=told)


def undone(change: Change) -> str:
    """What was taken back, and of which act."""
    return _("Taken back ({act}): {what}").format(act=_(_words(change.kind).act), what=what_changed(change))


def replaced_words(missing: Change) -> str:
    """That another version took the ledger's place, and what of the one before is missing in it."""
    n, names = len(missing.ops), [record_summary(op.record) for op in missing.ops[:MOST_NAMED]]
    left = n - len(names)
    if left:
        names.append(_("and {n} more").format(n=left))
    told = n_(
        "Of what was logged here {n} record is missing in it, or is older: {names}.",
        "Of what was logged here {n} records are missing in it, or are older: {names}.",
        n,
    )
    return sentences(
        _("The file was replaced by another version, as by a sync or a copy."),
        told.format(n=n, names=_(", ").join(names)),
        _("Nothing is lost: they are kept as a copy."),
    )


def aside_line(at: str, change: Change) -> str:
    """`2026-11-22 21:30  log: Scout  青空商会`: a change that was taken back."""
    when = at[:16].replace("T", " ")
    return _("{when}  {act}: {what}").format(
        when=visible(when), act=_(_words(change.kind).act), what=what_changed(change)
    )


def redone(change: Change) -> str:
    """What was put on again."""
    return _("On again ({act}): {what}").format(act=_(_words(change.kind).act), what=what_changed(change))
