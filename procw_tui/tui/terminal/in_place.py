"""Another program in the same terminal, while the app waits behind it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from typing import Any

from textual.app import App, SuspendNotSupported

from procw_tui.present.language import _


class HandedOver(Exception):  # noqa: N818 - it reads as what it says
    """The terminal could not be handed to another program, as a sentence."""


def run_in_place(app: App[Any], command: Sequence[str]) -> int:
    """The exit code of the program.

    HandedOver where this terminal can't be lent, OSError where the program can't be run.
    """
    try:
        with app.suspend():  # nothing may be raised in here: the app would not come back
            code = _run(command)
    except SuspendNotSupported:
        raise HandedOver(_("This terminal can't be handed to another program.")) from None
    if isinstance(code, OSError):
        raise code
    return code


def _run(command: Sequence[str]) -> int | OSError:
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl+C is the other program's
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own command, or ours
    except OSError as error:
        return error
    finally:
        signal.signal(signal.SIGINT, before)
