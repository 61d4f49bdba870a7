"""The app: one store, one screen, one signal when the ledger has changed."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.record.records import Setting
from procw_tui.present.commands import available
from procw_tui.present.paint import Role
from procw_tui.present.words.language import _, other_language, set_language
from procw_tui.store.store import Store
from procw_tui.tui.background import ByItself
from procw_tui.tui.dialogs.drafted import Drafted
from procw_tui.tui.host import Refused
from procw_tui.tui.screen import MainScreen
from procw_tui.tui.terminal.driver import LineDriver
from procw_tui.tui.theme import DARK, LIGHT, TERMINAL_VARIABLES


class ProcwApp(ByItself):
    """Opens the ledger on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False  # ours is opened by a command of the table, in the user's language
    TITLE = "procw-tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["screen.tcss", "dialogs/dialogs.tcss"]

    def __init__(self, store: Store, clock: Callable[[], datetime], editor: str = "") -> None:
        super().__init__(store, clock, driver_class=LineDriver)
        self.editor = editor
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
        self.begin_by_itself()

    def ledger_changed(self) -> None:
        """Everything on the screen follows the ledger."""
        self.rest_soon()
        self._take_settings()
        self.main.refresh_room()

    def after_change(self, change: Change) -> None:
        """A language that was set holds at once."""
        touched = [op.record for op in change.ops if isinstance(op.record, Setting)]
        if any(record.key == "language" for record in touched):
            wanted = self.store.ledger.setting("language")
            if wanted:
                set_language(str(wanted))

    async def on_event(self, event: events.Event) -> None:
        """A terminal that was resized keeps nothing of what it showed, however it told of it."""
        if isinstance(event, events.Resize):
            self.forget_screen()
        await super().on_event(event)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave; what stands half-filled in a dialog is kept first, also where the line was cut."""
        for screen in self.screen_stack:
            if isinstance(screen, Drafted):
                screen.keep_draft()
        super().exit(*args, **kwargs)

    def refresh_screen(self) -> None:
        """Draw what has changed."""
        self.main.refresh_room()

    def tell(self, text: str, role: Role = "dim") -> None:
        """Say a sentence in place of the keys."""
        self.main.say(text, role)

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
