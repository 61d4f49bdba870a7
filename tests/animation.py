"""One moving picture of several of Textual's: each row is drawn once and shown while it stands on the screen.

Where nothing moves (a viewer without animations, a reader who wants none) the first one stands.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import NamedTuple

ROW = 24.4  # the height of a row in Textual's pictures
FIRST_ROW = 1.5
NO_WIDTH = 'width="0"'

_ID = re.compile(r"terminal-\d+")
_STYLE = re.compile(r"\.t-(?P<name>r\d+) \{ (?P<style>[^}]*) \}")
_RECT = re.compile(
    r'<rect fill="(?P<fill>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<width>[\d.]+)"[^>]*/>'
)
_TEXT = re.compile(
    r"<text class=\"t-(?P<name>r\d+)\" (?P<place>[^>]*?) clip-path=\"url\(#t-line-(?P<row>\d+)\)\">(?P<text>[^<]*)</text>"
)
_MATRIX = re.compile(
    r'(?P<head>.*?<g transform="translate\(9, 41\)"[^>]*>)(?P<body>.*)(?P<tail></g>\s*</svg>\s*)', re.DOTALL
)
_TITLE = re.compile(r'<text class="t-title"(?P<place>[^>]*)>(?P<words>[^<]*)</text>')
_DROPPED = re.compile(
    r"\.t-r\d+ \{[^}]*\}\n?|<clipPath id=\"t-line-\d+\">.*?</clipPath>\s*|@font-face \{.*?\n    \}\n",
    re.DOTALL,
)
"""Of the first picture: its own colours, a clip for each row, and a font from the network."""


class Frame(NamedTuple):
    """A picture and for how many seconds it stands."""

    svg: str
    seconds: float


class _Rect(NamedTuple):
    fill: str
    x: float
    width: float


def moving(frames: list[Frame]) -> str:
    """The frames one after the other, for ever."""
    svgs = [_ID.sub("t", frame.svg) for frame in frames]
    classes: dict[str, str] = {}
    shown: dict[tuple[int, str], set[int]] = defaultdict(set)
    titles: dict[str, set[int]] = defaultdict(set)
    place = ""
    for number, svg in enumerate(svgs):
        names = {
            each["name"]: classes.setdefault(each["style"], f"c{len(classes)}")
            for each in _STYLE.finditer(svg)
        }
        for row, content in _rows(svg, names).items():
            shown[row, content].add(number)
        for title in _TITLE.finditer(svg):
            titles[title["words"]].add(number)
            place = title["place"]
    rules = _Rules([frame.seconds for frame in frames])
    ordered = sorted(shown.items(), key=lambda each: (each[0][0], min(each[1])))
    rows = [f'<g class="{rules.named(numbers)}">{content}</g>' for (_row, content), numbers in ordered]
    words = [
        f'<text class="t-title {rules.named(numbers)}"{place}>{each}</text>'
        for each, numbers in titles.items()
    ]
    colours = [f".{name} {{ {style} }}" for style, name in classes.items()]
    head, tail = _around(svgs[0])
    head = _TITLE.sub(lambda _match: "\n".join(words), _DROPPED.sub("", head))
    head = head.replace("</style>", "\n".join([*colours, str(rules), "</style>"]), 1)
    return "\n".join([f'{head}<g class="t-matrix">', *rows, f"</g>{tail}"])


def _around(svg: str) -> tuple[str, str]:
    """What stands before and behind the rows."""
    found = _MATRIX.match(svg)
    if found is None:
        raise ValueError(svg[:200])
    return found["head"], found["tail"]


def _rows(svg: str, names: dict[str, str]) -> dict[int, str]:
    """The elements of each row; neighbours of one colour are one."""
    rects: dict[int, list[_Rect]] = defaultdict(list)
    for match in _RECT.finditer(svg):
        if NO_WIDTH in match[0]:
            continue
        row, rect = (
            round((float(match["y"]) - FIRST_ROW) / ROW),
            _Rect(match["fill"], float(match["x"]), float(match["width"])),
        )
        line = rects[row]
        touches = bool(line) and math.isclose(line[-1].x + line[-1].width, rect.x, abs_tol=0.1)
        if touches and line[-1].fill == rect.fill:
            line[-1] = rect._replace(x=line[-1].x, width=rect.x + rect.width - line[-1].x)
        else:
            line.append(rect)
    texts: dict[int, list[str]] = defaultdict(list)
    for match in _TEXT.finditer(svg):
        if match["text"].strip():
            texts[int(match["row"])].append(
                f'<text class="{names[match["name"]]}" {match["place"]}>{match["text"]}</text>'
            )
    return {
        row: "".join(
            f'<rect fill="{rect.fill}" x="{rect.x:g}" y="{FIRST_ROW + row * ROW:g}" width="{rect.width:g}" '
            f'height="24.65" shape-rendering="crispEdges"/>' for rect in rects[row]
        ) + "".join(texts[row]) for row in sorted(rects.keys() | texts.keys())
    }  # fmt: skip


class _Rules:
    """A rule for each set of frames in which something is shown."""

    def __init__(self, seconds: list[float]) -> None:
        self._total = sum(seconds)
        self._begins = [100 * sum(seconds[:number]) / self._total for number in range(len(seconds))]
        self._names: dict[frozenset[int], str] = {}

    def named(self, numbers: set[int]) -> str:
        """The class of what is shown in these frames."""
        return self._names.setdefault(frozenset(numbers), f"f{len(self._names)}")

    def __str__(self) -> str:
        lines = []
        for numbers, name in self._names.items():
            if len(numbers) == len(self._begins):
                continue
            steps = " ".join(
                f"{begin:.3f}% {{ visibility: {'visible' if number in numbers else 'hidden'} }}"
                for number, begin in enumerate(self._begins)
            )
            first = "visible" if 0 in numbers else "hidden"
            lines += [
                f"@keyframes {name} {{ {steps} }}",
                f".{name} {{ visibility: {first}; animation: {name} {self._total:g}s step-end infinite }}",
            ]
        lines.append("@media (prefers-reduced-motion: reduce) { g, text { animation: none !important } }")
        return "\n".join(lines)
