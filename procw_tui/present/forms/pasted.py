"""A pasted text while one looks at it: what was understood, how to take each item, what one answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from procw_tui.domain.intake.items import Item, RefusedRow, Way
from procw_tui.domain.intake.reading import Against, Asked, Reading, read_any, read_table, remembered
from procw_tui.domain.intake.rows import Row
from procw_tui.domain.intake.shapes import Part, Shape
from procw_tui.domain.intake.sheets import Sheet, SheetAsked
from procw_tui.domain.intake.words import Page, SiteWords
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.invalid import Invalid
from procw_tui.present.cells import clip, visible
from procw_tui.present.language import _
from procw_tui.present.paint import Line, Lines, line, paragraph
from procw_tui.present.sentences import intake
from procw_tui.present.words.sheets import every_sheet, sheet_words

TAB = "\t"


class Pasted:
    """Nothing of it is saved until `change` is committed."""

    def __init__(self, site_words: SiteWords, now: Callable[[], datetime]) -> None:
        self._words = site_words
        self._now = now
        self._asked = Asked()
        self._sheet: tuple[str, SheetAsked] | None = None
        self._chosen: dict[Any, Way] = {}
        self.text = ""
        self.reading: Reading | None = None

    def read(self, text: str, ledger: Ledger, kind: str = "") -> None:
        """Another text, with nothing answered yet; a sheet of that kind where one is given."""
        self.text, self._asked, self._chosen = text, Asked(), {}
        self._sheet = (kind, remembered(ledger, kind)) if kind else None
        self._read(ledger)

    def as_sheet(self, ledger: Ledger, kind: str, **said: Any) -> None:
        """Read it again as a sheet of a kind, with what is said about it."""
        before = (
            self._sheet[1] if self._sheet is not None and self._sheet[0] == kind else remembered(ledger, kind)
        )
        self._sheet = (kind, before._replace(**said))
        self._read(ledger)

    def answer(self, ledger: Ledger, **said: Any) -> None:
        """Read it again as a page, with an answer: `page`, `me` or `shape`."""
        self._sheet = None
        self._asked = self._asked._replace(**said)
        self._read(ledger)

    def mark(self, ledger: Ledger, page: Page, parts: list[str]) -> None:
        """Read it again with the parts of a row as the user said them."""
        self.answer(ledger, page=page, shape=Shape(page, cast("tuple[Part, ...]", tuple(parts))))

    def _read(self, ledger: Ledger) -> None:
        self.reading = self._reading(ledger) if self.text.strip() else None

    def _reading(self, ledger: Ledger) -> Reading:
        against = Against(self._words, ledger, self._now())
        if self._sheet is None:
            return read_any(self.text, against, self._asked, lambda: every_sheet(self._words))
        kind, asked = self._sheet
        try:
            return read_table(self.text, kind, against, sheet_words(kind, self._words), asked)
        except Invalid as reason:
            refused = (RefusedRow(reason, frozenset({0})),)
            return Reading(None, (), refused, (), ())._replace(text=self.text, now=against.now)

    @property
    def sheet(self) -> Sheet | None:
        """What was read of a sheet, where it is one."""
        return self.reading.sheet if self.reading is not None else None

    def change(self, ledger: Ledger) -> Change:
        """What saving it does to the newest ledger."""
        return self._reading(ledger).change(ledger, self._chosen)

    def all_left_out(self) -> bool:
        """Whether there is something to save and none of it is taken."""
        reading = self.reading
        if reading is None or reading.me or not reading.open_items:
            return False
        return all(intake.way_of(item, self._chosen) == "skip" for item in reading.open_items)

    def otherwise(self, row: Any, by: int) -> None:
        """Another way to take an item."""
        if isinstance(row, Item):
            acts: list[Way] = [option.act for option in row.options]
            if row.doubtful:
                acts.insert(0, "wait")
            now = acts.index(intake.way_of(row, self._chosen))
            self._chosen[row.key] = acts[(now + by) % len(acts)]

    def take_all(self) -> None:
        """Take every row that waits, in its first way."""
        if self.reading is not None:
            for item in self.reading.waiting(self._chosen):
                self._chosen[item.key] = item.taken(None, doubtful=True).act

    @property
    def waits(self) -> bool:
        """Whether a row waits to be looked at."""
        return self.reading is not None and bool(self.reading.waiting(self._chosen))

    @property
    def can_be_saved(self) -> bool:
        """Whether Enter has something to do: a sheet is taken whole, or not at all."""
        reading = self.reading
        return reading is not None and not (
            reading.sheet is not None and (reading.refused or reading.sheet.missing)
        )

    def rows(self) -> list[Any]:
        """Items, what can't be, and the lines that were not understood."""
        if self.reading is None:
            return []
        return [*self.reading.open_items, *self.reading.refused, *self.reading.unread]

    def senders(self) -> tuple[str, ...]:
        """Who writes in a thread."""
        return self.reading.writers if self.reading is not None else ()

    def row_to_mark(self, current: Any) -> Row | None:
        """The row of the page that a line belongs to, else the next row below it that has several parts."""
        if self.reading is None or current is None:
            return None
        lines = current.lines if isinstance(current, (Item, RefusedRow)) else {current[0]}
        here = [row for row in self.reading.rows if row.lines & lines and len(row.cells) > 1]
        below = [row for row in self.reading.rows if min(row.lines) > min(lines) and len(row.cells) > 1]
        row_there = next(iter([*here, *below]), None)
        alone = tuple(cell for cell in row_there.cells if cell.line in lines) if row_there is not None else ()
        return Row(alone) if len({cell.column for cell in alone}) > 1 else row_there

    def title(self, cells: int) -> Lines:
        """What to do, then what was understood."""
        if self.reading is None:
            told = _("Copy a page of the site (contracts, applications, a thread, ratings, earnings) "
                     "and paste it here.")  # fmt: skip
            return [line("  ", (_("Paste"), "head")), *paragraph(told, cells, indent="  ")]
        shown = paragraph(intake.summary(self.reading, self._chosen), cells, "strong", "  ")
        for told in self._about_columns():
            shown += paragraph(told, cells, "warn", "  ")
        return [line("  ", (_("Paste") if self.sheet is None else _("Import"), "head")), *shown]

    def _about_columns(self) -> list[str]:
        """What of a sheet's columns is not ours, and what no column says."""
        if self.sheet is None:
            return []
        told = [intake.columns_left(self.sheet.unknown)] if self.sheet.unknown else []
        return [*told, intake.columns_missing(self.sheet.missing)] if self.sheet.missing else told

    def draw(self, row: Any, cells: int) -> Line:
        """One row."""
        if isinstance(row, Item):
            return intake.item_line(row, intake.way_of(row, self._chosen), cells)
        if isinstance(row, RefusedRow):
            return line("  ", (intake.refused_line(row), "bad"))
        number, text = row
        return line("  ", (f"{number + 1}: {clip(visible(text.replace(TAB, '  ')), cells - 10)}", "dim"))

    def detail(self, row: Any, cells: int) -> Lines:
        """Why a row is uncertain, and what can be done."""
        if isinstance(row, Item):
            return intake.item_detail(row, intake.way_of(row, self._chosen), cells)
        if row is None or isinstance(row, RefusedRow):
            return []
        return paragraph(intake.unread_words(), cells, "dim", "  ")
