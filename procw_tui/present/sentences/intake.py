"""What was understood of pasted text, before it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from procw_tui.domain.intake.candidates import Doubt
from procw_tui.domain.intake.items import Item, RefusedRow, Way
from procw_tui.domain.intake.reading import Reading
from procw_tui.domain.intake.shapes import Part
from procw_tui.domain.intake.words import Page
from procw_tui.domain.record.fields import Field, typed_fields
from procw_tui.domain.record.records import Record
from procw_tui.present.cells import clip, visible
from procw_tui.present.language import N_, _
from procw_tui.present.paint import Line, Lines, Role, Span, line, line_width, paragraph
from procw_tui.present.sentences.records import record_line, record_summary, record_when, value_text
from procw_tui.present.words import errors, labels

PAGE: dict[Page, str] = {
    "contracts": N_("list of contracts"), "applications": N_("list of applications"),
    "thread": N_("message thread"), "reviews": N_("ratings"), "earnings": N_("earnings by month"),
}  # fmt: skip
ACT: dict[Way, str] = {
    "new": N_("new"), "name": N_("gets its name"), "update": N_("changed"), "overwrite": N_("overwrite mine"),
    "keep": N_("keep mine"), "skip": N_("leave out"), "wait": N_("waits"),
}  # fmt: skip
ACT_SIGN: dict[Way, tuple[str, Role]] = {
    "new": ("+", "good"), "name": ("+", "good"), "update": ("~", "good"), "overwrite": ("~", "warn"),
    "keep": ("=", "dim"), "skip": ("-", "dim"), "wait": ("?", "warn"),
}  # fmt: skip
DOUBT: dict[Doubt, str] = {
    "which_client": N_("nothing tells which is the client and which the job but the place"),
    "which_amount": N_("several amounts stand there; the first was taken"),
    "which_day": N_("it was logged as begun after this day; its beginning is moved"),
    "day_assumed": N_("nothing says when; beginning and delivery are assumed"),
    "no_day": N_("nothing says when it was closed: it is left out unless you choose it, as of today"),
    "no_year": N_("the day has no year: the latest one was taken"),
    "which_stars": N_("several figures stand there; which is the overall was guessed"),
    "in_title": N_("a day or an amount stands in one text with the job; it may be part of that"),
    "several_days": N_("several days stand there; the first was taken"),
    "in_future": N_("a day on which it was done is still to come"),
    "contradicts": N_("its state and its days contradict each other"),
    "may_be_over": N_("the state is a word that is not known; it was taken as running"),
    "how_ended": N_("it is over, but nothing says how; completed was taken"),
    "may_be_net": N_("the amount may be what is left after the fee; what was agreed, with tax, is wanted"),
    "other_client": N_("the same job is there under another client's name: renamed, or another one?"),
    "near_day": N_("one that is the same but for a day or two is there: typed a day off, or another one?"),
    "alike": N_("another one of this client and title is there; days or amounts tell them apart"),
    "end_requested": N_(
        "an end is asked for, nobody says since when: the week to answer is counted from now"
    ),
    "type_assumed": N_("no type is said: fixed price was taken"),
    "job_goes_on": N_("the proposal and the contract of this job are linked"),
    "several_fit": N_("several of the records fit; the latest was taken"),
    "title_cut": N_("the page cuts the title"),
    "names_unnamed": N_("one that was logged as a number gets its name"),
    "differs": N_("the record says otherwise"),
    "unknown_state": N_("the state is a word that is not known"),
    "summed": N_("several amounts of this month were added up"),
    "month_runs": N_("this month still runs: a sum typed now would hold against what comes"),
    "adds_up_otherwise": N_("the contracts of that month add up to something else; this sum then holds"),
    "several_senders": N_("several people write; all were taken for one client"),
    "no_date": N_("the mail does not say when it was sent"),
    "mail_in_future": N_("the mail says that it was sent in the future"),
    "whose_side": N_("nobody says whose side withdrew; withdrawn by you was taken"),
    "passed_on": N_("somebody passes it on whom the site did not write to"),
    "may_be_typed": N_("no client is named: it may be the one of that day that you typed"),
    "same_as_typed": N_("taken for the one that you logged by hand at another time"),
}
PART: dict[Part, str] = {
    "client": N_("client"), "title": N_("job"), "amount": N_("amount"), "state": N_("state"),
    "day": N_("day"), "started": N_("began on"), "due": N_("due on"), "closed": N_("closed on"),
    "nothing": N_("nothing of these"),
}  # fmt: skip
ALIKE: tuple[Doubt, ...] = ("type_assumed", "day_assumed")
"""What is said of nearly every row of a sheet."""
NAME_CELLS = 20
CHANGES: frozenset[Way] = frozenset({"name", "update", "overwrite"})


def page_name(page: Page | None) -> str:
    """Which page it was taken for."""
    return _(PAGE[page]) if page is not None else _("none of the known pages")


def part_name(part: Part) -> str:
    """What a cell of a marked row is."""
    return _(PART[part])


def way_of(item: Item, chosen: Mapping[object, Way], *, doubtful: bool = False) -> Way:
    """What will be done with an item."""
    return item.taken(chosen.get(item.key), doubtful=doubtful).act


def counts(reading: Reading, chosen: Mapping[object, Way], *, doubtful: bool = False) -> list[str]:
    """`new: Proposal 3`, `changed: Contract 1`, `known already 5`, `lines not understood 12`."""
    new: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    left = waiting = 0
    for item in reading.open_items:
        act = way_of(item, chosen, doubtful=doubtful)
        if act == "new":
            new[item.record.kind] += 1
        elif act in CHANGES:
            changed[item.record.kind] += 1
        elif act == "wait":
            waiting += 1
        else:
            left += 1
    parts = [_("new {kind} {n}").format(kind=labels.kind(kind), n=n) for kind, n in new.items()]
    parts += [_("changed {kind} {n}").format(kind=labels.kind(kind), n=n) for kind, n in changed.items()]
    for number, words in (
        (waiting, _("to look at {n}")), (left, _("left out {n}")), (reading.known, _("known already {n}")),
        (len(reading.refused), _("impossible {n}")), (len(reading.unread), _("lines not understood {n}")),
    ):  # fmt: skip
        if number:
            parts.append(words.format(n=number))
    return parts or [_("nothing was understood")]


def summary(reading: Reading, chosen: Mapping[object, Way], *, doubtful: bool = False) -> str:
    """All of it in a sentence."""
    if reading.threads:
        return _("A list of threads shows no replies. Open one of them and copy that.")
    if reading.sheet is not None:
        page = _("sheet of {kind}").format(kind=labels.kind(reading.sheet.kind))
    else:
        page = page_name(reading.page)
    return _("Read as {page}: {counts}").format(
        page=page, counts=_(", ").join(counts(reading, chosen, doubtful=doubtful))
    )


def item_line(item: Item, act: Way, cells: int) -> Line:
    """One item: what will be done with it, and the record as it then is."""
    char, role = ACT_SIGN[act]
    name: Span = (_(ACT[act]), role)
    mark: Span = ("?", "warn") if item.uncertain else (" ", "")
    told = _differences(item, act) if act in CHANGES else _in_short(shown_record(item, act))
    begin = line("  ", (char, role), " ", mark, " ", name, "  ")
    return (*begin, (clip(told, cells - line_width(begin) - 1), ""))


def _in_short(record: Record) -> str:
    """Its day and what it says, the month of earnings once."""
    when, what = record_when(record), record_summary(record)
    return what if what.startswith(when) else f"{when}  {what}"


def _differences(item: Item, act: Way) -> str:
    """Whose record it is, and each value that it gets."""
    op = next(option.op for option in item.options if option.act == act)
    if op is None or op.before is None or op.after is None:
        return _in_short(shown_record(item, act))
    before, after = op.before, op.after
    changed = [
        f"{labels.field(field.name)}: {_value(before, field)} > {_value(after, field)}"
        for field in typed_fields(after.kind)
        if getattr(before, field.attr) != getattr(after, field.attr)
    ]
    name = labels.client(getattr(after, "client", None)) or visible(getattr(after, "title", None) or "")
    return "  ".join([clip(name, NAME_CELLS), *changed])


def _value(record: Record, field: Field) -> str:
    return value_text(record, field) or "-"


def shown_record(item: Item, act: Way) -> Record:
    """The record as that act leaves it; where it does nothing, as the page has it."""
    op = next((option.op for option in item.options if option.act == act), None)
    return op.record if op is not None else item.record


def item_detail(item: Item, act: Way, cells: int) -> Lines:
    """Why it is uncertain, what the record said before, and what else can be done with it."""
    shown: Lines = []
    for why in reasons(item):
        shown += paragraph(why, cells, "warn" if item.uncertain else "dim", "  ")
    before = next((option.op.before for option in item.options if option.op and option.op.before), None)
    if before is not None:
        shown += paragraph(_("so far: {what}").format(what=record_line(before)), cells, "dim", "  ")
    others = [_(ACT[option.act]) for option in item.options if option.act != act]
    if others:
        shown += paragraph(_("Space: {others}").format(others=" / ".join(others)), cells, "dim", "  ")
    return shown


def columns_missing(names: Sequence[str]) -> str:
    """What every record needs and no column of a sheet says."""
    return _("No column says: {names}").format(names=_(", ").join(map(labels.field, names)))


def reasons(item: Item) -> list[str]:
    """Why it should be looked at, and what of it was not read."""
    finer = {"unknown_state"} if "may_be_over" in item.doubts else set()
    told = [_(DOUBT[doubt]) for doubt in item.doubts if doubt not in finer]
    if item.word and "end_requested" in item.doubts:
        told.append(_("the page says: {word}").format(word=visible(item.word)))
    if item.left:
        told.append(_("not read: {texts}").format(texts=_(", ").join(map(visible, item.left))))
    return told


def columns_left(names: Sequence[str]) -> str:
    """The columns of a sheet that are not ours."""
    return _("Columns that are not ours: {names}").format(names=_(", ").join(map(visible, names)))


def refused_lines(reading: Reading) -> list[str]:
    """What can't be, with the number of its line."""
    return [refused_line(each) for each in reading.refused]


def refused_line(refused: RefusedRow) -> str:
    """One of them."""
    return _("line {n}: {reason}").format(n=min(refused.lines) + 1, reason=errors.invalid(refused.reason))


def unread_words() -> str:
    """What to do about a line that was not understood."""
    return _("Not understood, and left alone. If it is a row of a list: k says what each part of it is.")


def unread_lines(reading: Reading) -> list[str]:
    """The lines that were not understood, with their numbers."""
    return [f"{number + 1}: {visible(text)}" for number, text in reading.unread]


def as_text(reading: Reading, *, doubtful: bool = False) -> list[str]:
    """Everything for the command line; `doubtful`: whether what may be read in two ways is taken too."""
    said = [summary(reading, {}, doubtful=doubtful)]
    for item in reading.open_items:
        act = way_of(item, {}, doubtful=doubtful)
        char = ACT_SIGN[act][0]
        said.append(f"{char} {_(ACT[act])}  {record_line(shown_record(item, act))}")
        said += [f"    {why}" for why in reasons(item)]
    said += refused_lines(reading)
    if reading.sheet is not None and reading.sheet.unknown:
        said.append(columns_left(reading.sheet.unknown))
    if reading.unread:
        said.append(_("Not understood:"))
        said += [f"  {each}" for each in unread_lines(reading)]
    return said


def in_short(reading: Reading, name: str, *, doubtful: bool, every: bool) -> list[str]:
    """What is to be known of a sheet: what it was read as, and the rows about which something is said.

    What is said of many rows alike is said once. `every`: all rows, before anything is saved.
    """
    said = [f"{visible(name)}: {summary(reading, {}, doubtful=doubtful)}"]
    alike: Counter[str] = Counter()
    for item in reading.open_items:
        act = way_of(item, {}, doubtful=doubtful)
        alike.update(_(DOUBT[doubt]) for doubt in item.doubts if doubt in ALIKE)
        own = [why for why in reasons(item) if why not in {_(DOUBT[doubt]) for doubt in ALIKE}]
        if every or own or act == "wait":
            begin = f"{ACT_SIGN[act][0]} {_(ACT[act])}  " + _("line {n}").format(n=min(item.lines) + 1)
            said.append(f"{begin}  {record_line(shown_record(item, act))}")
            said += [f"    {why}" for why in own]
    said += [f"{why} ({n})" for why, n in alike.items()]
    if reading.sheet is not None and reading.sheet.unknown:
        said.append(columns_left(reading.sheet.unknown))
    return said
