"""A text in the user's own editor, while the app waits."""

from __future__ import annotations

import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from procw_tui.present.cells import visible
from procw_tui.present.language import _


class EditorError(Exception):
    """The editor could not be used, as a sentence; the text is what it was."""


def edited(app: App[None], command: str, text: str) -> str:
    """The text as the editor left it. The file is the user's alone, and is gone afterwards."""
    words = _words(command)
    try:
        with tempfile.TemporaryDirectory(prefix="procw-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "letter.txt"
            path.write_text(text, encoding="utf-8")
            with app.suspend():  # nothing may be raised in here: the app would not come back
                code = _run([*words, str(path)])
            if isinstance(code, OSError):
                raise code
            if code:
                told = _("{editor} ended with an error; the text is as it was.")
                raise EditorError(told.format(editor=visible(words[0])))
            return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except SuspendNotSupported:
        raise EditorError(_("This terminal can't be handed to an editor.")) from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        told = _("{editor} gave nothing back: {detail}")
        raise EditorError(told.format(editor=visible(words[0]), detail=visible(detail))) from None


def _run(command: list[str]) -> int | OSError:
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl+C is the editor's
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own command
    except OSError as error:
        return error
    finally:
        signal.signal(signal.SIGINT, before)


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise EditorError(_("Set $EDITOR to edit in your own editor."))
    return words
