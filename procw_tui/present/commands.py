"""Every command once: its keys, its words and where it is at home.

Footer, help, palette and key bindings all follow from this table.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from textual.binding import Binding

from procw_tui.present.words.language import N_, _

ROOMS = ("today", "board", "replies", "proposals", "work", "mindset")
LISTS = ("replies", "proposals", "work")
INNER = ("evidence", "rounds", "assumptions", "open", "day", "rates", "coach", "report")
"""Rooms that are opened from another and left with Esc."""

KANA = {
    "u": "う", "a": "あ", "i": "い", "e": "え", "o": "お", "full_stop": "。．", "slash": "・／",
    "left_square_bracket": "「［", "right_square_bracket": "」］", "comma": "、，", "question_mark": "？",
    "plus": "＋",
}  # fmt: skip
"""What an input method left on sends for a key."""

LETTERS = {kana: key for key, every in KANA.items() for kana in every if len(key) == 1}

SIGNS = {"enter": "Enter", "plus": "+", "comma": ",", "question_mark": "?", "tab": "Tab", "slash": "/",
         "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]", "ctrl+p": "Ctrl+P",
         "ctrl+l": "Ctrl+L", "escape": "Esc"}  # fmt: skip
"""Keys that have another name than the one on them."""

SAME = "same"


class Command(NamedTuple):
    """One command: `action` is a method of the main screen; no `rooms` means everywhere."""

    id: str
    keys: str
    action: str
    label: str
    tip: str
    group: str
    rooms: tuple[str, ...] = ()
    footer: int = 0
    """Its place in the footer, 1 first; 0 leaves it to the help."""
    what_if: str = ""
    """Its action in what-if: `same`, another one, or none where it would save something."""

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        first = self.keys.split(",")[0]
        return SIGNS.get(first, first)


LOG, LIST, VIEW, PROGRAM = N_("Log"), N_("In a list"), N_("Screens"), N_("Program")

COMMANDS: tuple[Command, ...] = (
    Command("proposal", "p", "log('proposal')", N_("proposal"), N_("Log a proposal that you sent"),
            LOG, (), 20),
    Command("message", "m", "log('message')", N_("message"),
            N_("Log a message of a client; 9:10-14:05 logs the reply too"), LOG, (), 21),
    Command("reply", "r", "reply", N_("replied"),
            N_("Replied: to the selected client, else to the one waiting longest"), LOG, (), 22,
            "imagine_review"),
    Command("scout", "s", "log('scout')", N_("scout"), N_("Log a scout or a 相談"), LOG,
            what_if="imagine('scout')"),
    Command("contract", "c", "log('contract')", N_("contract"), N_("Log a contract"), LOG,
            what_if="imagine('acceptance')"),
    Command("earning", "e", "log('earning')", N_("month"), N_("Type a month's gross"), LOG,
            what_if=SAME),
    Command("opening", "o", "opening", N_("site's figures"), N_("Copy the figures that the site shows"), LOG),
    Command("termination", "T", "termination", N_("midway end"), N_("Log or answer a midway-end request"),
            LOG, what_if="imagine('midway')"),
    Command("result", "k", "result", N_("result"), N_("Log what a round brought"), LOG),
    Command("paste", "v", "paste", N_("paste"), N_("Take over a page of the site that you copied"),
            LOG, (), 24),
    Command("night", "l", "night", N_("the evening"),
            N_("Log the evening in numbers; names can come later by paste"), LOG, (), 23),
    Command("again", "full_stop", "again", N_("again"), N_("The last log once more, now"), LOG),
    Command("rest", "R", "rest", N_("rest day"), N_("A day of rest, or no more"), LOG),
    Command("other", "plus", "other", N_("other"), N_("Log any other kind"), LOG),
    Command("evidence", "enter,i", "evidence", N_("evidence"),
            N_("The records behind the selected criterion, or the rounds"), LIST, ("board",), 1, SAME),
    Command("what-if", "w", "what_if", N_("what if"),
            N_("What if: the logging keys add what never was; nothing is saved"), LIST,
            ("board", "evidence", "rounds", "assumptions"), 2, SAME),
    Command("open", "enter", "open", N_("edit"), N_("Open and edit the selected record"), LIST,
            (*LISTS, "evidence", "rounds", "open", "day"), 1),
    Command("these", "enter", "these", N_("these"), N_("The proposals behind the selected rate"), LIST,
            ("rates",), 1),
    Command("change", "enter", "change", N_("change"), N_("Have the selected assumption read otherwise"),
            LIST, ("assumptions",), 1),
    Command("assumption", "a", "assumptions", N_("assumed"),
            N_("What is assumed here, why, and how to change it"), LIST,
            ("board", "today", "replies", "work", "evidence", "rounds"), 26, SAME),
    Command("back", "escape", "back", N_("back"), N_("Back to where you came from"), LIST,
            ("board", *LISTS, *INNER), 0, SAME),
    Command("stage", "n", "stage", N_("next stage"),
            N_("Take it to its next stage at once; of several selected, choose"),
            LIST, ("proposals", "work", "open"), 1),
    Command("outcome", "N", "outcome", N_("outcome"), N_("Choose how it went on or ended"), LIST,
            ("proposals", "work", "open")),
    Command("answer-all", "A", "answer_all", N_("all answered"),
            N_("Everything unanswered, or what is selected, was answered at a time unknown"), LIST,
            ("replies", "open"), 2),
    Command("filter", "slash", "filter", N_("filter"), N_("Filter as you type, over every column"), LIST,
            LISTS, 4),
    Command("sort", "S", "sort", N_("sort"), N_("Sort by a column; the same again turns it round"), LIST,
            LISTS),
    Command("select", "x", "select", N_("select"), N_("Select the row, for keys that work on several"), LIST,
            (*LISTS, "open"), 5),
    Command("select-all", "X", "select_all", N_("select all"),
            N_("Select the silent proposals, then all that are shown, then none"), LIST, (*LISTS, "open")),
    Command("letter", "d", "letter", N_("check letter"),
            N_("Check a proposal's text before it is sent, its posting beside it"), LIST, ("proposals",), 3),
    Command("rates", "i", "rates", N_("rates"), N_("Rates by category and by way in, with their ranges"),
            LIST, ("proposals",), 6),
    Command("do", "enter", "do_next", N_("done"), N_("Record the act: what is done leaves at once"), LIST,
            ("today", "coach"), 1),
    Command("coach", "i", "coach", N_("why"), N_("Every act, what it moves, and how they are ranked"), LIST,
            ("today",), 28),
    Command("put-off", "z", "put_off", N_("later"), N_("Put it off until a day, or for good with a reason"),
            LIST, ("today", "coach", "mindset"), 2),
    Command("earlier", "left_square_bracket", "other_day(-1)", N_("earlier"),
            N_("The day before; a week or a round"), LIST, ("day", "report"), 1),
    Command("later", "right_square_bracket", "other_day(1)", N_("newer"),
            N_("The day after; a week or a round"), LIST, ("day", "report"), 1),
    Command("delete", "D", "delete", N_("delete"), N_("Delete; undo brings it back"), LIST,
            (*LISTS, "evidence", "rounds", "open", "day"), 25),
    Command("section", "tab", "section", N_("switch"), N_("The next list of this screen"), LIST,
            ("work", "mindset", "report"), 3),
    Command("practice", "y", "practice", N_("try"), N_("Mark a practice: trying, habit, not for me"),
            LIST, ("mindset", "today", "coach"), 25),
    Command("reword", "enter", "reword", N_("reword"), N_("The step of a practice in your own words"), LIST,
            ("mindset",), 1),
    Command("tried", "Y", "tried", N_("tried"), N_("The practice that you try was tried on this one"),
            LIST, ("proposals", "replies", "open", "day", "evidence")),
    Command("undo", "u", "undo", N_("undo"), N_("Take back the last change, whoever made it"),
            PROGRAM, (), 27, "imagine_less"),
    Command("redo", "U", "redo", N_("redo"), N_("Put on again what was taken back"), PROGRAM),
    *(Command(f"room-{number}", str(number), f"room('{name}')", label, label, VIEW, what_if=SAME)
      for number, (name, label) in enumerate(zip(ROOMS, (
          N_("Today"), N_("Criteria"), N_("Replies"), N_("Proposals"), N_("Work"), N_("Mindset")),
          strict=True), 1)),
    Command("open-things", "b", "open_things", N_("open"), N_("Everything that is open, in one list"), VIEW),
    Command("day", "g", "day", N_("day"), N_("What happened on a day"), VIEW),
    Command("report", "h", "report", N_("look back"), N_("The week or the round: what moved which criterion"),
            VIEW),
    Command("language", "L", "language", N_("日本語/English"), N_("Switch the language"), PROGRAM),
    Command("settings", "comma", "settings", N_("settings"), N_("Settings"), PROGRAM),
    Command("help", "question_mark", "help", N_("keys"), N_("All keys"), PROGRAM, (), 90, SAME),
    Command("palette", "ctrl+p", "palette", N_("palette"), N_("Find a command by its name"), PROGRAM,
            what_if=SAME),
    Command("redraw", "ctrl+l", "redraw", N_("redraw"), N_("Draw the screen anew"), PROGRAM, what_if=SAME),
    Command("quit", "q", "quit", N_("quit"), N_("Quit; everything is saved"), PROGRAM, (), 91, SAME),
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}


def room_names() -> list[str]:
    """The rooms' names, in the order of their keys."""
    return [_(command.label) for command in COMMANDS if command.id.startswith("room-")]


def bindings() -> list[Binding]:
    """Each command as a binding. Full-width letters and digits, and the kana of a key, count as the key."""
    return [
        Binding(aliases(command.keys), f"do('{command.id}')", command.label, show=False,
                tooltip=command.tip, id=command.id)
        for command in COMMANDS
    ]  # fmt: skip


def aliases(keys: str) -> str:
    """Keys with their full-width forms and the kana that an input method sends for them."""
    every: list[str] = []
    for key in keys.split(","):
        every.append(key)
        if len(key) == 1:
            every.append(chr(ord(key) + 0xFEE0))
        every += KANA.get(key, "")
    return ",".join(every)


def plain_key(char: str) -> str:
    """The letter, digit or sign that a character stands for: full-width ones and kana as themselves."""
    return LETTERS.get(char) or unicodedata.normalize("NFKC", char)


def available(room: str) -> list[Command]:
    """The commands of a room, its own before those that are everywhere."""
    own = [command for command in COMMANDS if room in command.rooms]
    return own + [command for command in COMMANDS if not command.rooms]


def footer_of(room: str) -> list[tuple[str, str]]:
    """Keys and words for the footer, the most needed first; in an inner room, how to leave it."""
    shown = sorted((c for c in available(room) if c.footer), key=lambda command: command.footer)
    if room in INNER:
        shown = [c for c in shown if c.rooms or c.group == PROGRAM]
        if room == "assumptions":  # they open from rooms without what-if as well
            shown.remove(BY_ID["what-if"])
        shown.insert(-2, BY_ID["back"])
    return [(command.shown_key, _(command.label)) for command in shown]


IMAGINABLE = (
    ("s", N_("scout")), ("c", N_("delivery")), ("T", N_("midway end")), ("r", N_("rating")),
    ("e", N_("month")), ("u", N_("one back")), ("w", N_("end what-if")), ("?", N_("keys")),
)  # fmt: skip


ON_SELECTION = ("stage", "outcome", "answer-all", "delete", "select", "select-all")
"""Commands that work on all rows that are selected."""


def selection_keys(room: str) -> list[tuple[str, str]]:
    """What keys do to the rows that are selected."""
    own = [BY_ID[name] for name in ON_SELECTION if room in BY_ID[name].rooms]
    keys = [(command.shown_key, _(command.label)) for command in (*own, BY_ID["help"])]
    return [*keys, ("Esc", _("select none"))]


FILTER_KEYS = (("Enter", N_("to the list")), ("Esc", N_("the same; on the list it shows all again")))
"""What the keys do while a filter is typed."""


def footer_in_what_if(room: str) -> list[tuple[str, str]]:
    """What the logging keys add while nothing is saved; in an inner room first how to leave it."""
    back = [("Esc", _("back"))] if room in INNER else []
    return back + [(key, _(label)) for key, label in IMAGINABLE]
