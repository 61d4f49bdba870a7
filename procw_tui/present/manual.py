"""Pages of Markdown as plain lines of a terminal, and the pages that the program knows by their topic.

A topic is a part of a page that begins at a comment `<!-- help: TOPIC -->` and ends at the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .breaking import wrap
from .cells import width

INDENT, GAP = 4, "  "
UNBROKEN = "\xa0"
ENDS = frozenset({
    "paragraph_close", "bullet_list_close", "ordered_list_close", "fence", "code_block", "table_close",
})  # fmt: skip
"""What a blank line stands behind."""
_TOPIC = re.compile(r"^<!-- help: (?P<name>[\w-]+) -->\n", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_BETWEEN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")


class Topic(NamedTuple):
    """A part of a page: what it is called in the page's language, and its Markdown."""

    title: str
    text: str


def topics(page: str) -> dict[str, Topic]:
    """The topics of a page, in its order."""
    marks = list(_TOPIC.finditer(page))
    ends = [*(mark.start() for mark in marks[1:]), len(page)]
    found: dict[str, Topic] = {}
    for mark, end in zip(marks, ends, strict=True):
        text = page[mark.end() : end]
        heading = _HEADING.search(text)
        found[mark["name"]] = Topic(heading[1] if heading else mark["name"], text)
    return found


def lines(text: str, cells: int) -> list[str]:
    """Markdown in lines of at most so many cells; what is set as code and in tables stays as it is."""
    every = _Page(cells).lines(MarkdownIt("commonmark").enable("table").parse(text))
    pairs = pairwise(["", *every])
    return [line for before, line in pairs if before or line]


class _Page:
    """Goes once through the tokens of a text."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._markers: list[str] = []
        """Of the list items around."""
        self._begins = False
        """Whether the innermost stands before the next line."""
        self._rows: list[list[str]] = []
        self._is_heading = False

    def lines(self, tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            self._follow(token)
            if token.type == "inline":
                yield from self._inline(_plain(token))
            elif token.type in {"fence", "code_block"}:
                indent = " " * (len("".join(self._markers)) + INDENT)
                yield from (f"{indent}{line}".rstrip() for line in token.content.splitlines())
            elif token.type == "table_close":
                yield from _table(self._rows)
                self._rows = []
            if token.type in ENDS and not token.hidden:  # a list whose items are a line each
                yield ""

    def _follow(self, token: Token) -> None:
        """Where in the page it is."""
        match token.type:
            case "list_item_open":
                self._markers.append(f"{token.info}. " if token.info else "- ")
                self._begins = True
            case "list_item_close":
                self._markers.pop()
            case "tr_open":
                self._rows.append([])
            case "heading_open" | "heading_close":
                self._is_heading = token.type == "heading_open"

    def _inline(self, text: str) -> Iterator[str]:
        if self._rows:
            self._rows[-1].append(text.replace(UNBROKEN, " "))
        elif self._is_heading:
            yield from (text, "-" * width(text), "")
        else:
            yield from self._paragraph(text)

    def _paragraph(self, text: str) -> Iterator[str]:
        if not text:
            return
        around = "".join(self._markers)
        own = self._markers[-1] if self._begins else ""
        first = " " * (len(around) - len(own)) + own
        for line in wrap(text, self._cells - len(around)):
            yield f"{first}{line}".replace(UNBROKEN, " ").rstrip()
            first = " " * len(around)
        self._begins = False


def _plain(token: Token) -> str:
    """A text without its marks and pictures; a line break between two Japanese characters is none."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type == "text":
            parts.append(child.content)
        elif child.type == "code_inline":  # what is to be typed stays on a line
            parts.append(child.content.replace(" ", UNBROKEN))
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return _BETWEEN_JAPANESE.sub("", "".join(parts)).replace("\n", " ").strip()


def _table(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        line = GAP.join(padded).rstrip()
        if line:
            yield line
