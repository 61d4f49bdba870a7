"""Every command once: its keys, its words and where it is at home.

Footer, help, palette and key bindings all follow from this table.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

from procw_tui.present.language import N_, _

ROOMS = ("today", "board", "replies", "proposals", "work", "mindset")
LISTS = ("replies", "proposals", "work")

KANA = {"u": "う", "a": "あ", "i": "い", "e": "え", "o": "お", "full_stop": "。", "slash": "・"}
"""What an input method left on sends for a key."""


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

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        names = {"enter": "Enter", "plus": "+", "comma": ",", "question_mark": "?", "tab": "Tab",
                 "ctrl+p": "Ctrl+P", "ctrl+l": "Ctrl+L"}  # fmt: skip
        first = self.keys.split(",")[0]
        return names.get(first, first)


LOG, LIST, VIEW, PROGRAM = N_("Log"), N_("In a list"), N_("Screens"), N_("Program")

COMMANDS: tuple[Command, ...] = (
    Command("proposal", "p", "log('proposal')", N_("proposal"), N_("Log a proposal that you sent"),
            LOG, (), 2),
    Command("message", "m", "log('message')", N_("message"),
            N_("Log a message of a client; 9:10-14:05 logs the reply too"), LOG, (), 3),
    Command("reply", "r", "reply", N_("replied"),
            N_("Replied: to the selected client, else to the one waiting longest"), LOG, (), 4),
    Command("scout", "s", "log('scout')", N_("scout"), N_("Log a scout or a 相談"), LOG),
    Command("contract", "c", "log('contract')", N_("contract"), N_("Log a contract"), LOG),
    Command("earning", "e", "log('earning')", N_("month"), N_("Type a month's gross"), LOG),
    Command("opening", "o", "opening", N_("site's figures"), N_("Copy the figures that the site shows"), LOG),
    Command("termination", "T", "termination", N_("midway end"), N_("Log or answer a midway-end request"),
            LOG),
    Command("result", "k", "result", N_("result"), N_("Log what a round brought"), LOG),
    Command("other", "plus", "other", N_("other"), N_("Log any other kind"), LOG),
    Command("open", "enter", "open", N_("edit"), N_("Open and edit the selected record"), LIST,
            LISTS, 1),
    Command("stage", "n", "stage", N_("next stage"), N_("Take a proposal or contract to its next stage"),
            LIST, ("proposals", "work"), 1),
    Command("delete", "D", "delete", N_("delete"), N_("Delete; undo brings it back"), LIST, LISTS, 6),
    Command("section", "tab", "section", N_("next list"), N_("Contracts, reviews, scouts, earnings"), LIST,
            ("work",), 5),
    Command("practice", "y", "practice", N_("mark"), N_("Mark a practice: trying, habit, not for me"),
            LIST, ("mindset", "today"), 2),
    Command("undo", "u", "undo", N_("undo"), N_("Take back the last change, whoever made it"),
            PROGRAM, (), 7),
    Command("redo", "U", "redo", N_("redo"), N_("Put on again what was taken back"), PROGRAM),
    *(Command(f"room-{number}", str(number), f"room('{name}')", label, label, VIEW)
      for number, (name, label) in enumerate(zip(ROOMS, (
          N_("Today"), N_("Criteria"), N_("Replies"), N_("Proposals"), N_("Work"), N_("Mindset")),
          strict=True), 1)),
    Command("language", "L", "language", N_("日本語/English"), N_("Switch the language"), PROGRAM),
    Command("settings", "comma", "settings", N_("settings"), N_("Settings"), PROGRAM),
    Command("help", "question_mark", "help", N_("keys"), N_("All keys"), PROGRAM, (), 8),
    Command("palette", "ctrl+p", "palette", N_("palette"), N_("Find a command by its name"), PROGRAM),
    Command("redraw", "ctrl+l", "redraw", N_("redraw"), N_("Draw the screen anew"), PROGRAM),
    Command("quit", "q", "quit", N_("quit"), N_("Quit; everything is saved"), PROGRAM, (), 9),
)  # fmt: skip


def room_names() -> list[str]:
    """The rooms' names, in the order of their keys."""
    return [_(command.label) for command in COMMANDS if command.group == VIEW]


def bindings() -> list[Binding]:
    """Each command as a binding. Full-width letters and digits, and the kana of a key, count as the key."""
    return [
        Binding(",".join(_aliases(command.keys)), command.action, command.label, show=False,
                tooltip=command.tip, id=command.id)
        for command in COMMANDS
    ]  # fmt: skip


def _aliases(keys: str) -> list[str]:
    every: list[str] = []
    for key in keys.split(","):
        every.append(key)
        if len(key) == 1:
            every.append(chr(ord(key) + 0xFEE0))
        if key in KANA:
            every.append(KANA[key])
    return every


def available(room: str) -> list[Command]:
    """The commands of a room, its own before those that are everywhere."""
    own = [command for command in COMMANDS if room in command.rooms]
    return own + [command for command in COMMANDS if not command.rooms]


def footer_of(room: str) -> list[tuple[str, str]]:
    """Keys and words for the footer, the most needed first."""
    shown = sorted((c for c in available(room) if c.footer), key=lambda command: command.footer)
    return [(command.shown_key, _(command.label)) for command in shown]
