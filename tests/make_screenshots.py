"""Makes screenshots/: every screen from the demo, in both languages, at 80x24 and 120x40.

python -m tests.make_screenshots            writes them
python -m tests.make_screenshots --check    says which are stale, and exits 1 if any is
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import NamedTuple

os.environ["TEXTUAL_ANIMATIONS"] = "none"
for _name in ("NO_COLOR", "COLORTERM"):
    os.environ.pop(_name, None)

from textual.events import Paste
from textual.pilot import Pilot

from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.knowledge import data_file
from procw_tui.present.cells import width
from procw_tui.present.commands import ROOMS
from procw_tui.present.language import set_language
from procw_tui.store.store import Store
from procw_tui.tui.app import ProcwApp
from tests.animation import Frame, moving
from tests.make_demo import NOW

FOLDER = Path(__file__).parent.parent / "screenshots"
CELL = 12.2  # the width of a cell in Textual's pictures
BLANK = "&#160;"
TEXT = re.compile(
    r'(?P<head><text class="[^"]*-r\d+" )x="(?P<x>[^"]+)"(?P<y> y="[^"]+") textLength="[^"]+"'
    r"(?P<tail>[^>]*>)(?P<text>[^<]*)(?=</text>)"
)
SIZES = ((80, 24), (120, 40))
SMALL = SIZES[:1]


class Scene(NamedTuple):
    """A picture besides the rooms: the moment in Japan, the keys pressed, and the sizes to take it in."""

    name: str
    now: datetime
    keys: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...] = SMALL
    pasted: str = ""
    """A page of tests/pages to paste after the keys."""


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T21:30+09:00")


SCENES = (
    Scene("board-closing", _at("2026-12-15"), ("2", "down", "down", "down")),
    Scene("board-judging", _at("2027-01-06"), ("2",)),
    Scene("board-asking", _at("2027-02-01"), ("2",)),
    Scene("board-result", _at("2027-02-01"), ("2", "k", "3")),
    Scene("board-what-if", NOW, ("2", "w", "s", "s", "c", "T", "r", "enter"), SIZES),
    Scene("evidence-scouts", NOW, ("2", "down", "down", "down", "enter"), SIZES),
    Scene("evidence-completion", NOW, ("2", "enter")),
    Scene("evidence-earnings", NOW, ("2", "down", "down", "enter")),
    Scene("rounds", NOW, ("2", "end", "enter")),
    Scene("assumptions", NOW, ("2", "down", "a", "down")),
    Scene("night", NOW, ("l", "3", "tab", "2", "tab", "1")),
    Scene("form-picks", NOW, ("m",)),
    Scene("guide", NOW, ("o", "2", "enter", "enter", "enter", "enter")),
    Scene("proposals-filter", NOW, ("4", "slash", *"記事", "space", *"north")),
    Scene("proposals-selected", NOW, ("4", "x", "x", "X", "n")),
    Scene("rates", NOW, ("4", "i", "down")),
    Scene("day", NOW, ("g", "left_square_bracket"), SIZES),
    Scene("open", NOW, ("i", "down"), SIZES),
    Scene("mindset-questions", NOW, ("6", "tab", *["down"] * 14)),
    Scene("mindset-worth", NOW, ("6", "tab", "down")),
    Scene("report", NOW, ("h", "tab"), SIZES),
    Scene("letter", NOW, ("4", "d", "1"), SIZES, "letter"),
    Scene("paste", NOW, ("v",), SIZES, "contracts_running.lines"),
    Scene("paste-unknown", NOW, ("v",), SMALL, "unknown"),
)
TEXTS = {
    "evening": "応募した仕事\n仕事名\tクライアント\t契約金額\t応募日\t結果\n"
    "美容サロンの紹介記事\t花水木サロン\t12,000円\t2026/11/22\t応募中\n"
    "温泉宿の紹介文 10本\tたびノート\t33,000円\t2026/11/22\t応募中\n"
    "家計の見直しコラム\tはなまる保険\t16,500円\t2026/11/22\t応募中\n",
    "unknown": "お気に入りの仕事\n猫カフェの記事\tねこの手\t6000\t11/20\n英文メールの翻訳\tことのは\t15000\t11/19\n",
    "letter": "みどり工房様\n\nはじめまして。【お名前】と申します。\nカフェの紹介記事の募集を拝見しました。青空商会様の記事では、"
    "検索から来る人を想定して構成を作りました。\n未熟ですが、〇〇の分野は得意です。\n\nよろしくお願いいたします。\n",
}
"""Texts that are pasted, besides the pages of tests/pages."""
MOMENT = 0.5
"""Until a letter is checked."""


class Step(NamedTuple):
    """A step of the evening: the keys, what is pasted behind them, what it is called, how long it stands."""

    keys: tuple[str, ...]
    ja: str
    en: str
    seconds: float = 3
    pasted: str = ""


EVENING = (
    Step((), "夜、開くと次の一手が1つ", "Evening: it opens with one next act", 4),
    Step(("r",), "r  返信した", "r  replied"),
    Step(
        ("l", "3", "tab", "tab", "1"),
        "l  夜の記録: 応募3、納品済み1", "l  the evening in numbers: 3 proposals, 1 delivery", 4,
    ),
    Step(("enter",), "Enter  納品したのはどれか", "Enter  which one was delivered?"),
    Step(("1",), "1  その場で数えられる", "1  counted at once"),
    Step(("v",), "v  サイトのページを貼り付ける", "v  a page of the site, pasted", 4, "evening"),
    Step(("enter",), "Enter  名前と金額が入る", "Enter  names and amounts are in"),
    Step(("4",), "4  30件に1件のペース", "4  how the one in thirty is going", 4),
    Step(("2",), "2  6つの基準と次の審査", "2  the six criteria and the next review", 5),
)  # fmt: skip
"""What a user does in two minutes, on the demo."""


def _page(name: str) -> str:
    return (Path(__file__).parent / "pages" / f"{name}.txt").read_text(encoding="utf-8")


def upright(svg: str) -> str:
    """The same picture with every text in its cells.

    Textual gives wide characters the length of narrow ones, and some renderers drop leading blanks.
    """

    def placed(match: re.Match[str]) -> str:
        text = match["text"]
        shown = text
        while shown.startswith(BLANK):
            shown = shown.removeprefix(BLANK)
        blanks = (len(text) - len(shown)) // len(BLANK)
        x, length = float(match["x"]) + blanks * CELL, width(html.unescape(shown)) * CELL
        return f'{match["head"]}x="{x:g}"{match["y"]} textLength="{length:g}"{match["tail"]}{shown}'

    return TEXT.sub(placed, svg)


def _picture(app: ProcwApp, title: str = "procw-tui") -> str:
    return upright(app.export_screenshot(title=title))


async def _settled(app: ProcwApp, pilot: Pilot[None], pasted: str) -> None:
    """What was pasted has been read."""
    if pasted:
        app.post_message(Paste(TEXTS.get(pasted) or _page(pasted)))
        await pilot.pause(MOMENT)
    await pilot.pause()


async def evenings(folder: Path) -> dict[str, str]:
    """The moving picture in each language."""
    made: dict[str, str] = {}
    for language in LANGUAGES:
        copy = shutil.copyfile(folder / "demo.json", folder / f"evening-{language}.json")
        set_language(language)
        app = ProcwApp(Store(copy, lambda: NOW), lambda: NOW)
        frames: list[Frame] = []
        async with app.run_test(size=SIZES[0]) as pilot:
            for step in EVENING:
                for key in step.keys:
                    await pilot.press(key)
                await _settled(app, pilot, step.pasted)
                frames.append(Frame(_picture(app, step.ja if language == "ja" else step.en), step.seconds))
        made[f"evening-{language}.svg"] = moving(frames)
    return made


async def scenes(folder: Path) -> dict[str, str]:
    """Each scene's SVG by its file name, every one on its own copy of the demo."""
    made: dict[str, str] = {}
    for number, (scene, language, size) in enumerate(product(SCENES, LANGUAGES, SIZES)):
        if size not in scene.sizes:
            continue
        copy = shutil.copyfile(folder / "demo.json", folder / f"{number}.json")
        set_language(language)
        app = ProcwApp(Store(copy, lambda scene=scene: scene.now), lambda scene=scene: scene.now)  # type: ignore[misc]
        async with app.run_test(size=size) as pilot:
            for key in scene.keys:
                await pilot.press(key)
            await _settled(app, pilot, scene.pasted)
            app.main.unsay()
            await pilot.pause()
            made[f"{scene.name}-{language}-{size[0]}x{size[1]}.svg"] = _picture(app)
    return made


async def pictures(folder: Path) -> dict[str, str]:
    """Each picture's SVG by its file name."""
    made = await scenes(folder) | await evenings(folder)
    for language in LANGUAGES:
        for columns, rows in SIZES:
            set_language(language)
            app = ProcwApp(Store(folder / "demo.json", lambda: NOW), lambda: NOW)
            async with app.run_test(size=(columns, rows)) as pilot:
                for number, room in enumerate(ROOMS, 1):
                    await pilot.press(str(number))
                    await pilot.pause()
                    made[f"{room}-{language}-{columns}x{rows}.svg"] = _picture(app)
    return made


def current() -> dict[str, str]:
    """The pictures of the program as it is, on a throw-away copy of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(data_file("demo.json"), Path(folder) / "demo.json")
        return asyncio.run(pictures(Path(folder)))


def stale(made: dict[str, str]) -> Iterator[str]:
    """The names of the files that differ from the program, are missing, or belong to nothing."""
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
    return (name for name in sorted(made.keys() | there.keys()) if made.get(name) != there.get(name))


def main() -> int:
    """Write or check."""
    made = current()
    names = list(stale(made))
    if "--check" in sys.argv:
        for name in names:
            print(f"stale: screenshots/{name} (make screenshots)")
        return 1 if names else 0
    FOLDER.mkdir(exist_ok=True)
    for name in names:
        (FOLDER / name).unlink(missing_ok=True)
        if name in made:
            (FOLDER / name).write_text(made[name], encoding="utf-8")
    print(f"{len(made)} screenshots, {len(names)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
