"""The moving picture of the README."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from procw_tui.domain.record.codes import LANGUAGES
from tests.animation import Frame, moving

FOLDER = Path(__file__).parent.parent / "screenshots"
SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 300_000


def svg(name: str) -> str:
    return (FOLDER / f"{name}-en-80x24.svg").read_text(encoding="utf-8")


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own


def rows_shown(picture: str, at: float) -> list[str]:
    """The texts that stand at a time, as a per cent of the whole, row by row."""
    root = parsed(picture)
    style = root.findtext(f"{SVG}style") or ""
    steps = {
        name: [(float(begin), seen) for begin, seen in re.findall(r"([\d.]+)% \{ visibility: (\w+) \}", rule)]
        for name, rule in re.findall(r"@keyframes (\w+) \{ (.*) \}\n", style)
    }
    shown = []
    for group in root.iter(f"{SVG}g"):
        changes = steps.get(group.get("class", ""), [(0, "visible")])
        if [seen for begin, seen in changes if begin <= at][-1] == "visible":
            shown += [text.text or "" for text in group.findall(f"{SVG}text")]
    return shown


def plain_texts(picture: str) -> list[str]:
    texts = parsed(picture).iter(f"{SVG}text")
    return [each.text or "" for each in texts if (each.text or "").strip()][1:]  # without the title


def test_each_frame_stands_whole_in_its_time() -> None:
    today, board = svg("today"), svg("board")
    picture = moving([Frame(today, 1), Frame(board, 3)])
    assert rows_shown(picture, 0) == plain_texts(today)
    assert rows_shown(picture, 24.9) == plain_texts(today)
    assert rows_shown(picture, 25) == plain_texts(board)
    assert rows_shown(picture, 100) == plain_texts(board)


def test_what_does_not_change_is_drawn_once() -> None:
    today = svg("today")
    assert moving([Frame(today, 1), Frame(today, 1)]).count("<text") == moving([Frame(today, 1)]).count(
        "<text"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_evening_is_light_and_loads_nothing(language: str) -> None:
    evening = (FOLDER / f"evening-{language}.svg").read_bytes()
    assert len(evening) < MOST_BYTES
    assert b"url(http" not in evening
    assert b"@keyframes" in evening
    assert b"prefers-reduced-motion" in evening
