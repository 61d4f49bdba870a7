"""Why something was refused, and what looks odd, as sentences."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from procw_tui.domain.record.codes import AHEAD
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.cells import clip, visible
from procw_tui.present.commands import KEY
from procw_tui.present.language import N_, _, n_, sentences

from . import labels

if TYPE_CHECKING:  # the command line says errors without warning of anything
    from procw_tui.domain.evening.warnings import RecordWarning

LONG = 60

REASONS: dict[str, str] = {
    "not_text": N_("must be text"),
    "bad_text": N_("has characters that can't be written as UTF-8"),
    "not_a_moment": N_("is no moment: {value}"),
    "not_a_day": N_("is no day: {value}"),
    "not_a_month": N_("is no month: {value}"),
    "not_a_number": N_("is no number: {value}"),
    "not_a_choice": N_("can't be {value}; it is one of {choices}"),
    "not_yes_or_no": N_("must be yes or no, not {value}"),
    "not_a_list": N_("must be a list"),
    "day_or_time": N_("{value}: write a day as 11/22, a time as {time}"),
    "unreadable_when": N_("can't be read as a time: {value} (14:05, -2h, 昨日 18:00, 11/22, 2026-11-22)"),
    "unreadable_span": N_("can't be read as from and to: {value} (9:10-14:05)"),
    "too_small": N_("must be at least {least}, not {value}"),
    "too_large": N_("must be at most {most}, not {value}"),
    "not_whole": N_("must be a whole number, not {value}"),
    "not_one_decimal": N_("has more than one decimal: {value}"),
    "missing": N_("is missing"),
    "open_quote": N_("opens a quote that swallows what follows"),
    "too_many_cells": N_("has more cells than the head; an amount with a comma wants quotes"),
    "unreadable_text": N_("can't be read as text; save it as CSV, and say how with --encoding if need be"),
    "which_encoding": N_("can be read in more than one way: {value}; say which with --encoding"),
    "nothing_of_client": N_("no record is of {value}"),
    "only_net": N_("is not said: only what is left after the fee stands there"),
    "several_contracts": N_("has several contracts that run; choose one of them above"),
    "unknown_field": N_("is no field of {kind}"),
    "unknown_kind": N_("is no kind of record: {value}"),
    "unknown_practice": N_("is no practice: {value}"),
    "before": N_("lies before '{other}'"),
    "needs_one_of": N_("needs one of {others}"),
    "needs": N_("needs '{other}'"),
    "all_five_or_overall": N_("needs all five items, or the overall, with communication if you like"),
    "five_and_overall": N_("goes without the items: they already say it"),
    "half_a_pair": N_("is missing: it goes together with '{other}'"),
    "not_two_decimals": N_("has more than two decimals: {value}"),
    "no_total_fits_near": N_(
        "can't be: no {count} ratings add up to a mean shown as {shown}; {near} would fit"
    ),
    "no_total_fits": N_("can't be: no {count} ratings add up to a mean shown as {shown}"),
    "waiting_with_reply": N_("can't be waiting: a reply is given"),
    "not_fifth": N_("must hold ratings below 5 in steps of {step}"),
    "too_many": N_("holds more ratings than the {count} there are"),
    "not_json": N_("not JSON: {value}"),
    "not_an_object": N_("not a record"),
    "known_with_other_content": N_("{value} is known with other content (use merge)"),
    "twice_in_file": N_("{value} stands twice in the file with different content"),
    "more_logged": N_(
        "can't be less than the {value} logged; delete what is too much ({key:day} shows the day)"
    ),
    "who_was_answered": N_("{value} wait by name: {key:reply} on Replies says who was answered"),
    "column_twice": N_("stands twice in the first line"),
    "no_columns": N_("the first line names no field of {kind}"),
    "changed_meanwhile": N_("This has changed meanwhile; nothing was recorded."),
    "told_of_more": N_("the tally of {first} to {last} tells of more days as well: edit or delete that one"),
    "mean_and_count": N_("of how many? The mean and their number, with a blank between: {value} 98"),
    "rate_not_count": N_("wants a count; the rate that the site shows is another figure: {value}"),
    "by_month": N_("wants a number, or by month with a colon (3:1 8:2): {value}"),
    "which_month": N_("wants its month as well, before the amount (8 84000): {value}"),
    "is_to_come": N_("lies in the future: {value}"),
    "outside_span": N_("is not within {first} to {last}: {value}"),
    "day_twice": N_("stands there twice; then give their number: {value}"),
    "too_general": N_("would fit any mail: a word beside {{client}}, {{job}} and * is needed"),
    "several_tallies": N_("is told by several tallies: change them on Work ({key:section})"),
    "year_and_months": N_("tells of the same days as the months: empty one of the two"),
    "told_twice": N_(
        "the tally of {first} to {last} tells of the same days: --replace puts this one in its place"
    ),
    "nothing_to_record": N_("nothing of {value} waits for a reply"),
}

TROUBLES: dict[str, str] = {
    "is_folder": N_("This is a folder, not a file: {path}"),
    "not_a_file": N_("This is no plain file: {path}"),
    "not_readable": N_("Can't be read ({detail}): {path}"),
    "not_writable": N_("Nothing was saved, it can't be written to ({detail}): {path}"),
    "read_only": N_("Nothing was saved, the file is read-only: {path}"),
    "foreign_owner": N_(
        "Nothing was saved, the file belongs to another user (number {owner}) and would no longer: {path}"
    ),
    "newer_schema": N_(
        "Written by a newer version of this program (schema {schema}, known {known}) and left untouched; "
        "update procw-tui (status, list and export look at it with --newer): {path}"
    ),
    "damaged": N_("Damaged and left untouched (procw-tui doctor says what to do): {path}: {detail}"),
    "empty_with_backup": N_(
        "Empty or missing, but an older version lies beside it. Nothing was touched. `procw-tui doctor` says "
        "what can be put back; to begin anew, move away what lies beside it: {path}"
    ),
    "locked": N_("Nothing was saved, process {pid} is using the file; try again: {path}"),
    "no_locks": N_(
        "Nothing was saved, files can't be locked here ({detail}); put it on a local disk: {path}"
    ),
    "failed_write": N_("Nothing was changed, saving failed ({detail}): {path}"),
    "gone": N_("No record has the id {id}."),
    "nothing_to_undo": N_("There is nothing to take back."),
    "nothing_to_redo": N_("There is nothing to put on again."),
    "set_aside": N_(
        "Something was logged since. What was taken back before is kept: procw-tui redo --list shows it."
    ),
    "contradicted": N_("What it is about has changed since; nothing was put on again."),
    "no_such_file": N_("No such file: {path}"),
    "bad_lines": N_("Nothing was imported."),
    "no_such_backup": N_("No backup has the name {name}; `procw-tui backup` lists them."),
    "nothing_to_repair": N_("Neither the file nor a backup can be read, so nothing was done: {path}"),
}

LOCKED: dict[str, str] = {
    "stopped": N_(
        "Nothing was saved: process {pid} is using the file, and is stopped (kill -CONT {pid} lets it go "
        "on): {path}"
    ),
    "elsewhere": N_("Nothing was saved: process {pid} on {host} is using the file; try again: {path}"),
    "unseen": N_("Nothing was saved: another program is using the file; try again: {path}"),
}
"""The same of who is not simply at work."""

WAITING: dict[str, str] = {
    "runs": N_("Process {pid} is using the file. It is saved as soon as that one is done."),
    "stopped": N_("Process {pid} is using the file, and is stopped. kill -CONT {pid} lets it go on."),
    "elsewhere": N_("Process {pid} on {host} is using the file. It is saved as soon as that one is done."),
    "unseen": N_("Another program is using the file. It is saved as soon as that one is done."),
}

LACKING = N_("The ledger lacks what was logged last: procw-tui doctor tells more.")
FOUND: dict[str, str] = {
    "edited": N_(
        "The file was changed outside this program, or is damaged, and is taken as it is. The next log keeps "
        "a copy."
    ),
    "healed": N_(
        "All records are there. The file was damaged on the disk and was read from {source} instead; the "
        "next log writes it anew and keeps the damaged one."
    ),
    "apart": N_("Another version of the ledger has taken the place of the one that was last written here."),
    "short": LACKING,
}
HEALED_IN_PART = N_(
    "The file was damaged on the disk and was read from {source} instead; the next log writes it anew."
)
BRIEF: dict[str, str] = {
    "edited": N_("The file was changed outside this program and is taken as it is."),
    "healed": N_("All records are there; what was damaged on the disk came from a backup."),
    "apart": N_("Another version of the ledger is here now; what either lacks is kept."),
}
"""The same in a line."""
DETAILS: dict[str, str] = {
    "checksum": N_("it is not as it was written"), "empty": N_("it is empty"),
    "link": N_("it is a link that leads nowhere"), "backup": N_("this backup can't be read"),
    "journal": N_("a line can't be read"),
}  # fmt: skip

WARNINGS: dict[str, str] = {
    "in_future": N_("This lies in the future ({day}) and counts from then on."),
    "review_of_task": N_("Task work brings no reviews on the site."),
    "review_late": N_("Reviews can be given until {day}; this one opened later."),
    "review_unknown_contract": N_("The contract of this review is not in the ledger."),
    "opening_disagrees": N_(
        "The figures of the site ({count}) do not agree with what was logged by then ({known})."
    ),
    "tally_long": N_(
        "Of a span of {days} days only a likely range is known, as its days leave the window. "
        "By month it stays exact longer."
    ),
    "tally_overlaps": N_("The tally of {first} to {last} tells of the same days: both count."),
    "joined_after": N_("A record of {day} is earlier: nothing before that day is taken to have been."),
    "milestone_not_fixed": N_("Milestones belong to fixed-price contracts."),
    "applied_before": N_("You already applied there on {day}."),
    "contract_before": N_("A contract of this client and title is there already, begun on {day}."),
    "follow_up_stranger": N_("No contract with that client runs: nothing will remind you to follow up."),
}


def _facts(facts: dict[str, object]) -> dict[str, str]:
    told = {"kind": labels.kind, "choices": visible}
    shown = {
        name: told[name](str(value)) if name in told else clip(visible(str(value)), LONG)
        for name, value in facts.items()
    }
    if "other" in shown:
        shown["other"] = labels.field(shown["other"])
    return shown


NO_DAY_TO_COME = N_("can't be read as a day to come: {value} (明日, +3d, 11/30, 2026-11-30)")
"""Of a day that lies ahead, where times past are no help."""


def invalid(error: Invalid) -> str:
    """`Due on lies before 'Started on'`."""
    ahead = error.reason == "unreadable_when" and error.field in AHEAD
    words = NO_DAY_TO_COME if ahead else REASONS[error.reason]
    reason = _(words).format(key=KEY, **_facts(error.facts))
    return f"{labels.field(error.field)}: {reason}" if error.field else reason


def found(what: str, source: str, kept: Path | None, missing: int) -> str:
    """What lay in the place of the ledger that this program did not leave so, for the command line."""
    words = HEALED_IN_PART if what == "healed" and missing else FOUND[what]
    told = [_(words).format(source=source)]
    if what == "apart" and kept is not None:
        merged = _("What this one lacks is kept: {command} brings both together.")
        told.append(merged.format(command=merge_command(kept)))
    if missing and what != "short":
        told.append(_(LACKING))
    return sentences(*told)


def found_briefly(what: str, missing: int) -> str:
    """The same in a line of the screen: what is missing before all else."""
    words = LACKING if missing else BRIEF[what]
    return _(words)


def merge_command(kept: Path) -> str:
    """What is typed to fold a copy in."""
    return f"procw-tui merge {shlex.quote(str(kept))}"


def trouble_facts(error: StoreError) -> dict[str, str]:
    """The facts of a sentence, shown and never obeyed."""
    facts = {name: visible(str(value)) for name, value in error.facts.items()}
    said = DETAILS.get(facts.get("detail", ""))
    if said is not None:
        facts["detail"] = _(said)
    return facts


def trouble(error: StoreError) -> str:
    """What the store could not do."""
    facts = trouble_facts(error)
    words = LOCKED.get(facts.get("state", "")) or TROUBLES[error.trouble]
    return _(words).format(**facts)


def waiting(holder: tuple[str, str, str] | None) -> str:
    """Who has the turn that somebody waits for: process, machine and state, as the store knows them."""
    pid, host, state = holder or ("", "", "unseen")
    return _(WAITING[state]).format(pid=visible(pid), host=visible(host))


def gone_meanwhile() -> str:
    """A record that was there a moment ago."""
    return _("It was deleted elsewhere meanwhile; nothing was done.")


def gone(record_id: str) -> str:
    """No record has that id."""
    template = TROUBLES["gone"]
    return _(template).format(id=visible(record_id))


def warning(warned: RecordWarning) -> str:
    """What looks odd about a record."""
    return _(WARNINGS[warned.kind]).format(**_facts(warned.facts))


def bad_lines(number: int) -> str:
    """How many lines of an import can't be read."""
    return n_("{n} line can't be imported; nothing was.", "{n} lines can't be imported; nothing was.",
              number).format(n=number)  # fmt: skip
