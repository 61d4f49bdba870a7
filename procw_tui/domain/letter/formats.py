"""File formats that a posting wants the work in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .finding import Finding
from .words import JAPANESE, LetterWords, plain

_LINK = re.compile(r"https?://\S+")
_SENTENCE = re.compile(r"(?<=[。!?;])|(?<=[.])\s+")
_CLAUSE = re.compile(
    r"、|,(?!\d)|;|(?<=で)、|\s(?=and (?:deliver|submit|send|return|we|you))|\s(?=but )|\s(?=while )|が、"
)
_HEADING = re.compile(
    r"^\s*(?:[■◆●▼◎□○◇]\s*[^。:：]{1,16}|[【\[＜《][^】\]＞》]{1,16}[】\]＞》])\s*[:：]?\s*$"
)


def formats(posting: Sequence[str], letter: str, words: LetterWords) -> Iterator[Finding]:
    """Formats that the work is to be handed over in and the letter lacks; of alternatives one will do."""
    told: set[str] = set()
    told_of = set(_named(letter, words))
    below: bool | None = None  # what a heading alone says of the lines below it
    for number, line in enumerate(posting, 1):
        text = plain(_LINK.sub(" ", line))
        if _HEADING.match(line) and not _named(text, words):
            below = _is_given(text, words)
            continue
        below = None if not text else below
        for sentence in _SENTENCE.split(text):
            for clause in [sentence] if below else () if below is False else _handed_over(sentence, words):
                named = _named(clause, words)
                missing = [name for name in named if name not in told_of]
                either = len(named) > 1 and words.delivery.alternatives.found(clause) is not None
                if either and len(missing) < len(named):
                    continue
                missing = [name for name in missing if name not in told]
                told.update(missing)
                shown = [_shown(name, clause, words) for name in missing]
                for each in [" / ".join(shown)] if either and shown else shown:
                    yield Finding("format", number, line.strip(), each)


def _shown(name: str, clause: str, words: LetterWords) -> str:
    """A format as the posting names it: by its ending, with the program behind it, or by the program."""
    written = words.delivery.formats[name].every(clause) if name in words.delivery.formats else ()
    endings = (re.sub(r"[^a-z0-9].*$", "", word.lstrip(".")) for word in written)
    return next((words.delivery.shown[each] for each in endings if each in words.delivery.shown), name)


def _named(text: str, words: LetterWords) -> list[str]:
    japanese = JAPANESE.search(text) is not None
    found = [name for name, each in words.delivery.formats.items() if each.found(text) is not None]
    if japanese:
        found += [
            name for name, each in words.delivery.in_japanese.items()
            if name not in found and each.found(text) is not None
        ]  # fmt: skip
    return found


def _handed_over(sentence: str, words: LetterWords) -> Iterator[str]:
    """The clauses that say how the work is handed over; one without a verb goes with the one before."""
    if words.delivery.words.found(sentence) is None and words.delivery.as_a_format.found(sentence) is None:
        return
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause and clause.strip()]
    given = [_is_given(clause, words) for clause in clauses]
    whole: list[str] = []
    ours = next((each for each in given if each is not None), True)
    for clause, is_given in zip(clauses, given, strict=True):
        ours = ours if is_given is None else is_given
        if ours:
            whole.append(clause)
    if whole:
        yield "、".join(whole)


def _is_given(clause: str, words: LetterWords) -> bool | None:
    """True for what one hands over, False for what the client hands out; None where it isn't said."""
    if words.delivery.by_the_client.found(clause) is not None:
        return False
    if words.delivery.words.found(clause) is not None:
        return True
    if words.delivery.material.found(clause) is not None:
        return False
    return True if words.delivery.as_a_format.found(clause) is not None else None
