"""The app: puts the parts together, and has the screen follow the ledger."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen

from procw_tui.present.commands import BY_ID, ENDING, KEY, CommandId, key_of
from procw_tui.present.language import _
from procw_tui.present.view import View
from procw_tui.store.store import Store
from procw_tui.tui.dialogs.asking import Asking
from procw_tui.tui.dialogs.dialog import Dialog
from procw_tui.tui.dialogs.drafted import Drafted
from procw_tui.tui.terminal.driver import LineDriver, forget_screen
from procw_tui.tui.terminal.key_queue import KeyDone, KeyQueue
from procw_tui.tui.widgets.scroll_bars import use_plain_bars

from .background import Background
from .desk import Desk
from .mail_watch import MailWatch
from .notices import Notices
from .screen import MainScreen
from .session import Refused, Session
from .theme import DARK, LIGHT, TERMINAL_VARIABLES

if TYPE_CHECKING:
    from .acts.table import Function


def _load_acts() -> None:
    """Once the first frame is there: it needs none of what keys do, and the first key all of it at once."""
    import_module("procw_tui.tui.acts.table")


OFFER_SECONDS = 2.0
"""So long nobody types before a question is put that no key has asked for."""
SIGNALLED = 128
"""As a shell says that a signal ended something."""


class ProcwApp(App[None], inherit_bindings=False):
    """Opens the ledger on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [  # Textual's own has Ctrl+Q, which flow control sends, quit
        Binding("ctrl+c", "help_quit", show=False, system=True),
        Binding("ctrl+z", "suspend_process", show=False),
    ]
    ENABLE_COMMAND_PALETTE = False  # ours is opened by a command of the table, in the user's language
    TITLE = "procw-tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["screen.tcss", "dialogs/dialogs.tcss"]

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        editor: str = "",
        greeting: str = "",
        *,
        in_tmux: bool = False,
    ) -> None:
        super().__init__(driver_class=LineDriver)
        use_plain_bars()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.session = Session(store, clock, editor, self._ledger_changed, self._warn)
        self._take_settings()
        self._greeting = greeting
        self.keys = KeyQueue(self, super().on_event)
        self.main = MainScreen(self.session, self.do, self._read_page)
        self.background = Background(self, self.session, self.main, self._offer_merge, self._is_quiet)
        self.notices = Notices(self, self.session, in_tmux=in_tmux)
        self.mail_watch = MailWatch(self, self.session, self.main)
        self._asking = Asking(self, self.keys)
        self._desk = Desk(self, self.session, self.main, self._asking, self.do, self.mail_watch)
        self._desk.welcome_back()

    @property
    def store(self) -> Store:
        """The ledger's file."""
        return self.session.store

    @property
    def view(self) -> View:
        """The ledger at this moment."""
        return self.session.view

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
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2):
            with contextlib.suppress(ValueError, RuntimeError):
                loop.add_signal_handler(number, partial(self.exit, return_code=SIGNALLED + number))
        self.app_resume_signal.subscribe(self, self._come_back)
        self.background.begin()
        self.mail_watch.begin()
        self.notices.begin()
        if self._greeting:
            self.call_after_refresh(self.main.say, self._greeting, "dim")
        self.call_after_refresh(_load_acts)

    def _come_back(self, _app: App[None]) -> None:
        """Back from Ctrl+Z: a shell has drawn over everything."""
        forget_screen(self)
        self.screen.refresh(layout=True)

    async def on_event(self, event: events.Event) -> None:
        """Keys queue; a terminal that was resized keeps nothing of what it showed, however it told of it."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.keys.add(event)
            return
        if isinstance(event, events.Resize):
            forget_screen(self)
        await super().on_event(event)

    async def on_key_done(self, event: KeyDone) -> None:
        """The next key."""
        await self.keys.done(event)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave; what stands half-filled in a dialog is kept first, also where the line was cut."""
        self.keep_drafts()
        super().exit(*args, **kwargs)

    def keep_drafts(self) -> None:
        """What is typed in open dialogs, kept on disk; also after a crash, when their widgets may be gone."""
        for dialog in self._asking.open:
            if isinstance(dialog, Drafted):
                with contextlib.suppress(NoMatches):
                    dialog.keep_draft()

    def do(self, command: CommandId) -> None:
        """Carry out a command of the table: in what-if its counterpart that saves nothing."""
        from .acts.table import function_in_what_if, function_of

        act = function_of(command) if self.view.hypotheses is None else function_in_what_if(command)
        if act is None:
            self._desk.say_not_in_what_if()
            return
        if command in ENDING and self.keys.in_burst:
            self.keys.drop_burst()
            self._run(self._ask_whether_meant(command, act))
            return
        self._carry_out(act)

    async def _ask_whether_meant(self, command: CommandId, act: Function) -> None:
        """A text that the terminal does not mark as pasted comes as keys, and ends nothing by itself."""
        label = _(BY_ID[command].label)
        title = _("Many keys came at once, and one of them is {key}. Was it meant?").format(
            key=key_of(command)
        )
        options = [("no", _("No: nothing is done")), ("yes", _("Yes: {what}").format(what=label))]
        if await self._asking.pick(title, options) == "yes":
            self._carry_out(act)

    def _carry_out(self, act: Function) -> None:
        try:
            doing = act(self._desk)
        except Refused as refused:
            self.main.say(refused.text, "bad")
        else:
            if doing is not None:
                self._run(doing)

    def _run(self, act: Coroutine[Any, Any, None]) -> None:
        async def told() -> None:
            try:
                await act
            except Refused as refused:
                self.main.say(refused.text, "bad")

        self._asking.run(told())

    def _read_page(self, text: str, marked: bool) -> None:  # noqa: FBT001 - what the screen tells
        if self.view.hypotheses is None:
            self._run(self._desk.read_page(text, more=not marked))
        else:
            self._desk.say_not_in_what_if()

    def _is_quiet(self) -> bool:
        return len(self.screen_stack) == 1 and self.keys.idle and self.keys.quiet_for >= OFFER_SECONDS

    def _offer_merge(self, kept: Path) -> None:
        self._run(self._desk.offer_merge(kept))

    def _ledger_changed(self) -> None:
        """Everything on the screen follows the ledger."""
        self.background.rest_soon()
        self._take_settings()
        self.mail_watch.follow_setting()
        self.main.refresh_room()

    def _warn(self, text: str) -> None:
        """What is doubtful about a record that was kept, in place of what was done."""
        hint = _("take back: {key}").format(key=key_of("undo"))
        self.call_after_refresh(self.main.say, text, "warn", hint)

    def _take_settings(self) -> None:
        """Colours and signs as the user set them."""
        ledger = self.store.ledger
        self.plain_signs = bool(ledger.setting("ascii"))
        theme = str(ledger.setting("theme"))
        if self.theme != theme:
            self.theme = theme

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave."""
        if isinstance(self.screen, Dialog):
            self.screen.tell(_("Esc closes this; then {key:quit} quits.").format(key=KEY))
        else:
            self.main.say(_("{key:quit} quits; everything is saved.").format(key=KEY), "dim")
