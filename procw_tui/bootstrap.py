"""Builds clock, settings, store and app. The only place that reads the environment or the clock."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from procw_tui.domain.times import JST
from procw_tui.domain.trouble import StoreError
from procw_tui.domain.values import moment
from procw_tui.present.language import choose_language, set_language
from procw_tui.store import paths
from procw_tui.store.store import Store

Clock = Callable[[], datetime]


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
    found = None
    for number, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith(f"{name}="):
            found = word.partition("=")[2]
        elif word == name and number + 1 < len(arguments):
            found = arguments[number + 1]
    return found


class Session:
    """One run of the program: which file, which language, which clock."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.environment = environment
        named = _option(arguments, "--db") or environment.get("PROCW_DB")
        self._named = Path(named).expanduser() if named else None
        self._asked = _option(arguments, "--lang")
        self.clock: Clock = system_clock

    def begin(self) -> None:
        """Choose the clock and the language; Invalid where PROCW_NOW can't be read."""
        said = self._asked or self.environment.get("PROCW_LANG")
        set_language(choose_language(said, self.environment, None if said else self._saved_language()))
        self.clock = clock_from(self.environment)

    def _saved_language(self) -> object:
        try:
            return self.store.ledger.setting("language")
        except StoreError:
            return None  # said when the file is needed; help needs none

    @property
    def path(self) -> Path:
        """The user's file."""
        return self._named or paths.default_file()

    @cached_property
    def store(self) -> Store:
        """The user's ledger; StoreError where the file can't be read."""
        return Store(self.path, self._now)

    def _now(self) -> datetime:
        return self.clock()


def speak_utf8() -> None:
    """UTF-8 out and in, whatever the locale: a box set to C or EUC must not break Japanese."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = "replace" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)


@contextlib.contextmanager
def demo_session(session: Session) -> Iterator[Session]:
    """A session on a throw-away copy of the demo, its clock running from the demo's own evening."""
    import shutil
    import tempfile

    import orjson

    source = paths.data_file("demo.json")
    begun = moment("now", orjson.loads(source.read_bytes())["meta"]["1"]["now"])
    started = system_clock()

    def clock() -> datetime:
        return begun + (system_clock() - started if "PROCW_NOW" not in session.environment else timedelta())

    with tempfile.TemporaryDirectory(prefix="procw-demo-") as folder:
        copy = Path(folder) / "demo.json"
        shutil.copyfile(source, copy)
        demo = Session(["--db", str(copy)], session.environment)
        demo.clock = clock
        yield demo


def run_app(session: Session) -> int:
    """Open the app on a session's ledger and return its exit code."""
    # Read by Textual when it is imported. A slow line splits an arrow key into Esc and text.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("ESCDELAY", "250")
    import gc

    store = session.store  # before Textual: the ledger's objects are then out of the collector's way
    from procw_tui.tui.app import ProcwApp

    app = ProcwApp(store, session.clock)
    gc.freeze()
    gc.enable()
    app.run(mouse=bool(store.ledger.setting("mouse")))
    return app.return_code or 0
