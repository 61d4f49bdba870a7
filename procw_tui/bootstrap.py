"""Builds clock, settings, store and app. The only place that reads the environment or the clock."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from procw_tui.domain.record.times import JST
from procw_tui.domain.record.trouble import StoreError
from procw_tui.domain.record.values import moment
from procw_tui.knowledge import data_file
from procw_tui.present.language import choose_language, set_language
from procw_tui.store import paths
from procw_tui.store.loading import Found
from procw_tui.store.store import Store

Clock = Callable[[], datetime]

FRAMES_A_SECOND = "1000"
"""How soon what has changed is drawn: at Textual's 60 a key waits for the next frame longer than for us."""


def system_clock() -> datetime:
    """Now, in Japan, whatever clock the machine has."""
    return datetime.now(JST)


def clock_from(environment: Mapping[str, str]) -> Clock:
    """The system's clock, or the moment that PROCW_NOW sets; Invalid where it is none."""
    fixed = environment.get("PROCW_NOW")
    if not fixed:
        return system_clock
    now = moment("PROCW_NOW", fixed)
    return lambda: now


def _option(arguments: Sequence[str], name: str) -> str | None:
    """The last value of `--name`, wherever it stands: it is read before there are commands to parse it."""
    value = None
    for number, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith(f"{name}="):
            value = word.partition("=")[2]
        elif word == name and number + 1 < len(arguments):
            value = arguments[number + 1]
    return value


class Program:
    """One run of the program: which file, which language, which clock."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.clock: Clock = system_clock
        self._asked = _option(arguments, "--lang")
        self._likely = _option(arguments, "--db")
        named = environment.get("PROCW_DB")
        self._named = paths.place_named(named) if named else None
        self._store: Store | None = None
        self.view_newer = False
        """Whether a file of a newer program may be opened, to look at only."""

    def begin(self) -> None:
        """Choose the clock and the language; Invalid where PROCW_NOW can't be read."""
        said = self._asked or self.environment.get("PROCW_LANG")
        set_language(choose_language(said, self.environment, None if said else self._saved_language()))
        self.clock = clock_from(self.environment)

    def _saved_language(self) -> object:
        """From the file that the command line most likely names: there are no commands yet to read it."""
        try:
            self._store = Store(paths.place_named(self._likely) if self._likely else self.path, self._now)
        except StoreError:
            return None  # said when the file is needed; help needs none
        return self._store.ledger.setting("language")

    def name_file(self, name: str) -> None:
        """The file that `--db` names."""
        self._named = paths.place_named(name)

    @property
    def path(self) -> Path:
        """The user's file."""
        return self._named or paths.default_file()

    @property
    def store(self) -> Store:
        """The user's ledger; StoreError where the file can't be read."""
        if self._store is None or self._store.path != self.path:
            self._store = Store(self.path, self._now, view_newer=self.view_newer)
        return self._store

    @property
    def editor(self) -> str:
        """The user's own editor, as a command line."""
        return self.environment.get("VISUAL") or self.environment.get("EDITOR") or ""

    def look_at(self, *, newer: bool) -> None:
        """Whether a file of a newer program may be opened, to look at only."""
        if newer != self.view_newer:
            self.view_newer = newer
            self._store = None

    def forget(self) -> None:
        """The file is another one now: read it anew when it is needed."""
        self._store = None

    @property
    def is_completing(self) -> bool:
        """Whether a shell asks for completions."""
        return bool(self.environment.get("_PROCW_TUI_COMPLETE"))

    def news(self) -> Found | None:
        """What the ledger was found to be that this program did not leave so, once."""
        return self._store.take_news() if self._store is not None else None

    @property
    def kept(self) -> Path | None:
        """The copy of what another version of the ledger has alone."""
        return self._store.kept if self._store is not None else None

    def settle(self) -> None:
        """Leave the file up to date, where this run has changed something."""
        if self._store is not None and self._store.wrote:
            self._store.settle()
            look_ahead(self._store)

    def _now(self) -> datetime:
        return self.clock()


def look_ahead(store: Store) -> None:
    """Note what the status line will say, so that a bar which asks for it need not read the ledger."""
    from procw_tui.present.status.ahead import ahead, made_with

    store.look_ahead(ahead, made_with)


def speak_utf8() -> None:
    """UTF-8 out and in, whatever the locale: a box set to C or EUC must not break Japanese."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - till the exit
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = "replace" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)


@contextlib.contextmanager
def demo_program(program: Program) -> Iterator[Program]:
    """A program on a throw-away copy of the demo, its clock running from the demo's own evening."""
    import shutil
    import tempfile

    import orjson

    source = data_file("demo.json")
    begun = moment("now", orjson.loads(source.read_bytes())["meta"]["1"]["now"])
    started = system_clock()

    def clock() -> datetime:
        return begun + (system_clock() - started if "PROCW_NOW" not in program.environment else timedelta())

    with tempfile.TemporaryDirectory(prefix="procw-demo-") as folder:
        copy = Path(folder) / "demo.json"
        shutil.copyfile(source, copy)
        demo = Program((), program.environment)
        demo.name_file(str(copy))
        demo.clock = clock
        yield demo


def run_app(program: Program, greeting: str = "") -> int:
    """Open the app on a program's ledger and return its exit code. `greeting`: said on the first screen."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")  # these are read by Textual when it is imported
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    for lying in ("COLUMNS", "LINES"):  # what a shell exported once: the terminal is asked instead
        os.environ.pop(lying, None)
    if not os.environ.get("NO_COLOR"):  # empty is not set, says its convention; to Textual it is
        os.environ.pop("NO_COLOR", None)
    import gc

    program.store.be_brief()
    store = program.store  # before Textual: the ledger's objects are then out of the collector's way
    from procw_tui.tui.app import ProcwApp

    in_tmux = bool(program.environment.get("TMUX"))
    app = ProcwApp(store, program.clock, program.editor, greeting, in_tmux=in_tmux)
    gc.freeze()
    gc.enable()
    try:
        app.run(mouse=bool(store.ledger.setting("mouse")))
    finally:
        app.keep_drafts()
        store.settle()
        look_ahead(store)
    return app.return_code or 0
