"""A text in the user's own editor, while the app waits."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from textual.app import App

from procw_tui.present.cells import visible
from procw_tui.present.language import _

from .in_place import HandedOver, run_in_place


class EditorError(Exception):
    """The editor could not be used, as a sentence; the text is what it was."""


class Edited(NamedTuple):
    """What an editor saved, and what went wrong with it all the same."""

    text: str
    trouble: str = ""


def edited(app: App[None], command: str, text: str, decoded: Callable[[bytes], str]) -> Edited:
    """The text as the editor left it, however it ended. `decoded`: what its bytes say, in any encoding.

    The file is the user's alone, and is gone afterwards. EditorError where nothing was saved.
    """
    words = _words(command)
    try:
        with tempfile.TemporaryDirectory(prefix="procw-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "letter.txt"
            path.write_text(text, encoding="utf-8")
            code = run_in_place(app, [*words, str(path)])
            saved = decoded(path.read_bytes()).replace("\r\n", "\n").rstrip("\n")
            if not code:
                return Edited(saved)
            if saved == text.rstrip("\n"):
                told = _("{editor} ended with an error; the text is as it was.")
                raise EditorError(told.format(editor=visible(words[0])))
            told = _("{editor} ended with an error; what it had saved was taken.")
            return Edited(saved, told.format(editor=visible(words[0])))
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
