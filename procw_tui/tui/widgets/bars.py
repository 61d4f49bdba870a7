"""The line of tabs at the top and the line of keys at the bottom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from textual.events import Click

from procw_tui.present.cells import clip, width
from procw_tui.present.paint import Role, Span, line, line_width, right_aligned
from procw_tui.tui.widgets.lines import LineView

GAP = "  "


class TabLine(LineView):
    """The rooms, and at the right what every screen must show."""

    DEFAULT_CSS = "TabLine { height: 1; background: $surface; }"

    when_chosen: Callable[[int], None] = staticmethod(lambda _tab: None)
    """Called with the number of a tab that was clicked, 0 first."""
    _ends: Sequence[int] = ()
    """The cell behind each tab."""

    def show_tabs(self, names: Sequence[str], current: int, right: str, role: Role, cells: int) -> None:
        """The tabs with the current one marked; the text at the right is cut first."""
        spans = self._named(names, current)
        if line_width(tuple(spans)) + width(right) + 2 > cells:  # the others by their digits alone
            spans = [
                (f"[{at + 1}{name}] ", "key") if at == current else (f"{at + 1} ", "dim")
                for at, name in enumerate(names)
            ]
        self._ends = list(accumulate(width(text) for text, _role in spans))
        left = (("", ""), *spans)
        room = cells - line_width(left) - 2
        self.show([right_aligned(left, ((clip(right, max(0, room)), role), (" ", "")), cells)])

    @staticmethod
    def _named(names: Sequence[str], current: int) -> list[Span]:
        texts = [f"{number}{name}" for number, name in enumerate(names, 1)]
        return [
            (f"[{text}]", "key") if at == current else (f" {text} ", "dim") for at, text in enumerate(texts)
        ]

    def on_click(self, event: Click) -> None:
        """The tab that was clicked."""
        tab = bisect_right(self._ends, event.x)
        if tab < len(self._ends):
            self.when_chosen(tab)


class FooterLine(LineView):
    """What keys do here, or for a while what was just done."""

    DEFAULT_CSS = "FooterLine { height: 1; background: $surface; }"

    def show_keys(self, keys: Sequence[tuple[str, str]], cells: int) -> None:
        """As many keys as fit; the last two (all keys, find) always do."""
        must = keys[-2:]
        room = cells - 1 - sum(self._cells(key) for key in must)
        shown: list[tuple[str, str]] = []
        for key in keys[:-2]:
            room -= self._cells(key)
            if room < 0:
                break
            shown.append(key)
        spans: list[Span] = [(" ", "")]
        for name, label in [*shown, *must]:
            spans += [(name, "key"), (f" {label}{GAP}", "dim")]
        self.show([tuple(spans)])

    def show_message(self, text: str, hint: str, role: Role, cells: int) -> None:
        """A sentence, and at its end the key that takes it back."""
        room = cells - width(hint) - 4
        self.show([line(" ", (clip(text, max(0, room)), role), GAP, (hint, "key"))])

    @staticmethod
    def _cells(key: tuple[str, str]) -> int:
        return width(key[0]) + 1 + width(key[1]) + len(GAP)
