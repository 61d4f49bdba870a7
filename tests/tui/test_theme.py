"""Contrast: every text can be read on every ground it stands on, in 16 million colours and in 256."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from procw_tui.tui.theme import DARK, LIGHT

LEAST_TEXT, LEAST_BAND = 4.5, 1.5


def luminance(colour: str) -> float:
    """As WCAG 2 reckons it."""
    parts = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def in_256(colour: str) -> str:
    """As a terminal without more shows it, by the library that draws it."""
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


@pytest.mark.parametrize("shown", [str, in_256])
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme, shown: Callable[[str], str]) -> None:
    def least(texts: Iterable[str | None], ground: str | None) -> float:
        return min(contrast(shown(str(text)), shown(str(ground))) for text in texts)

    faint, band, trough = (theme.variables[name] for name in ("faint", "band", "trough"))
    plain = (theme.foreground, theme.accent, theme.success, theme.error)
    for ground in (theme.background, theme.surface, theme.panel):
        assert least((*plain, faint, theme.warning), ground) >= LEAST_TEXT
    assert least(plain, band) >= LEAST_TEXT  # faint and warning stand there as plain text
    assert least((band, trough), theme.background) >= LEAST_BAND
    colours = [theme.accent, theme.success, theme.warning, theme.error, theme.foreground]
    assert len({shown(str(colour)) for colour in colours}) == len(colours)
