"""Passages of an earlier letter about another job that stand in a new one word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .finding import Finding
from .known import Known, sentences, squeezed
from .literals import wanted
from .words import LetterWords, Words, plain

LEAST_PASSAGE, LEAST_WORDS = 20, 8
"""Japanese characters, English words: a shorter one is a turn of phrase."""
_HEADING = re.compile(
    r"^\s*[■◆●▼#]*\s*[【\[《＜<]?(?P<text>[^】\]》＞>:：\n]{1,20})[】\]》＞>:：]?(?P<behind>.*)$"
)
_IS_HEADING = re.compile(
    r"^\s*(?:[■◆●▼#]+\s*\S.{0,20}|[【\[《＜<][^】\]》＞>\n]{1,20}[】\]》＞>].*|.{1,20}[:：]\s*)$"
)
_LISTED = re.compile(r"^\s*(?:[・･\-*\u2022◦○●■◆✓]|[0-9]{1,2}[.)]|https?://|\s{2,}\S)")


def earlier_passages(lines: Sequence[str], known: Known, words: LetterWords) -> Iterator[Finding]:
    """Runs of sentences of an earlier letter, each with whom that went to.

    What one says of oneself repeats by right: what stands in most of the latest letters, under a heading of
    one's own, or speaks of the writer alone; and so do greetings and links.
    """
    if not known.letters:
        return
    own_lines = set(under_headings(lines, words.passages.own_headings))
    run: list[str] = []
    begun, source = 0, ""
    for number, sentence in (*sentences(lines), (0, "")):
        plain_ = squeezed(sentence)
        own = number in own_lines or plain_ in known.own or squeezed(lines[number - 1]) in known.own
        if number and (own or _is_frame(plain(sentence), words)):
            continue
        found = next((to for text, to in known.letters if plain_ and plain_ in text), None)
        if found is not None and (run or words.passages.of_a_job.found(plain(sentence)) is not None):
            if not run:
                begun, source = number, found
            run.append(sentence)
            continue
        if run and _long(run):
            yield Finding("earlier", begun, " ".join(run), source)
        run = []


def under_headings(lines: Sequence[str], headings: Words) -> Iterator[int]:
    """The lines under a heading such as 【経歴】, up to the next one or the next paragraph."""
    own, gap, told = False, False, False  # told: the heading has its text behind it
    for number, line in enumerate(lines, 1):
        if not line.strip():
            gap = True
            continue
        if _IS_HEADING.match(line):
            match = _HEADING.match(line)
            own = match is not None and headings.found(plain(match["text"])) is not None
            told = match is not None and bool(match["behind"].strip())
        elif (gap or told) and not _LISTED.match(line):
            own = False
        gap = False
        if own:
            yield number


def _is_frame(sentence: str, words: LetterWords) -> bool:
    """A greeting, a link, or a sentence that speaks of the writer and of no job."""
    if words.passages.greetings.found(sentence) is not None or (
        "http://" in sentence or "https://" in sentence
    ):
        return True
    return (
        words.passages.of_oneself.found(sentence) is not None
        and words.passages.of_a_job.found(sentence) is None
    )


def words_of_others(
    lines: Sequence[str], posting: str, known: Known, words: LetterWords
) -> Iterator[Finding]:
    """Words that an earlier posting wanted in its letter, and this one does not."""
    asked = plain(posting)
    for text, to in known.postings:
        for word in map(plain, wanted(text.splitlines(), words.literal)):
            if len(word) > 1 and word not in asked and words.passages.greetings.found(word) is None:
                for number, line in enumerate(lines, 1):
                    if word in plain(line):
                        yield Finding("earlier", number, word, to)


def _long(run: list[str]) -> bool:
    text = " ".join(run)
    if text.isascii():
        return len(text.split()) >= LEAST_WORDS
    return len(squeezed(text)) >= LEAST_PASSAGE
