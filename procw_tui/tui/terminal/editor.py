"""A text in the user's own editor, while the app waits."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path

from textual.app import App

from procw_tui.present.cells import visible
from procw_tui.present.language import _

from .in_place import HandedOver, run_in_place


class EditorError(Exception):
    """The editor could not be used, as a sentence; the text is what it was."""


def edited(app: App[None], command: str, text: str) -> str:
    """The text as the editor left it. The file is the user's alone, and is gone afterwards."""
    words = _words(command)
    try:
        with tempfile.TemporaryDirectory(prefix="procw-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "letter.txt"
            path.write_text(text, encoding="utf-8")
            code = run_in_place(app, [*words, str(path)])
            if code:
                told = _("{editor} ended with an error; the text is as it was.")
                raise EditorError(told.format(editor=visible(words[0])))
            return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except HandedOver as error:
        raise EditorError(str(error)) from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        told = _("{editor} gave nothing back: {detail}")
        raise EditorError(told.format(editor=visible(words[0]), detail=visible(detail))) from None


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise EditorError(_("Set $EDITOR to edit in your own editor."))
    return words
