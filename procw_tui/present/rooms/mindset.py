"""Mindset (コツ): what should I try, what do people ask, what is it worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from procw_tui.domain.evening.practices import Practice, marks
from procw_tui.present.commands import KEY, CommandId, key_of
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.language import N_, _, language, n_
from procw_tui.present.paint import (
    EMPTY,
    Line,
    Lines,
    Role,
    Space,
    bar,
    cell,
    flowed,
    line,
    paragraph,
)
from procw_tui.present.rooms.room import TABLE_CELLS, Room
from procw_tui.present.sections import tip
from procw_tui.present.sections.comparison import tried_lines
from procw_tui.present.sentences import practices
from procw_tui.present.sentences.answers import QUESTIONS, Question
from procw_tui.present.sentences.encouragement import encouragement
from procw_tui.present.sentences.worth import Fact, facts
from procw_tui.present.view import View
from procw_tui.present.words import labels

MARK_ROLE: dict[str, Role] = {"untried": "dim", "trying": "strong", "habit": "good", "not_for_me": "dim"}
SECTIONS = (N_("Practices"), N_("Questions and figures"))
BAR = 8
TITLE = 32


class Group(NamedTuple):
    """A group of practices, as a row above them."""

    id: str
    practices: tuple[Practice, ...]


class Note(NamedTuple):
    """One of the notes, and whether it is today's."""

    number: int
    words: Mapping[str, str]
    today: bool


class Heading(NamedTuple):
    """Words above rows of one kind, to be translated."""

    words: str


Row = Group | Practice | Heading | Question | Note | Fact


def head(view: View, cells: int, section: int) -> Lines:
    """Today's note and a fact to be glad of, the practice to try, and the tabs."""
    notes = view.knowledge.notes
    note = notes[view.today.toordinal() % len(notes)][language()]
    shown = [line("  ", (_("Today's note"), "head")), *paragraph(note, cells)]
    fact = encouragement(view)
    shown += paragraph(_("So far: {fact}").format(fact=fact), cells, "dim") if fact else []
    tipped = tip.lines(view, cells)
    return [*shown, EMPTY, *tipped, *([EMPTY] if tipped else []), *_tabs(view, section, len(notes), cells)]


def _tabs(view: View, section: int, notes: int, cells: int) -> Lines:
    counts = (len(view.practices), len(QUESTIONS) + notes + len(facts(view)))
    names: Lines = []
    for number, (name, count) in enumerate(zip(SECTIONS, counts, strict=True)):
        mark = f"[{_(name)}]" if number == section else f" {_(name)} "
        names.append(line((mark, "key" if number == section else "dim"), (f" {count}", "dim")))
    shown = flowed([*names, line((key_of("section"), "dim"))], cells - 2, indent="")
    return [line("  ", *each) for each in shown]


def rows(view: View, section: int) -> Sequence[Row]:
    """The rows of a section; practices by group."""
    if section == 1:
        return view.once("questions", lambda: _questions(view))
    return view.once("practices", lambda: _by_group(view.practices))


def _questions(view: View) -> Sequence[Row]:
    """What the work is worth, what people ask, and the notes, today's first."""
    notes = view.knowledge.notes
    today = view.today.toordinal() % len(notes)
    in_order = [*range(today, len(notes)), *range(today)]
    return [
        Heading(N_("Worth")), *facts(view), Heading(N_("Questions")), *QUESTIONS,
        Heading(N_("Notes")), *(Note(number, notes[number], number == today) for number in in_order),
    ]  # fmt: skip


def _by_group(practices: Sequence[Practice]) -> Sequence[Row]:
    found: list[Row] = []
    for name in dict.fromkeys(practice.group for practice in practices):
        own = tuple(practice for practice in practices if practice.group == name)
        found += [Group(name, own), *own]
    return found


def key(row: Row) -> str:
    """What a row is known by."""
    if isinstance(row, Question | Heading):
        return row.words
    if isinstance(row, Note):
        return f"note {row.number}"
    return row.id


def mindset_row(view: View, shown: Row, cells: int) -> Line:
    """One row of a section."""
    if isinstance(shown, Heading):
        return line("  ", (_(shown.words), "head"))
    if isinstance(shown, Question):
        return line("    ", _(shown.words))
    if isinstance(shown, Note):
        return line("    ", cell(shown.words[language()], cells - 6, "strong" if shown.today else ""))
    if isinstance(shown, Fact):
        return line("    ", cell(shown.name, 34), shown.figure)
    marked = marks(view.ledger)
    if isinstance(shown, Group):
        return _group(shown, marked)
    mark = marked.get(shown.id, "untried")
    return line(
        "    ", cell(labels.choice("practice_state", "state", mark), 14, MARK_ROLE[mark]),
        cell(shown.title[language()], max(TITLE, cells - 20)),
    )  # fmt: skip


def _group(group: Group, marked: Mapping[str, str]) -> Line:
    counts = Counter(marked.get(each.id, "untried") for each in group.practices)
    done = counts["habit"]
    told = _("{habit} habit, {trying} trying, of {all}").format(
        habit=done, trying=counts["trying"], all=len(group.practices)
    )
    return line("  ", cell(labels.group(group.id), TITLE, "head"), *bar(done, len(group.practices), BAR),
                "  ", (told, "dim"))  # fmt: skip


def detail(view: View, shown: Row, cells: int) -> Lines:
    """A practice in full with what happened; an answer; what a figure rests on."""
    if isinstance(shown, Heading):
        return []
    if isinstance(shown, Question):
        return [line("  ", (_(shown.words), "strong")), *paragraph(shown.answer(view), cells)]
    if isinstance(shown, Note):
        return paragraph(shown.words[language()], cells, "strong", "  ")
    if isinstance(shown, Fact):
        return [line("  ", (shown.name, "strong")), *paragraph(shown.words, cells)]
    if isinstance(shown, Group):
        count = len(shown.practices)
        told = n_(
            "{n} practice. {key:reword} on one words its step anew, {key:practice} marks it.",
            "{n} practices. {key:reword} on one words its step anew, {key:practice} marks it.",
            count,
        )
        return paragraph(told.format(n=count, key=KEY), cells, "dim", "  ")
    moves = _("Moves: {criteria}").format(criteria=" ".join(criterion_name(name) for name in shown.criteria))
    return [
        line("  ", (shown.title[language()], "strong")),
        *paragraph(shown.body[language()], cells),
        *paragraph(_("Next step: {step}").format(step=practices.own_step(view, shown)), cells, "key"),
        *tried_lines(view, shown, cells),
        *paragraph(moves, cells, "dim"),
    ]


class MindsetRoom(Room):
    """What should I try: practices, questions, notes and the worth of it, one list at a time."""

    id = tab = "mindset"
    list_cells = TABLE_CELLS
    detail_rows = 7
    least_rows = 4

    def __init__(self) -> None:
        self.section = 0

    def without_use(self, view: View) -> frozenset[CommandId]:
        """Practices alone are marked and worded anew."""
        del view
        return frozenset({"put-off"}) if self.section == 0 else frozenset({"reword", "practice", "put-off"})

    def next_section(self, view: View) -> None:
        """The other list."""
        del view
        self.section = (self.section + 1) % len(SECTIONS)

    def head(self, view: View, space: Space) -> Lines:
        """The note and the tip of the day, and the lists' names."""
        return head(view, space.cells, self.section)

    def begins_at(self, view: View) -> str:
        """On the practice that is tried or suggested."""
        if self.section == 0:
            return tip.current(view)
        return key(next(row for row in self.rows(view) if not isinstance(row, Heading)))

    def rows(self, view: View) -> Sequence[Row]:
        """The list in force."""
        return rows(view, self.section)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One row."""
        return mindset_row(view, row, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """What it is about."""
        return detail(view, row, space.cells) if row is not None else []

    def key(self, row: Any) -> str:
        """Each row by its own id."""
        return key(row)
