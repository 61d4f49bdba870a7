"""Finding a command by its words, in any of the languages, folded; the best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.domain.record.names import sought

from .commands import Command, CommandId
from .language import in_language

LAST: frozenset[CommandId] = frozenset({"delete"})
"""However well its words fit, it never comes first."""


def commands_found(commands: Sequence[Command], text: str) -> list[Command]:
    """Those in whose label, tip, key or other words each word of a text stands; all for an empty one."""
    words = sought(text).split()
    ranked = [
        (command.id in LAST, rank, number, command)
        for number, command in enumerate(commands)
        if (rank := _rank(command, words)) is not None
    ]
    return [command for _last, _rank, _number, command in sorted(ranked, key=lambda each: each[:3])]


def _rank(command: Command, words: Sequence[str]) -> int | None:
    """How well the words fit, 0 best; None where one of them stands nowhere."""
    if not words:
        return 0
    labels = [sought(in_language(code, command.label)) for code in LANGUAGES]
    tips = [sought(in_language(code, command.tip)) for code in LANGUAGES]
    keys, also = [sought(command.shown_key)], sought(command.also).split()
    if not all(any(word in each for each in (*labels, *tips, *keys, *also)) for word in words):
        return None
    whole = " ".join(words)
    if whole in labels or whole in keys:
        return 0
    if _begins(labels, whole) or _begins(also, whole):
        return 1
    if any(word in label for label in labels for word in words):
        return 2
    return 3 if any(_begins(tip.split(), words[0]) for tip in tips) else 4


def _begins(texts: Iterable[str], word: str) -> bool:
    return any(text.startswith(word) for text in texts)
