"""The app: one store, one screen, one signal when the ledger has changed."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from procw_tui.domain import changes
from procw_tui.domain.changes import Change
from procw_tui.domain.records import Setting
from procw_tui.domain.trouble import StoreError
from procw_tui.present import errors
from procw_tui.present.language import _, other_language, set_language
from procw_tui.store.store import Store
from procw_tui.tui.commands import available
from procw_tui.tui.driver import LineDriver
from procw_tui.tui.host import Refused
from procw_tui.tui.keeping import Keeping
from procw_tui.tui.screens.main import MainScreen
from procw_tui.tui.theme import DARK, LIGHT, TERMINAL_VARIABLES

LOOK_SECONDS, REST_SECONDS = 1.0, 2.0
MINUTE = 60


class ProcwApp(Keeping):
    """Opens the ledger on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False  # ours is opened by a command of the table, in the user's language
    TITLE = "procw-tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["screens/main.tcss", "screens/dialogs/form.tcss"]

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        super().__init__(store, clock, driver_class=LineDriver)
        self.drafts: dict[str, dict[str, str]] = {}
        self._refused = ""
        self._rest: Timer | None = None
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._take_settings()
        self.main = MainScreen(lambda: self.view)

    def _take_settings(self) -> None:
        """Colours and signs as the user set them."""
        self.plain_signs = bool(self.store.ledger.setting("ascii"))
        theme = str(self.store.ledger.setting("theme"))
        if self.theme != theme:
            self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What the terminal's own themes lack."""
        return TERMINAL_VARIABLES["light" if self.theme == "ansi-light" else "dark"]

    def get_default_screen(self) -> Screen[None]:
        """The one screen."""
        return self.main

    def on_mount(self) -> None:
        """Leave in order when the line is cut; look at the clock and at other sessions."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            with contextlib.suppress(ValueError, RuntimeError):  # not in the main thread: a test
                loop.add_signal_handler(number, self.exit)
        self.set_interval(LOOK_SECONDS, self._look_for_others)
        self._rest_soon()
        self._wait_for_the_minute()

    def _wait_for_the_minute(self) -> None:
        now = self.clock()
        self.set_timer(MINUTE - now.second - now.microsecond / 1e6, self._minute)

    def _minute(self) -> None:
        """Ages tick once a minute; what doesn't change is not drawn."""
        self.main.refresh_room()
        self._wait_for_the_minute()

    def _look_for_others(self) -> None:
        """Another session's changes: a look at the file's date, no more."""
        try:
            changed = self.store.refresh()
        except StoreError as error:
            if str(error) != self._refused:
                self.main.say(errors.trouble(error), "bad")
            self._refused = str(error)
            return
        self._refused = ""
        if changed:
            self.ledger_changed()
            self.main.say(_("Changes of another session were taken in."), "dim")

    def _rest_soon(self) -> None:
        """Once nobody has logged for a moment, the file is brought up to date, in a thread of its own."""
        if self._rest is not None:
            self._rest.stop()
        if self.store.unsettled:
            self._rest = self.set_timer(REST_SECONDS, self._settle)

    def _settle(self) -> None:
        self.run_worker(self.store.settle, thread=True, exclusive=True, group="settle")

    def ledger_changed(self) -> None:
        """Everything on the screen follows the ledger."""
        self._rest_soon()
        self._take_settings()
        self.main.refresh_room()

    def after_change(self, change: Change) -> None:
        """A language that was set holds at once."""
        touched = [op.record for op in change.ops if isinstance(op.record, Setting)]
        if any(record.key == "language" for record in touched):
            wanted = self.store.ledger.setting("language")
            if wanted:
                set_language(str(wanted))

    def doubt(self, text: str) -> None:
        """Say what is doubtful about a record that was kept."""
        self.main.say(text, "warn", _("take back: {key}").format(key="u"))

    def switch_language(self) -> None:
        """The other language, saved; where it can't be saved it is switched all the same."""
        wanted = other_language()
        self.main.unsay()  # it was said in the language that is left
        record = Setting(id=changes.new_id(), key="language", value=wanted)
        try:
            self.commit(lambda ledger: changes.log(ledger, record, "setting"))
        except Refused as refused:
            set_language(wanted)
            self.main.refresh_room()
            self.main.say(refused.text, "bad")

    def read_page(self, text: str) -> None:
        """Take over a text that was pasted."""
        self.call_later(self.main.open_paste, text)

    def forget_screen(self) -> None:
        """Send every cell of the next frame."""
        if isinstance(self._driver, LineDriver):
            self._driver.forget_screen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers the commands of the table."""
        del screen
        for command in available(self.main.room.id):
            if command.id not in {"palette", "redraw"}:
                yield SystemCommand(
                    _(command.tip),
                    f"{command.shown_key}",
                    partial(self.call_later, self.main.run_action, f"do('{command.id}')"),
                )

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        if self.screen is self.main:
            palette = CommandPalette(placeholder=_("Find a command"), id="--command-palette")
            self.push_screen(palette)
            palette.call_after_refresh(lambda: setattr(palette.query_one(Input), "cursor_blink", False))

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave."""
        self.main.say(_("q quits; everything is saved."), "dim")
