"""Every command once: its keys, its words and where it is at home.

Footer, help, palette, key bindings, the README's list and the keys named in sentences all follow from this
table. What a command does stands in `tui/acts/table.py`, under the same id.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Literal, NamedTuple, get_args

from procw_tui.present.language import N_, _

RoomId = Literal[
    "today", "board", "replies", "proposals", "work", "mindset",
    "evidence", "rounds", "assumptions", "open", "day", "rates", "habits", "report",
]  # fmt: skip
MainRoomId = Literal["today", "board", "replies", "proposals", "work", "mindset"]
ROOMS: tuple[MainRoomId, ...] = get_args(MainRoomId)
"""The six with a tab, in the order of their digits."""
LISTS: tuple[RoomId, ...] = ("replies", "proposals", "work")
INNER: tuple[RoomId, ...] = tuple(room for room in get_args(RoomId) if room not in ROOMS)
"""Rooms that are opened from another and left with Esc."""

CommandId = Literal[
    "proposal", "message", "reply", "scout", "contract", "earning", "opening", "termination", "result",
    "paste", "mails", "night", "again", "other",
    "evidence", "what-if", "edit", "these", "change", "assumption", "back", "stage", "answer-all",
    "filter", "sort", "select", "select-all", "letter", "rates", "do", "open", "behind", "put-off",
    "earlier", "later",
    "delete", "section", "practice", "reword", "rename", "import",
    "undo", "redo", "go-today", "go-board", "go-replies", "go-proposals", "go-work", "go-mindset",
    "day", "report", "drafts", "demo", "language", "settings", "help", "palette", "redraw", "quit",
]  # fmt: skip

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


class Command(NamedTuple):
    """One command; no `rooms` means everywhere."""

    id: CommandId
    keys: str
    """As Textual names them, the first one shown, with commas between."""
    label: str
    tip: str
    group: str
    rooms: tuple[RoomId, ...] = ()
    footer: int = 0
    """Its place in the footer, 1 first; 0 leaves it to the help."""
    also: str = ""
    """Other words by which one would look for it, in either language."""

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        first = self.keys.split(",")[0]
        return SIGNS.get(first, first)


LOG, LIST, VIEW, PROGRAM = N_("Log"), N_("In a list"), N_("Screens"), N_("Program")

COMMANDS: tuple[Command, ...] = (
    Command("proposal", "p", N_("proposal"), N_("Log a proposal that you sent"), LOG, (), 20),
    Command("message", "m", N_("message"), N_("Log a message of a client; 9:10-14:05 logs the reply too"),
            LOG, (), 21),
    Command("reply", "r", N_("replied"),
            N_("Replied: to the selected client, else to the one waiting longest"), LOG, (), 22),
    Command("scout", "s", N_("scout"), N_("Log a scout or a direct request (相談)"), LOG),
    Command("contract", "c", N_("contract"), N_("Log a contract"), LOG),
    Command("earning", "e", N_("month"), N_("Type a month's gross"), LOG),
    Command("opening", "o", N_("site's figures"),
            N_("The questions of the first evening, and the figures that the site shows"), LOG),
    Command("termination", "T", N_("midway end"), N_("Log or answer a midway-end request"), LOG),
    Command("result", "k", N_("result"), N_("Log what a round brought"), LOG),
    Command("paste", "v", N_("paste"), N_("Take over a page of the site that you copied"), LOG, (), 24),
    Command("import", "I", N_("import"), N_("Take over a sheet from a file: CSV, as you keep it"), LOG),
    Command("mails", "V", N_("mails"), N_("The site's mails: what waits, and how they are read"), LOG,
            also="mail inbox メール 受信"),
    Command("night", "l", N_("the evening"),
            N_("Log the evening in numbers, or a day of rest; names can come later by paste"),
            LOG, (), 23, also="night daily rest 日報 休み"),
    Command("again", "full_stop", N_("again"), N_("The last log once more, now"), LOG),
    Command("other", "plus", N_("other"), N_("Log any other kind"), LOG),
    Command("evidence", "enter,i", N_("evidence"),
            N_("The records behind the selected criterion, or the rounds"), LIST, ("board",), 1),
    Command("what-if", "w", N_("what if"),
            N_("What if: the logging keys add what never was; nothing is saved"), LIST,
            ("board", "evidence", "rounds", "assumptions"), 2),
    Command("edit", "enter", N_("edit"), N_("Open and edit the selected record"), LIST,
            (*LISTS, "evidence", "rounds", "day"), 1),
    Command("these", "enter", N_("these"), N_("The proposals behind the selected rate"), LIST, ("rates",), 1),
    Command("change", "enter", N_("change"), N_("Have the selected assumption read otherwise"),
            LIST, ("assumptions",), 1),
    Command("assumption", "a", N_("assumed"), N_("What is assumed here, why, and how to change it"), LIST,
            ("board", "today", "replies", "work", "evidence", "rounds"), 26),
    Command("back", "escape", N_("back"), N_("Back to where you came from"), LIST, ("board", *LISTS, *INNER)),
    Command("stage", "n", N_("next stage"),
            N_("Take it to its next stage at once; a second press, or several selected: choose how it went"),
            LIST, ("proposals", "work", "open"), 2, also="outcome result won lost 結果 選考 成約 不採用"),
    Command("answer-all", "A", N_("all answered"),
            N_("Everything unanswered, or what is selected, was answered at a time unknown"), LIST,
            ("replies", "open"), 2),
    Command("filter", "slash", N_("filter"), N_("Filter as you type, over every column"), LIST, LISTS, 4),
    Command("sort", "S", N_("sort"), N_("Sort by a column; the same again turns it round"), LIST, LISTS),
    Command("select", "x", N_("select"), N_("Select the row, for keys that work on several"), LIST,
            (*LISTS, "open"), 5),
    Command("select-all", "X", N_("select all"),
            N_("Select the silent proposals, then all that are shown, then none"), LIST, (*LISTS, "open")),
    Command("letter", "d", N_("check letter"),
            N_("Check a proposal's text before it is sent, its posting beside it"),
            LIST, ("proposals", "work"), 3),
    Command("rates", "i", N_("rates"),
            N_("Rates by category and by way in; of replies how long they took and when messages come"),
            LIST, ("proposals", "replies"), 6),
    Command("do", "enter", N_("done"), N_("Record the act: what is done leaves at once"), LIST,
            ("today", "open"), 1),
    Command("open", "i", N_("why"), N_("Every act and all that is open, what it moves, how it is ranked"),
            LIST, ("today",), 28, also="open waiting 未返信 一覧 待ち"),
    Command("behind", "i", N_("open"), N_("Open and edit the record that the act is about"),
            LIST, ("open",), 3),
    Command("put-off", "z", N_("later"), N_("Put it off until a day, or for good with a reason"),
            LIST, ("today", "open", "mindset"), 2),
    Command("earlier", "left_square_bracket", N_("earlier"), N_("The day before; a week or a round"), LIST,
            ("day", "report"), 1),
    Command("later", "right_square_bracket", N_("newer"), N_("The day after; a week or a round"), LIST,
            ("day", "report"), 1),
    Command("delete", "D", N_("delete"), N_("Delete; undo brings it back"), LIST,
            (*LISTS, "evidence", "rounds", "open", "day"), 25, also="remove 消す"),
    Command("rename", "C", N_("rename client"), N_("Another name for the client of this row, everywhere"),
            LIST, (*LISTS, "open", "day", "evidence")),
    Command("section", "tab", N_("switch"), N_("The next list of this screen"), LIST,
            ("work", "mindset", "report"), 3),
    Command("practice", "y", N_("try"), N_("Mark a practice: trying, habit, not for me"),
            LIST, ("mindset", "today", "open"), 25),
    Command("reword", "enter", N_("reword"), N_("The step of a practice in your own words"), LIST,
            ("mindset",), 1),
    Command("undo", "u", N_("undo"), N_("Take back the last change, whoever made it"), PROGRAM, (), 27,
            also="revert 元に戻す やり直し"),
    Command("redo", "U", N_("redo"), N_("Put on again what was taken back"), PROGRAM),
    Command("go-today", "1", N_("Today"), N_("Today"), VIEW),
    Command("go-board", "2", N_("Criteria"), N_("Criteria"), VIEW),
    Command("go-replies", "3", N_("Replies"), N_("Replies"), VIEW),
    Command("go-proposals", "4", N_("Proposals"), N_("Proposals"), VIEW),
    Command("go-work", "5", N_("Work"), N_("Work"), VIEW),
    Command("go-mindset", "6", N_("Mindset"), N_("Mindset"), VIEW),
    Command("day", "g", N_("day"), N_("What happened on a day"), VIEW,
            also="calendar date history year カレンダー 日付 履歴"),
    Command("report", "h", N_("look back"), N_("The week or the round: what moved which criterion"), VIEW,
            also="report review summary 週 まとめ 報告 レポート"),
    Command("drafts", "B", N_("drafts"), N_("What was typed and not saved: name it, or throw it away"), VIEW),
    Command("demo", "M", N_("demo"), N_("Look at a demo, a worker's year made up; q comes back"), PROGRAM),
    Command("language", "L", N_("日本語/English"), N_("Switch the language"), PROGRAM,
            also="japanese english にほんご 英語 表示"),
    Command("settings", "comma", N_("settings"), N_("Settings"), PROGRAM,
            also="preferences options config theme colours mouse 環境設定 オプション 色 目標"),
    Command("help", "question_mark", N_("keys"), N_("All keys"), PROGRAM, (), 90,
            also="help shortcuts ヘルプ ショートカット 使い方"),
    Command("palette", "ctrl+p", N_("find"), N_("Find a command by its name"), PROGRAM, (), 91),
    Command("redraw", "ctrl+l", N_("redraw"), N_("Draw the screen anew"), PROGRAM),
    Command("quit", "q", N_("quit"), N_("Quit; everything is saved"), PROGRAM, also="exit close 閉じる"),
)  # fmt: skip

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

ROOM_COMMANDS: tuple[CommandId, ...] = (
    "go-today", "go-board", "go-replies", "go-proposals", "go-work", "go-mindset",
)  # fmt: skip
"""The commands of the six tabs, in their order."""


def room_names() -> list[str]:
    """The rooms' names, in the order of their keys."""
    return [_(BY_ID[name].label) for name in ROOM_COMMANDS]


def key_of(command: CommandId) -> str:
    """The key of a command, as a person reads it."""
    return BY_ID[command].shown_key


class Keys:
    """The keys in sentences: `"{key:opening} copies them".format(key=KEY)`, so that a moved key moves there.

    KeyError where the sentence names no command.
    """

    def __format__(self, command: str) -> str:
        return BY_ID[command].shown_key


KEY = Keys()


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


def is_at_home(command: CommandId, room: RoomId) -> bool:
    """Whether a command works in a room."""
    rooms = BY_ID[command].rooms
    return not rooms or room in rooms


def available(room: RoomId) -> list[Command]:
    """The commands of a room, its own before those that are everywhere."""
    own = [command for command in COMMANDS if room in command.rooms]
    return own + [command for command in COMMANDS if not command.rooms]


Hint = tuple[str, str]
"""A key and what it does, in the language in force."""


def hint(command: CommandId, label: str = "") -> Hint:
    """A command as a hint, under another label where there is one."""
    key = "^P" if command == "palette" else key_of(command)  # in a footer every cell counts
    return key, _(label or BY_ID[command].label)


def footer_of(room: RoomId, *, empty: bool = False, without: Collection[CommandId] = ()) -> list[Hint]:
    """Keys and words for the footer, the most needed first; in an inner room, how to leave it.

    `empty`: there is nothing that a key for a row could act on. `without`: keys that can do nothing.
    """
    shown = sorted((c for c in available(room) if c.footer), key=lambda command: command.footer)
    shown = [command for command in shown if command.id not in without]
    if empty:
        shown = [command for command in shown if command.id not in ON_ROW]
    if room in INNER:
        shown = [c for c in shown if c.rooms or c.group == PROGRAM]
        if room == "assumptions":  # they open from rooms without what-if as well
            shown.remove(BY_ID["what-if"])
        shown.insert(-2, BY_ID["back"])
    return [hint(command.id) for command in shown]


IMAGINED: tuple[tuple[CommandId, str], ...] = (
    ("scout", N_("scout")), ("contract", N_("delivery")), ("termination", N_("midway end")),
    ("reply", N_("rating")), ("earning", N_("month")), ("undo", N_("one back")),
    ("what-if", N_("end what-if")), ("help", N_("keys")),
)  # fmt: skip
"""What commands are called while they add what never was."""


def footer_in_what_if(room: RoomId) -> list[Hint]:
    """What the logging keys add while nothing is saved; in an inner room first how to leave it."""
    back = [hint("back")] if room in INNER else []
    return back + [hint(command, label) for command, label in IMAGINED]


ON_ROW: frozenset[CommandId] = frozenset({
    "edit", "these", "change", "stage", "filter", "sort", "select", "select-all", "do", "put-off",
    "delete", "reword", "answer-all", "rename",
})  # fmt: skip
"""Commands that do nothing where there is no row, or on Today no act."""

ENDING: frozenset[CommandId] = frozenset({
    "delete", "answer-all", "stage", "reply", "do", "undo", "redo", "again", "quit",
    "result", "termination", "language", "practice",
})  # fmt: skip
"""Commands that change or end something at once."""

ON_SELECTION: tuple[CommandId, ...] = ("stage", "answer-all", "delete", "select", "select-all")
"""Commands that work on all rows that are selected."""


def selection_keys(room: RoomId) -> list[Hint]:
    """What keys do to the rows that are selected."""
    own = [name for name in ON_SELECTION if room in BY_ID[name].rooms]
    return [*(hint(command) for command in (*own, "help")), ("Esc", _("select none"))]


FILTER_KEYS = (("Enter", N_("to the list")), ("Esc", N_("the same; on the list it shows all again")))
"""What the keys do while a filter is typed."""
